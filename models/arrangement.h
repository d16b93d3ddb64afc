/* Funding arrangements: what a plan year costs the employer.
 *
 *   cost = retained_claims + fees + premiums + taxes - refunds
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
  SL_PER_MONTH,
  SL_PER_YEAR,
  SL_PER_PAID_CLAIMS, /* a fraction of plan paid before stop-loss */
  SL_PER_CLAIM,       /* every drawn claim, zeros too */
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
  SL_PREMIUM_AMOUNT,    /* amount per a unit of exposure */
  SL_PREMIUM_TIERS,     /* monthly rate by tier */
  SL_PREMIUM_LOSS_RATIO /* expected reimbursement (or plan paid, fully insured) / loss_ratio */
} sl_premium_kind_t;

typedef struct sl_premium {
  sl_premium_kind_t kind;
  double amount;
  sl_per_t per; /* not paid_claims, not claim */
  double tier[SL_TIERS];
  double loss_ratio;
} sl_premium_t;

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
  double plan_paid;
  double claims;   /* number drawn */
  double excess;   /* summed specific excess */
  double eligible; /* towards the aggregate */
} sl_trial_claims_t;

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
} sl_price_t;

typedef struct sl_trial_cost {
  double cost, retained_claims, specific_reimbursement, aggregate_reimbursement;
  double fees, premiums, taxes, refunds, insured_claims, deficit, surplus;
} sl_trial_cost_t;

/* A kind of funding: a self-describing const struct; adding one touches this registry only. */
typedef struct sl_arrangement_kind {
  const char *name; /* scenario's word */
  const char *doc;
  const char *citation;
  bool retains_claims; /* the employer pays claims (aso); else an insurer does */
  bool takes_stoploss; /* specific and aggregate may be given */
  bool takes_premium;  /* premium must be given */
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
  sl_premium_t premium; /* of an insured kind */
  sl_budget_t budget;
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
