#include "sim/input/census/census.h"

#include "sim/input/census/fields.h"
#include "sim/input/census/rows.h"
#include "sim/input/read/csv_rows.h"
#include "sim/input/read/nearest.h"
#include "sim/input/scenario/group.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct reading {
  sl_census_t *census;
  sl_faults_t *faults;
  bool has_header;
  size_t n_columns;
  size_t field[SL_COLUMNS]; /* index of the column's field; SIZE_MAX = no such column */
} reading_t;

static const char *const column_names[SL_COLUMNS] = {[SL_COLUMN_EMPLOYEE] = "employee",
                                                     [SL_COLUMN_RELATIONSHIP] = "relationship",
                                                     [SL_COLUMN_SEX] = "sex",
                                                     [SL_COLUMN_AGE] = "age",
                                                     [SL_COLUMN_BIRTH_DATE] = "birth_date",
                                                     [SL_COLUMN_PLAN] = "plan",
                                                     [SL_COLUMN_MONTHS] = "months",
                                                     [SL_COLUMN_RISK_SCORE] = "risk_score",
                                                     [SL_COLUMN_SALARY] = "salary",
                                                     [SL_COLUMN_REGION] = "region",
                                                     [SL_COLUMN_MEMBER] = "member",
                                                     [SL_COLUMN_FROM] = "from",
                                                     [SL_COLUMN_TO] = "to",
                                                     [SL_COLUMN_TIER] = "tier"};

#define KNOWN_COLUMNS                                                                              \
  "employee, relationship, sex, age or birth_date, plan, months, risk_score, salary, region, "     \
  "member, from, to, tier"
#define IMPORT "; a census of other people's making comes in by: stoploss import census FILE"

static size_t find_column(const char *name)
{
  size_t c = 0;
  while (c < SL_COLUMNS && strcmp(column_names[c], name) != 0) {
    c++;
  }
  return c;
}

static bool has_column(const reading_t *reading, sl_column_t column)
{
  return reading->field[column] != SIZE_MAX;
}

static void header_fault(const reading_t *reading, size_t line, size_t field, const char *text)
{
  sl_faults_add(reading->faults, SL_ERR_INPUT, reading->census->path, line, field, "%s", text);
}

static void unknown_column(const reading_t *reading, size_t line, size_t field, const char *name)
{
  const char *nearest = sl_nearest(name, column_names, SL_COLUMNS);
  char hint[SL_HINT_TEXT];
  if (name[0] == '\0') {
    header_fault(reading, line, field, "this column has no name");
  } else if (nearest != NULL) {
    sl_faults_add(reading->faults, SL_ERR_INPUT, reading->census->path, line, field,
                  "unknown column '%.60s'%s", name, sl_did_you_mean(nearest, hint));
  } else {
    sl_faults_add(reading->faults, SL_ERR_INPUT, reading->census->path, line, field,
                  "unknown column '%.60s'; remove it, or use one of " KNOWN_COLUMNS IMPORT, name);
  }
}

/* A first line without two of the columns' names is no header but perhaps somebody's data: it must
 * not be repeated in a message. */
static bool looks_like_header(const char *const *fields, size_t n)
{
  size_t known = 0;
  for (size_t i = 0; i < n && i < SL_CSV_FIELDS_MAX; i++) {
    known += find_column(fields[i]) < SL_COLUMNS ? 1 : 0;
  }
  return known >= 2;
}

static void check_required(const reading_t *reading, size_t line)
{
  static const sl_column_t required[] = {SL_COLUMN_EMPLOYEE, SL_COLUMN_RELATIONSHIP, SL_COLUMN_SEX};
  for (size_t i = 0; i < sizeof required / sizeof required[0]; i++) {
    if (!has_column(reading, required[i])) {
      sl_faults_add(reading->faults, SL_ERR_INPUT, reading->census->path, line, 0,
                    "the column '%s' is missing", column_names[required[i]]);
    }
  }
  const bool age = has_column(reading, SL_COLUMN_AGE);
  if (age == has_column(reading, SL_COLUMN_BIRTH_DATE)) {
    header_fault(reading, line, 0,
                 age ? "both 'age' and 'birth_date' are given; keep one"
                     : "the column 'age' (or 'birth_date') is missing");
  }
}

