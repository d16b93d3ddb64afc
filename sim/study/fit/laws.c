#include "sim/study/fit/laws.h"

#include "models/fit/by_person.h"
#include "models/fit/distance.h"
#include "sim/study/fit/development.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MIDDLE 0.5 /* of a day */
#define N_ZEROS 3  /* families with modified zeros */

static void keep(sl_laws_t *laws, sl_law_t *law)
{
  if (laws->n < SL_LAWS_MOST) {
    laws->list[laws->n++] = *law;
  } else {
    sl_severity_free(&law->severity);
    sl_frequency_free(&law->frequency);
  }
}

static int by_bic(const void *left, const void *right)
{
  const sl_law_t *a = left, *b = right;
  if (a->bic != b->bic) {
    return a->bic > b->bic ? 1 : -1;
  }
  const int order = strcmp(a->family, b->family);
  return order != 0 ? order : (int)a->spliced + (int)a->zeros - (int)b->spliced - (int)b->zeros;
}

static void choose(sl_laws_t *laws, bool plain)
{
  qsort(laws->list, laws->n, sizeof *laws->list, by_bic);
  laws->chosen = 0;
  while (laws->chosen < laws->n) {
    const sl_law_t *law = &laws->list[laws->chosen];
    if (law->status == SL_FIT_CONVERGED && isfinite(law->mean) && isfinite(law->variance) &&
        !(plain && law->zeros)) {
      break;
    }
    laws->chosen++;
  }
}

/* ---- counts ---- */

typedef struct counting {
  sl_counted_t *rows;     /* each member-year */
  sl_counted_t *together; /* like ones as one, with their weight */
  uint32_t *person;
  size_t n, n_together;
} counting_t;

static int by_row(const void *left, const void *right)
{
  const sl_counted_t *a = left, *b = right;
  if (a->exposure != b->exposure) {
    return a->exposure > b->exposure ? 1 : -1;
  }
  return (a->count > b->count) - (a->count < b->count);
}

static void put_together(counting_t *c)
{
  memcpy(c->together, c->rows, c->n * sizeof *c->rows);
  qsort(c->together, c->n, sizeof *c->together, by_row);
  for (size_t i = 0; i < c->n; i++) {
    sl_counted_t *last = c->n_together > 0 ? &c->together[c->n_together - 1] : NULL;
    if (last != NULL && by_row(last, &c->together[i]) == 0) {
      last->weight += 1.0;
    } else {
      c->together[c->n_together++] = c->together[i];
    }
  }
}

static bool is_fitted(const sl_experience_t *e, const sl_occasion_t *o)
{
  const sl_development_t d = sl_experience_development(e, o->service);
  return e->share[d][o->month] > 0.0 && e->exposure[d][o->unit] > 0.0;
}

/* Member-years with their claims of service j, those above the pooling point left out. */
static int count(const sl_experience_t *e, size_t j, const sl_law_terms_t *terms, counting_t *c)
{
  const double *exposure = e->exposure[sl_experience_development(e, j)];
  const size_t units = e->n_members * e->n_years;
  *c = (counting_t){.rows = malloc((units + 1) * sizeof *c->rows),
                    .together = malloc((units + 1) * sizeof *c->together),
                    .person = malloc((units + 1) * sizeof *c->person)};
  if (c->rows == NULL || c->together == NULL || c->person == NULL) {
    return SL_ERR_MEMORY;
  }
  size_t o = 0;
  for (size_t u = 0; u < units; u++) {
    double claims = 0.0;
    for (; o < e->n_occasions && e->occasions[o].unit == u; o++) {
      const sl_occasion_t *claim = &e->occasions[o];
      const double factor = terms->level * sl_trend_factor(terms->trend, claim->day, terms->day);
      claims += claim->service == j && is_fitted(e, claim) && claim->amount * factor <= terms->pool;
    }
    if (exposure[u] > 0.0) {
      c->person[c->n] = (uint32_t)(u / e->n_years);
      c->rows[c->n++] = (sl_counted_t){claims, exposure[u], 1.0};
    }
  }
  put_together(c);
  return SL_OK;
}

static void free_counting(counting_t *c)
{
  free(c->rows);
  free(c->together);
  free(c->person);
}

