#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "sim/engine/compile/threads.h"

#include <omp.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>

/* Of address space, for the work itself, and for each thread's share of it. */
#define RESERVE ((size_t)64 << 20)
#define RESERVE_EACH ((size_t)16 << 20)

static _Thread_local int running = 1; /* OpenMP keeps them */

typedef struct trial_thread {
  pthread_t thread;
  void *reserve;
} trial_thread_t;

static void *wait_at_gate(void *gate)
{
  pthread_mutex_lock(gate);
  pthread_mutex_unlock(gate);
  return NULL;
}

static void *take_reserve(size_t size)
{
  void *reserve = mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return reserve != MAP_FAILED ? reserve : NULL;
}

static bool try_thread(trial_thread_t *trial, pthread_mutex_t *gate)
{
  trial->reserve = take_reserve(RESERVE_EACH);
  if (trial->reserve == NULL) {
    return false;
  }
  if (pthread_create(&trial->thread, NULL, wait_at_gate, gate) != 0) {
    munmap(trial->reserve, RESERVE_EACH);
    return false;
  }
  return true;
}

/* How many of n threads can be there at the same time. The C library keeps the stacks of those
 * tried for those that come. */
static int try_threads(int n)
{
  pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
  trial_thread_t *trials = malloc((size_t)n * sizeof *trials);
  int started = 0;
  if (trials == NULL) {
    return 0;
  }
  pthread_mutex_lock(&gate);
  while (started < n && try_thread(&trials[started], &gate)) {
    started++;
  }
  pthread_mutex_unlock(&gate);
  for (int i = 0; i < started; i++) {
    pthread_join(trials[i].thread, NULL);
    munmap(trials[i].reserve, RESERVE_EACH);
  }
  free(trials);
  return started;
}

static int count_possible(int wanted)
{
  void *reserve = take_reserve(RESERVE);
  if (reserve == NULL) {
    return 1;
  }
  const int possible = 1 + try_threads(wanted - 1);
  munmap(reserve, RESERVE);
  return possible;
}

int sl_threads_wanted(int asked) { return asked > 0 ? asked : omp_get_max_threads(); }

int sl_threads_start(int wanted)
{
  sigset_t all, before;
  if (wanted <= running) {
    return wanted;
  }
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  running = count_possible(wanted);
  int arrived = 0;
#pragma omp parallel num_threads(running)
#pragma omp atomic
  arrived++;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return arrived;
}
