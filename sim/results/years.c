#include "sim/results/years.h"

#include <stdlib.h>

int sl_years_new(size_t n_arrangements, size_t n_years, size_t n_promises, sl_years_t **years,
                 sl_error_t *error)
{
  sl_years_t *made = *years = calloc(1, sizeof *made);
  if (made != NULL) {
    made->n_arrangements = n_arrangements;
    made->n_years = n_years;
    made->n_promises = n_promises;
    made->figures = calloc(n_arrangements * n_years + 1, sizeof *made->figures);
    made->promises = calloc(n_promises + 1, sizeof *made->promises);
  }
  if (made == NULL || made->figures == NULL || made->promises == NULL) {
    sl_years_free(made);
    *years = NULL;
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the plan years");
  }
  return SL_OK;
}

void sl_years_free(sl_years_t *years)
{
  if (years != NULL) {
    free(years->figures);
    free(years->promises);
    free(years);
  }
}

const sl_year_figures_t *sl_years_at(const sl_years_t *years, size_t arrangement, size_t year)
{
  return &years->figures[arrangement * years->n_years + year];
}

void sl_years_promises(const sl_years_t *years, sl_promise_t *promises)
{
  for (size_t p = 0; p < years->n_promises; p++) {
    promises[p] = (sl_promise_t){(size_t)years->promises[p].arrangement,
                                 (sl_promise_kind_t)(int)years->promises[p].kind};
  }
}
