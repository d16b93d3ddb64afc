/* Funding arrangements: what a plan year costs the employer.
 *
 *   cost = retained_claims + fees + premiums + taxes + hsa_contributions - refunds
 *   deficit = cost - budget where cost > budget + 0.005, surplus likewise
 *   net_cost = cost - employee contributions
 * A kind (aso, fully_insured, ...) is a const struct in one registry (models/kinds). Fixed prices
 * (premiums, attachment point, budget) are settled once, from the pricing pass where they
 * depend on the claims, and are the same in every trial.
 *
 * In every trial, for every kind, plan_paid being that of the claims C that its cost counts:
 *   plan_paid = retained_claims + specific_reimbursement + aggregate_reimbursement
 *               - reimbursement_other + captive_claims + insured_claims
 *
 * Source: models/MODEL.md, "Cost". Checked by tests/unit/test_arrangement.c, test_kinds.c and
 * test_pricing.c.
 */
#ifndef SL_MODELS_FUNDING_ARRANGEMENT_H
#define SL_MODELS_FUNDING_ARRANGEMENT_H

#include "models/core/error.h"
#include "models/funding/premium.h"
#include "models/funding/price.h"
#include "models/funding/quoted.h"
#include "models/funding/renewal_terms.h"
#include "models/funding/taxes.h"
#include "models/funding/trial.h"
#include "models/statistics/statistics.h"
#include "models/stoploss/contract.h"

#include <stdbool.h>
#include <stddef.h>

#define SL_DEFICIT_TOLERANCE 0.005 /* half a cent */

/* amount x units of per; or, by tier, the sum over tiers of monthly amount x contract months. */
typedef struct sl_fee {
  char *name;
  double amount; /* negative: a rebate; 0 by tier */
  sl_per_t per;  /* employee_month by tier */
  bool by_tier;
  bool taxed_as_premium; /* taxes on premium fall on it, those on fees do not */
  double tier[SL_TIERS]; /* monthly, negative: a rebate; of a fee by tier alone */
} sl_fee_t;

/* Services that an insurer covers within an arrangement that otherwise retains its claims. A trial
 * knows what all lines pay together: a loss ratio may price an only line, not one of several. */
typedef struct sl_insured_line {
  bool *services; /* owned, by service index */
  sl_premium_t premium;
} sl_insured_line_t;

/* A captive: it pays a person's plan paid between D_p (the specific deductible D, or the laser) and
 * max(limit, D_p); the specific (the reinsurer) has its excess above that. For an excluded person
 * neither pays. A share of the layer's result returns to the employer:
 *   result = premium x (1 - expense) - layer claims, whenever paid
 *   refund = share x max(0, result); assessment = min(share x max(0, -result), assessment_maximum)
 */
typedef struct sl_captive {
  double limit; /* top of the layer, plan paid per person; over D */
  sl_premium_t premium;
  double expense;            /* of its premium, 0 .. 1 */
  double share;              /* of premium less expense less claims: a refund, or an assessment */
  double assessment_maximum; /* INFINITY = none */
} sl_captive_t;

/* Refund (retention) accounting: models/funding/kinds/refund_accounting.c has the formula. */
typedef struct sl_refund_terms {
  double retention;       /* share of the premium */
  double interest;        /* for the plan year: on the opening reserve, and half of it on the year's
                             balance */
  double opening_reserve; /* claims fluctuation reserve; negative: a deficit carried forward */
  double reserve_target;
} sl_refund_terms_t;

typedef enum sl_budget_kind {
  SL_BUDGET_EXPECTED, /* the default: of_expected 1 */
  SL_BUDGET_AMOUNT,
  SL_BUDGET_OF_EXPECTED,
  SL_BUDGET_QUANTILE
} sl_budget_kind_t;

typedef struct sl_budget {
  sl_budget_kind_t kind;
  double value; /* amount, factor or fraction */
} sl_budget_t;

typedef struct sl_arrangement sl_arrangement_t;

/* Keys of an arrangement that depend on its kind. */
enum sl_kind_key_bit {
  SL_KEY_PREMIUM = 1 << 0,
  SL_KEY_SPECIFIC = 1 << 1,
  SL_KEY_AGGREGATE = 1 << 2,
  SL_KEY_INSURED = 1 << 3,
  SL_KEY_RUN_OUT_FEE = 1 << 4,
  SL_KEY_SURPLUS_SHARE = 1 << 5,
  SL_KEY_CAPTIVE = 1 << 6,
  SL_KEY_POOLING = 1 << 7,
  SL_KEY_REFUND = 1 << 8,
  SL_KEY_SINCE = 1 << 9
};

struct sl_cash_year;
struct sl_cash_month;

/* A kind of funding: a self-describing const struct; adding one touches its file in models/kinds
 * and the list in models/funding/kinds/kinds.h. */
