#include "sim/engine/dated/cells.h"

#include "sim/input/scenario/scenario.h"

#include <stdlib.h>
#include <string.h>

/* Of a sum, what two sums of the same claims may differ by though nothing is left: it is none. */
#define NOTHING_OF_SUM 0x1p-40

static size_t incurred_width(const sl_model_t *model)
{
  return model->n_since * model->dating->n_months;
}

int sl_cells_new(const sl_model_t *model, size_t n, sl_cells_t **cells, sl_error_t *error)
{
  *cells = calloc(1, sizeof **cells);
  if (*cells != NULL) {
    (*cells)->model = model;
    (*cells)->sums = calloc(n * model->readings->width + 1, sizeof(double));
    (*cells)->incurred = calloc(n * incurred_width(model) + 1, sizeof(double));
  }
  if (*cells == NULL || (*cells)->sums == NULL || (*cells)->incurred == NULL) {
    sl_cells_free(*cells);
    *cells = NULL;
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a thread's sums");
  }
  return SL_OK;
}

void sl_cells_free(sl_cells_t *cells)
{
  if (cells != NULL) {
    free(cells->sums);
    free(cells->incurred);
    free(cells);
  }
}

void sl_cells_clear(sl_cells_t *cells, size_t n)
{
  const sl_model_t *model = cells->model;
  memset(cells->sums, 0, n * model->readings->width * sizeof *cells->sums);
  memset(cells->incurred, 0, n * incurred_width(model) * sizeof *cells->incurred);
}

/* ---- one trial ---- */

/* One trial's records of a plan year. */
typedef struct trial {
  const sl_model_t *model;
  const sl_claim_record_t *records;
  const double *plan;
  size_t n;
  size_t year;                       /* of the readings */
  int32_t year_first;                /* day from which the records' are counted */
  double *sums, *incurred, *persons; /* cells; the others as of sl_cells_t, sl_person_sums_t */
} trial_t;

static inline int32_t paid_after(uint64_t key)
{
  return (int32_t)(sl_claim_day(key) + sl_claim_lag(key));
}

/* Of the plan year every claim counts; of an earlier one what is of any account to a cover. */
static void add_persons(const trial_t *t, int32_t first_paid)
{
  for (size_t i = 0; i < t->n; i++) {
    const uint64_t key = t->records[i].key;
    const bool counts = t->year_first >= 0 || t->year_first + paid_after(key) >= first_paid;
    t->persons[sl_claim_person(key)] += counts ? t->plan[i] : 0.0;
  }
}

static inline bool row_holds(const sl_reading_row_t *row, int32_t incurred)
{
  return incurred >= row->incurred_from && incurred <= row->incurred_to;
}

static void add_to_rows(const trial_t *t, const sl_readings_t *readings,
                        const sl_readings_year_t *year)
{
  for (size_t i = 0; i < t->n; i++) {
    const uint64_t key = t->records[i].key;
    const int32_t incurred = t->year_first + (int32_t)sl_claim_day(key);
    const int32_t paid = t->year_first + paid_after(key);
    const size_t s = sl_claim_service(key), end = year->first[s + 1];
    for (size_t r = year->first[s]; paid >= year->first_paid && r < end; r++) {
      const sl_reading_row_t *row = &readings->rows[year->row[r]];
      if (row_holds(row, incurred)) {
        t->sums[row->at + sl_paid_class(&readings->classes[row->classes], paid)] += t->plan[i];
      }
    }
  }
}

/* By incurred month, of what is not paid before the plan year begins: once for every day from which
 * claims are borne. */
static void add_incurred(const trial_t *t)
{
  const sl_model_t *model = t->model;
  const sl_dating_t *dating = model->dating;
  for (size_t i = 0; i < t->n; i++) {
    const uint64_t key = t->records[i].key;
    const int32_t incurred = t->year_first + (int32_t)sl_claim_day(key);
    const int month = dating->month_of_day[incurred - dating->first_day];
    const size_t m = month > 0 ? (size_t)month : 0;
    const double amount = t->year_first + paid_after(key) >= 0 ? t->plan[i] : 0.0;
    for (size_t s = 0; s < model->n_since; s++) {
      t->incurred[s * dating->n_months + m] += incurred >= model->since[s] ? amount : 0.0;
    }
  }
}

