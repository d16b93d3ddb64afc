/* A claim's incurred day and the days from then to paid, both from one random word: the upper half
 * is the day, the lower half the lag, each by steps (models/sampling/steps.h).
 *
 * A person enrolled from day a to day b of a plan year (counted from its first) incurs claims on
 * these days alone:
 *   uniform    a + floor(u x (b - a + 1) / 2^32)
 *   seasonal   the day d with start[d] <= start[a] + floor(u x (start[b + 1] - start[a]) / 2^32)
 *              < start[d + 1], where start[d] is the mass of the days before, as a whole number of
 *              2^-32, so that the day is the same on any processor.
 * Many at a time: claim_dates of models/simd/kernels.h.
 * Checked by tests/unit/test_steps.c.
 */
#ifndef SL_MODELS_CLAIMS_DATES_H
#define SL_MODELS_CLAIMS_DATES_H

#include "models/core/error.h"
#include "models/sampling/sampler.h"
#include "models/sampling/steps.h"

#include <stddef.h>
#include <stdint.h>

/* The seasonality of the days of one plan year. */
typedef struct sl_season_days {
  sl_steps_t *steps; /* the day of every number */
  uint32_t n_days;
  uint64_t start[]; /* [n_days + 1], from 0 to 2^32, rising */
} sl_season_days_t;

/* weights: of n_days days, 1 to SL_STEPS_MOST, at least 0, of a positive sum. Errors:
 * SL_ERR_MEMORY. *season is NULL after an error. */
int sl_season_days_new(const double *weights, uint32_t n_days, sl_season_days_t **season,
                       sl_error_t *error);
void sl_season_days_free(sl_season_days_t *season);

/* Lags as sl_shifted_lag, in whole days, rounded down; NULL: a constant of so many days. */
int sl_lag_steps_new(const sl_sampler_t *lag, double shift, uint32_t constant, sl_steps_t **steps,
                     sl_error_t *error);

/* What dates of one person, service and plan year are drawn by. */
typedef struct sl_claim_dating {
  const sl_steps_t *lags;
  const sl_steps_t *days; /* NULL: uniform */
  uint32_t start, width;  /* of days: the numbers, their count less 1 */
  uint32_t first;         /* added to what days gives */
} sl_claim_dating_t;

/* season: NULL = uniform. first and last: the person's, counted from the plan year's first day,
 * first <= last; offset: the plan year's first day itself, in the days that dates are told in.
 * Where the person's days have no mass, they count alike. */
sl_claim_dating_t sl_claim_dating(const sl_season_days_t *season, const sl_steps_t *lags,
                                  uint32_t first, uint32_t last, uint32_t offset);

/* The day in the lower 16 bits, the lag in the upper. */
static inline uint32_t sl_claim_date(const sl_claim_dating_t *dating, uint64_t word)
{
  const uint64_t u = word >> 32;
  const uint32_t at = dating->start + (uint32_t)((u * dating->width + u) >> 32);
  const uint32_t day = dating->days != NULL ? sl_steps_value(dating->days, at) : at;
  return ((dating->first + day) & 0xFFFFU) | sl_steps_value(dating->lags, (uint32_t)word) << 16;
}

static inline uint32_t sl_date_day(uint32_t date) { return date & 0xFFFFU; }
static inline uint32_t sl_date_lag(uint32_t date) { return date >> 16; }

#endif
