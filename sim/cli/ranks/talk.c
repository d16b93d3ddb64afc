#include "sim/cli/ranks/talk.h"

#include <time.h>

#define NAP_NANOSECONDS 200000

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

void cli_ranks_nap(void) { nanosleep(&(struct timespec){.tv_nsec = NAP_NANOSECONDS}, NULL); }

void cli_ranks_wait(MPI_Request *request)
{
  int done = 0;
  MPI_Test(request, &done, MPI_STATUS_IGNORE);
  while (!done) {
    cli_ranks_nap();
    MPI_Test(request, &done, MPI_STATUS_IGNORE);
  }
}

static void tell_from(int rank, void *bytes, size_t n)
{
  MPI_Request request;
  MPI_Ibcast(bytes, (int)n, MPI_BYTE, rank, MPI_COMM_WORLD, &request);
  cli_ranks_wait(&request);
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
  cli_ranks_wait(&request);
  if (first == 2 * ranks->n) {
    return SL_OK;
  }
  tell_from(first % ranks->n, error, sizeof *error);
  return error->code;
}

void cli_ranks_leave(void)
{
  MPI_Request request;
  MPI_Ibarrier(MPI_COMM_WORLD, &request);
  cli_ranks_wait(&request);
  MPI_Finalize();
}
