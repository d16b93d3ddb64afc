#include "sim/results/band.h"

#include "sim/results/block.h"

#include <stdlib.h>

const char *const sl_band_names[SL_N_BAND_LEVELS] = {"claims -10%", "claims +10%", "large halved",
                                                     "large doubled"};

int sl_band_new(size_t n_arrangements, sl_band_t **band, sl_error_t *error)
{
  sl_band_t *made = calloc(1, sizeof *made);
  if (made != NULL) {
    made->n_arrangements = n_arrangements;
    made->afresh = calloc(1, 1);
    made->arrangements = calloc(n_arrangements + 1, sizeof *made->arrangements);
  }
  if (made == NULL || made->afresh == NULL || made->arrangements == NULL) {
    sl_band_free(made);
    *band = NULL;
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the assumption band");
  }
  *band = made;
  return SL_OK;
}

void sl_band_free(sl_band_t *band)
{
  if (band != NULL) {
    free(band->afresh);
    free(band->arrangements);
    free(band);
  }
}

uint64_t sl_band_trials(uint64_t trials)
{
  const uint64_t blocks = trials / 10 / SL_BLOCK_TRIALS;
  const uint64_t wanted = (blocks > 0 ? blocks : 1) * SL_BLOCK_TRIALS;
  const uint64_t most = trials < SL_BAND_TRIALS_MOST ? trials : SL_BAND_TRIALS_MOST;
  return wanted < most ? wanted : most;
}

double sl_band_value(const sl_band_arrangement_t *arrangement, sl_band_variable_t variable,
                     sl_band_level_t level)
{
  return sl_variable_value(&sl_band_variables[variable], arrangement, level);
}
