/* What the ranks say to each other: all at once, or one to one. Whoever waits sleeps: it may be
 * long, and another rank may need the processor. From any thread: MPI sees one at a time. */
#ifndef SL_SIM_CLI_RANKS_TALK_H
#define SL_SIM_CLI_RANKS_TALK_H

#include "models/core/error.h"

#include <mpi.h>
#include <stdbool.h>
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

/* A message to one rank, and from one that sends or has sent it; n items. */
void cli_ranks_send(int to, int tag, const void *items, int n, MPI_Datatype type);
void cli_ranks_receive(int from, int tag, void *items, int n, MPI_Datatype type);

/* A message that is sent while the caller goes on; its items stay as they are until it has gone,
 * which is waited for. */
void cli_ranks_begin_send(int to, int tag, const void *items, int n, MPI_Datatype type,
                          MPI_Request *request);
void cli_ranks_end_send(MPI_Request *request);

/* Whether a message of the tag is there to be received: from whom, and of how many items. */
bool cli_ranks_has(int tag, MPI_Datatype type, int *from, int *n);

/* End all ranks at once, with these words. */
_Noreturn void cli_ranks_give_up(const char *why);

/* A moment's sleep of one who has slept *naps times, 0 at first, since there was anything to do:
 * the longer, the longer it has been, up to 2 ms. Every look costs some 20 microseconds of
 * processor. */
void cli_ranks_nap(unsigned *naps);

/* Wait for all, and leave. */
void cli_ranks_leave(void);

#endif
