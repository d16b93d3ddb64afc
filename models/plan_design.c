#include "models/plan_design.h"

#include "models/amounts.h"

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

static inline double member_cost(const sl_benefit_t *benefit, double allowed, double copays,
                                 sl_family_limits_t *family)
{
  const double deductible =
      sl_smaller(allowed, sl_smaller(benefit->deductible.person, family->deductible));
  const double shared = copays + deductible + benefit->coinsurance * (allowed - deductible);
  const double member =
      sl_smaller(shared, sl_smaller(benefit->out_of_pocket_max.person, family->out_of_pocket));
  family->deductible -= deductible;
  family->out_of_pocket -= member;
  return member;
}

double sl_plan_member_cost(const sl_plan_t *plan, double allowed, double copays,
                           sl_family_limits_t *family)
{
  return member_cost(&plan->benefit[0], allowed, copays, family);
}

void sl_plan_member_cost_batch(const sl_plan_t *plan, size_t n, const double *allowed,
                               const double *copays, sl_family_limits_t *family,
                               double *member_paid)
{
  for (size_t t = 0; t < n; t++) {
    member_paid[t] = member_cost(&plan->benefit[0], allowed[t], copays[t], &family[t]);
  }
}
