/* The group /rare: rare years with their weights, and their figures. */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_RARE_H
#define SL_SIM_OUTPUT_RESULT_FILE_RARE_H

#include "sim/output/result_file/tables.h"

/* 0, or -1 where HDF5 failed. */
int sl_put_rare(hid_t file, const sl_run_facts_t *facts, const sl_rare_t *rare);

/* The figures; *rare is NULL where the file has no such group. SL_ERR_INPUT, SL_ERR_MEMORY. */
int sl_get_rare(const sl_stored_t *stored, sl_rare_t **rare, sl_error_t *error);

#endif
