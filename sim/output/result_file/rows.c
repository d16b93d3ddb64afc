#include "sim/output/result_file/rows.h"

#include <string.h>

static int select_slab(hid_t dataset, int rank, const hsize_t *start, const hsize_t *count,
                       hid_t *memory, hid_t *file)
{
  *file = H5Dget_space(dataset);
  *memory = H5Screate_simple(rank, count, NULL);
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

int sl_read_slab(hid_t dataset, int rank, const hsize_t *start, const hsize_t *count,
                 double *values)
{
  hid_t memory, file;
  int result = select_slab(dataset, rank, start, count, &memory, &file);
  if (result == 0) {
    result = H5Dread(dataset, H5T_NATIVE_DOUBLE, memory, file, H5P_DEFAULT, values) < 0 ? -1 : 0;
  }
  close_spaces(memory, file);
  return result;
}

int sl_read_rows(hid_t dataset, const sl_shape_t *shape, uint64_t first, size_t n, size_t width,
                 double *values)
{
  return sl_read_slab(dataset, shape->rank, (const hsize_t[]){first, 0},
                      (const hsize_t[]){n, width}, values);
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

int sl_write_slab(hid_t dataset, const sl_shape_t *shape, const hsize_t *start,
                  const hsize_t *count, hid_t type, const void *values)
{
  size_t cells = 1;
  hid_t memory, file;
  for (int d = 0; d < shape->rank; d++) {
    cells *= (size_t)count[d];
  }
  if (shape->omits_zeros && all_zero_bits(values, cells)) {
    return 0;
  }
  int result = select_slab(dataset, shape->rank, start, count, &memory, &file);
  if (result == 0) {
    result = H5Dwrite(dataset, type, memory, file, H5P_DEFAULT, values) < 0 ? -1 : 0;
  }
  close_spaces(memory, file);
  return result;
}

int sl_append_rows(hid_t dataset, const sl_shape_t *shape, uint64_t first, size_t n, size_t width,
                   hid_t type, const void *values)
{
  return H5Dset_extent(dataset, (const hsize_t[]){first + n, width}) < 0
             ? -1
             : sl_write_slab(dataset, shape, (const hsize_t[]){first, 0},
                             (const hsize_t[]){n, width}, type, values);
}
