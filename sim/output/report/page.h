/* The parts of the decision page. Each composes its own; layout.h says how it is laid out. */
#ifndef SL_SIM_OUTPUT_REPORT_PAGE_H
#define SL_SIM_OUTPUT_REPORT_PAGE_H

#include "sim/output/text/format.h"
#include "sim/output/text/layout.h"
#include "sim/results/summary.h"

typedef struct sl_page {
  FILE *out;
  size_t width; /* columns of the page: how many arrangements stand side by side */
  const sl_results_t *results;
  const sl_summary_t *summary;
  sl_figure_t symbol; /* of the currency */
} sl_page_t;

/* A plain sentence for each question a broker asks. */
void sl_page_answers(const sl_page_t *page);

/* The figures, arrangements side by side, three at a time. */
void sl_page_tables(const sl_page_t *page);

/* What was asked of the run, and the spread between its parts. */
void sl_page_enough(const sl_page_t *page);

#endif
