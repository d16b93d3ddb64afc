/* A low-level HDF5 file driver over an open descriptor that never fails a write.
 *
 * HDF5 cannot close a file whose last writes failed: the identifier stays half closed and the
 * library may crash when the process ends. This driver therefore notes the first error of the
 * descriptor, drops what is written after it, and tells HDF5 that all is well; so a file can be
 * closed after any error, and the caller learns from `failure`, checked after each step, that its
 * bytes are worth nothing. While writing, metadata stay in HDF5's cache until the close, so dropped
 * bytes are never read again. The driver takes no file locks.
 *
 * Checked by tests/unit/test_result_file.c ("a full disk").
 */
#ifndef SL_SIM_OUTPUT_HDF5_DRIVER_H
#define SL_SIM_OUTPUT_HDF5_DRIVER_H

#include <hdf5.h>

typedef struct sl_file_driver {
  int descriptor; /* the caller's, who closes it after the HDF5 file */
  int *failure;   /* receives errno of the first failed write or truncation, or of a
                   failed read; starts as 0 */
} sl_file_driver_t;

/* The driver's identifier, which must outlive every file opened by it: HDF5 1.10 reads the driver's
 * memory once more after it has let go of it. Give it back by H5FDunregister. */
hid_t sl_file_driver_register(void);

/* A file access property list that uses the driver; the HDF5 file may be given any name. The
 * struct is copied, *failure must outlive the file. H5I_INVALID_HID on failure. */
hid_t sl_file_driver_access(hid_t id, const sl_file_driver_t *driver, int writing);

/* Create an HDF5 file in the descriptor, which is empty: links and attributes in the order made, no
 * times, so that equal contents give equal bytes. Invalid where HDF5 failed. */
hid_t sl_file_driver_create(hid_t id, const sl_file_driver_t *driver);

#endif
