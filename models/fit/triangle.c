#include "models/fit/triangle.h"

#include "models/core/elementary.h"

#include <math.h>

static double known(const sl_triangle_t *t, size_t row, size_t lag)
{
  return t->cumulative[row * t->n_lags + lag];
}

/* How many lags of the row are known. */
static size_t age_of(const sl_triangle_t *t, size_t row)
{
  size_t age = 0;
  while (age < t->n_lags && !isnan(known(t, row, age))) {
    age++;
  }
  return age;
}

static int check(const sl_triangle_t *t, const sl_link_rule_t *rule, sl_error_t *error)
{
  if (t->n_lags < 2 || t->n_lags > SL_TRIANGLE_LAGS || !(rule->tail >= 1.0)) {
    return sl_fail(
        error, SL_ERR_INPUT,
        "a triangle of %zu lags with a tail of %.10g; it has 2 to %d lags and a tail of 1 "
        "or more",
        t->n_lags, rule->tail, SL_TRIANGLE_LAGS);
  }
  for (size_t i = 0; i < t->n_rows; i++) {
    const size_t age = age_of(t, i);
    for (size_t j = 0; j < t->n_lags; j++) {
      const double c = known(t, i, j);
      if (j < age ? !(c >= 0.0 && isfinite(c)) : !isnan(c)) {
        return sl_fail(error, SL_ERR_INPUT, "row %zu, lag %zu: %.10g", i + 1, j, c);
      }
    }
  }
  return SL_OK;
}

/* Of the rows that know lags j and j + 1, the youngest that the rule takes, and the rows of highest
 * and lowest ratio, which may be left out. */
typedef struct taken {
  size_t first, n; /* rows from first on that know both */
  size_t highest, lowest;
  bool without;
} taken_t;

static bool counts(const sl_triangle_t *t, const taken_t *taken, size_t row, size_t lag)
{
  return row >= taken->first && age_of(t, row) > lag + 1 &&
         !(taken->without && (row == taken->highest || row == taken->lowest));
}

static taken_t take(const sl_triangle_t *t, const sl_link_rule_t *rule, size_t lag)
{
  taken_t taken = {.first = t->n_rows, .highest = t->n_rows, .lowest = t->n_rows};
  double high = -INFINITY, low = INFINITY;
  for (size_t i = t->n_rows; i-- > 0 && (rule->last == 0 || taken.n < rule->last);) {
    if (age_of(t, i) > lag + 1) {
      const double ratio = known(t, i, lag + 1) / known(t, i, lag);
      taken.first = i;
      taken.n++;
      taken.highest = ratio > high ? i : taken.highest;
      taken.lowest = ratio < low ? i : taken.lowest;
      high = fmax(high, ratio);
      low = fmin(low, ratio);
    }
  }
  taken.without = rule->without_extremes && taken.n >= 4;
  return taken;
}

static int link_at(const sl_triangle_t *t, const sl_link_rule_t *rule, size_t lag,
                   sl_links_t *links, sl_error_t *error)
{
  const taken_t taken = take(t, rule, lag);
  double before = 0.0, after = 0.0, squares = 0.0;
  size_t paid = 0; /* rows with claims by lag: the others tell nothing of sigma */
  for (size_t i = 0; i < t->n_rows; i++) {
    if (counts(t, &taken, i, lag)) {
      before += known(t, i, lag);
      after += known(t, i, lag + 1);
      links->rows[lag]++;
    }
  }
  if (!(before > 0.0 && after > 0.0)) {
    return sl_fail(error, SL_ERR_INPUT, "no row knows both lag %zu and lag %zu with claims above 0",
                   lag, lag + 1);
  }
  const double factor = after / before;
  for (size_t i = 0; i < t->n_rows; i++) {
    if (counts(t, &taken, i, lag) && known(t, i, lag) > 0.0) {
      const double off = known(t, i, lag + 1) / known(t, i, lag) - factor;
      squares += known(t, i, lag) * off * off;
      paid++;
    }
  }
  links->factor[lag] = factor;
  if (paid > 1) {
    links->sigma[lag] = sqrt(squares / (double)(paid - 1));
  } else { /* Mack's guess from the two before it */
    const double s1 = lag > 0 ? links->sigma[lag - 1] : 0.0,
                 s2 = lag > 1 ? links->sigma[lag - 2] : s1;
    links->sigma[lag] = fmin(s2 > 0.0 ? s1 * s1 / s2 : s1, fmin(s1, s2));
  }
  links->error[lag] = links->sigma[lag] / sqrt(before);
  return SL_OK;
}

