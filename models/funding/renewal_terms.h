/* The terms on which an arrangement renews from plan year to plan year, as its scenario gives them.
 * They stand here, not in models/renewal/, because an arrangement holds them; what they do is said
 * there (models/renewal/formulas.h). Of one plan year they change nothing.
 */
#ifndef SL_MODELS_FUNDING_RENEWAL_TERMS_H
#define SL_MODELS_FUNDING_RENEWAL_TERMS_H

#include "models/core/calendar.h"

#include <stdbool.h>
#include <stddef.h>


/* A number that the scenario does not give is NaN, but for those with a default here. */
typedef struct sl_renewal_terms {
  bool given;             /* false: everything grows with the claims' trend, nothing is re-rated */
  unsigned notice_months; /* m, 0 .. 11: the carrier sees what is incurred up to month 12 - m; 3 */
  double full;            /* member-years of full credibility, over 0; NaN: no credibility at all */
  double trend;           /* t, a fraction a year, over -1; NaN: the claims' own trend g */
  double cap;             /* the most that a rate or an attachment rises, a fraction; INFINITY */
  double floor;           /* the most that it falls, a fraction; INFINITY: no floor */
  double loss_ratio;      /* claims / premium that the carrier rates by, over 0; NaN: that of the
                             premium itself */
  double pooling_point;   /* insured: a person's plan paid above it is charged at its average;
                             INFINITY: nothing is */
  double rate_cap;        /* the most that the specific's rate rises, in place of cap; INFINITY */
  double laser_at;      /* a new laser from that multiple of the deductible on; NaN: lasers stay */
  double laser_if;      /* on a condition with at least that chance of continuing; 0.25 */
  double laser_factor;  /* the laser over what was seen, 1 */
  bool no_new_lasers;   /* those that exist stay, none is added or raised */
  double no_laser_load; /* what the promise costs: every specific premium x (1 + load); 0 */
  double deductible_growth; /* of the specific's deductible, a fraction a year; 0 */
  double fee_trend;         /* of fees in money, a fraction a year; NaN: the claims' own trend g */
} sl_renewal_terms_t;

/* The terms of an arrangement that says nothing of its renewal. */
sl_renewal_terms_t sl_renewal_terms_default(void);

/* From plan year `year` on (2 is the second) another arrangement's cost counts. year 0: never. */
typedef struct sl_then {
  unsigned year;
  size_t arrangement; /* index in the scenario's list, of one without a `then` of its own */
} sl_then_t;

#endif
