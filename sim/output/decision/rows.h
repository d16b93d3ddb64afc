/* Rows of a table with an arrangement in each column: most of them are a field of what a result
 * holds of each. Inside sim/output/decision only.
 */
#ifndef SL_SIM_OUTPUT_DECISION_ROWS_H
#define SL_SIM_OUTPUT_DECISION_ROWS_H

#include "sim/output/decision/parts.h"

#include <stddef.h>

/* Where the field lies: an sl_estimate_t but for the last four. */
typedef enum sl_row_place {
  SL_ROW_OF_SUMMARY,     /* sl_arrangement_summary_t */
  SL_ROW_OF_PRICE,       /* sl_price_t */
  SL_ROW_OF_RARE,        /* sl_rare_summary_t */
  SL_ROW_OF_AGAINST,     /* sl_against_t */
  SL_ROW_EXACT_OF_FACTS, /* a double of sl_arrangement_facts_t */
  SL_ROW_EXACT_OF_PRICE, /* a double of sl_price_t */
  SL_ROW_LINE,           /* a double of its build_up and one of its build_up_error */
  SL_ROW_MADE            /* by the function */
} sl_row_place_t;

typedef struct sl_figure_row {
  const char *label; /* NULL ends a list */
  sl_cell_unit_t unit;
  const char *source; /* a pattern (words.h) in which @ is the arrangement, # the reference */
  sl_row_place_t place;
  size_t at;
  bool is_of_trials; /* a share of the run's trials */
  sl_cell_t (*make)(const sl_decision_t *decision,
                    size_t a); /* its value; unit and source follow */
} sl_figure_row_t;

#define SL_ROW(label, unit, source, place, type, field)                                            \
  {                                                                                                \
    label, unit, source, place, offsetof(type, field), false, NULL                                 \
  }
#define SL_SUMMARY_ROW(label, unit, source, field)                                                 \
  SL_ROW(label, unit, source, SL_ROW_OF_SUMMARY, sl_arrangement_summary_t, field)
#define SL_MEAN_ROW(label, variable, name)                                                         \
  SL_SUMMARY_ROW(label, SL_CELL_MONEY, "mean(" name "[:,@])", component[variable])
#define SL_PRICE_ROW(label, unit, source, field)                                                   \
  SL_ROW(label, unit, source, SL_ROW_OF_PRICE, sl_price_t, field)
#define SL_EXACT_PRICE_ROW(label, source, field)                                                   \
  SL_ROW(label, SL_CELL_MONEY, source, SL_ROW_EXACT_OF_PRICE, sl_price_t, field)
#define SL_LINE_ROW(label, source, field)                                                          \
  SL_ROW(label, SL_CELL_MONEY, source, SL_ROW_LINE, sl_build_up_lines_t, field)
#define SL_RARE_ROW(label, unit, source, field)                                                    \
  SL_ROW(label, unit, source, SL_ROW_OF_RARE, sl_rare_summary_t, field)
#define SL_AGAINST_ROW(label, unit, source, field)                                                 \
  SL_ROW(label, unit, source, SL_ROW_OF_AGAINST, sl_against_t, field)
#define SL_MADE_ROW(label, unit, source, function)                                                 \
  {                                                                                                \
    label, unit, source, SL_ROW_MADE, 0, false, function                                           \
  }
#define SL_ROWS_END                                                                                \
  {                                                                                                \
    NULL, SL_CELL_NONE, NULL, SL_ROW_MADE, 0, false, NULL                                          \
  }

/* The figure of an arrangement: unknown (a dash) where it is NaN. Its source is not set. */
sl_cell_t sl_row_figure(const sl_decision_t *decision, const sl_figure_row_t *row, size_t a);

/* Whether it is 0 or unknown for every arrangement. */
bool sl_figure_row_is_empty(const sl_decision_t *decision, const sl_figure_row_t *row);

/* Rows below a title, arrangements first .. end - 1 in the columns; with drop_empty none that tells
 * nothing, and no title above no rows; NULL = no title. */
void sl_put_figure_rows(sl_document_table_t *table, const sl_decision_t *decision,
                        const char *title, const sl_figure_row_t *rows, bool drop_empty,
                        size_t first, size_t end);

#endif
