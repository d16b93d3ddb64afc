/* A service: a kind of claim with a frequency and a severity of its own. */
#ifndef SL_MODELS_SERVICE_H
#define SL_MODELS_SERVICE_H

#include "models/frequency.h"
#include "models/severity.h"

#include <stddef.h>
#include <stdint.h>

#define SL_AGES 121 /* ages 0 .. 120, last birthday; older counts as 120 */

typedef enum sl_sex { SL_FEMALE = 0, SL_MALE = 1 } sl_sex_t;

/* Multipliers of expected frequency by age and sex, mean 1 over the basis's reference
 * population. */
typedef struct sl_age_curve {
  double factor[2][SL_AGES]; /* [sl_sex_t][age] */
} sl_age_curve_t;

typedef enum sl_members {
  SL_MEMBERS_ALL,
  SL_MEMBERS_EMPLOYEES,
  SL_MEMBERS_DEPENDENTS
} sl_members_t;

typedef struct sl_service {
  char *name;
  sl_frequency_t frequency;
  sl_severity_t severity;
  sl_members_t members;
  uint32_t only_row;         /* census data row (1 = first) of a known claimant; 0 = everyone */
  sl_age_curve_t *age_curve; /* owned; NULL = factor 1 */
  double amount_factor;      /* trend x area: multiplies every amount before severity.limit */
} sl_service_t;

void sl_service_free(sl_service_t *service); /* frees what it owns, not the struct itself */

#endif
