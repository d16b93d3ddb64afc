#include "models/exact/annual_atoms.h"

#include "models/core/elementary.h"
#include "models/core/special_functions.h"
#include "models/exact/atoms_sum.h"
#include "models/exact/frequency_transform.h"
#include "models/frequency/thinned.h"
#include "models/severity/severity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COUNTS_MAX 1e5
/* A probability between two neighbouring doubles that is none of a density. */
#define TINY 1e-13

/* ---- one claim ---- */

/* P(X = x), by the tail that x lies in. */
static double probability_at(const sl_severity_t *severity, double x)
{
  const double before = nextafter(x, -(double)INFINITY);
  const double below = sl_severity_cdf(severity, x);
  const double p = below < 0.5
                       ? below - sl_severity_cdf(severity, before)
                       : sl_severity_survival(severity, before) - sl_severity_survival(severity, x);
  return p > TINY ? p : 0.0;
}

/* Atoms of a severity stand at its kinks, or where its support begins or ends. */
static int candidates_of(const sl_severity_t *severity, double **x, size_t *n, sl_error_t *error)
{
  const size_t kinks = sl_severity_kinks(severity, NULL, 0);
  *x = malloc((kinks + 2) * sizeof **x);
  if (*x == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu atoms", kinks);
  }
  *n = sl_severity_kinks(severity, *x, kinks);
  (*x)[(*n)++] = severity->family->lowest(severity);
  (*x)[(*n)++] = severity->family->highest(severity);
  return SL_OK;
}

