/* What a carrier's quote says beside the terms that a trial knows: who makes it, how firm it is,
 * and what it states that no census row stands for. None of it changes a simulated figure; the
 * exhibit shows it (models/funding/offer.h).
 */
#ifndef SL_MODELS_FUNDING_QUOTED_H
#define SL_MODELS_FUNDING_QUOTED_H

#include "models/group/enrolment.h"

#include <stdbool.h>
#include <stddef.h>

/* Current: the price of the year that ends, shown but not offered. */
typedef enum sl_quoted_role {
  SL_QUOTED_OPTION,
  SL_QUOTED_CURRENT,
  SL_QUOTED_RENEWAL
} sl_quoted_role_t;
#define SL_QUOTED_ROLES 3
extern const char *const sl_quoted_role_names[SL_QUOTED_ROLES]; /* "option", "current", "renewal" */

typedef enum sl_quoted_status {
  SL_QUOTED_UNKNOWN,
  SL_QUOTED_FIRM,
  SL_QUOTED_CONTINGENT /* on disclosure of claimants, participation, ... */
} sl_quoted_status_t;
#define SL_QUOTED_STATUSES 3
extern const char *const sl_quoted_status_names[SL_QUOTED_STATUSES]; /* "unknown", ... */

/* A laser on somebody whom the quote calls by a word of its own. */
typedef struct sl_quoted_laser {
  char *who; /* owned: "Claimant A" */
  double deductible;
} sl_quoted_laser_t;

typedef struct sl_quoted {
  sl_quoted_role_t role;
  sl_quoted_status_t status;
  char *carrier, *administrator, *terms; /* owned; NULL = not said */
  bool no_new_laser;                     /* at renewal */
  double rate_cap;   /* the most that rates may rise at renewal, 0.5 = 50%; NaN = not said */
  double commission; /* share of the stop-loss premiums; NaN = not said */
  double rebates;    /* credits of pharmacy rebates per employee and month, positive, that the
                        cost does not count: a fee that is negative counts; 0 = none */
  double expected[SL_TIERS];   /* the carrier's expected claims per contract and month; NaN = not
                                  said */
  double relativity[SL_TIERS]; /* by which equivalent rates are spread where the quote has composite
                                  ones, employee usually 1; NaN = not said */
  sl_quoted_laser_t *lasers;   /* owned: counted in the maximum, not simulated */
  size_t n_lasers;
} sl_quoted_t;

/* A quote that says nothing; NULL without memory. */
sl_quoted_t *sl_quoted_new(void);
sl_quoted_t *sl_quoted_copy(const sl_quoted_t *quote); /* NULL without memory */
void sl_quoted_free(sl_quoted_t *quote);               /* NULL: nothing */

#endif
