#include "sim/study/exact/laws.h"

#include "models/claims/service.h"
#include "sim/engine/compile/model.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>
#include <stdlib.h>

#define LAWS_MAX 4096   /* salaries make a law of each person: memory has an end */
#define SAME_KNOT 1e-12 /* relative: knots that are one but for the rounding of a quotient */

bool sl_exact_plan_is_additive(const sl_plan_t *plan)
{
  const sl_benefit_t *own = &plan->benefit[0];
  return own->deductible.person <= 0.0 && isinf(own->out_of_pocket_max.person) &&
         isinf(own->out_of_pocket_max.family);
}

/* ---- what a plan with copays pays of a case ---- */

static double paid_of_case(const sl_plan_t *plan, const sl_condition_spread_t *spread,
                           double amount)
{
  double sum = 0.0;
  for (size_t i = 0; i < spread->n; i++) {
    const sl_condition_part_t *part = &spread->parts[i];
    const double copay = plan->rule[part->service].copay, own = amount * part->share;
    sum += isnan(copay) ? (1.0 - plan->benefit[0].coinsurance) * own
                        : fmax(0.0, own - (double)part->events * copay);
  }
  return sum;
}

/* Into the ascending list, where it is new and there is room; returns how many there would be. */
static size_t insert_knot(sl_amount_map_t *map, double x)
{
  size_t i = map->n;
  for (size_t k = 0; k < map->n; k++) {
    if (fabs(map->at[k] - x) <= SAME_KNOT * x) {
      return map->n;
    }
  }
  if (map->n == SL_MAP_KNOTS) {
    return map->n + 1;
  }
  while (map->at[i - 1] > x) {
    map->at[i] = map->at[i - 1];
    i--;
  }
  map->at[i] = x;
  return ++map->n;
}

int sl_exact_map_of_case(const sl_plan_t *plan, const sl_condition_spread_t *spread,
                         sl_amount_map_t *map, sl_error_t *error)
{
  *map = (sl_amount_map_t){.n = 1};
  for (size_t i = 0; i < spread->n; i++) {
    const sl_condition_part_t *part = &spread->parts[i];
    const double copay = plan->rule[part->service].copay;
    if (copay > 0.0 &&
        insert_knot(map, (double)part->events * copay / part->share) > SL_MAP_KNOTS) {
      return sl_fail(error, SL_ERR_UNSUPPORTED,
                     "Under plan '%s' a condition's case has more than %d different copays",
                     plan->name, SL_MAP_KNOTS - 1);
    }
    map->slope += isnan(copay) ? (1.0 - plan->benefit[0].coinsurance) * part->share : part->share;
  }
  for (size_t k = 0; k < map->n; k++) {
    map->value[k] = paid_of_case(plan, spread, map->at[k]);
  }
  return SL_OK;
}

/* ---- moments ---- */

/* With Z the claim and Y = min(Z, copay): E max(0, Z - copay)^2 = E Z^2 - E Y^2 - 2 copay (E Z - E
 * Y).
 */
static void settle_copay(sl_exact_law_t *law)
{
  const double scale = law->scale, from = fmin(law->limit, law->copay) / scale;
  law->paid_mean = law->mean - scale * sl_severity_limited_mean(&law->severity, from);
  law->paid_square = law->square -
                     scale * scale * sl_severity_limited_square(&law->severity, from) -
                     2.0 * law->copay * law->paid_mean;
  law->paid_mean *= law->share;
  law->paid_square *= law->share * law->share;
}

/* Piece by piece of the map, value c + m x: with A cut at both ends of the piece, m times the
 * difference of E[A], and m^2 times that of E[A^2] beside 2 c m times that of E[A]. */
static void settle_map(sl_exact_law_t *law)
{
  const double scale = law->scale;
  double mean = 0.0, square = 0.0;
  law->paid_mean = law->paid_square = 0.0;
  for (size_t k = 0; k < law->paid.n; k++) {
    const double m = sl_map_slope_after(&law->paid, k);
    const double c = law->paid.value[k] - m * law->paid.at[k];
    const double end = k + 1 < law->paid.n ? law->paid.at[k + 1] : (double)INFINITY;
    const double to = fmin(law->limit, end) / scale;
    const double next_mean = scale * sl_severity_limited_mean(&law->severity, to);
    const double next_square = scale * scale * sl_severity_limited_square(&law->severity, to);
    if (m > 0.0) {
      law->paid_mean += m * (next_mean - mean);
      law->paid_square += isfinite(next_square)
                              ? m * m * (next_square - square) + 2.0 * c * m * (next_mean - mean)
                              : (double)INFINITY;
    }
    mean = next_mean;
    square = next_square;
  }
}

