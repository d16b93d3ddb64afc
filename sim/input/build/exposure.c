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

double sl_exposure(const sl_scenario_t *scenario, const sl_person_t *person,
                   const sl_service_t *service, const sl_enrolled_t *enrolled)
{
  if (!sl_service_applies(service, person)) {
    return 0.0;
  }
  const unsigned age = person->age < SL_AGES ? person->age : SL_AGES - 1;
  const double age_factor =
      service->age_curve != NULL ? service->age_curve->factor[person->sex][age] : 1.0;
  const sl_share_t share = sl_share_of_year(enrolled, service->seasonal ? service->season : NULL);
  return person->risk_score * age_factor * share.part / share.whole *
         scenario->claims->risk_factor * service->frequency_factor;
}
