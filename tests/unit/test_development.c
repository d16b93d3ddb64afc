/* Lags and trend of past claims: patterns that are known, so that the answers are too. */
#include "sim/study/fit/development.h"
#include "tests/support/claim_text.h"
#include "tests/support/harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define MONTHS 30
#define FIRST_YEAR 2022

/* One member; each month `amount` is paid half in its own month, 30% in the next, 20% in the one
 * after that, as three claims of different days; what falls after the last month is not known. */
static char *steady_lines(double growth)
{
  char *text = NULL;
  size_t size = 0;
  FILE *out = open_memstream(&text, &size);
  static const double part[3] = {0.5, 0.3, 0.2};
  fputs("member,service,incurred,paid_date,allowed\n", out);
  for (int m = 0; m < MONTHS; m++) {
    for (int lag = 0; lag < 3 && m + lag < MONTHS; lag++) {
      const int paid = m + lag;
      fprintf(out, "a,office,%04d-%02d-%02d,%04d-%02d-15,%.10f\n", FIRST_YEAR + m / 12, m % 12 + 1,
              2 + lag, FIRST_YEAR + paid / 12, paid % 12 + 1,
              1000.0 * part[lag] * pow(1.0 + growth, m / 12.0));
    }
  }
  fclose(out);
  return text;
}

typedef struct studied {
  sl_claims_file_t file;
  sl_experience_t *experience;
  sl_lag_study_t lags[SL_DEVELOPMENTS];
  sl_trend_study_t trend;
} studied_t;

static studied_t study(char *text, double given)
{
  studied_t s = {.file = sl_test_claims(text, NULL, 0)};
  sl_error_t error;
  free(text);
  CU_ASSERT_EQUAL_FATAL(sl_experience_new(&s.file, NULL, 0, &s.experience, &error), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_lag_studies(s.experience, INFINITY, s.lags, &error), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_trend_study(s.experience, INFINITY, given, &s.trend, &error), SL_OK);
  return s;
}

static void done(studied_t *s)
{
  for (size_t d = 0; d < SL_DEVELOPMENTS; d++) {
    sl_lag_study_free(&s->lags[d]);
  }
  sl_experience_free(s->experience);
  sl_claims_file_free(&s->file);
}

static void a_steady_pattern_is_completed(void)
{
  studied_t s = study(steady_lines(0.0), 0.0);
  const sl_lag_study_t *lags = &s.lags[SL_DEVELOPS_MEDICAL];
  CU_ASSERT_FALSE(s.lags[SL_DEVELOPS_PHARMACY].is_told);
  CU_ASSERT_TRUE_FATAL(lags->is_told);
  SL_ASSERT_CLOSE(lags->links.completion[0], 0.5, 1e-12);
  SL_ASSERT_CLOSE(lags->links.completion[1], 0.8, 1e-12);
  SL_ASSERT_CLOSE(lags->links.completion[2], 1.0, 1e-12);
  /* the last month by what the 29 before it cost a member-year, of which it has 30 days */
  const double expected = 29000.0 / (2.0 + 152.0 / 366.0) * 30.0 / 366.0;
  SL_ASSERT_CLOSE(lags->total.reserve, 0.5 * expected + 200.0, 1e-9);
  const double *share = s.experience->share[SL_DEVELOPS_MEDICAL];
  SL_ASSERT_CLOSE(share[MONTHS - 1], 0.5, 1e-12);
  SL_ASSERT_CLOSE(share[MONTHS - 2], 0.8, 1e-12);
  CU_ASSERT_EQUAL(share[MONTHS - 3], 1.0);
  CU_ASSERT_TRUE(lags->rows[MONTHS - 1].by_expectation);
  CU_ASSERT_FALSE(lags->rows[MONTHS - 2].by_expectation);
  CU_ASSERT_EQUAL(lags->left_out, 0);
  done(&s);
}

/* Cost a member-year divides by days, so months of 28 to 31 days are seasons: the trend is exact.
 */
static void a_steady_growth_is_the_trend(void)
{
  studied_t s = study(steady_lines(0.08), NAN);
  CU_ASSERT_TRUE_FATAL(s.trend.is_fitted);
  CU_ASSERT_EQUAL(s.trend.source, SL_TREND_FITTED);
  SL_ASSERT_CLOSE(s.trend.used, 0.08, 0.02);
  CU_ASSERT_TRUE(s.trend.low < 0.08 && 0.08 < s.trend.high);
  done(&s);
  s = study(steady_lines(0.08), 0.05);
  CU_ASSERT_EQUAL(s.trend.source, SL_TREND_GIVEN);
  CU_ASSERT_EQUAL(s.trend.used, 0.05);
  done(&s);
}

static void annual_totals_have_a_trend_of_years(void)
{
  char text[400], *copy;
  snprintf(text, sizeof text,
           "member,year,allowed\na,2020,%.6f\na,2021,%.6f\na,2022,%.6f\na,2023,"
           "%.6f\na,2024,%.6f\n",
           1000.0, 1100.0, 1210.0, 1331.0, 1464.1);
  copy = malloc(sizeof text);
  CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
  snprintf(copy, sizeof text, "%s", text);
  studied_t s = study(copy, NAN);
  CU_ASSERT_EQUAL(s.trend.source, SL_TREND_FITTED);
  SL_ASSERT_CLOSE(s.trend.used, 0.1, 1e-9);
  CU_ASSERT_FALSE(s.lags[SL_DEVELOPS_MEDICAL].is_told);
  done(&s);
}

static void too_little_is_not_told(void)
{
  char *text = malloc(200);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  snprintf(text, 200,
           "member,service,incurred,paid_date,allowed\na,x,2024-01-02,2024-02-02,5\n"
           "a,x,2024-02-02,2024-02-03,6\n");
  studied_t s = study(text, NAN);
  CU_ASSERT_FALSE(s.lags[SL_DEVELOPS_MEDICAL].is_told);
  CU_ASSERT_PTR_NOT_NULL(s.lags[SL_DEVELOPS_MEDICAL].why);
  CU_ASSERT_EQUAL(s.trend.source, SL_TREND_NONE);
  CU_ASSERT_EQUAL(s.trend.used, 0.0);
  CU_ASSERT_EQUAL(s.experience->share[SL_DEVELOPS_MEDICAL][1], 1.0);
  done(&s);
}

static void amounts_are_brought_to_a_day(void)
{
  CU_ASSERT_EQUAL(sl_trend_factor(0.0, 0, 5000), 1.0);
  SL_ASSERT_CLOSE(sl_trend_factor(0.1, 0, 1461), pow(1.1, 4.0), 1e-12);
  SL_ASSERT_CLOSE(sl_trend_factor(0.1, 1461, 0), pow(1.1, -4.0), 1e-12);
}

SL_SUITE(development, "unit/development",
         {"a steady pattern is completed", a_steady_pattern_is_completed},
         {"a steady growth is the trend", a_steady_growth_is_the_trend},
         {"annual totals have a trend of years", annual_totals_have_a_trend_of_years},
         {"too little is not told", too_little_is_not_told},
         {"amounts are brought to a day", amounts_are_brought_to_a_day});
