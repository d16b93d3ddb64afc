/* A back-test's page for the terminal and its machine-readable twin. */
#ifndef SL_SIM_OUTPUT_REPORT_REPLAY_PAGE_H
#define SL_SIM_OUTPUT_REPORT_REPLAY_PAGE_H

#include "models/funding/price.h"
#include "sim/output/text/paper.h"
#include "sim/study/replay/replay.h"

/* Past years down and deductibles across, a table for each arrangement with a specific, and what
 * can be said of them beside the scenario's prices (by arrangement). The caller frees *text. */
int sl_replay_text(const sl_scenario_t *scenario, const sl_replay_t *replay,
                   const sl_price_t *prices, const sl_paper_t *paper, char **text,
                   sl_error_t *error);

/* The same as one JSON object, numbers unrounded. The caller frees *text. */
int sl_replay_json(const sl_scenario_t *scenario, const sl_replay_t *replay,
                   const sl_price_t *prices, char **text, sl_error_t *error);

#endif
