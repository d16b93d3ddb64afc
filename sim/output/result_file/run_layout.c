#include "sim/output/result_file/run_layout.h"

#include "sim/output/result_file/run_lengths.h"

#include <stdlib.h>

sl_scale_t sl_trial_scale(sl_dimension_id_t id, uint64_t first, uint64_t length)
{
  return (sl_scale_t){.dimension = &sl_trial_dimension,
                      .id = id,
                      .long_name = "simulated plan year, 0 = first",
                      .length = length,
                      .first = first};
}

sl_scale_t sl_quantile_scale(void)
{
  return (sl_scale_t){.dimension = &sl_quantile_dimension,
                      .id = SL_QUANTILE_ID,
                      .long_name = "share of the trials at or below the quantile",
                      .length = SL_N_QUANTILES,
                      .numbers = sl_quantile_levels};
}

const char **sl_arrangement_names(const sl_run_facts_t *facts)
{
  const char **names = malloc((facts->n_arrangements + 1) * sizeof *names);
  for (size_t a = 0; names != NULL && a < facts->n_arrangements; a++) {
    names[a] = facts->arrangements[a].name;
  }
  return names;
}

sl_layout_t *sl_run_layout_new(hid_t file, const sl_run_facts_t *facts)
{
  const char **names = sl_arrangement_names(facts);
  if (names == NULL) {
    return NULL;
  }
  const sl_scale_t scales[] = {
      sl_trial_scale(SL_TRIAL_ID, facts->first_trial, 0), /* grows with the blocks */
      {.dimension = &sl_arrangement_dimension,
       .id = SL_ARRANGEMENT_ID,
       .long_name = "funding arrangement, the first is the baseline",
       .length = facts->n_arrangements,
       .texts = names},
      {.dimension = &sl_tier_dimension,
       .id = SL_TIER_ID,
       .long_name = "enrolment tier of an employee",
       .length = SL_TIERS,
       .texts = sl_tier_names},
      {.dimension = &sl_month_dimension,
       .id = SL_MONTH_ID,
       .long_name = "month, 1 = first of the plan year",
       .length = sl_run_length(&sl_month_dimension, facts),
       .first = 1},
      sl_quantile_scale(),
  };
  sl_layout_t *layout =
      sl_layout_new(file, facts->currency, scales, sizeof scales / sizeof scales[0]);
  free(names);
  return layout;
}
