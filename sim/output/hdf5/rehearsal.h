/* A reading that may crash or never end is done in a child first.
 *
 * HDF5 believes what a file says about itself: a forged one (and its seal is no signature) can make
 * it read outside its memory, ask for terabytes or run in circles. The child is a copy of this
 * process with the same memory and does the same calls on the same bytes, so what it survives this
 * process will survive; what it does not costs a child.
 *
 * Checked by tests/fault/test_forged.c.
 */
#ifndef SL_SIM_OUTPUT_HDF5_REHEARSAL_H
#define SL_SIM_OUTPUT_HDF5_REHEARSAL_H

#include "models/core/error.h"

#include <sys/types.h>

typedef int (*sl_reading_t)(void *context, sl_error_t *error);

/* Do a reading of a file of `size` bytes in a child, with 2 seconds of processor time and 1 GiB of
 * memory, and a little more for a large file. SL_OK: it came to its end, and may be done here.
 * Otherwise what it said, or SL_ERR_INPUT where it came to no end. SL_ERR_MEMORY where no child can
 * be had or HDF5 gave up for want of memory. */
int sl_rehearse(sl_reading_t reading, void *context, off_t size, sl_error_t *error);

#endif
