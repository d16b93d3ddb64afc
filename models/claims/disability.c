#include "models/claims/disability.h"

#include "models/core/amounts.h"
#include "models/core/calendar.h"
#include "models/core/elementary.h"

#include <math.h>
#include <stdlib.h>

#define WEEKS_PER_YEAR 52.0
#define DAYS_PER_WEEK 7.0
#define DAYS_PER_YEAR 365.25

void sl_disability_free(sl_disability_t *disability) { free(disability->termination); }

static int check_rates(const sl_disability_t *disability, sl_error_t *error)
{
  for (size_t i = 0; i < disability->n_termination; i++) {
    if (!(disability->termination[i] >= 0.0 && disability->termination[i] <= 1.0)) {
      return sl_fail(error, SL_ERR_INPUT,
                     "termination rate %zu is %.10g; it must be between 0 and 1", i + 1,
                     disability->termination[i]);
    }
  }
  return disability->n_termination > 0
             ? SL_OK
             : sl_fail(error, SL_ERR_INPUT, "the termination rates are missing");
}

/* The chance that a benefit paid in one month is paid in the next, in that month's year. */
static double monthly_persistence(const sl_disability_t *disability, unsigned month)
{
  const size_t year = month / SL_MONTHS_PER_YEAR, last = disability->n_termination - 1;
  const double q = disability->termination[year < last ? year : last];
  return q < 1.0 ? sl_det_exp(sl_det_log1p(-q) / (double)SL_MONTHS_PER_YEAR) : 0.0;
}

int sl_disability_duration(const sl_disability_t *disability, unsigned months_max,
                           sl_severity_t *duration, sl_error_t *error)
{
  sl_severity_init(duration, sl_severity_family("table"));
  const int code = check_rates(disability, error);
  if (code != SL_OK) {
    return code;
  }
  duration->n = (size_t)months_max + 1;
  duration->values = calloc(duration->n, sizeof *duration->values);
  duration->probabilities = calloc(duration->n, sizeof *duration->probabilities);
  if (duration->values == NULL || duration->probabilities == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for %u months of benefit", months_max);
  }
  double disabled = 1.0;
  for (unsigned month = 0; month < months_max; month++) {
    const double persisting = disabled * monthly_persistence(disability, month);
    duration->values[month] = month;
    duration->probabilities[month] = disabled - persisting;
    disabled = persisting;
  }
  duration->values[months_max] = months_max;
  duration->probabilities[months_max] = disabled;
  return sl_severity_validate(duration, error);
}

double sl_disability_benefit(const sl_disability_t *disability, double salary)
{
  const double periods =
      disability->kind == SL_SHORT_TERM ? WEEKS_PER_YEAR : (double)SL_MONTHS_PER_YEAR;
  return sl_smaller(disability->salary_share * salary / periods, disability->maximum);
}

/* Short-term: the days that are paid. */
static double benefit_days(const sl_disability_t *disability, double duration)
{
  return sl_smaller(sl_larger(duration - disability->elimination_days, 0.0),
                    DAYS_PER_WEEK * disability->maximum_weeks);
}

/* Long-term: the months that are paid. */
static double benefit_months(const sl_disability_t *disability, double duration, unsigned age)
{
  const double years = (double)disability->to_age - (double)age;
  const double elimination =
      disability->elimination_days * ((double)SL_MONTHS_PER_YEAR / DAYS_PER_YEAR);
  return sl_larger(floor(sl_smaller(duration, (double)SL_MONTHS_PER_YEAR * years - elimination)),
                   0.0);
}

/* Of n payments of 1 a month in arrears, `elimination_days` after disablement. Summed backwards:
 * also right where interest is nearly nothing. */
static double present_value(const sl_disability_t *disability, double n)
{
  const double force = sl_det_log1p(disability->interest); /* of interest, a year */
  const double v = sl_det_exp(-force / (double)SL_MONTHS_PER_YEAR);
  double annuity = 0.0;
  for (double k = 0.0; k < n; k += 1.0) {
    annuity = (annuity + 1.0) * v;
  }
  return annuity * sl_det_exp(-force * disability->elimination_days / DAYS_PER_YEAR);
}

double sl_disability_amount(const sl_disability_t *disability, double duration, double salary,
                            unsigned age)
{
  const double benefit = sl_disability_benefit(disability, salary);
  return disability->kind == SL_SHORT_TERM
             ? benefit / DAYS_PER_WEEK * benefit_days(disability, duration)
             : benefit * present_value(disability, benefit_months(disability, duration, age));
}

size_t sl_disability_payments(const sl_disability_t *disability, double duration, unsigned age)
{
  return disability->kind == SL_SHORT_TERM
             ? (size_t)ceil(benefit_days(disability, duration) / DAYS_PER_WEEK)
             : (size_t)benefit_months(disability, duration, age);
}

static double weekly_payment(const sl_disability_t *disability, double duration, double benefit,
                             size_t k, int32_t *day)
{
  const double before = DAYS_PER_WEEK * (double)k;
  const double days = sl_smaller(benefit_days(disability, duration) - before, DAYS_PER_WEEK);
  *day = (int32_t)ceil(disability->elimination_days + before + days);
  return days == DAYS_PER_WEEK ? benefit : benefit / DAYS_PER_WEEK * days;
}

static double monthly_payment(const sl_disability_t *disability, double benefit, size_t k,
                              int32_t *day)
{
  *day = (int32_t)floor(disability->elimination_days +
                        DAYS_PER_YEAR / (double)SL_MONTHS_PER_YEAR * (double)(k + 1));
  return benefit;
}

double sl_disability_payment(const sl_disability_t *disability, double duration, double salary,
                             size_t k, int32_t *day)
{
  const double benefit = sl_disability_benefit(disability, salary);
  return disability->kind == SL_SHORT_TERM ? weekly_payment(disability, duration, benefit, k, day)
                                           : monthly_payment(disability, benefit, k, day);
}
