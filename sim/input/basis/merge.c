#include "sim/input/basis/basis.h"
#include "sim/input/read/text.h"
#include "sim/input/scenario/claims.h"

#include <math.h>
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

/* The scenario's own frailty settles what bases that differ would leave open. */
static void take_frailty(const sl_basis_t *basis, sl_basis_host_t *host)
{
  const double shape = basis->frailty_shape;
  if (isinf(shape)) {
    return;
  }
  if (host->frailty > 0.0 && host->frailty != shape && !host->own_frailty) {
    sl_source_fault(
        host->source, host->named,
        "this basis assumes a frailty of shape %.15g, an earlier one of %.15g; allowed: "
        "bases that do not differ in it, or claims.frailty, which then holds for all",
        shape, host->frailty);
  }
  host->frailty = shape;
}

/* A service of two bases could not be told apart where plans and contracts name it. */
static void check_against_earlier(const sl_basis_t *basis, const sl_basis_host_t *host)
{
  const sl_claims_t *claims = host->claims;
  for (size_t i = 0; i < basis->n_services; i++) {
    for (size_t e = 0; e < claims->n_services; e++) {
      if (strcmp(basis->services[i].name, claims->services[e].name) == 0) {
        char excerpt[SL_EXCERPT_TEXT];
        sl_source_fault(host->source, host->named,
                        "a service of this basis is in an earlier basis too: %s; allowed: bases "
                        "whose services have different names",
                        sl_text_excerpt(basis->services[i].name, excerpt));
        return;
      }
    }
  }
}

int sl_basis_merge(sl_basis_t *basis, sl_basis_host_t *host)
{
  sl_claims_t *claims = host->claims;
  const double factor = sl_money_factor(&host->money, &basis->date);
  check_currency(basis, host);
  take_frailty(basis, host);
  check_against_earlier(basis, host);
  if (sl_services_reserve(&claims->services, claims->n_services, basis->n_services) != SL_OK) {
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
  return SL_OK;
}
