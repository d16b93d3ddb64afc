#include "tests/verify/exact_answers.h"

#include "sim/input/load/load.h"
#include "sim/input/scenario/scenario.h"
#include "tests/support/harness.h"
#include "tests/verify/validation.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

sl_exact_t *sl_exact_of(const char *file, sl_scenario_t **scenario)
{
  char path[1024];
  sl_faults_t faults;
  sl_error_t error = {0};
  sl_exact_t *exact = NULL;
  snprintf(path, sizeof path, "%s/tests/verify/cases/%s", sl_test_source_dir(), file);
  sl_faults_init(&faults);
  CU_ASSERT_EQUAL_FATAL(sl_scenario_load(file[0] == '/' ? file : path, NULL, scenario, &faults),
                        SL_OK);
  sl_faults_free(&faults);
  CU_ASSERT_EQUAL(sl_exact_new(*scenario, &exact, &error), SL_OK);
  return exact;
}

static void check(const char *file, const sl_exact_t *exact, const sl_exact_answer_t *answer)
{
  const sl_exact_arrangement_t *arrangement = &exact->arrangements[answer->arrangement];
  sl_exact_figure_t figure = {0};
  if (answer->variable >= 0) {
    figure = arrangement->figure[answer->variable];
  }
  for (size_t q = 0; answer->variable < 0 && q < SL_N_QUANTILES; q++) {
    if (sl_quantile_levels[q] == answer->level) {
      figure = arrangement->quantile[q];
    }
  }
  const double off = fabs(figure.value - answer->answer);
  printf("\n    %-28s %-28s %18.10g %18.10g %9.1e %9.1e", file, answer->name, answer->answer,
         figure.value, off, figure.bound);
  sl_validated_exact(strrchr(file, '/') == NULL ? file : strrchr(file, '/') + 1, answer->name,
                     answer->answer, figure.value, figure.bound);
  CU_ASSERT(figure.is_known);
  CU_ASSERT(off <= figure.bound + answer->digits);
  CU_ASSERT(figure.bound <= answer->sharp * fabs(answer->answer));
}

void sl_check_exact(const char *file, const sl_exact_answer_t *answers, size_t n)
{
  sl_scenario_t *scenario = NULL;
  sl_exact_t *exact = sl_exact_of(file, &scenario);
  for (size_t i = 0; exact != NULL && i < n; i++) {
    check(file, exact, &answers[i]);
  }
  sl_exact_free(exact);
  sl_scenario_free(scenario);
}
