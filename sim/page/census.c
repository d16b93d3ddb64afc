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

static int read_people(const char *from, const char *effective, sl_import_t **import,
                       sl_error_t *error)
{
  sl_import_options_t options = {.seed = 1};
  sl_sheet_t sheet = {0};
  sl_faults_t faults;
  sl_faults_init(&faults);
  int code = effective[0] == '\0' || sl_date_parse(effective, &options.effective)
                 ? SL_OK
                 : sl_fail(error, SL_ERR_INPUT, "the first day of the plan year is YYYY-MM-DD");
  if (code == SL_OK) {
    code = sl_sheet_open(from, &sheet, &faults);
    *error = faults.n > 0 ? faults.list[0] : (sl_error_t){.code = code};
  }
  code = code == SL_OK ? sl_import_read(&sheet, &options, import, error) : code;
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

char *page_import_census(const char *from, const char *effective, int skip, const char *to)
{
  sl_import_t *import = NULL;
  sl_error_t error = {0};
  char *report = NULL;
  int code = read_people(from, effective, &import, &error);
  const size_t open = code == SL_OK ? sl_import_open_faults(import) : 0;
  if (code == SL_OK && (open == 0 || skip != 0)) {
    code = write_to(to, import, &error);
  }
  error.code = code;
  json_t *answer = page_answer_of(&error);
  if (code == SL_OK) {
    report = sl_import_report_text(import, from);
    answer = sl_json_with(answer, "report", report != NULL ? json_string(report) : NULL);
    answer = sl_json_with(answer, "open", json_integer((json_int_t)open));
  }
  free(report);
  sl_import_free(import);
  return page_answer_text(answer);
}
