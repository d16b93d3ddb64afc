/* A person's exposure to a service: what multiplies the service's expected number of claims.
 *
 *   exposure = risk score x age and sex factor x share of the year x risk_factor x wellness
 * the fixed part of the model's exposure, by plan year. Source: models/MODEL.md, "Claims"; the
 * share of the year: models/group/share_of_year.h. Checked by tests/verify/test_exposure.c.
 */
#ifndef SL_SIM_INPUT_BUILD_EXPOSURE_H
#define SL_SIM_INPUT_BUILD_EXPOSURE_H

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

/* Whether the service is one that this person may claim. */
bool sl_service_applies(const sl_service_t *service, const sl_person_t *person);

/* The exposure of a person enrolled so long in a plan year; 0 where the service does not apply. */
double sl_exposure(const sl_scenario_t *scenario, const sl_person_t *person,
                   const sl_service_t *service, const sl_enrolled_t *enrolled);

#endif
