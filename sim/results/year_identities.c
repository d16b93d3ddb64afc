#include "sim/results/year_identities.h"

#include "models/funding/arrangement.h"

#include <math.h>
#include <stdbool.h>

#define ROUNDING 1e-9

/* Of one trial under one arrangement in one plan year. All are written so that a NaN breaks them.
 */
typedef struct year {
  double value[SL_N_YEAR_VARIABLES];
  double before, cumulative_before; /* reserve and cumulative cost of the plan year before */
  double factor;                    /* (1 + discount)^-k */
  double tiny;
} year_t;

static bool is_conserved(const year_t *y)
{
  const double in =
      y->before + y->value[SL_YEAR_BUDGET] + y->value[SL_YEAR_CALL] + y->value[SL_YEAR_INTEREST];
  return fabs(in - y->value[SL_YEAR_COST] - y->value[SL_YEAR_RESERVE]) <= y->tiny;
}

static bool is_added_up(const year_t *y)
{
  const double sum = y->cumulative_before + y->value[SL_YEAR_COST] * y->factor;
  return fabs(y->value[SL_YEAR_CUMULATIVE] - sum) <= y->tiny + ROUNDING * fabs(sum);
}

static bool is_deficit(const year_t *y)
{
  const double above = y->value[SL_YEAR_COST] - y->value[SL_YEAR_BUDGET];
  const bool none = y->value[SL_YEAR_DEFICIT] == 0.0;
  return fabs(y->value[SL_YEAR_DEFICIT] - fmax(0.0, above)) <=
         y->tiny + (none ? SL_DEFICIT_TOLERANCE : 0.0);
}

static bool is_possible(const year_t *y)
{
  static const sl_year_variable_t never_below_zero[] = {
      SL_YEAR_CALL,     SL_YEAR_RESERVE,   SL_YEAR_LASERS, SL_YEAR_CONTRACTS,
      SL_YEAR_SPECIFIC, SL_YEAR_AGGREGATE, SL_YEAR_DEFICIT};
  bool good = !(y->value[SL_YEAR_CALL] > 0.0 && y->value[SL_YEAR_RESERVE] > y->tiny);
  for (size_t i = 0; i < sizeof never_below_zero / sizeof never_below_zero[0]; i++) {
    good = good && y->value[never_below_zero[i]] >= 0.0;
  }
  return good;
}

static bool is_of_the_run(const sl_block_t *block, size_t t, size_t a, const sl_run_facts_t *facts)
{
  const sl_years_block_t *years = block->years;
  const size_t at = sl_years_block_at(years, a, 0, t);
  const double cost = block->cost[SL_COST_COST][t * block->n_arrangements + a];
  const double budget = facts->arrangements[a].price.budget.value;
  const bool leaves = facts->arrangements[a].ahead.then_year == 2.0;
  return fabs(years->by_year[SL_YEAR_BUDGET][at] - budget) <= ROUNDING * fabs(budget) &&
         (leaves ||
          years->by_year[SL_YEAR_COST][at] - cost <= ROUNDING * (fabs(cost) + fabs(budget)));
}

static const char *broken_in(const year_t *year)
{
  return !is_conserved(year)  ? "reserve, budget, call and interest are not cost and next reserve"
         : !is_added_up(year) ? "cumulative_cost is not the discounted sum of cost"
         : !is_deficit(year)  ? "deficit is not that of cost and budget"
         : !is_possible(year) ? "an amount or a count of a plan year is below zero, or a call "
                                "leaves a reserve"
                              : NULL;
}

const char *sl_year_identity_broken(const sl_block_t *block, size_t t, size_t arrangement,
                                    const sl_run_facts_t *facts, size_t *year)
{
  const sl_years_block_t *years = block->years;
  year_t y = {.before = facts->arrangements[arrangement].ahead.opening_reserve, .factor = 1.0};
  const char *broken =
      is_of_the_run(block, t, arrangement, facts)
          ? NULL
          : "cost of the first plan year is above the trial's, or its budget another";
  *year = 0;
  for (size_t k = 0; broken == NULL && k < years->n_years; k++) {
    const size_t at = sl_years_block_at(years, arrangement, k, t);
    for (size_t v = 0; v < SL_N_YEAR_VARIABLES; v++) {
      y.value[v] = years->by_year[v][at];
    }
    y.tiny = ROUNDING * (fabs(y.before) + fabs(y.value[SL_YEAR_BUDGET]) +
                         fabs(y.value[SL_YEAR_COST]) + y.value[SL_YEAR_CALL]);
    broken = broken_in(&y);
    *year = k;
    y.before = y.value[SL_YEAR_RESERVE];
    y.cumulative_before = y.value[SL_YEAR_CUMULATIVE];
    y.factor /= 1.0 + facts->discount;
  }
  return broken;
}
