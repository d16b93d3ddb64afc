/* The decision of a result, for the subcommands that show it. */
#ifndef SL_SIM_CLI_DECISION_VIEW_H
#define SL_SIM_CLI_DECISION_VIEW_H

#include "sim/output/decision/decision.h"

typedef struct cli_decision {
  sl_scenario_t *scenario; /* what the file holds of it */
  sl_decision_t *decision;
} cli_decision_t;

/* Close in any case. */
int cli_decision_open(cli_decision_t *view, const sl_results_t *results,
                      const sl_summary_t *summary, sl_error_t *error);
void cli_decision_close(cli_decision_t *view);

#endif
