/* Part of the readings: the rows of a cover, shared where another cover has the same. */
#ifndef SL_SIM_ENGINE_COMPILE_READINGS_ROWS_H
#define SL_SIM_ENGINE_COMPILE_READINGS_ROWS_H

#include "sim/engine/compile/readings.h"

/* Ranges of incurred days that a cover tells apart: the windows of its takes, its contracts and its
 * C begin and end, as does the plan year, and there is what lies before the first. */
#define SL_READINGS_ATOMS_MAX (2 * (SL_TAKES_MAX + 3) + 3)

/* Room for one more element behind n: the array, moved where need be; NULL without memory, the old
 * one then stays. */
void *sl_readings_grow(void *array, size_t n, size_t size);

/* The rows in which some claim of the cover can lie that matters to it. own: room for
 * SL_READINGS_ATOMS_MAX x services; receives their indices. SL_ERR_MEMORY. */
int sl_readings_rows_of(sl_readings_t *readings, const sl_model_t *model, size_t cover, size_t *own,
                        size_t *n_own);

/* The row of all claims incurred on a day or later, by paid month; class m + 1 is month m. */
int sl_readings_row_since(sl_readings_t *readings, const sl_model_t *model, int32_t since,
                          size_t *row);

#endif
