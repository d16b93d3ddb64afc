/* Several plan years of a run's results in memory, as a result file has them; for this room only.
 */
#ifndef SL_SIM_PAGE_KEPT_YEARS_H
#define SL_SIM_PAGE_KEPT_YEARS_H

#include "sim/results/results.h"

#include <stddef.h>

typedef struct page_years page_years_t;

/* Room for the plan years of every trial, 128 bytes an arrangement, plan year and trial. From here
 * on they are the results' own, whose source reads them too, and end with them. SL_ERR_MEMORY. */
int page_years_new(sl_results_t *results, page_years_t **years, sl_error_t *error);

/* Blocks come in order. SL_ERR_MEMORY, SL_ERR_ARGUMENT. */
int page_years_put(page_years_t *years, const sl_block_t *block, sl_error_t *error);

/* The figures of all blocks, into the results. SL_ERR_MEMORY. */
int page_years_tell(const page_years_t *years, sl_error_t *error);

/* [trials] */
const double *page_years_column(const page_years_t *years, sl_year_variable_t variable,
                                size_t arrangement, size_t year);
const double *page_years_saved(const page_years_t *years, size_t promise);

#endif
