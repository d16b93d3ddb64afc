#include "sim/output/hdf5/driver.h"

#if H5_VERSION_GE(1, 13, 0)
#include <H5FDdevelop.h>
#endif

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct driver_file {
  H5FD_t base; /* must come first */
  sl_file_driver_t driver;
  haddr_t allocated; /* end of the addresses in use */
  haddr_t size;      /* bytes in the file */
} driver_file_t;

static H5FD_t *open_file(const char *name, unsigned flags, hid_t access, haddr_t maximum)
{
  const sl_file_driver_t *driver = H5Pget_driver_info(access);
  struct stat status;
  (void)name;
  (void)flags;
  (void)maximum;
  if (driver == NULL || fstat(driver->descriptor, &status) != 0) {
    return NULL;
  }
  driver_file_t *file = calloc(1, sizeof *file);
  if (file == NULL) {
    return NULL;
  }
  file->driver = *driver;
  file->size = (haddr_t)status.st_size;
  return &file->base;
}

static driver_file_t *own(H5FD_t *base) { return (driver_file_t *)(void *)base; }

static const driver_file_t *own_const(const H5FD_t *base)
{
  return (const driver_file_t *)(const void *)base;
}

static herr_t close_file(H5FD_t *base)
{
  free(own(base));
  return 0;
}

static herr_t query_features(const H5FD_t *base, unsigned long *flags)
{
  (void)base;
  *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE |
           H5FD_FEAT_AGGREGATE_SMALLDATA;
  return 0;
}

static haddr_t get_allocated(const H5FD_t *base, H5FD_mem_t type)
{
  (void)type;
  return own_const(base)->allocated;
}

static herr_t set_allocated(H5FD_t *base, H5FD_mem_t type, haddr_t address)
{
  (void)type;
  own(base)->allocated = address;
  return 0;
}

static haddr_t get_size(const H5FD_t *base, H5FD_mem_t type)
{
  (void)type;
  return own_const(base)->size;
}

/* Past the end of the file all is zero, as HDF5 expects of a driver. */
static herr_t read_bytes(H5FD_t *base, H5FD_mem_t type, hid_t transfer, haddr_t address,
                         size_t size, void *buffer)
{
  const sl_file_driver_t *driver = &own(base)->driver;
  char *bytes = buffer;
  (void)type;
  (void)transfer;
  while (size > 0) {
    const ssize_t n = pread(driver->descriptor, bytes, size, (off_t)address);
    if (n < 0 && errno != EINTR) {
      *driver->failure = errno;
      return -1;
    }
    if (n == 0) {
      memset(bytes, 0, size);
      break;
    }
    if (n > 0) {
      bytes += n;
      address += (haddr_t)n;
      size -= (size_t)n;
    }
  }
  return 0;
}

static herr_t write_bytes(H5FD_t *base, H5FD_mem_t type, hid_t transfer, haddr_t address,
                          size_t size, const void *buffer)
{
  driver_file_t *file = own(base);
  const char *bytes = buffer;
  (void)type;
  (void)transfer;
  if (address + size > file->size) {
    file->size = address + size;
  }
  while (size > 0 && *file->driver.failure == 0) {
    const ssize_t n = pwrite(file->driver.descriptor, bytes, size, (off_t)address);
    if (n < 0 && errno != EINTR) {
      *file->driver.failure = errno;
    }
    if (n > 0) {
      bytes += n;
      address += (haddr_t)n;
      size -= (size_t)n;
    }
  }
  return 0;
}

static herr_t truncate_file(H5FD_t *base, hid_t transfer, hbool_t closing)
{
  driver_file_t *file = own(base);
  (void)transfer;
  (void)closing;
  if (file->size != file->allocated && *file->driver.failure == 0 &&
      ftruncate(file->driver.descriptor, (off_t)file->allocated) != 0) {
    *file->driver.failure = errno;
  }
  file->size = file->allocated;
  return 0;
}

static const H5FD_class_t driver_class = {
#if H5_VERSION_GE(1, 13, 0)
    .version = H5FD_CLASS_VERSION,
    .value = H5_VFD_RESERVED + 72,
#endif
    .name = "stoploss",
    .maxaddr = (haddr_t)INT64_MAX,
    .fc_degree = H5F_CLOSE_STRONG,
    .fapl_size = sizeof(sl_file_driver_t),
    .open = open_file,
    .close = close_file,
    .query = query_features,
    .get_eoa = get_allocated,
    .set_eoa = set_allocated,
    .get_eof = get_size,
    .read = read_bytes,
    .write = write_bytes,
    .truncate = truncate_file,
    .fl_map = H5FD_FLMAP_DICHOTOMY,
};

/* Nothing leaves the metadata cache before the close. */
static herr_t keep_metadata(hid_t access)
{
  H5AC_cache_config_t cache = {.version = H5AC__CURR_CACHE_CONFIG_VERSION};
  if (H5Pget_mdc_config(access, &cache) < 0) {
    return -1;
  }
  cache.evictions_enabled = 0;
  cache.incr_mode = H5C_incr__off;
  cache.flash_incr_mode = H5C_flash_incr__off;
  cache.decr_mode = H5C_decr__off;
  return H5Pset_mdc_config(access, &cache);
}

/* Blocks are written and read once and whole: HDF5 keeps no chunk of them. */
static herr_t keep_no_chunks(hid_t access) { return H5Pset_cache(access, 0, 1, 0, 1.0); }

hid_t sl_file_driver_register(void) { return H5FDregister(&driver_class); }

hid_t sl_file_driver_access(hid_t id, const sl_file_driver_t *driver, int writing)
{
  const hid_t access = H5Pcreate(H5P_FILE_ACCESS);
  int good = access >= 0 && id >= 0 && H5Pset_driver(access, id, driver) >= 0 &&
             H5Pset_libver_bounds(access, H5F_LIBVER_V110, H5F_LIBVER_V110) >= 0 &&
             keep_no_chunks(access) >= 0;
  good = good && (!writing || keep_metadata(access) >= 0);
  if (!good && access >= 0) {
    H5Pclose(access);
  }
  return good ? access : H5I_INVALID_HID;
}

/* Links and attributes in the order in which they were made, no times. */
static hid_t file_creation_list(void)
{
  const unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
  const hid_t creation = H5Pcreate(H5P_FILE_CREATE);
  if (creation >= 0 &&
      (H5Pset_obj_track_times(creation, 0) < 0 || H5Pset_link_creation_order(creation, order) < 0 ||
       H5Pset_attr_creation_order(creation, order) < 0)) {
    H5Pclose(creation);
    return H5I_INVALID_HID;
  }
  return creation;
}

hid_t sl_file_driver_create(hid_t id, const sl_file_driver_t *driver)
{
  const hid_t access = sl_file_driver_access(id, driver, 1);
  const hid_t creation = file_creation_list();
  hid_t file = H5I_INVALID_HID;
  if (access >= 0 && creation >= 0) {
    file = H5Fcreate("result", H5F_ACC_TRUNC, creation, access);
  }
  if (creation >= 0) {
    H5Pclose(creation);
  }
  if (access >= 0) {
    H5Pclose(access);
  }
  return file;
}
