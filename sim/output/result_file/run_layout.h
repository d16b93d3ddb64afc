/* The layout of a run's file: which dimensions it has. */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_RUN_LAYOUT_H
#define SL_SIM_OUTPUT_RESULT_FILE_RUN_LAYOUT_H

#include "sim/output/result_file/layout.h"
#include "sim/results/results.h"

/* Numbers of the dimensions: a run's, those of a sweep's file, and of the group of rare years. */
typedef enum sl_dimension_id {
  SL_TRIAL_ID,
  SL_ARRANGEMENT_ID,
  SL_QUANTILE_ID,
  SL_TIER_ID,
  SL_MONTH_ID,
  SL_SPECIFIC_ID, /* these two of a sweep's file, which has no arrangement, tier or month */
  SL_CORRIDOR_ID,
  SL_RARE_TRIAL_ID = 8,
  SL_RARE_ARRANGEMENT_ID = 9,
  SL_BAND_ID,             /* of a run's file */
  SL_LEVER_DEDUCTIBLE_ID, /* of its group of levers */
  SL_LEVER_CORRIDOR_ID,
  SL_LEVER_TRIAL_ID,
  SL_LEVER_BAND_TRIAL_ID,
  SL_RARE_LAW_ID = 15,
  SL_YEARS_TRIAL_ID, /* of its group of plan years */
  SL_YEARS_ARRANGEMENT_ID,
  SL_YEARS_YEAR_ID,
  SL_YEARS_QUANTILE_ID,
  SL_YEARS_PROMISE_ID
} sl_dimension_id_t;

/* What the scales of trials and of quantiles say, in each file that has them. */
sl_scale_t sl_trial_scale(sl_dimension_id_t id, uint64_t first, uint64_t length);
sl_scale_t sl_quantile_scale(void);

/* The names of the arrangements, a list that the caller frees; NULL where memory ends. */
const char **sl_arrangement_names(const sl_run_facts_t *facts);

/* Write the scales, that of the trials still empty: it begins at facts->first_trial. NULL where
 * HDF5 failed or memory ended. */
sl_layout_t *sl_run_layout_new(hid_t file, const sl_run_facts_t *facts);

#endif
