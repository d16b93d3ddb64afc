#include "tests/support/renewal_world.h"

#include "models/funding/pricing.h"
#include "tests/support/harness.h"

static char name[] = "by hand";

sl_enrolment_t sl_world_employees(double n)
{
  return (sl_enrolment_t){.employees = n,
                          .members = n,
                          .employee_months = 12.0 * n,
                          .member_months = 12.0 * n,
                          .tier_months = {[SL_TIER_EMPLOYEE] = 12.0 * n},
                          .tier_first_month = {[SL_TIER_EMPLOYEE] = n},
                          .payroll = 60000.0 * n,
                          .age_rated_units = 18.0 * n,
                          .hsa_contributions = 100.0 * n,
                          .plan_months = 12.0};
}

sl_renewal_terms_t sl_world_terms(void)
{
  sl_renewal_terms_t terms = sl_renewal_terms_default();
  terms.given = true;
  terms.full = 40.0;
  terms.trend = 0.08;
  return terms;
}

sl_world_t sl_world(const char *kind)
{
  sl_world_t world = {
      .arrangement = {.name = name,
                      .kind = sl_arrangement_kind(kind),
                      .specific = {.deductible = 60000.0,
                                   .coinsurance = 1.0,
                                   .maximum = INFINITY,
                                   .run_in_maximum = INFINITY},
                      .aggregate = {.kind = SL_ATTACHMENT_AMOUNT, .maximum = INFINITY},
                      .budget = {SL_BUDGET_AMOUNT, 200000.0},
                      .renewal = sl_renewal_terms_default()},
      .g = 0.05,
  };
  for (int k = 0; k < SL_WORLD_YEARS; k++) {
    world.enrolment[k] = sl_world_employees(10.0);
    world.enrolment[k].hsa_contributions = 0.0;
    world.expected[k] = (sl_renewal_expected_t){
        .specific_trend = 0.05, .specific_basis = 1.0, .aggregate_basis = 1.0};
    world.seen[k].relativity = 1.0;
  }
  return world;
}

void sl_world_run(sl_world_t *world, const sl_trial_claims_t *trials)
{
  double contracts[SL_WORLD_YEARS];
  for (int k = 0; k < SL_WORLD_YEARS; k++) {
    contracts[k] = world->enrolment[k].employee_months / 12.0;
  }
  CU_ASSERT_EQUAL_FATAL(sl_arrangement_price(&world->arrangement, &world->enrolment[0], trials,
                                             trials != NULL ? 2 : 0, &world->price[0], NULL),
                        SL_OK);
  const sl_renewal_setup_t setup = {.arrangement = &world->arrangement,
                                    .price = &world->price[0],
                                    .enrolment = &world->enrolment[0],
                                    .g = world->g,
                                    .years = SL_WORLD_YEARS,
                                    .contracts = contracts,
                                    .expected = world->expected,
                                    .first = world->first};
  CU_ASSERT_EQUAL_FATAL(sl_renewal_new(&setup, &world->renewal, NULL), SL_OK);
  world->state[0] = sl_renewal_begin(&world->renewal);
  for (int k = 0; k < SL_WORLD_YEARS; k++) {
    sl_renewal_price(&world->renewal, &world->state[k], &world->enrolment[k], &world->price[k]);
    if (k + 1 < SL_WORLD_YEARS) {
      sl_renewal_step(&world->renewal, &world->state[k], &world->price[k], &world->enrolment[k],
                      &world->seen[k], &world->enrolment[k + 1], &world->state[k + 1]);
    }
  }
}

void sl_world_free(sl_world_t *world) { sl_renewal_free(&world->renewal); }
