#include "sim/engine/rare/shares.h"

#include "models/core/elementary.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define FIGURES 8         /* of an arrangement */
#define FIGURES_OF_RARE 6 /* of these the first: the shares are for them, the rest is guarded */
#define STEPS 80
#define STEPS_WITHOUT 20
#define NEGLIGIBLE 0.01 /* of the loss: a hundredth of the variances */
#define LEAST(k) ((k) == 0 ? 0.1 : 0.03)
#define FIRM 10.0
#define WORST 0.95
#define PATIENCE 1.0
#define DEPENDENT 1e-9 /* as in models/statistics/weighted.c */

typedef double by_law_t[SL_RARE_LAWS_MAX];

typedef struct judging {
  const sl_rare_t *pilot;
  size_t n, n_laws, n_figures;
  double *density;                   /* [n][n_laws]: e_k */
  double *figure;                    /* [n_figures][n], scaled to Var(f) = 1 */
  double *penalty, *ratio;           /* [n_figures]: lambda; V(alpha) */
  double *wanted;                    /* [n_figures]: 1 of rare years, 0 of all years */
  double *weight, *both;             /* [n]: w at the shares in hand; x the pilot's own */
  by_law_t square[SL_RARE_LAWS_MAX]; /* of the densities, and its factor */
} judging_t;

/* ---- figures ---- */

/* Scale to a plain variance of 1; false where it has none. */
static bool take_figure(judging_t *j, double *f)
{
  const double *w = j->pilot->trial[SL_RARE_WEIGHT];
  double sum = 0.0, mean = 0.0, variance = 0.0;
  for (size_t i = 0; i < j->n; i++) {
    sum += w[i];
    mean += w[i] * f[i];
  }
  mean /= sum;
  for (size_t i = 0; i < j->n; i++) {
    variance += w[i] * (f[i] - mean) * (f[i] - mean);
  }
  variance /= (double)j->n;
  if (!(variance > 0.0)) {
    return false;
  }
  const double scale = 1.0 / sqrt(variance);
  for (size_t i = 0; i < j->n; i++) {
    f[i] = (f[i] - mean) * scale;
  }
  return true;
}

static double figure_of(const sl_rare_summary_t *s, int which, double cost, double deficit,
                        double aggregate)
{
  const double q95 = s->quantile95.value, q99 = s->quantile99.value;
  const double figures[FIGURES] = {
      deficit > 0.0, deficit,         cost > q95, cost > q99, cost > q99 ? cost - q99 : 0.0,
      aggregate,     aggregate > 0.0, cost};
  return figures[which];
}

static void take_arrangement(judging_t *j, size_t a)
{
  const sl_rare_t *pilot = j->pilot;
  for (int which = 0; which < FIGURES; which++) {
    double *f = j->figure + j->n_figures * j->n;
    for (size_t i = 0; i < j->n; i++) {
      const size_t at = i * pilot->n_arrangements + a;
      f[i] = figure_of(&pilot->arrangements[a], which, pilot->cost[SL_RARE_COST][at],
                       pilot->cost[SL_RARE_DEFICIT][at], pilot->cost[SL_RARE_AGGREGATE][at]);
    }
    j->wanted[j->n_figures] = which < FIGURES_OF_RARE ? 1.0 : 0.0;
    j->n_figures += take_figure(j, f);
  }
}

static bool varies(const sl_rare_t *pilot, size_t a)
{
  const double first = pilot->cost[SL_RARE_COST][a];
  bool other = false;
  for (size_t i = 1; i < pilot->trials; i++) {
    const double cost = pilot->cost[SL_RARE_COST][i * pilot->n_arrangements + a];
    other = other || cost < first || cost > first;
  }
  return other;
}

static void take_figures(judging_t *j)
{
  const size_t n_tilted = j->n_laws - 1;
  size_t judged = 0;
  for (size_t i = 0; i < j->n; i++) {
    j->density[i * j->n_laws] = 1.0;
    for (size_t k = 0; k < n_tilted; k++) {
      j->density[i * j->n_laws + k + 1] =
          (j->pilot->control[i * n_tilted + k] + 1.0) / j->pilot->trial[SL_RARE_WEIGHT][i];
    }
  }
  for (size_t a = 0; a < j->pilot->n_arrangements && judged < SL_RARE_JUDGED; a++) {
    if (varies(j->pilot, a)) {
      take_arrangement(j, a);
      judged++;
    }
  }
  double wanted = 0.0;
  for (size_t f = 0; f < j->n_figures; f++) {
    wanted += j->wanted[f];
  }
  for (size_t f = 0; f < j->n_figures; f++) {
    j->wanted[f] = wanted > 0.0 ? j->wanted[f] : 1.0;
  }
}

