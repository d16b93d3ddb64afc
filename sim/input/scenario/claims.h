/* A part of the scenario: what its persons may claim. */
#ifndef SL_SIM_INPUT_SCENARIO_CLAIMS_H
#define SL_SIM_INPUT_SCENARIO_CLAIMS_H

#include "models/claims/condition.h"
#include "models/claims/service.h"

#include <stddef.h>

typedef struct sl_claims {
  sl_service_t *services; /* basis, then inline, then claimants' own */
  size_t n_services;
  sl_condition_t *conditions; /* of the bases; their parts are of `services` */
  size_t n_conditions;
  double trend; /* yearly growth of amounts */
  double risk_factor;
  double uncertainty;         /* CV of the group factor, one for all plan years; 0 = none */
  double uncertainty_by_year; /* CV of a further one of each plan year, of numbers of claims alone;
                                 0 = none; without effect on a single year */
  double frailty_shape;       /* gamma shape of the person-year frailty; INFINITY = none */
  double frailty_correlation; /* of two plan years' frailties, 0 .. below 1 */
} sl_claims_t;

#endif
