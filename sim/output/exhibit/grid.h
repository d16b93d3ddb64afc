/* A table of the exhibit: a row is a function of the column. Rows that say nothing for any column
 * are left out, and headings with no row below them. */
#ifndef SL_SIM_OUTPUT_EXHIBIT_GRID_H
#define SL_SIM_OUTPUT_EXHIBIT_GRID_H

#include "sim/output/document/document.h"
#include "sim/output/exhibit/comparison.h"

#define SL_GRID_WORDS 700
#define SL_GRID_SOURCE 120

/* The cell that is being made: words and source of it may lie in the place's own buffers. */
typedef struct sl_place {
  const sl_comparison_t *comparison;
  const sl_compared_t *column;
  size_t index;      /* of the column */
  size_t which;      /* of a row by tier, or of another list */
  const char *label; /* of the row */
  char words[SL_GRID_WORDS], source[SL_GRID_SOURCE];
} sl_place_t;

typedef sl_cell_t sl_row_cells_t(sl_place_t *place);

typedef struct sl_grid {
  const sl_comparison_t *comparison;
  sl_document_table_t *table;
  const char *section; /* one that no row has followed yet; NULL: none */
} sl_grid_t;

/* A table with a column for each arrangement. first: heads the labels. */
sl_grid_t sl_grid_new(sl_document_t *document, const sl_comparison_t *comparison, const char *name,
                      const char *caption, const char *first, bool show_errors);
void sl_grid_section(sl_grid_t *grid, const char *label);
void sl_grid_row(sl_grid_t *grid, sl_row_kind_t kind, const char *label, sl_row_cells_t *cells,
                 size_t which);

/* Rows from a list. */
typedef struct sl_grid_line {
  const char *label;
  sl_row_cells_t *cells; /* NULL: a section */
  sl_row_kind_t kind;
} sl_grid_line_t;
void sl_grid_lines(sl_grid_t *grid, const sl_grid_line_t *lines, size_t n);

/* A row for each tier that somebody is enrolled in: "LABEL, employee + spouse". */
void sl_grid_tiers(sl_grid_t *grid, const char *label, sl_row_cells_t *cells);

/* ---- cells ---- */

/* A dash, which says nothing. */
sl_cell_t sl_cell_silent(void);
/* Words that say nothing where all columns have them or a dash: "none". */
sl_cell_t sl_cell_none(void);
/* Words of the place's own. */
sl_cell_t sl_cell_words(sl_place_t *place, const char *format, ...) SL_FORMATTED(2, 3);
/* The variable's own name with the column, "cost_mean[2]"; or a formula as it is. */
sl_cell_t sl_cell_of(sl_place_t *place, sl_cell_unit_t unit, sl_estimate_t value,
                     const char *variable);
sl_cell_t sl_cell_by_formula(sl_cell_unit_t unit, sl_estimate_t value, const char *formula);

/* How a column is headed: its name, after "Current: " or "Renewal: " where the name does not say
 * so. */
#define SL_COLUMN_HEADER 400
void sl_column_header(const sl_compared_t *column, char header[SL_COLUMN_HEADER]);

#endif
