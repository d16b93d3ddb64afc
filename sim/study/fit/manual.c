#include "sim/study/fit/manual.h"

#include "models/fit/credibility_fit.h"
#include "models/funding/credibility.h"
#include "sim/study/fit/development.h"

#include <math.h>
#include <stdlib.h>

/* ---- the manual ---- */

static double years_of(const sl_experience_t *e, size_t member)
{
  double years = 0.0;
  for (unsigned y = 0; y < e->n_years; y++) {
    years += e->exposure[SL_DEVELOPS_MEDICAL][member * e->n_years + y];
  }
  return years;
}

/* What the group's ages and sexes, and who may claim, make of a frequency. */
static double factor_of(const sl_experience_t *e, const sl_age_curve_t *curve, sl_members_t members)
{
  double sum = 0.0, years = 0.0;
  if (!e->has_census) {
    return 1.0;
  }
  for (size_t i = 0; i < e->n_members; i++) {
    const sl_census_cover_t *cover = &e->covers[i];
    const double own = years_of(e, i);
    const size_t age = cover->age < SL_AGES ? cover->age : SL_AGES - 1;
    const bool claims =
        members == SL_MEMBERS_ALL || (members == SL_MEMBERS_EMPLOYEES) == cover->employee;
    sum += claims ? own * (curve != NULL ? curve->factor[cover->sex][age] : 1.0) : 0.0;
    years += own;
  }
  return years > 0.0 ? sum / years : 1.0;
}

static int visit_spread(double incidence, const sl_severity_t *severity,
                        const sl_condition_spread_t *spread, sl_manual_visit_t visit, void *context)
{
  int code = SL_OK;
  for (size_t p = 0; p < spread->n && code == SL_OK; p++) {
    const sl_condition_part_t *part = &spread->parts[p];
    const sl_manual_claims_t claims = {incidence * part->events, severity,
                                       part->share / part->events};
    code = visit(context, &claims);
  }
  return code;
}

int sl_manual_each(const sl_experience_t *e, const sl_basis_t *basis, sl_manual_visit_t visit,
                   void *context)
{
  int code = SL_OK;
  for (size_t s = 0; s < basis->n_services && code == SL_OK; s++) {
    const sl_service_t *service = &basis->services[s];
    if (service->disability == NULL) {
      const sl_manual_claims_t claims = {sl_frequency_mean(&service->frequency) *
                                             factor_of(e, service->age_curve, service->members),
                                         &service->severity, 1.0};
      code = visit(context, &claims);
    }
  }
  for (size_t c = 0; c < basis->n_conditions && code == SL_OK; c++) {
    const sl_condition_t *condition = &basis->conditions[c];
    const double incidence =
        condition->incidence * factor_of(e, condition->age_curve, SL_MEMBERS_ALL);
    code = visit_spread(incidence, &condition->severity, &condition->spread, visit, context);
    if (code == SL_OK && condition->mother_severity.family != NULL) {
      code = visit_spread(incidence, &condition->mother_severity, &condition->mother_spread, visit,
                          context);
    }
  }
  return code;
}

double sl_manual_above(const sl_manual_claims_t *claims, double amount)
{
  return isfinite(amount)
             ? claims->frequency * sl_severity_survival(claims->severity, amount / claims->scale)
             : 0.0;
}

typedef struct manual_sums {
  double pool;
  double cost, claims, large, excess;
} manual_sums_t;

static int add_manual(void *context, const sl_manual_claims_t *claims)
{
  manual_sums_t *sums = context;
  const double at = sums->pool / claims->scale, above = sl_manual_above(claims, sums->pool);
  sums->claims += claims->frequency - above;
  sums->large += above;
  if (!(claims->frequency > 0.0)) {
    return SL_OK; /* 0 x infinity is nothing here */
  }
  if (isinf(sums->pool)) {
    sums->cost += claims->frequency * claims->scale * sl_severity_mean(claims->severity);
  } else {
    sums->cost += claims->scale *
                  (claims->frequency * sl_severity_limited_mean(claims->severity, at) - at * above);
    sums->excess += claims->frequency * claims->scale * sl_excess_mean(claims->severity, at);
  }
  return SL_OK;
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
  manual_sums_t sums = {.pool = terms->pool};
  sl_manual_each(e, manual, add_manual, &sums);
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
