#include "sim/engine/compile/readings.h"

#include "models/funding/arrangement.h"
#include "sim/engine/compile/model.h"
#include "sim/engine/compile/readings_rows.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/scenario.h"
#include "sim/results/block.h"

#include <stdlib.h>
#include <string.h>

/* ---- what one cell is read as ---- */

/* A cell of a cover's row, and a claim that lies in it. */
typedef struct cell {
  sl_readings_t *readings;
  const sl_model_t *model;
  size_t cover;
  const sl_coverage_t *coverage;
  uint32_t cell;
  sl_paid_claim_t claim;
  int code;
} cell_t;

static void put(cell_t *cell, sl_read_column_t column, size_t at, size_t stride)
{
  sl_read_t *reads =
      sl_readings_grow(cell->readings->reads, cell->readings->n_reads, sizeof *reads);
  if (reads == NULL) {
    cell->code = SL_ERR_MEMORY;
    return;
  }
  cell->readings->reads = reads;
  reads[cell->readings->n_reads++] = (sl_read_t){cell->cell, column, at, stride};
}

static void put_dated(cell_t *cell, sl_dated_column_t column)
{
  put(cell, SL_READ_DATED, ((size_t)column * cell->model->n_covers + cell->cover) * SL_BLOCK_TRIALS,
      1);
}

static void put_beyond(cell_t *cell, sl_beyond_column_t column)
{
  size_t at = cell->coverage->beyond_before;
  for (size_t i = 0; i < (size_t)column; i++) {
    at += cell->coverage->beyond[i];
  }
  put(cell, SL_READ_BEYOND, at * SL_BLOCK_TRIALS, 1);
}

static void put_path(cell_t *cell, sl_path_kind_t kind, sl_path_column_t column)
{
  const sl_path_layout_t *path = &cell->coverage->path[kind];
  const size_t entry = sl_timeline_entry(&path->timeline, cell->claim.incurred, cell->claim.paid);
  put(cell, SL_READ_PATH, path->before * SL_BLOCK_TRIALS + path->column_at[column] + entry,
      path->width);
}

/* All that a take holds is eligible before any deductible. */
static void read_takes(cell_t *cell)
{
  const sl_coverage_t *coverage = cell->coverage;
  for (size_t i = 0; i < coverage->n_takes; i++) {
    const sl_take_t *take = &coverage->take[i];
    if (!sl_take_tells_eligible(take) || !sl_cover_holds(&take->cover, &cell->claim)) {
      continue;
    }
    if (take->kind == SL_TAKE_TERMINAL_AGGREGATE) {
      put_dated(cell, SL_DATED_TERMINAL_ELIGIBLE);
      continue;
    }
    for (sl_path_kind_t kind = 0; kind < SL_PATH_KINDS; kind++) {
      if (sl_coverage_walks(coverage, take, kind)) {
        put_path(cell, kind, SL_PATH_ELIGIBLE);
      }
    }
  }
}

/* Line by line, where services are told apart. */
static void read_notes(cell_t *cell)
{
  const sl_coverage_t *coverage = cell->coverage;
  const sl_paid_claim_t *claim = &cell->claim;
  const bool counted = sl_coverage_counts(coverage, claim);
  const bool insured_line = coverage->insured != NULL && coverage->insured[claim->service];
  const bool runs_out = coverage->runs_out && !insured_line && claim->incurred >= coverage->since &&
                        claim->paid > coverage->last_day;
  if (runs_out) { /* none is incurred after the plan year */
    put_dated(cell, SL_DATED_RUN_OUT);
  }
  if (counted && (insured_line || (runs_out && coverage->insurer_runs_out))) {
    put_dated(cell, SL_DATED_INSURED);
  }
  if (counted && runs_out && coverage->insurer_runs_out) {
    put_dated(cell, SL_DATED_INSURED_RUN_OUT);
  }
  if (sl_coverage_is_gap(coverage, claim)) {
    put_dated(cell, SL_DATED_GAP);
  }
  if (counted && !sl_coverage_is_insured(coverage, claim) &&
      coverage->path[SL_PATH_MONTHLY].column[SL_PATH_PAID]) {
    put_path(cell, SL_PATH_MONTHLY, SL_PATH_PAID);
  }
}

