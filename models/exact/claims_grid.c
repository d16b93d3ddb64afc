#include "models/exact/claims_grid.h"

#include "models/core/elementary.h"
#include "models/exact/complex_number.h"
#include "models/exact/fft.h"
#include "models/exact/frailty_mixture.h"
#include "models/exact/frequency_transform.h"
#include "models/severity/severity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Circle over grid, and the nats by which tilting damps what went once around. */
#define CIRCLE 1.6
#define TILT 20.0
#define ON_GRID 1e-7 /* of a step: rounding of an amount */
#define ALL 1e-11    /* what atoms may lack of 1 by rounding */

/* Transforms of one claim by law, and of a total. Behind the FFT's frequencies stands one value
 * more: the transform at 0 without tilting, which is a probability. */
typedef struct transforms {
  double complex **of_law;       /* n_laws: n_values each; NULL = 0 throughout */
  double complex *total;         /* n_values */
  sl_frailty_mixture_t *mixture; /* NULL before tabulate */
} transforms_t;

struct sl_claims_grid {
  double step;
  size_t points;
  const sl_frailty_t *frailty;
  sl_fft_t *fft;
  double *tilt;         /* sl_det_exp(-tilt k), k < points */
  sl_claim_law_t *laws; /* n_laws */
  size_t n_laws;
  transforms_t whole, atomic; /* of a claim; of its atoms only, where they are kept apart */
  bool keeps_atoms;
  sl_mix_frailty_t mix;
  bool is_fork;             /* laws, tilt, nothing and transforms of laws are another's */
  double complex *exponent; /* n_values */
  double complex *nothing;  /* n_values: the transform of a claim without atoms */
};

static size_t n_values(const sl_claims_grid_t *grid) { return sl_fft_frequencies(grid->fft) + 1; }

static bool make_values(sl_claims_grid_t *grid)
{
  const size_t n = n_values(grid);
  grid->tilt = malloc(grid->points * sizeof *grid->tilt);
  grid->exponent = malloc(n * sizeof *grid->exponent);
  grid->whole.total = malloc(n * sizeof *grid->whole.total);
  grid->atomic.total = calloc(n, sizeof *grid->atomic.total);
  grid->nothing = calloc(n, sizeof *grid->nothing);
  return grid->tilt != NULL && grid->exponent != NULL && grid->whole.total != NULL &&
         grid->atomic.total != NULL && grid->nothing != NULL;
}

int sl_claims_grid_new(const sl_grid_shape_t *shape, const sl_frailty_t *frailty,
                       sl_claims_grid_t **grid, sl_error_t *error)
{
  sl_claims_grid_t *g = calloc(1, sizeof *g);
  *grid = g;
  if (g == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a grid");
  }
  g->step = shape->step;
  g->points = shape->points;
  g->keeps_atoms = shape->keeps_atoms;
  g->frailty = frailty;
  g->mix = sl_mix_frailty;
  int code = sl_fft_new((size_t)(CIRCLE * (double)g->points) + 1, &g->fft, error);
  if (code == SL_OK && !make_values(g)) {
    code = sl_fail(error, SL_ERR_MEMORY, "no memory for a grid of %zu points", g->points);
  }
  if (code != SL_OK) {
    sl_claims_grid_free(g);
    *grid = NULL;
    return code;
  }
  for (size_t k = 0; k < g->points; k++) {
    g->tilt[k] = sl_det_exp(-TILT * (double)k / (double)sl_fft_size(g->fft));
  }
  return SL_OK;
}

static void free_transforms(transforms_t *transforms, size_t n_laws)
{
  for (size_t i = 0; transforms->of_law != NULL && i < n_laws; i++) {
    free(transforms->of_law[i]);
  }
  free(transforms->of_law);
  free(transforms->total);
  sl_frailty_mixture_free(transforms->mixture);
}

