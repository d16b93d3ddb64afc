#include "models/turnover/internal.h"

#include <stdlib.h>
#include <string.h>

#define ROOM_AT_FIRST 4096
/* Of entry + younger and of entry. */
#define COMINGS ((SL_YOUNGER_MAX + SL_PLAN_YEARS_MAX) * SL_PLAN_YEARS_MAX)

static int no_memory(sl_error_t *error)
{
  return sl_fail(error, SL_ERR_MEMORY, "out of memory for the contracts of later plan years");
}

int sl_stays_contracts(sl_stays_t *stays, size_t contracts, sl_error_t *error)
{
  if (contracts <= stays->room_contracts && stays->first != NULL) {
    return SL_OK;
  }
  free(stays->first);
  free(stays->exit);
  stays->room_contracts = 0;
  stays->first = malloc((contracts + 1) * sizeof *stays->first);
  stays->exit = malloc(contracts * SL_TURNOVER_TRIALS + 1);
  if (stays->first == NULL || stays->exit == NULL) {
    return no_memory(error);
  }
  stays->room_contracts = contracts;
  return SL_OK;
}

int sl_stays_reserve(sl_stays_t *stays, size_t more, sl_error_t *error)
{
  if (stays->n + more <= stays->room) {
    return SL_OK;
  }
  size_t room = stays->room > 0 ? 2 * stays->room : ROOM_AT_FIRST;
  while (room < stays->n + more) {
    room *= 2;
  }
  sl_stay_t *list = realloc(stays->list, room * sizeof *list);
  stays->list = list != NULL ? list : stays->list;
  free(stays->spare);
  stays->spare = malloc(room * sizeof *stays->spare);
  stays->room = list != NULL && stays->spare != NULL ? room : 0;
  return stays->room > 0 ? SL_OK : no_memory(error);
}

void sl_stays_free(sl_stays_t *stays)
{
  free(stays->list);
  free(stays->spare);
  free(stays->first);
  free(stays->exit);
}

typedef enum digit { TRIAL, COMING, CONTRACT } digit_t;

static inline size_t digit_of(const sl_stay_t *stay, digit_t digit, size_t begin)
{
  switch (digit) {
  case TRIAL:
    return stay->trial;
  case COMING:
    return ((size_t)stay->entry + stay->younger) * SL_PLAN_YEARS_MAX + stay->entry;
  case CONTRACT:
  default:
    return stay->contract - begin;
  }
}

/* Stable. at: n + 1; afterwards where each digit's begin. */
static inline void sort_by(sl_stays_t *stays, digit_t digit, size_t begin, size_t n, size_t *at)
{
  sl_stay_t *from = stays->list, *to = stays->spare;
  memset(at, 0, (n + 1) * sizeof *at);
  for (size_t i = 0; i < stays->n; i++) {
    at[digit_of(&from[i], digit, begin) + 1]++;
  }
  for (size_t d = 0; d < n; d++) {
    at[d + 1] += at[d];
  }
  for (size_t i = 0; i < stays->n; i++) {
    to[at[digit_of(&from[i], digit, begin)]++] = from[i];
  }
  memmove(at + 1, at, n * sizeof *at);
  at[0] = 0;
  stays->list = to;
  stays->spare = from;
}

/* The least important digit first (H. H. Seward 1954); slots are in order already. */
void sl_stays_sort(sl_stays_t *stays, size_t begin, size_t end)
{
  size_t at[COMINGS + 1];
  _Static_assert(SL_TURNOVER_TRIALS <= COMINGS, "the counters hold every digit");
  sort_by(stays, TRIAL, begin, SL_TURNOVER_TRIALS, at);
  sort_by(stays, COMING, begin, COMINGS, at);
  sort_by(stays, CONTRACT, begin, end - begin, stays->first);
}
