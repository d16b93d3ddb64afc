#include "sim/input/claims_file/claims_file.h"

#include "sim/input/claims_file/columns.h"
#include "sim/input/claims_file/rows.h"
#include "sim/input/read/csv_rows.h"
#include "sim/input/read/date.h"
#include "sim/input/read/number.h"
#include "sim/input/read/oddity.h"
#include "sim/input/read/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct reading {
  sl_claims_rows_t rows;
  sl_claims_columns_t columns;
  sl_claims_file_t *file;
  bool has_header, sound_header;
} reading_t;

static const char *cell(const reading_t *r, const char *const *fields, sl_claims_column_t column)
{
  const size_t field = r->columns.field[column];
  return field == SIZE_MAX ? "" : fields[field];
}

static void fault(const reading_t *r, size_t line, sl_claims_column_t column, const char *wrong)
{
  sl_faults_add(r->rows.faults, SL_ERR_INPUT, r->rows.path, line, r->columns.field[column] + 1,
                "%s: this %s", sl_claims_column_name(column), wrong);
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

static bool says_total(const char *text)
{
  static const char *const words[] = {"total", "grand total", "subtotal", "sub-total", "sum"};
  char trimmed[SL_CLAIMS_SERVICE_TEXT];
  sl_text_trimmed(text, trimmed, sizeof trimmed);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    const size_t n = strlen(words[i]);
    const char next = strncasecmp(trimmed, words[i], n) == 0 ? trimmed[n] : 'x';
    if (next == '\0' || next == ':' || next == ' ' || next == 's') {
      return true;
    }
  }
  return false;
}

static bool is_blank(const char *text)
{
  char trimmed[2];
  return sl_text_trimmed(text, trimmed, sizeof trimmed)[0] == '\0';
}

/* A row that sums others up: it says so in the place of a member, or has no member and says so
 * anywhere or has no date. */
static bool is_totals(const reading_t *r, const char *const *fields, size_t n)
{
  const char *member = cell(r, fields, SL_CLAIMS_MEMBER);
  if (!is_blank(member)) {
    return says_total(member);
  }
  bool said = false;
  for (size_t i = 0; i < n; i++) {
    said = said || says_total(fields[i]);
  }
  return said || (is_blank(cell(r, fields, SL_CLAIMS_INCURRED)) &&
                  is_blank(cell(r, fields, SL_CLAIMS_YEAR)));
}

static int keep_member(sl_claims_rows_t *rows, const char *member, size_t *offset)
{
  const size_t length = strlen(member) + 1;
  if (rows->text_length + length > rows->text_capacity) {
    const size_t capacity = 2 * (rows->text_length + length) + 1024;
    char *more = realloc(rows->text, capacity);
    if (more == NULL) {
      return SL_ERR_MEMORY;
    }
    rows->text = more;
    rows->text_capacity = capacity;
  }
  memcpy(rows->text + rows->text_length, member, length);
  *offset = rows->text_length;
  rows->text_length += length;
  return SL_OK;
}

static int keep_row(sl_claims_rows_t *rows, const sl_claims_row_t *row)
{
  if (rows->n == rows->capacity) {
    const size_t capacity = 2 * rows->capacity + 256;
    sl_claims_row_t *list = realloc(rows->list, capacity * sizeof *list);
    if (list == NULL) {
      return SL_ERR_MEMORY;
    }
    rows->list = list;
    rows->capacity = capacity;
  }
  rows->list[rows->n++] = *row;
  return SL_OK;
}

static void read_service(reading_t *r, const char *text, sl_claims_row_t *row)
{
  sl_claims_file_t *file = r->file;
  char service[SL_CLAIMS_SERVICE_TEXT];
  sl_text_trimmed(text, service, sizeof service);
  if (sl_text_has_control(service)) {
    fault(r, row->line.line, SL_CLAIMS_SERVICE, "holds a control or invisible character");
    return;
  }
  size_t i = 0;
  while (i < file->n_services && strcasecmp(file->services[i], service) != 0) {
    i++;
  }
  if (i == SL_CLAIMS_SERVICES) {
    fault(r, row->line.line, SL_CLAIMS_SERVICE, "is one more than 64 different services");
    return;
  }
  if (i == file->n_services) {
    memcpy(file->services[file->n_services++], service, sizeof service);
  }
  row->line.service = (uint32_t)i;
}

static void read_amount(reading_t *r, const char *const *fields, sl_claims_column_t column,
                        size_t line, double *amount)
{
  *amount = NAN;
  if (r->columns.field[column] == SIZE_MAX) {
    return;
  }
  const char *wrong = sl_claims_amount(cell(r, fields, column), amount, &r->file->repairs);
  if (wrong != NULL) {
    fault(r, line, column, wrong);
  } else if (r->file->annual && *amount < 0.0) {
    fault(r, line, column, "is below 0: a year's total is not");
  }
}

static void read_date(reading_t *r, const char *text, sl_claims_column_t column, size_t line,
                      sl_claims_date_t *date)
{
  const char *wrong = sl_claims_date(text, date, &r->file->repairs);
  if (wrong != NULL) {
    fault(r, line, column, wrong);
  }
  sl_claims_order_look(&r->rows.order, date, line);
  r->rows.by_parts = r->rows.by_parts == 0 && date->first > 0 ? line : r->rows.by_parts;
}

