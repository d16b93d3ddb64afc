/* The shape of a result file: dimension scales, and variables that lie on them, in the conventions
 * of netCDF-4 (HDF5 Dimension Scale Specification, The HDF Group 2005; CF-1.10).
 *
 * The references of scales are written here rather than by HDF5's high-level library, whose
 * records have unset padding bytes and would make equal runs' files differ.
 */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_LAYOUT_H
#define SL_SIM_OUTPUT_RESULT_FILE_LAYOUT_H

#include "sim/output/hdf5/hdf5.h"
#include "sim/output/result_file/shapes.h"
#include "sim/study/sweep/sweep.h"

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
