#include "sim/cli/ranks/arrivals.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* What may wait. It is a limit of what is begun: units in hand then come in all the same. */
#define MANY_BYTES ((size_t)256 << 20)

typedef struct arrival {
  double *message; /* NULL: not there; the values are behind its first double */
  size_t n;        /* values */
} arrival_t;

struct cli_arrivals {
  arrival_t *list;
  uint64_t n;
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  size_t bytes;
  bool ended;
};

int cli_arrivals_new(uint64_t n, cli_arrivals_t **arrivals, sl_error_t *error)
{
  cli_arrivals_t *made = calloc(1, sizeof *made);
  arrival_t *list = calloc((size_t)n + 1, sizeof *list);
  *arrivals = NULL;
  if (made == NULL || list == NULL) {
    free(made);
    free(list);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for units of work");
  }
  *made = (cli_arrivals_t){.list = list, .n = n};
  pthread_mutex_init(&made->mutex, NULL);
  pthread_cond_init(&made->changed, NULL);
  *arrivals = made;
  return SL_OK;
}

void cli_arrivals_free(cli_arrivals_t *arrivals)
{
  if (arrivals != NULL) {
    for (uint64_t u = 0; u < arrivals->n; u++) {
      free(arrivals->list[u].message);
    }
    pthread_cond_destroy(&arrivals->changed);
    pthread_mutex_destroy(&arrivals->mutex);
    free(arrivals->list);
    free(arrivals);
  }
}

/* A unit that is there already is the same one: each is dealt out once. */
void cli_arrivals_put(cli_arrivals_t *arrivals, uint64_t u, double *message, size_t n)
{
  pthread_mutex_lock(&arrivals->mutex);
  if (u < arrivals->n && arrivals->list[u].message == NULL) {
    arrivals->list[u] = (arrival_t){message, n};
    arrivals->bytes += n * sizeof *message;
    message = NULL;
    pthread_cond_broadcast(&arrivals->changed);
  }
  pthread_mutex_unlock(&arrivals->mutex);
  free(message);
}

bool cli_arrivals_take(cli_arrivals_t *arrivals, uint64_t u, const sl_unit_values_t *values)
{
  arrival_t *there = &arrivals->list[u];
  pthread_mutex_lock(&arrivals->mutex);
  while (there->message == NULL && !arrivals->ended) {
    pthread_cond_wait(&arrivals->changed, &arrivals->mutex);
  }
  const arrival_t taken = *there;
  *there = (arrival_t){0};
  arrivals->bytes -= taken.n * sizeof *taken.message;
  pthread_mutex_unlock(&arrivals->mutex);
  const bool good = taken.message != NULL && taken.n == values->n[0] + values->n[1];
  if (good) {
    memcpy(values->part[0], taken.message + 1, values->n[0] * sizeof *taken.message);
  }
  if (good && values->n[1] > 0) {
    memcpy(values->part[1], taken.message + 1 + values->n[0], values->n[1] * sizeof *taken.message);
  }
  free(taken.message);
  return good;
}

bool cli_arrivals_are_many(cli_arrivals_t *arrivals)
{
  pthread_mutex_lock(&arrivals->mutex);
  const bool many = arrivals->bytes > MANY_BYTES;
  pthread_mutex_unlock(&arrivals->mutex);
  return many;
}

void cli_arrivals_end(cli_arrivals_t *arrivals)
{
  pthread_mutex_lock(&arrivals->mutex);
  arrivals->ended = true;
  pthread_cond_broadcast(&arrivals->changed);
  pthread_mutex_unlock(&arrivals->mutex);
}
