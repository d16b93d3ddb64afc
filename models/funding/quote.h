/* What a carrier's quote says beside the terms that a trial knows: who makes it, how firm it is,
 * and what it states that no census row stands for. None of it changes a simulated figure; the
 * exhibit shows it (models/funding/offer.h).
 */
#ifndef SL_MODELS_FUNDING_QUOTE_H
#define SL_MODELS_FUNDING_QUOTE_H

#include "models/group/enrolment.h"

#include <stdbool.h>
#include <stddef.h>

/* Current: the price of the year that ends, shown but not offered. */
typedef enum sl_quote_role { SL_QUOTE_OPTION, SL_QUOTE_CURRENT, SL_QUOTE_RENEWAL } sl_quote_role_t;
#define SL_QUOTE_ROLES 3
extern const char *const sl_quote_role_names[SL_QUOTE_ROLES]; /* "option", "current", "renewal" */

typedef enum sl_quote_status {
  SL_QUOTE_UNKNOWN,
  SL_QUOTE_FIRM,
  SL_QUOTE_CONTINGENT /* on disclosure of claimants, participation, ... */
} sl_quote_status_t;
#define SL_QUOTE_STATUSES 3
extern const char *const sl_quote_status_names[SL_QUOTE_STATUSES]; /* "unknown", ... */

/* A laser on somebody whom the quote calls by a word of its own. */
typedef struct sl_quoted_laser {
  char *who; /* owned: "Claimant A" */
  double deductible;
} sl_quoted_laser_t;

typedef struct sl_quote {
  sl_quote_role_t role;
  sl_quote_status_t status;
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
} sl_quote_t;

/* A quote that says nothing; NULL without memory. */
sl_quote_t *sl_quote_new(void);
sl_quote_t *sl_quote_copy(const sl_quote_t *quote); /* NULL without memory */
void sl_quote_free(sl_quote_t *quote);              /* NULL: nothing */

#endif
