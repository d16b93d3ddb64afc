/* Copies of contracts that have come in the place of others in a later plan year: seats of one
 * contract and age together, each into the sums of its own trial. */
#ifndef SL_SIM_ENGINE_DATED_COPIES_H
#define SL_SIM_ENGINE_DATED_COPIES_H

#include "sim/engine/dated/family.h"

int sl_copies_new(const sl_model_t *model, sl_sums_layout_t layout, sl_copies_t **copies,
                  sl_error_t *error);
void sl_copies_free(sl_copies_t *copies); /* NULL is fine */

/* All copies of the run's seating, whose trials are a block's. The run's cells are free. */
int sl_copies_simulate(const sl_dated_run_t *block);

#endif
