/* The report of a fit for the terminal and its machine-readable twin. */
#ifndef SL_SIM_OUTPUT_REPORT_FIT_PAGE_H
#define SL_SIM_OUTPUT_REPORT_FIT_PAGE_H

#include "sim/output/text/paper.h"
#include "sim/study/fit/study.h"

/* What was read and repaired; every law that was tried for every service, with its estimates; what
 * is still to be paid, trend and weights; claimants above the usual deductibles; and in words what
 * the claims can and cannot tell. file: the one that was fitted. The caller frees *text. Checked by
 * tests/cli/test_fit.c. */
int sl_fit_text(const sl_fit_study_t *study, const sl_claims_file_t *file, const sl_paper_t *paper,
                char **text, sl_error_t *error);

/* The same as one JSON object, numbers unrounded. The caller frees *text. */
int sl_fit_json(const sl_fit_study_t *study, const sl_claims_file_t *file, char **text,
                sl_error_t *error);

#endif
