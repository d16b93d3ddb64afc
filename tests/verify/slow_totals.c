#include "tests/verify/slow_totals.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#define NEGLIGIBLE 1e-16 /* a probability of one place */

void slow_free(slow_total_t *total)
{
  free(total->entry);
  *total = (slow_total_t){0};
}

void slow_add(slow_total_t *total, double at, int k, double p)
{
  if (total->n == total->room) {
    total->room = 2 * total->room + 64;
    total->entry = realloc(total->entry, total->room * sizeof *total->entry);
    if (total->entry == NULL) {
      abort();
    }
  }
  total->entry[total->n++] = (slow_entry_t){at, k, p};
}

static int by_place(const void *left, const void *right)
{
  const slow_entry_t *a = left, *b = right;
  if (a->k != b->k) {
    return a->k - b->k;
  }
  return (a->at > b->at) - (a->at < b->at);
}

void slow_merge(slow_total_t *total)
{
  size_t n = 0;
  if (total->n == 0) {
    return;
  }
  qsort(total->entry, total->n, sizeof *total->entry, by_place);
  for (size_t i = 0; i < total->n; i++) {
    const slow_entry_t *here = &total->entry[i];
    slow_entry_t *last = n > 0 ? &total->entry[n - 1] : NULL;
    if (last != NULL && last->k == here->k && here->at - last->at < 1e-9 * (1.0 + here->at)) {
      last->p += here->p;
    } else {
      total->entry[n++] = *here;
    }
  }
  total->n = 0;
  for (size_t i = 0; i < n; i++) {
    if (total->entry[i].p > NEGLIGIBLE) {
      total->entry[total->n++] = total->entry[i];
    }
  }
}

slow_total_t slow_sum(const slow_total_t *a, const slow_total_t *b)
{
  slow_total_t sum = {.mean = fmax(a->mean, b->mean)};
  for (size_t i = 0; i < a->n; i++) {
    for (size_t j = 0; j < b->n; j++) {
      slow_add(&sum, a->entry[i].at + b->entry[j].at, a->entry[i].k + b->entry[j].k,
               a->entry[i].p * b->entry[j].p);
    }
  }
  slow_merge(&sum);
  return sum;
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
  slow_merge(&total);
  slow_free(&power);
  return total;
}

/* Amounts within rounding of x are not above it. */
static bool is_above(double at, double x) { return at > x + 1e-9 * (1.0 + fabs(x)); }

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

double slow_square_excess(const slow_total_t *total, double x)
{
  double sum = 0.0;
  for (size_t i = 0; i < total->n; i++) {
    const slow_entry_t *e = &total->entry[i];
    const double y = x - e->at, k = e->k, m = total->mean;
    if (y <= 0.0) {
      sum += e->p * (k * (k + 1.0) * m * m - 2.0 * y * k * m + y * y);
    } else if (e->k > 0) {
      sum += e->p *
             (k * (k + 1.0) * m * m * gsl_cdf_gamma_Q(y, k + 2.0, m) -
              2.0 * y * k * m * gsl_cdf_gamma_Q(y, k + 1.0, m) + y * y * gsl_cdf_gamma_Q(y, k, m));
    }
  }
  return sum;
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
  return fmax(0.0, high);
}