int sl_triangle_links(const sl_triangle_t *triangle, const sl_link_rule_t *rule, sl_links_t *links,
                      sl_error_t *error)
{
  *links = (sl_links_t){.n = triangle->n_lags};
  int code = check(triangle, rule, error);
  for (size_t j = 0; j + 1 < triangle->n_lags && code == SL_OK; j++) {
    code = link_at(triangle, rule, j, links, error);
  }
  if (code != SL_OK) {
    return code;
  }
  const size_t last = links->n - 1;
  links->factor[last] = rule->tail;
  links->error[last] = rule->tail_error;
  links->sigma[last] = rule->tail_sigma;
  double ahead = 1.0;
  for (size_t j = links->n; j-- > 0;) {
    ahead *= links->factor[j];
    links->completion[j] = 1.0 / ahead;
  }
  return SL_OK;
}

double sl_triangle_tail(const double *factor, size_t n_links, size_t from)
{
  double n = 0.0, x = 0.0, y = 0.0, xx = 0.0, xy = 0.0;
  for (size_t j = from; j < n_links; j++) {
    if (factor[j] > 1.0) {
      const double at = (double)j, log_more = sl_det_log(factor[j] - 1.0);
      n += 1.0;
      x += at;
      y += log_more;
      xx += at * at;
      xy += at * log_more;
    }
  }
  const double slope = (n * xy - x * y) / (n * xx - x * x);
  if (n < 3.0 || !(slope < 0.0)) {
    return 1.0;
  }
  double tail = 1.0;
  for (size_t j = n_links; j < n_links + 10000; j++) {
    const double more = sl_det_exp((y - slope * x) / n + slope * (double)j);
    tail *= 1.0 + more;
    if (more < 1e-12) {
      break;
    }
  }
  return tail;
}

/* One lag more of a row whose amount and squared error are given, and what it adds to the total:
 * chance by row, the factor's error by the sum of amounts. */
typedef struct step {
  double amount, squared_error;
} step_t;

static void complete_row(const sl_triangle_t *t, const sl_links_t *links,
                         const sl_expected_t *expected, size_t row, sl_completed_t *made,
                         step_t *start)
{
  const size_t age = age_of(t, row);
  const double share = age > 0 ? links->completion[age - 1] : 0.0;
  const double b =
      expected != NULL && age < expected->young ? expected->ultimate[row] : (double)NAN;
  made->paid = age > 0 ? known(t, row, age - 1) : 0.0;
  made->by_expectation = !isnan(b);
  made->ultimate = made->by_expectation ? made->paid + (1.0 - share) * b
                   : age > 0            ? made->paid / share
                                        : 0.0;
  made->reserve = made->ultimate - made->paid;
  *start = (step_t){.amount = made->by_expectation ? share * b : made->paid};
}

/* Of a row that was expected, known or not, the error of the expectation comes on top. */
static double own_error(const sl_triangle_t *t, const sl_links_t *links,
                        const sl_expected_t *expected, size_t row, const sl_completed_t *made)
{
  if (!made->by_expectation || expected->error == NULL) {
    return 0.0;
  }
  const size_t age = age_of(t, row);
  return (age > 0 ? 1.0 - links->completion[age - 1] : 1.0) * expected->error[row];
}

static double advance(const sl_links_t *links, size_t lag, step_t *row)
{
  const double f = links->factor[lag], sigma = links->sigma[lag], error = links->error[lag];
  const double chance = row->amount * sigma * sigma;
  row->squared_error =
      chance + row->amount * row->amount * error * error + f * f * row->squared_error;
  row->amount *= f;
  return chance;
}

void sl_triangle_complete(const sl_triangle_t *triangle, const sl_links_t *links,
                          const sl_expected_t *expected, sl_completed_t *rows,
                          sl_completed_t *total)
{
  double own = 0.0, all[SL_TRIANGLE_LAGS] = {0.0}, chance[SL_TRIANGLE_LAGS] = {0.0};
  *total = (sl_completed_t){.paid = 0.0};
  for (size_t i = 0; i < triangle->n_rows; i++) {
    step_t step;
    complete_row(triangle, links, expected, i, &rows[i], &step);
    const size_t age = age_of(triangle, i);
    for (size_t j = age > 0 ? age - 1 : links->n; j < links->n; j++) {
      all[j] += step.amount;
      chance[j] += advance(links, j, &step);
    }
    const double apart = own_error(triangle, links, expected, i, &rows[i]);
    rows[i].standard_error = sqrt(step.squared_error + apart * apart);
    own += apart * apart;
    total->paid += rows[i].paid;
    total->ultimate += rows[i].ultimate;
    total->reserve += rows[i].reserve;
    total->by_expectation = total->by_expectation || rows[i].by_expectation;
  }
  double squared = 0.0;
  for (size_t j = 0; j < links->n; j++) {
    const double f = links->factor[j], error = all[j] * links->error[j];
    squared = chance[j] + error * error + f * f * squared;
  }
  total->standard_error = sqrt(squared + own);
}
