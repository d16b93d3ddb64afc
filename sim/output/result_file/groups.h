/* Groups of a result file, each with a layout of its own. */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_GROUPS_H
#define SL_SIM_OUTPUT_RESULT_FILE_GROUPS_H

#include "sim/output/hdf5/hdf5.h"

/* Invalid where HDF5 failed. */
hid_t sl_create_group(hid_t file, const char *name);

/* Whether there is such a group; *group is invalid where there is none, or where it cannot be
 * opened as a part of this very file. */
bool sl_open_group(hid_t file, const char *name, hid_t *group);

#endif
