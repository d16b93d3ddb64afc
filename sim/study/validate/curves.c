#include "sim/study/validate/curves.h"

#include "models/core/elementary.h"
#include "sim/input/scenario/group.h"
#include "sim/study/validate/sample.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

const unsigned sl_age_bands[SL_AGE_BANDS + 1] = {0,  1,  5,  10, 15, 20, 25, 30, 35, 40,
                                                 45, 50, 55, 60, 65, 70, 75, 80, 85, 121};

const double sl_rank_groups[SL_RANK_GROUPS + 1] = {0.0, 0.1, 0.2, 0.3,  0.4,  0.5, 0.6,
                                                   0.7, 0.8, 0.9, 0.95, 0.99, 1.0};

static size_t rank_of(const sl_sample_t *sample, double fraction)
{
  return (size_t)llround(fraction * (double)sample->n);
}

/* ---- by rank ---- */

/* How many the dearest 10^(-k/20) are. */
static size_t top_of(const sl_sample_t *sample, size_t k)
{
  return rank_of(sample, sl_det_pow(10.0, -(double)k / SL_CURVE_TENFOLD));
}

static void measure_ranks(const sl_sample_t *sample, sl_curves_t *curves)
{
  const double n = (double)sample->n;
  double dollars = 0.0;
  size_t k = 0, done = 0;
  while (k < SL_CURVE_MOST && top_of(sample, k) >= SL_CURVE_LEAST) {
    k++;
  }
  curves->n = k;
  while (k-- > 0) {
    const size_t top = top_of(sample, k);
    for (; done < top; done++) {
      dollars += sample->sorted[sample->n - 1 - done];
    }
    const double amount = sample->sorted[top < sample->n ? sample->n - 1 - top : 0];
    curves->share[k] = (double)top / n;
    curves->dollars[k] = dollars / sample->sum;
    curves->amount[k] = amount;
    curves->above[k] = (double)(sample->n - sl_sample_first_above(sample, amount)) / n;
  }
}

/* ---- by age and sex ---- */

static size_t band_of(unsigned age)
{
  size_t b = 0;
  while (b + 1 < SL_AGE_BANDS && age >= sl_age_bands[b + 1]) {
    b++;
  }
  return b;
}

static void measure_ages(const sl_sample_t *sample, sl_curves_t *curves)
{
  double sum[2][SL_AGE_BANDS] = {{0.0}}, count[2][SL_AGE_BANDS] = {{0.0}};
  for (size_t p = 0; p < sample->n_persons; p++) {
    const sl_person_t *person = &sample->group->persons[p];
    const size_t band = band_of(person->age);
    for (size_t i = p; i < sample->n; i += sample->n_persons) {
      sum[person->sex][band] += sample->year[i];
    }
    count[person->sex][band] += (double)(sample->n / sample->n_persons);
  }
  for (size_t sex = 0; sex < 2; sex++) {
    for (size_t b = 0; b < SL_AGE_BANDS; b++) {
      curves->age[sex][b] = sum[sex][b] / count[sex][b] / (sample->sum / (double)sample->n);
    }
  }
}

/* ---- from one year to the next ---- */

/* A border between groups: the value that stands there, and the ranks of all that are like it. */
typedef struct border {
  double value;
  size_t rank, first, end;
} border_t;

static size_t first_not_below(const double *sorted, size_t n, double x)
{
  size_t low = 0, high = n;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (sorted[middle] < x) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

static void find_borders(const sl_sample_t *sample, border_t borders[SL_RANK_GROUPS + 1])
{
  for (size_t g = 0; g <= SL_RANK_GROUPS; g++) {
    border_t *border = &borders[g];
    border->rank = rank_of(sample, sl_rank_groups[g]);
    border->value = border->rank < sample->n ? sample->sorted_before[border->rank] : HUGE_VAL;
    border->first = first_not_below(sample->sorted_before, sample->n, border->value);
    border->end =
        first_not_below(sample->sorted_before, sample->n, nextafter(border->value, HUGE_VAL));
  }
}

/* How much of a person with that amount is in group g. */
static double part_in(const border_t *borders, size_t g, size_t at)
{
  const border_t *like = &borders[at];
  const size_t first = borders[g].rank > like->first ? borders[g].rank : like->first;
  const size_t end = borders[g + 1].rank < like->end ? borders[g + 1].rank : like->end;
  return end > first ? (double)(end - first) / (double)(like->end - like->first) : 0.0;
}

static void add(double weight, const bool is_there[SL_LATERS], size_t g, double all[SL_RANK_GROUPS],
                double there[SL_LATERS][SL_RANK_GROUPS])
{
  all[g] += weight;
  for (size_t l = 0; l < SL_LATERS; l++) {
    there[l][g] += is_there[l] ? weight : 0.0;
  }
}

static void add_person(const border_t *borders, double before, const bool is_there[SL_LATERS],
                       double all[SL_RANK_GROUPS], double there[SL_LATERS][SL_RANK_GROUPS])
{
  size_t g = 0; /* the group of the persons just below this one */
  while (g + 1 < SL_RANK_GROUPS && borders[g + 1].value < before) {
    g++;
  }
  if (g + 1 == SL_RANK_GROUPS || borders[g + 1].value > before) {
    add(1.0, is_there, g, all, there);
    return;
  }
  const size_t at = g + 1;
  for (; g < SL_RANK_GROUPS && borders[g].value <= before; g++) {
    add(part_in(borders, g, at), is_there, g, all, there);
  }
}

static double top_from(const sl_sample_t *sample, double fraction)
{
  const size_t top = rank_of(sample, fraction);
  return top > 0 ? sample->sorted[sample->n - top] : HUGE_VAL;
}

static void measure_later(const sl_sample_t *sample, sl_curves_t *curves)
{
  border_t borders[SL_RANK_GROUPS + 1];
  double all[SL_RANK_GROUPS] = {0.0};
  const double top_1 = top_from(sample, 0.01), top_5 = top_from(sample, 0.05);
  const double middle = sample->sorted[sample->n / 2];
  find_borders(sample, borders);
  memset(curves->later, 0, sizeof curves->later);
  for (size_t i = 0; i < sample->n; i++) {
    const double year = sample->year[i];
    const bool is_there[SL_LATERS] = {year >= top_1, year >= top_5, year < middle};
    add_person(borders, sample->before[i], is_there, all, curves->later);
  }
  for (size_t l = 0; l < SL_LATERS; l++) {
    double there = 0.0;
    for (size_t g = 0; g < SL_RANK_GROUPS; g++) {
      there += curves->later[l][g];
    }
    for (size_t g = 0; g < SL_RANK_GROUPS; g++) {
      curves->later[l][g] = there > 0.0 ? curves->later[l][g] / all[g] : (double)NAN;
    }
  }
}

void sl_curves_measure(const sl_sample_t *sample, sl_curves_t *curves)
{
  measure_ranks(sample, curves);
  measure_ages(sample, curves);
  measure_later(sample, curves);
}
