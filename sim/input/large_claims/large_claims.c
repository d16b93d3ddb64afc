#include "sim/input/large_claims/large_claims.h"

#include "sim/input/large_claims/fields.h"
#include "sim/input/read/csv_rows.h"
#include "sim/input/read/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A row while the file is read: claimants are numbered, and equal rows found, once all are there.
 */
typedef struct row {
  sl_large_claim_t claim;
  char *claimant; /* owned; NULL = none */
} row_t;

typedef struct reading {
  const char *path;
  sl_faults_t *faults, *warnings;
  int plan_year;
  size_t field[SL_LARGE_COLUMNS]; /* SIZE_MAX: no such column */
  size_t n_columns;               /* of the header; 0 before it */
  row_t *rows;
  size_t n, capacity;
  sl_claims_repairs_t repairs;
  size_t totals;
} reading_t;

/* ---- the header ---- */

static void unused_column(const reading_t *r, size_t line, size_t i, const char *name)
{
  char excerpt[SL_EXCERPT_TEXT];
  if (name[0] != '\0') {
    sl_faults_add(r->warnings, SL_ERR_INPUT, r->path, line, i + 1, "this column is not used: %s",
                  sl_text_excerpt(name, excerpt));
  }
}

static int read_header(reading_t *r, size_t line, const char *const *fields, size_t n)
{
  const size_t before = r->faults->n + r->faults->suppressed;
  size_t column[SL_CSV_FIELDS_MAX], known = 0;
  r->n_columns = n;
  for (size_t i = 0; i < n && i < SL_CSV_FIELDS_MAX; i++) {
    column[i] = sl_large_column_of(fields[i]);
    known += column[i] < SL_LARGE_COLUMNS;
  }
  if (n > SL_CSV_FIELDS_MAX || known == 0) { /* perhaps data, which no message may show */
    sl_faults_add(r->faults, SL_ERR_INPUT, r->path, line, 0,
                  "the first line must name the columns: year, amount, and perhaps claimant, "
                  "incurred_month, paid_month");
    return SL_ERR_INPUT;
  }
  for (size_t i = 0; i < n; i++) {
    if (column[i] == SL_LARGE_COLUMNS) {
      unused_column(r, line, i, fields[i]);
    } else if (r->field[column[i]] != SIZE_MAX) {
      sl_faults_add(r->faults, SL_ERR_INPUT, r->path, line, i + 1,
                    "a second column that means %s; keep one", sl_large_column_names[column[i]]);
    } else {
      r->field[column[i]] = i;
    }
  }
  for (size_t c = 0; c <= SL_LARGE_AMOUNT; c++) {
    if (r->field[c] == SIZE_MAX) {
      sl_faults_add(r->faults, SL_ERR_INPUT, r->path, line, 0, "the column '%s' is missing",
                    sl_large_column_names[c]);
    }
  }
  return r->faults->n + r->faults->suppressed > before ? SL_ERR_INPUT : SL_OK;
}

/* ---- rows ---- */

static int keep(reading_t *r, const row_t *row)
{
  if (r->n == r->capacity) {
    const size_t capacity = 2 * r->capacity + 64;
    row_t *rows = realloc(r->rows, capacity * sizeof *rows);
    if (rows == NULL) {
      return SL_ERR_MEMORY;
    }
    r->rows = rows;
    r->capacity = capacity;
  }
  r->rows[r->n++] = *row;
  return SL_OK;
}

static sl_large_field_t field_of(const reading_t *r, size_t line, const char *const *fields,
                                 size_t column)
{
  const size_t at = r->field[column];
  return (sl_large_field_t){.column = column,
                            .text = at != SIZE_MAX ? fields[at] : "",
                            .path = r->path,
                            .line = line,
                            .number = at != SIZE_MAX ? at + 1 : 0,
                            .plan_year = r->plan_year,
                            .faults = r->faults};
}

