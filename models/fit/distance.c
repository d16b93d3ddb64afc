#include "models/fit/distance.h"

#include "models/core/elementary.h"

#include <math.h>
#include <stdlib.h>

/* u and 1 - u, each exact where it is small. */
typedef struct point {
  double below, above, weight;
} point_t;

static int by_place(const void *left, const void *right)
{
  const point_t *a = left, *b = right;
  if (a->below != b->below) {
    return a->below < b->below ? -1 : 1;
  }
  if (a->above != b->above) {
    return a->above > b->above ? -1 : 1;
  }
  return (a->weight > b->weight) - (a->weight < b->weight);
}

/* Differences are taken on the side where the probabilities are small. */
static point_t place(const sl_severity_t *severity, const sl_loss_t *loss)
{
  const double from = loss->from > 0.0 ? sl_severity_survival(severity, loss->from) : 1.0;
  const double to = isfinite(loss->to) ? sl_severity_survival(severity, loss->to) : 0.0;
  const double first = loss->from > 0.0 ? sl_severity_cdf(severity, loss->from) : 0.0;
  const double here = sl_severity_survival(severity, loss->amount);
  const double below = first < 0.5 ? sl_severity_cdf(severity, loss->amount) - first : from - here;
  return (point_t){
      .below = below / (from - to), .above = (here - to) / (from - to), .weight = loss->weight};
}

/* Infinite where one of two different places is 0. */
static double log_ratio(double a, double b) { return a == b ? 0.0 : sl_det_log(a) - sl_det_log(b); }

/* A claim at the end of the support is what that end was fitted to: the others are judged, given
 * it.
 */
static void leave_ends_out(const sl_severity_t *severity, const sl_loss_t *loss, point_t *here,
                           bool *least, bool *most)
{
  const sl_severity_family_t *family = severity->family;
  bool *seen = loss->amount == family->lowest(severity)    ? least
               : loss->amount == family->highest(severity) ? most
                                                           : NULL;
  if (seen != NULL && !*seen) {
    here->weight = fmax(here->weight - 1.0, 0.0);
    *seen = true;
  }
}

static sl_distance_t measure(const point_t *p, size_t n, double total, point_t end)
{
  sl_distance_t d = {.anderson_darling = -end.below};
  double seen = 0.0;
  point_t before = {.below = 0.0, .above = 1.0};
  for (size_t i = 0; i <= n; i++) {
    const point_t here = i < n && p[i].above > end.above ? p[i] : end;
    const double share = seen / total, rest = (total - seen) / total;
    if (rest > 0.0) {
      d.anderson_darling += rest * rest * log_ratio(before.above, here.above);
    }
    if (share > 0.0) {
      d.anderson_darling += share * share * log_ratio(here.below, before.below);
    }
    d.kolmogorov_smirnov = fmax(d.kolmogorov_smirnov, fabs(share - here.below));
    if (i == n || !(p[i].above > end.above)) {
      break;
    }
    seen += here.weight;
    d.kolmogorov_smirnov = fmax(d.kolmogorov_smirnov, fabs(seen / total - here.below));
    before = here;
  }
  d.anderson_darling *= total;
  return d;
}

int sl_fit_distance(const sl_severity_t *severity, const sl_loss_t *losses, size_t n,
                    sl_distance_t *distance, sl_error_t *error)
{
  point_t *points = malloc((n + 1) * sizeof *points);
  if (points == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for the distance of %zu claims", n);
  }
  point_t end = {.below = 1.0, .above = 0.0};
  double total = 0.0;
  size_t known = 0;
  bool least = false, most = false;
  for (size_t i = 0; i < n; i++) {
    point_t here = place(severity, &losses[i]);
    if (!losses[i].censored) {
      leave_ends_out(severity, &losses[i], &here, &least, &most);
    }
    total += here.weight;
    if (!losses[i].censored && here.weight > 0.0) {
      points[known++] = here;
    } else if (losses[i].censored && here.below < end.below) {
      end = here;
    }
  }
  qsort(points, known, sizeof *points, by_place);
  *distance = total > 0.0 ? measure(points, known, total, end) : (sl_distance_t){0.0, 0.0};
  free(points);
  return SL_OK;
}

/* How many claims are shown, up to the first censored one, and the weight of all. */
typedef struct shown {
  size_t n;
  double total;
} shown_t;

static shown_t what_is_shown(const sl_loss_t *losses, size_t n)
{
  shown_t shown = {.n = n};
  for (size_t i = 0; i < n; i++) {
    const bool other = losses[i].from != losses[0].from || isfinite(losses[i].to);
    shown.n = other ? 0 : losses[i].censored && i < shown.n ? i : shown.n;
    shown.total += losses[i].weight;
    if (other) {
      break;
    }
  }
  return shown;
}

size_t sl_fit_qq(const sl_severity_t *severity, const sl_loss_t *losses, size_t n, size_t most,
                 sl_qq_t *points)
{
  const shown_t shown = what_is_shown(losses, n);
  const double from = n > 0 && losses[0].from > 0.0 ? losses[0].from : 0.0;
  const double seen = from > 0.0 ? sl_severity_survival(severity, from) : 1.0;
  const double apart = sl_det_exp(sl_det_log(fmax(shown.total, 2.0)) / (double)(most - 1));
  double below = 0.0, next = shown.total;
  size_t made = 0;
  for (size_t i = 0; i < shown.n && made < most; i++) {
    const double above =
        shown.total - below - 0.5 * losses[i].weight; /* of the middle of its ranks */
    below += losses[i].weight;
    if (above <= next) {
      points[made++] =
          (sl_qq_t){.theory = sl_severity_quantile_upper(severity, seen * above / shown.total),
                    .seen = losses[i].amount};
      next = fmin(next, above) / apart;
    }
  }
  return made;
}

double sl_loss_cap(const sl_loss_t *losses, size_t n)
{
  double most = 0.0, alike = 0.0;
  for (size_t i = 0; i < n; i++) {
    const double x = losses[i].censored ? 0.0 : losses[i].amount;
    alike = x > most ? losses[i].weight : x == most ? alike + losses[i].weight : alike;
    most = fmax(most, x);
  }
  return most > 0.0 && alike >= 3.0 ? most : (double)INFINITY;
}
