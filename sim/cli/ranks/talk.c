#include "sim/cli/ranks/talk.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <time.h>

#define FIRST_NAP 62500 /* nanoseconds */
#define DOUBLED 5       /* so many times at most */

static pthread_mutex_t speaking = PTHREAD_MUTEX_INITIALIZER;

int cli_ranks_join(cli_ranks_t *ranks, sl_error_t *error)
{
  int given = MPI_THREAD_SINGLE;
  if (MPI_Init_thread(NULL, NULL, MPI_THREAD_SERIALIZED, &given) != MPI_SUCCESS ||
      given < MPI_THREAD_SERIALIZED) {
    return sl_fail(error, SL_ERR_PROGRAM, "this MPI cannot be used from threads");
  }
  MPI_Comm_rank(MPI_COMM_WORLD, &ranks->at);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks->n);
  return SL_OK;
}

void cli_ranks_nap(unsigned *naps)
{
  nanosleep(&(struct timespec){.tv_nsec = FIRST_NAP << *naps}, NULL);
  *naps += *naps < DOUBLED;
}

/* The thread that waits lets others speak meanwhile. */
static void wait_for(MPI_Request *request)
{
  int done = 0;
  unsigned naps = 0;
  for (;;) {
    pthread_mutex_lock(&speaking);
    MPI_Test(request, &done, MPI_STATUS_IGNORE);
    pthread_mutex_unlock(&speaking);
    if (done) {
      return;
    }
    cli_ranks_nap(&naps);
  }
}

void cli_ranks_begin_send(int to, int tag, const void *items, int n, MPI_Datatype type,
                          MPI_Request *request)
{
  pthread_mutex_lock(&speaking);
  MPI_Isend(items, n, type, to, tag, MPI_COMM_WORLD, request);
  pthread_mutex_unlock(&speaking);
}

void cli_ranks_end_send(MPI_Request *request) { wait_for(request); }

void cli_ranks_send(int to, int tag, const void *items, int n, MPI_Datatype type)
{
  MPI_Request request;
  cli_ranks_begin_send(to, tag, items, n, type, &request);
  wait_for(&request);
}

void cli_ranks_receive(int from, int tag, void *items, int n, MPI_Datatype type)
{
  MPI_Request request;
  pthread_mutex_lock(&speaking);
  MPI_Irecv(items, n, type, from, tag, MPI_COMM_WORLD, &request);
  pthread_mutex_unlock(&speaking);
  wait_for(&request);
}

bool cli_ranks_has(int tag, MPI_Datatype type, int *from, int *n)
{
  int there = 0;
  MPI_Status status;
  pthread_mutex_lock(&speaking);
  MPI_Iprobe(MPI_ANY_SOURCE, tag, MPI_COMM_WORLD, &there, &status);
  if (there) {
    *from = status.MPI_SOURCE;
    MPI_Get_count(&status, type, n);
  }
  pthread_mutex_unlock(&speaking);
  return there != 0;
}

static void tell_from(int rank, void *bytes, size_t n)
{
  MPI_Request request;
  MPI_Ibcast(bytes, (int)n, MPI_BYTE, rank, MPI_COMM_WORLD, &request);
  wait_for(&request);
}

void cli_ranks_tell(void *bytes, size_t n) { tell_from(0, bytes, n); }

int cli_ranks_agree(const cli_ranks_t *ranks, int code, sl_error_t *error)
{
  /* In order of who is heard: failures, interruptions, nobody. */
  const int mine = code == SL_OK                ? 2 * ranks->n
                   : code == SL_ERR_INTERRUPTED ? ranks->n + ranks->at
                                                : ranks->at;
  int first = mine;
  MPI_Request request;
  MPI_Iallreduce(&mine, &first, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD, &request);
  wait_for(&request);
  if (first == 2 * ranks->n) {
    return SL_OK;
  }
  tell_from(first % ranks->n, error, sizeof *error);
  return error->code;
}

void cli_ranks_give_up(const char *why)
{
  fprintf(stderr, "stoploss: %s: finished units are kept: the same command continues\n", why);
  MPI_Abort(MPI_COMM_WORLD, EX_OSERR);
  exit(EX_OSERR);
}

void cli_ranks_leave(void)
{
  MPI_Request request;
  MPI_Ibarrier(MPI_COMM_WORLD, &request);
  wait_for(&request);
  MPI_Finalize();
}