void sl_claims_grid_free(sl_claims_grid_t *grid)
{
  if (grid == NULL) {
    return;
  }
  if (grid->is_fork) {
    free(grid->whole.total);
    free(grid->atomic.total);
  } else {
    free_transforms(&grid->whole, grid->n_laws);
    free_transforms(&grid->atomic, grid->n_laws);
    free(grid->laws);
    free(grid->tilt);
    free(grid->nothing);
  }
  free(grid->exponent);
  sl_fft_free(grid->fft);
  free(grid);
}

void sl_claims_grid_mix_by(sl_claims_grid_t *grid, sl_mix_frailty_t mix) { grid->mix = mix; }

int sl_claims_grid_fork(const sl_claims_grid_t *grid, sl_claims_grid_t **fork, sl_error_t *error)
{
  const size_t n = n_values(grid);
  sl_claims_grid_t *f = malloc(sizeof *f);
  *fork = f;
  if (f == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a grid");
  }
  *f = *grid;
  f->is_fork = true;
  f->fft = NULL;
  f->whole.mixture = f->atomic.mixture = NULL;
  f->exponent = malloc(n * sizeof *f->exponent);
  f->whole.total = malloc(n * sizeof *f->whole.total);
  f->atomic.total = calloc(n, sizeof *f->atomic.total);
  int code = sl_fft_new(sl_fft_size(grid->fft), &f->fft, error);
  if (code == SL_OK && (f->exponent == NULL || f->whole.total == NULL || f->atomic.total == NULL)) {
    code = sl_fail(error, SL_ERR_MEMORY, "no memory for a grid of %zu points", f->points);
  }
  if (code != SL_OK) {
    sl_claims_grid_free(f);
    *fork = NULL;
  }
  return code;
}

/* ---- one claim ---- */

/* E[min(min(scale X, limit), x)]. */
static double limited_amount(const sl_claim_law_t *law, const sl_severity_t *unlimited, double x)
{
  const double amount = x < law->limit ? x : law->limit;
  return law->scale > 0.0 && amount > 0.0
             ? law->scale * sl_severity_limited_mean(unlimited, amount / law->scale)
             : 0.0;
}

/* E[min(paid(A), x)] = E[paid(min(A, a))], a the largest amount of which no more than x is paid: a
 * sum over the changes of the map's slope. */
static double limited_paid(const sl_claim_law_t *law, const sl_severity_t *unlimited, double x)
{
  const sl_amount_map_t *paid = law->paid;
  const double most = sl_map_last_at(paid, x), whole = limited_amount(law, unlimited, most);
  double sum = 0.0, slope = 0.0;
  for (size_t k = 0; k < paid->n && paid->at[k] < most; k++) {
    const double after = sl_map_slope_after(paid, k);
    if (after > slope) {
      sum += (after - slope) * (whole - limited_amount(law, unlimited, paid->at[k]));
    }
    slope = after;
  }
  return sum;
}

/* E[min(claim, x)], the claim being what is left after the copay. */
static double limited_mean(const sl_claim_law_t *law, const sl_severity_t *unlimited, double x)
{
  if (law->paid != NULL) {
    return limited_paid(law, unlimited, x);
  }
  const double whole = limited_amount(law, unlimited, x + law->copay);
  return law->copay > 0.0 ? whole - limited_amount(law, unlimited, law->copay) : whole;
}

/* Masses on the grid; those of the circle beyond it stay 0. */
static void discretise(const sl_claims_grid_t *grid, const sl_claim_law_t *law, double *mass)
{
  sl_severity_t unlimited = *law->severity;
  unlimited.limit = INFINITY;
  const double step = grid->step;
  double before = 0.0, here = 0.0;
  for (size_t k = 0; k < grid->points; k++) {
    const double after = limited_mean(law, &unlimited, (double)(k + 1) * step);
    mass[k] = k == 0 ? 1.0 - after / step : ((here - before) - (after - here)) / step;
    before = here;
    here = after;
  }
}

