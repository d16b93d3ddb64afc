/* The shape of a result file: dimension scales, and variables that lie on them, in the conventions
 * of netCDF-4 (HDF5 Dimension Scale Specification, The HDF Group 2005; CF-1.10). Which dimensions
 * there are is the caller's: a run's, a sweep's and those of rare years differ.
 *
 * The references of scales are written here rather than by HDF5's high-level library, whose
 * records have unset padding bytes and would make equal runs' files differ.
 *
 * Checked by tests/unit/test_file_layout.c.
 */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_LAYOUT_H
#define SL_SIM_OUTPUT_RESULT_FILE_LAYOUT_H

#include "sim/output/hdf5/hdf5.h"
#include "sim/results/variable.h"

/* A dimension of a file and what its scale says. */
typedef struct sl_scale {
  const sl_dimension_t *dimension;
  int64_t id; /* netCDF-4's number of the dimension: 0 or more, unique in a file with its groups */
  const char *long_name;
  uint64_t length; /* of one that grows: as long as it is from the start on */
  /* What the scale holds: texts, or numbers, or where both are NULL first, first + 1, ... */
  const char *const *texts;
  const double *numbers;
  uint64_t first; /* of the dimension that grows: the number of the first trial in the file */
} sl_scale_t;

typedef struct sl_layout sl_layout_t;

/* Write n scales in this order to a file or a group. currency must outlive the layout, the scales
 * need not. NULL where HDF5 failed, memory ended or two scales have one dimension or id. */
sl_layout_t *sl_layout_new(hid_t file, const char *currency, const sl_scale_t *scales, size_t n);
void sl_layout_free(sl_layout_t *layout);

/* One scale more, as if it had come last in the list; up to SL_LATER_SCALES of them. 0, or -1 as
 * below, and where it is one too many or its dimension or id is taken. */
#define SL_LATER_SCALES 1
int sl_layout_add_scale(sl_layout_t *layout, const sl_scale_t *scale);

/* The functions below return 0, or -1 where HDF5 failed, memory ended, or the layout has no such
 * dimension. */

/* Let the scale that grows do so by the rows from .. from + n - 1, n <= SL_BLOCK_TRIALS. */
int sl_layout_put_trials(sl_layout_t *layout, uint64_t from, size_t n);

/* Create a variable of doubles, as long as the scales are. The data set stays open; invalid where
 * that failed. */
hid_t sl_layout_variable(sl_layout_t *layout, const sl_variable_t *variable);

/* Create, write and close a variable of doubles that is known whole. */
int sl_layout_values(sl_layout_t *layout, const sl_variable_t *variable, const double *values);

/* Create and write a variable of texts along one dimension. */
int sl_layout_texts(sl_layout_t *layout, const char *name, const char *long_name,
                    const sl_dimension_t *dimension, const char *const *texts);

/* Tell every scale which variables lie on it. Last. */
int sl_layout_finish(sl_layout_t *layout);

#endif