/* ---- the variance at given shares ---- */

static void weigh(judging_t *j, const double *share)
{
  for (size_t i = 0; i < j->n; i++) {
    double sum = 0.0;
    for (size_t k = 0; k < j->n_laws; k++) {
      sum += share[k] * j->density[i * j->n_laws + k];
    }
    j->weight[i] = 1.0 / sum;
    j->both[i] = j->pilot->trial[SL_RARE_WEIGHT][i] / sum;
  }
}

static void add_squares(judging_t *j)
{
  const size_t n = j->n_laws;
  for (size_t k = 0; k < n; k++) {
    for (size_t l = 0; l <= k; l++) {
      j->square[k][l] = 0.0;
    }
  }
  for (size_t i = 0; i < j->n; i++) {
    const double *e = j->density + i * n;
    for (size_t k = 0; k < n; k++) {
      for (size_t l = 0; l <= k; l++) {
        j->square[k][l] += j->both[i] * e[k] * e[l];
      }
    }
  }
}

/* Cholesky's factor of E[w e e']. A law of no years is no control: 0 in the diagonal. */
static void decompose(judging_t *j, const double *share)
{
  for (size_t k = 0; k < j->n_laws; k++) {
    const double whole = j->square[k][k];
    for (size_t l = 0; l <= k; l++) {
      double left = j->square[k][l];
      for (size_t m = 0; m < l; m++) {
        left -= j->square[k][m] * j->square[l][m];
      }
      if (l < k) {
        j->square[k][l] = j->square[l][l] > 0.0 ? left / j->square[l][l] : 0.0;
      } else {
        j->square[k][k] = share[k] > 0.0 && left > DEPENDENT * whole ? sqrt(left) : 0.0;
      }
    }
  }
}

/* b of one figure. */
static void solve(const judging_t *j, const double *f, double *b)
{
  const size_t n = j->n_laws;
  for (size_t k = 0; k < n; k++) {
    b[k] = 0.0;
  }
  for (size_t i = 0; i < j->n; i++) {
    const double g = j->both[i] * f[i];
    for (size_t k = 0; k < n; k++) {
      b[k] += g * j->density[i * n + k];
    }
  }
  for (size_t k = 0; k < n; k++) {
    for (size_t l = 0; l < k; l++) {
      b[k] -= j->square[k][l] * b[l];
    }
    b[k] = j->square[k][k] > 0.0 ? b[k] / j->square[k][k] : 0.0;
  }
  for (size_t k = n; k-- > 0;) {
    for (size_t l = k + 1; l < n; l++) {
      b[k] -= j->square[l][k] * b[l];
    }
    b[k] = j->square[k][k] > 0.0 ? b[k] / j->square[k][k] : 0.0;
  }
}

/* V of figure f, and by law E[w^2 e_k r^2], whose sum by shares it is. */
static double variance_of(const judging_t *j, const double *f, double *slope)
{
  by_law_t b;
  double sum = 0.0;
  solve(j, f, b);
  for (size_t k = 0; k < j->n_laws; k++) {
    slope[k] = 0.0;
  }
  for (size_t i = 0; i < j->n; i++) {
    const double *e = j->density + i * j->n_laws;
    double r = f[i];
    for (size_t k = 0; k < j->n_laws; k++) {
      r -= b[k] * e[k];
    }
    const double part = j->both[i] * r * r / (double)j->n;
    sum += part;
    for (size_t k = 0; k < j->n_laws; k++) {
      slope[k] += part * j->weight[i] * e[k];
    }
  }
  return sum;
}

/* How little is gained at these shares: the mean log ratio, and firmly what is above the ceiling.
 * Ratios, and the direction of the next step, beside. */
static double judge(judging_t *j, const double *share, double *direction)
{
  double loss = 0.0;
  weigh(j, share);
  add_squares(j);
  decompose(j, share);
  for (size_t k = 0; k < j->n_laws; k++) {
    direction[k] = 0.0;
  }
  for (size_t f = 0; f < j->n_figures; f++) {
    by_law_t slope;
    j->ratio[f] = variance_of(j, j->figure + f * j->n, slope);
    const double over = j->ratio[f] - SL_RARE_CEILING;
    loss += j->wanted[f] * sl_det_log(j->ratio[f]) / (double)j->n_figures;
    loss += over > 0.0 ? FIRM * over : 0.0;
    for (size_t k = 0; k < j->n_laws; k++) {
      direction[k] += (j->wanted[f] + j->penalty[f]) * slope[k] / j->ratio[f];
    }
  }
  return loss;
}

