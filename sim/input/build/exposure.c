#include "sim/input/build/exposure.h"

#include "models/claims/service.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>

sl_enrolled_days_t sl_person_days(const sl_calendar_t *calendar, const sl_person_t *person,
                                  int year)
{
  int first, last;
  sl_calendar_year(calendar, year, &first, &last);
  if (person->dated) {
    return (sl_enrolled_days_t){person->first_day > first ? person->first_day : first,
                                person->last_day < last ? person->last_day : last};
  }
  if (person->months < calendar->months) {
    const int months = (int)lround(person->months);
    last = sl_calendar_month_start(calendar, sl_calendar_year_start(year) + months) - 1;
  }
  return (sl_enrolled_days_t){first, last};
}

sl_enrolled_t sl_person_enrolled(const sl_calendar_t *calendar, const sl_person_t *person, int year)
{
  const sl_enrolled_days_t days = sl_person_days(calendar, person, year);
  return sl_enrolled_on(calendar, year, days.first, days.last);
}

const sl_enrolled_t *sl_enrolling(sl_enrolling_t *enrolling, const sl_calendar_t *calendar,
                                  const sl_person_t *person, int year)
{
  const sl_enrolled_days_t days = sl_person_days(calendar, person, year);
  if (days.first != enrolling->days.first || days.last != enrolling->days.last) {
    enrolling->days = days;
    enrolling->enrolled = sl_enrolled_on(calendar, year, days.first, days.last);
  }
  return &enrolling->enrolled;
}

bool sl_service_applies(const sl_service_t *service, const sl_person_t *person)
{
  if (service->only_row != 0) {
    return service->only_row == person->row;
  }
  if (!person->base_claims) {
    return false;
  }
  const bool is_employee = person->relationship == SL_EMPLOYEE;
  return service->members == SL_MEMBERS_ALL ||
         (service->members == SL_MEMBERS_EMPLOYEES) == is_employee;
}

static double age_factor_of(const sl_age_curve_t *curve, sl_sex_t sex, unsigned age)
{
  return curve != NULL ? curve->factor[sex][age < SL_AGES ? age : SL_AGES - 1] : 1.0;
}

double sl_exposure(const sl_scenario_t *scenario, const sl_person_t *person,
                   const sl_service_t *service, const sl_enrolled_t *enrolled)
{
  if (sl_frequency_mean(&service->frequency) <= 0.0 || !sl_service_applies(service, person)) {
    return 0.0;
  }
  const double age_factor = age_factor_of(service->age_curve, person->sex, person->age);
  const sl_share_t share = sl_share_of_year(enrolled, service->seasonal ? service->season : NULL);
  if (service->certain) {
    return share.part > 0.0 ? 1.0 : 0.0;
  }
  return person->risk_score * age_factor * share.part / share.whole *
         scenario->claims->risk_factor * service->frequency_factor;
}

double sl_condition_incidence(const sl_condition_t *condition, sl_sex_t sex, unsigned age)
{
  return condition->incidence * age_factor_of(condition->age_curve, sex, age) *
         condition->frequency_factor;
}

double sl_condition_multiplier(const sl_scenario_t *scenario, const sl_person_t *person,
                               const sl_enrolled_t *enrolled)
{
  if (!person->base_claims) {
    return 0.0;
  }
  const sl_share_t share = sl_share_of_year(enrolled, NULL);
  return person->risk_score * share.part / share.whole * scenario->claims->risk_factor;
}

double sl_condition_chance(const sl_scenario_t *scenario, const sl_condition_t *condition,
                           const sl_person_t *person, const sl_enrolled_t *enrolled)
{
  return sl_condition_incidence(condition, person->sex, person->age) *
         sl_condition_multiplier(scenario, person, enrolled);
}
