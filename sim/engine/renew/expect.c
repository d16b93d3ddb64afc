#include "sim/engine/renew/expect.h"

#include "models/core/amounts.h"
#include "sim/engine/trials/trial_claims.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Sums over the trials under one cover. */
typedef struct sums {
  double excess;     /* of persons, before an aggregating deductible */
  double reimbursed; /* after it */
  double eligible, plan_paid, paid_claims, claims;
} sums_t;

struct sl_years_expect {
  const sl_years_plan_t *plan;
  const sl_model_t *model;
  size_t n;   /* arrangements of the model */
  sums_t *of; /* [n] */
  double trials;
};

int sl_years_expect_new(const sl_years_plan_t *plan, const sl_model_t *model,
                        sl_years_expect_t **expect, sl_error_t *error)
{
  sl_years_expect_t *made = *expect = calloc(1, sizeof *made);
  const size_t n = sl_plan_priced(plan, plan->years, 0, SL_PRICED_FULL);
  if (made != NULL) {
    *made = (sl_years_expect_t){.plan = plan, .model = model, .n = n};
    made->of = calloc(n + 1, sizeof *made->of);
  }
  if (made == NULL || made->of == NULL) {
    sl_years_expect_free(made);
    *expect = NULL;
    return sl_fail(error, SL_ERR_MEMORY, "no memory for what renewals expect");
  }
  return SL_OK;
}

void sl_years_expect_free(sl_years_expect_t *expect)
{
  if (expect != NULL) {
    free(expect->of);
    free(expect);
  }
}

/* Of a plan year k the claims are (1 + g)^k times as large, the aggregating deductible is not. */
static double reimbursed(const sl_arrangement_t *arrangement, double excess, double growth)
{
  return arrangement->has_specific
             ? sl_larger(0.0, growth * excess - arrangement->specific.aggregating_deductible)
             : 0.0;
}

/* The plan year, and the amounts over those of year 0, of the i-th of `priced`. */
static double growth_of(const sl_years_plan_t *plan, size_t i)
{
  const sl_years_priced_t what = (sl_years_priced_t)(i % SL_N_PRICED);
  const unsigned k = (unsigned)(i / SL_N_PRICED / plan->n_lines);
  const unsigned later = k + 1 < plan->years ? k + 1 : k;
  const bool basis = what == SL_PRICED_OLD_BASIS || what == SL_PRICED_NEW_BASIS;
  return basis ? 1.0 : sl_renewal_power(1.0 + plan->g, what == SL_PRICED_NEXT ? later : k);
}

void sl_years_expect_take(sl_years_expect_t *expect, bool begins, size_t n_trials,
                          const sl_unit_sums_t *sums)
{
  const sl_years_plan_t *plan = expect->plan;
  if (begins) {
    memset(expect->of, 0, expect->n * sizeof *expect->of);
    expect->trials = 0.0;
  }
  for (size_t i = 0; i < expect->n; i++) {
    const sl_arrangement_t *arrangement =
        i < plan->n_lines ? &plan->line[i].first : &plan->priced[i - plan->n_lines];
    const double growth = i < plan->n_lines ? 1.0 : growth_of(plan, i - plan->n_lines);
    sums_t *of = &expect->of[i];
    for (size_t t = 0; t < n_trials; t++) {
      sl_trial_paths_t paths;
      const sl_trial_claims_t claims =
          sl_trial_claims_of(sums, expect->model->cover_of[i], t, &paths);
      of->excess += growth * claims.excess;
      of->reimbursed += reimbursed(arrangement, claims.excess, growth);
      of->eligible += growth * claims.eligible;
      of->plan_paid += claims.plan_paid;
      of->paid_claims += claims.plan_paid - claims.insured;
      of->claims += claims.claims;
    }
  }
  expect->trials += (double)n_trials;
}

static const sums_t *sums_of(const sl_years_expect_t *expect, unsigned k, size_t line,
                             sl_years_priced_t what)
{
  return &expect->of[sl_plan_priced(expect->plan, k, line, what)];
}

/* whole: all plan paid of the same months. */
static sl_renewal_amounts_t amounts_of(const sl_years_expect_t *expect, unsigned k, size_t line,
                                       sl_years_priced_t what, sl_years_priced_t whole)
{
  const sums_t *of = sums_of(expect, k, line, what), *all = sums_of(expect, k, line, whole);
  const double n = expect->trials;
  return (sl_renewal_amounts_t){.insured = of->eligible / n,
                                .specific = of->reimbursed / n,
                                .eligible = of->eligible / n,
                                .retained = (all->eligible - of->reimbursed) / n};
}

static sl_renewal_expected_t expected_of(const sl_years_expect_t *expect, unsigned k, size_t line)
{
  const sums_t *full = sums_of(expect, k, line, SL_PRICED_FULL);
  const sums_t *next = sums_of(expect, k, line, SL_PRICED_NEXT);
  const sums_t *old = sums_of(expect, k, line, SL_PRICED_OLD_BASIS);
  const sums_t *new = sums_of(expect, k, line, SL_PRICED_NEW_BASIS);
  return (sl_renewal_expected_t){
      .seen = amounts_of(expect, k, line, SL_PRICED_SEEN, SL_PRICED_WHOLE_SEEN),
      .full = amounts_of(expect, k, line, SL_PRICED_FULL, SL_PRICED_WHOLE),
      .specific_trend = sl_renewal_leveraged(full->excess, next->excess, expect->plan->g),
      .specific_basis = sl_renewal_basis_factor(new->reimbursed, old->reimbursed),
      .aggregate_basis = sl_renewal_basis_factor(new->eligible, old->eligible)};
}

int sl_years_expect_renewal(const sl_years_expect_t *expect, size_t line, const sl_price_t *price,
                            const sl_enrolment_t *enrolment, sl_renewal_t *renewal,
                            sl_error_t *error)
{
  const sl_years_plan_t *plan = expect->plan;
  const sl_arrangement_t *first = &plan->line[line].first;
  const sums_t *own = &expect->of[line], *full = sums_of(expect, 0, line, SL_PRICED_FULL);
  const double n = expect->trials;
  const bool pooled = !first->kind->retains_claims && first->renewal.given &&
                      isfinite(first->renewal.pooling_point);
  sl_renewal_expected_t expected[SL_PLAN_YEARS_MAX];
  for (unsigned k = 0; k < plan->years; k++) {
    expected[k] = expected_of(expect, k, line);
  }
  const sl_renewal_setup_t setup = {
      .arrangement = first,
      .n_services = plan->scenario->claims->n_services,
      .price = price,
      .enrolment = enrolment,
      .g = plan->g,
      .years = plan->years,
      .contracts = plan->contracts,
      .expected = expected,
      .first = {.pooled = pooled ? (own->plan_paid - full->eligible) / n : 0.0,
                .eligible = own->eligible / n,
                .paid_claims = own->paid_claims / n,
                .claims = own->claims / n}};
  return sl_renewal_new(&setup, renewal, error);
}
