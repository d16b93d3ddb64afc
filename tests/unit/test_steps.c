/* Whole numbers by steps, days of a season, lags: the table against the list, the list against
 * what it was made from, at every step and beside it. */
#include "models/claims/dates.h"
#include "models/core/calendar.h"
#include "models/severity/severity.h"
#include "tests/support/harness.h"

#include <math.h>
#include <stdlib.h>

#define DAYS 365

/* The value from the definition: the last step at or below u. */
static uint32_t expected(const uint32_t *from, const uint16_t *value, uint32_t n, uint32_t u)
{
  uint32_t i = 0;
  while (i + 1 < n && from[i + 1] <= u) {
    i++;
  }
  return value[i];
}

static size_t wrong_around(const sl_steps_t *steps, const uint32_t *from, const uint16_t *value,
                           uint32_t n)
{
  size_t wrong = 0;
  for (uint32_t i = 0; i < n; i++) {
    for (uint32_t k = 0; k < 3; k++) {
      const uint32_t u = from[i] + k - 1;
      wrong += sl_steps_value(steps, u) != expected(from, value, n, u);
      wrong += sl_steps_search(steps, u) != expected(from, value, n, u);
    }
  }
  return wrong;
}

/* Cells without a step, with one at either end or within, with several; the greatest value. */
static void table_is_list(void)
{
  static const uint32_t from[] = {0,          1,          0x3FFFFF,   0x400000,   0x800001,
                                  0x10000000, 0x10000001, 0x10000002, 0x103FFFFF, 0x80000000,
                                  0xFFC00000, 0xFFFFFFFE, 0xFFFFFFFF};
  static const uint16_t value[] = {0, 1, 2, 3, 700, 701, 702, 703, 704, 705, 800, 900, 65534};
  const uint32_t n = sizeof from / sizeof from[0];
  for (uint32_t k = 1; k <= n; k++) {
    sl_steps_t *steps = NULL;
    CU_ASSERT_EQUAL_FATAL(sl_steps_new(from, value, k, &steps, NULL), SL_OK);
    CU_ASSERT_EQUAL(wrong_around(steps, from, value, k), 0);
    sl_steps_free(steps);
  }
}

/* So many steps in one cell that its search doubles its reach more than once. */
static void crowded_cells(void)
{
  enum { N = 300 };
  uint32_t from[N];
  uint16_t value[N];
  for (uint32_t first = 0; first < 2; first++) {
    for (uint32_t i = 0; i < N; i++) {
      from[i] = i == 0 ? 0 : first * 0xFFFF0000U + 7 * i;
      value[i] = (uint16_t)(2 * i);
    }
    for (uint32_t n = 1; n <= N; n++) {
      sl_steps_t *steps = NULL;
      CU_ASSERT_EQUAL_FATAL(sl_steps_new(from, value, n, &steps, NULL), SL_OK);
      CU_ASSERT_EQUAL(wrong_around(steps, from, value, n), 0);
      sl_steps_free(steps);
    }
  }
}

static double weight_of(uint32_t day) { return day < 40 || day > 330 ? 0.0 : day % 31 + 0.001; }

static uint32_t day_of(const sl_season_days_t *season, uint32_t first, uint32_t last, uint32_t u)
{
  const sl_steps_t *none = season->steps; /* any: the lag is not looked at */
  const sl_claim_dating_t dating = sl_claim_dating(season, none, first, last, 1000);
  return sl_date_day(sl_claim_date(&dating, (uint64_t)u << 32)) - 1000;
}

/* Each day has its mass, as the weights say, and the first and the last number stay in range. */
static void season_has_its_mass(void)
{
  double weights[DAYS], total = 0.0, below = 0.0;
  sl_season_days_t *season = NULL;
  for (uint32_t d = 0; d < DAYS; d++) {
    total += weights[d] = weight_of(d);
  }
  CU_ASSERT_EQUAL_FATAL(sl_season_days_new(weights, DAYS, &season, NULL), SL_OK);
  for (uint32_t d = 0; d < DAYS; d++) {
    CU_ASSERT(fabs((double)season->start[d] - below / total * 0x1p32) <= 1.0);
    below += weights[d];
    if (weights[d] > 0.0) {
      CU_ASSERT_EQUAL(day_of(season, 0, DAYS - 1, (uint32_t)season->start[d]), d);
      CU_ASSERT_EQUAL(day_of(season, 0, DAYS - 1, (uint32_t)(season->start[d + 1] - 1)), d);
    }
  }
  CU_ASSERT_EQUAL(season->start[DAYS], UINT64_C(1) << 32);
  sl_season_days_free(season);
}

