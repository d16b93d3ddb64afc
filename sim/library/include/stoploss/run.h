/* A run: every trial of a scenario, into a result, a sink of the caller's, or both. */
#ifndef STOPLOSS_RUN_H
#define STOPLOSS_RUN_H

#include "stoploss/error.h"
#include "stoploss/options.h"
#include "stoploss/result.h"
#include "stoploss/scenario.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Simulate. options NULL = as stoploss_options_init.
 *
 * path: the result file, which appears when all is done and whole, or not at all; an older file of
 * that name then makes way. NULL = no file.
 * result: where not NULL, *result is the result, to be asked and freed. Without a path its columns
 * lie in a file of the folder for temporary files (TMPDIR, else /tmp) that has no name any more and
 * ends with the result.
 * Without both the trials go to options->sink alone, and rare and exact must be 0.
 *
 * The bytes of the file depend on the scenario, its seed and what options asks of the run; not on
 * the threads, the machine, or where the scenario was read from.
 * STOPLOSS_ERR_CREATE, STOPLOSS_ERR_IO, STOPLOSS_ERR_INTERRUPTED, STOPLOSS_ERR_INPUT,
 * STOPLOSS_ERR_ARGUMENT, STOPLOSS_ERR_MEMORY. */
int stoploss_run(const stoploss_scenario_t *scenario, const stoploss_options_t *options,
                 const char *path, stoploss_result_t **result, stoploss_error_t *error);

#ifdef __cplusplus
}
#endif
#endif
