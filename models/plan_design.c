#include "models/plan_design.h"

#include "models/annual_terms.h"

#include <math.h>
#include <stdlib.h>

void sl_plan_free(sl_plan_t *plan)
{
  for (size_t i = 0; i < plan->n_benefits; i++) {
    free(plan->benefit[i].name);
  }
  free(plan->name);
  free(plan->rule);
}

sl_benefit_t sl_benefit_default(void)
{
  return (sl_benefit_t){.deductible = {.family = INFINITY},
                        .out_of_pocket_max = {.person = INFINITY, .family = INFINITY},
                        .maximum = INFINITY};
}

sl_service_rule_t sl_service_rule_default(void)
{
  return (sl_service_rule_t){
      .copay = NAN, .coinsurance = NAN, .visits = INFINITY, .maximum = INFINITY};
}

static bool rule_is_annual(const sl_service_rule_t *rule)
{
  return rule->benefit == 0 && isnan(rule->coinsurance) && !rule->deductible_waived &&
         !rule->not_covered && isinf(rule->visits) && isinf(rule->maximum) &&
         rule->waiting_months == 0;
}

bool sl_plan_is_annual(const sl_plan_t *plan)
{
  const sl_benefit_t *own = &plan->benefit[0];
  bool annual = plan->n_benefits == 1 && isinf(own->maximum) && !own->deductible.not_embedded &&
                !own->out_of_pocket_max.not_embedded && plan->out_of_network == 0.0;
  for (size_t s = 0; annual && s < plan->n_rules; s++) {
    annual = rule_is_annual(&plan->rule[s]);
  }
  return annual;
}

sl_family_limits_t sl_plan_family_limits(const sl_plan_t *plan)
{
  return (sl_family_limits_t){.deductible = plan->benefit[0].deductible.family,
                              .out_of_pocket = plan->benefit[0].out_of_pocket_max.family};
}

bool sl_plan_has_family_limits(const sl_plan_t *plan)
{
  const sl_family_limits_t limits = sl_plan_family_limits(plan);
  return isfinite(limits.deductible) || isfinite(limits.out_of_pocket);
}

double sl_plan_member_cost(const sl_plan_t *plan, double allowed, double copays,
                           sl_family_limits_t *family)
{
  const sl_benefit_t *benefit = &plan->benefit[0];
  const double deductible = sl_annual_deductible(benefit, allowed, family->deductible);
  const double member =
      sl_annual_member_cost(benefit, allowed, copays, deductible, family->out_of_pocket);
  family->deductible -= deductible;
  family->out_of_pocket -= member;
  return member;
}
