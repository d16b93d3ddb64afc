/* Incurred days: uniform, seasonal, within the enrolment. */
#include "models/random/streams.h"
#include "sim/engine/compile/dating.h"
#include "tests/support/engine_group.h"
#include "tests/support/harness.h"

#include <stdlib.h>
#include <string.h>

enum { DRAWS = 200000 };

static uint64_t word_of(uint32_t i)
{
  const sl_stream_t stream = sl_stream_init(7, SL_PASS_MAIN, SL_DRAW_DAY, 0, 0);
  return sl_stream_word(&stream, 0, 1, i);
}

/* Chi-square of observed counts against probabilities, as a z by Wilson and Hilferty (1931). */
static double chi_square_z(const double *observed, const double *probability, size_t n)
{
  double chi = 0.0, cells = -1.0;
  for (size_t i = 0; i < n; i++) {
    const double expected = probability[i] * DRAWS;
    if (expected > 0.0) {
      chi += (observed[i] - expected) * (observed[i] - expected) / expected;
      cells += 1.0;
    } else {
      CU_ASSERT_EQUAL(observed[i], 0.0);
    }
  }
  return (cbrt(chi / cells) - (1.0 - 2.0 / (9.0 * cells))) / sqrt(2.0 / (9.0 * cells));
}

/* The day of a person enrolled from first to last, of a year that begins on day 0. */
static int32_t day_of(const sl_season_days_t *season, int32_t first, int32_t last, uint64_t word)
{
  const uint16_t none = 0;
  sl_steps_t *lags = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_steps_new(&(uint32_t){0}, &none, 1, &lags, NULL), SL_OK);
  const sl_claim_dating_t dating =
      sl_claim_dating(season, lags, (uint32_t)first, (uint32_t)last, 0);
  const uint32_t date = sl_claim_date(&dating, word);
  sl_steps_free(lags);
  return (int32_t)sl_date_day(date);
}

static void days_without_season_are_uniform(void)
{
  double observed[100] = {0}, probability[100];
  for (uint32_t i = 0; i < DRAWS; i++) {
    const int32_t day = day_of(NULL, 50, 149, word_of(i));
    CU_ASSERT_FATAL(day >= 50 && day <= 149);
    observed[day - 50] += 1.0;
  }
  for (size_t i = 0; i < 100; i++) {
    probability[i] = 0.01;
  }
  CU_ASSERT(fabs(chi_square_z(observed, probability, 100)) < SL_Z_BOUND);
}

static sl_lease_t *new_lease(void)
{
  sl_lease_t *lease = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_lease_new(NULL, &lease, NULL), SL_OK);
  return lease;
}

/* A year from 15 March 2023 to 14 March 2024, with its leap day; enrolled from 1 May to 9 March. By
 * the rule: mass of a month = weight x days covered / days of the month, uniform within. */
static void seasonal_days_follow_their_months(void)
{
  static const double weights[12] = {3.0, 1.0, 2.0, 0.0, 1.5, 1.0, 0.5, 1.0, 1.0, 2.0, 1.0, 4.0};
  static const int covered[12] = {31, 29, 9, 0, 31, 30, 31, 31, 30, 31, 30, 31};
  sl_engine_group_t group;
  sl_dating_t *dating = NULL;
  sl_lease_t *lease = new_lease();
  double observed[12] = {0}, probability[12], total = 0.0, early = 0.0;
  sl_group_make(&group, 1, 1);
  group.scenario.start = (sl_date_t){2023, 3, 15};
  sl_calendar_init(&group.scenario.calendar, group.scenario.start, 12);
  group.services[0].seasonal = true;
  memcpy(group.services[0].season, weights, sizeof weights);
  CU_ASSERT_EQUAL_FATAL(sl_dating_new(&group.scenario, lease, 2, &dating, NULL), SL_OK);
  const sl_season_days_t *season = sl_dating_season(dating, 0, 0);
  const int first = sl_calendar_day(&group.scenario.calendar, (sl_date_t){2023, 5, 1});
  const int last = sl_calendar_day(&group.scenario.calendar, (sl_date_t){2024, 3, 9});
  for (uint32_t i = 0; i < DRAWS; i++) {
    const int32_t day = day_of(season, first, last, word_of(i));
    CU_ASSERT_FATAL(day >= first && day <= last);
    int month = 5, begin = first;
    for (; day >= begin + covered[month - 1]; month = month % 12 + 1) {
      begin += covered[month - 1];
    }
    observed[month - 1] += 1.0;
    early += month == 12 && day < begin + 15 ? 1.0 : 0.0;
  }
  for (int m = 0; m < 12; m++) {
    static const double days[12] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    probability[m] = weights[m] * covered[m] / days[m];
    total += probability[m];
  }
  for (int m = 0; m < 12; m++) {
    probability[m] /= total;
  }
  CU_ASSERT(fabs(chi_square_z(observed, probability, 12)) < SL_Z_BOUND);
  const double share = 15.0 / 31.0, n = observed[11];
  CU_ASSERT(fabs(early - n * share) < SL_Z_BOUND * sqrt(n * share * (1.0 - share)));
  sl_dating_free(dating);
  sl_group_free(&group);
  sl_lease_free(lease);
}

