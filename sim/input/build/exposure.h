/* A person's exposure to a service: what multiplies the service's expected number of claims; and
 * the chance of a condition.
 *
 *   exposure = risk score x age and sex factor x share of the year x risk_factor x wellness
 * the fixed part of the model's exposure, by plan year. Of a condition the same product times its
 * incidence, taken as (incidence x age and sex factor x wellness) x (the rest): the group factor
 * multiplies it and what comes to more than 1 counts as 1 (models/claims/condition.h). Source:
 * models/MODEL.md, "Claims"; the share of the year: models/group/share_of_year.h. Checked by
 * tests/verify/test_exposure.c and tests/unit/test_condition_chance.c.
 */
#ifndef SL_SIM_INPUT_BUILD_EXPOSURE_H
#define SL_SIM_INPUT_BUILD_EXPOSURE_H

#include "models/claims/condition.h"
#include "models/claims/service.h"
#include "models/group/share_of_year.h"
#include "sim/input/scenario/group.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

/* The days of one plan year on which a person is enrolled: relative, inclusive; none where last <
 * first. */
typedef struct sl_enrolled_days {
  int32_t first, last;
} sl_enrolled_days_t;

/* Of one plan year (0 = the plan year, -1 the one before it). By dates where the census gives some.
 * Else the first months of every plan year: of an earlier one as many as of this one, or all of it
 * for who is enrolled throughout a short plan year. */
sl_enrolled_days_t sl_person_days(const sl_calendar_t *calendar, const sl_person_t *person,
                                  int year);

/* How long that is. */
sl_enrolled_t sl_person_enrolled(const sl_calendar_t *calendar, const sl_person_t *person,
                                 int year);

/* The same for one person after the other: taken over from the one before who has the same days, as
 * nearly all have. Valid until the next call. */
typedef struct sl_enrolling {
  sl_enrolled_days_t days;
  sl_enrolled_t enrolled;
} sl_enrolling_t;
#define SL_ENROLLING_NOBODY                                                                        \
  {                                                                                                \
    .days = { 1, 0 }                                                                               \
  }
const sl_enrolled_t *sl_enrolling(sl_enrolling_t *enrolling, const sl_calendar_t *calendar,
                                  const sl_person_t *person, int year);

/* Whether the service is one that this person may claim. */
bool sl_service_applies(const sl_service_t *service, const sl_person_t *person);

/* The exposure of a person enrolled so long in a plan year; 0 where the service does not apply, and
 * where it has no claims but those that conditions bring. */
double sl_exposure(const sl_scenario_t *scenario, const sl_person_t *person,
                   const sl_service_t *service, const sl_enrolled_t *enrolled);

/* Chance of a condition before the group factor and the cut at 1, so it may be above 1; 0 for who
 * has none (known claimants whose own services replace all others). Twelve months of a plan year
 * are a share of exactly 1; no condition has a season. It is
 *   sl_condition_incidence x sl_condition_multiplier
 * whose first factor depends on sex and age alone and whose second one on the person alone, so that
 * whoever keeps them apart has the same bits. */
double sl_condition_chance(const sl_scenario_t *scenario, const sl_condition_t *condition,
                           const sl_person_t *person, const sl_enrolled_t *enrolled);
double sl_condition_incidence(const sl_condition_t *condition, sl_sex_t sex, unsigned age);
double sl_condition_multiplier(const sl_scenario_t *scenario, const sl_person_t *person,
                               const sl_enrolled_t *enrolled);

#endif
