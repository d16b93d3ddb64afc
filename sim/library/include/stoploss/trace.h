/* Single simulated years, claim by claim. */
#ifndef STOPLOSS_TRACE_H
#define STOPLOSS_TRACE_H

#include "stoploss/error.h"
#include "stoploss/options.h"
#include "stoploss/scenario.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What has been made once for any number of years. */
typedef struct stoploss_tracer stoploss_tracer_t;

/* Compile the scenario and settle its prices, as a run does. options NULL = as
 * stoploss_options_init; a precision is not looked at. The scenario must outlive the tracer.
 * STOPLOSS_ERR_INPUT, STOPLOSS_ERR_UNSUPPORTED (more services or larger contracts than claims with
 * days are told apart for), STOPLOSS_ERR_ARGUMENT, STOPLOSS_ERR_INTERRUPTED, STOPLOSS_ERR_MEMORY.
 */
int stoploss_tracer_new(const stoploss_scenario_t *scenario, const stoploss_options_t *options,
                        stoploss_tracer_t **tracer, stoploss_error_t *error);
void stoploss_tracer_free(stoploss_tracer_t *tracer);

/* Trial `trial` (0 = the first) of the scenario's run as JSON (the members: stoploss explain
 * --json-schema=trace) with the claims of the `persons` dearest persons, 0 = all; as text of at
 * most `width` columns, 60 .. 160; and every claim of everybody as CSV. A year's claims sum to the
 * run's trial within half a cent. STOPLOSS_ERR_ARGUMENT where the run has no such trial,
 * STOPLOSS_ERR_MEMORY. Cost: one trial of the whole group. */
int stoploss_tracer_json(stoploss_tracer_t *tracer, uint64_t trial, size_t persons, char **text,
                         stoploss_error_t *error);
int stoploss_tracer_page(stoploss_tracer_t *tracer, uint64_t trial, size_t persons, size_t width,
                         char **text, stoploss_error_t *error);
int stoploss_tracer_csv(stoploss_tracer_t *tracer, uint64_t trial, char **text,
                        stoploss_error_t *error);

#ifdef __cplusplus
}
#endif
#endif