static void tell_frequency(const sl_frequency_fit_t *fit, sl_law_t *law)
{
  const sl_frequency_family_t *family =
      law->zeros ? fit->frequency.part->family : fit->frequency.family;
  for (size_t k = 0; k < family->n_parameters; k++) {
    law->parameter[law->n_parameters++] =
        (sl_law_parameter_t){family->parameters[k].name, fit->parameter[k], fit->told[k], NAN};
  }
  if (law->zeros) {
    law->parameter[law->n_parameters++] =
        (sl_law_parameter_t){"zero", fit->zero, fit->zero_told, NAN};
  }
}

static int try_frequency(const char *name, sl_zeros_t zeros, const counting_t *c, size_t n_persons,
                         sl_laws_t *laws)
{
  const sl_frequency_family_t *family = sl_frequency_family(name);
  sl_frequency_fit_t fit;
  sl_error_t error;
  const int code = sl_fit_frequency(family, zeros, c->together, c->n_together, &fit, &error);
  if (code != SL_OK) {
    return code == SL_ERR_MEMORY ? code : SL_OK;
  }
  sl_law_t law = {.family = family->name,
                  .zeros = zeros != SL_ZEROS_PLAIN,
                  .status = fit.status,
                  .log_likelihood = fit.log_likelihood,
                  .aic = fit.aic,
                  .bic = fit.bic,
                  .kolmogorov_smirnov = NAN,
                  .anderson_darling = NAN,
                  .mean = sl_frequency_mean(&fit.frequency),
                  .variance = sl_frequency_variance(&fit.frequency),
                  .frequency = fit.frequency};
  tell_frequency(&fit, &law);
  double by_person[SL_FREQUENCY_PARAMETERS];
  const int told = law.zeros ? SL_ERR_UNSUPPORTED
                             : sl_frequency_errors_by_person(&fit, c->rows, c->person, c->n,
                                                             n_persons, by_person, &error);
  for (size_t k = 0; k < law.n_parameters && told == SL_OK; k++) {
    law.parameter[k].by_person = by_person[k];
  }
  keep(laws, &law);
  return told == SL_ERR_MEMORY ? told : SL_OK;
}

static int fit_frequency(const sl_experience_t *e, size_t j, const sl_law_terms_t *terms,
                         sl_service_fit_t *fit)
{
  static const char *const families[] = {"poisson", "geometric", "negative_binomial", "bernoulli"};
  counting_t c;
  int code = count(e, j, terms, &c);
  for (size_t i = 0; code == SL_OK && i < c.n; i++) {
    fit->member_years += c.rows[i].exposure;
  }
  for (size_t f = 0; f < N_ZEROS + (e->annual ? 1 : 0) && code == SL_OK; f++) {
    code = try_frequency(families[f], SL_ZEROS_PLAIN, &c, e->n_members, &fit->frequency);
    if (code == SL_OK && f < N_ZEROS) {
      code = try_frequency(families[f], SL_ZEROS_MODIFIED, &c, e->n_members, &fit->frequency);
    }
  }
  choose(&fit->frequency, terms->plain);
  free_counting(&c);
  return code;
}

/* ---- amounts ---- */

typedef struct claim {
  double amount;
  uint32_t person;
} claim_t;

static int by_amount(const void *left, const void *right)
{
  const claim_t *a = left, *b = right;
  if (a->amount != b->amount) {
    return a->amount > b->amount ? 1 : -1;
  }
  return (a->person > b->person) - (a->person < b->person);
}

static void describe(sl_service_fit_t *fit)
{
  double squares = 0.0;
  for (size_t i = 0; i < fit->n; i++) {
    fit->sum += fit->losses[i].amount;
  }
  fit->mean = fit->sum / (double)fit->n;
  for (size_t i = 0; i < fit->n; i++) {
    const double off = fit->losses[i].amount - fit->mean;
    squares += off * off;
  }
  fit->cv = fit->n > 1 ? sqrt(squares / (double)(fit->n - 1)) / fit->mean : (double)NAN;
  fit->largest = fit->losses[fit->n - 1].amount;
}

/* The amounts of service j in ascending order. Cut-off amounts are told by what the file says,
 * before any trend moves them. */
