/* The assumption band of a run's file: a scale `band`, variables on it and the arrangements, and
 * two attributes: how many trials it has, and which services are drawn afresh. */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_BAND_H
#define SL_SIM_OUTPUT_RESULT_FILE_BAND_H

#include "sim/output/result_file/tables.h"

/* 0, or -1 where HDF5 failed or memory ended. */
int sl_put_band(hid_t file, sl_layout_t *layout, const sl_band_t *band);

/* *band is NULL where the file has none. SL_ERR_INPUT, SL_ERR_MEMORY. */
int sl_get_band(const sl_stored_t *stored, sl_band_t **band, sl_error_t *error);

#endif