static void read_outside(cell_t *cell, size_t take, sl_beyond_column_t column)
{
  const sl_coverage_t *coverage = cell->coverage;
  if (take < coverage->n_takes && !sl_cover_holds(&coverage->take[take].cover, &cell->claim)) {
    put_beyond(cell, column);
  }
}

static void read_beyond(cell_t *cell)
{
  const sl_coverage_t *coverage = cell->coverage;
  const sl_cover_pair_t pair = sl_coverage_pair(coverage);
  if (!sl_coverage_counts(coverage, &cell->claim) ||
      sl_coverage_is_insured(coverage, &cell->claim)) {
    return;
  }
  if (coverage->beyond[SL_COLUMN_OUTSIDE_SPECIFIC]) {
    read_outside(cell, pair.specific, SL_COLUMN_OUTSIDE_SPECIFIC);
  }
  if (coverage->beyond[SL_COLUMN_OUTSIDE_AGGREGATE]) {
    read_outside(cell, pair.aggregate, SL_COLUMN_OUTSIDE_AGGREGATE);
  }
}

static int read_row(sl_readings_t *readings, const sl_model_t *model, size_t cover, size_t row)
{
  const sl_reading_row_t *from = &readings->rows[row];
  const sl_paid_classes_t *classes = &readings->classes[from->classes];
  cell_t cell = {.readings = readings,
                 .model = model,
                 .cover = cover,
                 .coverage = &model->covers[cover],
                 .claim = {.incurred = from->incurred_from, .service = from->service}};
  for (size_t k = 0; k < classes->n; k++) {
    cell.cell = (uint32_t)(from->at + k);
    cell.claim.paid = classes->begins[k];
    read_takes(&cell);
    read_notes(&cell);
    read_beyond(&cell);
  }
  return cell.code;
}

/* ---- by year ---- */

/* What list_years finds out for all years together. */
typedef struct years {
  sl_readings_t *readings;
  const sl_model_t *model;
  bool *matters; /* by cell: it is read, or some take holds its claims */
} years_t;

static void mark_cover(years_t *years, size_t cover)
{
  const sl_readings_t *readings = years->readings;
  const sl_coverage_t *coverage = &years->model->covers[cover];
  for (size_t i = 0; i < readings->own[cover].n; i++) {
    const sl_reading_row_t *row = &readings->rows[readings->own[cover].row[i]];
    const sl_paid_classes_t *classes = &readings->classes[row->classes];
    for (size_t k = 0; k < classes->n; k++) {
      const sl_paid_claim_t claim = {
          .incurred = row->incurred_from, .paid = classes->begins[k], .service = row->service};
      for (size_t t = 0; t < coverage->n_takes; t++) {
        years->matters[row->at + k] |= sl_cover_holds(&coverage->take[t].cover, &claim);
      }
    }
  }
}

/* Months of IBNR begin with the plan year. */
static void mark_cells(years_t *years)
{
  const sl_readings_t *readings = years->readings;
  for (size_t i = 0; i < readings->n_reads; i++) {
    years->matters[readings->reads[i].cell] = true;
  }
  for (size_t c = 0; c < readings->n_covers; c++) {
    mark_cover(years, c);
  }
  for (size_t i = 0; years->model->dating->n_months > 0 && i < years->model->n_since; i++) {
    const sl_reading_row_t *row = &readings->rows[readings->ibnr_row[i]];
    for (size_t k = 1; k < readings->classes[row->classes].n; k++) {
      years->matters[row->at + k] = true;
    }
  }
}