/* Whether all claims of a year count as incurred, in its own months. */
static bool tells_months(const sl_model_t *model, int32_t year_first)
{
  return model->dating->n_months > 0 && model->n_since == 1 && model->since[0] <= year_first &&
         year_first >= 0;
}

bool sl_cells_sums(const sl_cells_t *cells, const sl_listing_t *listing, int year,
                   const sl_person_sums_t *persons, sl_paid_sums_t *sums)
{
  const sl_model_t *model = cells->model;
  const sl_readings_year_t *own = &model->readings->year[sl_model_year_at(model, year)];
  int first, last;
  sl_calendar_year(&model->scenario->calendar, year, &first, &last);
  if (own->only == NULL || first < 0 || cells->row != NULL) {
    return false;
  }
  const sl_reading_row_t *row = &model->readings->rows[*own->only];
  const sl_paid_classes_t *classes = &model->readings->classes[row->classes];
  const int32_t before = first - classes->first_day;
  const bool months = tells_months(model, first);
  *sums = (sl_paid_sums_t){
      .class_of_day = classes->of_day + before,
      .last_day = (uint32_t)(classes->n_days - 1 - before),
      .by_class = cells->sums + listing->begin * model->readings->width + row->at,
      .class_stride = model->readings->width,
      .month_of_day =
          months ? model->dating->month_of_day + first - model->dating->first_day : NULL,
      .by_month = cells->incurred + listing->begin * incurred_width(model),
      .month_stride = incurred_width(model),
      .by_person = persons->plan,
      .person_stride = persons->n_persons};
  return true;
}

static void add_year(const trial_t *trials, size_t n, bool added)
{
  const sl_model_t *model = trials->model;
  const sl_readings_year_t *year = &model->readings->year[trials->year];
  for (size_t k = 0; !added && k < n; k++) {
    add_persons(&trials[k], year->first_paid);
    add_to_rows(&trials[k], model->readings, year);
  }
  const bool told = added && tells_months(model, trials->year_first);
  for (size_t k = 0; model->dating->n_months > 0 && !told && k < n; k++) {
    add_incurred(&trials[k]);
  }
}

/* ---- C is what is paid in the plan year ---- */

/* What those count that bear claims from a day on only. */
static void note_paid_since(const sl_model_t *model, int32_t incurred, double plan, bool again,
                            size_t trial, sl_unit_sums_t *sums)
{
  for (size_t i = 0; i < model->n_since; i++) {
    const bool counted = incurred >= model->since[i];
    const size_t at = i * SL_BLOCK_TRIALS + trial;
    sums->counted_plan[at] += counted ? plan : 0.0;
    sums->counted_claims[at] += counted && !again ? 1.0 : 0.0;
  }
}

/* Of one claim, paid in parts: all but its days. Parts of a claim stand together. */
static bool is_again(const sl_claim_record_t *record, size_t i)
{
  return i > 0 && (record[0].key ^ record[-1].key) >> (SL_CLAIM_LAG_BITS + SL_CLAIM_MARK_BITS) == 0;
}

static void note_paid(const trial_t *t, const double *uncovered, size_t trial, double *year,
                      sl_unit_sums_t *sums)
{
  const sl_model_t *model = t->model;
  double allowed = 0.0, member = 0.0, no_sharing = 0.0, claims = 0.0;
  for (size_t i = 0; i < t->n; i++) {
    const sl_claim_record_t *record = &t->records[i];
    const int32_t incurred = t->year_first + (int32_t)sl_claim_day(record->key);
    if (!sl_window_holds(&model->dating->counted, incurred,
                         t->year_first + paid_after(record->key))) {
      continue;
    }
    const bool again = is_again(record, i);
    allowed += record->allowed;
    member += record->allowed - t->plan[i];
    no_sharing += uncovered[i];
    claims += again ? 0.0 : 1.0;
    year[sl_claim_person(record->key)] += t->plan[i];
    if (model->counts_less) {
      note_paid_since(model, incurred, t->plan[i], again, trial, sums);
    }
  }
  sums->allowed[trial] += allowed;
  sums->member_paid[trial] += member;
  sums->uncovered[trial] += no_sharing;
  sums->claims[trial] += claims;
}

