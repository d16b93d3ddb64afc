#include "sim/input/distribution/unscaled.h"

#include "sim/input/read/number.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS 15       /* that any decimal text of so many keeps through a double */
#define SUMS_TRIED 2048 /* on either side of 1 */

/* A reader divides by the sum this often, and no more. */
#define TIMES_MAX 2
#define FOUND_MAX 8 /* lists that scale to p once, each looked at for one that scales to it */

static double scaled(double weight, const double *sums, unsigned times)
{
  for (unsigned t = 0; t < times; t++) {
    weight /= sums[t];
  }
  return weight;
}

static bool scales_to(const double *w, const double *p, size_t n, unsigned times)
{
  double sums[TIMES_MAX];
  for (unsigned t = 0; t < times; t++) {
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
      sum += scaled(w[i], sums, t);
    }
    sums[t] = sum;
  }
  for (size_t i = 0; i < n; i++) {
    if (scaled(w[i], sums, times) != p[i]) {
      return false;
    }
  }
  return true;
}

static bool rounded(const double *p, size_t n, unsigned times, double *w)
{
  for (size_t i = 0; i < n; i++) {
    w[i] = sl_number_rounded(p[i], DIGITS);
  }
  return scales_to(w, p, n, times);
}

/* The number that divided by sum gives p: next to their product. */
static bool dividend(double p, double sum, double *w)
{
  const double near = p * sum, candidates[] = {near, nextafter(near, 0.0), nextafter(near, 1.0)};
  for (size_t i = 0; i < sizeof candidates / sizeof candidates[0]; i++) {
    if (candidates[i] / sum == p && candidates[i] <= 1.0) {
      *w = candidates[i];
      return true;
    }
  }
  return false;
}

static bool with_sum(const double *p, size_t n, double sum, double *w)
{
  double total = 0.0;
  for (size_t i = 0; i < n; i++) {
    if (!dividend(p[i], sum, &w[i])) {
      return false;
    }
    total += w[i];
  }
  return total == sum;
}

/* v: room for n where times is 2. */
static bool find(const double *p, size_t n, unsigned times, double *v, double *w)
{
  double *made = times > 1 ? v : w;
  for (int k = 0, found = 0; k <= SUMS_TRIED && found < FOUND_MAX; k++) {
    const double sums[] = {1.0 + k * DBL_EPSILON, 1.0 - k * (DBL_EPSILON / 2.0)};
    for (size_t i = 0; i < 2; i++) {
      if (with_sum(p, n, sums[i], made)) {
        if (times == 1 || find(v, n, 1, NULL, w)) {
          return true;
        }
        found++;
      }
    }
  }
  return false;
}

bool sl_unscaled(const double *p, size_t n, unsigned times, double *w)
{
  if (rounded(p, n, times, w)) {
    return true;
  }
  double *v = malloc((n + 1) * sizeof *v);
  const bool found = v != NULL && find(p, n, times, v, w);
  free(v);
  if (!found) {
    memcpy(w, p, n * sizeof *w);
  }
  return found;
}
