#include "models/annual_terms.h"
#include "models/simd/kernel.h"

#include <stdbool.h>

/* restrict: no trial's result is another's input, so several may be worked out at a time. What is
 * not there is NULL and never looked at, since the last two are known when this is compiled. */
static inline void adjudicate(const sl_benefit_t own, size_t n, const double *restrict allowed,
                              const double *restrict shared, const double *restrict copays,
                              double *restrict family_deductible,
                              double *restrict family_out_of_pocket, double *restrict plan_paid,
                              double *restrict group_allowed, double *restrict group_member_paid,
                              double *restrict largest, bool has_copays, bool has_family_limits)
{
  for (size_t t = 0; t < n; t++) {
    const double left = has_family_limits ? family_deductible[t] : own.deductible.family;
    const double most = has_family_limits ? family_out_of_pocket[t] : own.out_of_pocket_max.family;
    const double deductible = sl_annual_deductible(&own, shared[t], left);
    const double member =
        sl_annual_member_cost(&own, shared[t], has_copays ? copays[t] : 0.0, deductible, most);
    const double paid = sl_annual_plan_paid(allowed[t], member);
    if (has_family_limits) {
      family_deductible[t] = left - deductible;
      family_out_of_pocket[t] = most - member;
    }
    plan_paid[t] = paid;
    group_allowed[t] += allowed[t];
    group_member_paid[t] += member;
    largest[t] = sl_larger(paid, largest[t]);
  }
}

static inline void adjudicate_year(const sl_benefit_t *benefit, size_t n, const sl_annual_year_t *y,
                                   bool has_copays, bool has_family_limits)
{
  adjudicate(*benefit, n, y->allowed, y->shared, y->copays, y->family_deductible,
             y->family_out_of_pocket, y->plan_paid, y->group_allowed, y->group_member_paid,
             y->largest, has_copays, has_family_limits);
}

void SL_KERNEL(sl_plan_annual_batch)(const sl_benefit_t *benefit, size_t n,
                                     const sl_annual_year_t *year)
{
  const bool has_family_limits = year->family_deductible != NULL;
  if (year->copays != NULL) {
    if (has_family_limits) {
      adjudicate_year(benefit, n, year, true, true);
    } else {
      adjudicate_year(benefit, n, year, true, false);
    }
  } else if (has_family_limits) {
    adjudicate_year(benefit, n, year, false, true);
  } else {
    adjudicate_year(benefit, n, year, false, false);
  }
}
