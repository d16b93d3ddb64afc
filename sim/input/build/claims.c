#include "sim/input/scenario/claims.h"
#include "sim/input/basis/services.h"
#include "sim/input/build/build.h"
#include "sim/input/build/members.h"
#include "sim/input/read/text.h"

#include <math.h>
#include <string.h>

/* Whether a basis has a service or a condition of this name. */
static bool is_taken(const sl_claims_t *claims, const char *name)
{
  for (size_t i = 0; i < claims->n_services; i++) {
    if (strcmp(claims->services[i].name, name) == 0) {
      return true;
    }
  }
  for (size_t i = 0; i < claims->n_conditions; i++) {
    if (strcmp(claims->conditions[i].name, name) == 0) {
      return true;
    }
  }
  return false;
}

/* While the claims are the bases' alone: a name that they use too could not be told from it in
 * copays. */
static void check_against_bases(const sl_build_t *build, sl_cursor_t services)
{
  for (size_t i = 0; i < sl_cursor_length(services); i++) {
    const sl_cursor_t item = sl_cursor_item(services, i);
    const char *name = sl_cursor_is_map(item) ? sl_cursor_text(item, "name") : NULL;
    if (name != NULL && is_taken(build->scenario->claims, name)) {
      char excerpt[SL_EXCERPT_TEXT];
      sl_source_fault(&build->source, sl_node_get(item.node, "name"),
                      "name is used by a basis: %s; allowed: names that the bases do not use",
                      sl_text_excerpt(name, excerpt));
    }
  }
}

static int bind_services(sl_build_t *build, const sl_service_list_t *list)
{
  sl_claims_t *claims = build->parts.claims;
  const int code = sl_services_read(list, &claims->services, &claims->n_services);
  return code == SL_OK ? sl_build_note_services(build, NULL, list->list) : code;
}

/* What happens for certain is told by a number of chances of 1. */
static void bind_certain(sl_build_t *build, sl_cursor_t item, size_t first)
{
  sl_claims_t *claims = build->parts.claims;
  for (size_t i = first; i < claims->n_services && sl_cursor_flag(item, "certain"); i++) {
    const sl_frequency_t *frequency = &claims->services[i].frequency;
    const bool told =
        frequency->family == NULL || (frequency->family->exposure == SL_EXPOSURE_PROBABILITY &&
                                      frequency->family->panjer(frequency).mean >= 1.0);
    claims->services[i].certain = true;
    if (!told) {
      sl_source_fault(
          &build->source, sl_node_get(item.node, "certain"),
          "certain: true, but the frequency of service %s leaves it to chance; allowed: "
          "bernoulli or binomial of probability 1",
          claims->services[i].name);
    }
  }
}

static void bind_continues(sl_build_t *build, sl_cursor_t item, size_t first)
{
  const double chance = sl_cursor_number_or(item, "continues", 1.0);
  for (size_t i = first; i < build->parts.claims->n_services; i++) {
    build->parts.claims->services[i].continues = chance;
  }
}

static int bind_claimants(sl_build_t *build, sl_cursor_t claimants, double amount_factor)
{
  int code = SL_OK;
  for (size_t i = 0; i < sl_cursor_length(claimants) && code == SL_OK; i++) {
    const sl_cursor_t item = sl_cursor_item(claimants, i);
    if (!sl_cursor_is_map(item)) {
      continue;
    }
    const sl_service_list_t own = {.source = &build->source,
                                   .list = sl_cursor_child(item, "services"),
                                   .only_row = sl_build_member(build, item),
                                   .amount_factor = amount_factor};
    const size_t first = build->parts.claims->n_services;
    code = bind_services(build, &own);
    if (code == SL_OK) {
      bind_certain(build, item, first);
      bind_continues(build, item, first);
    }
  }
  return code;
}

static void bind_factors(sl_build_t *build, sl_cursor_t claims)
{
  build->parts.claims->trend = sl_cursor_number(claims, "trend");
  build->parts.claims->risk_factor = sl_cursor_number(claims, "risk_factor");
  build->parts.claims->uncertainty = sl_cursor_number(claims, "uncertainty");
  build->parts.claims->uncertainty_by_year =
      sl_cursor_number_or(claims, "uncertainty_by_year", 0.0);
}

/* The scenario's own, or else that which its bases assume; their correlation stays where the
 * scenario's own frailty says none. */
static void bind_frailty(sl_build_t *build, sl_cursor_t claims)
{
  const sl_cursor_t frailty = sl_cursor_child(claims, "frailty");
  double shape = NAN, correlation = NAN;
  if (sl_cursor_is_map(frailty)) {
    shape = sl_cursor_number(frailty, "shape");
    correlation = sl_cursor_number(frailty, "correlation");
  } else if (frailty.node == NULL && build->basis_frailty > 0.0) {
    shape = build->basis_frailty;
  }
  if (isnan(shape)) {
    build->parts.claims->frailty_shape = INFINITY;
    return;
  }
  build->parts.claims->frailty_shape = shape;
  build->parts.claims->frailty_correlation =
      isnan(correlation) ? build->basis_correlation : correlation;
}

/* What the scenario changes of all that has been bound. */
static void bind_changes(sl_build_t *build, sl_cursor_t map)
{
  sl_claims_t *claims = build->parts.claims;
  const double factor = sl_cursor_number(map, "conditions_factor"),
               days = sl_cursor_number(map, "lag_shift");
  for (size_t i = 0; i < claims->n_conditions && !isnan(factor); i++) {
    claims->conditions[i].frequency_factor *= factor;
  }
  for (size_t i = 0; i < claims->n_services && !isnan(days); i++) {
    claims->services[i].lag_shift = days;
  }
}

int sl_build_claims(sl_build_t *build)
{
  const sl_cursor_t claims = sl_cursor_child(build->root, "claims");
  sl_date_t day;
  if (!sl_cursor_is_map(claims)) {
    return SL_OK;
  }
  bind_factors(build, claims);
  const bool dated = sl_cursor_date(claims, "basis_date", &day);
  const sl_money_t money = {.area_factor = sl_cursor_number(claims, "area_factor"),
                            .trend = build->scenario->claims->trend,
                            .start = build->scenario->start,
                            .months = build->scenario->months};
  const sl_service_list_t inline_services = {.source = &build->source,
                                             .list = sl_cursor_child(claims, "services"),
                                             .amount_factor =
                                                 sl_money_factor(&money, dated ? &day : NULL)};
  int code = sl_build_bases(build, claims, &money);
  bind_frailty(build, claims);
  if (code == SL_OK) {
    check_against_bases(build, inline_services.list);
    code = bind_services(build, &inline_services);
  }
  if (code == SL_OK && sl_node_get(claims.node, "basis") == NULL &&
      sl_cursor_length(inline_services.list) == 0 &&
      sl_cursor_length(sl_cursor_child(claims, "claimants")) == 0) {
    sl_source_fault(&build->source, claims.node,
                    "there are no claims: give a basis, services or claimants");
  }
  if (code == SL_OK) {
    code =
        bind_claimants(build, sl_cursor_child(claims, "claimants"), inline_services.amount_factor);
  }
  bind_changes(build, claims);
  return code;
}
