/* Funding arrangements: what a plan year costs the employer.
 *
 *   cost = retained_claims + fees + premiums + taxes + hsa_contributions - refunds
 *   deficit = cost - budget where cost > budget + 0.005, surplus likewise
 * A kind (aso, fully_insured) is a const struct in one registry. Fixed prices
 * (premiums, attachment point, budget) are settled once, from the pricing pass where they
 * depend on the claims, and are the same in every trial.
 *
 * Source: models/MODEL.md, "Cost". Checked by tests/unit/test_arrangement.c.
 */
#ifndef SL_MODELS_ARRANGEMENT_H
#define SL_MODELS_ARRANGEMENT_H

#include "models/error.h"
#include "models/statistics.h"
#include "models/stoploss_contract.h"

#include <stdbool.h>
#include <stddef.h>

#define SL_DEFICIT_TOLERANCE 0.005 /* half a cent */

typedef enum sl_per {
  SL_PER_EMPLOYEE_MONTH,
  SL_PER_MEMBER_MONTH,
  SL_PER_EMPLOYEE_YEAR,
  SL_PER_MEMBER_YEAR,
  SL_PER_CERTIFICATE, /* a contract and year, as EMPLOYEE_YEAR */
  SL_PER_PERSON,      /* as MEMBER_YEAR */
  SL_PER_MONTH,
  SL_PER_YEAR,
  SL_PER_PAYROLL,     /* a fraction of payroll */
  SL_PER_PAID_CLAIMS, /* a fraction of plan paid before stop-loss */
  SL_PER_CLAIM,       /* every drawn claim, zeros too */
  SL_PER_PREMIUM,     /* a fraction of all premiums: commission */
  SL_PER_COUNT
} sl_per_t;
extern const char *const sl_per_names[SL_PER_COUNT]; /* "employee_month", ... */

typedef struct sl_fee {
  char *name;
  double amount; /* negative: a rebate */
  sl_per_t per;
} sl_fee_t;

typedef enum sl_premium_kind {
  SL_PREMIUM_NONE,
  SL_PREMIUM_AMOUNT,     /* amount per a unit of exposure */
  SL_PREMIUM_TIERS,      /* monthly rate by tier */
  SL_PREMIUM_LOSS_RATIO, /* expected reimbursement (or plan paid, fully insured) / loss_ratio */
  SL_PREMIUM_AGE_RATED,  /* monthly rate of a person aged 21 x enrolment's age_rated_units */
  SL_PREMIUM_BUILT_UP    /* from manual and experience claims: sl_build_up_t */
} sl_premium_kind_t;

/* An experience-rated premium (models/credibility.h has the formula). */
typedef struct sl_build_up {
  double pooling_point; /* per person and year; INFINITY = nothing pooled */
  double manual_claims; /* of the plan year, capped at the point; NaN: the model's expectation */
  double experience_claims; /* of the experience period, capped at the point */
  double experience_years;  /* life-years of that period */
  double experience_trend;  /* factor from that period to the plan year */
  double full_credibility;  /* life-years */
  double pooling_charge;    /* of the plan year; NaN: the model's expected claims above the point */
  double administration, commission, profit, tax; /* retention: shares of the premium */
} sl_build_up_t;

/* The premium of a plan year, line by line; all amounts. */
typedef struct sl_build_up_lines {
  double manual_claims;     /* capped at the pooling point */
  double experience_claims; /* capped, trended, brought to the plan year's exposure */
  double credibility;       /* Z */
  double expected_claims;   /* Z experience + (1 - Z) manual */
  double pooling_charge;
  double administration, commission, profit, tax;
  double premium;
} sl_build_up_lines_t;

typedef struct sl_premium {
  sl_premium_kind_t kind;
  double amount;
  sl_per_t per; /* not paid_claims, claim, premium */
  double tier[SL_TIERS];
  double loss_ratio;
  double age_rated; /* AGE_RATED: the base */
  sl_build_up_t build_up;
} sl_premium_t;

/* What a tax is charged on. */
enum sl_tax_base {
  SL_TAX_ON_PREMIUM = 1 << 0,     /* every premium */
  SL_TAX_ON_PAID_CLAIMS = 1 << 1, /* plan paid of self-funded services, before stop-loss */
  SL_TAX_ON_FEES = 1 << 2         /* administration fee: all fees, rebates included */
};

