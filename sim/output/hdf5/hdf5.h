/* What the writer and the loader of result files share: HDF5 in small steps.
 *
 * Functions return 0, or -1 where HDF5 failed; the caller words the error.
 */
#ifndef SL_SIM_OUTPUT_HDF5_HDF5_H
#define SL_SIM_OUTPUT_HDF5_HDF5_H

#include "sim/results/results.h"

#include <hdf5.h>
#include <stdbool.h>
#include <stdint.h>

/* Format 1 had fewer variables and attributes and no figures by month; both are read. */
#define SL_RESULT_FORMAT_VERSION 3

/* HDF5 prints its errors unless told otherwise, and serves one thread at a time: each public
 * function silences it while it runs, and other threads that want to wait until it speaks. May be
 * nested. */
typedef struct sl_h5_silence {
  H5E_auto2_t function;
  void *data;
} sl_h5_silence_t;
sl_h5_silence_t sl_h5_silence(void);
void sl_h5_speak(const sl_h5_silence_t *silence);

/* Whether since the outermost sl_h5_silence something failed for want of memory, in HDF5 or beside
 * it (sl_h5_lack_memory, which returns -1). */
bool sl_h5_lacked_memory(void);
int sl_h5_lack_memory(void);

/* Whether the object has an attribute of this name; -1 where HDF5 failed. */
int sl_h5_has(hid_t object, const char *name);

/* A data transfer list for lists of texts: HDF5's own buffer for them is 1 MiB, which it clears
 * each time. Invalid where HDF5 failed. */
hid_t sl_h5_text_transfer(void);

/* Variable-length UTF-8, as h5py, netCDF-4 and xarray read into their own strings. */
hid_t sl_h5_text_type(void);

int sl_h5_put_text(hid_t object, const char *name, const char *text);
/* A text of constant size in the file, so that another one of it moves no byte after it. */
int sl_h5_put_fixed_text(hid_t object, const char *name, const char *text, size_t size);
int sl_h5_put_signed(hid_t object, const char *name, int64_t value);
int sl_h5_put_unsigned(hid_t object, const char *name, uint64_t value);
int sl_h5_put_number(hid_t object, const char *name, double value);

/* *text is the caller's to free. */
int sl_h5_get_text(hid_t object, const char *name, char **text);
/* A text of fixed size below `size`, cut at its first zero byte. */
int sl_h5_get_fixed_text(hid_t object, const char *name, char *text, size_t size);
int sl_h5_get_signed(hid_t object, const char *name, int64_t *value);
int sl_h5_get_unsigned(hid_t object, const char *name, uint64_t *value);
int sl_h5_get_number(hid_t object, const char *name, double *value);

#endif
