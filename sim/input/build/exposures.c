#include "models/claims/condition.h"
#include "models/claims/service.h"
#include "models/core/elementary.h"
#include "models/frequency/frequency.h"
#include "models/severity/capped_exposure.h"
#include "sim/input/build/build.h"
#include "sim/input/build/exposure.h"
#include "sim/input/read/text.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"

#include <math.h>

#define ROUNDING 1e-12   /* of a probability that a product of factors brings to 1 */
#define LEAST_LOST 0.001 /* of a service's expected claims: less is not worth a word */

static bool is_random(const sl_scenario_t *s)
{
  return s->claims->uncertainty > 0.0 || isfinite(s->claims->frailty_shape);
}

static sl_exposure_rule_t rule_of(const sl_service_t *service)
{
  return service->frequency.family != NULL ? service->frequency.family->exposure : SL_EXPOSURE_MEAN;
}

/* Whose exposures are looked at. */
typedef struct subject {
  const sl_scenario_t *s;
  const sl_service_t *service;     /* NULL: the condition */
  const sl_condition_t *condition; /* NULL: the service */
} subject_t;

/* Of a condition its chance. */
static double exposure_of(const subject_t *of, const sl_person_t *person,
                          const sl_enrolled_t *enrolled)
{
  return of->service != NULL ? sl_exposure(of->s, person, of->service, enrolled)
                             : sl_condition_chance(of->s, of->condition, person, enrolled);
}

/* Where a service's frequency stands, or its basis is named. */
static const sl_node_t *place_of(const sl_build_t *build, size_t service)
{
  const sl_node_t *node = build->service_nodes[service];
  return node != NULL ? node : build->root.node;
}

/* The first person with the largest exposure, and that. */
typedef struct most {
  size_t person;
  double exposure;
} most_t;

/* Of n subjects in one go: how long a person is enrolled costs more than an exposure. */
static void find_most_exposed(const sl_scenario_t *s, const subject_t *of, size_t n, most_t *most)
{
  sl_enrolling_t enrolling = SL_ENROLLING_NOBODY;
  for (size_t i = 0; i < n; i++) {
    most[i] = (most_t){0};
  }
  for (size_t p = 0; p < s->group->n_persons; p++) {
    const sl_person_t *person = &s->group->persons[p];
    const sl_enrolled_t *enrolled = sl_enrolling(&enrolling, &s->calendar, person, 0);
    for (size_t i = 0; i < n; i++) {
      const double exposure = exposure_of(&of[i], person, enrolled);
      most[i] = exposure > most[i].exposure ? (most_t){p, exposure} : most[i];
    }
  }
}

static most_t most_exposed(const sl_scenario_t *s, const sl_service_t *service)
{
  const subject_t of = {s, service, NULL};
  most_t most;
  find_most_exposed(s, &of, 1, &most);
  return most;
}

#define FACTORS "(risk score x age and sex factor x share of the year x risk_factor x wellness)"

/* Each claim is kept with a probability equal to the exposure, which must be known and at most 1.
 */
static void check_thinned(const sl_build_t *build, size_t index)
{
  const sl_scenario_t *s = build->scenario;
  const sl_service_t *service = &s->claims->services[index];
  const char *family = service->frequency.family->name;
  char excerpt[SL_EXCERPT_TEXT];
  const most_t most = most_exposed(s, service);
  if (is_random(s)) {
    sl_source_fault(&build->source, place_of(build, index),
                    "service %s: a %s frequency cannot follow a random exposure; allowed: another "
                    "frequency, such as poisson, or no %s",
                    sl_text_excerpt(service->name, excerpt), family,
                    s->claims->uncertainty > 0.0 ? "claims.uncertainty"
                                                 : "claims.frailty (none where a basis has one)");
  } else if (most.exposure > 1.0) {
    sl_source_fault(&build->source, place_of(build, index),
                    "service %s: a %s frequency cannot follow an exposure above 1: %.10g in row "
                    "%zu of the spreadsheet " FACTORS "; allowed: at most 1, or another frequency",
                    sl_text_excerpt(service->name, excerpt), family, most.exposure,
                    sl_census_line(build->census, s->group->persons[most.person].row));
  }
}

