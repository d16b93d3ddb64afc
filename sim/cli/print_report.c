/* The decision page of a result file, on stdout: what run ends with and summary is. */
#include "sim/cli/cli.h"
#include "sim/output/report.h"
#include "sim/output/result_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

int cli_print_report(const char *path, bool json)
{
  sl_results_t *results = NULL;
  sl_summary_t *summary = NULL;
  char *text = NULL;
  sl_error_t error = {0};
  int status = EX_OK;
  int code = sl_result_file_open(path, &results, &error);
  if (code == SL_OK) {
    code = sl_summary_new(results, &summary, &error);
  }
  if (code == SL_OK) {
    code = json ? sl_report_json(results, summary, &text, &error)
                : sl_report_text(results, summary, &text, &error);
  }
  if (code != SL_OK) {
    status = cli_report_error(&error);
  } else {
    fputs(text, stdout);
  }
  free(text);
  sl_summary_free(summary);
  sl_results_free(results);
  return status;
}
