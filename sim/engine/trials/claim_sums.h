/* One person's claims of the plan year summed by trial, in the order drawn
 * (models/claims/claim_sum.h): all of them, and where some service has a copay those with one and
 * the others apart. What is allowed keeps its bits whatever the plan makes of the claims, and
 * whichever path has drawn them.
 *
 * Order of calls: clear; count, service by service; then for each run of trials begin, place,
 * service by service in the same order, and end; or where there is one service, alone, or drawn for
 * all trials at once.
 */
#ifndef SL_SIM_ENGINE_TRIALS_CLAIM_SUMS_H
#define SL_SIM_ENGINE_TRIALS_CLAIM_SUMS_H

#include "models/core/error.h"
#include "models/simd/kernels.h"

#include <stddef.h>
#include <stdint.h>

/* Consecutive trials whose claims are listed together. */
typedef struct sl_trial_run {
  size_t first, n;
} sl_trial_run_t;

typedef struct sl_claim_sums sl_claim_sums_t;

int sl_claim_sums_new(sl_claim_sums_t **sums, sl_error_t *error);
void sl_claim_sums_free(sl_claim_sums_t *sums); /* NULL is fine */

void sl_claim_sums_clear(sl_claim_sums_t *sums);

/* A service's claims in trials 0 .. n - 1. copay: of the service; NaN = none. */
void sl_claim_sums_count(sl_claim_sums_t *sums, const uint32_t *counts, size_t n, double copay);

/* All claims counted, by trial. */
const uint32_t *sl_claim_sums_counts(const sl_claim_sums_t *sums);

/* Errors: SL_ERR_MEMORY. */
int sl_claim_sums_begin(sl_claim_sums_t *sums, sl_trial_run_t run, sl_error_t *error);

/* amounts: of the run, one trial after the other; counts: from the run's first trial on. */
void sl_claim_sums_place(sl_claim_sums_t *sums, const sl_kernels_t *kernels, sl_trial_run_t run,
                         const uint32_t *counts, const double *amounts, double copay);
void sl_claim_sums_end(sl_claim_sums_t *sums, const sl_kernels_t *kernels, sl_trial_run_t run);

/* Claims of one service lie by trial as they are drawn. */
void sl_claim_sums_alone(sl_claim_sums_t *sums, const sl_kernels_t *kernels, sl_trial_run_t run,
                         const double *amounts, double copay);

/* Claims of one service without a copay, all trials counted, drawn and summed in one. */
void sl_claim_sums_drawn(sl_claim_sums_t *sums, const sl_kernels_t *kernels,
                         const sl_stream_t *amounts, uint32_t first_trial, size_t n, uint32_t row,
                         const sl_amount_law_t *law);

/* By trial. */
typedef struct sl_claim_totals {
  const double *allowed; /* of every claim */
  const double *shared;  /* of it, what deductible and coinsurance apply to */
  const double *copays;  /* of the rest: sum of min(copay, amount); NULL = none */
} sl_claim_totals_t;

/* They hold until the sums are cleared. */
sl_claim_totals_t sl_claim_sums_tell(sl_claim_sums_t *sums);

#endif