/* The first paid day on which a row's claims matter; INT32_MAX where none does. */
static int32_t first_paid_of(const years_t *years, size_t r)
{
  const sl_reading_row_t *row = &years->readings->rows[r];
  const sl_paid_classes_t *classes = &years->readings->classes[row->classes];
  size_t k = 0;
  while (k < classes->n && !years->matters[row->at + k]) {
    k++;
  }
  return k == classes->n ? INT32_MAX : k == 0 ? INT32_MIN : classes->begins[k];
}

static void list_service(const years_t *years, sl_readings_year_t *into, size_t service, int first,
                         int last)
{
  const sl_readings_t *readings = years->readings;
  uint32_t n = into->first[service];
  for (size_t r = 0; r < readings->n_rows; r++) {
    const sl_reading_row_t *row = &readings->rows[r];
    const int32_t paid = first_paid_of(years, r);
    if (row->incurred_from <= last && row->incurred_to >= first && paid < INT32_MAX &&
        (row->services == NULL || row->services[service])) {
      into->row[n++] = (uint32_t)r;
      into->first_paid = paid < into->first_paid ? paid : into->first_paid;
    }
  }
  into->first[service + 1] = n;
}

static bool holds_year(const sl_reading_row_t *row, int first, int last)
{
  return row->services == NULL && row->incurred_from <= first && row->incurred_to >= last;
}

static int list_year(const years_t *years, int year)
{
  const size_t n_services = years->model->scenario->claims->n_services;
  sl_readings_year_t *into = &years->readings->year[sl_model_year_at(years->model, year)];
  int first, last;
  sl_calendar_year(&years->model->scenario->calendar, year, &first, &last);
  into->row = calloc(years->readings->n_rows * n_services + 1, sizeof *into->row);
  into->first = calloc(n_services + 1, sizeof *into->first);
  into->first_paid =
      years->model->dating->counts_incurred ? INT32_MAX : years->model->dating->counted.paid_from;
  if (into->row == NULL || into->first == NULL) {
    return SL_ERR_MEMORY;
  }
  bool only = n_services > 0;
  for (size_t s = 0; s < n_services; s++) {
    list_service(years, into, s, first, last);
    only = only && into->first[s + 1] == s + 1 && into->row[s] == into->row[0];
  }
  if (only && holds_year(&years->readings->rows[into->row[0]], first, last)) {
    into->only = into->row;
  }
  return SL_OK;
}

static int list_years(sl_readings_t *readings, const sl_model_t *model)
{
  years_t years = {readings, model, calloc(readings->width + 1, sizeof *years.matters)};
  int code = years.matters != NULL ? SL_OK : SL_ERR_MEMORY;
  if (code == SL_OK) {
    mark_cells(&years);
  }
  for (int y = model->first_year; code == SL_OK && y <= 0; y++) {
    code = list_year(&years, y);
  }
  free(years.matters);
  return code;
}

/* ---- all together ---- */

static int read_cover(sl_readings_t *readings, const sl_model_t *model, size_t cover)
{
  sl_readings_cover_t *own = &readings->own[cover];
  own->row =
      calloc(SL_READINGS_ATOMS_MAX * (model->scenario->claims->n_services + 1), sizeof *own->row);
  int code = own->row != NULL ? sl_readings_rows_of(readings, model, cover, own->row, &own->n)
                              : SL_ERR_MEMORY;
  for (size_t i = 0; code == SL_OK && i < own->n; i++) {
    code = read_row(readings, model, cover, own->row[i]);
  }
  return code;
}

/* Which row a cell is of, and which rows a cover has. */
static int index_rows(sl_readings_t *readings)
{
  readings->row_of = calloc(readings->width + 1, sizeof *readings->row_of);
  if (readings->row_of == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t r = 0; r < readings->n_rows; r++) {
    for (size_t k = 0; k < readings->classes[readings->rows[r].classes].n; k++) {
      readings->row_of[readings->rows[r].at + k] = (uint32_t)r;
    }
  }
  for (size_t c = 0; c < readings->n_covers; c++) {
    sl_readings_cover_t *own = &readings->own[c];
    own->has = calloc(readings->n_rows + 1, sizeof *own->has);
    if (own->has == NULL) {
      return SL_ERR_MEMORY;
    }
    for (size_t i = 0; i < own->n; i++) {
      own->has[own->row[i]] = true;
    }
  }
  return SL_OK;
}

