/* A real basis under a frailty without closed form: the exact figures beside the same scenario's
 * simulation, and how sharp they claim to be. */
#include "sim/input/scenario/scenario.h"
#include "tests/support/harness.h"
#include "tests/verify/exact_answers.h"
#include "tests/verify/measure.h"

#include <math.h>

#define FILE_OF_CASE "../../../bench/machine-shop-exact.yaml"
#define TRIALS 12000

static double value_of(const sl_exact_t *exact, sl_exact_variable_t variable)
{
  return exact->arrangements[0].figure[variable].value;
}

static double quantile_of(const sl_exact_t *exact, double level)
{
  for (size_t q = 0; q < SL_N_QUANTILES; q++) {
    if (sl_quantile_levels[q] == level) {
      return exact->arrangements[0].quantile[q].value;
    }
  }
  return NAN;
}

static void check_bounds(const sl_exact_t *exact)
{
  const sl_exact_variable_t amounts[] = {SL_EXACT_COST,     SL_EXACT_PLAN_PAID,
                                         SL_EXACT_SPECIFIC, SL_EXACT_AGGREGATE,
                                         SL_EXACT_DEFICIT,  SL_EXACT_DEFICIT_PROBABILITY};
  CU_ASSERT_FATAL(exact->is_known);
  for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++) {
    const sl_exact_figure_t *figure = &exact->arrangements[0].figure[amounts[i]];
    CU_ASSERT(figure->is_known && figure->bound < 1e-4 * figure->value);
  }
  CU_ASSERT(exact->arrangements[0].figure[SL_EXACT_COST].bound <
            1e-5 * value_of(exact, SL_EXACT_COST));
}

static void beside_simulation(void)
{
  sl_scenario_t *scenario = NULL;
  sl_exact_t *exact = sl_exact_of(FILE_OF_CASE, &scenario);
  CU_ASSERT_PTR_NOT_NULL_FATAL(exact);
  check_bounds(exact);
  const sl_quantity_t quantities[] = {
      {"E cost", SL_MEAN_OF, SL_COST(COST, 0), value_of(exact, SL_EXACT_COST)},
      {"sd cost", SL_DEVIATION_OF, SL_COST(COST, 0), value_of(exact, SL_EXACT_COST_DEVIATION)},
      {"E plan paid", SL_MEAN_OF, SL_TRIAL(PLAN_PAID), value_of(exact, SL_EXACT_PLAN_PAID)},
      {"E specific", SL_MEAN_OF, SL_COST(SPECIFIC_REIMBURSEMENT, 0),
       value_of(exact, SL_EXACT_SPECIFIC)},
      {"E aggregate", SL_MEAN_OF, SL_COST(AGGREGATE_REIMBURSEMENT, 0),
       value_of(exact, SL_EXACT_AGGREGATE)},
      {"P(largest > specific)", SL_SHARE_ABOVE, SL_TRIAL_AT(60000, LARGEST_CLAIMANT),
       value_of(exact, SL_EXACT_ANY_CLAIMANT)},
      {"P(deficit)", SL_SHARE_ABOVE, SL_COST_AT(0, DEFICIT, 0),
       value_of(exact, SL_EXACT_DEFICIT_PROBABILITY)},
      {"E deficit", SL_MEAN_OF, SL_COST(DEFICIT, 0), value_of(exact, SL_EXACT_DEFICIT)},
      {"median", SL_QUANTILE_OF, SL_COST_AT(0.5, COST, 0), quantile_of(exact, 0.5)},
      {"VaR 5%", SL_QUANTILE_OF, SL_COST_AT(0.05, COST, 0), quantile_of(exact, 0.05)},
      {"VaR 25%", SL_QUANTILE_OF, SL_COST_AT(0.25, COST, 0), quantile_of(exact, 0.25)},
      {"VaR 75%", SL_QUANTILE_OF, SL_COST_AT(0.75, COST, 0), quantile_of(exact, 0.75)}};
  const sl_verify_case_t verified = {"basis", FILE_OF_CASE, TRIALS, quantities,
                                     sizeof quantities / sizeof quantities[0]};
  sl_verify(&verified);
  sl_exact_free(exact);
  sl_scenario_free(scenario);
}

SL_SUITE(exact_mixed, "verify/exact_mixed", {"beside simulation", beside_simulation});
