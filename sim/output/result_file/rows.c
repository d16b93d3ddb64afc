#include "sim/output/result_file/rows.h"

#include <string.h>

static int select_rows(hid_t dataset, const sl_shape_t *shape, uint64_t first, size_t n,
                       size_t width, hid_t *memory, hid_t *file)
{
  const hsize_t start[SL_MAX_RANK] = {first, 0};
  const hsize_t count[SL_MAX_RANK] = {n, width};
  *file = H5Dget_space(dataset);
  *memory = H5Screate_simple(shape->rank, count, NULL);
  return *file < 0 || *memory < 0 ||
                 H5Sselect_hyperslab(*file, H5S_SELECT_SET, start, NULL, count, NULL) < 0
             ? -1
             : 0;
}

static void close_spaces(hid_t memory, hid_t file)
{
  if (memory >= 0) {
    H5Sclose(memory);
  }
  if (file >= 0) {
    H5Sclose(file);
  }
}

int sl_read_rows(hid_t dataset, const sl_shape_t *shape, uint64_t first, size_t n, size_t width,
                 double *values)
{
  hid_t memory, file;
  int result = select_rows(dataset, shape, first, n, width, &memory, &file);
  if (result == 0) {
    result = H5Dread(dataset, H5T_NATIVE_DOUBLE, memory, file, H5P_DEFAULT, values) < 0 ? -1 : 0;
  }
  close_spaces(memory, file);
  return result;
}

/* +0 alone: nothing else comes back from what is left out. */
static bool all_zero_bits(const double *values, size_t n)
{
  static const double zero = 0.0;
  size_t i = 0;
  while (i < n && memcmp(&values[i], &zero, sizeof zero) == 0) {
    i++;
  }
  return i == n;
}

int sl_append_rows(hid_t dataset, const sl_shape_t *shape, uint64_t first, size_t n, size_t width,
                   hid_t type, const void *values)
{
  const hsize_t extent[SL_MAX_RANK] = {first + n, width};
  hid_t memory, file;
  if (H5Dset_extent(dataset, extent) < 0) {
    return -1;
  }
  if (shape->omits_zeros && all_zero_bits(values, n * width)) {
    return 0;
  }
  int result = select_rows(dataset, shape, first, n, width, &memory, &file);
  if (result == 0) {
    result = H5Dwrite(dataset, type, memory, file, H5P_DEFAULT, values) < 0 ? -1 : 0;
  }
  close_spaces(memory, file);
  return result;
}
