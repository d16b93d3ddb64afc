/* The part of a summary that needs no column: sums over the blocks of a run as they come. */
#ifndef SL_SIM_RESULTS_TALLY_H
#define SL_SIM_RESULTS_TALLY_H

#include "sim/results/summary.h"

const sl_run_facts_t *sl_tally_facts(const sl_tally_t *tally);
uint64_t sl_tally_trials(const sl_tally_t *tally);

/* Fill in everything but what must be sorted (quantiles, reserves, tail means, working capital,
 * the largest cost, the spread of parts). At least one trial. */
void sl_tally_tell(const sl_tally_t *tally, sl_summary_t *summary);

#endif
