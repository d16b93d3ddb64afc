/* One simulated plan year under one arrangement: what its claims come to, before prices, and what
 * it costs. */
#ifndef SL_MODELS_FUNDING_TRIAL_H
#define SL_MODELS_FUNDING_TRIAL_H

#include "models/stoploss/kept_above.h"

#include <stddef.h>

/* Why a year can cost more than its maximum inside the contracts (models/funding/maximum_cost.h).
 */
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
  const struct sl_paid_path *path;   /* by paid slot, as reimbursements are settled; NULL:
                                        everything covered is in C, and totals tell all */
  const struct sl_paid_path *months; /* by paid month, or finer; NULL: no month is wanted */
} sl_trial_claims_t;

/* The claims of a trial by slot of the timeline (models/stoploss/cover.h). Columns are
 * [n_slots][2], the second index 1 for claims in C; NULL where the arrangement needs none. */
typedef struct sl_paid_path {
  const struct sl_timeline *timeline;
  const double *excess;
  const double *eligible;
  const double *captive;
  const double *paid; /* plan paid of self-funded services */
} sl_paid_path_t;

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

#endif
