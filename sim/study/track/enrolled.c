/* Who is enrolled in a year in progress. */
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"
#include "sim/study/track/parts.h"

static double employees_in(const sl_enrolment_t *enrolment, size_t month)
{
  double sum = 0.0;
  for (int tier = 0; tier < SL_TIERS; tier++) {
    sum += enrolment->tier_by_month[tier][month];
  }
  return sum;
}

/* The tiers keep their shares of each month. */
static void scale_months(sl_enrolment_t *enrolment, const double *ratio, size_t plan_months)
{
  for (int tier = 0; tier < SL_TIERS; tier++) {
    double was = 0.0, is = 0.0;
    for (size_t m = 0; m < plan_months; m++) {
      was += enrolment->tier_by_month[tier][m];
      enrolment->tier_by_month[tier][m] *= ratio[m];
      is += enrolment->tier_by_month[tier][m];
    }
    enrolment->tier_months[tier] *= was > 0.0 ? is / was : 1.0;
    enrolment->tier_first_month[tier] *= ratio[0];
  }
}

static void scale_sums(sl_enrolment_t *enrolment, double ratio)
{
  double *const sums[] = {&enrolment->employees,        &enrolment->members,
                          &enrolment->employee_months,  &enrolment->member_months,
                          &enrolment->payroll,          &enrolment->age_rated_units,
                          &enrolment->hsa_contributions};
  for (size_t i = 0; i < sizeof sums / sizeof(sums[0]); i++) {
    *sums[i] *= ratio;
  }
}

void sl_track_enrol(const sl_scenario_t *scenario, const sl_track_terms_t *terms,
                    sl_track_enrolled_t *enrolled)
{
  const sl_enrolment_t *given = &scenario->group->enrolment;
  const size_t plan = scenario->months, known = terms->months < plan ? terms->months : plan;
  double ratio[SL_PLAN_MONTHS_MAX], last = 1.0, is = 0.0, was = 0.0, all = 0.0, all_was = 0.0;
  *enrolled = (sl_track_enrolled_t){.enrolment = *given, .so_far = 1.0, .later = 1.0};
  for (size_t m = 0; m < plan; m++) {
    const double employees = employees_in(given, m);
    if (terms->actual->has_enrolled && m < known && employees > 0.0) {
      last = terms->actual->enrolled[m] / employees;
    }
    ratio[m] = last;
    enrolled->differs = enrolled->differs || ratio[m] != 1.0;
    is += m < known ? employees * ratio[m] : 0.0;
    was += m < known ? employees : 0.0;
    all += employees * ratio[m];
    all_was += employees;
  }
  if (enrolled->differs) {
    scale_months(&enrolled->enrolment, ratio, plan);
    scale_sums(&enrolled->enrolment, all_was > 0.0 ? all / all_was : 1.0);
    enrolled->so_far = was > 0.0 ? is / was : 1.0;
    enrolled->later = known < plan ? last : enrolled->so_far;
  }
}