/* Atoms, each split between its neighbours as discretise does. */
static void discretise_atoms(const sl_claims_grid_t *grid, const sl_atoms_t *atoms, double *mass)
{
  for (size_t i = 0; i < atoms->n; i++) {
    const double exact = atoms->atom[i].at / grid->step, whole = nearbyint(exact);
    const double place = fabs(exact - whole) < ON_GRID ? whole : exact, below = floor(place);
    const double part = atoms->atom[i].mass * (place - below);
    if (below < (double)grid->points) {
      mass[(size_t)below] += atoms->atom[i].mass - part;
    }
    if (below + 1.0 < (double)grid->points) {
      mass[(size_t)below + 1] += part;
    }
  }
}

/* Of the masses in the FFT's signal; probability: of them all, wherever they lie. */
static int transform_claim(sl_claims_grid_t *grid, double probability, double complex **transform,
                           sl_error_t *error)
{
  const size_t n = n_values(grid);
  double *mass = sl_fft_signal(grid->fft);
  *transform = malloc(n * sizeof **transform);
  if (*transform == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a transform of %zu points", n);
  }
  for (size_t k = 0; k < grid->points; k++) {
    mass[k] *= grid->tilt[k];
  }
  sl_fft_forward(grid->fft);
  memcpy(*transform, sl_fft_spectrum(grid->fft), (n - 1) * sizeof **transform);
  (*transform)[n - 1] = probability;
  return SL_OK;
}

static int make_law_room(sl_claims_grid_t *grid, sl_error_t *error)
{
  const size_t n = grid->n_laws + 1;
  sl_claim_law_t *laws = realloc(grid->laws, n * sizeof *laws);
  grid->laws = laws != NULL ? laws : grid->laws;
  double complex **whole = realloc(grid->whole.of_law, n * sizeof *whole);
  grid->whole.of_law = whole != NULL ? whole : grid->whole.of_law;
  double complex **atomic = realloc(grid->atomic.of_law, n * sizeof *atomic);
  grid->atomic.of_law = atomic != NULL ? atomic : grid->atomic.of_law;
  if (laws == NULL || whole == NULL || atomic == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu claim laws", n);
  }
  whole[n - 1] = atomic[n - 1] = NULL;
  return SL_OK;
}

static double *clear_signal(sl_claims_grid_t *grid)
{
  double *mass = sl_fft_signal(grid->fft);
  memset(mass, 0, sl_fft_size(grid->fft) * sizeof *mass);
  return mass;
}

int sl_claims_grid_add(sl_claims_grid_t *grid, const sl_claim_law_t *law, const sl_atoms_t *atoms,
                       sl_error_t *error)
{
  int code = make_law_room(grid, error);
  if (code != SL_OK) {
    return code;
  }
  const size_t index = grid->n_laws++;
  grid->laws[index] = *law;
  double *mass = clear_signal(grid);
  if (sl_atoms_mass(atoms) > 1.0 - ALL) {
    discretise_atoms(grid, atoms, mass);
  } else {
    discretise(grid, law, mass);
  }
  code = transform_claim(grid, 1.0, &grid->whole.of_law[index], error);
  if (code == SL_OK && grid->keeps_atoms && atoms->n > 0) {
    discretise_atoms(grid, atoms, clear_signal(grid));
    code = transform_claim(grid, sl_atoms_mass(atoms), &grid->atomic.of_law[index], error);
  }
  return code;
}

/* ---- the total ---- */

static bool is_case(const sl_claims_grid_t *grid, const sl_claim_exposure_t *exposure)
{
  return grid->laws[exposure->law].frequency == NULL;
}

/* Sum of the logs of the services' transforms, each exposure times multiplier. */
static void sum_exponents(sl_claims_grid_t *grid, const transforms_t *of,
                          const sl_claim_exposure_t *exposures, size_t n, double multiplier)
{
  const size_t values = n_values(grid);
  for (size_t k = 0; k < values; k++) {
    grid->exponent[k] = 0.0;
  }
  for (size_t i = 0; i < n; i++) {
    const double complex *transform = of->of_law[exposures[i].law];
    if (is_case(grid, &exposures[i])) {
      continue;
    }
    sl_frequency_add_log_transform(
        grid->laws[exposures[i].law].frequency, exposures[i].exposure * multiplier,
        transform != NULL ? transform : grid->nothing, values, grid->exponent);
  }
}

