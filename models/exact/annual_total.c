#include "models/exact/annual_total.h"

#include "models/exact/annual_atoms.h"
#include "models/exact/claims_grid.h"

#include <stdlib.h>

struct sl_annual_ladder {
  sl_ladder_shape_t shape;
  sl_frailty_t frailty;
  sl_claims_grid_t **levels; /* shape.n_levels */
  sl_annual_laws_t laws;
  size_t n; /* amounts */
  double *amounts;
  double *mass; /* of one level: shape.points */
  bool is_fork; /* laws, frailty and amounts are another's */
};

/* Of a level's points those from `from` to the last but one are used; the last is where the next
 * level begins, or the end. */
static size_t first_point(const sl_annual_ladder_t *ladder, size_t level)
{
  return level == 0 ? 0 : (ladder->shape.points - 1) / ladder->shape.ratio;
}

static void list_amounts(sl_annual_ladder_t *ladder)
{
  double step = ladder->shape.step;
  for (size_t level = 0; level < ladder->shape.n_levels; level++) {
    for (size_t k = first_point(ladder, level); k + 1 < ladder->shape.points; k++) {
      ladder->amounts[ladder->n++] = (double)k * step;
    }
    step *= (double)ladder->shape.ratio;
  }
  ladder->amounts[ladder->n++] =
      (double)(ladder->shape.points - 1) * step / (double)ladder->shape.ratio;
}

static int make_levels(sl_annual_ladder_t *ladder, sl_error_t *error)
{
  double step = ladder->shape.step;
  int code = SL_OK;
  for (size_t level = 0; code == SL_OK && level < ladder->shape.n_levels; level++) {
    const sl_grid_shape_t shape = {step, ladder->shape.points, ladder->shape.keeps_atoms};
    code = sl_claims_grid_new(&shape, &ladder->frailty, &ladder->levels[level], error);
    step *= (double)ladder->shape.ratio;
  }
  return code;
}

int sl_annual_ladder_new(const sl_ladder_shape_t *shape, double frailty_shape,
                         sl_annual_ladder_t **ladder, sl_error_t *error)
{
  sl_annual_ladder_t *l = calloc(1, sizeof *l);
  *ladder = l;
  if (l == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a ladder of grids");
  }
  l->shape = *shape;
  const size_t least = shape->points > 16 ? shape->points : 16;
  l->shape.points = (least + shape->ratio - 2) / shape->ratio * shape->ratio + 1;
  l->levels = calloc(shape->n_levels, sizeof(sl_claims_grid_t *));
  l->amounts = malloc(l->shape.points * shape->n_levels * sizeof *l->amounts);
  l->mass = malloc(l->shape.points * sizeof *l->mass);
  int code =
      l->levels != NULL && l->amounts != NULL && l->mass != NULL
          ? sl_frailty_init(&l->frailty, frailty_shape, error)
          : sl_fail(error, SL_ERR_MEMORY, "no memory for grids of %zu points", l->shape.points);
  if (code == SL_OK) {
    code = make_levels(l, error);
  }
  if (code != SL_OK) {
    sl_annual_ladder_free(l);
    *ladder = NULL;
    return code;
  }
  list_amounts(l);
  return SL_OK;
}

void sl_annual_ladder_free(sl_annual_ladder_t *ladder)
{
  if (ladder == NULL) {
    return;
  }
  for (size_t i = 0; ladder->levels != NULL && i < ladder->shape.n_levels; i++) {
    sl_claims_grid_free(ladder->levels[i]);
  }
  if (!ladder->is_fork) {
    sl_annual_laws_free(&ladder->laws);
    sl_frailty_free(&ladder->frailty);
    free(ladder->amounts);
  }
  free(ladder->levels);
  free(ladder->mass);
  free(ladder);
}

void sl_annual_ladder_mix_by(sl_annual_ladder_t *ladder, sl_mix_frailty_t mix)
{
  for (size_t i = 0; i < ladder->shape.n_levels; i++) {
    sl_claims_grid_mix_by(ladder->levels[i], mix);
  }
}

int sl_annual_ladder_fork(const sl_annual_ladder_t *ladder, sl_annual_ladder_t **fork,
                          sl_error_t *error)
{
  sl_annual_ladder_t *f = malloc(sizeof *f);
  *fork = f;
  if (f == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a ladder of grids");
  }
  *f = *ladder;
  f->is_fork = true;
  f->levels = calloc(f->shape.n_levels, sizeof(sl_claims_grid_t *));
  f->mass = malloc(f->shape.points * sizeof *f->mass);
  int code =
      f->levels != NULL && f->mass != NULL
          ? SL_OK
          : sl_fail(error, SL_ERR_MEMORY, "no memory for grids of %zu points", f->shape.points);
  for (size_t i = 0; code == SL_OK && i < f->shape.n_levels; i++) {
    code = sl_claims_grid_fork(ladder->levels[i], &f->levels[i], error);
  }
  if (code != SL_OK) {
    sl_annual_ladder_free(f);
    *fork = NULL;
  }
  return code;
}

int sl_annual_ladder_add(sl_annual_ladder_t *ladder, const sl_claim_law_t *claim_law, size_t *law,
                         sl_error_t *error)
{
  int code = sl_annual_laws_add(&ladder->laws, claim_law, error);
  if (code != SL_OK) {
    return code;
  }
  *law = ladder->laws.n - 1;
  for (size_t i = 0; code == SL_OK && i < ladder->shape.n_levels; i++) {
    code = sl_claims_grid_add(ladder->levels[i], claim_law, &ladder->laws.atoms[*law], error);
  }
  return code;
}

