/* The employer's cash by month in one trial.
 *
 * Months 0 .. n - 1 from the start of the plan year; where cost counts incurred claims the run-out
 * months follow the plan year's, and the last takes everything later.
 *   net = paid + fixed - reimbursed - advanced - refunds
 *   paid        plan paid on C of self-funded services, in the month paid
 *   fixed       fees, premiums, taxes and HSA contributions: those of claims by the month's paid
 *               claims, all others by the month's enrolled employees
 *   reimbursed  counted reimbursement of the claims paid so many months earlier (0 with advance
 *               funding); the aggregate's at the year's end at the earliest
 *   advanced    monthly accommodation: max(0, cumulative paid eligible - max(cumulative attachment,
 *               minimum x m / 12)) less advances outstanding, repaid when it falls and settled at
 *               the year's end
 *   cumulative  sum of net to the month's end
 * The months sum to the year's cost. Shortfall of month m: cumulative less budget x the share of
 * the plan year passed (1 from its end on); its peak over the months, at least 0, is the
 * working capital that the trial needed.
 *
 * Source: models/MODEL.md, "Stop-loss" and "Cost". Checked by tests/unit/test_cash_flow.c.
 */
#ifndef SL_MODELS_CASH_FLOW_H
#define SL_MODELS_CASH_FLOW_H

#include "models/arrangement.h"

#include <stddef.h>

typedef struct sl_cash_month {
  double paid, fixed, reimbursed, advanced, refunds, net, cumulative;
} sl_cash_month_t;

typedef struct sl_cash_peaks {
  double shortfall;       /* largest cumulative shortfall */
  double largest_advance; /* largest advance outstanding under monthly accommodation */
} sl_cash_peaks_t;

/* claims->path must be there (months or days). reimbursement_months: lag from a paid claim to its
 * reimbursement. months: n of them. Cost: O(slots + n). */
sl_cash_peaks_t sl_cash_flow(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                             const sl_price_t *price, const sl_trial_claims_t *claims,
                             const sl_trial_cost_t *cost, unsigned reimbursement_months, size_t n,
                             sl_cash_month_t *months);

#endif
