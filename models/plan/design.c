#include "models/plan/design.h"

#include "models/plan/annual_terms.h"

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

bool sl_limit_family_binds(const sl_limit_t *limit, size_t persons)
{
  return persons > 1 && limit->family < limit->person * (double)persons;
}

bool sl_plan_looks_at_company(const sl_plan_t *plan)
{
  bool looks = false;
  for (size_t b = 0; b < plan->n_benefits; b++) {
    looks = looks || plan->benefit[b].deductible.not_embedded ||
            plan->benefit[b].out_of_pocket_max.not_embedded;
  }
  return looks;
}

bool sl_plan_tells_by_total(const sl_plan_t *plan, size_t persons)
{
  const sl_benefit_t *own = &plan->benefit[0];
  return sl_plan_is_annual(plan) && !sl_limit_family_binds(&own->deductible, persons) &&
         !sl_limit_family_binds(&own->out_of_pocket_max, persons);
}

double sl_plan_member_cost(const sl_plan_t *plan, double allowed, double copays)
{
  return sl_annual_member_cost(&plan->benefit[0], allowed, copays);
}