void sl_cells_add(sl_cells_t *cells, const sl_listing_t *listing, int year, bool added,
                  sl_person_sums_t *persons, size_t offset, sl_unit_sums_t *sums)
{
  const sl_model_t *model = cells->model;
  const size_t at = sl_model_year_at(model, year), width = model->readings->width;
  const size_t n = listing->end - listing->begin;
  const sl_listed_year_t *listed = &listing->year[at];
  trial_t trials[SL_LISTED_TRIALS] = {{0}};
  int first, last;
  sl_calendar_year(&model->scenario->calendar, year, &first, &last);
  for (size_t k = 0; k < n; k++) {
    const size_t run = listing->begin + k, row = cells->row != NULL ? cells->row[run] : run;
    trials[k] = (trial_t){.model = model,
                          .records = listed->records + listed->first[k],
                          .plan = listed->plan + listed->first[k],
                          .n = listed->first[k + 1] - listed->first[k],
                          .year = at,
                          .year_first = first,
                          .sums = cells->sums + row * width,
                          .incurred = cells->incurred + row * incurred_width(model),
                          .persons = persons->plan + k * persons->n_persons};
  }
  add_year(trials, n, added);
  for (size_t k = 0; !model->dating->counts_incurred && k < n; k++) {
    note_paid(&trials[k], listed->uncovered + listed->first[k], offset + listing->begin + k,
              persons->year + k * persons->n_persons, sums);
  }
}

/* ---- by holder ---- */

static inline void hold_cell(sl_held_cells_t *held, size_t cell, double plan)
{
  if (held->sums[cell] == 0.0) {
    held->touched[held->n++] = (uint32_t)cell;
  }
  held->sums[cell] += plan;
}

static inline void hold_claim(const sl_readings_t *readings, const sl_readings_year_t *year,
                              int32_t first, uint64_t key, double plan, sl_held_cells_t *held)
{
  const int32_t incurred = first + (int32_t)sl_claim_day(key), paid = first + paid_after(key);
  const size_t s = sl_claim_service(key), end = year->first[s + 1];
  for (size_t r = year->first[s]; plan > 0.0 && paid >= year->first_paid && r < end; r++) {
    const sl_reading_row_t *row = &readings->rows[year->row[r]];
    if (row_holds(row, incurred)) {
      hold_cell(held, row->at + sl_paid_class(&readings->classes[row->classes], paid), plan);
    }
  }
}

static void hold_year(const sl_model_t *model, const sl_listing_t *listing, size_t k, int year,
                      const sl_holders_t *holders)
{
  const size_t at = sl_model_year_at(model, year);
  const sl_listed_year_t *listed = &listing->year[at];
  const sl_readings_t *readings = model->readings;
  const sl_readings_year_t *rows = &readings->year[at];
  int first, last;
  sl_calendar_year(&model->scenario->calendar, year, &first, &last);
  for (uint32_t j = listed->first[k]; j < listed->first[k + 1]; j++) {
    const uint64_t key = listed->records[j].key;
    const size_t p = sl_claim_person(key);
    if (holders->wanted[p]) {
      hold_claim(readings, rows, first, key, listed->plan[j], &holders->held[p]);
    }
    if (holders->wanted[holders->n_persons]) {
      hold_claim(readings, rows, first, key, listed->plan[j], &holders->held[holders->n_persons]);
    }
  }
}

/* Where one row holds all claims that matter, without a branch: those of nobody wanted go to cells
 * that nobody looks at. */
