/* The costs of all choices, a column each, before anything is made of them. */
#ifndef SL_SIM_STUDY_OPTIMIZE_COLUMNS_H
#define SL_SIM_STUDY_OPTIMIZE_COLUMNS_H

#include "sim/study/optimize/optimize.h"

typedef struct sl_choice_columns {
  size_t n, trials;
  char **name;          /* owned */
  bool *offered;        /* owned */
  double *cost;         /* owned: [n][trials] */
  sl_estimate_t budget; /* of the scenario's first arrangement */
} sl_choice_columns_t;

/* Simulate. The columns may be freed after failure too. */
int sl_choice_columns_fill(sl_choice_columns_t *columns, const sl_scenario_t *scenario,
                           const sl_sweep_terms_t *sweep, const sl_engine_options_t *options,
                           sl_error_t *error);
void sl_choice_columns_free(sl_choice_columns_t *columns);

#endif
