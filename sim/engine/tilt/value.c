#include "sim/engine/tilt/value.h"

#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>

#define BODY_POINTS 32

/* Of an exponential-like year: mean 1. */
static const double rest_points[] = {0.05, 0.25, 0.6, 1.2, 2.9};
#define N_REST (sizeof rest_points / sizeof rest_points[0])

/* How the amounts of a service are scaled, on average over the persons who may claim it. */
typedef struct typical {
  double scale, limit, entries;
} typical_t;

static typical_t typical_of(const sl_model_t *model, uint32_t service)
{
  const sl_model_year_t *year = sl_model_year(model, 0);
  const size_t n = year->first_service[model->scenario->group->n_persons];
  typical_t typical = {.limit = (double)INFINITY};
  for (size_t i = 0; i < n; i++) {
    if (year->services[i].service == service) {
      typical.scale += year->services[i].scale;
      typical.limit = year->services[i].limit;
      typical.entries += 1.0;
    }
  }
  typical.scale /= typical.entries > 0.0 ? typical.entries : 1.0;
  return typical;
}

static double amount_at(const sl_model_t *model, uint32_t service, typical_t typical, uint64_t word)
{
  const double amount = typical.scale * sl_sampler_draw(model->samplers[service], word);
  return amount < typical.limit ? amount : typical.limit;
}

/* The plan that most families have. */
static const sl_plan_t *usual_plan(const sl_scenario_t *scenario)
{
  size_t best = 0, most = 0;
  for (size_t p = 0; p < scenario->plans->n; p++) {
    size_t n = 0;
    for (size_t f = 0; f < scenario->group->n_families; f++) {
      n += scenario->group->families[f].plan == p;
    }
    best = n > most ? p : best;
    most = n > most ? n : most;
  }
  return &scenario->plans->list[best];
}

typedef struct cover {
  const sl_plan_t *plan;
  double copay; /* NaN = none */
  double room;
  double mean_allowed;
  double coinsurance, maximum; /* of the specific, above room */
} cover_t;

/* Of a person's plan paid, what the specific leaves. */
static double borne(const cover_t *cover, double paid)
{
  const double above = paid > cover->room ? paid - cover->room : 0.0;
  const double excess = cover->coinsurance * above;
  return paid - (excess < cover->maximum ? excess : cover->maximum);
}

static double kept(const cover_t *cover, double allowed)
{
  return borne(cover, allowed - sl_plan_member_cost(cover->plan, allowed, 0.0));
}

static double value_of(const cover_t *cover, double amount)
{
  double sum = 0.0;
  for (size_t i = 0; i < N_REST; i++) {
    const double rest = rest_points[i] * cover->mean_allowed;
    if (isnan(cover->copay)) {
      sum += kept(cover, rest + amount) - kept(cover, rest);
    } else {
      const double paid = kept(cover, rest) + (amount > cover->copay ? amount - cover->copay : 0.0);
      sum += borne(cover, paid) - kept(cover, rest);
    }
  }
  return sum / (double)N_REST;
}

/* The deductible that stands between the arrangement and a person's claims of a service. */
static double room_of(const sl_scenario_t *scenario, const sl_arrangement_t *arrangement,
                      uint32_t service)
{
  const sl_specific_t *specific = &arrangement->specific;
  const uint32_t row = scenario->claims->services[service].only_row;
  bool excluded = false;
  if (!arrangement->has_specific || (specific->services != NULL && !specific->services[service])) {
    return (double)INFINITY;
  }
  const double deductible = sl_specific_deductible_of(specific, row, &excluded);
  return excluded ? (double)INFINITY : deductible;
}

