/* The decision page of a result, on stdout: what run ends with and summary is. */
#include "sim/cli/cli.h"
#include "sim/cli/paper.h"
#include "sim/output/decision/decision.h"
#include "sim/output/report/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

int cli_print_results(const sl_results_t *results, const sl_summary_t *summary, bool json)
{
  char *text = NULL;
  sl_error_t error = {0};
  const sl_paper_t paper = cli_paper();
  const int code = json ? sl_report_json(results, summary, &text, &error)
                        : sl_decision_text(results, summary, &paper, &text, &error);
  if (code != SL_OK) {
    return cli_report_error(&error);
  }
  fputs(text, stdout);
  free(text);
  return EX_OK;
}
