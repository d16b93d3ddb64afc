/* Exact figures and control variates in a result file: only where the run was asked for them. */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_CHECKS_H
#define SL_SIM_OUTPUT_RESULT_FILE_CHECKS_H

#include "sim/output/result_file/tables.h"
#include "sim/results/checks.h"

/* 0, or -1 where HDF5 failed. */
int sl_put_checks(hid_t file, sl_layout_t *layout, const sl_checks_t *checks);

/* *checks is NULL where the file has none. SL_ERR_INPUT, SL_ERR_MEMORY. */
int sl_read_checks(const sl_stored_t *stored, sl_checks_t **checks, sl_error_t *error);

#endif
