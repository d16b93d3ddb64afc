/* Exact figures of a case beside answers that come from elsewhere. */
#ifndef SL_TESTS_VERIFY_EXACT_ANSWERS_H
#define SL_TESTS_VERIFY_EXACT_ANSWERS_H

#include "sim/study/exact/exact.h"

#include <stddef.h>

typedef struct sl_exact_answer {
  const char *name;
  size_t arrangement;
  int variable; /* a sl_exact_variable_t; -1 = the quantile at level */
  double level;
  double answer;
  double digits; /* half a unit of the answer's last digit */
  double sharp;  /* the stated bound is to be at most this share of the answer */
} sl_exact_answer_t;

/* Work out the case (a file of tests/verify/cases, or a path) and print one line per answer: known,
 * |figure - answer| <= bound + digits, bound sharp enough. */
void sl_check_exact(const char *file, const sl_exact_answer_t *answers, size_t n);

/* The figures of a scenario file; NULL, with a failed assertion, where it cannot be read. The
 * caller frees both. */
sl_exact_t *sl_exact_of(const char *file, sl_scenario_t **scenario);

#define SL_CHECK_EXACT(function, file, ...)                                                        \
  static void function(void)                                                                       \
  {                                                                                                \
    static const sl_exact_answer_t answers[] = {__VA_ARGS__};                                      \
    sl_check_exact(file, answers, sizeof answers / sizeof answers[0]);                             \
  }

#endif
