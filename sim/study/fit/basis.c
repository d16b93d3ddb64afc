#include "sim/study/fit/basis.h"

#include "models/claims/lags.h"
#include "sim/input/basis/services.h"
#include "sim/input/read/text.h"
#include "sim/study/fit/copies.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LARGE "large claims"
#define LEAST_SHARE 1e-6   /* of large claims: services with fewer are not in the mixture */
#define OUT_OF_REACH 1e-12 /* chance of a claim above the pooling point that needs no end there */
#define LEAST_SPREAD 1e-6  /* beyond Poisson's that is worth a law of its own */
#define OWN " (own)"       /* behind the name of an own service that the manual has too */

typedef struct builder {
  const sl_fit_study_t *study;
  sl_basis_t *basis;
} builder_t;

static bool is_taken(const sl_basis_t *basis, const char *name)
{
  size_t s = 0;
  while (s < basis->n_services && strcmp(basis->services[s].name, name) != 0) {
    s++;
  }
  size_t c = 0;
  while (c < basis->n_conditions && strcmp(basis->conditions[c].name, name) != 0) {
    c++;
  }
  return s < basis->n_services || c < basis->n_conditions;
}

/* A service of the basis, zeroed but for what all have; NULL without memory. */
static sl_service_t *add_service(builder_t *b, const char *name, sl_line_t line)
{
  sl_basis_t *basis = b->basis;
  if (sl_services_reserve(&basis->services, basis->n_services, 1) != SL_OK) {
    return NULL;
  }
  sl_text_t text = {0};
  sl_text_append(&text, "%s", name);
  while (!text.failed && is_taken(basis, text.data)) {
    sl_text_append(&text, OWN);
  }
  sl_service_t *service = &basis->services[basis->n_services];
  *service = (sl_service_t){
      .name = sl_text_take(&text), .line = line, .amount_factor = 1.0, .frequency_factor = 1.0};
  basis->n_services++;
  return service->name != NULL && sl_lag_default(line, &service->lag, NULL) == SL_OK ? service
                                                                                     : NULL;
}

/* ---- own services ---- */

static void set_poisson(double mean, sl_frequency_t *frequency)
{
  sl_frequency_init(frequency, sl_frequency_family("poisson"));
  frequency->parameter[0] = mean;
}

/* By how much a service's counts vary more than Poisson's, c with variance m + c m^2: of the counts
 * themselves where a frailty was found in them, since a negative binomial's size would stand for
 * a mixture that it is not; else the law's. */
static double overdispersion(const sl_fit_study_t *study, size_t j, const sl_law_t *law)
{
  const sl_frailty_fit_t *fit = &study->frailty;
  if (study->has_own_frailty) {
    return (1.0 + fit->variance.value) * (1.0 + 1.0 / fit->size[j]) - 1.0;
  }
  return strcmp(law->family, "geometric") == 0 ? 1.0
         : law->n_parameters == 2              ? 1.0 / law->parameter[1].value
                                               : 0.0;
}

/* Given the basis's frailty, times factor. */
static void set_given_frailty(const sl_fit_study_t *study, size_t j, const sl_law_t *law,
                              double factor, sl_frequency_t *frequency)
{
  const double mean = law->parameter[0].value * factor;
  const double left = (1.0 + overdispersion(study, j, law)) / (1.0 + study->frailty_variance) - 1.0;
  if (!(left > LEAST_SPREAD)) {
    set_poisson(mean, frequency);
    return;
  }
  sl_frequency_init(frequency, sl_frequency_family("negative_binomial"));
  frequency->parameter[0] = mean;
  frequency->parameter[1] = 1.0 / left;
}

static int copy_zeros(const sl_frequency_t *from, sl_frequency_t *to)
{
  *to = *from;
  to->part = malloc(sizeof *to->part);
  if (to->part == NULL) {
    return SL_ERR_MEMORY;
  }
  *to->part = *from->part;
  return SL_OK;
}

static int set_frequency(const builder_t *b, const sl_service_fit_t *fit, sl_service_t *service)
{
  const sl_fit_study_t *study = b->study;
  const sl_law_t *law = sl_service_frequency(fit);
  const double z = study->experience->annual ? 1.0 : study->weight.z;
  if (law == NULL) { /* what the claims come to is a mean, whatever the law */
    set_poisson(z * (double)fit->n / fit->member_years, &service->frequency);
    return SL_OK;
  }
  if (law->zeros) {
    return copy_zeros(&law->frequency, &service->frequency);
  }
  if (strcmp(law->family, "bernoulli") == 0) {
    service->frequency = law->frequency;
    return SL_OK;
  }
  set_given_frailty(study, (size_t)(fit - study->services), law, z, &service->frequency);
  return SL_OK;
}

