/* Where a result comes from: /provenance of a result file. Nothing of the run's time, machine,
 * processor, threads or paths, so that equal runs give equal bytes. */
#ifndef SL_SIM_OUTPUT_HDF5_PROVENANCE_H
#define SL_SIM_OUTPUT_HDF5_PROVENANCE_H

#include "sim/output/hdf5/hdf5.h"
#include "sim/output/hdf5/origin.h"

/* Program and version, "stoploss 1.2.3". */
const char *sl_provenance_source(void);

/* Write the group. */
int sl_put_provenance(hid_t file, const sl_run_facts_t *facts);

/* Who made the file. */
void sl_get_provenance(hid_t file, sl_provenance_t *provenance);

/* Read the resolved scenario. */
int sl_get_resolved(hid_t file, char **resolved);

#endif
