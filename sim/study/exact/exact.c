#include "sim/study/exact/exact.h"

#include "models/funding/price.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"
#include "sim/results/variable_rows.h"
#include "sim/study/exact/bundles.h"
#include "sim/study/exact/figures.h"
#include "sim/study/exact/reasons.h"

#include <math.h>
#include <stdlib.h>

#define COARSENING 2.0 /* of the steps, from each resolution to the next */
/* COARSENING^2 - 1: the distance of two values over the finer one's error. */
#define RICHARDSON 3.0
/* The ratio of two distances is 4 for errors of the second order; 2 is the first order's, 8 the
 * third's, and neither may pass for it. With 5 for 2.5 most bounds of tests/verify/cases are eight
 * times as wide. */
#define RATIO_LEAST 2.5
#define RATIO_MOST 6.5
/* Of the last step, for two extrapolations that happen to agree: without it two tests of
 * tests/verify/test_exact*.c fail. */
#define LAST_STEP_SHARE 0.1
#define FIGURE_ROUNDING 1e-12 /* relative: some thousand roundings, in sums of so many terms */

#define SL_STEP 0
#define SL_SHAPE(u) &sl_arrangement_shape
#define SL_RECORD sl_exact_arrangement_t
#define ROW(id, s, n, u, l) SL_ONE_ROW(id, s, n, u, l, figure[id].value)
const sl_variable_t sl_exact_variables[SL_N_EXACT_FIGURES] = {SL_EXACT_FIGURES(ROW)};
#undef ROW
#undef SL_RECORD
#undef SL_SHAPE

#define SL_SHAPE(u) &sl_single_shape
#define SL_RECORD sl_exact_t
#define ROW(id, s, n, u, l) SL_ONE_ROW(id, s, n, u, l, group[id].value)
const sl_variable_t sl_exact_group_variables[SL_N_EXACT_GROUP_FIGURES] = {
    SL_EXACT_GROUP_FIGURES(ROW)};
#undef ROW
#undef SL_RECORD
#undef SL_SHAPE
#undef SL_STEP

static const sl_exact_figure_t unknown = {NAN, NAN, false};

static void forget(sl_exact_arrangement_t *arrangement)
{
  for (size_t i = 0; i < SL_N_EXACT_FIGURES; i++) {
    arrangement->figure[i] = unknown;
  }
  for (size_t q = 0; q < SL_N_QUANTILES; q++) {
    arrangement->quantile[q] = unknown;
  }
}

/* ---- three resolutions ---- */

/* Errors of the second order shrink by four from each resolution to the next, so the distance of
 * the first two is three times the finer one's error. Where errors of two kinds happen to cancel in
 * that distance, that of the second and the third tells. */
static double distance_of(double fine, double coarse, double coarser)
{
  return fmax(fabs(fine - coarse), fabs(coarse - coarser) / RICHARDSON);
}

/* Where they do shrink by about four, Richardson's extrapolation takes the second order away; its
 * own two values bound what is left. */
static void extrapolate(sl_exact_figure_t *figure, double coarse, double coarser)
{
  const double fine = figure->value;
  const double ratio = (coarse - coarser) / (fine - coarse);
  if (!(ratio > RATIO_LEAST && ratio < RATIO_MOST)) {
    figure->bound += distance_of(fine, coarse, coarser);
    return;
  }
  figure->value = fine + (fine - coarse) / RICHARDSON;
  const double before = coarse + (coarse - coarser) / RICHARDSON;
  figure->bound += fabs(figure->value - before) + LAST_STEP_SHARE * fabs(fine - coarse);
}

/* Whether the figure has a bound; else it is forgotten. */
static bool compare(sl_exact_figure_t *figure, double coarse, double coarser)
{
  if (!figure->is_known || !isfinite(figure->bound) || isnan(coarse) || isnan(coarser)) {
    const bool was_known = figure->is_known;
    *figure = unknown;
    return !was_known;
  }
  if (isfinite(figure->value)) {
    extrapolate(figure, coarse, coarser);
    figure->bound += FIGURE_ROUNDING * fabs(figure->value);
  } else {
    figure->bound = 0.0;
  }
  return true;
}

