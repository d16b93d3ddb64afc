#include "sim/study/validate/sample.h"

#include "models/group/person.h"
#include "models/statistics/radix_sort.h"
#include "sim/input/scenario/group.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int sort_copy(const double *values, size_t n, double *scratch, double **sorted,
                     sl_error_t *error)
{
  *sorted = malloc((n + 1) * sizeof **sorted);
  if (*sorted == NULL || scratch == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu person-years", n);
  }
  memcpy(*sorted, values, n * sizeof *values);
  sl_radix_sort(*sorted, scratch, n);
  return SL_OK;
}

int sl_sample_init(sl_sample_t *sample, const sl_group_t *group, size_t n_persons, size_t n,
                   const double *year, const double *before, const uint8_t *dearest,
                   sl_error_t *error)
{
  *sample = (sl_sample_t){.group = group,
                          .n_persons = n_persons,
                          .n = n,
                          .year = year,
                          .before = before,
                          .dearest = dearest};
  double *scratch = malloc((n + 1) * sizeof *scratch);
  int code = sort_copy(year, n, scratch, &sample->sorted, error);
  code = code == SL_OK ? sort_copy(before, n, scratch, &sample->sorted_before, error) : code;
  free(scratch);
  for (size_t i = 0; i < n; i++) {
    sample->sum += year[i];
  }
  return code;
}

void sl_sample_free(sl_sample_t *sample)
{
  free(sample->sorted);
  free(sample->sorted_before);
  sample->sorted = sample->sorted_before = NULL;
}

/* ---- of one year ---- */

size_t sl_sample_first_above(const sl_sample_t *sample, double x)
{
  size_t low = 0, high = sample->n;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (sample->sorted[middle] > x) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

static double share_above(const sl_sample_t *sample, double x)
{
  return (double)(sample->n - sl_sample_first_above(sample, x)) / (double)sample->n;
}

static double mean_capped(const sl_sample_t *sample, double cap)
{
  const size_t above = sl_sample_first_above(sample, cap);
  double sum = 0.0;
  for (size_t i = 0; i < above; i++) {
    sum += sample->sorted[i];
  }
  return (sum + (double)(sample->n - above) * cap) / (double)sample->n;
}

/* Of the person-years from rank `first` to `end` - 1. */
static double share_of_ranks(const sl_sample_t *sample, size_t first, size_t end)
{
  double part = 0.0;
  for (size_t i = first; i < end; i++) {
    part += sample->sorted[i];
  }
  return part / sample->sum;
}

static size_t dearest_of(const sl_sample_t *sample, double fraction)
{
  return (size_t)llround(fraction * (double)sample->n);
}

/* E[year] of a band of ages, and of one sex (-1: both). */
static double mean_of_ages(const sl_sample_t *sample, const sl_target_t *target, int sex)
{
  double sum = 0.0;
  size_t n = 0;
  for (size_t p = 0; p < sample->n_persons; p++) {
    const sl_person_t *person = &sample->group->persons[p];
    if (person->age < target->age_from || person->age > target->age_to ||
        (sex >= 0 && (int)person->sex != sex)) {
      continue;
    }
    for (size_t i = p; i < sample->n; i += sample->n_persons) {
      sum += sample->year[i];
      n++;
    }
  }
  return sum / (double)n;
}

static double mean_of_all(const sl_sample_t *sample) { return sample->sum / (double)sample->n; }

static double excess_of(const sl_sample_t *sample, double amount, const bool *conditions)
{
  double part = 0.0, all = 0.0;
  for (size_t i = 0; i < sample->n; i++) {
    const double excess = sample->year[i] - amount;
    if (excess > 0.0) {
      all += excess;
      part += sample->dearest[i] > 0 && conditions[sample->dearest[i] - 1] ? excess : 0.0;
    }
  }
  return part / all;
}

static double without_condition(const sl_sample_t *sample, double amount)
{
  size_t above = 0, without = 0;
  for (size_t i = 0; i < sample->n; i++) {
    above += sample->year[i] > amount;
    without += sample->year[i] > amount && sample->dearest[i] == 0;
  }
  return (double)without / (double)above;
}

/* ---- of two years ---- */

static double top_stays(const sl_sample_t *sample, double fraction)
{
  const size_t top = dearest_of(sample, fraction);
  if (top == 0) {
    return (double)NAN;
  }
  const double now = sample->sorted[sample->n - top];
  const double before = sample->sorted_before[sample->n - top];
  size_t was = 0, stays = 0;
  for (size_t i = 0; i < sample->n; i++) {
    was += sample->before[i] >= before;
    stays += sample->before[i] >= before && sample->year[i] >= now;
  }
  return (double)stays / (double)was;
}

static double lower_half_stays(const sl_sample_t *sample)
{
  const double now = sample->sorted[sample->n / 2], before = sample->sorted_before[sample->n / 2];
  size_t was = 0, stays = 0;
  for (size_t i = 0; i < sample->n; i++) {
    was += sample->before[i] < before;
    stays += sample->before[i] < before && sample->year[i] < now;
  }
  return (double)stays / (double)was;
}

static double correlation_capped(const sl_sample_t *sample, double cap)
{
  const double n = (double)sample->n;
  double x = 0.0, y = 0.0, xx = 0.0, yy = 0.0, xy = 0.0;
  for (size_t i = 0; i < sample->n; i++) {
    const double a = fmin(sample->before[i], cap), b = fmin(sample->year[i], cap);
    x += a;
    y += b;
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  return (xy - x * y / n) / sqrt((xx - x * x / n) * (yy - y * y / n));
}

double sl_sample_measure(const sl_sample_t *sample, const sl_target_t *target, size_t service,
                         const bool *conditions)
{
  switch (target->quantity) {
  case SL_SHARE_ABOVE:
    return share_above(sample, target->amount);
  case SL_PER_MILLION_ABOVE:
    return 1e6 * share_above(sample, target->amount);
  case SL_RATIO_OF_DOUBLE:
    return share_above(sample, 2.0 * target->amount) / share_above(sample, target->amount);
  case SL_MEAN:
    return mean_of_all(sample);
  case SL_MEAN_CAPPED:
    return mean_capped(sample, target->amount);
  case SL_SHARE_OF_TOP:
    return share_of_ranks(sample, sample->n - dearest_of(sample, target->amount), sample->n);
  case SL_SHARE_OF_LOWER_HALF:
    return share_of_ranks(sample, 0, sample->n / 2);
  case SL_AGE_RATIO:
    return mean_of_ages(sample, target, target->sex) / mean_of_all(sample);
  case SL_MEN_OVER_WOMEN:
    return mean_of_ages(sample, target, SL_MALE) / mean_of_ages(sample, target, SL_FEMALE);
  case SL_EVENTS_PER_1000:
    return 1000.0 * sample->events[service] / (double)sample->n;
  case SL_COST_PER_EVENT:
    return sample->dollars[service] / sample->events[service];
  case SL_EXCESS_OF:
    return excess_of(sample, target->amount, conditions);
  case SL_WITHOUT_CONDITION:
    return without_condition(sample, target->amount);
  case SL_TOP_STAYS:
    return top_stays(sample, target->amount);
  case SL_LOWER_HALF_STAYS:
    return lower_half_stays(sample);
  case SL_CORRELATION_CAPPED:
    return correlation_capped(sample, target->amount);
  case SL_QUANTITIES:
    break;
  }
  return (double)NAN;
}
