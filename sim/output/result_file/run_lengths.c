#include "sim/output/result_file/run_lengths.h"

uint64_t sl_run_length(const sl_dimension_t *dimension, const sl_run_facts_t *facts)
{
  const struct {
    const sl_dimension_t *dimension;
    uint64_t length;
  } rows[] = {
      {&sl_trial_dimension, facts->trials},
      {&sl_arrangement_dimension, facts->n_arrangements},
      {&sl_quantile_dimension, SL_N_QUANTILES},
      {&sl_tier_dimension, SL_TIERS},
      {&sl_band_dimension, SL_N_BAND_LEVELS},
      {&sl_years_arrangement_dimension, facts->n_arrangements},
      {&sl_year_dimension, facts->n_years},
      {&sl_promise_dimension, facts->n_promises},
      {&sl_month_dimension,
       facts->n_months > 0 ? facts->n_months : (uint64_t)facts->enrolment.plan_months},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    if (rows[i].dimension == dimension) {
      return rows[i].length;
    }
  }
  return 0;
}
