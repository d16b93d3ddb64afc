#include "sim/input/distribution/unscaled.h"

#include "sim/input/read/number.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define DIGITS 15 /* that any decimal text of so many keeps through a double */
#define TURN_MAX 8
#define QUOTIENTS_TRIED 64
#define GIVEN_TRIED 4096         /* within 5e-10 of 1: readers allow 1e-9 */
#define WORK_MAX (32 * 1048576L) /* numbers looked at: some tenths of a second */

static void divide_by_sum(double *v, size_t n)
{
  double sum = 0.0;
  for (size_t i = 0; i < n; i++) {
    sum += v[i];
  }
  for (size_t i = 0; i < n; i++) {
    v[i] /= sum;
  }
}

/* Whether w divided by its sum so often is p; v: room for n. */
static bool scales_to(const double *w, const double *p, size_t n, unsigned times, double *v)
{
  memcpy(v, w, n * sizeof *v);
  for (unsigned t = 0; t < times; t++) {
    divide_by_sum(v, n);
  }
  return memcmp(v, p, n * sizeof *v) == 0;
}

/* What a person had written. */
static bool is_rounded(const double *p, size_t n, unsigned times, double *w, double *v)
{
  for (size_t i = 0; i < n; i++) {
    w[i] = sl_number_rounded(p[i], DIGITS);
  }
  return scales_to(w, p, n, times, v);
}

/* Numbers that are divided by their sum over and over stay as they are soon, or come round in turn:
 * then some that p becomes will become p. */
static bool comes_round(const double *p, size_t n, unsigned times, double *w, double *v)
{
  memcpy(w, p, n * sizeof *w);
  for (int turn = 0; turn < TURN_MAX; turn++) {
    if (scales_to(w, p, n, times, v)) {
      return true;
    }
    divide_by_sum(w, n);
  }
  return false;
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

/* Whether the work left allows for another list. */
static bool may_try(size_t n, long *work)
{
  *work -= (long)n;
  return *work >= 0;
}

/* Sums on both sides of 1, that of step 0 first. */
static double sum_beside(double step, int k)
{
  return k % 2 == 0 ? 1.0 + step * DBL_EPSILON : 1.0 - step * (DBL_EPSILON / 2.0);
}

/* Numbers as a person may give them, which their sum makes p. The sums tried lie ever further
 * apart: those next to 1 round alike, and where one fails so may all. */
static bool find_given(const double *p, size_t n, double *w, long *work)
{
  for (int k = 0; k < GIVEN_TRIED && may_try(n, work); k++) {
    const int j = (k + 1) / 2;
    if (with_sum(p, n, sum_beside(0.5 * j * (j + 1), k), w)) {
      return true;
    }
  }
  return false;
}

/* room: times x n numbers, the last of which become w. All but those are quotients themselves,
 * whose sum is next to 1; several lists of them may make p, of which some nothing else makes. */
static bool find(const double *p, size_t n, unsigned times, double *room, long *work)
{
  if (times == 1) {
    return find_given(p, n, room, work);
  }
  for (int k = 0; k < QUOTIENTS_TRIED && may_try(n, work); k++) {
    if (with_sum(p, n, sum_beside((k + 1) / 2, k), room) &&
        find(room, n, times - 1, room + n, work)) {
      return true;
    }
  }
  return false;
}

bool sl_unscaled(const double *p, size_t n, unsigned times, double *w, double *room)
{
  long work = WORK_MAX;
  if (is_rounded(p, n, times, w, room) || comes_round(p, n, times, w, room)) {
    return true;
  }
  const bool found = find(p, n, times, room, &work);
  memcpy(w, found ? room + (times - 1) * n : p, n * sizeof *w);
  return found;
}
