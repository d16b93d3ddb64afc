#include "sim/study/fit/fit.h"

#include "models/fit/distance.h"
#include "sim/study/fit/basis.h"

#include <math.h>
#include <stdlib.h>

static const double deductibles[SL_FIT_DEDUCTIBLES] = {25e3, 50e3, 100e3, 250e3, 500e3, 1e6};

static int check(const sl_fit_terms_t *terms, bool annual, sl_error_t *error)
{
  if (isfinite(terms->pool) && terms->manual == NULL) {
    return sl_fail(error, SL_ERR_INPUT,
                   "claims above a pooling point are replaced by a manual's: there is none");
  }
  if (isfinite(terms->pool) && annual) {
    return sl_fail(error, SL_ERR_INPUT,
                   "annual totals cannot be pooled: a manual basis tells of claims, not of a "
                   "person's years; give claim lines");
  }
  return SL_OK;
}

static int middle(const sl_experience_t *e)
{
  return e->first_day + (e->last_day + 1 - e->first_day) / 2;
}

static sl_weight_terms_t weight_terms(const sl_fit_study_t *study)
{
  return (sl_weight_terms_t){.trend = study->trend.used,
                             .pool = study->terms.pool,
                             .day = study->day,
                             .within = study->terms.within,
                             .probability = study->terms.probability,
                             .between_variance = study->terms.between_variance};
}

static int weigh(sl_fit_study_t *study, sl_error_t *error)
{
  const sl_weight_terms_t terms = weight_terms(study);
  if (study->terms.manual == NULL) {
    study->weight = (sl_weight_study_t){.z = 1.0};
    return SL_OK;
  }
  return sl_weight_study(study->experience, study->terms.manual, &terms, &study->weight, error);
}

/* Counts of each member-year by service, and its exposure by what is known of medical claims. Where
 * other claims are better known their counts are a little high in the last months, all alike, which
 * leaves the variance of the frailty nearly as it is. */
static int count_units(const sl_experience_t *e, double **counts, double **exposure, size_t *n)
{
  const size_t units = e->n_members * e->n_years;
  *counts = calloc(units * e->n_services + 1, sizeof **counts);
  *exposure = malloc((units + 1) * sizeof **exposure);
  *n = 0;
  if (*counts == NULL || *exposure == NULL) {
    return SL_ERR_MEMORY;
  }
  size_t o = 0;
  for (size_t u = 0; u < units; u++) {
    const double years = e->exposure[SL_DEVELOPS_MEDICAL][u];
    for (; o < e->n_occasions && e->occasions[o].unit == u; o++) {
      if (years > 0.0 && e->share[SL_DEVELOPS_MEDICAL][e->occasions[o].month] > 0.0) {
        (*counts)[*n * e->n_services + e->occasions[o].service] += 1.0;
      }
    }
    if (years > 0.0) {
      (*exposure)[(*n)++] = years;
    }
  }
  return SL_OK;
}

static double manual_variance(const sl_fit_study_t *study)
{
  return study->terms.manual != NULL ? 1.0 / study->terms.manual->frailty_shape : 0.0;
}

static int find_frailty(sl_fit_study_t *study, sl_error_t *error)
{
  const sl_experience_t *e = study->experience;
  if (e->annual) {
    return SL_OK;
  }
  double own = manual_variance(study);
  if (e->n_services > 1 && e->n_services <= SL_FRAILTY_SERVICES) {
    double *counts, *exposure;
    size_t n;
    sl_error_t ignored;
    const int code = count_units(e, &counts, &exposure, &n);
    study->has_frailty_fit = code == SL_OK && sl_fit_frailty(counts, exposure, n, e->n_services,
                                                             &study->frailty, &ignored) == SL_OK;
    free(counts);
    free(exposure);
    if (code != SL_OK) {
      return sl_fail(error, SL_ERR_MEMORY, "out of memory for the frailty");
    }
  }
  study->has_own_frailty = study->has_frailty_fit && study->frailty.status == SL_FIT_CONVERGED &&
                           study->frailty.low > 0.0;
  if (study->has_own_frailty) {
    own = study->frailty.variance.value;
  }
  study->frailty_variance =
      study->weight.z * own + (1.0 - study->weight.z) * manual_variance(study);
  return SL_OK;
}

