#include "sim/study/fit/development.h"

#include "models/core/elementary.h"

#include <math.h>
#include <stdlib.h>

#define ROWS_OF_LAST_LAG 3
#define FIRST_LAGS 4 /* later first columns are not tried */
#define YOUNG 2
#define DAYS_PER_YEAR 365.25
#define STUDENT_TAIL 0.05

double sl_trend_factor(double trend, int from, int to)
{
  return trend == 0.0 ? 1.0 : sl_det_pow(1.0 + trend, (to - from) / DAYS_PER_YEAR);
}

/* ---- lags ---- */

static int month_after(const sl_experience_t *e, int day)
{
  const sl_date_t date = sl_experience_date(day);
  return SL_MONTHS_PER_YEAR * date.year + date.month - 1 - e->first_month;
}

typedef struct table {
  sl_triangle_t triangle;
  double *cumulative;
  unsigned first_lag;
  int valuation;
} table_t;

static unsigned known_lags(const table_t *table, unsigned row)
{
  const int known = table->valuation - (int)row - (int)table->first_lag + 1;
  return known < 0                                ? 0
         : (size_t)known > table->triangle.n_lags ? (unsigned)table->triangle.n_lags
                                                  : (unsigned)known;
}

static void fill_table(const sl_experience_t *e, sl_development_t development, double pool,
                       table_t *table)
{
  const size_t n_lags = table->triangle.n_lags;
  for (size_t i = 0; i < table->triangle.n_rows * n_lags; i++) {
    table->cumulative[i] = 0.0;
  }
  for (size_t i = 0; i < e->n_occasions; i++) {
    const sl_occasion_t *o = &e->occasions[i];
    if (sl_experience_development(e, o->service) == development && o->amount <= pool) {
      const int lag = month_after(e, o->paid_day) - (int)o->month - (int)table->first_lag;
      const size_t column = lag < 0 ? 0 : (size_t)lag < n_lags ? (size_t)lag : n_lags - 1;
      table->cumulative[o->month * n_lags + column] += o->amount;
    }
  }
  for (unsigned r = 0; r < table->triangle.n_rows; r++) {
    double *row = table->cumulative + r * n_lags;
    for (size_t j = 1; j < n_lags; j++) {
      row[j] += row[j - 1];
    }
    for (size_t j = known_lags(table, r); j < n_lags; j++) {
      row[j] = NAN;
    }
  }
}

/* The first column is the earliest by which something was paid in every year of the table. */
static bool find_links(const sl_experience_t *e, sl_development_t development, double pool,
                       table_t *table, sl_links_t *links)
{
  const sl_link_rule_t rule = {.last = SL_DEVELOPMENT_ROWS, .tail = 1.0};
  for (table->first_lag = 0; table->first_lag < FIRST_LAGS; table->first_lag++) {
    const int most = table->valuation + 1 - (int)table->first_lag - (ROWS_OF_LAST_LAG - 1);
    const int lags = most < SL_DEVELOPMENT_LAGS ? most : SL_DEVELOPMENT_LAGS;
    if (lags < 2 || e->n_months < ROWS_OF_LAST_LAG) {
      return false;
    }
    table->triangle.n_lags = (size_t)lags;
    fill_table(e, development, pool, table);
    sl_error_t error;
    if (sl_triangle_links(&table->triangle, &rule, links, &error) == SL_OK) {
      return true;
    }
  }
  return false;
}

/* What a member-year costs by the months that chain ladder completes. */
static double expected_cost(const sl_experience_t *e, const table_t *table,
                            const sl_completed_t *rows)
{
  double ultimate = 0.0, years = 0.0;
  for (unsigned m = 0; m < e->n_months; m++) {
    if (known_lags(table, m) >= YOUNG) {
      ultimate += rows[m].ultimate;
      years += e->month_years[m];
    }
  }
  return years > 0.0 ? ultimate / years : 0.0;
}

static int complete(const sl_experience_t *e, const table_t *table, sl_lag_study_t *study)
{
  double *expected = malloc(e->n_months * sizeof *expected);
  study->rows = calloc(e->n_months, sizeof *study->rows);
  if (expected == NULL || study->rows == NULL) {
    free(expected);
    return SL_ERR_MEMORY;
  }
  sl_triangle_complete(&table->triangle, &study->links, NULL, study->rows, &study->total);
  const double cost = expected_cost(e, table, study->rows);
  for (unsigned m = 0; m < e->n_months; m++) {
    expected[m] = cost * e->month_years[m];
  }
  const sl_expected_t by = {.young = YOUNG, .ultimate = expected};
  sl_triangle_complete(&table->triangle, &study->links, &by, study->rows, &study->total);
  free(expected);
  return SL_OK;
}

static void set_shares(sl_experience_t *e, const table_t *table, double *share,
                       sl_lag_study_t *study)
{
  for (unsigned m = 0; m < e->n_months; m++) {
    const unsigned known = known_lags(table, m);
    share[m] = known == 0 ? 0.0 : study->links.completion[known - 1];
    if (share[m] < SL_EXPERIENCE_SHARE) {
      share[m] = 0.0;
      study->left_out++;
    }
  }
}