/* A distribution tells its quantiles, unless they are beyond its grid. */
static bool lacks_quantiles(const sl_exact_arrangement_t *figures)
{
  bool lacks = false;
  for (size_t q = 0; q < SL_N_QUANTILES; q++) {
    lacks = lacks || !figures->quantile[q].is_known;
  }
  return lacks && figures->figure[SL_EXACT_DEFICIT_PROBABILITY].is_known;
}

static int compare_arrangement(const sl_exact_pass_t passes[SL_EXACT_RESOLUTIONS], size_t a,
                               sl_exact_arrangement_t *figures, sl_error_t *error)
{
  sl_exact_arrangement_t beside[SL_EXACT_RESOLUTIONS] = {0};
  size_t n = 1;
  while (n < SL_EXACT_RESOLUTIONS && passes[n].covers != NULL) {
    n++;
  }
  int code = sl_exact_arrangement_figures(passes, n, a, figures, true, error);
  for (size_t i = 1; code == SL_OK && i < SL_EXACT_RESOLUTIONS; i++) {
    forget(&beside[i]);
    const sl_exact_pass_t *pass = &passes[i < n ? i : 0];
    code = sl_exact_arrangement_figures(pass, 1, a, &beside[i], false, error);
  }
  bool has_bounds = true;
  for (size_t i = 0; code == SL_OK && i < SL_N_EXACT_FIGURES; i++) {
    const bool has =
        compare(&figures->figure[i], beside[1].figure[i].value, beside[2].figure[i].value);
    has_bounds = has_bounds && (has || i == SL_EXACT_DEFICIT_GIVEN);
  }
  for (size_t q = 0; code == SL_OK && q < SL_N_QUANTILES; q++) {
    const bool has =
        compare(&figures->quantile[q], beside[1].quantile[q].value, beside[2].quantile[q].value);
    has_bounds = has_bounds && has;
  }
  return code == SL_OK && (!has_bounds || lacks_quantiles(figures))
             ? sl_exact_say(&figures->reasons, error,
                            "Claims without a finite expectation leave what lies beyond the grid "
                            "without a bound: the figures that rest on it are left out.")
             : code;
}

/* first: of moments only, by which the others choose their grids. Where all is atoms on a lattice
 * the resolutions are one. */
static int run_passes(const sl_exact_group_t *group, sl_exact_pass_t *first,
                      sl_exact_pass_t passes[SL_EXACT_RESOLUTIONS], sl_error_t *error)
{
  int code = sl_exact_pass_run(first, group, 1.0, NULL, error);
  double coarseness = 1.0;
  for (size_t i = 0; code == SL_OK && i < SL_EXACT_RESOLUTIONS; i++) {
    if (i > 0 && passes[0].is_lattice) {
      break;
    }
    code = sl_exact_pass_run(&passes[i], group, coarseness, first, error);
    coarseness *= COARSENING;
  }
  return code;
}

/* Without a closed form the frailty's mixtures come from tables by bundle of laws, and without
 * bundles from some 90 transforms each: too slow for many cells. */
#define MIXED_CELLS_MAX 8

static bool takes_too_long(const sl_exact_group_t *group)
{
  return sl_exact_is_mixed(group) && group->bundles == NULL && group->n_cells > MIXED_CELLS_MAX;
}

static int say_too_long(const sl_exact_group_t *group, sl_exact_t *exact, sl_error_t *error)
{
  exact->is_known = false;
  return sl_exact_say(
      &exact->reasons, error,
      "Under a frailty, frequencies that are not Poisson have no closed form; for %zu "
      "kinds of persons (age, sex, plan, laser; at most %d) with %zu different claim laws "
      "(salaries, areas) it would take too long.",
      group->n_cells, MIXED_CELLS_MAX, group->n_laws);
}

/* What was met on the way that has no exact answer is a reason, not a failure. */
static int conclude(int code, const sl_error_t *why, sl_exact_t *exact, sl_error_t *error)
{
  if (code != SL_ERR_UNSUPPORTED) {
    return code == SL_OK ? SL_OK : sl_fail(error, code, "%s", why->text);
  }
  exact->is_known = false;
  for (size_t a = 0; a < exact->n_arrangements; a++) {
    forget(&exact->arrangements[a]);
  }
  return sl_exact_say(&exact->reasons, error, "%s.", why->text);
}

