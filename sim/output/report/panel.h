/* Figures of a few arrangements side by side: rows below titles, empty ones left out. */
#ifndef SL_SIM_OUTPUT_REPORT_PANEL_H
#define SL_SIM_OUTPUT_REPORT_PANEL_H

#include "sim/output/report/page.h"

#define SL_LABEL_WIDTH 29

/* Arrangements shown side by side, all sections below each other. */
typedef struct sl_panel {
  size_t first, n, width; /* columns of one arrangement */
} sl_panel_t;

typedef sl_figure_t (*sl_cell_t)(const sl_page_t *page, size_t arrangement);

typedef struct sl_row {
  const char *label; /* NULL ends a list of rows */
  sl_cell_t cell;
} sl_row_t;

/* A row of zeros or dashes only tells nothing. */
int sl_row_is_empty(const sl_page_t *page, const sl_panel_t *panel, const sl_row_t *row);

/* Title and rows; with drop_empty nothing of a row or a section that tells nothing. */
void sl_put_section(const sl_page_t *page, const sl_panel_t *panel, const char *title,
                    const sl_row_t *rows, int drop_empty);

/* Short hands of cells. */
const sl_arrangement_summary_t *sl_page_summary(const sl_page_t *page, size_t arrangement);
const sl_arrangement_facts_t *sl_page_facts(const sl_page_t *page, size_t arrangement);
sl_figure_t sl_page_amount(const sl_page_t *page, sl_estimate_t estimate);

/* static sl_figure_t name(page, a): an amount from an expression in page and a. */
#define SL_AMOUNT_CELL(name, expression)                                                           \
  static sl_figure_t name(const sl_page_t *page, size_t a)                                         \
  {                                                                                                \
    return sl_page_amount(page, expression);                                                       \
  }
#define SL_COMPONENT_CELL(name, variable)                                                          \
  SL_AMOUNT_CELL(name, sl_page_summary(page, a)->component[variable])

/* A number that is the same in every trial. */
static inline sl_estimate_t sl_exactly(double value) { return (sl_estimate_t){value, 0.0}; }

#endif