static void settle_moments(sl_exact_law_t *law)
{
  const double scale = law->scale;
  if (!(scale > 0.0)) {
    return;
  }
  const double to = law->limit / scale;
  law->mean = scale * sl_severity_limited_mean(&law->severity, to);
  law->square = scale * scale * sl_severity_limited_square(&law->severity, to);
  if (law->paid.n > 0) {
    settle_map(law);
  } else {
    settle_copay(law);
  }
}

/* ---- the group's list ---- */

static bool is_same(const sl_exact_law_t *a, const sl_exact_law_t *b)
{
  return a->service == b->service && a->condition == b->condition && a->of_mother == b->of_mother &&
         a->plan == b->plan && a->scale == b->scale && a->share == b->share && a->copay == b->copay;
}

static int find_law(sl_exact_group_t *group, const sl_exact_law_t *wanted, size_t *index,
                    sl_error_t *error)
{
  for (size_t i = 0; i < group->n_laws; i++) {
    if (is_same(&group->laws[i], wanted)) {
      *index = i;
      return SL_OK;
    }
  }
  if (group->n_laws == LAWS_MAX) {
    return sl_fail(error, SL_ERR_UNSUPPORTED, "more than %d different claim laws", LAWS_MAX);
  }
  sl_exact_law_t *laws = realloc(group->laws, (group->n_laws + 1) * sizeof *laws);
  if (laws == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu claim laws", group->n_laws + 1);
  }
  group->laws = laws;
  laws[group->n_laws] = *wanted;
  settle_moments(&laws[group->n_laws]);
  *index = group->n_laws++;
  group->n_service_laws += wanted->condition == NULL;
  return SL_OK;
}

int sl_exact_service_law(sl_exact_group_t *group, const sl_person_t *person, uint32_t plan,
                         uint32_t service, size_t *index, sl_error_t *error)
{
  const sl_service_t *of = &group->scenario->claims->services[service];
  const sl_plan_t *terms = &group->scenario->plans->list[plan];
  sl_exact_law_t law = {.service = service,
                        .scale = sl_model_amount_scale(of, person),
                        .limit = of->severity.limit,
                        .share = 1.0,
                        .claims = 1.0,
                        .severity = of->severity};
  law.severity.limit = INFINITY;
  if (group->additive[plan]) {
    const double copay = terms->rule[service].copay;
    law.copay = isnan(copay) ? 0.0 : copay;
    law.share = isnan(copay) ? 1.0 - terms->benefit[0].coinsurance : 1.0;
  }
  return find_law(group, &law, index, error);
}

int sl_exact_case_law(sl_exact_group_t *group, sl_exact_case_kind_t of, uint32_t plan,
                      size_t *index, sl_error_t *error)
{
  const sl_condition_t *condition = of.condition;
  const sl_severity_t *severity = of.of_mother ? &condition->mother_severity : &condition->severity;
  const sl_condition_spread_t *spread =
      of.of_mother ? &condition->mother_spread : &condition->spread;
  sl_exact_law_t law = {.condition = condition,
                        .of_mother = of.of_mother,
                        .scale = condition->amount_factor,
                        .limit = severity->limit,
                        .share = 1.0,
                        .claims = (double)sl_condition_events(spread),
                        .severity = *severity};
  int code = SL_OK;
  law.severity.limit = INFINITY;
  if (group->additive[plan]) {
    law.plan = plan + 1;
    code = sl_exact_map_of_case(&group->scenario->plans->list[plan], spread, &law.paid, error);
  }
  return code == SL_OK ? find_law(group, &law, index, error) : code;
}

sl_claim_law_t sl_exact_claim_law(const sl_exact_group_t *group, size_t law)
{
  const sl_exact_law_t *of = &group->laws[law];
  return (sl_claim_law_t){
      of->condition != NULL ? NULL : &group->scenario->claims->services[of->service].frequency,
      &of->severity,
      of->share * of->scale,
      of->share * of->limit,
      of->copay,
      of->paid.n > 0 ? &of->paid : NULL};
}
