#include "sim/output/exhibit/grid.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char none[] = "none";

sl_cell_t sl_cell_silent(void) { return sl_cell_unknown(NULL); }

sl_cell_t sl_cell_none(void) { return sl_cell_text(none); }

sl_cell_t sl_cell_words(sl_place_t *place, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(place->words, sizeof place->words, format, arguments);
  va_end(arguments);
  return sl_cell_text(place->words);
}

sl_cell_t sl_cell_by_formula(sl_cell_unit_t unit, sl_estimate_t value, const char *formula)
{
  return isnan(value.value) ? sl_cell_unknown(formula) : sl_cell_estimate(unit, value, formula);
}

sl_cell_t sl_cell_of(sl_place_t *place, sl_cell_unit_t unit, sl_estimate_t value,
                     const char *variable)
{
  snprintf(place->source, sizeof place->source, "%s[%zu]", variable, place->index);
  return sl_cell_by_formula(unit, value, place->source);
}

static bool says_something(const sl_cell_t *cell)
{
  return cell->unit != SL_CELL_NONE && cell->unit != SL_CELL_UNKNOWN &&
         !(cell->unit == SL_CELL_TEXT && (cell->text == none || cell->text[0] == '\0'));
}

/* ---- tables ---- */

static bool mentions(const char *text, const char *word)
{
  const size_t n = strlen(word);
  for (; *text != '\0'; text++) {
    if (strncasecmp(text, word, n) == 0) {
      return true;
    }
  }
  return false;
}

void sl_column_header(const sl_compared_t *column, char header[SL_COLUMN_HEADER])
{
  static const char *const before[SL_QUOTED_ROLES] = {
      [SL_QUOTED_CURRENT] = "Current", [SL_QUOTED_RENEWAL] = "Renewal"};
  const char *role = before[column->role];
  const bool said = role == NULL || mentions(column->name, role);
  snprintf(header, SL_COLUMN_HEADER, "%s%s%s", said ? "" : role, said ? "" : ": ", column->name);
}

sl_grid_t sl_grid_new(sl_document_t *document, const sl_comparison_t *comparison, const char *name,
                      const char *caption, const char *first, bool show_errors)
{
  sl_grid_t grid = {comparison, sl_document_table(document, name, caption, show_errors), NULL};
  sl_table_column(grid.table, first);
  for (size_t a = 0; a < comparison->n; a++) {
    char header[SL_COLUMN_HEADER];
    sl_column_header(&comparison->column[a], header);
    sl_table_column(grid.table, header);
  }
  return grid;
}

void sl_grid_section(sl_grid_t *grid, const char *label) { grid->section = label; }

void sl_grid_row(sl_grid_t *grid, sl_row_kind_t kind, const char *label, sl_row_cells_t *cells,
                 size_t which)
{
  const sl_comparison_t *comparison = grid->comparison;
  sl_place_t place = {.comparison = comparison, .which = which, .label = label};
  bool said = false;
  for (size_t a = 0; a < comparison->n && !said; a++) {
    place.column = &comparison->column[a];
    place.index = a;
    const sl_cell_t cell = cells(&place);
    said = says_something(&cell);
  }
  if (!said) {
    return;
  }
  if (grid->section != NULL) {
    sl_table_row(grid->table, SL_ROW_SECTION, grid->section);
    grid->section = NULL;
  }
  sl_table_row(grid->table, kind, label);
  for (size_t a = 0; a < comparison->n; a++) {
    place.column = &comparison->column[a];
    place.index = a;
    sl_table_cell(grid->table, cells(&place));
  }
}

void sl_grid_lines(sl_grid_t *grid, const sl_grid_line_t *lines, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    if (lines[i].cells == NULL) {
      sl_grid_section(grid, lines[i].label);
    } else {
      sl_grid_row(grid, lines[i].kind, lines[i].label, lines[i].cells, 0);
    }
  }
}

static const char *const tier_words[SL_TIERS] = {"employee", "employee + spouse",
                                                 "employee + children", "family"};

void sl_grid_tiers(sl_grid_t *grid, const char *label, sl_row_cells_t *cells)
{
  for (size_t t = 0; t < SL_TIERS; t++) {
    char line[160];
    snprintf(line, sizeof line, "%s, %s", label, tier_words[t]);
    if (grid->comparison->enrolment.tier_months[t] > 0.0) {
      sl_grid_row(grid, SL_ROW_PLAIN, line, cells, t);
    }
  }
}
