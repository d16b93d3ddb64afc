#include "sim/input/actual/table.h"

#include "sim/input/claims_file/cells.h"
#include "sim/input/read/csv_rows.h"
#include "sim/input/read/text.h"

#include <stdint.h>
#include <string.h>

#define NAME_TEXT 64

/* Letters alone, small ones: "Paid to date" and "PAID_TO_DATE" are one name. */
static void normalise(const char *text, char name[NAME_TEXT])
{
  size_t n = 0;
  for (const char *p = text; *p != '\0' && n + 1 < NAME_TEXT; p++) {
    const char small = (char)(*p | 0x20);
    if (small >= 'a' && small <= 'z') {
      name[n++] = small;
    }
  }
  name[n] = '\0';
}

static size_t column_of(const sl_actual_table_t *table, const char *text)
{
  char name[NAME_TEXT];
  normalise(text, name);
  for (size_t i = 0; i < table->n_names; i++) {
    if (strcmp(table->names[i].name, name) == 0) {
      return table->names[i].column;
    }
  }
  return table->n_columns;
}

static size_t n_faults(const sl_actual_table_t *table)
{
  return table->faults->n + table->faults->suppressed;
}

static void place(sl_actual_table_t *table, size_t line, size_t i, const char *text)
{
  const size_t column = column_of(table, text);
  char excerpt[SL_EXCERPT_TEXT];
  if (column < table->n_columns && table->at[column] != SIZE_MAX) {
    sl_faults_add(table->faults, SL_ERR_INPUT, table->path, line, i + 1,
                  "a second column that means %s; keep one", table->columns[column]);
  } else if (column < table->n_columns) {
    table->at[column] = i;
  } else if (table->tells_unused && text[0] != '\0') {
    sl_faults_add(table->warnings, SL_ERR_INPUT, table->path, line, i + 1,
                  "this column is not used: %s", sl_text_excerpt(text, excerpt));
  }
}

static int read_header(sl_actual_table_t *table, size_t line, const char *const *fields, size_t n)
{
  const size_t before = n_faults(table);
  size_t known = 0;
  table->n_fields = n;
  for (size_t i = 0; i < n && i < SL_CSV_FIELDS_MAX; i++) {
    known += column_of(table, fields[i]) < table->n_columns;
  }
  if (n > SL_CSV_FIELDS_MAX || known == 0) { /* perhaps data, which no message may show */
    sl_faults_add(table->faults, SL_ERR_INPUT, table->path, line, 0,
                  "the first line must name the columns, %s among them", table->columns[0]);
    return SL_ERR_INPUT;
  }
  for (size_t i = 0; i < n; i++) {
    place(table, line, i, fields[i]);
  }
  for (size_t c = 0; c < table->n_needed; c++) {
    if (table->at[c] == SIZE_MAX) {
      sl_faults_add(table->faults, SL_ERR_INPUT, table->path, line, 0, "the column '%s' is missing",
                    table->columns[c]);
    }
  }
  return n_faults(table) > before ? SL_ERR_INPUT : SL_OK;
}

static bool is_total(const char *const *fields, size_t n)
{
  static const char *const words[] = {"total", "subtotal", "grandtotal"};
  char name[NAME_TEXT];
  size_t i = 0;
  while (i + 1 < n && fields[i][0] == '\0') {
    i++;
  }
  normalise(fields[i], name);
  bool found = false;
  for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
    found = found || strncmp(name, words[w], strlen(words[w])) == 0;
  }
  return found;
}

static int read_row(void *context, size_t line, const char *const *fields, size_t n)
{
  sl_actual_table_t *table = context;
  const char *own[SL_ACTUAL_COLUMNS_MAX];
  if (fields == NULL || (n > 0 && fields[0][0] == '#')) {
    return SL_OK;
  }
  if (table->n_fields == 0) {
    return read_header(table, line, fields, n);
  }
  if (n != table->n_fields) {
    sl_faults_add(table->faults, SL_ERR_INPUT, table->path, line, 0,
                  "%zu fields; the header has %zu", n, table->n_fields);
    return SL_OK;
  }
  if (is_total(fields, n)) {
    table->totals++;
    return SL_OK;
  }
  for (size_t c = 0; c < table->n_columns; c++) {
    own[c] = table->at[c] != SIZE_MAX ? fields[table->at[c]] : "";
  }
  return table->row(table->context, line, own);
}

static void tell_repairs(const sl_actual_table_t *table)
{
  const size_t signs = table->repairs.currency_signs, commas = table->repairs.separators;
  if (signs + commas > 0) {
    sl_faults_add(table->warnings, SL_ERR_INPUT, table->path, 0, 0,
                  "amounts that were read without their currency sign: %zu, without commas between "
                  "thousands: %zu",
                  signs, commas);
  }
  if (table->totals > 0) {
    sl_faults_add(table->warnings, SL_ERR_INPUT, table->path, 0, 0,
                  "rows of totals passed over: %zu", table->totals);
  }
}

int sl_actual_read(const sl_provider_t *provider, sl_actual_table_t *table)
{
  const size_t before = n_faults(table);
  for (size_t c = 0; c < table->n_columns; c++) {
    table->at[c] = SIZE_MAX;
  }
  const int code = sl_csv_read(provider, table->path, read_row, table, table->faults);
  if (code == SL_OK && table->n_fields == 0 && n_faults(table) == before) {
    sl_faults_add(table->faults, SL_ERR_INPUT, table->path, 0, 0,
                  "it is empty: the first line must name the columns");
  }
  tell_repairs(table);
  return code == SL_OK && n_faults(table) > before ? SL_ERR_INPUT : code;
}

void sl_actual_refuse(const sl_actual_table_t *table, size_t line, size_t column, const char *text,
                      bool shown, const char *allowed)
{
  char excerpt[SL_EXCERPT_TEXT];
  const size_t at = table->at[column] != SIZE_MAX ? table->at[column] + 1 : 0;
  if (shown) {
    sl_faults_add(table->faults, SL_ERR_INPUT, table->path, line, at,
                  "%s is not valid: %s; allowed: %s", table->columns[column],
                  text[0] != '\0' ? sl_text_excerpt(text, excerpt) : "nothing", allowed);
  } else {
    sl_faults_add(table->faults, SL_ERR_INPUT, table->path, line, at,
                  "%s is not valid; allowed: %s", table->columns[column], allowed);
  }
}

bool sl_actual_amount(sl_actual_table_t *table, size_t line, size_t column, const char *text,
                      double *amount)
{
  char excerpt[SL_EXCERPT_TEXT];
  if (text[0] == '\0') {
    sl_actual_refuse(table, line, column, text, true, "an amount, such as 250000 or $250,000.00");
    return false;
  }
  const char *wrong = sl_claims_amount(text, amount, &table->repairs);
  if (wrong != NULL) {
    sl_faults_add(table->faults, SL_ERR_INPUT, table->path, line, table->at[column] + 1, "%s %s %s",
                  table->columns[column], sl_text_excerpt(text, excerpt), wrong);
  }
  return wrong == NULL;
}
