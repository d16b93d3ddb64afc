/* A condition: an illness or event whose year costs one amount, spread over services and over the
 * months from its onset. A person has a condition in a plan year or not.
 *
 *   P(case) = min(1, q),  q = incidence x age and sex factor x risk score x share of the year
 *                             x risk_factor x conditions_factor x wellness x group factor
 * independent of everything else, frailty too. The case's amount A is one draw of `severity` x
 * amount_factor, cut at the severity's limit (x the year's frailty before the limit, where the
 * condition follows frailty). Part i of the spread is `events` claims of A x share / events each.
 * Each claim is incurred at the onset plus a wait whose density is `months` by twelfths of a year
 * from the onset on, cut off at the end of the person's days in the plan year and scaled up, so
 * that all of A is incurred in it. Of cases the share `continues` (none below age 1) began before:
 * their onset is the person's first day of the plan year; that of others is any of the person's
 * days, evenly.
 *
 * A child's case may bring an admission of the mother (the first employee or spouse of the contract
 * who is a woman of SL_MOTHER_AGE_LEAST to SL_MOTHER_AGE_MOST): an amount of its own, incurred
 * within the first twelfth from the child's onset.
 *
 * Source: models/bases/README.md has the format; the law of continuation is that of a case in each
 * of two years with probability q x continues.
 */
#ifndef SL_MODELS_CLAIMS_CONDITION_H
#define SL_MODELS_CLAIMS_CONDITION_H

#include "models/claims/service.h"
#include "models/severity/severity.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SL_CONDITIONS_MAX 64
#define SL_CONDITION_EVENTS_MAX 366 /* of one spread: about one a day */
#define SL_CONDITION_MONTHS 12      /* twelfths of a year from the onset */
#define SL_MOTHER_AGE_LEAST 14
#define SL_MOTHER_AGE_MOST 55

/* One service's part of a case. */
typedef struct sl_condition_part {
  uint32_t service; /* index, of a service without disability */
  double share;     /* of the amount, above 0; those of a spread sum to 1 */
  uint32_t events;  /* claims, at least 1 */
} sl_condition_part_t;

typedef struct sl_condition_spread {
  sl_condition_part_t *parts; /* owned; each service once */
  size_t n;
} sl_condition_spread_t;

typedef struct sl_condition {
  char *name;
  double incidence;          /* cases per person-year at factor 1 */
  sl_age_curve_t *age_curve; /* owned; NULL = factor 1 */
  sl_severity_t severity;    /* of a case; not times salary */
  sl_condition_spread_t spread;
  double months[SL_CONDITION_MONTHS]; /* sum 1 */
  double continues;                   /* into the next year, 0 .. below 1 */
  bool follows_frailty;
  double amount_factor;          /* trend x area */
  double frequency_factor;       /* conditions_factor x wellness that names no services */
  sl_severity_t mother_severity; /* its family NULL: nothing falls on the mother */
  sl_condition_spread_t mother_spread;
} sl_condition_t;

/* Claims of one case. Cost: O(parts). */
uint32_t sl_condition_events(const sl_condition_spread_t *spread);

void sl_condition_free(sl_condition_t *condition); /* frees what it owns, not the struct itself */

#endif