/* sl_det_exp(log modulus) at an angle. */
static double complex polar(double log_modulus, double angle)
{
  const double modulus = sl_det_exp(log_modulus);
  const sl_direction_t d = sl_det_direction(angle);
  return sl_complex(modulus * d.cosine, modulus * d.sine);
}

static void add_without_frailty(const sl_claims_grid_t *grid, double weight, double complex *sum)
{
  const size_t n = n_values(grid);
  for (size_t k = 0; k < n; k++) {
    sum[k] += weight * polar(creal(grid->exponent[k]), cimag(grid->exponent[k]));
  }
}

static bool all_poisson(const sl_claims_grid_t *grid, const sl_claim_exposure_t *exposures,
                        size_t n)
{
  bool all = true;
  for (size_t i = 0; i < n; i++) {
    all = all && (is_case(grid, &exposures[i]) ||
                  sl_frequency_is_poisson(grid->laws[exposures[i].law].frequency));
  }
  return all;
}

static int check_frailty(const sl_claims_grid_t *grid, const sl_claim_exposure_t *exposures,
                         size_t n, sl_error_t *error)
{
  for (size_t i = 0; i < n; i++) {
    const sl_frequency_t *frequency = grid->laws[exposures[i].law].frequency;
    if (frequency != NULL && frequency->family->exposure != SL_EXPOSURE_MEAN) {
      return sl_fail(error, SL_ERR_UNSUPPORTED, "the exact distribution of %s under a frailty",
                     frequency->family->name);
    }
  }
  return SL_OK;
}

/* Times 1 - q + q z; z NULL = 0. Real loops, as there are many. */
static void multiply_by_case(size_t n, double q, const double *z, double *restrict total)
{
  const double none = 1.0 - q;
  for (size_t k = 0; z == NULL && k < 2 * n; k++) {
    total[k] *= none;
  }
  for (size_t k = 0; z != NULL && k < n; k++) {
    const double re = none + q * z[2 * k], im = q * z[2 * k + 1];
    const double own = total[2 * k] * re - total[2 * k + 1] * im;
    total[2 * k + 1] = total[2 * k] * im + total[2 * k + 1] * re;
    total[2 * k] = own;
  }
}

/* The conditions among the exposures, once the frailty is mixed: they stand outside it. */
static void multiply_by_cases(const sl_claims_grid_t *grid, transforms_t *of,
                              const sl_claim_exposure_t *exposures, size_t n, double multiplier)
{
  for (size_t i = 0; i < n; i++) {
    if (is_case(grid, &exposures[i])) {
      multiply_by_case(n_values(grid), fmin(1.0, exposures[i].exposure * multiplier),
                       (const double *)of->of_law[exposures[i].law], (double *)of->total);
    }
  }
}

/* The total's transform. */
static int transform_total(sl_claims_grid_t *grid, transforms_t *of,
                           const sl_claim_exposure_t *exposures, size_t n, double multiplier,
                           sl_error_t *error)
{
  const sl_frailty_t *frailty = grid->frailty;
  double complex *sum = of->total;
  int code = SL_OK;
  memset(sum, 0, n_values(grid) * sizeof *sum);
  if (isinf(frailty->shape)) {
    sum_exponents(grid, of, exposures, n, multiplier);
    add_without_frailty(grid, 1.0, sum);
  } else if (all_poisson(grid, exposures, n)) {
    sum_exponents(grid, of, exposures, n, multiplier);
    grid->mix(frailty->shape, (const double *)grid->exponent, n_values(grid), (double *)sum);
  } else {
    code = check_frailty(grid, exposures, n, error);
    for (size_t i = 0; code == SL_OK && i < frailty->n; i++) {
      sum_exponents(grid, of, exposures, n, multiplier * frailty->t[i]);
      add_without_frailty(grid, frailty->weight[i], sum);
    }
  }
  multiply_by_cases(grid, of, exposures, n, multiplier);
  return code;
}

