#include "sim/study/exact/factor.h"

#include "models/core/elementary.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/scenario.h"
#include "sim/study/exact/batches.h"

#include <math.h>

/* The step of the group factor's score: the trapezoid rule is exact to e^(-2 pi^2 / 0.5^2), 1e-34,
 * for a smooth function; a narrow total is none. */
#define SCORE_STEP_MOST 0.5
#define STEP_A_WIDTH 0.8      /* of its width: exact to e^(-2 pi^2 / 0.8^2), 4e-14 */
#define SCORE_STEP_LEAST 0.02 /* 751 nodes; half of it takes 1.7 times as long */
/* The error falls exponentially: steps of 0.8, 0.95 and 1.13 leave 4e-14, 3e-10 and 2e-7. */
#define STEP_POWER 0.25
/* step^2 / 4 in bound_cuts: a twelfth, 1.8 times that, and a margin for the next order. */
#define KINK_SHARE 0.25
#define DENSITY 0.39894228040143268 /* of the normal score at 0 */
/* Of all cuts' bounds in a chance: a tenth of it takes three times as many nodes. */
#define CUT_WANTED 1e-4
#define CUT_STEP_LEAST 0.1 /* 151 nodes */
/* Transforms of one pass that conditions near certainty may take: an end to the time. */
#define LIKELY_PAIRS_MOST 2000

/* The step of the group factor's normal score: four fifths of the width, in that score, of a narrow
 * total shifted by the factor. */
static double factor_step(const sl_exact_pass_t *pass, const sl_exact_pass_t *before)
{
  const double cv = pass->group->scenario->claims->uncertainty;
  double step = SCORE_STEP_MOST;
  for (size_t a = 0; a < before->n_covers; a++) {
    const sl_exact_sums_t *sums = &before->covers[a].sums;
    if (before->covers[a].is_wanted && isfinite(sums->variance[before->covers[a].of])) {
      const double width =
          sqrt(sums->variance[before->covers[a].of]) / (sums->mean[before->covers[a].of] * cv);
      const double whole = width / sqrt(1.0 + width * width);
      step = fmin(step, STEP_A_WIDTH * whole);
    }
  }
  return fmax(step, SCORE_STEP_LEAST) * sl_det_pow(pass->coarseness, STEP_POWER);
}

/* Where a condition's chance comes to 1 as the factor's score z rises, at q exp(s z - s^2 / 2) = 1,
 * what is mixed over the factor has a kink: a slope of s times what a case changes ends there. The
 * trapezoid rule is off by up to step^2 / 12 of that slope times the score's density, and with what
 * an extrapolation from steps of 2^(1/4) and 2^(1/2) adds by 1.8 times that. */
static void bound_cuts(sl_exact_pass_t *pass, double step)
{
  const sl_exact_group_t *group = pass->group;
  const size_t n = pass->factor.n;
  const double s = sqrt(sl_det_log1p(sl_det_pow(group->scenario->claims->uncertainty, 2.0)));
  pass->cut_chance = 0.0;
  pass->cut = (sl_moments_t){0};
  if (n == 1) {
    return;
  }
  for (size_t c = 0; c < group->n_cells; c++) {
    const sl_exact_cell_t *cell = &group->cells[c];
    for (size_t i = cell->n_services; i < cell->n_exposures; i++) {
      const sl_exact_law_t *law = &group->laws[cell->exposures[i].law];
      for (size_t p = 0; p < cell->n_multipliers; p++) {
        const double q = cell->exposures[i].exposure * cell->multipliers[p];
        const double z = 0.5 * s - sl_det_log(q) / s;
        if (fabs(z) < 0.5 * (double)n * step) {
          const double off =
              cell->counts[p] * KINK_SHARE * step * step * s * DENSITY * sl_det_exp(-0.5 * z * z);
          pass->cut_chance += off;
          sl_moments_add(&pass->cut, off, &(sl_moments_t){1.0, law->paid_mean, law->paid_square});
        }
      }
    }
  }
}

static size_t likely_pairs(const sl_exact_pass_t *pass)
{
  size_t pairs = 0;
  for (size_t c = 0; c < pass->group->n_cells; c++) {
    pairs += sl_exact_likely_pairs(pass, &pass->group->cells[c]);
  }
  return pairs;
}

/* How much finer the nodes have to be for the kinks, as far as the likely pairs that grow with them
 * take no longer than they may. */
static double finer_for_cuts(const sl_exact_pass_t *pass, double step)
{
  const double wanted = CUT_WANTED * sl_det_pow(pass->coarseness, 2.0 * STEP_POWER);
  if (!(pass->cut_chance > wanted)) {
    return step;
  }
  const double fine = fmax(step * sqrt(wanted / pass->cut_chance), CUT_STEP_LEAST);
  return fmin(step, fmax(fine, step * (double)likely_pairs(pass) / LIKELY_PAIRS_MOST));
}

int sl_exact_make_factor(sl_exact_pass_t *pass, const sl_exact_pass_t *before, sl_error_t *error)
{
  const double cv = before != NULL ? pass->group->scenario->claims->uncertainty : 0.0;
  const double step = cv > 0.0 ? factor_step(pass, before) : 1.0;
  int code = sl_factor_nodes_init(&pass->factor, cv, step, error);
  if (code == SL_OK) {
    bound_cuts(pass, step);
    const double finer = finer_for_cuts(pass, step);
    if (finer < step) {
      sl_factor_nodes_free(&pass->factor);
      code = sl_factor_nodes_init(&pass->factor, cv, finer, error);
      bound_cuts(pass, finer);
    }
  }
  if (code == SL_OK && likely_pairs(pass) > LIKELY_PAIRS_MOST) {
    code = sl_fail(error, SL_ERR_UNSUPPORTED,
                   "Conditions are so likely (above %g, with the uncertainty) for so many "
                   "different persons that it would take too long",
                   SL_EXACT_LIKELY);
  }
  return code;
}
