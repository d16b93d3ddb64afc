#include "sim/engine/unit.h"

#include <stdlib.h>
#include <string.h>

static size_t columns(const sl_unit_sums_t *sums) { return 4 + 2 * sums->n_arrangements; }

int sl_unit_sums_init(sl_unit_sums_t *sums, size_t n_arrangements, sl_error_t *error)
{
  *sums = (sl_unit_sums_t){.n_arrangements = n_arrangements};
  sums->store = calloc(columns(sums) * SL_BLOCK_TRIALS, sizeof *sums->store);
  if (sums->store == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the sums of a block");
  }
  sums->allowed = sums->store;
  sums->member_paid = sums->allowed + SL_BLOCK_TRIALS;
  sums->largest = sums->member_paid + SL_BLOCK_TRIALS;
  sums->claims = sums->largest + SL_BLOCK_TRIALS;
  sums->excess = sums->claims + SL_BLOCK_TRIALS;
  sums->eligible = sums->excess + n_arrangements * SL_BLOCK_TRIALS;
  return SL_OK;
}

void sl_unit_sums_free(sl_unit_sums_t *sums)
{
  free(sums->store);
  *sums = (sl_unit_sums_t){0};
}

void sl_unit_sums_clear(sl_unit_sums_t *sums)
{
  memset(sums->store, 0, columns(sums) * SL_BLOCK_TRIALS * sizeof *sums->store);
}

static void add_column(double *into, const double *from, size_t n)
{
  for (size_t t = 0; t < n; t++) {
    into[t] += from[t];
  }
}

void sl_unit_sums_add(sl_unit_sums_t *into, const sl_unit_sums_t *from)
{
  add_column(into->allowed, from->allowed, SL_BLOCK_TRIALS);
  add_column(into->member_paid, from->member_paid, SL_BLOCK_TRIALS);
  add_column(into->claims, from->claims, SL_BLOCK_TRIALS);
  add_column(into->excess, from->excess, into->n_arrangements * SL_BLOCK_TRIALS);
  add_column(into->eligible, from->eligible, into->n_arrangements * SL_BLOCK_TRIALS);
  for (size_t t = 0; t < SL_BLOCK_TRIALS; t++) {
    into->largest[t] = from->largest[t] > into->largest[t] ? from->largest[t] : into->largest[t];
  }
}
