#include "models/exact/claims_grid.h"

#include "models/elementary.h"
#include "models/exact/complex_number.h"
#include "models/exact/fft.h"
#include "models/exact/frailty_mixture.h"
#include "models/exact/frequency_transform.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Circle over grid, and the nats by which tilting damps what went once around. */
#define CIRCLE 1.6
#define TILT 20.0

struct sl_claims_grid {
  double step;
  size_t points;
  const sl_frailty_t *frailty;
  sl_fft_t *fft;
  double *tilt;                /* exp(-tilt k), k < points */
  sl_claim_law_t *laws;        /* n_laws */
  double complex **transforms; /* of one claim's amount, by law: fft frequencies each */
  size_t n_laws;
  double complex *exponent;      /* by frequency */
  sl_frailty_mixture_t *mixture; /* NULL before tabulate */
};

int sl_claims_grid_new(double step, size_t points, const sl_frailty_t *frailty,
                       sl_claims_grid_t **grid, sl_error_t *error)
{
  sl_claims_grid_t *g = calloc(1, sizeof *g);
  *grid = g;
  if (g == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a grid");
  }
  g->step = step;
  g->points = points;
  g->frailty = frailty;
  int code = sl_fft_new((size_t)(CIRCLE * (double)points) + 1, &g->fft, error);
  if (code == SL_OK) {
    const size_t n = sl_fft_frequencies(g->fft);
    g->tilt = malloc(points * sizeof *g->tilt);
    g->exponent = malloc(n * sizeof *g->exponent);
    if (g->tilt == NULL || g->exponent == NULL) {
      code = sl_fail(error, SL_ERR_MEMORY, "no memory for a grid of %zu points", points);
    }
  }
  if (code != SL_OK) {
    sl_claims_grid_free(g);
    *grid = NULL;
    return code;
  }
  for (size_t k = 0; k < points; k++) {
    g->tilt[k] = sl_det_exp(-TILT * (double)k / (double)sl_fft_size(g->fft));
  }
  return SL_OK;
}

