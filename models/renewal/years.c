/* What of an arrangement is alike in every trial: its plan years. */
#include "models/core/amounts.h"
#include "models/renewal/renewal.h"

#include <math.h>
#include <stdlib.h>

sl_renewal_terms_t sl_renewal_terms_of(const sl_arrangement_t *arrangement)
{
  return arrangement->renewal.given ? arrangement->renewal : sl_renewal_terms_default();
}

static bool is_share(sl_per_t per)
{
  return per == SL_PER_PAYROLL || per == SL_PER_PAID_CLAIMS || per == SL_PER_PREMIUM;
}

static void renew_fee(sl_fee_t *fee, double money, double contracts_ratio)
{
  const bool of_group = !fee->by_tier && (fee->per == SL_PER_MONTH || fee->per == SL_PER_YEAR);
  if (!fee->by_tier && is_share(fee->per)) {
    return;
  }
  fee->amount *= money * (of_group ? contracts_ratio : 1.0);
  for (int tier = 0; tier < SL_TIERS; tier++) {
    fee->tier[tier] *= money;
  }
}

static void renew_specific(const sl_specific_t *first, double growth, unsigned year,
                           sl_specific_t *specific)
{
  specific->deductible = sl_renewal_deductible_in(first->deductible, growth, year);
  for (size_t i = 0; i < specific->n_lasers; i++) {
    specific->lasers[i].deductible =
        sl_larger(specific->lasers[i].deductible, specific->deductible);
  }
  specific->contract = sl_contract_of_year(&first->contract, first->later, first->n_later, year);
}

/* The years after belong to the arrangement that it is made from. */
static void forget_later(sl_contract_t **later, size_t *n)
{
  free(*later);
  *later = NULL;
  *n = 0;
}

int sl_renewal_arrangement(const sl_arrangement_t *first, size_t n_services, unsigned year,
                           double g, double contracts_ratio, sl_arrangement_t *of_year)
{
  const sl_renewal_terms_t terms = sl_renewal_terms_of(first);
  const double fee_trend = isnan(terms.fee_trend) ? g : terms.fee_trend;
  const double money = sl_renewal_power(1.0 + fee_trend, year);
  const int code = sl_arrangement_copy(first, n_services, of_year);
  for (size_t i = 0; i < of_year->n_fees; i++) {
    renew_fee(&of_year->fees[i], money, contracts_ratio);
  }
  if (first->has_specific) {
    renew_specific(&first->specific, terms.deductible_growth, year, &of_year->specific);
  }
  if (first->has_aggregate) {
    of_year->aggregate.contract = sl_contract_of_year(
        &first->aggregate.contract, first->aggregate.later, first->aggregate.n_later, year);
  }
  forget_later(&of_year->specific.later, &of_year->specific.n_later);
  forget_later(&of_year->aggregate.later, &of_year->aggregate.n_later);
  of_year->run_out_fee *= money * contracts_ratio;
  return code;
}

int sl_renewal_new(const sl_renewal_setup_t *setup, sl_renewal_t *renewal, sl_error_t *error)
{
  *renewal = (sl_renewal_t){.first = setup->arrangement,
                            .terms = sl_renewal_terms_of(setup->arrangement),
                            .price = *setup->price,
                            .enrolment = *setup->enrolment,
                            .g = setup->g,
                            .expected = setup->first};
  if (setup->years < 1 || setup->years > SL_PLAN_YEARS_MAX) {
    return sl_fail(error, SL_ERR_ARGUMENT, "%u plan years; allowed: 1 to %d", setup->years,
                   SL_PLAN_YEARS_MAX);
  }
  renewal->year = calloc(setup->years, sizeof *renewal->year);
  int code = renewal->year != NULL ? SL_OK : SL_ERR_MEMORY;
  for (unsigned k = 0; k < setup->years && code == SL_OK; k++) {
    sl_renewal_year_t *year = &renewal->year[k];
    const double before = setup->contracts[0];
    const double ratio = before > 0.0 ? setup->contracts[k] / before : 1.0;
    renewal->years = k + 1;
    year->contracts = setup->contracts[k];
    year->expected = setup->expected[k];
    code = sl_renewal_arrangement(setup->arrangement, setup->n_services, k, setup->g, ratio,
                                  &year->arrangement);
  }
  return code == SL_OK ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for the plan years");
}

void sl_renewal_free(sl_renewal_t *renewal)
{
  for (unsigned k = 0; k < renewal->years; k++) {
    sl_arrangement_free(&renewal->year[k].arrangement);
  }
  free(renewal->year);
  *renewal = (sl_renewal_t){0};
}

size_t sl_renewal_in_force(const sl_then_t *then, size_t own, unsigned year)
{
  return then->year > 0 && year + 1 >= then->year ? then->arrangement : own;
}

double sl_renewal_leaving(const sl_then_t *then, unsigned year, const sl_trial_cost_t *cost)
{
  const bool last = then->year > 0 && year + 2 == then->year;
  /* Where nobody tells the run-out there is neither fee nor option. */
  return last && !isnan(cost->run_out) ? cost->terminal_liability - cost->run_out : 0.0;
}
