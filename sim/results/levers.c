#include "sim/results/levers.h"

#include "models/core/amounts.h"

#include <stdlib.h>
#include <string.h>

int sl_levers_say(char **text, const char *words, sl_error_t *error)
{
  char *copy = strdup(words);
  if (copy == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the levers");
  }
  free(*text);
  *text = copy;
  return SL_OK;
}

int sl_levers_new(sl_levers_t **levers, sl_error_t *error)
{
  sl_levers_t *made = calloc(1, sizeof *made);
  int code = made != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for the levers");
  if (code == SL_OK) {
    char **texts[] = {&made->rule, &made->no_deductible, &made->no_corridor};
    for (size_t i = 0; code == SL_OK && i < sizeof texts / sizeof texts[0]; i++) {
      code = sl_levers_say(texts[i], "", error);
    }
  }
  if (code != SL_OK) {
    sl_levers_free(made);
    made = NULL;
  }
  *levers = made;
  return code;
}

void sl_levers_free(sl_levers_t *levers)
{
  if (levers == NULL) {
    return;
  }
  for (int l = 0; l < SL_N_LEVER_LEVELS; l++) {
    free(levers->before[l]);
    free(levers->eligible[l]);
  }
  free(levers->rule);
  free(levers->no_deductible);
  free(levers->no_corridor);
  free(levers);
}

int sl_levers_reserve(sl_levers_t *levers, sl_lever_level_t level, uint64_t trials,
                      sl_error_t *error)
{
  const size_t n = (size_t)trials * levers->n_deductibles;
  levers->trials[level] = trials;
  levers->before[level] = malloc((n + 1) * sizeof(double));
  levers->eligible[level] = levers->has_eligible ? malloc((n + 1) * sizeof(double)) : NULL;
  return levers->before[level] != NULL && (levers->eligible[level] != NULL || !levers->has_eligible)
             ? SL_OK
             : sl_fail(error, SL_ERR_MEMORY, "no memory for the levers");
}

double sl_levers_cost(const sl_levers_t *levers, sl_lever_level_t level, uint64_t trial,
                      size_t deductible, size_t corridor)
{
  const sl_lever_point_t *point = &levers->point[deductible][corridor];
  const size_t at = (size_t)trial * levers->n_deductibles + deductible;
  double paid = 0.0;
  if (levers->has_eligible) {
    paid = sl_smaller(sl_larger(0.0, levers->eligible[level][at] - point->attachment),
                      levers->aggregate_maximum);
  }
  return levers->before[level][at] - paid + point->shift;
}