/* The chance of a claim at exposure 1; above it is a fault where nothing is random. A probability
 * of 1 cannot be meant to rise: the claim is certain as it stands, and a larger exposure says no
 * more. */
static void check_probability(const sl_build_t *build, size_t index)
{
  const sl_scenario_t *s = build->scenario;
  const sl_service_t *service = &s->claims->services[index];
  const double probability = service->frequency.family->panjer(&service->frequency).mean;
  char excerpt[SL_EXCERPT_TEXT];
  const most_t most = most_exposed(s, service);
  if (!is_random(s) && probability < 1.0 && probability * most.exposure > 1.0 + ROUNDING) {
    sl_source_fault(
        &build->source, place_of(build, index),
        "service %s: its probability %.10g times an exposure of %.10g is above 1, in row "
        "%zu of the spreadsheet " FACTORS "; allowed: at most 1, or another frequency, "
        "such as poisson with mean %.10g",
        sl_text_excerpt(service->name, excerpt), probability, most.exposure,
        sl_census_line(build->census, s->group->persons[most.person].row),
        sl_frequency_mean(&service->frequency));
  }
}

int sl_build_check_exposures(sl_build_t *build)
{
  const sl_scenario_t *s = build->scenario;
  for (size_t i = 0; i < s->claims->n_services; i++) {
    const sl_exposure_rule_t rule = rule_of(&s->claims->services[i]);
    if (rule == SL_EXPOSURE_THINNING) {
      check_thinned(build, i);
    } else if (rule == SL_EXPOSURE_PROBABILITY) {
      check_probability(build, i);
    }
  }
  return SL_OK;
}

/* ---- what the cut takes ---- */

#define SHARES 256 /* a table over the logarithm of the probability */
#define SPAN 18.42 /* down to 1e-8 of the largest, below which nothing is lost */

/* Shares lost, of probabilities from the largest down; each is told when it is asked for: persons
 * lie close together. */
typedef struct shares {
  const subject_t *of;
  double largest;           /* probability */
  double share[SHARES + 1]; /* NaN: not yet told */
} shares_t;

static double share_of(shares_t *shares, size_t i)
{
  const subject_t *of = shares->of;
  const sl_claims_t *claims = of->s->claims;
  if (isnan(shares->share[i])) {
    const double shape = of->service != NULL ? claims->frailty_shape : (double)INFINITY;
    const double q = shares->largest * sl_det_exp(-SPAN * (double)i / SHARES);
    shares->share[i] = fmax(0.0, 1.0 - sl_capped_mean(q, claims->uncertainty, shape) / q);
  }
  return shares->share[i];
}

/* relative: to the largest. */
static double share_at(shares_t *shares, double relative)
{
  const double at = -sl_det_log(relative) / SPAN * SHARES;
  const size_t i = at < SHARES ? (size_t)fmax(0.0, at) : SHARES - 1;
  const double share = at < SHARES ? share_of(shares, i) : 0.0;
  return at < SHARES ? share + (at - (double)i) * (share_of(shares, i + 1) - share) : 0.0;
}

/* Of the expected claims or cases; probability: at an exposure of 1; largest: exposure of all. */
static double share_lost(const subject_t *of, double probability, double largest)
{
  shares_t shares = {.of = of, .largest = probability * largest};
  double lost = 0.0, sum = 0.0;
  for (size_t i = 0; i <= SHARES; i++) {
    shares.share[i] = (double)NAN;
  }
  if (shares.largest <= 0.0 || share_of(&shares, 0) <= LEAST_LOST) {
    return 0.0;
  }
  sl_enrolling_t enrolling = SL_ENROLLING_NOBODY;
  for (size_t p = 0; p < of->s->group->n_persons; p++) {
    const sl_person_t *person = &of->s->group->persons[p];
    const double exposure =
        exposure_of(of, person, sl_enrolling(&enrolling, &of->s->calendar, person, 0));
    sum += exposure;
    lost += exposure > 0.0 ? exposure * share_at(&shares, exposure / largest) : 0.0;
  }
  return sum > 0.0 ? lost / sum : 0.0;
}