static void months_without_weight_have_no_day(void)
{
  sl_engine_group_t group;
  sl_dating_t *dating = NULL;
  sl_lease_t *lease = new_lease();
  sl_group_make(&group, 1, 1);
  group.services[0].seasonal = true;
  group.services[0].season[11] = 1.0; /* December only */
  CU_ASSERT_EQUAL_FATAL(sl_dating_new(&group.scenario, lease, 2, &dating, NULL), SL_OK);
  const sl_season_days_t *season = sl_dating_season(dating, 0, 0);
  CU_ASSERT_EQUAL(day_of(season, 0, 364, 0), 334);
  CU_ASSERT_EQUAL(day_of(season, 0, 364, UINT64_MAX), 364);
  sl_dating_free(dating);
  sl_group_free(&group);
  sl_lease_free(lease);
}

static void waiting_ends_months_after_joining(void)
{
  sl_calendar_t calendar;
  sl_calendar_init(&calendar, (sl_date_t){2026, 1, 1}, 12);
  const sl_person_t joiner = {.dated = true, .first_day = 30}; /* 31 January */
  const sl_person_t always = {.dated = true, .first_day = SL_DAY_ALWAYS_BEFORE};
  const sl_person_t undated = {.first_day = 30};
  CU_ASSERT_EQUAL(sl_dating_waiting_end(&calendar, &joiner, 1), 58);  /* 28 February */
  CU_ASSERT_EQUAL(sl_dating_waiting_end(&calendar, &joiner, 6), 211); /* 31 July */
  CU_ASSERT_EQUAL(sl_dating_waiting_end(&calendar, &joiner, 0), INT32_MIN);
  CU_ASSERT_EQUAL(sl_dating_waiting_end(&calendar, &always, 6), INT32_MIN);
  CU_ASSERT_EQUAL(sl_dating_waiting_end(&calendar, &undated, 6), INT32_MIN);
}

/* The path is chosen by what the scenario asks, and years go back as far as claims can matter. */
static void paths_and_years_follow_from_the_scenario(void)
{
  sl_engine_group_t group;
  sl_dating_t *dating = NULL;
  sl_lease_t *lease = new_lease();
  sl_contract_t *contract = &group.arrangement.specific.contract;
  sl_group_make(&group, 1, 1);
  CU_ASSERT_FALSE(sl_dating_is_needed(&group.scenario));
  *contract = (sl_contract_t){.kind = SL_CONTRACT_MONTHS, .incurred_months = 24, .paid_months = 12};
  CU_ASSERT_TRUE(sl_dating_is_needed(&group.scenario));
  CU_ASSERT_EQUAL_FATAL(sl_dating_new(&group.scenario, lease, 2, &dating, NULL), SL_OK);
  CU_ASSERT_EQUAL(dating->first_year, -1);
  sl_dating_free(dating);
  contract->kind = SL_CONTRACT_PAID; /* the lognormal lag has no end but the cap */
  CU_ASSERT_EQUAL_FATAL(sl_dating_new(&group.scenario, lease, 2, &dating, NULL), SL_OK);
  CU_ASSERT_EQUAL(dating->first_year, -SL_YEARS_BEFORE_MAX);
  sl_dating_free(dating);
  group.services[0].lag = sl_group_severity("constant", 40.0, 0.0);
  CU_ASSERT_EQUAL_FATAL(sl_dating_new(&group.scenario, lease, 2, &dating, NULL), SL_OK);
  CU_ASSERT_EQUAL(dating->first_year, -1);
  sl_dating_free(dating);
  /* 12/15 covers all where the longest lag is 40 days: the annual path will do. */
  *contract = (sl_contract_t){.kind = SL_CONTRACT_MONTHS, .incurred_months = 12, .paid_months = 15};
  CU_ASSERT_FALSE(sl_dating_is_needed(&group.scenario));
  contract->paid_months = 12;
  CU_ASSERT_TRUE(sl_dating_is_needed(&group.scenario));
  contract->paid_months = 15;
  sl_group_let_families_bind(&group); /* who fills their limits first is a matter of days */
  CU_ASSERT_TRUE(sl_dating_is_needed(&group.scenario));
  group.scenario.group->families[0].n_persons = 2;
  CU_ASSERT_FALSE(sl_dating_is_needed(&group.scenario));
  sl_group_free(&group);
  sl_lease_free(lease);
}

SL_SUITE(dating, "unit/dating",
         {"days without season are uniform", days_without_season_are_uniform},
         {"seasonal days follow their months", seasonal_days_follow_their_months},
         {"months without weight have no day", months_without_weight_have_no_day},
         {"waiting ends months after joining", waiting_ends_months_after_joining},
         {"paths and years follow from the scenario", paths_and_years_follow_from_the_scenario});
