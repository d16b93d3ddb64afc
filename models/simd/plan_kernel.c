#include "models/plan/annual_terms.h"
#include "models/simd/kernel.h"
#include "models/simd/vector.h"
#include "models/stoploss/excess.h"

#include <stdbool.h>

/* restrict: no trial's result is another's input, so several may be worked out at a time. Copays
 * that are not there are NULL and never looked at, since the last is known when this is compiled.
 */
static inline void adjudicate(const sl_benefit_t own, size_t n, const double *restrict allowed,
                              const double *restrict shared, const double *restrict copays,
                              double *restrict plan_paid, double *restrict group_allowed,
                              double *restrict group_member_paid, double *restrict largest,
                              bool has_copays)
{
  for (size_t t = 0; t < n; t++) {
    const double member = sl_annual_member_cost(&own, shared[t], has_copays ? copays[t] : 0.0);
    const double paid = sl_annual_plan_paid(allowed[t], member);
    plan_paid[t] = paid;
    group_allowed[t] += allowed[t];
    group_member_paid[t] += member;
    largest[t] = sl_larger(paid, largest[t]);
  }
}

static inline void adjudicate_year(const sl_benefit_t *benefit, size_t n, const sl_annual_year_t *y,
                                   bool has_copays)
{
  adjudicate(*benefit, n, y->allowed, y->shared, y->copays, y->plan_paid, y->group_allowed,
             y->group_member_paid, y->largest, has_copays);
}

static inline void add_claims(size_t n, const uint32_t *restrict claims,
                              double *restrict group_claims)
{
  for (size_t t = 0; t < n; t++) {
    group_claims[t] += claims[t];
  }
}

void SL_KERNEL(sl_plan_annual_batch)(const sl_benefit_t *benefit, size_t n,
                                     const sl_annual_year_t *year)
{
  if (year->copays != NULL) {
    adjudicate_year(benefit, n, year, true);
  } else {
    adjudicate_year(benefit, n, year, false);
  }
  if (year->claims != NULL) {
    add_claims(n, year->claims, year->group_claims);
  }
}

/* Whether some of SL_LANES is above. Few persons come near a deductible: where none does, adding 0
 * to each sum would take most of the time. */
static inline bool any_above(const double *paid, double bound)
{
  return sl_vmask_any(sl_vf64_lt(sl_vf64_set(bound), sl_vf64_load(paid)));
}

static inline void add_some_excess(const sl_specific_t own, size_t n,
                                   const double *restrict plan_paid, double deductible,
                                   double *restrict excess)
{
  for (size_t t = 0; t < n; t++) {
    excess[t] += sl_excess_over(&own, plan_paid[t], deductible);
  }
}

static inline void add_excess(const sl_specific_t own, size_t n, const double *plan_paid,
                              double deductible, double *excess)
{
  size_t t = 0;
  for (; t + SL_LANES <= n; t += SL_LANES) {
    if (any_above(plan_paid + t, deductible)) {
      add_some_excess(own, SL_LANES, plan_paid + t, deductible, excess + t);
    }
  }
  add_some_excess(own, n - t, plan_paid + t, deductible, excess + t);
}

static inline void add_eligible(double most, size_t n, const double *restrict plan_paid,
                                double *restrict eligible)
{
  for (size_t t = 0; t < n; t++) {
    eligible[t] += sl_smaller(plan_paid[t], most);
  }
}

static inline void count_some(size_t n, const double *restrict plan_paid, double deductible,
                              double *restrict half, double *restrict full)
{
  const double middle = 0.5 * deductible;
  for (size_t t = 0; t < n; t++) {
    half[t] += plan_paid[t] > middle ? 1.0 : 0.0;
    full[t] += plan_paid[t] > deductible ? 1.0 : 0.0;
  }
}

void SL_KERNEL(sl_claimants_batch)(size_t n, const double *restrict plan_paid, double deductible,
                                   double *restrict half, double *restrict full)
{
  size_t t = 0;
  for (; t + SL_LANES <= n; t += SL_LANES) {
    if (any_above(plan_paid + t, 0.5 * deductible)) {
      count_some(SL_LANES, plan_paid + t, deductible, half + t, full + t);
    }
  }
  count_some(n - t, plan_paid + t, deductible, half + t, full + t);
}

void SL_KERNEL(sl_specific_batch)(const sl_specific_t *specific, size_t n, const double *plan_paid,
                                  double deductible, bool excluded, double *excess,
                                  double *eligible)
{
  add_eligible(sl_eligible_most(specific), n, plan_paid, eligible);
  if (specific != NULL && !excluded) {
    add_excess(*specific, n, plan_paid, deductible, excess);
  }
}
