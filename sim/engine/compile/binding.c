#define _GNU_SOURCE
#include "sim/engine/compile/binding.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

struct sl_binding {
  cpu_set_t allowed;
};

sl_binding_t *sl_binding_new(int threads)
{
  cpu_set_t allowed;
  if (getenv("OMP_PROC_BIND") != NULL || sched_getaffinity(0, sizeof allowed, &allowed) != 0 ||
      CPU_COUNT(&allowed) != threads) {
    return NULL;
  }
  sl_binding_t *binding = malloc(sizeof *binding);
  if (binding != NULL) {
    binding->allowed = allowed;
  }
  return binding;
}

void sl_binding_free(sl_binding_t *binding) { free(binding); }

void sl_binding_enter(const sl_binding_t *binding, int thread)
{
  int seen = 0;
  for (size_t cpu = 0; binding != NULL && cpu < CPU_SETSIZE; cpu++) {
    if (CPU_ISSET(cpu, &binding->allowed) && seen++ == thread) {
      cpu_set_t one;
      CPU_ZERO(&one);
      CPU_SET(cpu, &one);
      pthread_setaffinity_np(pthread_self(), sizeof one, &one);
      return;
    }
  }
}

void sl_binding_leave(const sl_binding_t *binding)
{
  if (binding != NULL) {
    pthread_setaffinity_np(pthread_self(), sizeof binding->allowed, &binding->allowed);
  }
}
