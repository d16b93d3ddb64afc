/* The units of a run as they come in, from whatever rank and in whatever order, for the one that
 * adds them up in order. All of them from any thread.
 *
 * Checked by tests/cluster/ranks.
 */
#ifndef SL_SIM_CLI_RANKS_ARRIVALS_H
#define SL_SIM_CLI_RANKS_ARRIVALS_H

#include "sim/engine/compile/unit_store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct cli_arrivals cli_arrivals_t;

/* For units 0 .. n - 1. SL_ERR_MEMORY. Memory: 16 bytes a unit, and the units that wait. */
int cli_arrivals_new(uint64_t n, cli_arrivals_t **arrivals, sl_error_t *error);
void cli_arrivals_free(cli_arrivals_t *arrivals); /* NULL is fine */

/* Unit u has come: message[1 .. n], which is the arrivals' to free from now on. */
void cli_arrivals_put(cli_arrivals_t *arrivals, uint64_t u, double *message, size_t n);

/* Fill in the values of unit u and let it go, as soon as it has come. false: it is not of these
 * lengths, or none come any more. */
bool cli_arrivals_take(cli_arrivals_t *arrivals, uint64_t u, const sl_unit_values_t *values);

/* Whether so much waits that no further work should be begun. */
bool cli_arrivals_are_many(cli_arrivals_t *arrivals);

/* None come any more. */
void cli_arrivals_end(cli_arrivals_t *arrivals);

#endif