void sl_claims_grid_free(sl_claims_grid_t *grid)
{
  if (grid == NULL) {
    return;
  }
  for (size_t i = 0; i < grid->n_laws; i++) {
    free(grid->transforms[i]);
  }
  free(grid->transforms);
  free(grid->laws);
  free(grid->tilt);
  free(grid->exponent);
  sl_frailty_mixture_free(grid->mixture);
  sl_fft_free(grid->fft);
  free(grid);
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

/* E[min(claim, x)], the claim being what is left after the copay. */
static double limited_mean(const sl_claim_law_t *law, const sl_severity_t *unlimited, double x)
{
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

static int keep_law(sl_claims_grid_t *grid, const sl_claim_law_t *law, double complex *transform,
                    sl_error_t *error)
{
  const size_t n = grid->n_laws + 1;
  sl_claim_law_t *laws = realloc(grid->laws, n * sizeof *laws);
  grid->laws = laws != NULL ? laws : grid->laws;
  double complex **transforms = realloc(grid->transforms, n * sizeof *transforms);
  grid->transforms = transforms != NULL ? transforms : grid->transforms;
  if (laws == NULL || transforms == NULL) {
    free(transform);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu claim laws", n);
  }
  grid->laws[grid->n_laws] = *law;
  grid->transforms[grid->n_laws] = transform;
  grid->n_laws = n;
  return SL_OK;
}

int sl_claims_grid_add(sl_claims_grid_t *grid, const sl_claim_law_t *law, sl_error_t *error)
{
  const size_t n = sl_fft_frequencies(grid->fft);
  double complex *transform = malloc(n * sizeof *transform);
  if (transform == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a transform of %zu points", n);
  }
  double *mass = sl_fft_signal(grid->fft);
  memset(mass, 0, sl_fft_size(grid->fft) * sizeof *mass);
  discretise(grid, law, mass);
  for (size_t k = 0; k < grid->points; k++) {
    mass[k] *= grid->tilt[k];
  }
  sl_fft_forward(grid->fft);
  memcpy(transform, sl_fft_spectrum(grid->fft), n * sizeof *transform);
  return keep_law(grid, law, transform, error);
}

/* ---- the total ---- */

/* Sum of the logs of the services' transforms, each exposure times multiplier. */
static void sum_exponents(sl_claims_grid_t *grid, const sl_claim_exposure_t *exposures, size_t n,
                          double multiplier)
{
  const size_t n_frequencies = sl_fft_frequencies(grid->fft);
  for (size_t k = 0; k < n_frequencies; k++) {
    grid->exponent[k] = 0.0;
  }
  for (size_t i = 0; i < n; i++) {
    sl_frequency_add_log_transform(
        grid->laws[exposures[i].law].frequency, exposures[i].exposure * multiplier,
        grid->transforms[exposures[i].law], n_frequencies, grid->exponent);
  }
}

/* exp(log modulus) at an angle. */
static double complex polar(double log_modulus, double angle)
{
  const double modulus = sl_det_exp(log_modulus);
  const sl_direction_t d = sl_det_direction(angle);
  return sl_complex(modulus * d.cosine, modulus * d.sine);
}

static void add_without_frailty(sl_claims_grid_t *grid, double weight, double complex *sum)
{
  const size_t n = sl_fft_frequencies(grid->fft);
  for (size_t k = 0; k < n; k++) {
    sum[k] += weight * polar(creal(grid->exponent[k]), cimag(grid->exponent[k]));
  }
}

/* All Poisson: E[exp(T psi)] = (1 - psi / shape)^-shape. */
static void mix_in_closed_form(sl_claims_grid_t *grid, double complex *sum)
{
  const size_t n = sl_fft_frequencies(grid->fft);
  const double shape = grid->frailty->shape;
  for (size_t k = 0; k < n; k++) {
    const double re = 1.0 - creal(grid->exponent[k]) / shape;
    const double im = -cimag(grid->exponent[k]) / shape;
    sum[k] = polar(-0.5 * shape * sl_det_log(re * re + im * im), -shape * sl_det_angle(re, im));
  }
}

static bool all_poisson(const sl_claims_grid_t *grid, const sl_claim_exposure_t *exposures,
                        size_t n)
{
  bool all = true;
  for (size_t i = 0; i < n; i++) {
    all = all && sl_frequency_is_poisson(grid->laws[exposures[i].law].frequency);
  }
  return all;
}

static void mix_by_nodes(sl_claims_grid_t *grid, const sl_claim_exposure_t *exposures, size_t n,
                         double multiplier, double complex *sum)
{
  const sl_frailty_t *frailty = grid->frailty;
  const size_t n_frequencies = sl_fft_frequencies(grid->fft);
  for (size_t k = 0; k < n_frequencies; k++) {
    sum[k] = 0.0;
  }
  for (size_t i = 0; i < frailty->n; i++) {
    sum_exponents(grid, exposures, n, multiplier * frailty->t[i]);
    add_without_frailty(grid, frailty->weight[i], sum);
  }
}

static int check_frailty(const sl_claims_grid_t *grid, const sl_claim_exposure_t *exposures,
                         size_t n, sl_error_t *error)
{
  for (size_t i = 0; i < n; i++) {
    const sl_frequency_t *frequency = grid->laws[exposures[i].law].frequency;
    if (frequency->family->exposure != SL_EXPOSURE_MEAN) {
      return sl_fail(error, SL_ERR_UNSUPPORTED, "the exact distribution of %s under a frailty",
                     frequency->family->name);
    }
  }
  return SL_OK;
}

/* The total's transform, in the spectrum of the grid's FFT. */
static int transform_total(sl_claims_grid_t *grid, const sl_claim_exposure_t *exposures, size_t n,
                           double multiplier, sl_error_t *error)
{
  double complex *sum = sl_fft_spectrum(grid->fft);
  int code = SL_OK;
  if (isinf(grid->frailty->shape)) {
    sum_exponents(grid, exposures, n, multiplier);
    memset(sum, 0, sl_fft_frequencies(grid->fft) * sizeof *sum);
    add_without_frailty(grid, 1.0, sum);
  } else if (all_poisson(grid, exposures, n)) {
    sum_exponents(grid, exposures, n, multiplier);
    mix_in_closed_form(grid, sum);
  } else {
    code = check_frailty(grid, exposures, n, error);
    if (code == SL_OK) {
      mix_by_nodes(grid, exposures, n, multiplier, sum);
    }
  }
  return code;
}

/* Masses from the spectrum of the grid's FFT. */
static void transform_back(sl_claims_grid_t *grid, double *mass)
{
  sl_fft_inverse(grid->fft);
  const double *signal = sl_fft_signal(grid->fft);
  for (size_t k = 0; k < grid->points; k++) {
    mass[k] = signal[k] / grid->tilt[k];
  }
}

int sl_claims_grid_total(sl_claims_grid_t *grid, const sl_claim_exposure_t *exposures, size_t n,
                         double multiplier, double *mass, sl_error_t *error)
{
  const int code = transform_total(grid, exposures, n, multiplier, error);
  if (code == SL_OK) {
    transform_back(grid, mass);
  }
  return code;
}

/* ---- persons under a frailty without closed form ---- */

static int tabulate_bundle(sl_claims_grid_t *grid, size_t index, const sl_law_bundle_t *bundle,
                           sl_error_t *error)
{
  size_t rows = 0;
  int code = check_frailty(grid, bundle->parts, bundle->n, error);
  if (code == SL_OK) {
    code = sl_frailty_mixture_make(grid->mixture, index, bundle->low, bundle->high, &rows, error);
  }
  for (size_t row = 0; code == SL_OK && row < rows; row++) {
    sum_exponents(grid, bundle->parts, bundle->n,
                  sl_frailty_mixture_exposure(grid->mixture, index, row));
    sl_frailty_mixture_set(grid->mixture, index, row, grid->exponent);
  }
  return code;
}

int sl_claims_grid_tabulate(sl_claims_grid_t *grid, const sl_law_bundle_t *bundles, size_t n,
                            double coarseness, double claims, sl_error_t *error)
{
  int code = sl_frailty_mixture_new(grid->frailty->shape, coarseness, claims,
                                    sl_fft_frequencies(grid->fft), n, &grid->mixture, error);
  for (size_t i = 0; code == SL_OK && i < n; i++) {
    code = tabulate_bundle(grid, i, &bundles[i], error);
  }
  return code;
}

int sl_claims_grid_person(sl_claims_grid_t *grid, const sl_claim_exposure_t *exposures, size_t n,
                          double low, double high, sl_error_t *error)
{
  return sl_frailty_mixture_person(grid->mixture, exposures, n, low, high, error);
}

void sl_claims_grid_person_total(sl_claims_grid_t *grid, double multiplier, double *mass)
{
  sl_frailty_mixture_total(grid->mixture, multiplier, sl_fft_spectrum(grid->fft));
  transform_back(grid, mass);
}
