#include "sim/results/years_block.h"

#include "sim/results/block.h"

#include <stdlib.h>
#include <string.h>

const char *const sl_promise_names[SL_N_PROMISES] = {"no_new_lasers", "rate_cap"};

int sl_years_block_new(size_t n_arrangements, size_t n_years, const sl_promise_t *promises,
                       size_t n_promises, sl_years_block_t **block, sl_error_t *error)
{
  const size_t n = n_arrangements * n_years * SL_BLOCK_TRIALS;
  sl_years_block_t *made = *block = calloc(1, sizeof *made);
  if (made != NULL) {
    made->n_arrangements = n_arrangements;
    made->n_years = n_years;
    made->n_promises = n_promises;
    made->promises = malloc((n_promises + 1) * sizeof *made->promises);
    made->saved = calloc(n_promises * SL_BLOCK_TRIALS + 1, sizeof *made->saved);
    made->by_year[0] = calloc(SL_N_YEAR_VARIABLES * n + 1, sizeof(double));
  }
  if (made == NULL || made->promises == NULL || made->saved == NULL || made->by_year[0] == NULL) {
    sl_years_block_free(made);
    *block = NULL;
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the %zu plan years of a block", n_years);
  }
  for (size_t v = 1; v < SL_N_YEAR_VARIABLES; v++) {
    made->by_year[v] = made->by_year[v - 1] + n;
  }
  if (n_promises > 0) {
    memcpy(made->promises, promises, n_promises * sizeof *promises);
  }
  return SL_OK;
}

void sl_years_block_free(sl_years_block_t *block)
{
  if (block != NULL) {
    free(block->promises);
    free(block->saved);
    free(block->by_year[0]);
    free(block);
  }
}

size_t sl_years_block_at(const sl_years_block_t *block, size_t arrangement, size_t year,
                         size_t trial)
{
  return (arrangement * block->n_years + year) * SL_BLOCK_TRIALS + trial;
}
