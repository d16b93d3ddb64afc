/* The shares of a run, together: a store of units (sim/engine/compile/unit_store.h) from which the
 * run is costed and written as if it had never been dealt out.
 *
 * Shares may come from anywhere. Each must be of this scenario, census, seed, version; all units
 * must be there, each in the share that it belongs to; and of each share some years of one unit,
 * both chosen by chance, are computed again and compared to the bit, so that a share with wrong
 * numbers has no chance to be wrong throughout. All the years of the unit would tell no more of
 * that, at some ten times the cost.
 *
 * Checked by tests/cli/test_merge.c.
 */
#ifndef SL_SIM_OUTPUT_PARTS_MERGE_H
#define SL_SIM_OUTPUT_PARTS_MERGE_H

#include "sim/engine/compile/unit_store.h"
#include "sim/output/parts/part_file.h"

typedef struct sl_merge sl_merge_t;

/* Open the shares: all of one run, each once. SL_ERR_INPUT: they are not, or one is missing;
 * otherwise as sl_part_file_open. */
int sl_merge_open(const char *const *paths, size_t n, sl_merge_t **merge, sl_error_t *error);
void sl_merge_close(sl_merge_t *merge); /* NULL is fine */

/* The head and the texts of one of them, which say how the run was asked for. */
const sl_part_head_t *sl_merge_head(const sl_merge_t *merge);
const char *sl_merge_texts(const sl_merge_t *merge);

/* Whether every share is of this scenario. SL_ERR_INPUT with what differs. */
int sl_merge_check(const sl_merge_t *merge, const sl_scenario_t *scenario, sl_error_t *error);

/* For the engine's options. Its `begin` is SL_ERR_INPUT where units are missing, named; its `keep`
 * where a unit is damaged or is not what the scenario gives. */
const sl_unit_store_t *sl_merge_store(const sl_merge_t *merge);

#endif