static int compile(sl_readings_t *readings, const sl_model_t *model)
{
  int code = SL_OK;
  readings->ibnr_row = calloc(model->n_since + 1, sizeof *readings->ibnr_row);
  readings->own = calloc(model->n_covers + 1, sizeof *readings->own);
  if (readings->ibnr_row == NULL || readings->own == NULL) {
    return SL_ERR_MEMORY;
  }
  readings->n_covers = model->n_covers;
  for (size_t c = 0; code == SL_OK && c < model->n_covers; c++) {
    code = read_cover(readings, model, c);
  }
  for (size_t i = 0; code == SL_OK && model->dating->n_months > 0 && i < model->n_since; i++) {
    code = sl_readings_row_since(readings, model, model->since[i], &readings->ibnr_row[i]);
  }
  code = code == SL_OK ? list_years(readings, model) : code;
  code = code == SL_OK ? index_rows(readings) : code;
  readings->n_ladders = model->n_ladders;
  code = code == SL_OK ? sl_class_places_new(readings, model, &readings->places) : code;
  return code == SL_OK ? sl_one_step_new(model, &readings->one_step) : code;
}

int sl_readings_new(const sl_model_t *model, sl_readings_t **readings, sl_error_t *error)
{
  *readings = calloc(1, sizeof **readings);
  const int code = *readings != NULL ? compile(*readings, model) : SL_ERR_MEMORY;
  if (code != SL_OK) {
    sl_readings_free(*readings);
    *readings = NULL;
    return sl_fail(error, code, "no memory for the sums of %zu covers", model->n_covers);
  }
  return SL_OK;
}

void sl_readings_free(sl_readings_t *readings)
{
  if (readings == NULL) {
    return;
  }
  for (size_t i = 0; i < readings->n_classes; i++) {
    free(readings->classes[i].of_day);
    free(readings->classes[i].begins);
  }
  for (size_t r = 0; r < readings->n_rows; r++) {
    free(readings->rows[r].services);
  }
  for (size_t y = 0; y <= SL_YEARS_BEFORE_MAX; y++) {
    free(readings->year[y].row);
    free(readings->year[y].first);
  }
  for (size_t c = 0; readings->own != NULL && c < readings->n_covers; c++) {
    free(readings->own[c].row);
    free(readings->own[c].has);
  }
  sl_class_places_free(readings->places, readings->n_ladders);
  sl_one_step_free(readings->one_step, readings->n_ladders);
  free(readings->own);
  free(readings->row_of);
  free(readings->classes);
  free(readings->rows);
  free(readings->reads);
  free(readings->ibnr_row);
  free(readings);
}

static bool comes_before(const sl_paid_claim_t *a, const sl_paid_claim_t *b)
{
  if (a->incurred != b->incurred) {
    return a->incurred < b->incurred;
  }
  return a->service != b->service ? a->service < b->service : a->paid < b->paid;
}

/* In an order of their own, whatever rows of others stand between a cover's: sums keep their bits.
 */
size_t sl_readings_claims(const sl_readings_t *readings, size_t cover, const sl_held_cells_t *held,
                          sl_paid_claim_t *list)
{
  const bool *has = readings->own[cover].has;
  size_t n = 0;
  for (size_t i = 0; i < held->n; i++) {
    const uint32_t cell = held->touched[i], r = readings->row_of[cell];
    const sl_reading_row_t *row = &readings->rows[r];
    if (has[r]) {
      const sl_paid_claim_t claim = {.incurred = row->incurred_from,
                                     .paid = readings->classes[row->classes].begins[cell - row->at],
                                     .service = row->service,
                                     .amount = held->sums[cell]};
      size_t at = n++;
      for (; at > 0 && comes_before(&claim, &list[at - 1]); at--) {
        list[at] = list[at - 1];
      }
      list[at] = claim;
    }
  }
  return n;
}