static void check_order(const reading_t *r, const sl_large_claim_t *claim)
{
  if (claim->paid_month > 0 && claim->incurred_month > claim->paid_month) {
    sl_faults_add(r->faults, SL_ERR_INPUT, r->path, claim->line, r->field[SL_LARGE_PAID] + 1,
                  "paid in month %u, before month %u in which it was incurred", claim->paid_month,
                  claim->incurred_month);
  }
}

static int take_claimant(const reading_t *r, const char *const *fields, row_t *row)
{
  const size_t at = r->field[SL_LARGE_CLAIMANT];
  if (at == SIZE_MAX || fields[at][0] == '\0') {
    return SL_OK;
  }
  row->claimant = sl_text_copy(fields[at]);
  return row->claimant != NULL ? SL_OK : SL_ERR_MEMORY;
}

static int take_row(reading_t *r, size_t line, const char *const *fields)
{
  row_t row = {.claim.line = line};
  for (size_t c = 0; c < SL_LARGE_COLUMNS; c++) {
    if (c != SL_LARGE_CLAIMANT) {
      const sl_large_field_t field = field_of(r, line, fields, c);
      sl_large_field_check(&field, &row.claim, &r->repairs);
    }
  }
  check_order(r, &row.claim);
  int code = take_claimant(r, fields, &row);
  code = code == SL_OK ? keep(r, &row) : code;
  if (code != SL_OK) {
    free(row.claimant);
  }
  return code;
}

static int read_row(void *context, size_t line, const char *const *fields, size_t n)
{
  reading_t *r = context;
  if (fields == NULL || (n > 0 && fields[0][0] == '#')) {
    return SL_OK;
  }
  if (r->n_columns == 0) {
    return read_header(r, line, fields, n);
  }
  if (n != r->n_columns) {
    sl_faults_add(r->faults, SL_ERR_INPUT, r->path, line, 0, "%zu fields; the header has %zu", n,
                  r->n_columns);
    return SL_OK;
  }
  if (sl_large_row_is_total(fields, n)) {
    r->totals++;
    return SL_OK;
  }
  if (r->n == SL_LARGE_CLAIMS_MAX) {
    sl_faults_add(r->faults, SL_ERR_INPUT, r->path, line, 0, "more than %d rows",
                  SL_LARGE_CLAIMS_MAX);
    return SL_ERR_INPUT;
  }
  return take_row(r, line, fields);
}

/* ---- all rows together ---- */

static int compare_numbers(double a, double b) { return (a > b) - (a < b); }

static int by_claimant(const void *left, const void *right)
{
  const row_t *const *a = left, *const *b = right;
  const bool none_a = (*a)->claimant == NULL, none_b = (*b)->claimant == NULL;
  int order = none_a || none_b ? (int)none_a - (int)none_b : strcmp((*a)->claimant, (*b)->claimant);
  const double pairs[][2] = {{(*a)->claim.year, (*b)->claim.year},
                             {(*a)->claim.amount, (*b)->claim.amount},
                             {(*a)->claim.incurred_month, (*b)->claim.incurred_month},
                             {(*a)->claim.paid_month, (*b)->claim.paid_month},
                             {(double)(*a)->claim.line, (double)(*b)->claim.line}};
  for (size_t i = 0; order == 0 && i < sizeof pairs / sizeof pairs[0]; i++) {
    order = compare_numbers(pairs[i][0], pairs[i][1]);
  }
  return order;
}

static bool is_same(const row_t *a, const row_t *b)
{
  return a->claim.year == b->claim.year && a->claim.amount == b->claim.amount &&
         a->claim.incurred_month == b->claim.incurred_month &&
         a->claim.paid_month == b->claim.paid_month;
}