/* `below` up to the pooling point, and nothing above it. Takes below over. */
static int end_at(double pool, sl_severity_t *below, sl_severity_t *severity)
{
  sl_severity_t parts[2];
  parts[0] = *below;
  sl_severity_init(&parts[1], sl_severity_family("exponential")); /* of weight 0 */
  parts[1].parameter[0] = pool;
  sl_severity_init(severity, sl_severity_family("splice"));
  severity->parameter[0] = pool;
  severity->parameter[1] = 0.0;
  severity->n = 2;
  severity->parts = malloc(sizeof parts);
  if (severity->parts == NULL) {
    sl_severity_free(below);
    return SL_ERR_MEMORY;
  }
  memcpy(severity->parts, parts, sizeof parts);
  return SL_OK;
}

static int set_severity(const builder_t *b, const sl_service_fit_t *fit, sl_service_t *service)
{
  const sl_law_t *law = sl_service_severity(fit);
  if (law == NULL) {
    sl_severity_init(&service->severity, sl_severity_family("constant"));
    service->severity.parameter[0] = fit->mean;
    return SL_OK;
  }
  const double pool = b->study->terms.pool;
  sl_severity_t own;
  int code = sl_severity_copy(&law->severity, &own);
  if (code != SL_OK || isinf(pool) || sl_severity_survival(&own, pool) < OUT_OF_REACH) {
    service->severity = own;
  } else {
    code = end_at(pool, &own, &service->severity);
  }
  if (sl_service_is_limited(b->study, fit)) {
    service->severity.limit = fit->largest;
  }
  return code;
}

static int add_own(builder_t *b, const sl_service_fit_t *fit, sl_error_t *error)
{
  sl_service_t *service = add_service(b, fit->name, fit->line);
  if (service == NULL || set_frequency(b, fit, service) != SL_OK ||
      set_severity(b, fit, service) != SL_OK) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for the basis");
  }
  const sl_law_t *lag = sl_service_lag(fit);
  if (lag != NULL) { /* of a family that owns nothing */
    sl_severity_free(&service->lag);
    service->lag = lag->severity;
  }
  const int code = sl_frequency_validate(&service->frequency, error);
  return code == SL_OK ? sl_severity_validate(&service->severity, error) : code;
}

/* ---- the manual's ---- */

static int copy_curves(builder_t *b, const sl_basis_t *manual)
{
  b->basis->curves = calloc(manual->n_curves + 1, sizeof *b->basis->curves);
  if (b->basis->curves == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < manual->n_curves; i++) {
    sl_named_curve_t *curve = &b->basis->curves[b->basis->n_curves++];
    *curve = manual->curves[i];
    curve->name = sl_text_copy(manual->curves[i].name);
    if (curve->name == NULL) {
      return SL_ERR_MEMORY;
    }
  }
  return SL_OK;
}

/* index: of each of the manual's services, what it is here. */
static int add_services(builder_t *b, uint32_t *index, sl_error_t *error)
{
  const sl_basis_t *manual = b->study->terms.manual;
  for (size_t s = 0; s < manual->n_services; s++) {
    const sl_service_t *from = &manual->services[s];
    if (from->disability != NULL) {
      continue;
    }
    if (sl_services_reserve(&b->basis->services, b->basis->n_services, 1) != SL_OK) {
      return sl_fail(error, SL_ERR_MEMORY, "out of memory for the basis");
    }
    index[s] = (uint32_t)b->basis->n_services;
    const int code = sl_service_copy(from, 1.0 - b->study->weight.z,
                                     &b->basis->services[b->basis->n_services++]);
    if (code != SL_OK) {
      return sl_fail(error, code, "service %s of basis %s: its frequency cannot be weighted",
                     from->name, manual->name);
    }
  }
  return SL_OK;
}

static void point_parts(const sl_condition_spread_t *spread, const uint32_t *index)
{
  for (size_t p = 0; p < spread->n; p++) {
    spread->parts[p].service = index[spread->parts[p].service];
  }
}