typedef struct sl_tax {
  char *name;
  double rate;
  unsigned on;    /* of enum sl_tax_base */
  bool compounds; /* the taxes before it that share a base are part of its base */
} sl_tax_t;

/* Services that an insurer covers within an arrangement that otherwise retains its claims. */
typedef struct sl_insured_line {
  bool *services; /* owned, by service index */
  sl_premium_t premium;
} sl_insured_line_t;

/* A captive: it pays the layer between the specific deductible and `limit` per person; the
 * specific (the reinsurer) pays above. A share of the layer's result returns to the employer. */
typedef struct sl_captive {
  double limit; /* per person, above the specific deductible D */
  sl_premium_t premium;
  double expense;            /* of its premium, 0 .. 1 */
  double share;              /* of premium less expense less claims: a refund, or an assessment */
  double assessment_maximum; /* INFINITY = none */
} sl_captive_t;

/* Refund (retention) accounting. */
typedef struct sl_refund_terms {
  double retention;       /* share of the premium */
  double interest;        /* yearly, on the opening reserve and half a year on the year's balance */
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

/* What the claims of one trial come to under one arrangement, before prices. */
typedef struct sl_trial_claims {
  double plan_paid; /* on C, the claims that the year's cost counts */
  double insured;   /* of it, of services that an insurer covers within the arrangement */
  double claims;    /* number drawn, in C */
  double excess;    /* summed specific excess; of an insured kind, above the pooling point */
  double eligible;  /* towards the aggregate; of an insured kind, below the pooling point */
  double captive;   /* plan paid in the captive's layer */
  double gap;       /* plan paid on C, self-funded, that lies in no stop-loss contract's window */
  double run_out;   /* self-funded plan paid, incurred by the plan year's end, paid after it */
  double terminal_excess, terminal_eligible; /* as excess and eligible, with the windows of the
                                                terminal liability options */
  double claimants_half, claimants_full; /* persons with plan paid in the specific's window above
                                            50% and 100% of their deductible */
  const struct sl_paid_path *path; /* by paid slot; NULL: everything covered is in C and no month
                                      is wanted */
} sl_trial_claims_t;

/* The claims of a trial by slot of the timeline (models/stoploss_cover.h). Columns are
 * [n_slots][2], the second index 1 for claims in C; NULL where the arrangement needs none. */
typedef struct sl_paid_path {
  const struct sl_timeline *timeline;
  const double *excess;
  const double *eligible;
  const double *captive;
  const double *paid; /* plan paid of self-funded services */
} sl_paid_path_t;

typedef struct sl_price {
  sl_estimate_t specific_premium; /* of the plan year; standard error 0 where quoted */
  sl_estimate_t aggregate_premium;
  sl_estimate_t insured_premium;
  sl_estimate_t expected_specific; /* specific reimbursement; value NaN where no pricing pass ran */
  sl_estimate_t expected_aggregate; /* aggregate reimbursement; likewise */
  sl_estimate_t expected_eligible;  /* likewise */
  sl_estimate_t expected_cost;      /* likewise, but exact for a cost without randomness */
  sl_estimate_t attachment;         /* value NaN without an aggregate */
  sl_estimate_t budget;
  double maximum_cost; /* INFINITY where not bounded */
  double captive_premium;
  double insured_lines_premium; /* of the lines insured within a retaining arrangement */
  double terminal_premium;      /* of the terminal liability options */
  double pooling_charge;        /* refund accounting */
  double claims_fund;           /* level funding: the fund's year; NaN otherwise */
  double level_payment;         /* level funding: a month's payment; NaN otherwise */
  double run_out_fee;
  double hsa_contributions;
  double employee_contributions;
  sl_build_up_lines_t build_up;  /* NaN throughout where the premium is not built up */
  sl_estimate_t leveraged_trend; /* of the specific's expected reimbursement under one more year of
                                    trend; NaN without a specific or without trend */
  sl_estimate_t expected_claimants_half, expected_claimants_full; /* per year; NaN if unpriced */
  double specific_loss_ratio, aggregate_loss_ratio; /* expected / premium; NaN where unknown */
  double attachment_ratio; /* attachment / expected eligible; NaN where unknown */
} sl_price_t;

typedef struct sl_trial_cost {
  double cost, retained_claims, specific_reimbursement, aggregate_reimbursement;
  double fees, premiums, taxes, refunds, insured_claims, deficit, surplus;
  double hsa_contributions;
  double reimbursement_other; /* of both reimbursements, what falls on claims outside C */
  double captive_claims;      /* paid by the captive */
  double gap;                 /* plan paid on C that no stop-loss contract's window holds */
  double run_out;             /* plan paid that the employer owes after the year's end */
  double terminal_liability;  /* if the plan stops at the year's end: run-out claims and fee, less
                                 what the terminal liability options pay */
  double fund_balance;        /* refund accounting: reserve carried forward, negative for a deficit;
                                 level funding: what is left in the claims fund */
  double net_cost;            /* cost less employee contributions */
} sl_trial_cost_t;

/* A kind of funding: a self-describing const struct; adding one touches this registry only. */
typedef struct sl_arrangement_kind {
  const char *name; /* scenario's word */
  const char *doc;
  const char *citation;
  bool retains_claims;  /* the employer pays claims (aso); else an insurer does */
  bool takes_stoploss;  /* specific and aggregate may be given */
  bool takes_premium;   /* premium must be given */
  bool needs_aggregate; /* aggregate must be given: its attachment is the claims fund or limit */
  bool takes_captive, takes_refund, takes_surplus_share, takes_pooling; /* keys of this kind */
  /* Fill retained_claims, both reimbursements and insured_claims of a trial. */
  void (*split_claims)(const sl_arrangement_t *arrangement, const sl_price_t *price,
                       const sl_trial_claims_t *claims, sl_trial_cost_t *cost);
  /* The most claims the employer can come to retain in a year; INFINITY = not bounded. */
  double (*maximum_retained)(const sl_arrangement_t *arrangement, const sl_price_t *price);
} sl_arrangement_kind_t;

struct sl_arrangement {
  char *name;
  const sl_arrangement_kind_t *kind;
  sl_fee_t *fees;
  size_t n_fees;
  bool has_specific;
  sl_specific_t specific;
  sl_premium_t specific_premium;
  bool has_aggregate;
  sl_aggregate_t aggregate;
  sl_premium_t aggregate_premium;
  sl_premium_t premium; /* of an insured kind, or the minimum premium */
  sl_budget_t budget;
  sl_tax_t *taxes; /* owned, in the order charged */
  size_t n_taxes;
  double contribution[SL_TIERS];    /* employees' monthly contribution */
  sl_insured_line_t *insured_lines; /* owned */
  size_t n_insured_lines;
  bool *insured; /* owned, by service index: the union of the lines; NULL = none */
  bool has_pooling;
  sl_specific_t pooling; /* an insured kind's pooling point as its deductible */
  sl_premium_t pooling_charge;
  sl_refund_terms_t refund;
  double surplus_share; /* level funding: of the fund's surplus, the employer's */
  bool has_captive;
  sl_captive_t captive;
  double run_out_fee; /* of the plan year, due when the plan stops */
  sl_premium_t specific_terminal_premium, aggregate_terminal_premium;
};

const sl_arrangement_kind_t *const *sl_arrangement_kinds(size_t *n);
const sl_arrangement_kind_t *sl_arrangement_kind(const char *name);
void sl_arrangement_free(sl_arrangement_t *arrangement); /* frees what it owns */

/* Units of exposure of a fixed `per` (employee_month ... year): what an amount is multiplied by. */
double sl_per_units(sl_per_t per, const sl_enrolment_t *enrolment);

/* Fees of a plan year at given plan paid (before stop-loss) and number of claims. */
double sl_fees_at(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                  double paid_claims, double claims);

/* Whether settling the price needs the pricing pass's trials. */
bool sl_arrangement_needs_pricing(const sl_arrangement_t *arrangement);

/* Settle premiums, attachment, expected cost, budget and maximum cost.
 * trials: n trials of the pricing pass (n = 0 allowed when sl_arrangement_needs_pricing is
 * false). Cost: O(n log n). */
int sl_arrangement_price(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                         const sl_trial_claims_t *trials, size_t n, sl_price_t *price,
                         sl_error_t *error);

/* The cost of one trial. */
sl_trial_cost_t sl_arrangement_cost(const sl_arrangement_t *arrangement,
                                    const sl_enrolment_t *enrolment, const sl_price_t *price,
                                    const sl_trial_claims_t *claims);

#endif