int sl_annual_ladder_atoms(const sl_annual_ladder_t *ladder, const sl_claim_exposure_t *exposures,
                           size_t n, double multiplier, sl_atoms_t *atoms, sl_error_t *error)
{
  return sl_annual_atoms(&ladder->laws, &ladder->frailty,
                         &(sl_annual_exposure_t){exposures, n, multiplier}, atoms, error);
}

bool sl_annual_ladder_has_atoms(const sl_annual_ladder_t *ladder)
{
  bool has = false;
  for (size_t i = 0; i < ladder->laws.n; i++) {
    has = has || ladder->laws.atoms[i].n > 0;
  }
  return has;
}

size_t sl_annual_ladder_n(const sl_annual_ladder_t *ladder) { return ladder->n; }

const double *sl_annual_ladder_amounts(const sl_annual_ladder_t *ladder) { return ladder->amounts; }

/* What the amounts taken so far come to. */
typedef struct taken {
  size_t n;     /* amounts */
  double whole; /* probability of any that stands on the ladder */
  double left;  /* probability of more */
  double first; /* sum of mass x amount */
} taken_t;

static void take(taken_t *taken, const sl_annual_ladder_t *ladder, double mass, double *masses)
{
  masses[taken->n] = mass;
  taken->left -= mass;
  taken->first += mass * ladder->amounts[taken->n];
  taken->n++;
}

/* Of a coarser level: the probability of more than its first point B, and E[min(S, B)]. */
static void look_below(const sl_annual_ladder_t *ladder, double end, double whole, double *above,
                       double *limited)
{
  const size_t first = (ladder->shape.points - 1) / ladder->shape.ratio;
  double left = whole;
  *limited = 0.0;
  for (size_t k = 0; k < first; k++) {
    *limited += ladder->mass[k] * end * (double)k / (double)first;
    left -= ladder->mass[k];
  }
  *limited += left * end;
  *above = left - ladder->mass[first];
}

/* Take a level's masses. At a coarser level's first point B stands what is left, less what lies
 * above it; and as that level spreads totals more widely, so that its E[max(0, S - B)] is too large
 * by as much as its E[min(S, B)] is too small, mass moves from the next point to B to make up for
 * it.
 */
static void take_level(const sl_annual_ladder_t *ladder, size_t level, taken_t *taken,
                       double *masses)
{
  const size_t first = first_point(ladder, level), last = ladder->shape.points - 1;
  double at_first = ladder->mass[first], moved = 0.0;
  if (level > 0) {
    const double end = ladder->amounts[taken->n];
    double above, limited;
    look_below(ladder, end, taken->whole, &above, &limited);
    moved = (taken->first + taken->left * end - limited) / (end / (double)first);
    at_first = taken->left - above + moved;
  }
  take(taken, ladder, at_first, masses);
  take(taken, ladder, ladder->mass[first + 1] - moved, masses);
  for (size_t k = first + 2; k < last; k++) {
    take(taken, ladder, ladder->mass[k], masses);
  }
}

/* is_taken: of the person taken, beside whom only conditions are asked for. */
static int total_of(sl_annual_ladder_t *ladder, const sl_annual_exposure_t *asked, bool is_taken,
                    double *mass, double *above, sl_error_t *error)
{
  taken_t taken = {0};
  int code = SL_OK;
  for (size_t level = 0; code == SL_OK && level < ladder->shape.n_levels; level++) {
    sl_claims_grid_t *grid = ladder->levels[level];
    if (!is_taken) {
      code = sl_claims_grid_total(grid, asked->exposures, asked->n, asked->multiplier, ladder->mass,
                                  &taken.whole, error);
    } else {
      taken.whole = sl_claims_grid_person_total(grid, asked->exposures, asked->n, asked->multiplier,
                                                ladder->mass);
    }
    taken.left = level == 0 ? taken.whole : taken.left;
    if (code == SL_OK) {
      take_level(ladder, level, &taken, mass);
    }
  }
  if (code == SL_OK) {
    take(&taken, ladder, ladder->mass[ladder->shape.points - 1], mass);
    *above = taken.left;
  }
  return code;
}

int sl_annual_ladder_total(sl_annual_ladder_t *ladder, const sl_claim_exposure_t *exposures,
                           size_t n, double multiplier, double *mass, double *above,
                           sl_error_t *error)
{
  return total_of(ladder, &(sl_annual_exposure_t){exposures, n, multiplier}, false, mass, above,
                  error);
}

/* ---- under a frailty without closed form ---- */

int sl_annual_ladder_tabulate(sl_annual_ladder_t *ladder, const sl_law_bundle_t *bundles, size_t n,
                              double coarseness, double claims, sl_error_t *error)
{
  int code = SL_OK;
  for (size_t i = 0; code == SL_OK && i < ladder->shape.n_levels; i++) {
    code = sl_claims_grid_tabulate(ladder->levels[i], bundles, n,
                                   &(sl_mixture_wish_t){coarseness, claims}, error);
  }
  return code;
}

int sl_annual_ladder_person(sl_annual_ladder_t *ladder, const sl_claim_exposure_t *exposures,
                            size_t n, double low, double high, sl_error_t *error)
{
  int code = SL_OK;
  for (size_t i = 0; code == SL_OK && i < ladder->shape.n_levels; i++) {
    code = sl_claims_grid_person(ladder->levels[i], exposures, n, low, high, error);
  }
  return code;
}

void sl_annual_ladder_person_total(sl_annual_ladder_t *ladder, const sl_claim_exposure_t *cases,
                                   size_t n_cases, double multiplier, double *mass, double *above)
{
  (void)total_of(ladder, &(sl_annual_exposure_t){cases, n_cases, multiplier}, true, mass, above,
                 NULL);
}
