#include "tests/verify/slow_totals.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define NEGLIGIBLE 1e-16 /* a probability of one place */
#define NOTHING 1e-20    /* of one pair of places: a billion of them are 1e-11 */
#define ROUNDING 1e-9    /* relative: amounts that are one */
#define PLACES 1e6       /* of a dollar: equal amounts are one place however they were summed */

void slow_free(slow_total_t *total)
{
  free(total->entry);
  free(total->index);
  *total = (slow_total_t){0};
}

static bool is_at(const slow_entry_t *e, long long place, int k)
{
  return e->k == k && e->place == place;
}

/* The index's slot of a place, or the free slot for it. */
static size_t find_slot(const slow_total_t *total, long long place, int k)
{
  const size_t last = 2 * total->room - 1; /* room is a power of two */
  uint64_t slot = ((uint64_t)place * 1024 + (uint64_t)k) * 0xff51afd7ed558ccdu;
  slot = (slot ^ slot >> 33) * 0xc4ceb9fe1a85ec53u;
  slot = (slot ^ slot >> 33) & last;
  while (total->index[slot] > 0 && !is_at(&total->entry[total->index[slot] - 1], place, k)) {
    slot = (slot + 1) & last;
  }
  return slot;
}

static void grow(slow_total_t *total)
{
  total->room = total->room > 0 ? 2 * total->room : 64;
  free(total->index);
  total->index = calloc(2 * total->room, sizeof *total->index);
  total->entry = realloc(total->entry, total->room * sizeof *total->entry);
  if (total->entry == NULL || total->index == NULL) {
    abort();
  }
  for (size_t i = 0; i < total->n; i++) {
    total->index[find_slot(total, total->entry[i].place, total->entry[i].k)] = i + 1;
  }
}

void slow_add(slow_total_t *total, double at, int k, double p)
{
  if (total->n == total->room) {
    grow(total);
  }
  const long long place = llround(at * PLACES);
  const size_t slot = find_slot(total, place, k);
  if (total->index[slot] == 0) {
    total->entry[total->n] = (slow_entry_t){.at = at, .place = place, .k = k};
    total->index[slot] = ++total->n;
  }
  total->entry[total->index[slot] - 1].p += p;
}

/* So that sums stay short. */
static slow_total_t without_negligible(slow_total_t *total)
{
  slow_total_t rest = {.mean = total->mean};
  for (size_t i = 0; i < total->n; i++) {
    const slow_entry_t *e = &total->entry[i];
    if (e->p > NEGLIGIBLE) {
      slow_add(&rest, e->at, e->k, e->p);
    }
  }
  slow_free(total);
  return rest;
}

static int by_falling_p(const void *left, const void *right)
{
  const double a = ((const slow_entry_t *)left)->p, b = ((const slow_entry_t *)right)->p;
  return (a < b) - (a > b);
}

slow_total_t slow_sum(const slow_total_t *a, const slow_total_t *b)
{
  slow_total_t sum = {.mean = fmax(a->mean, b->mean)};
  slow_entry_t *likely = malloc(b->n * sizeof *likely);
  if (likely == NULL) {
    abort();
  }
  memcpy(likely, b->entry, b->n * sizeof *likely);
  qsort(likely, b->n, sizeof *likely, by_falling_p);
  for (size_t i = 0; i < a->n; i++) {
    const slow_entry_t *e = &a->entry[i];
    for (size_t j = 0; j < b->n && e->p * likely[j].p > NOTHING; j++) {
      slow_add(&sum, e->at + likely[j].at, e->k + likely[j].k, e->p * likely[j].p);
    }
  }
  free(likely);
  return without_negligible(&sum);
}

slow_total_t slow_compound(const slow_total_t *claim, const double *p, size_t n)
{
  slow_total_t total = {.mean = claim->mean}, power = {.mean = claim->mean};
  slow_add(&power, 0.0, 0, 1.0);
  for (size_t i = 0; i < n; i++) {
    for (size_t j = 0; j < power.n; j++) {
      slow_add(&total, power.entry[j].at, power.entry[j].k, p[i] * power.entry[j].p);
    }
    if (i + 1 < n) {
      slow_total_t next = slow_sum(&power, claim);
      slow_free(&power);
      power = next;
    }
  }
  slow_free(&power);
  return without_negligible(&total);
}

/* Amounts within rounding of x are not above it. */
static bool is_above(double at, double x) { return at > x + ROUNDING * (1.0 + fabs(x)); }

double slow_above(const slow_total_t *total, double x)
{
  double sum = 0.0;
  for (size_t i = 0; i < total->n; i++) {
    const slow_entry_t *e = &total->entry[i];
    if (is_above(e->at, x)) {
      sum += e->p;
    } else if (e->k > 0) {
      sum += e->p * gsl_cdf_gamma_Q(fmax(0.0, x - e->at), e->k, total->mean);
    }
  }
  return sum;
}

/* With G gamma of shape k: E[G; G > y] = k mean Q(k + 1, y), E[G^2; G > y] likewise. */
double slow_excess(const slow_total_t *total, double x)
{
  double sum = 0.0;
  for (size_t i = 0; i < total->n; i++) {
    const slow_entry_t *e = &total->entry[i];
    const double y = x - e->at, k = e->k, m = total->mean;
    if (y <= 0.0) {
      sum += e->p * (k * m - y);
    } else if (e->k > 0) {
      sum += e->p * (k * m * gsl_cdf_gamma_Q(y, k + 1.0, m) - y * gsl_cdf_gamma_Q(y, k, m));
    }
  }
  return sum;
}

double slow_deviation(const slow_total_t *total)
{
  const double mean = slow_excess(total, 0.0);
  double sum = 0.0;
  for (size_t i = 0; i < total->n; i++) {
    const slow_entry_t *e = &total->entry[i];
    const double k = e->k, off = e->at + k * total->mean - mean;
    sum += e->p * (off * off + k * total->mean * total->mean);
  }
  return sqrt(sum);
}

/* The fixed amount that x is, but for rounding; x itself where there is none. */
static double nearest(const slow_total_t *total, double x)
{
  double found = x;
  for (size_t i = 0; i < total->n; i++) {
    const slow_entry_t *e = &total->entry[i];
    found = e->k == 0 && fabs(e->at - x) < 2.0 * ROUNDING * (1.0 + x) ? e->at : found;
  }
  return found;
}

double slow_quantile(const slow_total_t *total, double p)
{
  double low = -1.0, high = 1.0;
  while (slow_above(total, high) > (1.0 - p) + 1e-12) {
    high *= 2.0;
  }
  for (int i = 0; i < 200 && high - low > 1e-10 * (1.0 + high); i++) {
    const double middle = 0.5 * (low + high);
    *(slow_above(total, middle) > (1.0 - p) + 1e-12 ? &low : &high) = middle;
  }
  return nearest(total, fmax(0.0, high));
}