static void read_when(reading_t *r, const char *const *fields, sl_claims_row_t *row)
{
  const size_t line = row->line.line;
  double year;
  if (r->file->annual) {
    const char *text = cell(r, fields, SL_CLAIMS_YEAR);
    row->incurred.first = 0;
    if (sl_number_parse(text, &year) && year >= 1900.0 && year <= 2999.0 && year == floor(year)) {
      row->incurred.day = sl_date_serial((sl_date_t){(int)year, 1, 1});
    } else {
      fault(r, line, SL_CLAIMS_YEAR, "is no year");
    }
  } else if (is_blank(cell(r, fields, SL_CLAIMS_INCURRED))) {
    fault(r, line, SL_CLAIMS_INCURRED, "date is missing");
  } else {
    read_date(r, cell(r, fields, SL_CLAIMS_INCURRED), SL_CLAIMS_INCURRED, line, &row->incurred);
  }
  read_date(r, cell(r, fields, SL_CLAIMS_PAID_DATE), SL_CLAIMS_PAID_DATE, line, &row->paid);
}

static int read_claim(reading_t *r, size_t line, const char *const *fields, size_t n)
{
  sl_claims_row_t row = {.line = {.line = line, .paid_day = SL_CLAIMS_NO_DAY},
                         .incurred = {.day = SL_CLAIMS_NO_DAY}};
  r->file->rows++;
  if (n != r->columns.n) {
    sl_faults_add(r->rows.faults, SL_ERR_INPUT, r->rows.path, line, 0,
                  "%zu fields, but the first line names %zu columns", n, r->columns.n);
    return SL_OK;
  }
  if (is_totals(r, fields, n)) {
    r->file->repairs.totals_rows++;
    return SL_OK;
  }
  if (is_blank(cell(r, fields, SL_CLAIMS_MEMBER))) {
    fault(r, line, SL_CLAIMS_MEMBER, "is missing");
    return SL_OK;
  }
  read_when(r, fields, &row);
  read_amount(r, fields, SL_CLAIMS_ALLOWED, line, &row.line.allowed);
  read_amount(r, fields, SL_CLAIMS_PAID, line, &row.line.paid);
  if (r->columns.field[SL_CLAIMS_SERVICE] != SIZE_MAX) {
    read_service(r, cell(r, fields, SL_CLAIMS_SERVICE), &row);
  }
  row.fields = hash_of(fields, n);
  row.claimed = !is_blank(cell(r, fields, SL_CLAIMS_CLAIM));
  const int code = keep_member(&r->rows, cell(r, fields, SL_CLAIMS_MEMBER), &row.member);
  return code == SL_OK ? keep_row(&r->rows, &row) : code;
}

static int take_row(void *context, size_t line, const char *const *fields, size_t n)
{
  reading_t *r = context;
  if (!r->has_header) {
    r->has_header = true;
    r->sound_header = fields != NULL && n <= SL_CSV_FIELDS_MAX &&
                      sl_claims_columns(r->rows.path, line, fields, n, &r->columns, r->rows.faults);
    r->file->repairs.ignored_columns = r->columns.ignored;
    r->file->annual = r->columns.field[SL_CLAIMS_YEAR] != SIZE_MAX;
    return r->sound_header ? SL_OK : SL_ERR_INPUT;
  }
  if (fields == NULL) {
    return SL_OK;
  }
  if (r->rows.n >= SL_CLAIMS_ROWS_MAX) {
    sl_faults_add(r->rows.faults, SL_ERR_INPUT, r->rows.path, line, 0, "more than %d rows",
                  SL_CLAIMS_ROWS_MAX);
    return SL_ERR_INPUT;
  }
  return read_claim(r, line, fields, n);
}

/* What is left of the rows, in order of the file. */
static int hand_over(const sl_claims_rows_t *rows, sl_claims_file_t *file)
{
  file->lines = malloc((rows->n + 1) * sizeof *file->lines);
  if (file->lines == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < rows->n; i++) {
    if (!rows->list[i].gone) {
      file->lines[file->n_lines++] = rows->list[i].line;
    }
  }
  return SL_OK;
}

int sl_claims_file_read(const sl_provider_t *provider, const char *path, const char *const *members,
                        size_t n_members, sl_claims_file_t *file, sl_faults_t *faults)
{
  *file = (sl_claims_file_t){.annual = false};
  const size_t before = faults->n + faults->suppressed;
  reading_t r = {.rows = {.path = path, .faults = faults}, .file = file};
  int code = sl_csv_read(provider, path, take_row, &r, faults);
  if (code == SL_OK && !r.has_header) {
    sl_faults_add(faults, SL_ERR_INPUT, path, 0, 0,
                  "an empty file: the first line names the columns");
  }
  if (code == SL_OK) {
    sl_claims_rows_date(&r.rows, file->annual);
    code = sl_claims_rows_settle(&r.rows, members, n_members, file);
    code = code == SL_OK ? hand_over(&r.rows, file) : code;
    if (code == SL_ERR_MEMORY) {
      sl_faults_add(faults, code, path, 0, 0, "out of memory");
    }
  }
  if (code == SL_OK && faults->n + faults->suppressed > before) {
    code = SL_ERR_INPUT;
  }
  if (code != SL_OK) {
    sl_claims_file_free(file);
  }
  free(r.rows.list);
  free(r.rows.text);
  return code;
}

void sl_claims_file_free(sl_claims_file_t *file)
{
  free(file->lines);
  free(file->in_census);
  file->lines = NULL;
  file->in_census = NULL;
  file->n_lines = 0;
}
