#include "sim/cli/decision_view.h"

#include "sim/input/scenario/scenario.h"

int cli_decision_open(cli_decision_t *view, const sl_results_t *results,
                      const sl_summary_t *summary, sl_error_t *error)
{
  *view = (cli_decision_t){0};
  const int code = sl_decision_scenario(results, &view->scenario, error);
  return code == SL_OK ? sl_decision_new(results, summary, view->scenario, SL_DECISION_REPORT,
                                         &view->decision, error)
                       : code;
}

void cli_decision_close(cli_decision_t *view)
{
  sl_decision_free(view->decision);
  sl_scenario_free(view->scenario);
}
