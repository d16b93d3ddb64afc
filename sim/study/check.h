/* A run checked while it runs: exact figures at the run's own prices, and estimates by control
 * variates from the trials as they come (models/statistics/regression.h).
 *
 * Controls of an arrangement, each only where its expectation is known and its variance finite:
 * retained claims before the aggregate, plan paid, allowed amounts, the number of claims, whether
 * anybody exceeds the specific deductible and whether the attachment point is exceeded (these two
 * only where SL_CHECK_CONTROL_EVENTS years on either side are expected). Where the arrangement
 * itself has no exact answer, retained claims and both events are those of the first arrangement
 * that has one: its trials are the same years. No estimate is given of what may have an infinite
 * variance, nor from fewer than SL_CHECK_LEAST_TRIALS trials.
 *
 * Checked by tests/verify/test_check.c.
 */
#ifndef SL_SIM_STUDY_CHECK_H
#define SL_SIM_STUDY_CHECK_H

#include "models/funding/price.h"
#include "sim/results/block.h"
#include "sim/results/checks.h"

#include <stdbool.h>

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

#define SL_CHECK_LEAST_TRIALS 100
/* With 25 of 512 trials an interval of 95% covered 93.5% of the time in 2,000 repeats. */
#define SL_CHECK_CONTROL_EVENTS 50.0

typedef struct sl_check sl_check_t;

/* Compute the exact figures. prices: of the run, by arrangement. infinite_variance: some severity's
 * is (sl_run_facts_t). The scenario must outlive the
 * check. SL_OK also where nothing is exact: the figures then hold the reasons. Cost: that of
 * sl_exact_at_prices. */
int sl_check_new(const sl_scenario_t *scenario, const sl_price_t *prices, bool infinite_variance,
                 sl_check_t **check, sl_error_t *error);
void sl_check_free(sl_check_t *check);

/* The trials of a block, in order. Cost: O(1) a trial and arrangement. */
void sl_check_take(sl_check_t *check, const sl_block_t *block);

/* The figures, after the last block; the check's own. */
const sl_checks_t *sl_check_finish(sl_check_t *check);

#endif
