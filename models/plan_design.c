#include "models/plan_design.h"

#include "models/amounts.h"

#include <stdlib.h>

void sl_plan_free(sl_plan_t *plan)
{
  free(plan->name);
  free(plan->copay);
}

sl_family_limits_t sl_plan_family_limits(const sl_plan_t *plan)
{
  return (sl_family_limits_t){.deductible = plan->deductible.family,
                              .out_of_pocket = plan->out_of_pocket_max.family};
}

static inline double member_cost(const sl_plan_t *plan, double allowed, double copays,
                                 sl_family_limits_t *family)
{
  const double deductible =
      sl_smaller(allowed, sl_smaller(plan->deductible.person, family->deductible));
  const double shared = copays + deductible + plan->coinsurance * (allowed - deductible);
  const double member =
      sl_smaller(shared, sl_smaller(plan->out_of_pocket_max.person, family->out_of_pocket));
  family->deductible -= deductible;
  family->out_of_pocket -= member;
  return member;
}

double sl_plan_member_cost(const sl_plan_t *plan, double allowed, double copays,
                           sl_family_limits_t *family)
{
  return member_cost(plan, allowed, copays, family);
}

void sl_plan_member_cost_batch(const sl_plan_t *plan, size_t n, const double *allowed,
                               const double *copays, sl_family_limits_t *family,
                               double *member_paid)
{
  for (size_t t = 0; t < n; t++) {
    member_paid[t] = member_cost(plan, allowed[t], copays[t], &family[t]);
  }
}
