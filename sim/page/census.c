/* Somebody else's census, as `stoploss import census` reads it. */
#include "sim/input/foreign/people/import.h"
#include "sim/input/foreign/sheet/open.h"
#include "sim/input/read/date.h"
#include "sim/output/import/report.h"
#include "sim/page/page.h"
#include "sim/page/session.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int put_date(const char *effective, sl_import_options_t *options, sl_error_t *error)
{
  return effective[0] == '\0' || sl_date_parse(effective, &options->effective)
             ? SL_OK
             : sl_fail(error, SL_ERR_INPUT, "the first day of the plan year is YYYY-MM-DD");
}

static sl_date_choice_t order_of(const char *order)
{
  return strcmp(order, "mdy") == 0   ? SL_DATES_MONTH_FIRST
         : strcmp(order, "dmy") == 0 ? SL_DATES_DAY_FIRST
                                     : SL_DATES_DECIDE;
}

/* A line COLUMN=FIELD. */
static int put_map(void *context, const char *line, const char *equals, sl_error_t *error)
{
  sl_import_options_t *options = context;
  const sl_foreign_field_t field = sl_foreign_field(equals + 1);
  if (field == SL_FOREIGN_FIELDS) {
    return sl_fail(error, SL_ERR_INPUT,
                   "'%s' is nothing that a column can be: employee, relationship, birth_date, age, "
                   "sex, tier, plan, waived, enrolled, status, from, to, salary, pay_basis, hours, "
                   "region, member, benefit, name, disabled, spouse, children, dependents, "
                   "risk_score, ignore",
                   equals + 1);
  }
  if (options->n_maps == SL_IMPORT_MAPS_MAX) {
    return sl_fail(error, SL_ERR_INPUT, "more than %d columns", SL_IMPORT_MAPS_MAX);
  }
  options->maps[options->n_maps++] =
      (sl_column_map_t){.column = line, .length = (size_t)(equals - line), .field = field};
  return SL_OK;
}

static int read_people(const char *from, sl_import_options_t *options, sl_import_t **import,
                       sl_error_t *error)
{
  sl_sheet_t sheet = {0};
  sl_faults_t faults;
  sl_faults_init(&faults);
  int code = sl_sheet_open(from, &sheet, &faults);
  if (code != SL_OK && faults.n > 0) {
    *error = faults.list[0];
  }
  code = code == SL_OK ? sl_import_read(&sheet, options, import, error) : code;
  sl_sheet_free(&sheet);
  sl_faults_free(&faults);
  return code;
}

static int write_to(const char *path, const sl_import_t *import, sl_error_t *error)
{
  char *text = sl_import_census(import);
  if (text == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for the census");
  }
  FILE *out = fopen(path, "w");
  const bool good = out != NULL && fputs(text, out) >= 0;
  const bool closed = out != NULL && fclose(out) == 0;
  free(text);
  return good && closed ? SL_OK : sl_fail(error, SL_ERR_IO, "no room for the census");
}

static json_t *told(const sl_import_t *import, const char *from, size_t open)
{
  char *report = sl_import_report_text(import, from);
  json_t *answer =
      sl_json_with(page_answer(NULL, NULL), "report", report != NULL ? json_string(report) : NULL);
  free(report);
  return sl_json_with(answer, "open", json_integer((json_int_t)open));
}

char *page_import_census(const char *from, const char *effective, const char *order,
                         const char *maps, int skip, const char *to)
{
  sl_import_options_t options = {.dates = order_of(order), .seed = 1};
  sl_import_t *import = NULL;
  sl_error_t error = {0};
  char *lines = strdup(maps);
  size_t open = 0;
  int code = lines == NULL ? sl_fail(&error, SL_ERR_MEMORY, "out of memory for the census")
                           : put_date(effective, &options, &error);
  code = code == SL_OK ? page_each_line(lines, put_map, &options, &error) : code;
  code = code == SL_OK ? read_people(from, &options, &import, &error) : code;
  if (code == SL_OK) {
    open = sl_import_open_faults(import);
    code = open == 0 || skip != 0 ? write_to(to, import, &error) : SL_OK;
  }
  error.code = code;
  json_t *answer = code == SL_OK ? told(import, from, open) : page_answer_of(&error);
  sl_import_free(import);
  free(lines);
  return page_answer_text(answer);
}
