/* The group /levers (sim/results/levers.h): scales, variables on them, and what is single as its
 * attributes. */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_LEVERS_H
#define SL_SIM_OUTPUT_RESULT_FILE_LEVERS_H

#include "sim/output/result_file/tables.h"
#include "sim/results/levers.h"

/* 0, or -1 where HDF5 failed or memory ended. */
int sl_put_levers(hid_t file, const sl_run_facts_t *facts, const sl_levers_t *levers);

/* *levers is NULL where the file has no such group. SL_ERR_INPUT where something in it is missing,
 * of another size or no number that could be there; SL_ERR_MEMORY. */
int sl_get_levers(const sl_stored_t *stored, sl_levers_t **levers, sl_error_t *error);

#endif