static void tell_service(const sl_build_t *build, size_t index, const sl_source_t *warnings,
                         sl_text_t *notes)
{
  const sl_scenario_t *s = build->scenario;
  const sl_service_t *service = &s->claims->services[index];
  if (rule_of(service) != SL_EXPOSURE_PROBABILITY || service->certain) {
    return;
  }
  const subject_t of = {s, service, NULL};
  const double probability = service->frequency.family->panjer(&service->frequency).mean;
  const double lost = share_lost(&of, probability, most_exposed(s, service).exposure);
  if (lost < LEAST_LOST) {
    return;
  }
  char excerpt[SL_EXCERPT_TEXT];
  sl_source_fault(warnings, place_of(build, index),
                  "service %s: its probability times %s can pass 1, where it is cut: %.1f%% of its "
                  "expected claims are lost; a frequency without a most, such as poisson, loses "
                  "none",
                  sl_text_excerpt(service->name, excerpt),
                  isfinite(s->claims->frailty_shape) ? "a random exposure (frailty)"
                  : is_random(s)                     ? "a random exposure (uncertainty)"
                                                     : "its exposure",
                  100.0 * lost);
  sl_text_append(
      notes, "%sService %s loses %.1f%% of its expected claims: its probability cannot pass 1.",
      notes->length > 0 ? " " : "", sl_text_excerpt(service->name, excerpt), 100.0 * lost);
}

/* A chance that is above 1 for a single person is said, however little that takes. */
static void tell_condition(const sl_build_t *build, size_t index, most_t most,
                           const sl_source_t *warnings, sl_text_t *notes)
{
  const sl_scenario_t *s = build->scenario;
  const sl_condition_t *condition = &s->claims->conditions[index];
  char excerpt[SL_EXCERPT_TEXT];
  const double lost = share_lost(&(subject_t){s, NULL, condition}, 1.0, most.exposure);
  if (lost < LEAST_LOST && most.exposure <= 1.0 + ROUNDING) {
    return;
  }
  sl_source_fault(warnings, build->condition_nodes[index],
                  "condition %s: its chance%s can pass 1, where it is cut: %.1f%% of its expected "
                  "cases are lost; the largest is %.10g, in row %zu of the spreadsheet (incidence "
                  "x age and sex factor x risk score x share of the year x risk_factor x wellness)",
                  sl_text_excerpt(condition->name, excerpt),
                  s->claims->uncertainty > 0.0 ? " times a random factor (uncertainty)" : "",
                  100.0 * lost, most.exposure,
                  sl_census_line(build->census, s->group->persons[most.person].row));
  if (lost >= LEAST_LOST) {
    sl_text_append(
        notes, "%sCondition %s loses %.1f%% of its expected cases: its chance cannot pass 1.",
        notes->length > 0 ? " " : "", sl_text_excerpt(condition->name, excerpt), 100.0 * lost);
  }
}

#define CONDITIONS_AT_ONCE 32

static void tell_conditions(const sl_build_t *build, const sl_source_t *warnings, sl_text_t *notes)
{
  const sl_scenario_t *s = build->scenario;
  for (size_t first = 0; first < s->claims->n_conditions; first += CONDITIONS_AT_ONCE) {
    const size_t left = s->claims->n_conditions - first;
    const size_t n = left < CONDITIONS_AT_ONCE ? left : CONDITIONS_AT_ONCE;
    subject_t of[CONDITIONS_AT_ONCE];
    most_t most[CONDITIONS_AT_ONCE];
    for (size_t i = 0; i < n; i++) {
      of[i] = (subject_t){s, NULL, &s->claims->conditions[first + i]};
    }
    find_most_exposed(s, of, n, most);
    for (size_t i = 0; i < n; i++) {
      tell_condition(build, first + i, most[i], warnings, notes);
    }
  }
}

void sl_build_share_lost(sl_build_t *build, sl_text_t *notes)
{
  sl_scenario_t *s = build->scenario;
  const sl_source_t warnings = {
      .path = build->source.path, .folder = build->source.folder, .faults = &s->warnings};
  for (size_t i = 0; i < s->claims->n_services; i++) {
    tell_service(build, i, &warnings, notes);
  }
  tell_conditions(build, &warnings, notes);
}
