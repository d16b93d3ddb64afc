/* How a cell reads, and what of it a program gets. */
#include "sim/output/document/parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WITH_ERROR " \xc2\xb1 "

static const char *const names[SL_CELL_UNITS] = {
    [SL_CELL_NONE] = "none",         [SL_CELL_TEXT] = "text",   [SL_CELL_MONEY] = "money",
    [SL_CELL_CENTS] = "cents",       [SL_CELL_SHARE] = "share", [SL_CELL_GROWTH] = "growth",
    [SL_CELL_COUNT] = "count",       [SL_CELL_DATE] = "date",   [SL_CELL_UNKNOWN] = "unknown",
    [SL_CELL_MULTIPLE] = "multiple",
};

const char *sl_cell_unit_name(sl_cell_unit_t unit) { return names[unit]; }

const char *sl_chart_kind_name(sl_chart_kind_t kind)
{
  static const char *const kinds[] = {
      [SL_CHART_BARS] = "bars",   [SL_CHART_LINES] = "lines",   [SL_CHART_DOTS] = "dots",
      [SL_CHART_YEARS] = "years", [SL_CHART_STEPS] = "steps",   [SL_CHART_CURVES] = "curves",
      [SL_CHART_FAN] = "fan",     [SL_CHART_POINTS] = "points",
  };
  return kinds[kind];
}

const sl_cell_t *sl_row_cell(const sl_document_row_t *row, size_t c)
{
  static const sl_cell_t empty = {.unit = SL_CELL_NONE, .text = ""};
  return c >= 1 && c <= row->n ? &row->cell[c - 1] : &empty;
}

bool sl_cell_is_number(const sl_cell_t *cell)
{
  return cell->unit >= SL_CELL_MONEY && cell->unit <= SL_CELL_MULTIPLE &&
         isfinite(cell->value.value);
}

bool sl_cell_has_error(const sl_cell_t *cell)
{
  return sl_cell_is_number(cell) && !sl_is_exact(cell->value);
}

bool sl_column_has_error(const sl_document_table_t *table, size_t c)
{
  bool found = false;
  for (size_t r = 0; table->show_errors && c >= 1 && r < table->rows; r++) {
    found = found || sl_cell_has_error(sl_row_cell(&table->row[r], c));
  }
  return found;
}

bool sl_table_is_list(const sl_document_table_t *table)
{
  bool is_list = table->columns == 2 && table->rows > 0;
  for (size_t r = 0; is_list && r < table->rows; r++) {
    is_list =
        table->row[r].kind == SL_ROW_PLAIN && sl_row_cell(&table->row[r], 1)->unit == SL_CELL_TEXT;
  }
  return is_list;
}

/* Whole units where the amount is exact: an estimate shows what it can carry. */
static sl_figure_t money(const char *symbol, sl_estimate_t amount)
{
  return sl_is_exact(amount) ? sl_format_exact(symbol, nearbyint(amount.value))
                             : sl_format_amount(symbol, amount);
}

static sl_figure_t cents(const char *symbol, sl_estimate_t amount)
{
  return sl_is_exact(amount) ? sl_format_cents(symbol, amount.value)
                             : sl_format_amount(symbol, amount);
}

static sl_figure_t count(sl_estimate_t number)
{
  const bool is_whole = sl_is_exact(number) && number.value == nearbyint(number.value);
  return is_whole ? sl_format_count(number.value) : sl_format_persons(number);
}

static sl_figure_t figure_of(const char *symbol, const sl_cell_t *cell)
{
  switch (cell->unit) {
  case SL_CELL_MONEY:
    return money(symbol, cell->value);
  case SL_CELL_CENTS:
    return cents(symbol, cell->value);
  case SL_CELL_SHARE:
    return cell->trials > 0 ? sl_format_share(cell->value, cell->trials)
                            : sl_format_ratio(cell->value);
  case SL_CELL_GROWTH:
    return sl_format_growth(cell->value);
  case SL_CELL_COUNT:
    return count(cell->value);
  case SL_CELL_MULTIPLE:
    return sl_format_multiple(cell->value);
  case SL_CELL_UNKNOWN:
    return (sl_figure_t){"-"};
  case SL_CELL_NONE:
  case SL_CELL_TEXT:
  case SL_CELL_DATE:
  case SL_CELL_UNITS:
  default:
    return (sl_figure_t){""};
  }
}

const char *sl_cell_shown(const sl_document_t *document, const sl_cell_t *cell, bool show_error,
                          char buffer[SL_FIGURE_SIZE])
{
  if (cell->unit == SL_CELL_TEXT || cell->unit == SL_CELL_DATE) {
    return cell->text;
  }
  const sl_figure_t figure = figure_of(document->symbol.text, cell);
  memcpy(buffer, figure.text, sizeof figure.text);
  char *error = show_error ? NULL : strstr(buffer, WITH_ERROR);
  if (error != NULL) {
    *error = '\0';
  }
  return buffer;
}

sl_cell_t sl_chart_cell(const sl_document_chart_t *chart, size_t series, size_t category)
{
  const double value = chart->series[series].value[category];
  return isnan(value) ? (sl_cell_t){.unit = SL_CELL_NONE, .text = ""}
                      : sl_cell_exact(chart->unit, value, NULL);
}

int sl_rendered(FILE *out, int code, char **bytes, sl_error_t *error)
{
  const bool failed = out == NULL || ferror(out) != 0;
  if ((out != NULL && fclose(out) != 0) || failed || *bytes == NULL) {
    code = code == SL_OK ? sl_fail(error, SL_ERR_MEMORY, "no memory for the page") : code;
  }
  if (code != SL_OK) {
    free(*bytes);
    *bytes = NULL;
  }
  return code;
}