static int fit_services(sl_fit_study_t *study, sl_error_t *error)
{
  const sl_experience_t *e = study->experience;
  const sl_weight_study_t *weight = &study->weight;
  const bool manual = study->terms.manual != NULL;
  const sl_law_terms_t terms = {
      .trend = study->trend.used,
      .day = study->day,
      .pool = study->terms.pool,
      .level = manual && e->annual
                   ? weight->z + (1.0 - weight->z) * weight->manual_cost / weight->own_cost
                   : 1.0,
      .plain = study->frailty_variance > 0.0 || (manual && !e->annual && weight->z < 1.0)};
  study->services = calloc(e->n_services, sizeof *study->services);
  if (study->services == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for the fits");
  }
  int code = SL_OK;
  for (size_t j = 0; j < e->n_services && code == SL_OK; j++) {
    code = sl_service_fit(e, j, &terms, &study->services[j], error);
    study->n_services++;
  }
  return code;
}

/* Persons' years above the usual deductibles, and whether they look cut off there. */
static int count_claimants(sl_fit_study_t *study, sl_error_t *error)
{
  const sl_experience_t *e = study->experience;
  double *trended = malloc((e->n_occasions + 1) * sizeof *trended);
  sl_loss_t *plain = malloc((e->n_occasions + 1) * sizeof *plain);
  size_t n = 0;
  if (trended == NULL || plain == NULL) {
    free(trended);
    free(plain);
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for the claimants");
  }
  uint32_t last_person = UINT32_MAX;
  for (size_t i = 0; i < e->n_occasions; i++) {
    const sl_occasion_t *o = &e->occasions[i];
    if (i == 0 || o->unit != e->occasions[i - 1].unit) {
      trended[n] = 0.0;
      plain[n++] = sl_loss(0.0);
      study->persons_with_claims += o->unit / e->n_years != last_person;
      last_person = o->unit / e->n_years;
    }
    trended[n - 1] += o->amount * sl_trend_factor(study->trend.used, o->day, study->day);
    plain[n - 1].amount += o->amount;
  }
  study->cap = sl_loss_cap(plain, n);
  sl_count_claimants(trended, n, e->member_years, deductibles, SL_FIT_DEDUCTIBLES,
                     study->claimants);
  free(trended);
  free(plain);
  return SL_OK;
}

static int work(sl_fit_study_t *study, sl_error_t *error)
{
  int code = sl_lag_studies(study->experience, study->terms.pool, study->lags, error);
  if (code == SL_OK) {
    code = sl_trend_study(study->experience, study->terms.pool, study->terms.trend, &study->trend,
                          error);
  }
  study->day = study->terms.manual != NULL ? sl_date_serial(study->terms.manual->date)
                                           : middle(study->experience);
  code = code == SL_OK ? weigh(study, error) : code;
  code = code == SL_OK ? find_frailty(study, error) : code;
  code = code == SL_OK ? fit_services(study, error) : code;
  code = code == SL_OK ? count_claimants(study, error) : code;
  return code == SL_OK ? sl_fit_study_basis(study, error) : code;
}

int sl_fit_study_new(const sl_claims_file_t *file, sl_census_cover_t *covers, size_t n_covers,
                     const sl_fit_terms_t *terms, sl_fit_study_t **study, sl_error_t *error)
{
  *study = calloc(1, sizeof **study);
  if (*study == NULL) {
    free(covers);
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for the fit");
  }
  (*study)->terms = *terms;
  int code = sl_experience_new(file, covers, n_covers, &(*study)->experience, error);
  code = code == SL_OK ? check(terms, file->annual, error) : code;
  return code == SL_OK ? work(*study, error) : code;
}