static int read_header(reading_t *reading, size_t line, const char *const *fields, size_t n)
{
  const size_t before = reading->faults->n + reading->faults->suppressed;
  reading->has_header = true;
  reading->n_columns = n;
  if (n > SL_CSV_FIELDS_MAX || !looks_like_header(fields, n)) {
    header_fault(reading, line, 0,
                 "the first line must name the columns, in small letters, separated by "
                 "commas: " KNOWN_COLUMNS IMPORT);
    return SL_ERR_INPUT;
  }
  for (size_t i = 0; i < n; i++) {
    const size_t column = find_column(fields[i]);
    if (column == SL_COLUMNS) {
      unknown_column(reading, line, i + 1, fields[i]);
    } else if (reading->field[column] != SIZE_MAX) {
      sl_faults_add(reading->faults, SL_ERR_INPUT, reading->census->path, line, i + 1,
                    "the column '%s' is given twice", fields[i]);
    } else {
      reading->field[column] = i;
    }
  }
  check_required(reading, line);
  reading->census->plan_column = reading->field[SL_COLUMN_PLAN] + 1;
  reading->census->months_column = reading->field[SL_COLUMN_MONTHS] + 1;
  reading->census->from_column = reading->field[SL_COLUMN_FROM] + 1;
  reading->census->employee_column = reading->field[SL_COLUMN_EMPLOYEE] + 1;
  reading->census->member_column = reading->field[SL_COLUMN_MEMBER] + 1;
  return reading->faults->n + reading->faults->suppressed > before ? SL_ERR_INPUT : SL_OK;
}

static int keep_text(sl_census_t *census, const char *text, size_t *offset)
{
  const size_t length = strlen(text) + 1;
  if (census->text_length + length > census->text_capacity) {
    const size_t capacity = 2 * (census->text_length + length) + 1024;
    char *more = realloc(census->text, capacity);
    if (more == NULL) {
      return SL_ERR_MEMORY;
    }
    census->text = more;
    census->text_capacity = capacity;
  }
  memcpy(census->text + census->text_length, text, length);
  *offset = census->text_length;
  census->text_length += length;
  return SL_OK;
}

static int keep_column(reading_t *reading, const char *const *fields, sl_column_t column,
                       size_t *offset)
{
  const size_t field = reading->field[column];
  return field == SIZE_MAX || fields[field][0] == '\0'
             ? SL_OK
             : keep_text(reading->census, fields[field], offset);
}

static int keep_texts(reading_t *reading, const char *const *fields, sl_census_row_t *row)
{
  int code = keep_column(reading, fields, SL_COLUMN_EMPLOYEE, &row->employee);
  if (code == SL_OK) {
    code = keep_column(reading, fields, SL_COLUMN_PLAN, &row->plan);
  }
  return code == SL_OK ? keep_column(reading, fields, SL_COLUMN_MEMBER, &row->member) : code;
}

/* FNV-1a (Fowler, Noll, Vo 1991), the NUL of each field included. */
static uint64_t hash_of(const char *const *fields, size_t n)
{
  uint64_t hash = UINT64_C(14695981039346656037);
  for (size_t i = 0; i < n; i++) {
    const char *p = fields[i];
    do {
      hash = (hash ^ (unsigned char)*p) * UINT64_C(1099511628211);
    } while (*p++ != '\0');
  }
  return hash;
}

/* Check every field, so that all faults of a row are told at once. */
static int check_fields(reading_t *reading, const char *const *fields, sl_census_row_t *row)
{
  sl_census_t *census = reading->census;
  size_t number[SL_COLUMNS];
  row->sound = true;
  for (size_t c = 0; c < SL_COLUMNS; c++) {
    number[c] = reading->field[c] + 1;
    if (reading->field[c] == SIZE_MAX) {
      continue;
    }
    const sl_field_t field = {.column = (sl_column_t)c,
                              .name = column_names[c],
                              .text = fields[reading->field[c]],
                              .path = census->path,
                              .line = row->line,
                              .number = reading->field[c] + 1,
                              .calendar = &census->calendar,
                              .faults = reading->faults};
    row->sound &= sl_field_check(&field, row);
  }
  row->sound = row->sound && sl_fields_check_dates(census->path, number, row, reading->faults);
  row->fields = hash_of(fields, reading->n_columns);
  return row->sound ? keep_texts(reading, fields, row) : SL_OK;
}

static bool all_empty(const char *const *fields, size_t n)
{
  size_t i = 0;
  while (i < n && fields[i][0] == '\0') {
    i++;
  }
  return i == n;
}

