/* The exact distribution of one person's annual allowed total, by FFT, on a ladder of grids.
 *
 *   S = sum over services s of max(0, min(scale_s X, limit_s) - copay_s) over N_s claims
 *       + sum over conditions c of paid_c(min(scale_c X, limit_c)) where there is a case
 * Services are independent given the person-year's frailty T (gamma, mean 1), which multiplies the
 * exposure of all of them. Conditions stand outside the frailty, each independent of all else: with
 * probability min(1, exposure) there is a case, so of the transform each is a factor 1 - q + q phi
 * (models/claims/condition.h). Every level of the ladder is a grid k step_l, k < points, step_l =
 * ratio^l step; the body of the distribution is read off the finest grid, what lies above its end
 * off the next, and so on. So the distribution is a list of amounts, the same for every person of a
 * ladder, with a mass at each and what lies above the last.
 *
 * Discretisation: each claim's mass between two points is split so that the claim's mean stays (the
 * local moment matching of first order; p_k = (2 L(kh) - L(kh - h) - L(kh + h)) / h, L(x) =
 * E[min(claim, x)]). It adds at most h^2/4 to a claim's variance, so expectations of the total are
 * off by O(h^2): compare a ladder of half the step for a bound.
 * Claims at or above a grid's end are left out, which changes nothing below it. Aliasing is damped
 * by exponential tilting with exp(-20) over the circle, which is 1.6 times as long as the grid;
 * rounding stays below about 1e-11 per point. Masses may be negative by as much: clip where that
 * matters.
 *
 * Where many persons share a frailty without closed form their mixtures come from tables:
 * sl_annual_ladder_tabulate.
 *
 * Source: P. Embrechts, M. Frei (2009), "Panjer recursion versus FFT for compound distributions",
 * Mathematical Methods of Operations Research 69, 497-508; R. Gruebel, R. Hermesmeier (1999), ASTIN
 * Bulletin 29, 197-214 (tilting); H. U. Gerber (1982), Insurance: Mathematics and Economics 1,
 * 13-18 (discretisation). Checked by tests/unit/test_annual_total.c.
 * A ladder is for one thread at a time.
 */
#ifndef SL_MODELS_EXACT_ANNUAL_TOTAL_H
#define SL_MODELS_EXACT_ANNUAL_TOTAL_H

#include "models/core/error.h"
#include "models/exact/amount_map.h"
#include "models/exact/atoms.h"
#include "models/exact/frailty.h"
#include "models/frequency/frequency.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct sl_severity sl_severity_t; /* models/severity/severity.h */

/* One service as its claims are drawn, or one condition as its cases are. All pointers must outlive
 * the ladder. */
typedef struct sl_claim_law {
  const sl_frequency_t *frequency; /* NULL: a condition's; its exposure is the chance of a case */
  const sl_severity_t *severity;   /* its own limit and times_salary are left aside: */
  double scale;                    /* multiplies the amount: salary, trend, area; >= 0 */
  double limit;                    /* censors the scaled amount; INFINITY = none */
  double copay; /* what the member pays of every claim first, where the total is to be plan paid */
  const sl_amount_map_t *paid; /* of a condition: what the total takes of a case's amount, a map
                                  whose slope never falls; NULL = all of it */
} sl_claim_law_t;

/* What a person is exposed to of a law; the group factor multiplies the exposure. Of a condition:
 * the chance of a case, which counts as 1 where the product is more. */
typedef struct sl_claim_exposure {
  size_t law; /* as numbered by sl_annual_ladder_add */
  double exposure;
} sl_claim_exposure_t;

typedef struct sl_ladder_shape {
  double step;      /* of the finest grid, > 0 */
  size_t points;    /* of every level, at least 16: rounded up to 1 + a multiple of ratio */
  size_t ratio;     /* of neighbouring steps, at least 2 */
  size_t n_levels;  /* at least 1 */
  bool keeps_atoms; /* totals that are atoms are left off the ladder: sl_annual_ladder_atoms */
} sl_ladder_shape_t;

typedef struct sl_annual_ladder sl_annual_ladder_t;

/* frailty_shape: of the gamma frailty; INFINITY = none.
 * Memory: about 30 points x laws bytes a level. */