static int gather(const sl_experience_t *e, size_t j, const sl_law_terms_t *terms,
                  sl_service_fit_t *fit)
{
  claim_t *claims = malloc((e->n_occasions + 1) * sizeof *claims);
  fit->losses = malloc((e->n_occasions + 1) * sizeof *fit->losses);
  fit->person = malloc((e->n_occasions + 1) * sizeof *fit->person);
  if (claims == NULL || fit->losses == NULL || fit->person == NULL) {
    free(claims);
    return SL_ERR_MEMORY;
  }
  size_t seen = 0;
  for (size_t i = 0; i < e->n_occasions; i++) {
    const sl_occasion_t *o = &e->occasions[i];
    if (o->service == j && is_fitted(e, o)) {
      fit->losses[seen++] = sl_loss(o->amount);
      const double amount =
          o->amount * terms->level * sl_trend_factor(terms->trend, o->day, terms->day);
      if (amount <= terms->pool) {
        claims[fit->n++] = (claim_t){amount, o->unit / e->n_years};
      }
    }
  }
  fit->cap = sl_loss_cap(fit->losses, seen);
  qsort(claims, fit->n, sizeof *claims, by_amount);
  for (size_t i = 0; i < fit->n; i++) {
    fit->losses[i] = sl_loss(claims[i].amount);
    fit->losses[i].to = terms->pool;
    fit->person[i] = claims[i].person;
  }
  free(claims);
  if (fit->n > 0) {
    describe(fit);
  }
  return SL_OK;
}

/* With a person of each row, errors by person too. */
static int try_severity(const sl_severity_family_t *family, const sl_loss_t *losses,
                        const uint32_t *person, size_t n, size_t n_persons, sl_laws_t *laws)
{
  sl_severity_fit_t fit;
  sl_error_t error;
  const int code = sl_fit_severity(family, NULL, losses, n, &fit, &error);
  if (code != SL_OK) {
    return code == SL_ERR_MEMORY ? code : SL_OK;
  }
  sl_law_t law = {.family = family->name,
                  .status = fit.status,
                  .n_parameters = family->n_parameters,
                  .log_likelihood = fit.log_likelihood,
                  .aic = fit.aic,
                  .bic = fit.bic,
                  .kolmogorov_smirnov = fit.kolmogorov_smirnov,
                  .anderson_darling = fit.anderson_darling,
                  .mean = sl_severity_mean(&fit.severity),
                  .variance = sl_severity_variance(&fit.severity),
                  .severity = fit.severity};
  double by_person[SL_SEVERITY_PARAMETERS];
  const int told = person == NULL ? SL_ERR_UNSUPPORTED
                                  : sl_severity_errors_by_person(&fit, losses, person, n, n_persons,
                                                                 by_person, &error);
  for (size_t k = 0; k < family->n_parameters; k++) {
    law.parameter[k] =
        (sl_law_parameter_t){family->parameters[k].name, fit.severity.parameter[k],
                             fit.parameter[k], told == SL_OK ? by_person[k] : (double)NAN};
  }
  keep(laws, &law);
  return told == SL_ERR_MEMORY ? told : SL_OK;
}

static void tell_splice(const sl_splice_fit_t *fit, sl_law_t *law)
{
  const sl_severity_t *body = &fit->severity.parts[0], *tail = &fit->severity.parts[1];
  const size_t n = body->family->n_parameters;
  for (size_t k = 0; k < n; k++) {
    law->parameter[k] = (sl_law_parameter_t){body->family->parameters[k].name, body->parameter[k],
                                             fit->body[k], NAN};
  }
  law->parameter[n] =
      (sl_law_parameter_t){"weight_above", fit->severity.parameter[1], fit->weight_above, NAN};
  law->parameter[n + 1] = (sl_law_parameter_t){"tail shape", tail->parameter[0], fit->shape, NAN};
  law->parameter[n + 2] = (sl_law_parameter_t){"tail scale", tail->parameter[1], fit->scale, NAN};
  law->n_parameters = n + 3;
}

static int try_splice(const char *body, sl_service_fit_t *service)
{
  const double at = service->tail[service->threshold.chosen].threshold;
  sl_splice_fit_t fit;
  sl_error_t error;
  const int code =
      sl_fit_splice(sl_severity_family(body), at, service->losses, service->n, &fit, &error);
  if (code != SL_OK) {
    return code == SL_ERR_MEMORY ? code : SL_OK;
  }
  sl_law_t law = {.family = fit.severity.parts[0].family->name,
                  .spliced = true,
                  .at = at,
                  .exceedances = fit.exceedances,
                  .status = fit.status,
                  .log_likelihood = fit.log_likelihood,
                  .aic = fit.aic,
                  .bic = fit.bic,
                  .kolmogorov_smirnov = fit.kolmogorov_smirnov,
                  .anderson_darling = fit.anderson_darling,
                  .mean = sl_severity_mean(&fit.severity),
                  .variance = sl_severity_variance(&fit.severity),
                  .severity = fit.severity};
  tell_splice(&fit, &law);
  keep(&service->severity, &law);
  return SL_OK;
}

