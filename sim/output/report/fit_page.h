/* The report of a fit for the terminal and its machine-readable twin. */
#ifndef SL_SIM_OUTPUT_REPORT_FIT_PAGE_H
#define SL_SIM_OUTPUT_REPORT_FIT_PAGE_H

#include "sim/output/report/paper.h"
#include "sim/study/fit/fit.h"

#include <stdio.h>

/* What was read and repaired; every law that was tried for every service, with its estimates; what
 * is still to be paid, trend and weights; claimants above the usual deductibles; and in words what
 * the claims can and cannot tell. file: the one that was fitted. The caller frees *text. Checked by
 * tests/cli/test_fit.c. */
int sl_fit_text(const sl_fit_study_t *study, const sl_claims_file_t *file, const sl_paper_t *paper,
                char **text, sl_error_t *error);

/* The same as one JSON object, numbers unrounded. The caller frees *text. */
int sl_fit_json(const sl_fit_study_t *study, const sl_claims_file_t *file, char **text,
                sl_error_t *error);

/* Inside fit_page.c and fit_laws.c only. */
typedef struct sl_fit_page {
  FILE *out;
  const sl_fit_study_t *study;
  const sl_claims_file_t *file;
  const char *symbol; /* of the currency */
} sl_fit_page_t;

/* A formatted paragraph below the last one. */
void sl_fit_say(const sl_fit_page_t *page, size_t indent, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;

/* Every service with its laws. */
void sl_fit_page_services(const sl_fit_page_t *page);

/* A law of amounts in words: "lognormal, generalized_pareto above $12,345". */
void sl_fit_law_name(const sl_law_t *law, const char *symbol, char *text, size_t size);

/* What was repaired, left out or found, in the order of the page: counts above 0 are shown. */
typedef struct sl_fit_repair {
  const char *name;  /* in the JSON */
  const char *words; /* what happened to them */
  size_t n;
} sl_fit_repair_t;
#define SL_FIT_REPAIRS 15
void sl_fit_repairs(const sl_fit_study_t *study, const sl_claims_file_t *file,
                    sl_fit_repair_t repairs[SL_FIT_REPAIRS]);

#endif