static int read_data(reading_t *reading, size_t line, const char *const *fields, size_t n)
{
  sl_census_row_t row = {.line = line,
                         .plan = SL_CENSUS_BLANK,
                         .member = SL_CENSUS_BLANK,
                         .risk_score = 1,
                         .tier = SL_CENSUS_NO_TIER,
                         .salary = NAN,
                         .months = (unsigned char)reading->census->calendar.months,
                         .from = SL_DAY_ALWAYS_BEFORE,
                         .to = SL_DAY_ALWAYS_AFTER};
  int code = SL_OK;
  if (fields != NULL && n != reading->n_columns) {
    sl_faults_add(reading->faults, SL_ERR_INPUT, reading->census->path, line, 0,
                  "this row has %zu field%s, the header has %zu", n, n == 1 ? "" : "s",
                  reading->n_columns);
  } else if (fields != NULL && all_empty(fields, n)) {
    return SL_OK; /* what spreadsheets leave below the last row */
  } else if (fields != NULL) {
    code = check_fields(reading, fields, &row);
  }
  if (code == SL_OK && reading->census->n_rows == SL_CENSUS_ROWS_MAX) {
    sl_faults_add(reading->faults, SL_ERR_INPUT, reading->census->path, line, 0,
                  "more than %d rows", SL_CENSUS_ROWS_MAX);
    return SL_ERR_INPUT;
  }
  return code == SL_OK ? sl_census_keep_row(reading->census, &row) : code;
}

static int read_row(void *context, size_t line, const char *const *fields, size_t n)
{
  reading_t *reading = context;
  if (reading->has_header) {
    return read_data(reading, line, fields, n);
  }
  return fields == NULL ? SL_ERR_INPUT : read_header(reading, line, fields, n);
}

static sl_census_t *new_census(const char *path, const sl_date_t *start, unsigned plan_months)
{
  sl_census_t *census = calloc(1, sizeof *census);
  char *copy = malloc(strlen(path) + 1);
  if (census == NULL || copy == NULL) {
    free(census);
    free(copy);
    return NULL;
  }
  census->path = strcpy(copy, path);
  sl_calendar_init(&census->calendar, *start, plan_months);
  return census;
}

int sl_census_read(const sl_provider_t *provider, const char *path, const sl_date_t *start,
                   unsigned plan_months, sl_census_t **result, sl_faults_t *faults)
{
  *result = NULL;
  sl_census_t *census = new_census(path, start, plan_months);
  if (census == NULL) {
    sl_faults_add(faults, SL_ERR_MEMORY, path, 0, 0, "out of memory");
    return SL_ERR_MEMORY;
  }
  reading_t reading = {.census = census, .faults = faults};
  for (size_t c = 0; c < SL_COLUMNS; c++) {
    reading.field[c] = SIZE_MAX;
  }
  int code = sl_csv_read(provider, path, read_row, &reading, faults);
  if (code == SL_OK && census->n_rows == 0) {
    sl_faults_add(faults, SL_ERR_INPUT, path, reading.has_header ? 1 : 0, 0,
                  "the census has no rows of data");
    code = SL_ERR_INPUT;
  }
  if (code == SL_OK) {
    code = sl_census_group(census, reading.field[SL_COLUMN_RELATIONSHIP] + 1, faults);
  }
  if (code == SL_OK) {
    code = sl_census_draw(census, reading.field[SL_COLUMN_TIER] + 1, faults);
  }
  if (code == SL_OK) {
    code = sl_census_check_ids(census, faults);
  }
  if (code == SL_OK) {
    *result = census;
    return census->has_faults ? SL_ERR_INPUT : SL_OK;
  }
  sl_census_free(census);
  return code;
}

size_t sl_census_rows(const sl_census_t *census) { return census->n_data; }
size_t sl_census_all_rows(const sl_census_t *census) { return census->n_rows; }

const sl_census_drawn_t *sl_census_drawn(const sl_census_t *census) { return &census->drawn; }

size_t sl_census_line(const sl_census_t *census, uint32_t row)
{
  return row >= 1 && row <= census->n_rows ? census->rows[row - 1].line : 0;
}

const char *sl_census_path(const sl_census_t *census) { return census->path; }

void sl_census_free(sl_census_t *census)
{
  if (census != NULL) {
    free(census->path);
    free(census->text);
    free(census->rows);
    free(census->member);
    free(census->contracts);
    free(census);
  }
}
