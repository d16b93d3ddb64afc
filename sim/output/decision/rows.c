#include "sim/output/decision/rows.h"

#include "sim/output/decision/words.h"

#include <math.h>
#include <string.h>

static sl_estimate_t estimate_at(const void *object, size_t at)
{
  sl_estimate_t value;
  memcpy(&value, (const char *)object + at, sizeof value);
  return value;
}

static double double_at(const void *object, size_t at)
{
  double value;
  memcpy(&value, (const char *)object + at, sizeof value);
  return value;
}

static sl_estimate_t field_of(const sl_decision_t *decision, const sl_figure_row_t *row, size_t a)
{
  const sl_arrangement_facts_t *facts = sl_decision_facts(decision, a);
  const sl_rare_t *rare = decision->results->rare;
  switch (row->place) {
  case SL_ROW_OF_SUMMARY:
    return estimate_at(sl_decision_summary(decision, a), row->at);
  case SL_ROW_OF_PRICE:
    return estimate_at(&facts->price, row->at);
  case SL_ROW_OF_RARE:
    return rare != NULL ? estimate_at(&rare->arrangements[a], row->at)
                        : (sl_estimate_t){(double)NAN, (double)NAN};
  case SL_ROW_OF_AGAINST:
    return estimate_at(&decision->against[a], row->at);
  case SL_ROW_EXACT_OF_FACTS:
    return (sl_estimate_t){double_at(facts, row->at), 0.0};
  case SL_ROW_EXACT_OF_PRICE:
    return (sl_estimate_t){double_at(&facts->price, row->at), 0.0};
  case SL_ROW_LINE:
  case SL_ROW_MADE:
  default:
    return (sl_estimate_t){double_at(&facts->price.build_up, row->at),
                           double_at(&facts->price.build_up_error, row->at)};
  }
}

sl_cell_t sl_row_figure(const sl_decision_t *decision, const sl_figure_row_t *row, size_t a)
{
  if (row->place == SL_ROW_MADE) {
    sl_cell_t made = row->make(decision, a);
    made.unit = made.unit == SL_CELL_TEXT ? SL_CELL_TEXT : row->unit;
    return made.unit != SL_CELL_TEXT && isnan(made.value.value) ? sl_cell_unknown(NULL) : made;
  }
  sl_cell_t cell = sl_cell_estimate(row->unit, field_of(decision, row, a), NULL);
  cell.trials = row->is_of_trials ? decision->results->facts->trials : 0;
  return isnan(cell.value.value) ? sl_cell_unknown(NULL) : cell;
}

/* What would be shown as 0 tells nothing either. */
static bool is_nothing(const sl_cell_t *cell)
{
  const bool is_money = cell->unit == SL_CELL_MONEY || cell->unit == SL_CELL_CENTS;
  return cell->unit == SL_CELL_UNKNOWN ||
         (cell->unit != SL_CELL_TEXT && fabs(cell->value.value) < (is_money ? 0.005 : 1e-12));
}

bool sl_figure_row_is_empty(const sl_decision_t *decision, const sl_figure_row_t *row)
{
  bool is_empty = true;
  for (size_t a = 0; is_empty && a < decision->n; a++) {
    const sl_cell_t cell = sl_row_figure(decision, row, a);
    is_empty = is_nothing(&cell);
  }
  return is_empty;
}

static void put_row(sl_document_table_t *table, const sl_decision_t *decision,
                    const sl_figure_row_t *row, size_t first, size_t end)
{
  sl_table_row(table, SL_ROW_PLAIN, row->label);
  for (size_t a = first; a < end; a++) {
    const sl_source_text_t source = sl_source_of(row->source, a, decision->reference, 0);
    sl_cell_t cell = sl_row_figure(decision, row, a);
    cell.source = source.text;
    sl_table_cell(table, cell);
  }
}

void sl_put_figure_rows(sl_document_table_t *table, const sl_decision_t *decision,
                        const char *title, const sl_figure_row_t *rows, bool drop_empty,
                        size_t first, size_t end)
{
  bool has_title = title == NULL;
  for (const sl_figure_row_t *row = rows; row->label != NULL; row++) {
    if (drop_empty && sl_figure_row_is_empty(decision, row)) {
      continue;
    }
    if (!has_title) {
      sl_table_row(table, SL_ROW_SECTION, title);
      has_title = true;
    }
    put_row(table, decision, row, first, end);
  }
}