static int add_conditions(builder_t *b, const uint32_t *index)
{
  const sl_basis_t *manual = b->study->terms.manual;
  b->basis->conditions = calloc(manual->n_conditions + 1, sizeof *b->basis->conditions);
  if (b->basis->conditions == NULL) {
    return SL_ERR_MEMORY;
  }
  int code = SL_OK;
  for (size_t c = 0; c < manual->n_conditions && code == SL_OK; c++) {
    sl_condition_t *condition = &b->basis->conditions[b->basis->n_conditions++];
    code = sl_condition_copy(&manual->conditions[c], 1.0 - b->study->weight.z, condition);
    point_parts(&condition->spread, index);
    point_parts(&condition->mother_spread, index);
  }
  return code;
}

static int add_manual(builder_t *b, sl_error_t *error)
{
  const sl_basis_t *manual = b->study->terms.manual;
  uint32_t *index = malloc((manual->n_services + 1) * sizeof *index);
  int code = SL_ERR_MEMORY;
  if (index != NULL && copy_curves(b, manual) == SL_OK) {
    code = add_services(b, index, error);
    code = code == SL_OK ? add_conditions(b, index) : code;
  }
  free(index);
  return code == SL_ERR_MEMORY ? sl_fail(error, code, "out of memory for the basis") : code;
}

/* ---- large claims ---- */

/* Amounts of the manual given that they are above the pooling point. */
static int above_pool(const sl_manual_claims_t *claims, double pool, sl_severity_t *severity)
{
  sl_severity_init(severity, sl_severity_family("splice"));
  severity->parameter[0] = pool;
  severity->parameter[1] = 1.0;
  severity->parts = calloc(2, sizeof *severity->parts);
  if (severity->parts == NULL) {
    return SL_ERR_MEMORY;
  }
  severity->n = 2;
  sl_severity_init(&severity->parts[0], sl_severity_family("exponential")); /* of weight 0 */
  severity->parts[0].parameter[0] = pool;
  const int code = sl_severity_copy(claims->severity, &severity->parts[1]);
  if (code == SL_OK && claims->scale != 1.0) {
    sl_severity_scale(&severity->parts[1], claims->scale);
  }
  return code;
}

typedef struct mixing {
  double pool, least; /* claims above the pool a member-year that are worth a part */
  double sum;
  sl_severity_t *severity;
} mixing_t;

static int mix_in(void *context, const sl_manual_claims_t *claims)
{
  mixing_t *mixing = context;
  sl_severity_t *severity = mixing->severity;
  const double above = sl_manual_above(claims, mixing->pool);
  if (!(above > mixing->least)) {
    return SL_OK;
  }
  double *weights =
      realloc(severity->probabilities, (severity->n + 1) * sizeof *severity->probabilities);
  severity->probabilities = weights != NULL ? weights : severity->probabilities;
  sl_severity_t *parts = realloc(severity->parts, (severity->n + 1) * sizeof *severity->parts);
  severity->parts = parts != NULL ? parts : severity->parts;
  if (weights == NULL || parts == NULL) {
    return SL_ERR_MEMORY;
  }
  weights[severity->n] = above;
  mixing->sum += above;
  return above_pool(claims, mixing->pool, &parts[severity->n++]);
}

static int mix_large(const builder_t *b, sl_severity_t *severity)
{
  const sl_fit_study_t *study = b->study;
  mixing_t mixing = {.pool = study->terms.pool,
                     .least = LEAST_SHARE * study->weight.manual_large,
                     .severity = severity};
  sl_severity_init(severity, sl_severity_family("mixture"));
  const int code = sl_manual_each(study->experience, study->terms.manual, mix_in, &mixing);
  for (size_t i = 0; i < severity->n; i++) {
    severity->probabilities[i] /= mixing.sum;
  }
  return code;
}

static int add_large(builder_t *b, sl_error_t *error)
{
  const sl_weight_study_t *weight = &b->study->weight;
  const double frequency = weight->large_frequency - (1.0 - weight->z) * weight->manual_large;
  if (!(frequency > 0.0)) {
    return SL_OK;
  }
  sl_service_t *service = add_service(b, LARGE, SL_LINE_MEDICAL);
  if (service == NULL || mix_large(b, &service->severity) != SL_OK) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for the basis");
  }
  set_poisson(frequency, &service->frequency);
  return sl_severity_validate(&service->severity, error);
}

/* ---- what it says of itself ---- */

