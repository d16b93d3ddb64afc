/* What an arrangement is charged and expects, settled before the first trial. */
#ifndef SL_MODELS_FUNDING_PRICE_H
#define SL_MODELS_FUNDING_PRICE_H

#include "models/funding/premium.h"
#include "models/statistics/statistics.h"

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
  /* The carrier's own expectations by its quotes (models/funding/exhibit.h); NaN where not quoted.
   */
  double implied_eligible, implied_specific, implied_insured;
} sl_price_t;

/* Premiums that the price settles, of every cover. */
double sl_price_premiums(const sl_price_t *price);

/* Premiums and attachment point one standard error higher, all at once: what rests on several of
 * them, estimated from the same trials, moves by its standard error or less. */
sl_price_t sl_price_one_error_higher(const sl_price_t *price);

#endif