static int by_size(const void *left, const void *right)
{
  const double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

/* What is paid of an amount, and the largest amount of which nothing is. */
static double paid_of(const sl_claim_law_t *law, double amount)
{
  return law->paid != NULL ? sl_map_at(law->paid, amount) : amount - law->copay;
}

static double unpaid_of(const sl_claim_law_t *law)
{
  return law->paid != NULL ? sl_map_last_at(law->paid, 0.0) : law->copay;
}

int sl_claim_atoms(const sl_claim_law_t *law, sl_atoms_t *atoms, sl_error_t *error)
{
  sl_severity_t unlimited = *law->severity;
  double *x = NULL;
  size_t n = 0;
  unlimited.limit = (double)INFINITY;
  sl_atoms_clear(atoms);
  if (!(law->scale > 0.0)) {
    return sl_atoms_add(atoms, 0.0, 1.0, error);
  }
  int code = candidates_of(&unlimited, &x, &n, error);
  if (code != SL_OK) {
    return code;
  }
  const double unpaid = unpaid_of(law);
  const double low = unpaid / law->scale, high = law->limit / law->scale;
  const double taken = unpaid > 0.0 ? sl_severity_cdf(&unlimited, low) : 0.0;
  const double limited =
      isfinite(high) ? sl_severity_survival(&unlimited, nextafter(high, -(double)INFINITY)) : 0.0;
  qsort(x, n, sizeof *x, by_size);
  if (taken > TINY || law->limit <= unpaid) {
    code = sl_atoms_add(atoms, 0.0, law->limit <= unpaid ? 1.0 : taken, error);
  }
  for (size_t i = 0; code == SL_OK && i < n; i++) {
    const bool is_inside = isfinite(x[i]) && x[i] < high && (unpaid <= 0.0 || x[i] > low);
    const double p =
        is_inside && (i == 0 || x[i] > x[i - 1]) ? probability_at(&unlimited, x[i]) : 0.0;
    if (p > 0.0) {
      code = sl_atoms_add(atoms, paid_of(law, law->scale * x[i]), p, error);
    }
  }
  if (code == SL_OK && limited > TINY && law->limit > unpaid) {
    code = sl_atoms_add(atoms, paid_of(law, law->limit), limited, error);
  }
  free(x);
  sl_atoms_settle(atoms);
  return code;
}

int sl_annual_laws_add(sl_annual_laws_t *laws, const sl_claim_law_t *law, sl_error_t *error)
{
  sl_claim_law_t *grown = realloc(laws->law, (laws->n + 1) * sizeof *grown);
  laws->law = grown != NULL ? grown : laws->law;
  sl_atoms_t *atoms = realloc(laws->atoms, (laws->n + 1) * sizeof *atoms);
  laws->atoms = atoms != NULL ? atoms : laws->atoms;
  if (grown == NULL || atoms == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu claim laws", laws->n + 1);
  }
  grown[laws->n] = *law;
  atoms[laws->n] = (sl_atoms_t){0};
  return sl_claim_atoms(law, &atoms[laws->n++], error);
}

void sl_annual_laws_free(sl_annual_laws_t *laws)
{
  for (size_t i = 0; i < laws->n; i++) {
    sl_atoms_free(&laws->atoms[i]);
  }
  free(laws->atoms);
  free(laws->law);
}

/* ---- a year ---- */

/* One number of claims and the atoms of each: a service, or all Poisson services as one. */
typedef struct stream {
  const sl_frequency_t *frequency;
  double exposure;
  sl_atoms_t each; /* owned */
} stream_t;

typedef struct year {
  stream_t *streams; /* owned */
  size_t n;
  bool has_poisson; /* streams[0] */
} year_t;

static void free_year(year_t *year)
{
  for (size_t i = 0; i < year->n; i++) {
    sl_atoms_free(&year->streams[i].each);
  }
  free(year->streams);
}

static int add_atoms(sl_atoms_t *into, const sl_atoms_t *from, double weight, sl_error_t *error)
{
  int code = SL_OK;
  for (size_t i = 0; code == SL_OK && i < from->n; i++) {
    code = sl_atoms_add(into, from->atom[i].at, weight * from->atom[i].mass, error);
  }
  sl_moments_add(&into->lost, weight, &from->lost);
  return code;
}

/* All Poisson services are one of the sum of their means, whose claim is one of theirs in
 * proportion. */
static int join_poisson(const sl_annual_laws_t *laws, const sl_annual_exposure_t *exposure,
                        year_t *year, sl_error_t *error)
{
  double mean = 0.0;
  int code = SL_OK;
  stream_t *first = &year->streams[0];
  for (size_t pass = 0; pass < 2; pass++) {
    for (size_t i = 0; code == SL_OK && i < exposure->n; i++) {
      const size_t law = exposure->exposures[i].law;
      const sl_frequency_t *frequency = laws->law[law].frequency;
      if (frequency == NULL || !sl_frequency_is_poisson(frequency)) {
        continue;
      }
      const double own =
          sl_frequency_mean(frequency) * exposure->exposures[i].exposure * exposure->multiplier;
      if (pass == 0) {
        mean += own;
        first->frequency = frequency;
      } else {
        code = add_atoms(&first->each, &laws->atoms[law], own / mean, error);
      }
    }
  }
  year->has_poisson = mean > 0.0;
  if (year->has_poisson) {
    first->exposure = mean / sl_frequency_mean(first->frequency);
    sl_atoms_settle(&first->each);
    year->n = 1;
  }
  return code;
}

static int list_streams(const sl_annual_laws_t *laws, const sl_annual_exposure_t *exposure,
                        year_t *year, sl_error_t *error)
{
  *year = (year_t){.streams = calloc(exposure->n + 1, sizeof *year->streams)};
  if (year->streams == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a year's services");
  }
  int code = join_poisson(laws, exposure, year, error);
  for (size_t i = 0; code == SL_OK && i < exposure->n; i++) {
    const size_t law = exposure->exposures[i].law;
    const sl_frequency_t *frequency = laws->law[law].frequency;
    if (frequency != NULL && !sl_frequency_is_poisson(frequency)) {
      stream_t *added = &year->streams[year->n++];
      added->frequency = frequency;
      added->exposure = exposure->exposures[i].exposure * exposure->multiplier;
      code = sl_atoms_copy(&added->each, &laws->atoms[law], error);
    }
  }
  return code;
}

/* weight x probabilities of a stream's claims, added to *p, which grows. */
static int add_probabilities(const stream_t *stream, double times, double weight, double **p,
                             size_t *n, sl_error_t *error)
{
  double *own = NULL;
  size_t n_own = 0;
  static const double nothing = 1.0;
  const bool none = !(times > 0.0);
  int code = none ? SL_OK
                  : sl_thinned_probabilities(stream->frequency, stream->exposure * times, &own,
                                             &n_own, error);
  n_own = none ? 1 : n_own;
  if (code == SL_OK && n_own > *n) {
    double *grown = realloc(*p, n_own * sizeof *grown);
    if (grown == NULL) {
      code = sl_fail(error, SL_ERR_MEMORY, "no memory for %zu numbers of claims", n_own);
    } else {
      memset(grown + *n, 0, (n_own - *n) * sizeof *grown);
      *p = grown;
      *n = n_own;
    }
  }
  for (size_t k = 0; code == SL_OK && k < n_own; k++) {
    (*p)[k] += weight * (none ? nothing : own[k]);
  }
  free(own);
  return code;
}

/* Poisson counts under a gamma frailty are negative binomial. */
static int list_mixed_poisson(double mean, double shape, double **p, size_t *n, sl_error_t *error)
{
  const double last = mean + 40.0 * sqrt(mean + mean * mean / shape) + 40.0 * mean / shape + 40.0;
  double here = sl_det_exp(-shape * sl_det_log1p(mean / shape)), left = 1.0;
  if (!(here > 0.0) || last > COUNTS_MAX) {
    return sl_fail(error, SL_ERR_UNSUPPORTED, "%.6g claims a year, too many to be listed", mean);
  }
  *p = malloc(((size_t)last + 1) * sizeof **p);
  if (*p == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %.0f numbers of claims", last);
  }
  while ((double)*n < last && left > 1e-15) {
    const double k = (double)*n;
    (*p)[(*n)++] = here;
    left -= here;
    here *= (k + shape) / (k + 1.0) * mean / (mean + shape);
  }
  return SL_OK;
}

/* From the mode both ways, so that no mean is too large for its own smallest probability. */
static int list_poisson(double mean, double **p, size_t *n, sl_error_t *error)
{
  const double last = mean + 40.0 * sqrt(mean) + 40.0, mode = floor(mean);
  if (last > COUNTS_MAX) {
    return sl_fail(error, SL_ERR_UNSUPPORTED, "%.6g claims a year, too many to be listed", mean);
  }
  *n = (size_t)last;
  *p = calloc(*n, sizeof **p);
  if (*p == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu numbers of claims", *n);
  }
  const size_t at = (size_t)mode;
  (*p)[at] = sl_det_exp(mode * sl_det_log(mean) - mean - sl_log_gamma(mode + 1.0));
  for (size_t k = at; k-- > 0;) {
    (*p)[k] = (*p)[k + 1] * ((double)k + 1.0) / mean;
  }
  for (size_t k = at + 1; k < *n; k++) {
    (*p)[k] = (*p)[k - 1] * mean / (double)k;
  }
  return SL_OK;
}

/* Of a stream's claims, the frailty mixed in where there is one. */
static int list_counts(const stream_t *stream, double times, const sl_frailty_t *mixed, double **p,
                       size_t *n, sl_error_t *error)
{
  const double mean = sl_frequency_mean(stream->frequency) * stream->exposure * times;
  if (sl_frequency_is_poisson(stream->frequency) && mean > 0.0) {
    return mixed == NULL ? list_poisson(mean, p, n, error)
                         : list_mixed_poisson(mean, mixed->shape, p, n, error);
  }
  if (mixed == NULL) {
    return add_probabilities(stream, times, 1.0, p, n, error);
  }
  int code = SL_OK;
  for (size_t k = 0; code == SL_OK && k < mixed->n; k++) {
    code = add_probabilities(stream, times * mixed->t[k], mixed->weight[k], p, n, error);
  }
  return code;
}

/* The product of the streams' atoms, all exposures times `times`, each stream's number of claims
 * mixed over the frailty where mixed is not NULL. */
static int product_of(const year_t *year, double times, const sl_frailty_t *mixed,
                      sl_atoms_t *total, sl_error_t *error)
{
  sl_atoms_t own = {0}, room = {0};
  sl_atoms_clear(total);
  int code = sl_atoms_add(total, 0.0, 1.0, error);
  for (size_t i = 0; code == SL_OK && i < year->n; i++) {
    double *p = NULL;
    size_t n = 0;
    code = list_counts(&year->streams[i], times, mixed, &p, &n, error);
    if (code == SL_OK) {
      code = sl_atoms_compound(&own, p, n, &year->streams[i].each, error);
    }
    if (code == SL_OK) {
      code = sl_atoms_convolve(&room, total, &own, error);
      const sl_atoms_t swap = *total;
      *total = room;
      room = swap;
    }
    free(p);
  }
  sl_atoms_free(&own);
  sl_atoms_free(&room);
  return code;
}

static int mix_products(const year_t *year, const sl_frailty_t *frailty, sl_atoms_t *total,
                        sl_error_t *error)
{
  sl_atoms_t given = {0};
  int code = SL_OK;
  for (size_t k = 0; code == SL_OK && k < frailty->n; k++) {
    if (frailty->weight[k] > 1e-14) {
      code = product_of(year, frailty->t[k], NULL, &given, error);
      if (code == SL_OK) {
        code = add_atoms(total, &given, frailty->weight[k], error);
      }
      sl_atoms_settle(total);
    }
  }
  sl_atoms_free(&given);
  return code;
}

/* *total becomes its sum with a condition's case, which there is with probability q. */
static int add_case(sl_atoms_t *total, double q, const sl_atoms_t *each, sl_error_t *error)
{
  sl_atoms_t own = {0}, sum = {0};
  int code = sl_atoms_add(&own, 0.0, 1.0 - q, error);
  if (code == SL_OK) {
    code = add_atoms(&own, each, q, error);
  }
  sl_atoms_settle(&own);
  if (code == SL_OK) {
    code = sl_atoms_convolve(&sum, total, &own, error);
  }
  if (code == SL_OK) {
    const sl_atoms_t swap = *total;
    *total = sum;
    sum = swap;
  }
  sl_atoms_free(&own);
  sl_atoms_free(&sum);
  return code;
}

static int add_cases(const sl_annual_laws_t *laws, const sl_annual_exposure_t *exposure,
                     sl_atoms_t *total, sl_error_t *error)
{
  int code = SL_OK;
  for (size_t i = 0; code == SL_OK && i < exposure->n; i++) {
    const size_t law = exposure->exposures[i].law;
    if (laws->law[law].frequency == NULL) {
      const double q = fmin(1.0, exposure->exposures[i].exposure * exposure->multiplier);
      code = add_case(total, q, &laws->atoms[law], error);
    }
  }
  return code;
}

int sl_annual_atoms(const sl_annual_laws_t *laws, const sl_frailty_t *frailty,
                    const sl_annual_exposure_t *exposure, sl_atoms_t *atoms, sl_error_t *error)
{
  year_t year;
  sl_atoms_clear(atoms);
  int code = list_streams(laws, exposure, &year, error);
  if (code == SL_OK && isinf(frailty->shape)) {
    code = product_of(&year, 1.0, NULL, atoms, error);
  } else if (code == SL_OK && year.n <= 1) {
    code = product_of(&year, 1.0, frailty, atoms, error);
  } else if (code == SL_OK) {
    code = mix_products(&year, frailty, atoms, error);
  }
  free_year(&year);
  return code == SL_OK ? add_cases(laws, exposure, atoms, error) : code;
}
