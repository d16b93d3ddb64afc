/* The shape of a result file: dimension scales, and variables that lie on them, in the conventions
 * of netCDF-4 (HDF5 Dimension Scale Specification, The HDF Group 2005; CF-1.10).
 *
 * The references of scales are written here rather than by HDF5's high-level library, whose
 * records have unset padding bytes and would make equal runs' files differ.
 */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_LAYOUT_H
#define SL_SIM_OUTPUT_RESULT_FILE_LAYOUT_H

#include "sim/output/result_file/hdf5.h"
#include "sim/study/sweep.h"

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

typedef struct sl_layout sl_layout_t;

/* Write the scales, that of the trials still empty. NULL where HDF5 failed. */
sl_layout_t *sl_layout_new(hid_t file, const sl_run_facts_t *facts);
sl_layout_t *sl_layout_new_sweep(hid_t file, const sl_sweep_result_t *sweep);
/* The group of rare years, with dimensions of its own. */
sl_layout_t *sl_layout_new_rare(hid_t group, const sl_run_facts_t *facts, const sl_rare_t *rare);
void sl_layout_free(sl_layout_t *layout);

/* Let the trial scale grow by the trials first .. first + n - 1, n <= SL_BLOCK_TRIALS. */
int sl_layout_put_trials(sl_layout_t *layout, uint64_t first, size_t n);

/* Create a variable of doubles, of no trials yet; units is NULL for none. The data set stays open;
 * invalid where HDF5 failed. */
hid_t sl_layout_variable(sl_layout_t *layout, const sl_shape_t *shape,
                         const sl_variable_t *variable);

/* Create, write and close a variable of doubles that is known whole. */
int sl_layout_values(sl_layout_t *layout, const sl_shape_t *shape, const sl_variable_t *variable,
                     const double *values);

/* Create and write a variable of texts along one dimension. */
int sl_layout_texts(sl_layout_t *layout, const char *name, const char *long_name,
                    sl_dimension_t dimension, const char *const *texts);

/* Tell every scale which variables lie on it. Last. */
int sl_layout_finish(sl_layout_t *layout);

#endif
