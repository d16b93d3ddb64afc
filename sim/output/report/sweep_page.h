/* A sweep's page for the terminal and its machine-readable twin. */
#ifndef SL_SIM_OUTPUT_REPORT_SWEEP_PAGE_H
#define SL_SIM_OUTPUT_REPORT_SWEEP_PAGE_H

#include "sim/output/text/paper.h"
#include "sim/study/sweep/sweep.h"

/* Tables with deductibles down and corridors across, and what can be said of them, as text for
 * the paper. The caller frees *text. */
int sl_sweep_text(const sl_sweep_result_t *result, const sl_paper_t *paper, char **text,
                  sl_error_t *error);

/* The same as one JSON object, numbers unrounded. The caller frees *text. */
int sl_sweep_json(const sl_sweep_result_t *result, char **text, sl_error_t *error);

#endif
