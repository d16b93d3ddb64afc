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
#ifndef SL_MODELS_ARRANGEMENT_H
#define SL_MODELS_ARRANGEMENT_H

#include "models/error.h"
#include "models/premium.h"
#include "models/statistics.h"
#include "models/stoploss_contract.h"
#include "models/taxes.h"

#include <stdbool.h>
#include <stddef.h>

#define SL_DEFICIT_TOLERANCE 0.005 /* half a cent */

typedef struct sl_fee {
  char *name;
  double amount; /* negative: a rebate */
  sl_per_t per;
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

/* Refund (retention) accounting: models/kinds/refund_accounting.c has the formula. */
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

/* Why a year can cost more than its maximum inside the contracts (models/maximum_cost.h). */
typedef enum sl_beyond {
  SL_BEYOND_OUTSIDE,           /* claims outside a cover's window or services */
  SL_BEYOND_RUN_IN,            /* above the specific's run-in maximum */
  SL_BEYOND_COINSURANCE,       /* the carrier's share above the deductible is below 1 */
  SL_BEYOND_PERSON_MAXIMUM,    /* above the carrier's maximum per person */
  SL_BEYOND_EXCLUSION,         /* of persons excluded from the specific */
  SL_BEYOND_AGGREGATE_MAXIMUM, /* above the aggregate's maximum */
  SL_BEYOND_ASSESSMENT,        /* a captive's, which has no maximum */
  SL_BEYOND_CHARGES,           /* fees and taxes on more claims than at the maximum */
  SL_N_BEYOND
} sl_beyond_t;

/* What the claims of a trial come to of the reasons, on C. Where claims of the aggregate lie
 * outside the specific the two bounds have sizes of their own. */
typedef struct sl_beyond_claims {
  double outside_specific, run_in_specific;   /* of the persons' own deductibles */
  double outside_aggregate, run_in_aggregate; /* of the attachment point */
  sl_kept_above_t kept;
} sl_beyond_claims_t;

/* What the claims of one trial come to under one arrangement, before prices. */
typedef struct sl_trial_claims {
  double plan_paid; /* on C, the claims that the year's cost counts */
  double earlier;   /* paid in the year too, incurred before `since`: not in C, of no cover */
  double insured;   /* of it, what an insurer covers within the arrangement: services, run-out */
  double insured_run_out; /* of that, self-funded services: the run-out of minimum premium */
  double claims;          /* number drawn, in C */
  double excess;    /* summed specific excess; of an insured kind, plan paid on C above the pooling
                       point */
  double eligible;  /* towards the aggregate; of an insured kind, plan paid on C below the pooling
                       point */
  double captive;   /* plan paid in the captive's layer */
  double gap;       /* plan paid on C, self-funded, that lies in no stop-loss contract's window */
  double gap_above; /* of it, what lies above the persons' own deductibles, each person's gap by
                       itself, within the specific's coinsurance and maximum: what the contract
                       renewed with a window over it (24/12) would pay */
  double run_out;   /* self-funded plan paid, incurred from `since` to the plan year's end, paid
                       after it */
  double terminal_excess, terminal_eligible; /* as excess and eligible, with the windows of the
                                                terminal liability options */
  double claimants_half, claimants_full; /* persons with plan paid in the specific's window above
                                            50% and 100% of their deductible */
  sl_beyond_claims_t beyond;
  const struct sl_paid_path *path;       /* by paid slot, as reimbursements are settled; NULL:
                                            everything covered is in C, and totals tell all */
  const struct sl_paid_path *months;     /* by paid month, or finer; NULL: no month is wanted */
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

/* What bounds the claims that the employer keeps. */
typedef enum sl_bound {
  SL_BOUND_NONE,
  SL_BOUND_INSURED, /* it keeps none */
  SL_BOUND_AGGREGATE,
  SL_BOUND_DEDUCTIBLES
} sl_bound_t;

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
  sl_estimate_t maximum_cost; /* inside the contracts; INFINITY where not bounded */
  sl_bound_t maximum_by;
  unsigned exceeded_by;      /* bit 1 << reason of sl_beyond_t: why a year can cost more */
  double charges_at_maximum; /* fees and taxes inside maximum_cost */
  sl_estimate_t captive_premium;
  sl_estimate_t insured_lines_premium; /* of the lines insured within a retaining arrangement */
  sl_estimate_t terminal_premium;      /* of the terminal liability options; standard error: the sum
                                          of theirs, which errs on the safe side */
  sl_estimate_t pooling_charge;        /* refund accounting; inside the premium, not beside it */
  sl_estimate_t claims_fund;           /* level funding: the fund's year, the attachment point; NaN
                                          otherwise */
  sl_estimate_t level_payment;         /* level funding: a month's payment; NaN otherwise */
  double run_out_fee;
  double hsa_contributions;
  double employee_contributions;
  sl_build_up_lines_t build_up;       /* NaN throughout where the premium is not built up */
  sl_build_up_lines_t build_up_error; /* standard errors of its lines, likewise */
  sl_estimate_t leveraged_trend; /* of the specific's expected reimbursement under one more year of
                                    trend (sl_leveraged_trend), for the caller to set; NaN from
                                    sl_arrangement_price, since it needs claims of another year */
  sl_estimate_t expected_claimants_half, expected_claimants_full; /* per year; NaN if unpriced */
  sl_estimate_t specific_loss_ratio, aggregate_loss_ratio;        /* expected / premium; NaN where
                                                                     unknown */
  sl_estimate_t attachment_ratio; /* attachment / expected eligible; NaN where unknown */
  sl_estimate_t expected_insured; /* what an insured arrangement's premium is expected to pay */
  sl_estimate_t premium_multiple; /* insured premium / expected_insured; NaN where unknown */
  /* The carrier's own expectations by its quotes (models/exhibit.h); NaN where not quoted. */
  double implied_eligible, implied_specific, implied_insured;
} sl_price_t;

typedef struct sl_trial_cost {
  double cost, retained_claims, specific_reimbursement, aggregate_reimbursement;
  double fees, premiums, taxes, refunds, insured_claims, deficit, surplus;
  double hsa_contributions;
  double reimbursement_other; /* of both reimbursements, what falls on claims outside C */
  double captive_claims;      /* paid by the captive */
  double gap;                 /* plan paid on C that no stop-loss contract's window holds */
  double gap_above;           /* of it, above the persons' own deductibles */
  double run_out;             /* plan paid that the employer owes after the year's end */
  double terminal_liability;  /* if the plan stops at the year's end: run-out claims and fee, less
                                 what the terminal liability options pay */
  double earlier_claims;      /* paid in the year, incurred before `since`, which are not counted */
  double fund_balance;        /* refund accounting: reserve carried forward, negative for a deficit;
                                 level funding: what is left in the claims fund */
  double net_cost;            /* cost less employee contributions */
  double beyond[SL_N_BEYOND]; /* what each reason adds at most to the maximum cost */
} sl_trial_cost_t;

/* What a plan year is charged beside its claims. */
typedef struct sl_charges {
  double fees, premiums, taxes;
} sl_charges_t;

/* A kind of funding: a self-describing const struct; adding one touches its file in models/kinds
 * and the list in models/kinds/kinds.h. */
typedef struct sl_arrangement_kind {
  const char *name; /* scenario's word */
  const char *doc;
  const char *citation;
  bool retains_claims;  /* the employer pays claims (aso); else an insurer does */
  bool takes_stoploss;  /* specific and aggregate may be given */
  bool takes_premium;   /* premium must be given */
  bool needs_specific;  /* specific must be given: the captive's layer ends where it begins */
  bool needs_aggregate; /* aggregate must be given: its attachment is the claims fund or limit */
  bool takes_captive;   /* captive must be given */
  bool takes_refund;    /* refund may be given */
  bool takes_pooling;   /* pooling may be given */
  bool takes_surplus_share;
  bool insurer_runs_out; /* an insurer pays what is paid after the plan year's end */
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
  /* Prices of this kind alone, once premiums and attachment are settled; NULL = none. */
  void (*settle)(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                 sl_price_t *price);
} sl_arrangement_kind_t;

struct sl_arrangement {
  char *name;
  const sl_arrangement_kind_t *kind;
  bool has_since;
  sl_date_t since; /* the day from which the employer bears claims; see sl_arrangement_since */
  sl_fee_t *fees;
  size_t n_fees;
  bool has_specific;
  sl_specific_t specific;
  sl_premium_t specific_premium;
  bool has_aggregate;
  sl_aggregate_t aggregate;
  sl_premium_t aggregate_premium;
  sl_premium_t premium; /* of an insured kind, or the minimum premium, which is not built up */
  sl_budget_t budget;
  sl_tax_t *taxes; /* owned, in the order charged */
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
  unsigned leaves;           /* sl_arrangement_leaves, set when it is made */
  bool counts_earlier_years; /* the cost counts claims incurred before the plan year */
};

const sl_arrangement_kind_t *const *sl_arrangement_kinds(size_t *n);
const sl_arrangement_kind_t *sl_arrangement_kind(const char *name);
void sl_arrangement_free(sl_arrangement_t *arrangement); /* frees what it owns */

/* The relative day from which the employer bears claims, at most 0: `since` where it is given; else
 * with paid accounting no limit, INT32_MIN, and with incurred accounting the plan year's first day
 * or the first incurred day of its contracts, whichever is earlier. Claims incurred before are in
 * no figure of the arrangement. Source: models/MODEL.md, "Since when the employer bears claims".
 * Checked by tests/unit/test_since.c. */
int32_t sl_arrangement_since(const sl_arrangement_t *arrangement, const sl_calendar_t *calendar,
                             sl_accounting_t accounting);

/* The arrangement's C, the claims that its year's cost counts; and the window of one of its
 * contracts: both without what is incurred before the day from which the employer bears claims. */
sl_window_t sl_arrangement_counted(const sl_arrangement_t *arrangement,
                                   const sl_calendar_t *calendar, sl_accounting_t accounting);
sl_window_t sl_arrangement_window(const sl_arrangement_t *arrangement,
                                  const sl_contract_t *contract, const sl_calendar_t *calendar,
                                  sl_accounting_t accounting);

/* Fees of a plan year at given plan paid (of self-funded services, before stop-loss), number of
 * claims, and premiums. */
double sl_fees_at(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                  double paid_claims, double claims, double premiums);

/* Premiums that the price settles, of every cover. */
double sl_price_premiums(const sl_price_t *price);

/* Premiums and attachment point one standard error higher, all at once: what rests on several of
 * them, estimated from the same trials, moves by its standard error or less. */
sl_price_t sl_price_one_error_higher(const sl_price_t *price);

/* Fees, settled premiums, and the taxes on them and on paid claims. At no claims: the fixed part.
 */
sl_charges_t sl_arrangement_charges(const sl_arrangement_t *arrangement,
                                    const sl_enrolment_t *enrolment, const sl_price_t *price,
                                    double paid_claims, double claims);

/* Which self-funded claims the covers of an arrangement can leave out: 0, or the sum of */
enum sl_leaves {
  SL_LEAVES_SPECIFIC = 1 << 0,      /* claims of C outside the specific's window or services */
  SL_LEAVES_AGGREGATE = 1 << 1,     /* claims of C outside the aggregate's */
  SL_LEAVES_RUN_IN = 1 << 2,        /* claims of C above the specific's run-in maximum */
  SL_LEAVES_BETWEEN = 1 << 3,       /* claims of the aggregate that the specific does not hold */
  SL_LEAVES_RUN_IN_BETWEEN = 1 << 4 /* likewise, above its run-in maximum */
};

/* n_services: of the scenario. longest_lag: the most days from incurred to paid.
 * Cost: O(services). Checked by tests/unit/test_pricing.c. */
unsigned sl_arrangement_leaves(const sl_arrangement_t *arrangement, const sl_calendar_t *calendar,
                               sl_accounting_t accounting, size_t n_services, int longest_lag);

/* Whether claims can change what the year costs: not where an insurer pays them for a premium that
 * is fixed in advance, and no fee, tax or refund follows the claims. */
bool sl_arrangement_cost_is_random(const sl_arrangement_t *arrangement);

/* Whether settling the price needs the pricing pass's trials. */
bool sl_arrangement_needs_pricing(const sl_arrangement_t *arrangement);

/* Settle premiums, attachment, expected cost, budget and maximum cost.
 * trials: n trials of the pricing pass (n = 0 allowed when sl_arrangement_needs_pricing is
 * false). The underwriter's exhibit is told apart (models/exhibit.h). Cost: O(n log n). */
int sl_arrangement_price(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                         const sl_trial_claims_t *trials, size_t n, sl_price_t *price,
                         sl_error_t *error);

/* Leveraged trend: by how much trend raises the expected excess over the deductible,
 *   mean of excess, trended / mean of excess - 1
 * over the same n trials adjudicated with amounts of the plan year and of a year later. Standard
 * error by the delta method on pairs. NaN where n = 0 or the mean is 0. Cost: O(n).
 * Source: models/MODEL.md, "Cost". Checked by tests/unit/test_pricing.c. */
sl_estimate_t sl_leveraged_trend(const sl_trial_claims_t *trials, const sl_trial_claims_t *trended,
                                 size_t n);

/* The cost of one trial. */
sl_trial_cost_t sl_arrangement_cost(const sl_arrangement_t *arrangement,
                                    const sl_enrolment_t *enrolment, const sl_price_t *price,
                                    const sl_trial_claims_t *claims);

#endif