static int figure_out(const sl_scenario_t *scenario, const sl_price_t *prices,
                      const bool *is_wanted, sl_exact_t *exact, sl_error_t *error)
{
  sl_exact_group_t group = {0};
  sl_error_t why = {0};
  sl_exact_pass_t first = {0}, passes[SL_EXACT_RESOLUTIONS] = {0};
  for (size_t i = 0; i < SL_EXACT_RESOLUTIONS; i++) {
    passes[i].prices = prices;
  }
  int code = sl_exact_group_init(&group, scenario, &why);
  if (code == SL_OK && takes_too_long(&group)) {
    code = say_too_long(&group, exact, error);
    sl_exact_group_free(&group);
    return code;
  }
  first.covers = calloc(scenario->arrangements->n + 1, sizeof *first.covers);
  if (code == SL_OK && first.covers == NULL) {
    code = sl_fail(&why, SL_ERR_MEMORY, "no memory for the arrangements");
  }
  for (size_t a = 0; code == SL_OK && a < scenario->arrangements->n; a++) {
    first.covers[a].is_wanted = is_wanted[a];
  }
  if (code == SL_OK) {
    code = run_passes(&group, &first, passes, &why);
  }
  for (size_t a = 0; code == SL_OK && a < scenario->arrangements->n; a++) {
    if (is_wanted[a]) {
      code = compare_arrangement(passes, a, &exact->arrangements[a], &why);
    }
  }
  if (code == SL_OK) {
    sl_exact_group_figures(&passes[0], exact->group);
  }
  sl_exact_pass_free(&first);
  for (size_t i = 0; i < SL_EXACT_RESOLUTIONS; i++) {
    sl_exact_pass_free(&passes[i]);
  }
  sl_exact_group_free(&group);
  return conclude(code, &why, exact, error);
}

/* ---- what is asked for ---- */

static int look_for_reasons(const sl_scenario_t *scenario, bool *is_wanted, sl_exact_t *exact,
                            sl_error_t *error)
{
  int code = sl_exact_scenario_reasons(scenario, &exact->reasons, error);
  for (size_t a = 0; code == SL_OK && a < scenario->arrangements->n; a++) {
    sl_exact_arrangement_t *arrangement = &exact->arrangements[a];
    forget(arrangement);
    code = sl_exact_arrangement_reasons(scenario, &scenario->arrangements->list[a],
                                        &arrangement->reasons, error);
    is_wanted[a] = exact->reasons.n == 0 && arrangement->reasons.n == 0;
    exact->is_known = exact->is_known || is_wanted[a];
  }
  return code;
}

int sl_exact_new(const sl_scenario_t *scenario, sl_exact_t **exact, sl_error_t *error)
{
  return sl_exact_at_prices(scenario, NULL, exact, error);
}

int sl_exact_at_prices(const sl_scenario_t *scenario, const sl_price_t *prices, sl_exact_t **exact,
                       sl_error_t *error)
{
  sl_exact_t *e = calloc(1, sizeof *e);
  bool *is_wanted = calloc(scenario->arrangements->n + 1, sizeof *is_wanted);
  int code = SL_OK;
  *exact = NULL;
  if (e != NULL) {
    e->n_arrangements = scenario->arrangements->n;
    e->arrangements = calloc(scenario->arrangements->n + 1, sizeof *e->arrangements);
    for (size_t i = 0; i < SL_N_EXACT_GROUP_FIGURES; i++) {
      e->group[i] = unknown;
    }
  }
  if (e == NULL || is_wanted == NULL || e->arrangements == NULL) {
    code = sl_fail(error, SL_ERR_MEMORY, "no memory for exact figures");
  }
  if (code == SL_OK) {
    code = look_for_reasons(scenario, is_wanted, e, error);
  }
  if (code == SL_OK && e->is_known) {
    code = figure_out(scenario, prices, is_wanted, e, error);
  }
  free(is_wanted);
  if (code == SL_OK) {
    *exact = e;
  } else {
    sl_exact_free(e);
  }
  return code;
}

void sl_exact_free(sl_exact_t *exact)
{
  if (exact == NULL) {
    return;
  }
  for (size_t a = 0; exact->arrangements != NULL && a < exact->n_arrangements; a++) {
    sl_exact_reasons_free(&exact->arrangements[a].reasons);
  }
  sl_exact_reasons_free(&exact->reasons);
  free(exact->arrangements);
  free(exact);
}
