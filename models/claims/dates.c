#include "models/claims/dates.h"

#include "models/claims/service.h"
#include "models/core/calendar.h"

#include <stdlib.h>

/* ---- days ---- */

/* start, and the days that have any mass as steps. Returns how many these are. */
static uint32_t list_days(const double *weights, sl_season_days_t *season, uint32_t *from,
                          uint16_t *value)
{
  double total = 0.0, below = 0.0;
  uint32_t n = 0;
  for (uint32_t d = 0; d < season->n_days; d++) {
    total += weights[d];
  }
  for (uint32_t d = 0; d < season->n_days; d++) {
    below += weights[d];
    season->start[d + 1] = (uint64_t)(below / total * 0x1p32 + 0.5);
    if (season->start[d] < season->start[d + 1]) {
      from[n] = (uint32_t)season->start[d];
      value[n++] = (uint16_t)d;
    }
  }
  return n;
}

int sl_season_days_new(const double *weights, uint32_t n_days, sl_season_days_t **season,
                       sl_error_t *error)
{
  int code = SL_ERR_MEMORY;
  uint32_t *from = malloc(n_days * sizeof *from);
  uint16_t *value = malloc(n_days * sizeof *value);
  sl_season_days_t *made = calloc(1, sizeof *made + (n_days + 1) * sizeof made->start[0]);
  if (made != NULL && from != NULL && value != NULL) {
    made->n_days = n_days;
    code = sl_steps_new(from, value, list_days(weights, made, from, value), &made->steps, error);
  } else {
    sl_fail(error, SL_ERR_MEMORY, "no memory for a seasonality");
  }
  free(from);
  free(value);
  if (code != SL_OK) {
    sl_season_days_free(made);
    made = NULL;
  }
  *season = made;
  return code;
}

void sl_season_days_free(sl_season_days_t *season)
{
  if (season != NULL) {
    sl_steps_free(season->steps);
    free(season);
  }
}

/* ---- lags ---- */

typedef struct lag {
  const sl_sampler_t *sampler;
  double shift;
} lag_t;

static uint16_t sampled_lag(const void *subject, uint32_t u)
{
  const lag_t *lag = subject;
  return (uint16_t)sl_shifted_lag(sl_sampler_draw(lag->sampler, (uint64_t)u << 32), lag->shift);
}

int sl_lag_steps_new(const sl_sampler_t *lag, double shift, uint32_t constant, sl_steps_t **steps,
                     sl_error_t *error)
{
  const uint16_t days = (uint16_t)constant;
  return lag != NULL ? sl_steps_of(sampled_lag, &(lag_t){lag, shift}, steps, error)
                     : sl_steps_new(&(uint32_t){0}, &days, 1, steps, error);
}

/* ---- together ---- */

sl_claim_dating_t sl_claim_dating(const sl_season_days_t *season, const sl_steps_t *lags,
                                  uint32_t first, uint32_t last, uint32_t offset)
{
  if (season == NULL || season->start[first] == season->start[last + 1]) {
    return (sl_claim_dating_t){.lags = lags, .width = last - first, .first = offset + first};
  }
  return (sl_claim_dating_t){.lags = lags,
                             .days = season->steps,
                             .start = (uint32_t)season->start[first],
                             .width =
                                 (uint32_t)(season->start[last + 1] - season->start[first] - 1),
                             .first = offset};
}
