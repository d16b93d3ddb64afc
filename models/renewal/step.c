/* From one plan year of a trial to the next. */
#include "models/renewal/internal.h"
#include "models/renewal/renewal.h"

#include <math.h>

/* One renewal: year k, its prices, and what was seen. */
typedef struct renewing {
  const sl_renewal_t *renewal;
  const sl_renewal_state_t *state;
  const sl_price_t *price;
  const sl_enrolment_t *enrolment;
  const sl_renewal_seen_t *seen;
  const sl_renewal_expected_t *expected;
  const sl_renewal_terms_t *terms;
  double credibility;
} renewing_t;

/* The loss ratio that a premium is renewed by. */
static double loss_ratio_of(const renewing_t *r, const sl_premium_t *premium)
{
  const bool own = isnan(r->terms->loss_ratio) && premium->kind == SL_PREMIUM_LOSS_RATIO;
  return own ? premium->loss_ratio : r->terms->loss_ratio;
}

static double change_of_insured(const renewing_t *r)
{
  const sl_renewal_t *renewal = r->renewal;
  const sl_premium_t *premium = &renewal->first->premium;
  const unsigned year = r->state->year;
  const double grown = 1.0 + sl_renewal_trend(renewal);
  if (renewal->first->kind->retains_claims || !r->terms->given) {
    return grown; /* what claims it pays is not the group's claims, or nobody looks at them */
  }
  const double relativity = premium->kind == SL_PREMIUM_AGE_RATED ? 1.0 : r->seen->relativity;
  const double pooled = renewal->expected.pooled * sl_renewal_power(grown, year) *
                        sl_renewal_contracts_ratio(renewal, 0, year);
  const double developed = sl_renewal_developed(r->seen->seen.insured, r->expected->seen.insured,
                                                r->expected->full.insured) +
                           pooled;
  const double ratio =
      sl_renewal_ratio(developed, r->price->insured_premium.value * loss_ratio_of(r, premium));
  return sl_renewal_change(grown * relativity, r->credibility, ratio, r->terms->cap,
                           r->terms->floor);
}

static double change_of_specific(const renewing_t *r)
{
  const sl_arrangement_t *first = r->renewal->first;
  const double premium = r->price->specific_premium.value / (1.0 + first->specific_load);
  const double t = r->terms->given ? r->expected->specific_trend : r->renewal->g;
  const double developed = sl_renewal_developed(r->seen->seen.specific, r->expected->seen.specific,
                                                r->expected->full.specific);
  const double ratio =
      sl_renewal_ratio(developed, premium * loss_ratio_of(r, &first->specific_premium));
  return sl_renewal_change(1.0 + t, r->credibility, ratio, r->terms->rate_cap, r->terms->floor) *
         r->expected->specific_basis;
}

static double change_of_attachment(const renewing_t *r)
{
  const sl_renewal_t *renewal = r->renewal;
  const sl_renewal_state_t first = {.attachment = 1.0};
  const double now = sl_renewal_attachment(renewal, r->state, r->enrolment, false);
  const double then = sl_renewal_attachment(renewal, &first, &renewal->enrolment, false);
  const double eligible = then > 0.0 ? renewal->expected.eligible * (now / then) : 0.0;
  const double developed = sl_renewal_developed(r->seen->seen.eligible, r->expected->seen.eligible,
                                                r->expected->full.eligible);
  return sl_renewal_change(1.0 + sl_renewal_trend(renewal), r->credibility,
                           sl_renewal_ratio(developed, eligible), r->terms->cap, r->terms->floor) *
         r->expected->aggregate_basis;
}

/* The budget of the year after, whose prices are known by now. */
static void renew_budget(const renewing_t *r, const sl_enrolment_t *next, sl_renewal_state_t *after)
{
  const sl_renewal_t *renewal = r->renewal;
  const double growth =
      (1.0 + renewal->g) * sl_renewal_contracts_ratio(renewal, r->state->year, after->year);
  after->budget = r->state->budget * growth;
  if (!renewal->first->budget_by_experience) {
    return;
  }
  sl_price_t price;
  sl_renewal_price(renewal, after, next, &price);
  const double seen = sl_renewal_developed(r->seen->seen.retained, r->expected->seen.retained,
                                           r->expected->full.retained);
  const double budgeted = r->state->budgeted_retained;
  const double news = isnan(seen) ? budgeted : seen;
  after->budgeted_retained = (r->credibility * news + (1.0 - r->credibility) * budgeted) * growth;
  after->budget =
      sl_renewal_fixed_costs(renewal, after->year, next, &price) + after->budgeted_retained;
}

/* The rate that an employer looks at: the specific's, or where an insurer bears the claims its own.
 */
static double rate_change(const sl_arrangement_t *arrangement, double insured, double specific)
{
  if (arrangement->has_specific && arrangement->specific_premium.kind != SL_PREMIUM_NONE) {
    return specific - 1.0;
  }
  return arrangement->premium.kind != SL_PREMIUM_NONE ? insured - 1.0 : 0.0;
}

sl_renewal_state_t sl_renewal_begin(const sl_renewal_t *renewal)
{
  const double budget = renewal->price.budget.value;
  sl_renewal_state_t state = {.insured = 1.0,
                              .specific = 1.0,
                              .aggregate = 1.0,
                              .attachment = 1.0,
                              .budget = budget,
                              .opening_reserve = renewal->first->refund.opening_reserve};
  if (renewal->first->budget_by_experience) {
    state.budgeted_retained =
        budget - sl_renewal_fixed_costs(renewal, 0, &renewal->enrolment, &renewal->price);
  }
  return state;
}

void sl_renewal_step(const sl_renewal_t *renewal, const sl_renewal_state_t *state,
                     const sl_price_t *price, const sl_enrolment_t *enrolment,
                     const sl_renewal_seen_t *seen, const sl_enrolment_t *next,
                     sl_renewal_state_t *after)
{
  const sl_arrangement_t *first = renewal->first;
  const renewing_t r = {.renewal = renewal,
                        .state = state,
                        .price = price,
                        .enrolment = enrolment,
                        .seen = seen,
                        .expected = &renewal->year[state->year].expected,
                        .terms = &renewal->terms,
                        .credibility =
                            sl_renewal_credibility(sl_life_years(enrolment), renewal->terms.full)};
  const double insured = change_of_insured(&r);
  const double specific = first->has_specific ? change_of_specific(&r) : 1.0;
  const double attachment = first->has_aggregate ? change_of_attachment(&r) : 1.0;
  *after = (sl_renewal_state_t){
      .year = state->year + 1,
      .insured = state->insured * insured,
      .specific = state->specific * specific,
      .aggregate = state->aggregate * (1.0 + sl_renewal_trend(renewal)) *
                   (first->has_aggregate ? r.expected->aggregate_basis : 1.0),
      .attachment = state->attachment * attachment,
      .rate_change = rate_change(first, insured, specific),
      .opening_reserve = seen->fund_balance,
  };
  renew_budget(&r, next, after);
}
