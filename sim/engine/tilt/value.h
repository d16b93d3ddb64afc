/* What one more claim costs an arrangement, roughly: the heights that rare trials are tilted by.
 * It decides how much a tilt gains, never whether its answers are right.
 */
#ifndef SL_SIM_ENGINE_TILT_VALUE_H
#define SL_SIM_ENGINE_TILT_VALUE_H

#include "models/frequency/tilt.h"
#include "sim/engine/compile/model.h"

/* A service's claims as an arrangement sees them. */
typedef struct sl_tilt_value {
  double of_band[SL_TILT_BANDS_MAX]; /* plan paid that the specific leaves, by band */
  double mean;                       /* of a claim */
  double room;                       /* the specific deductible of a person; may be infinite */
} sl_tilt_value_t;

/* With A(x) the plan paid, less what the specific pays above its deductible, of a person whose
 * other claims of the year come to R: the mean of A(R + x) - A(R) over five points R about the
 * group's mean, x the amount in the middle of each band (in band 0, the mean over 32 points).
 * Copays are taken off first; claims that the plan or the arrangement does not pay are worth 0. */
void sl_tilt_value_init(sl_tilt_value_t *value, const sl_model_t *model, size_t arrangement,
                        uint32_t service, const sl_tilt_bands_t *bands, double mean_allowed);

/* Plan paid, less the specific, of person p (index) in a year of this allowed total. */
double sl_tilt_value_of_total(const sl_model_t *model, size_t arrangement, size_t p, double total);

/* Expected claims of a service in the plan year, at frailty and group factor 1. */
double sl_tilt_expected_claims(const sl_model_t *model, uint32_t service);

/* Expected allowed amount per person in a plan year, amounts cut at the bands' middles. */
double sl_tilt_mean_allowed(const sl_model_t *model, const sl_tilt_bands_t *bands);

#endif
