/* What the parts of a fit's page and its JSON share; inside fit_*.c only. */
#ifndef SL_SIM_OUTPUT_REPORT_FIT_WORDS_H
#define SL_SIM_OUTPUT_REPORT_FIT_WORDS_H

#include "sim/study/fit/study.h"

#include <stdio.h>

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
