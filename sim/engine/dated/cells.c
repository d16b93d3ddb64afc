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

int sl_cells_new(const sl_model_t *model, sl_cells_t **cells, sl_error_t *error)
{
  *cells = calloc(1, sizeof **cells);
  if (*cells != NULL) {
    (*cells)->model = model;
    (*cells)->sums = calloc(SL_DATED_TRIALS * model->readings->width + 1, sizeof(double));
    (*cells)->incurred = calloc(SL_DATED_TRIALS * incurred_width(model) + 1, sizeof(double));
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

void sl_cells_clear(sl_cells_t *cells)
{
  const sl_model_t *model = cells->model;
  memset(cells->sums, 0, SL_DATED_TRIALS * model->readings->width * sizeof *cells->sums);
  memset(cells->incurred, 0, SL_DATED_TRIALS * incurred_width(model) * sizeof *cells->incurred);
}

/* ---- one trial ---- */

/* One trial's records of a plan year. */
typedef struct trial {
  const sl_model_t *model;
  const sl_claim_fields_t *fields;
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

static void add_persons(const trial_t *t)
{
  for (size_t i = 0; i < t->n; i++) {
    t->persons[sl_claim_person(t->fields, t->records[i].key)] += t->plan[i];
  }
}

/* One row holds every claim of the year. */
static void add_to_row(const trial_t *t, const sl_reading_row_t *row,
                       const sl_paid_classes_t *classes)
{
  const int32_t first = t->year_first - classes->first_day, last = classes->n_days - 1;
  double *cells = t->sums + row->at;
  for (size_t i = 0; i < t->n; i++) {
    const uint64_t key = t->records[i].key;
    int32_t day = first + paid_after(key);
    day = day < 0 ? 0 : day;
    day = day < last ? day : last;
    t->persons[sl_claim_person(t->fields, key)] += t->plan[i];
    cells[classes->of_day[day]] += t->plan[i];
  }
}

static inline bool row_holds(const sl_reading_row_t *row, int32_t incurred, size_t service)
{
  return incurred >= row->incurred_from && incurred <= row->incurred_to &&
         (row->services == NULL || row->services[service]);
}

static void add_to_rows(const trial_t *t, const sl_readings_t *readings,
                        const sl_readings_year_t *year)
{
  for (size_t i = 0; i < t->n; i++) {
    const uint64_t key = t->records[i].key;
    const int32_t incurred = t->year_first + (int32_t)sl_claim_day(key);
    const int32_t paid = t->year_first + paid_after(key);
    const size_t service = sl_claim_service(t->fields, key);
    for (size_t r = 0; r < year->n; r++) {
      const sl_reading_row_t *row = &readings->rows[year->row[r]];
      if (row_holds(row, incurred, service)) {
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

static void add_trial(const trial_t *t)
{
  const sl_readings_t *readings = t->model->readings;
  const sl_readings_year_t *year = &readings->year[t->year];
  if (year->whole) {
    const sl_reading_row_t *row = &readings->rows[year->row[0]];
    add_to_row(t, row, &readings->classes[row->classes]);
  } else {
    add_persons(t);
    add_to_rows(t, readings, year);
  }
  if (t->model->dating->n_months > 0) {
    add_incurred(t);
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
    year[sl_claim_person(t->fields, record->key)] += t->plan[i];
    if (model->counts_less) {
      note_paid_since(model, incurred, t->plan[i], again, trial, sums);
    }
  }
  sums->allowed[trial] += allowed;
  sums->member_paid[trial] += member;
  sums->uncovered[trial] += no_sharing;
  sums->claims[trial] += claims;
}

void sl_cells_add(sl_cells_t *cells, const sl_ledger_t *ledger, const sl_listing_t *listing,
                  int year, sl_person_sums_t *persons, size_t offset, sl_unit_sums_t *sums)
{
  const sl_model_t *model = cells->model;
  const size_t at = sl_model_year_at(model, year), width = model->readings->width;
  const sl_listed_year_t *listed = &listing->year[at];
  int first, last;
  sl_calendar_year(&model->scenario->calendar, year, &first, &last);
  for (size_t k = 0; k < listing->end - listing->begin; k++) {
    const size_t run = listing->begin + k;
    const trial_t trial = {.model = model,
                           .fields = &ledger->fields,
                           .records = listed->records + listed->first[k],
                           .plan = listed->plan + listed->first[k],
                           .n = listed->first[k + 1] - listed->first[k],
                           .year = at,
                           .year_first = first,
                           .sums = cells->sums + run * width,
                           .incurred = cells->incurred + run * incurred_width(model),
                           .persons = persons->plan + k * persons->n_persons};
    add_trial(&trial);
    if (!model->dating->counts_incurred) {
      note_paid(&trial, listed->uncovered + listed->first[k], offset + run,
                persons->year + k * persons->n_persons, sums);
    }
  }
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

void sl_cells_read(const sl_cells_t *cells, size_t offset, size_t n, sl_unit_sums_t *sums)
{
  const sl_model_t *model = cells->model;
  const sl_readings_t *readings = model->readings;
  for (size_t i = 0; i < readings->n_reads; i++) {
    const sl_read_t *read = &readings->reads[i];
    double *to = column_of(sums, read->column) + read->at + offset * read->stride;
    const double *from = cells->sums + read->cell;
    for (size_t t = 0; t < n; t++) {
      to[t * read->stride] += from[t * readings->width];
    }
  }
  for (size_t s = 0; model->dating->n_months > 0 && s < model->n_since; s++) {
    for (size_t t = 0; t < n; t++) {
      read_ibnr(cells, s, t, sl_unit_sums_ibnr(sums, s, offset + t));
    }
  }
}
