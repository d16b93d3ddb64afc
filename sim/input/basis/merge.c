#include "sim/input/basis/basis.h"
#include "sim/input/read/text.h"
#include "sim/input/scenario/claims.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void check_currency(const sl_basis_t *basis, const sl_basis_host_t *host)
{
  if (basis->currency != NULL && host->currency[0] != '\0' &&
      strcmp(basis->currency, host->currency) != 0) {
    sl_source_fault(host->source, host->named,
                    "basis is in another currency: %s; allowed: a basis in %s, the scenario's own",
                    basis->currency, host->currency);
  }
}

static void refuse_frailty(const sl_basis_host_t *host, const char *what, double own,
                           double earlier, const char *settles)
{
  sl_source_fault(host->source, host->named,
                  "this basis assumes a frailty of %s %.15g, an earlier one of %.15g; allowed: "
                  "bases that do not differ in it, or %s, which then holds for all",
                  what, own, earlier, settles);
}

/* The scenario's own frailty settles what bases that differ would leave open. */
static void take_frailty(const sl_basis_t *basis, sl_basis_host_t *host)
{
  const double shape = basis->frailty_shape, correlation = basis->frailty_correlation;
  if (isinf(shape)) {
    return;
  }
  if (host->frailty > 0.0 && host->frailty != shape && !host->own_frailty) {
    refuse_frailty(host, "shape", shape, host->frailty, "claims.frailty");
  } else if (host->frailty > 0.0 && host->correlation != correlation && !host->own_correlation) {
    refuse_frailty(host, "correlation", correlation, host->correlation,
                   "claims.frailty with a correlation");
  }
  host->frailty = shape;
  host->correlation = correlation;
}

/* ---- names ---- */

static bool is_condition(const sl_claims_t *claims, const char *name)
{
  for (size_t i = 0; i < claims->n_conditions; i++) {
    if (strcmp(claims->conditions[i].name, name) == 0) {
      return true;
    }
  }
  return false;
}

static bool is_service(const sl_claims_t *claims, const char *name)
{
  for (size_t i = 0; i < claims->n_services; i++) {
    if (strcmp(claims->services[i].name, name) == 0) {
      return true;
    }
  }
  return false;
}

/* Names of two bases could not be told apart where plans and contracts name services, and results
 * conditions. The first that is in both is enough to say. */
static void check_against_earlier(const sl_basis_t *basis, const sl_basis_host_t *host)
{
  const sl_claims_t *claims = host->claims;
  char excerpt[SL_EXCERPT_TEXT];
  for (size_t i = 0; i < basis->n_services; i++) {
    const char *name = basis->services[i].name;
    if (is_service(claims, name) || is_condition(claims, name)) {
      sl_source_fault(host->source, host->named,
                      "a service of this basis is in an earlier basis too: %s; allowed: bases "
                      "whose services%s have different names",
                      sl_text_excerpt(name, excerpt),
                      is_condition(claims, name) ? " and conditions" : "");
      return;
    }
  }
  for (size_t i = 0; i < basis->n_conditions; i++) {
    const char *name = basis->conditions[i].name;
    if (is_service(claims, name) || is_condition(claims, name)) {
      sl_source_fault(host->source, host->named,
                      "a condition of this basis is in an earlier basis too: %s; allowed: bases "
                      "whose services and conditions have different names",
                      sl_text_excerpt(name, excerpt));
      return;
    }
  }
}

/* ---- what is taken over ---- */

static void shift_spread(sl_condition_spread_t *spread, size_t before)
{
  for (size_t i = 0; i < spread->n; i++) {
    spread->parts[i].service += (uint32_t)before;
  }
}

/* before: services that stand before the basis's. */
static int take_conditions(sl_basis_t *basis, sl_basis_host_t *host, size_t before, double factor)
{
  sl_claims_t *claims = host->claims;
  const size_t n = claims->n_conditions + basis->n_conditions;
  if (basis->n_conditions == 0) {
    return SL_OK;
  }
  if (n > SL_CONDITIONS_MAX) {
    sl_source_fault(host->source, host->named,
                    "too many conditions: %zu with those of earlier bases; allowed: %d in all", n,
                    SL_CONDITIONS_MAX);
    return SL_OK;
  }
  sl_condition_t *list = realloc(claims->conditions, n * sizeof *list);
  if (list == NULL) {
    return SL_ERR_MEMORY;
  }
  claims->conditions = list;
  for (size_t i = 0; i < basis->n_conditions; i++) {
    sl_condition_t *condition = &list[claims->n_conditions++];
    *condition = basis->conditions[i];
    condition->amount_factor = factor;
    shift_spread(&condition->spread, before);
    shift_spread(&condition->mother_spread, before);
  }
  basis->n_conditions = 0;
  return SL_OK;
}

int sl_basis_merge(sl_basis_t *basis, sl_basis_host_t *host)
{
  sl_claims_t *claims = host->claims;
  const size_t before = claims->n_services;
  const double factor = sl_money_factor(&host->money, &basis->date);
  check_currency(basis, host);
  take_frailty(basis, host);
  check_against_earlier(basis, host);
  if (sl_services_reserve(&claims->services, before, basis->n_services) != SL_OK) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < basis->n_services; i++) {
    sl_service_t *service = &claims->services[claims->n_services++];
    *service = basis->services[i];
    if (service->disability == NULL) {
      service->amount_factor = factor;
    }
  }
  basis->n_services = 0;
  return take_conditions(basis, host, before, factor);
}
