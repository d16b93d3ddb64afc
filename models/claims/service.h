/* A service: a kind of claim with a frequency and a severity of its own. */
#ifndef SL_MODELS_CLAIMS_SERVICE_H
#define SL_MODELS_CLAIMS_SERVICE_H

#include "models/claims/disability.h"
#include "models/core/calendar.h"
#include "models/frequency/frequency.h"
#include "models/group/person.h"
#include "models/severity/severity.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SL_AGES 121 /* ages 0 .. 120, last birthday; older counts as 120 */

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

/* The line of benefit a service belongs to: decides its default lag and what a plan's cost sharing
 * covers by default. */
typedef enum sl_line {
  SL_LINE_MEDICAL,
  SL_LINE_PHARMACY,
  SL_LINE_MENTAL_HEALTH, /* mental health and substance use */
  SL_LINE_TELEMEDICINE,
  SL_LINE_DENTAL,
  SL_LINE_VISION,
  SL_LINE_SHORT_TERM_DISABILITY,
  SL_LINE_LONG_TERM_DISABILITY,
  SL_LINE_COUNT
} sl_line_t;
extern const char *const sl_line_names[SL_LINE_COUNT]; /* "medical", ... */

typedef struct sl_service {
  char *name;
  sl_line_t line;
  sl_frequency_t frequency;
  sl_severity_t severity;
  sl_members_t members;
  uint32_t only_row;         /* census data row (1 = first) of a known claimant; 0 = everyone */
  sl_age_curve_t *age_curve; /* owned; NULL = factor 1 */
  double amount_factor;      /* trend x area: multiplies every amount before severity.limit */
  double frequency_factor;   /* multiplies the exposure: wellness; 1 = unchanged */
  bool certain; /* of a known claimant: exposure 1 whatever the person's, and no frailty or group
                   factor multiplies it */
  double continues; /* of a known claimant: chance that the claims recur in the next plan year, 0 ..
                       1; one draw for all services of an item of `claimants` */
  sl_severity_t lag; /* days from incurred to paid, rounded down to whole days and cut at
                        SL_LAG_DAYS_MAX; its family NULL where no lag is given: constant 0 */
  double lag_shift;  /* days added to it before it is rounded and cut, at 0 too */
  bool seasonal;     /* false: a day enrolled is like any other, season is not used */
  double season[SL_MONTHS_PER_YEAR]; /* weights by calendar month, January first; some above 0 */
  sl_disability_t *disability; /* owned; NULL: the severity is the amount. Else the severity is
                                  the duration: days, or months of benefit (long-term) */
} sl_service_t;

/* The days from incurred to paid that a draw of the lag stands for, not yet rounded down. Checked
 * by tests/unit/test_what_if_keys.c. */
static inline double sl_shifted_lag(double days, double shift)
{
  const double shifted = days + shift;
  return shifted > 0.0 ? (shifted < SL_LAG_DAYS_MAX ? shifted : (double)SL_LAG_DAYS_MAX) : 0.0;
}

/* The most whole days from incurred to paid that a claim can take. */
int32_t sl_service_longest_lag(const sl_service_t *service);

void sl_service_free(sl_service_t *service); /* frees what it owns, not the struct itself */

#endif
