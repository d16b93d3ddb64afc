#include "sim/study/fit/manual.h"

#include "models/fit/credibility_fit.h"
#include "models/funding/credibility.h"
#include "sim/study/fit/development.h"

#include <math.h>
#include <stdlib.h>

/* ---- the manual ---- */

static bool claims_it(const sl_service_t *service, const sl_census_cover_t *cover)
{
  return service->members == SL_MEMBERS_ALL ||
         (service->members == SL_MEMBERS_EMPLOYEES) == cover->employee;
}

static double years_of(const sl_experience_t *e, size_t member)
{
  double years = 0.0;
  for (unsigned y = 0; y < e->n_years; y++) {
    years += e->exposure[SL_DEVELOPS_MEDICAL][member * e->n_years + y];
  }
  return years;
}

/* What the group's ages and sexes make of a service's frequency. */
static double factor_of(const sl_experience_t *e, const sl_service_t *service)
{
  double sum = 0.0, years = 0.0;
  if (!e->has_census) {
    return 1.0;
  }
  for (size_t i = 0; i < e->n_members; i++) {
    const sl_census_cover_t *cover = &e->covers[i];
    const double own = years_of(e, i);
    const size_t age = cover->age < SL_AGES ? cover->age : SL_AGES - 1;
    const double factor =
        service->age_curve != NULL ? service->age_curve->factor[cover->sex][age] : 1.0;
    sum += claims_it(service, cover) ? own * factor : 0.0;
    years += own;
  }
  return years > 0.0 ? sum / years : 1.0;
}

double sl_manual_frequency(const sl_experience_t *e, const sl_service_t *service)
{
  return service->disability != NULL
             ? 0.0
             : sl_frequency_mean(&service->frequency) * factor_of(e, service);
}

typedef struct manual_sums {
  double cost, claims, large, excess;
} manual_sums_t;

static manual_sums_t sum_manual(const sl_experience_t *e, const sl_basis_t *manual, double pool)
{
  manual_sums_t sums = {0};
  for (size_t s = 0; s < manual->n_services; s++) {
    const sl_service_t *service = &manual->services[s];
    const double frequency = sl_manual_frequency(e, service);
    if (!(frequency > 0.0)) {
      continue;
    }
    const bool pooled = isfinite(pool);
    const double above = pooled ? sl_severity_survival(&service->severity, pool) : 0.0;
    const double mean = sl_severity_mean(&service->severity);
    const double below =
        pooled ? sl_severity_limited_mean(&service->severity, pool) - pool * above : mean;
    sums.cost += frequency * below;
    sums.claims += frequency * (1.0 - above);
    sums.large += frequency * above;
    sums.excess += pooled ? frequency * sl_excess_mean(&service->severity, pool) : 0.0;
  }
  return sums;
}

/* ---- the group ---- */

typedef struct person {
  double claims, amount, years;
} person_t;

static void add_occasions(const sl_experience_t *e, const sl_weight_terms_t *terms,
                          person_t *persons, sl_weight_study_t *study)
{
  double squares = 0.0, sum = 0.0;
  for (size_t i = 0; i < e->n_occasions; i++) {
    const sl_occasion_t *o = &e->occasions[i];
    const double amount = o->amount * sl_trend_factor(terms->trend, o->day, terms->day);
    if (!(e->share[sl_experience_development(e, o->service)][o->month] > 0.0)) {
      continue;
    }
    if (amount > terms->pool) {
      study->large += 1.0;
      continue;
    }
    persons[o->unit / e->n_years].claims += 1.0;
    persons[o->unit / e->n_years].amount += amount;
    study->claims += 1.0;
    sum += amount;
    squares += amount * amount;
  }
  const double mean = sum / study->claims;
  study->cv = sqrt(fmax(0.0, squares / study->claims - mean * mean)) / mean;
  study->own_cost = sum;
}

static void tell_spread(const person_t *persons, size_t n, sl_weight_study_t *study)
{
  double claims = 0.0, cost = 0.0, seen = 0.0;
  study->own_cost /= study->member_years;
  study->own_claims = study->claims / study->member_years;
  for (size_t i = 0; i < n; i++) {
    const person_t *p = &persons[i];
    if (p->years > 0.0) {
      const double more = p->claims - study->own_claims * p->years;
      const double dearer = p->amount / p->years - study->own_cost;
      claims += more * more;
      cost += p->years * dearer * dearer;
      seen += 1.0;
    }
  }
  study->dispersion = claims / study->claims;
  study->within_variance = seen > 1.0 ? cost / (seen - 1.0) : (double)NAN;
}

static int look_at_group(const sl_experience_t *e, const sl_weight_terms_t *terms,
                         sl_weight_study_t *study, sl_error_t *error)
{
  person_t *persons = calloc(e->n_members + 1, sizeof *persons);
  if (persons == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for the weight of the group's claims");
  }
  for (size_t i = 0; i < e->n_members; i++) {
    persons[i].years = years_of(e, i);
    study->member_years += persons[i].years;
  }
  add_occasions(e, terms, persons, study);
  int code = SL_OK;
  if (study->claims > 0.0 && study->member_years > 0.0) {
    tell_spread(persons, e->n_members, study);
  } else {
    code = sl_fail(error, SL_ERR_INPUT, "no claim is left below the pooling point of %.10g",
                   terms->pool);
  }
  free(persons);
  return code;
}

static void weigh(const sl_weight_terms_t *terms, sl_weight_study_t *study)
{
  study->full_claims =
      sl_full_credibility_claims(terms->probability, terms->within, study->dispersion, study->cv);
  study->z = sl_credibility(study->claims, study->full_claims);
  if (!isnan(terms->between_variance)) {
    study->z = sl_credibility_premium(study->own_cost, study->member_years, study->manual_cost,
                                      study->within_variance, terms->between_variance)
                   .credibility;
  }
}

static void weigh_large(const sl_weight_terms_t *terms, double excess, sl_weight_study_t *study)
{
  const double full = sl_full_credibility_claims(terms->probability, terms->within, 1.0, 0.0);
  study->large_z = fmin(study->z, sl_credibility(study->large, full));
  study->own_large = study->large / study->member_years;
  study->large_frequency =
      study->large_z * study->own_large + (1.0 - study->large_z) * study->manual_large;
  const sl_pooling_t pooling = {
      .count = study->large,
      .member_years = study->member_years,
      .manual_frequency = {study->manual_large, 0.0},
      .mean_excess = {study->manual_large > 0.0 ? excess / study->manual_large : 0.0, 0.0},
      .credibility = study->large_z};
  study->loading = sl_pooling_loading(&pooling);
}

int sl_weight_study(const sl_experience_t *e, const sl_basis_t *manual,
                    const sl_weight_terms_t *terms, sl_weight_study_t *study, sl_error_t *error)
{
  *study = (sl_weight_study_t){0};
  const manual_sums_t sums = sum_manual(e, manual, terms->pool);
  if (!(isfinite(sums.cost) && sums.cost > 0.0 && isfinite(sums.excess))) {
    return sl_fail(error, SL_ERR_INPUT,
                   "basis %s has no finite expected cost of medical claims: it is no manual for a "
                   "group",
                   manual->name);
  }
  study->manual_cost = sums.cost;
  study->manual_claims = sums.claims;
  study->manual_large = sums.large;
  const int code = look_at_group(e, terms, study, error);
  if (code == SL_OK) {
    weigh(terms, study);
    if (isfinite(terms->pool)) {
      weigh_large(terms, sums.excess, study);
    }
  }
  return code;
}