typedef struct sl_arrangement_kind {
  const char *name; /* scenario's word */
  const char *doc;
  const char *citation;
  unsigned takes, needs; /* keys of the scenario that may, and that must be given: SL_KEY_* */
  bool retains_claims;   /* the employer pays claims and may have covers; else an insurer pays */
  bool insurer_runs_out; /* an insurer pays what is paid after the plan year's end */
  bool settles_balance;  /* a refund or an assessment follows from the account of the year */
  /* Fill what a trial's claims come to: retained_claims, reimbursements, insured_claims,
   * captive_claims, gap, run_out, terminal_liability, refunds, fund_balance, and in premiums what
   * is paid in by the claims of the trial (the rest of a claims fund, a captive's assessment). */
  void (*split_claims)(const sl_arrangement_t *arrangement, const sl_price_t *price,
                       const sl_trial_claims_t *claims, sl_trial_cost_t *cost);
  /* What a year of so many retained claims costs in all that claims decide (the claims, the rest
   * of a claims fund); never falls, by less than the claims rise; NULL = the claims alone. */
  double (*cost_of_retained)(const sl_arrangement_t *arrangement, const sl_price_t *price,
                             double retained);
  /* What the arrangement's own premium pays in a trial, which its loss ratio is of; NULL where the
   * kind takes no premium. */
  double (*premium_pays)(const sl_arrangement_t *arrangement, const sl_trial_claims_t *claims,
                         const sl_trial_cost_t *cost);
  /* Whether what the kind itself makes of the claims can change what the year costs, beside charges
   * that follow claims; NULL = no. */
  bool (*cost_is_random)(const sl_arrangement_t *arrangement);
  /* Whoever bears the month's claims before the employer does: fill months[].advanced, which sum to
   * 0 with what they are paid back; returns the largest advance outstanding. What claims add to
   * premiums is then part of the month's deposit, not due when the year is settled. NULL = monthly
   * accommodation, where the aggregate has it. */
  double (*advances)(const struct sl_cash_year *year, struct sl_cash_month *months);
  /* Prices of this kind alone, once premiums and attachment are settled; NULL = none. */
  void (*settle)(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                 sl_price_t *price);
} sl_arrangement_kind_t;

struct sl_arrangement {
  char *name;
  const sl_arrangement_kind_t *kind;
  sl_quoted_t *quoted; /* owned; NULL = no carrier's */
  bool has_since;
  sl_date_t since; /* the day from which the employer bears claims; see sl_arrangement_since */
  sl_fee_t *fees;
  size_t n_fees;
  bool has_specific;
  sl_specific_t specific;
  sl_premium_t specific_premium;
  double specific_load; /* times 1 + load: the promise of no new lasers, over several plan years;
                           0 = none */
  bool has_aggregate;
  sl_aggregate_t aggregate;
  sl_premium_t aggregate_premium;
  sl_premium_t premium; /* of an insured kind, or the minimum premium, which is not built up */
  sl_budget_t budget;
  bool sums_only; /* a stand-in whose covers are only summed: nobody asks in which order they pay */
  bool budget_by_experience; /* later plan years' follows the claims seen; else their trend */
  sl_tax_t *taxes;           /* owned, in the order charged */
  size_t n_taxes;
  double contribution[SL_TIERS];    /* employees' monthly contribution */
  sl_insured_line_t *insured_lines; /* owned */
  size_t n_insured_lines;
  bool *insured; /* owned, by service index: the union of the lines; NULL = none */
  bool has_pooling;
  /* An insured kind's pooling point, as a deductible: of refund accounting, or the build_up's
   * pooling_point. Taken over C, all services, whatever its contract. */
  sl_specific_t pooling;
  sl_premium_t pooling_charge;
  sl_refund_terms_t refund;
  double surplus_share; /* level funding: of the fund's surplus, the employer's */
  bool has_captive;
  sl_captive_t captive;
  double run_out_fee; /* of the plan year, due when the plan stops */
  sl_premium_t specific_terminal_premium, aggregate_terminal_premium;
  sl_renewal_terms_t renewal;
  double opening_reserve;  /* of the employer's claims reserve, at least 0 */
  double reserve_interest; /* on it, a fraction a year, 0 .. 1 */
  sl_then_t then;
  unsigned leaves;           /* sl_arrangement_leaves, set when it is made */
  bool counts_earlier_years; /* the cost counts claims incurred before the plan year */
};

const sl_arrangement_kind_t *const *sl_arrangement_kinds(size_t *n);
const sl_arrangement_kind_t *sl_arrangement_kind(const char *name);
void sl_arrangement_free(sl_arrangement_t *arrangement); /* frees what it owns */

/* Make *copy own the like of all that `from` owns; its lists by service have n_services. On
 * SL_ERR_MEMORY *copy owns less, and may be freed. */
int sl_arrangement_copy(const sl_arrangement_t *from, size_t n_services, sl_arrangement_t *copy);

#endif