/* Where the tail begins, and the bodies before it. */
static int fit_splices(sl_service_fit_t *fit)
{
  static const char *const usual[] = {"lognormal", "gamma", "weibull"};
  double threshold[SL_TAIL_POINTS];
  sl_error_t error;
  fit->n_tail = sl_tail_candidates(fit->losses, fit->n, threshold);
  int code = sl_tail_scan(fit->losses, fit->n, threshold, fit->n_tail, fit->tail, &error);
  fit->threshold = sl_tail_choose(fit->tail, fit->n_tail);
  if (code != SL_OK || fit->threshold.chosen >= fit->n_tail) {
    return code;
  }
  choose(&fit->severity, false);
  const char *best =
      fit->severity.chosen < fit->severity.n ? fit->severity.list[fit->severity.chosen].family : "";
  bool tried = best[0] == '\0';
  for (size_t i = 0; i < sizeof usual / sizeof usual[0] && code == SL_OK; i++) {
    tried |= strcmp(usual[i], best) == 0;
    code = try_splice(usual[i], fit);
  }
  return code == SL_OK && !tried ? try_splice(best, fit) : code;
}

static int fit_severity(const sl_experience_t *e, const sl_law_terms_t *terms,
                        sl_service_fit_t *fit)
{
  size_t n;
  const sl_severity_family_t *const *families = sl_severity_families(&n);
  int code = SL_OK;
  for (size_t f = 0; f < n && code == SL_OK; f++) {
    if (sl_severity_fits(families[f])) {
      code =
          try_severity(families[f], fit->losses, fit->person, fit->n, e->n_members, &fit->severity);
    }
  }
  if (code == SL_OK && isinf(terms->pool) && fit->n >= 2 * SL_TAIL_EXCEEDANCES) {
    code = fit_splices(fit);
  }
  choose(&fit->severity, false);
  return code;
}

/* ---- lags ---- */

static int fit_lag(const sl_experience_t *e, size_t j, sl_service_fit_t *fit)
{
  static const char *const families[] = {"exponential", "gamma", "lognormal", "weibull"};
  sl_loss_t *days = malloc((e->n_occasions + 1) * sizeof *days);
  size_t n = 0;
  if (days == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < e->n_occasions; i++) {
    const sl_occasion_t *o = &e->occasions[i];
    if (o->service == j && is_fitted(e, o)) {
      days[n] = sl_loss(o->paid_day - o->day + MIDDLE);
      days[n++].to = e->valued_day - o->day + 1.0;
    }
  }
  int code = SL_OK;
  for (size_t f = 0; f < sizeof families / sizeof families[0] && code == SL_OK; f++) {
    code = try_severity(sl_severity_family(families[f]), days, NULL, n, 0, &fit->lag);
  }
  free(days);
  choose(&fit->lag, false);
  return code;
}

int sl_service_fit(const sl_experience_t *e, size_t j, const sl_law_terms_t *terms,
                   sl_service_fit_t *fit, sl_error_t *error)
{
  *fit = (sl_service_fit_t){.name = e->services[j], .line = e->lines[j], .cap = INFINITY};
  int code = gather(e, j, terms, fit);
  if (code == SL_OK && fit->n > 0) {
    code = fit_frequency(e, j, terms, fit);
    code = code == SL_OK ? fit_severity(e, terms, fit) : code;
  }
  if (code == SL_OK && fit->n >= SL_TAIL_EXCEEDANCES && e->valued_day != SL_CLAIMS_NO_DAY &&
      !e->annual) {
    code = fit_lag(e, j, fit);
  }
  return code == SL_OK ? SL_OK
                       : sl_fail(error, SL_ERR_MEMORY, "out of memory for the fits of a service");
}

void sl_service_fit_free(sl_service_fit_t *fit)
{
  free(fit->losses);
  free(fit->person);
  for (size_t i = 0; i < fit->frequency.n; i++) {
    sl_frequency_free(&fit->frequency.list[i].frequency);
  }
  for (size_t i = 0; i < fit->severity.n; i++) {
    sl_severity_free(&fit->severity.list[i].severity);
  }
  for (size_t i = 0; i < fit->lag.n; i++) {
    sl_severity_free(&fit->lag.list[i].severity);
  }
  *fit = (sl_service_fit_t){0};
}