double sl_tilt_value_of_total(const sl_model_t *model, size_t arrangement, size_t p, double total)
{
  const sl_scenario_t *scenario = model->scenario;
  const sl_person_t *person = &scenario->group->persons[p];
  const sl_specific_t *specific = &scenario->arrangements->list[arrangement].specific;
  bool excluded = false;
  cover_t cover = {.plan = &scenario->plans->list[scenario->group->families[person->family].plan],
                   .copay = (double)NAN,
                   .room = (double)INFINITY,
                   .coinsurance = specific->coinsurance,
                   .maximum = specific->maximum};
  if (scenario->arrangements->list[arrangement].has_specific) {
    const double deductible = sl_specific_deductible_of(specific, person->row, &excluded);
    cover.room = excluded ? (double)INFINITY : deductible;
  }
  return kept(&cover, total);
}

static uint64_t body_word(const sl_tilt_bands_t *bands, size_t i)
{
  return bands->start[1] / BODY_POINTS * i + bands->start[1] / (2 * BODY_POINTS);
}

void sl_tilt_value_init(sl_tilt_value_t *value, const sl_model_t *model, size_t arrangement,
                        uint32_t service, const sl_tilt_bands_t *bands, double mean_allowed)
{
  const sl_scenario_t *scenario = model->scenario;
  const typical_t typical = typical_of(model, service);
  const sl_plan_t *plan = usual_plan(scenario);
  const sl_service_rule_t *rule = &plan->rule[service];
  const sl_arrangement_t *bearer = &scenario->arrangements->list[arrangement];
  const cover_t cover = {.plan = plan,
                         .copay = rule->copay,
                         .room = room_of(scenario, bearer, service),
                         .mean_allowed = mean_allowed,
                         .coinsurance = bearer->specific.coinsurance,
                         .maximum = bearer->specific.maximum};
  const double paid = rule->not_covered ? 0.0 : 1.0;
  *value = (sl_tilt_value_t){.room = cover.room};
  for (size_t i = 0; i < BODY_POINTS; i++) {
    value->of_band[0] +=
        paid * value_of(&cover, amount_at(model, service, typical, body_word(bands, i)));
  }
  value->of_band[0] /= BODY_POINTS;
  value->mean = sl_tilt_band_share(bands, 0) * value->of_band[0];
  for (size_t b = 1; b < bands->n; b++) {
    const double amount = amount_at(model, service, typical, sl_tilt_band_middle(bands, b));
    value->of_band[b] = paid * value_of(&cover, amount);
    value->mean += sl_tilt_band_share(bands, b) * value->of_band[b];
  }
}

static double mean_amount(const sl_model_t *model, uint32_t service, const sl_tilt_bands_t *bands)
{
  const typical_t typical = typical_of(model, service);
  double mean = 0.0;
  for (size_t i = 0; i < BODY_POINTS; i++) {
    mean += sl_tilt_band_share(bands, 0) / BODY_POINTS *
            amount_at(model, service, typical, body_word(bands, i));
  }
  for (size_t b = 1; b < bands->n; b++) {
    mean += sl_tilt_band_share(bands, b) *
            amount_at(model, service, typical, sl_tilt_band_middle(bands, b));
  }
  return mean;
}

double sl_tilt_expected_claims(const sl_model_t *model, uint32_t service)
{
  const sl_model_year_t *year = sl_model_year(model, 0);
  const size_t n = year->first_service[model->scenario->group->n_persons];
  double exposure = 0.0;
  for (size_t i = 0; i < n; i++) {
    exposure += year->services[i].service == service
                    ? model->law_terms[year->services[i].law].exposure
                    : 0.0;
  }
  return exposure > 0.0
             ? exposure * sl_frequency_mean(&model->scenario->claims->services[service].frequency)
             : 0.0;
}

double sl_tilt_mean_allowed(const sl_model_t *model, const sl_tilt_bands_t *bands)
{
  const sl_scenario_t *scenario = model->scenario;
  double sum = 0.0;
  for (uint32_t s = 0; s < scenario->claims->n_services; s++) {
    const double claims =
        scenario->claims->services[s].disability == NULL ? sl_tilt_expected_claims(model, s) : 0.0;
    sum += claims > 0.0 ? claims * mean_amount(model, s, bands) : 0.0;
  }
  return scenario->group->n_persons > 0 ? sum / (double)scenario->group->n_persons : 0.0;
}
