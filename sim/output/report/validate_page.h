/* A basis's figures beside their targets: the page for the terminal and its machine-readable twin.
 */
#ifndef SL_SIM_OUTPUT_REPORT_VALIDATE_PAGE_H
#define SL_SIM_OUTPUT_REPORT_VALIDATE_PAGE_H

#include "sim/output/text/paper.h"
#include "sim/study/validate/validate.h"

/* What the page says of where its figures come from. */
typedef struct sl_validate_facts {
  const char *basis, *title;
  const char *population; /* in words */
  const char *currency;   /* "" = none */
  unsigned long long seed;
} sl_validate_facts_t;

/* What is told, on paper, in pictures and to programs. */
typedef struct sl_validation {
  const sl_validate_facts_t *facts;
  const sl_targets_t *targets;
  const sl_validated_t *validated;
} sl_validation_t;

/* The caller frees *text. */
int sl_validate_text(const sl_validation_t *validation, const sl_paper_t *paper, char **text,
                     sl_error_t *error);

/* The same as one JSON object, numbers unrounded. The caller frees *text. */
int sl_validate_json(const sl_validation_t *validation, char **text, sl_error_t *error);

#endif
