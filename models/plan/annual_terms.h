/* The plan design by annual totals of one person and trial: what the plain form of plan_design.h
 * and its kernel share, so that both have the same bits. */
#ifndef SL_MODELS_PLAN_ANNUAL_TERMS_H
#define SL_MODELS_PLAN_ANNUAL_TERMS_H

#include "models/core/amounts.h"
#include "models/plan/design.h"

static inline double sl_annual_member_cost(const sl_benefit_t *benefit, double allowed,
                                           double copays)
{
  const sl_limit_t *first = &benefit->deductible, *most = &benefit->out_of_pocket_max;
  const double deductible = sl_smaller(allowed, sl_smaller(first->person, first->family));
  const double shared = copays + deductible + benefit->coinsurance * (allowed - deductible);
  return sl_smaller(shared, sl_smaller(most->person, most->family));
}

/* Sums of copays and of allowed amounts round apart: a plan never pays less than nothing. */
static inline double sl_annual_plan_paid(double allowed, double member_paid)
{
  return sl_larger(0.0, allowed - member_paid);
}

#endif