int sl_annual_ladder_new(const sl_ladder_shape_t *shape, double frailty_shape,
                         sl_annual_ladder_t **ladder, sl_error_t *error);
void sl_annual_ladder_free(sl_annual_ladder_t *ladder);

/* From now on by this form of sl_mix_frailty: a processor's own. */
void sl_annual_ladder_mix_by(sl_annual_ladder_t *ladder, sl_mix_frailty_t mix);

/* sl_annual_ladder_total and _atoms of the same laws for another thread: what the ladder took in is
 * shared and must outlive the fork, which takes neither laws nor persons. Memory: about 0.5 kB a
 * point of a level. */
int sl_annual_ladder_fork(const sl_annual_ladder_t *ladder, sl_annual_ladder_t **fork,
                          sl_error_t *error);

/* Take in a law; *law receives its number. Cost: two evaluations of E[min(X, x)] per point, and one
 * transform, for each level. */
int sl_annual_ladder_add(sl_annual_ladder_t *ladder, const sl_claim_law_t *claim_law, size_t *law,
                         sl_error_t *error);

/* The amounts, ascending from 0, and how many there are. */
size_t sl_annual_ladder_n(const sl_annual_ladder_t *ladder);
const double *sl_annual_ladder_amounts(const sl_annual_ladder_t *ladder);

/* The distribution of the total of n exposures, each times multiplier (> 0): mass[i] at amounts[i];
 * *above = probability of more than the last amount. Where the frailty is gamma: in closed form if
 * all laws are Poisson, else by a trapezoid rule in log T (error below 1e-9).
 * SL_ERR_UNSUPPORTED: frailty with a law whose probability is capped at 1 or that is thinned.
 * Cost: per level one transform back and some 0.1 us a point. */
int sl_annual_ladder_total(sl_annual_ladder_t *ladder, const sl_claim_exposure_t *exposures,
                           size_t n, double multiplier, double *mass, double *above,
                           sl_error_t *error);

/* The total's atoms, to be freed by the caller: the years without claims, and those in which every
 * claim is an atom of its severity (constants, tables, limits, what a copay takes whole). Where the
 * ladder keeps atoms its masses are those of all other totals, which have a density.
 * SL_ERR_UNSUPPORTED: too many different sums (models/exact/atoms.h), or too many claims. */
int sl_annual_ladder_atoms(const sl_annual_ladder_t *ladder, const sl_claim_exposure_t *exposures,
                           size_t n, double multiplier, sl_atoms_t *atoms, sl_error_t *error);

/* Whether some law's claims have atoms. */
bool sl_annual_ladder_has_atoms(const sl_annual_ladder_t *ladder);

/* ---- many persons under a frailty without closed form ---- */

/* Laws that every person is exposed to in the same proportions. */
typedef struct sl_law_bundle {
  const sl_claim_exposure_t *parts; /* the proportions; not kept */
  size_t n;
  double low, high; /* exposures of any person, times multipliers, to these proportions */
} sl_law_bundle_t;

/* Tabulate all bundles (models/exact/frailty_mixture.h), once, after the last law. coarseness: 1,
 * or more for a longer step; claims: the most that anybody expects. The ladder needs a frailty.
 * SL_ERR_UNSUPPORTED: as sl_annual_ladder_total.
 * Cost: per bundle about 80 rows, each a complex logarithm per law, level and frequency. */
int sl_annual_ladder_tabulate(sl_annual_ladder_t *ladder, const sl_law_bundle_t *bundles, size_t n,
                              double coarseness, double claims, sl_error_t *error);

/* Take a person of n exposures to bundles (law = the bundle's index), which hold no conditions, for
 * multipliers from low to high. Cost: about 50 complex exponentials per level and frequency. */
int sl_annual_ladder_person(sl_annual_ladder_t *ladder, const sl_claim_exposure_t *exposures,
                            size_t n, double low, double high, sl_error_t *error);

/* As sl_annual_ladder_total for that person, who has n_cases exposures to conditions (law = as
 * numbered by sl_annual_ladder_add) too; any multiplier in the range. */
void sl_annual_ladder_person_total(sl_annual_ladder_t *ladder, const sl_claim_exposure_t *cases,
                                   size_t n_cases, double multiplier, double *mass, double *above);

#endif