/* Part of a year: its days alone, in proportion; without mass, all alike. */
static void season_of_part(void)
{
  double weights[DAYS];
  sl_season_days_t *season = NULL;
  for (uint32_t d = 0; d < DAYS; d++) {
    weights[d] = weight_of(d);
  }
  CU_ASSERT_EQUAL_FATAL(sl_season_days_new(weights, DAYS, &season, NULL), SL_OK);
  CU_ASSERT_EQUAL(day_of(season, 50, 60, 0), 50);
  CU_ASSERT_EQUAL(day_of(season, 50, 60, UINT32_MAX), 60);
  CU_ASSERT_EQUAL(day_of(season, 100, 100, 0x12345678), 100);
  CU_ASSERT_EQUAL(day_of(season, 20, 45, 0), 40);
  CU_ASSERT_EQUAL(day_of(season, 300, 364, UINT32_MAX), 330);
  const double before = weights[50] + weights[51], all = before + weights[52];
  const double at = before / all * 0x1p32;
  CU_ASSERT_EQUAL(day_of(season, 50, 52, (uint32_t)(at - 10000.0)), 51);
  CU_ASSERT_EQUAL(day_of(season, 50, 52, (uint32_t)(at + 10000.0)), 52);
  CU_ASSERT_EQUAL(day_of(season, 0, 9, 0), 0);
  CU_ASSERT_EQUAL(day_of(season, 0, 9, UINT32_C(1) << 31), 5);
  CU_ASSERT_EQUAL(day_of(season, 340, 349, UINT32_MAX), 349);
  sl_season_days_free(season);
}

static void uniform_days(void)
{
  const uint16_t lag = 7;
  sl_steps_t *lags = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_steps_new(&(uint32_t){0}, &lag, 1, &lags, NULL), SL_OK);
  const sl_claim_dating_t dating = sl_claim_dating(NULL, lags, 31, 58, 365);
  for (uint64_t i = 0; i < 28; i++) {
    const uint64_t start = ((i << 32) + 27) / 28; /* the least u of day i */
    const uint32_t date = sl_claim_date(&dating, start << 32);
    CU_ASSERT_EQUAL(sl_date_day(date), 365 + 31 + i);
    CU_ASSERT_EQUAL(sl_date_lag(date), 7);
    CU_ASSERT_EQUAL(sl_date_day(sl_claim_date(&dating, (start << 32) - (i > 0))),
                    365 + 31 + i - (i > 0));
  }
  sl_steps_free(lags);
}

static uint32_t sampled(const sl_sampler_t *sampler, uint32_t u)
{
  const double days = sl_sampler_draw(sampler, (uint64_t)u << 32);
  return days < SL_LAG_DAYS_MAX ? (uint32_t)days : SL_LAG_DAYS_MAX;
}

/* A lag whose tail passes many days within a cell and reaches the cap. */
static void lags_of_a_sampler(void)
{
  sl_severity_t law;
  sl_sampler_t *sampler = NULL;
  sl_steps_t *lags = NULL;
  uint32_t wrong = 0, u = 1;
  sl_severity_init(&law, sl_severity_family("exponential"));
  law.parameter[0] = 400.0;
  CU_ASSERT_EQUAL_FATAL(sl_sampler_new(&law, &sampler, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_lag_steps_new(sampler, 0, &lags, NULL), SL_OK);
  CU_ASSERT_EQUAL(lags->value[lags->n - 1], SL_LAG_DAYS_MAX);
  for (uint32_t i = 0; i < lags->n; i++) {
    wrong += lags->value[i] != sampled(sampler, lags->from[i]);
    wrong += i > 0 && lags->value[i - 1] != sampled(sampler, lags->from[i] - 1);
  }
  for (uint32_t i = 0; i < 100000; i++) {
    u = u * 1664525U + 1013904223U;
    const uint32_t at = i % 2 == 0 ? u : ~(u >> u % 31);
    wrong += sl_steps_value(lags, at) != sampled(sampler, at);
  }
  CU_ASSERT_EQUAL(wrong, 0);
  sl_steps_free(lags);
  sl_sampler_free(sampler);
  sl_severity_free(&law);
}

SL_SUITE(steps, "unit/steps", {"a table says what its list says", table_is_list},
         {"crowded cells", crowded_cells},
         {"days of a season have their mass", season_has_its_mass},
         {"a season in part of a year", season_of_part}, {"uniform days", uniform_days},
         {"lags of a sampler", lags_of_a_sampler});
