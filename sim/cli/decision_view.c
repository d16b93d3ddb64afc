#include "sim/cli/decision_view.h"

#include "sim/input/load/reload.h"
#include "sim/input/scenario/scenario.h"

int cli_decision_open(cli_decision_t *view, const sl_results_t *results,
                      const sl_summary_t *summary, const char *path, sl_error_t *error)
{
  const sl_run_facts_t *facts = results->facts;
  sl_error_t why = {0};
  *view = (cli_decision_t){0};
  const int code = sl_scenario_reload(facts->resolved, &facts->enrolment, &view->scenario, &why);
  if (code != SL_OK) {
    return sl_fail(error, code, "%s: %s", path, why.text);
  }
  return sl_decision_new(results, summary, view->scenario, &view->decision, error);
}

void cli_decision_close(cli_decision_t *view)
{
  sl_decision_free(view->decision);
  sl_scenario_free(view->scenario);
}