/* Masses from the totals' transforms; returns their probability, wherever they lie. */
static double transform_back(sl_claims_grid_t *grid, double *mass)
{
  const size_t n = sl_fft_frequencies(grid->fft);
  double complex *spectrum = sl_fft_spectrum(grid->fft);
  for (size_t k = 0; k < n; k++) {
    spectrum[k] = grid->whole.total[k] - grid->atomic.total[k];
  }
  sl_fft_inverse(grid->fft);
  const double *signal = sl_fft_signal(grid->fft);
  for (size_t k = 0; k < grid->points; k++) {
    mass[k] = signal[k] / grid->tilt[k];
  }
  return creal(grid->whole.total[n] - grid->atomic.total[n]);
}

int sl_claims_grid_total(sl_claims_grid_t *grid, const sl_claim_exposure_t *exposures, size_t n,
                         double multiplier, double *mass, double *probability, sl_error_t *error)
{
  int code = transform_total(grid, &grid->whole, exposures, n, multiplier, error);
  if (code == SL_OK && grid->keeps_atoms) {
    code = transform_total(grid, &grid->atomic, exposures, n, multiplier, error);
  }
  if (code == SL_OK) {
    *probability = transform_back(grid, mass);
  }
  return code;
}

/* ---- persons under a frailty without closed form ---- */

static int tabulate_bundle(sl_claims_grid_t *grid, const transforms_t *of, size_t index,
                           const sl_law_bundle_t *bundle, sl_error_t *error)
{
  size_t rows = 0;
  int code = check_frailty(grid, bundle->parts, bundle->n, error);
  if (code == SL_OK) {
    code = sl_frailty_mixture_make(of->mixture, index, bundle->low, bundle->high, &rows, error);
  }
  for (size_t row = 0; code == SL_OK && row < rows; row++) {
    sum_exponents(grid, of, bundle->parts, bundle->n,
                  sl_frailty_mixture_exposure(of->mixture, index, row));
    sl_frailty_mixture_set(of->mixture, index, row, grid->exponent);
  }
  return code;
}

static int tabulate(sl_claims_grid_t *grid, transforms_t *of, const sl_law_bundle_t *bundles,
                    size_t n, const sl_mixture_wish_t *wish, sl_error_t *error)
{
  int code = sl_frailty_mixture_new(grid->frailty->shape, wish->coarseness, wish->claims,
                                    n_values(grid), n, &of->mixture, error);
  for (size_t i = 0; code == SL_OK && i < n; i++) {
    code = tabulate_bundle(grid, of, i, &bundles[i], error);
  }
  return code;
}

int sl_claims_grid_tabulate(sl_claims_grid_t *grid, const sl_law_bundle_t *bundles, size_t n,
                            const sl_mixture_wish_t *wish, sl_error_t *error)
{
  const int code = tabulate(grid, &grid->whole, bundles, n, wish, error);
  return code == SL_OK && grid->keeps_atoms ? tabulate(grid, &grid->atomic, bundles, n, wish, error)
                                            : code;
}

int sl_claims_grid_person(sl_claims_grid_t *grid, const sl_claim_exposure_t *exposures, size_t n,
                          double low, double high, sl_error_t *error)
{
  const int code = sl_frailty_mixture_person(grid->whole.mixture, exposures, n, low, high, error);
  return code == SL_OK && grid->keeps_atoms
             ? sl_frailty_mixture_person(grid->atomic.mixture, exposures, n, low, high, error)
             : code;
}

double sl_claims_grid_person_total(sl_claims_grid_t *grid, const sl_claim_exposure_t *cases,
                                   size_t n_cases, double multiplier, double *mass)
{
  sl_frailty_mixture_total(grid->whole.mixture, multiplier, grid->whole.total);
  multiply_by_cases(grid, &grid->whole, cases, n_cases, multiplier);
  if (grid->keeps_atoms) {
    sl_frailty_mixture_total(grid->atomic.mixture, multiplier, grid->atomic.total);
    multiply_by_cases(grid, &grid->atomic, cases, n_cases, multiplier);
  }
  return transform_back(grid, mass);
}
