/* The results of a run in memory, as a result file would give them back; for this room only. */
#ifndef SL_SIM_PAGE_KEPT_H
#define SL_SIM_PAGE_KEPT_H

#include "sim/output/months/month_columns.h"
#include "sim/page/kept_years.h"
#include "sim/study/run.h"

typedef struct page_kept {
  sl_results_t *results; /* the caller's from the end of the run on */
  sl_month_columns_t *months;
  page_years_t *years; /* the results' own; NULL with one plan year */
} page_kept_t;

/* context: a page_kept_t of zeros. */
sl_run_sink_t page_kept_sink(page_kept_t *kept);

/* What is left of it; with the results where the run has failed. */
void page_kept_end(page_kept_t *kept, int failed);

#endif
