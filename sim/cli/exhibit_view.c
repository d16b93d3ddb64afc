#include "sim/cli/exhibit_view.h"

#include "sim/input/load/reload.h"
#include "sim/input/scenario/scenario.h"

int cli_exhibit_open(cli_exhibit_t *exhibit, const sl_results_t *results,
                     const sl_summary_t *summary, const char *path, double percentile,
                     sl_error_t *error)
{
  const sl_run_facts_t *facts = results->facts;
  sl_error_t why = {0};
  *exhibit = (cli_exhibit_t){0};
  int code = sl_scenario_reload(facts->resolved, &facts->enrolment, &exhibit->scenario, &why);
  if (code != SL_OK) {
    return sl_fail(error, code, "%s: %s", path, why.text);
  }
  code = sl_comparison_new(results, summary, exhibit->scenario, percentile, &exhibit->comparison,
                           error);
  if (code == SL_OK) {
    exhibit->document = sl_exhibit_document(exhibit->comparison);
  }
  return code;
}

void cli_exhibit_close(cli_exhibit_t *exhibit)
{
  sl_document_free(exhibit->document);
  sl_comparison_free(exhibit->comparison);
  sl_scenario_free(exhibit->scenario);
}
