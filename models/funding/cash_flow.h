/* The employer's cash by month in one trial.
 *
 * Months 0 .. n - 1 from the start of the plan year; where cost counts incurred claims the run-out
 * months follow the plan year's, and the last takes everything later.
 *   net = paid + fixed - reimbursed - advanced - refunds
 *   paid        plan paid on C of self-funded services, in the month paid; 0 for insured kinds
 *   fixed       fees, premiums, taxes and HSA contributions: those of claims by the month's paid
 *               claims, all others by the month's enrolled employees; a captive's assessment when
 *               the year is settled
 *   reimbursed  counted reimbursement (of the captive too) of the claims paid so many months
 *               earlier, the specific's at once with advance funding; the aggregate's at the year's
 *               end at the earliest
 *   advanced    monthly accommodation: max(0, cumulative paid eligible - max(cumulative attachment,
 *               minimum x m / months of the plan year)) less advances outstanding, repaid when it
 *               falls and settled at the year's end. Level funding: what the claims fund, and the
 * carrier while the fund is short, pay beyond the month's deposit, so that the employer's claims
 * are its level deposits; claims that neither bears fall due in the last month refunds     when the
 * year is settled: in the first month after the plan year, else in the last cumulative  sum of net
 * to the month's end Cumulative attachment: factors by the months' enrolment; an amount or a
 * corridor in equal parts. Advances sum to 0, the months to the year's cost. Shortfall of month m:
 * cumulative less budget x the share of the plan year passed (1 from its end on); its peak over the
 * months, at least 0, is the working capital that the trial needed.
 *
 * Source: models/MODEL.md, "Stop-loss" and "Cost". Checked by tests/unit/test_cash_flow.c.
 */
#ifndef SL_MODELS_FUNDING_CASH_FLOW_H
#define SL_MODELS_FUNDING_CASH_FLOW_H

#include "models/funding/arrangement.h"
#include "models/funding/cost.h"

#include <stddef.h>

#define SL_CASH_MONTHS_MAX SL_MONTHS_AFTER

typedef struct sl_cash_month {
  double paid, fixed, reimbursed, advanced, refunds, net, cumulative;
} sl_cash_month_t;

/* What an arrangement's trials have in common, worked out once. It points to what it is made of. */
typedef struct sl_cash_terms {
  const sl_arrangement_t *arrangement;
  const sl_price_t *price;
  size_t plan_months, n;
  size_t settled;                        /* the month in which the year's account is settled */
  unsigned reimbursement_months;         /* from a paid claim to its reimbursement */
  sl_charges_t fixed;                    /* at no claims */
  double enrolled[SL_CASH_MONTHS_MAX];   /* share of the year's employee months */
  double budget[SL_CASH_MONTHS_MAX];     /* to each month's end */
  bool accommodates;                     /* month by month */
  double attachment[SL_CASH_MONTHS_MAX]; /* to each month's end; where it accommodates */
} sl_cash_terms_t;

/* One trial's year. */
typedef struct sl_cash_year {
  const sl_cash_terms_t *terms;
  const sl_trial_claims_t *claims;
  const sl_trial_cost_t *cost;
} sl_cash_year_t;

typedef struct sl_cash_peaks {
  double shortfall;       /* largest cumulative shortfall */
  double largest_advance; /* largest advance outstanding at a month's end */
} sl_cash_peaks_t;

/* The terms of n months, from the plan year's, plan_months, to SL_CASH_MONTHS_MAX. */
sl_cash_terms_t sl_cash_terms(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                              const sl_price_t *price, unsigned reimbursement_months,
                              size_t plan_months, size_t n);

/* claims->months must be there (months or days), with the columns of the arrangement's covers.
 * cost: of sl_arrangement_cost. months: terms->n of them. Cost: O(slots + n). */
sl_cash_peaks_t sl_cash_flow(const sl_cash_terms_t *terms, const sl_trial_claims_t *claims,
                             const sl_trial_cost_t *cost, sl_cash_month_t *months);

/* The aggregate's attachment to the end of each month of the plan year, [plan_months]: factors by
 * the enrolment so far, an amount, a corridor and the minimum in equal parts. */
void sl_attachment_so_far(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                          const sl_price_t *price, size_t plan_months, double *attachment);

/* The largest advance under monthly accommodation alone, where no cash flow is wanted; 0 without
 * it, and for level funding, whose advances rest on the months' claims. claims->months: as above,
 * of it the eligible column; NULL: 0. Cost: O(slots). */
double sl_largest_advance(const sl_cash_terms_t *terms, const sl_trial_claims_t *claims);

#endif