/* ---- shares ---- */

/* Sum 1, with the least that each law has that has any. */
static void normalize(const judging_t *j, double *share)
{
  double sum = 0.0, least = 0.0;
  for (size_t k = 0; k < j->n_laws; k++) {
    sum += share[k];
    least += share[k] > 0.0 ? LEAST(k) : 0.0;
  }
  for (size_t k = 0; k < j->n_laws; k++) {
    share[k] = share[k] > 0.0 ? LEAST(k) + (1.0 - least) * share[k] / sum : 0.0;
  }
}

static void take_step(judging_t *j, const double *direction, double *share)
{
  for (size_t f = 0; f < j->n_figures; f++) {
    const double grown = j->penalty[f] + PATIENCE * (j->ratio[f] - SL_RARE_CEILING);
    j->penalty[f] = grown > 0.0 ? grown : 0.0;
  }
  for (size_t k = 0; k < j->n_laws; k++) {
    share[k] *= direction[k];
  }
  normalize(j, share);
}

/* The best shares met on the way, and their loss. */
static double improve(judging_t *j, double *share, int steps)
{
  by_law_t now, direction;
  double best = (double)INFINITY;
  memcpy(now, share, j->n_laws * sizeof *now);
  for (int i = 0; i < steps; i++) {
    const double loss = judge(j, now, direction);
    if (loss < best) {
      best = loss;
      memcpy(share, now, j->n_laws * sizeof *now);
    }
    take_step(j, direction, now);
  }
  return best;
}

/* Laws without which as much is gained, weakest first, are left out. */
static void leave_out(judging_t *j, double *share, double loss)
{
  for (size_t k = 1; k < j->n_laws; k++) {
    by_law_t without;
    memcpy(without, share, j->n_laws * sizeof *without);
    without[k] = 0.0;
    normalize(j, without);
    const double other = share[k] > 0.0 ? improve(j, without, STEPS_WITHOUT) : (double)INFINITY;
    if (other < loss + NEGLIGIBLE) {
      loss = other < loss ? other : loss;
      memcpy(share, without, j->n_laws * sizeof *without);
    }
  }
}

/* Whether every figure is told better than by plain years, with a margin for the pilot's error. */
static bool is_good(judging_t *j, const double *share)
{
  by_law_t direction;
  bool good = true;
  judge(j, share, direction);
  for (size_t f = 0; f < j->n_figures; f++) {
    good = good && j->ratio[f] < WORST;
  }
  return good;
}

static void all_plain(const judging_t *j, double *share)
{
  for (size_t k = 0; k < j->n_laws; k++) {
    share[k] = k == 0 ? 1.0 : 0.0;
  }
}

static void choose(judging_t *j, double *share)
{
  share[0] = 1.0;
  normalize(j, share);
  leave_out(j, share, improve(j, share, STEPS));
  if (!is_good(j, share)) {
    all_plain(j, share);
  }
}

int sl_rare_shares_choose(const sl_rare_t *pilot, double *share, sl_error_t *error)
{
  const size_t n = pilot->trials, most = SL_RARE_JUDGED * FIGURES;
  judging_t j = {.pilot = pilot,
                 .n = n,
                 .n_laws = pilot->n_laws,
                 .density = malloc(n * pilot->n_laws * sizeof(double)),
                 .figure = malloc(most * n * sizeof(double)),
                 .penalty = calloc(most, sizeof(double)),
                 .ratio = calloc(most, sizeof(double)),
                 .wanted = calloc(most, sizeof(double)),
                 .weight = malloc(n * sizeof(double)),
                 .both = malloc(n * sizeof(double))};
  int code = SL_OK;
  if (j.density == NULL || j.figure == NULL || j.penalty == NULL || j.ratio == NULL ||
      j.wanted == NULL || j.weight == NULL || j.both == NULL) {
    code = sl_fail(error, SL_ERR_MEMORY, "no memory for the pilot of the rare years");
  } else {
    take_figures(&j);
    if (j.n_figures > 0) {
      choose(&j, share);
    } else {
      all_plain(&j, share);
    }
  }
  free(j.density);
  free(j.figure);
  free(j.penalty);
  free(j.ratio);
  free(j.wanted);
  free(j.weight);
  free(j.both);
  return code;
}