static void hold_only(const sl_model_t *model, const sl_listing_t *listing, size_t k,
                      const sl_holders_t *holders)
{
  const sl_readings_t *readings = model->readings;
  const sl_listed_year_t *listed = &listing->year[sl_model_year_at(model, 0)];
  const sl_reading_row_t *row = &readings->rows[*readings->year[sl_model_year_at(model, 0)].only];
  const sl_paid_classes_t *classes = &readings->classes[row->classes];
  const uint16_t *class_of_day = classes->of_day - classes->first_day; /* which is not above 0 */
  const uint32_t last_day = (uint32_t)(classes->n_days - 1 + classes->first_day);
  const sl_claim_record_t *records = listed->records;
  const double *plan = listed->plan;
  double *cells[SL_CLAIM_PERSONS];
  for (size_t p = 0; p < holders->n_persons; p++) {
    cells[p] = (holders->wanted[p] ? holders->held[p].sums : holders->nobody) + row->at;
  }
  for (size_t j = listed->first[k], end = listed->first[k + 1]; j < end; j++) {
    const uint64_t key = records[j].key;
    const uint32_t paid = sl_claim_day(key) + sl_claim_lag(key);
    cells[sl_claim_person(key)][class_of_day[paid < last_day ? paid : last_day]] += plan[j];
  }
  for (size_t p = 0; p < holders->n_persons; p++) {
    holders->held[p].by_class = true;
    for (size_t i = 0; holders->wanted[p] && i < classes->n; i++) {
      holders->held[p].touched[holders->held[p].n] = (uint32_t)(row->at + i);
      holders->held[p].n += holders->held[p].sums[row->at + i] != 0.0;
    }
  }
}

void sl_cells_hold(const sl_model_t *model, const sl_listing_t *listing, size_t k,
                   const sl_holders_t *holders)
{
  const bool only = model->readings->year[sl_model_year_at(model, 0)].only != NULL;
  if (only && model->first_year == 0 && !holders->wanted[holders->n_persons]) {
    hold_only(model, listing, k, holders);
    return;
  }
  for (int y = model->first_year; y <= 0; y++) {
    hold_year(model, listing, k, y, holders);
  }
}

void sl_cells_release(sl_held_cells_t *held)
{
  for (size_t i = 0; i < held->n; i++) {
    held->sums[held->touched[i]] = 0.0;
  }
  held->n = 0;
  held->by_class = false;
}

/* ---- the cells ---- */

static double *column_of(const sl_unit_sums_t *sums, sl_read_column_t column)
{
  double *const columns[] = {[SL_READ_DATED] = sums->dated[0],
                             [SL_READ_BEYOND] = sums->beyond,
                             [SL_READ_PATH] = sums->path};
  return columns[column];
}

/* Incurred by the end of each month less paid by then. */
static void read_ibnr(const sl_cells_t *cells, size_t since, size_t run, double *ibnr)
{
  const sl_model_t *model = cells->model;
  const sl_readings_t *readings = model->readings;
  const sl_reading_row_t *row = &readings->rows[readings->ibnr_row[since]];
  const size_t n_months = model->dating->n_months;
  const size_t n_listed = readings->classes[row->classes].n - 1;
  const double *paid = cells->sums + run * readings->width + row->at + 1;
  const double *incurred = cells->incurred + run * incurred_width(model) + since * n_months;
  double sum = 0.0, open = 0.0;
  for (size_t m = 0; m < n_months; m++) {
    sum += incurred[m];
    open += incurred[m] - (m < n_listed ? paid[m] : 0.0);
    ibnr[m] += open > NOTHING_OF_SUM * sum ? open : 0.0;
  }
}

/* Of a small group most cells of a trial are 0: those cost no look at where they would go. */
static void read_trial(const sl_readings_t *readings, const double *from, size_t trial,
                       sl_unit_sums_t *sums)
{
  for (size_t i = 0; i < readings->n_reads; i++) {
    const sl_read_t *read = &readings->reads[i];
    if (from[read->cell] != 0.0) {
      column_of(sums, read->column)[read->at + trial * read->stride] += from[read->cell];
    }
  }
}

void sl_cells_read(const sl_cells_t *cells, size_t offset, size_t n, sl_unit_sums_t *sums)
{
  const sl_model_t *model = cells->model;
  const sl_readings_t *readings = model->readings;
  for (size_t t = 0; t < n; t++) {
    read_trial(readings, cells->sums + t * readings->width, offset + t, sums);
  }
  for (size_t s = 0; model->dating->n_months > 0 && s < model->n_since; s++) {
    for (size_t t = 0; t < n; t++) {
      read_ibnr(cells, s, t, sl_unit_sums_ibnr(sums, s, offset + t));
    }
  }
}
