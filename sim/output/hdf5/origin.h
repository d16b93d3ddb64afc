/* Who made a result file, as it says itself: for those who do not see HDF5. */
#ifndef SL_SIM_OUTPUT_HDF5_ORIGIN_H
#define SL_SIM_OUTPUT_HDF5_ORIGIN_H

#define SL_PROVENANCE_TEXT 160

/* Empty where the file does not say; what is not printable ASCII is "?". */
typedef struct sl_provenance {
  char stoploss[SL_PROVENANCE_TEXT], gsl[SL_PROVENANCE_TEXT], hdf5[SL_PROVENANCE_TEXT],
      compiler[SL_PROVENANCE_TEXT];
} sl_provenance_t;

#endif