static void tell_period(sl_text_t *text, const sl_fit_study_t *study)
{
  const sl_experience_t *e = study->experience;
  const sl_date_t first = sl_experience_date(e->first_day), last = sl_experience_date(e->last_day);
  sl_text_append(text,
                 "Fitted to the group's own claims: %zu claims (%s) incurred from %04d-%02d to "
                 "%04d-%02d in %.1f member-years%s.",
                 e->n_occasions, e->annual ? "annual totals" : "claim lines of one day as one",
                 first.year, first.month, last.year, last.month, e->member_years,
                 e->has_census       ? ", by its census"
                 : e->listed != NULL ? ", as its rows list them"
                                     : ", if every claimant was covered all the time and nobody "
                                       "else");
  sl_text_append(text, " Amounts are %s.", e->allowed ? "allowed ones" : "what the plan paid");
}

static void tell_trend(sl_text_t *text, const sl_fit_study_t *study)
{
  static const char *const from[] = {"no trend: as the file has them", "as given", "as fitted"};
  sl_text_append(text, " They were brought to the basis's date by %.4g%% a year (%s).",
                 100.0 * study->trend.used, from[study->trend.source]);
}

static void tell_weights(sl_text_t *text, const sl_fit_study_t *study)
{
  const sl_fit_terms_t *terms = &study->terms;
  if (terms->manual == NULL) {
    sl_text_append(text, " Everything in it is the group's own.");
    return;
  }
  sl_text_append(text, " The group's own has the weight %.4f, the manual basis %s the rest.",
                 study->weight.z, terms->manual->name);
  if (isfinite(terms->pool)) {
    sl_text_append(text,
                   " Claims above %.0f are the manual's, as often as %.4f x own and %.4f x manual "
                   "frequency say.",
                   terms->pool, study->weight.large_z, 1.0 - study->weight.large_z);
  }
}

static int tell(builder_t *b, sl_error_t *error)
{
  const sl_fit_study_t *study = b->study;
  sl_basis_t *basis = b->basis;
  sl_text_t doc = {0}, source = {0};
  tell_period(&doc, study);
  tell_trend(&doc, study);
  tell_weights(&doc, study);
  sl_text_append(&doc, " Own services have no age curve: another mix of ages costs otherwise.");
  sl_text_append(&source, "the group's own claims, by `stoploss fit`");
  basis->name = sl_text_copy(study->terms.name);
  basis->title = sl_text_copy("Fitted to a group's own claims");
  basis->currency = sl_text_copy(study->terms.currency);
  basis->date = sl_experience_date(study->day);
  basis->doc = sl_text_take(&doc);
  const sl_basis_t *manual = study->terms.manual;
  const size_t more = manual != NULL ? manual->n_sources : 0;
  basis->sources = calloc(more + 1, sizeof(char *));
  char *first = sl_text_take(&source);
  bool whole = basis->name != NULL && basis->title != NULL && basis->currency != NULL &&
               basis->doc != NULL && basis->sources != NULL && first != NULL;
  if (basis->sources == NULL) {
    free(first);
  } else {
    basis->sources[basis->n_sources++] = first;
  }
  for (size_t i = 0; i < more && whole; i++) {
    basis->sources[basis->n_sources] = sl_text_copy(manual->sources[i]);
    whole = basis->sources[basis->n_sources++] != NULL;
  }
  return whole ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "out of memory for the basis");
}

int sl_fit_study_basis(sl_fit_study_t *study, sl_error_t *error)
{
  study->basis = sl_basis_new();
  if (study->basis == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for the basis");
  }
  builder_t b = {study, study->basis};
  const bool lines = !study->experience->annual, manual = study->terms.manual != NULL && lines;
  int code = tell(&b, error);
  if (code == SL_OK && manual && study->weight.z < 1.0) {
    code = add_manual(&b, error);
  }
  for (size_t s = 0; s < study->n_services && code == SL_OK && study->weight.z > 0.0; s++) {
    code = study->services[s].n > 0 ? add_own(&b, &study->services[s], error) : SL_OK;
  }
  if (code == SL_OK && isfinite(study->terms.pool)) {
    code = add_large(&b, error);
  }
  if (code == SL_OK && study->frailty_variance > 0.0) {
    study->basis->frailty_shape = 1.0 / study->frailty_variance;
    study->basis->frailty_correlation =
        study->terms.manual != NULL ? study->terms.manual->frailty_correlation : 0.0;
  }
  return code;
}