/* Of rows in order of claimant: numbers, and a word on those that look as if listed twice. */
static size_t number_claimants(const reading_t *r, row_t *const *rows)
{
  size_t n = 0;
  for (size_t i = 0; i < r->n; i++) {
    const row_t *before = i > 0 ? rows[i - 1] : NULL;
    const bool same = before != NULL && rows[i]->claimant != NULL &&
                      strcmp(rows[i]->claimant, before->claimant) == 0;
    n += same ? 0 : 1;
    rows[i]->claim.claimant = n - 1;
    if (same && is_same(rows[i], before)) {
      sl_faults_add(r->warnings, SL_ERR_INPUT, r->path, rows[i]->claim.line, 0,
                    "the same as line %zu; both are kept: take one out where it is listed twice",
                    before->claim.line);
    }
  }
  return n;
}

static void tell_repairs(const reading_t *r)
{
  const size_t signs = r->repairs.currency_signs, commas = r->repairs.separators;
  if (signs + commas > 0) {
    sl_faults_add(r->warnings, SL_ERR_INPUT, r->path, 0, 0,
                  "amounts that were read without their currency sign: %zu, without commas between "
                  "thousands: %zu",
                  signs, commas);
  }
  if (r->totals > 0) {
    sl_faults_add(r->warnings, SL_ERR_INPUT, r->path, 0, 0, "rows of totals passed over: %zu",
                  r->totals);
  }
}

static void copy_out(const reading_t *r, sl_large_claims_t *claims)
{
  claims->n = r->n;
  claims->first_year = claims->last_year = r->n > 0 ? r->rows[0].claim.year : 0;
  claims->has_claimants = r->field[SL_LARGE_CLAIMANT] != SIZE_MAX;
  for (size_t i = 0; i < r->n; i++) {
    const sl_large_claim_t *claim = &r->rows[i].claim;
    claims->list[i] = *claim;
    claims->first_year = claim->year < claims->first_year ? claim->year : claims->first_year;
    claims->last_year = claim->year > claims->last_year ? claim->year : claims->last_year;
    claims->has_incurred = claims->has_incurred || claim->incurred_month > 0;
    claims->has_paid = claims->has_paid || claim->paid_month > 0;
  }
}

static int finish(const reading_t *r, sl_large_claims_t **claims)
{
  sl_large_claims_t *made = calloc(1, sizeof *made);
  row_t **rows = malloc((r->n + 1) * sizeof(*rows));
  if (made != NULL) {
    made->list = malloc((r->n + 1) * sizeof *made->list);
  }
  if (made == NULL || rows == NULL || made->list == NULL) {
    free(rows);
    sl_large_claims_free(made);
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < r->n; i++) {
    rows[i] = &r->rows[i];
  }
  qsort(rows, r->n, sizeof(*rows), by_claimant);
  made->n_claimants = number_claimants(r, rows);
  free(rows);
  tell_repairs(r);
  copy_out(r, made);
  *claims = made;
  return SL_OK;
}

int sl_large_claims_read(const sl_provider_t *provider, const char *path, int plan_year,
                         sl_large_claims_t **claims, sl_faults_t *faults, sl_faults_t *warnings)
{
  const size_t before = faults->n + faults->suppressed;
  reading_t r = {.path = path, .faults = faults, .warnings = warnings, .plan_year = plan_year};
  *claims = NULL;
  for (size_t c = 0; c < SL_LARGE_COLUMNS; c++) {
    r.field[c] = SIZE_MAX;
  }
  int code = sl_csv_read(provider, path, read_row, &r, faults);
  if (code == SL_OK && r.n == 0 && faults->n + faults->suppressed == before) {
    sl_faults_add(faults, SL_ERR_INPUT, path, 0, 0, "there is no claim in it");
  }
  if (code == SL_OK && faults->n + faults->suppressed > before) {
    code = SL_ERR_INPUT;
  }
  code = code == SL_OK ? finish(&r, claims) : code;
  for (size_t i = 0; i < r.n; i++) {
    free(r.rows[i].claimant);
  }
  free(r.rows);
  return code;
}

void sl_large_claims_free(sl_large_claims_t *claims)
{
  if (claims != NULL) {
    free(claims->list);
    free(claims);
  }
}
