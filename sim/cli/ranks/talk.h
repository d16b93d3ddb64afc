/* What the ranks say to each other, all of them at once. Whoever waits sleeps: it may be long, and
 * another rank may need the processor. */
#ifndef SL_SIM_CLI_RANKS_TALK_H
#define SL_SIM_CLI_RANKS_TALK_H

#include "models/core/error.h"

#include <mpi.h>
#include <stddef.h>

typedef struct cli_ranks {
  int at, n;
} cli_ranks_t;

/* Join the others. SL_ERR_PROGRAM: MPI cannot be begun, or not with threads. */
int cli_ranks_join(cli_ranks_t *ranks, sl_error_t *error);

/* All have come so far, with these codes. Returns, on every rank, SL_OK or the failure of one: of
 * the lowest rank that failed, one that was only interrupted last; *error is that rank's. */
int cli_ranks_agree(const cli_ranks_t *ranks, int code, sl_error_t *error);

/* From rank 0 to all. */
void cli_ranks_tell(void *bytes, size_t n);

/* Until a message has come or gone. */
void cli_ranks_wait(MPI_Request *request);

/* A moment's sleep. */
void cli_ranks_nap(void);

/* Wait for all, and leave. */
void cli_ranks_leave(void);

#endif