static int study_lags(sl_experience_t *e, sl_development_t development, double pool, bool valued,
                      sl_lag_study_t *study)
{
  table_t table = {.valuation = valued ? month_after(e, e->valued_day) : -1};
  for (size_t i = 0; i < e->n_occasions; i++) {
    study->claims += sl_experience_development(e, e->occasions[i].service) == development;
  }
  if (study->claims == 0.0) {
    study->why = "the file has none of these claims";
    return SL_OK;
  }
  if (!valued) {
    study->why = "the file does not say when every claim was paid";
    return SL_OK;
  }
  table.cumulative = malloc((size_t)e->n_months * SL_DEVELOPMENT_LAGS * sizeof *table.cumulative);
  if (table.cumulative == NULL) {
    return SL_ERR_MEMORY;
  }
  table.triangle.cumulative = table.cumulative;
  table.triangle.n_rows = e->n_months;
  int code = SL_OK;
  if (find_links(e, development, pool, &table, &study->links)) {
    study->is_told = true;
    study->first_lag = table.first_lag;
    code = complete(e, &table, study);
    set_shares(e, &table, e->share[development], study);
  } else {
    study->why = "too few months, or months without payments, to tell how claims are paid";
  }
  free(table.cumulative);
  return code;
}

int sl_lag_studies(sl_experience_t *e, double pool, sl_lag_study_t *study, sl_error_t *error)
{
  const bool valued = !e->annual && e->valued_day != SL_CLAIMS_NO_DAY;
  int code = SL_OK;
  for (size_t d = 0; d < SL_DEVELOPMENTS; d++) {
    study[d] = (sl_lag_study_t){0};
  }
  for (size_t d = 0; d < SL_DEVELOPMENTS && code == SL_OK; d++) {
    code = study_lags(e, (sl_development_t)d, pool, valued, &study[d]);
  }
  if (code != SL_OK) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for the lags");
  }
  sl_experience_expose(e);
  return SL_OK;
}

void sl_lag_study_free(sl_lag_study_t *study)
{
  free(study->rows);
  study->rows = NULL;
}

/* ---- trend ---- */

/* Completed cost per member-year by step (a month, or a year of annual totals); how many steps
 * from the first on have some. */
static size_t costs_by_step(const sl_experience_t *e, double pool, double *cost)
{
  const unsigned step = e->annual ? SL_MONTHS_PER_YEAR : 1;
  const size_t n = e->n_months / step;
  size_t told = 0;
  for (size_t t = 0; t < n; t++) {
    cost[t] = 0.0;
  }
  for (size_t i = 0; i < e->n_occasions; i++) {
    const sl_occasion_t *o = &e->occasions[i];
    const double share = e->share[sl_experience_development(e, o->service)][o->month];
    cost[o->month / step] += o->amount <= pool && share > 0.0 ? o->amount / share : 0.0;
  }
  for (size_t t = 0; t < n && told == t; t++) {
    double years = 0.0;
    bool known = cost[t] > 0.0;
    for (unsigned m = (unsigned)t * step; m < ((unsigned)t + 1) * step; m++) {
      years += e->month_years[m];
      for (size_t j = 0; j < e->n_services; j++) {
        known = known && e->share[sl_experience_development(e, j)][m] > 0.0;
      }
    }
    cost[t] = years > 0.0 ? cost[t] / years : 0.0;
    told += known && cost[t] > 0.0;
  }
  return told;
}

static void tell_annual(const sl_experience_t *e, sl_trend_study_t *study)
{
  const sl_trend_fit_t *fit = &study->fit;
  study->annual = fit->annual;
  study->low = fit->annual_low;
  study->high = fit->annual_high;
  if (e->annual) {
    const double freedom = (double)(fit->months - fit->parameters);
    const double reach = sl_student_two_sided(STUDENT_TAIL, freedom) * fit->slope.standard_error;
    const double growth = sl_det_exp(fit->slope.value);
    study->annual = (sl_estimate_t){growth - 1.0, growth * fit->slope.standard_error};
    study->low = sl_det_exp(fit->slope.value - reach) - 1.0;
    study->high = sl_det_exp(fit->slope.value + reach) - 1.0;
  }
}

int sl_trend_study(const sl_experience_t *e, double pool, double given, sl_trend_study_t *study,
                   sl_error_t *error)
{
  double *cost = malloc(e->n_months * sizeof *cost);
  *study = (sl_trend_study_t){.source = SL_TREND_NONE};
  if (cost == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for the trend");
  }
  study->points = costs_by_step(e, pool, cost);
  if (study->points >= (e->annual ? SL_TREND_YEARS : SL_TREND_MONTHS)) {
    const unsigned first = (unsigned)(e->first_month % SL_MONTHS_PER_YEAR);
    sl_error_t ignored;
    study->is_fitted = sl_fit_trend(cost, NULL, study->points, e->annual ? 0 : first, !e->annual,
                                    &study->fit, &ignored) == SL_OK;
  }
  free(cost);
  if (study->is_fitted) {
    tell_annual(e, study);
  }
  if (!isnan(given)) {
    study->source = SL_TREND_GIVEN;
    study->used = given;
  } else if (study->is_fitted && study->annual.standard_error <= SL_TREND_ERROR_MAX) {
    study->source = SL_TREND_FITTED;
    study->used = study->annual.value;
  }
  return SL_OK;
}
