/* Dimensions of a result file, and the shapes of its variables on them. */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_SHAPES_H
#define SL_SIM_OUTPUT_RESULT_FILE_SHAPES_H

#include "sim/results/results.h"

typedef enum sl_dimension {
  SL_DIMENSION_TRIAL,
  SL_DIMENSION_ARRANGEMENT,
  SL_DIMENSION_QUANTILE,
  SL_DIMENSION_TIER,
  SL_DIMENSION_MONTH,
  SL_DIMENSION_SPECIFIC, /* these two of a sweep's file, which has no arrangement, tier or month */
  SL_DIMENSION_CORRIDOR,
  SL_DIMENSION_LAW, /* of the group of rare years */
  SL_N_DIMENSIONS
} sl_dimension_t;
extern const char *const sl_dimension_names[SL_N_DIMENSIONS];

#define SL_MAX_RANK 3
typedef struct sl_shape {
  int rank; /* 0: a single number */
  sl_dimension_t dimension[SL_MAX_RANK];
  int omits_zeros; /* a block of zeros is not stored, and reads as zeros */
} sl_shape_t;

/* The shape of each group of variables of sim/results/variables.h. */
extern const sl_shape_t sl_trial_shape, sl_cost_shape, sl_part_shape, sl_arrangement_shape,
    sl_quantile_shape, sl_group_shape, sl_tier_shape;
/* Of a variable by trial and arrangement: cost, or a part of it, which many arrangements have no
 * use for. */
const sl_shape_t *sl_shape_of_cost(size_t variable);
sl_shape_t sl_shape_by_month(sl_months_variable_t variable);

/* The length of the month scale: months of the cash flow, or of the plan year without one. */
size_t sl_month_scale(const sl_run_facts_t *facts);

#endif
