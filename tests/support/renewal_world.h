/* A small group along three plan years, worked out by hand in the tests of renewals.
 *
 * Ten employees, nobody else, all year: 10 contracts and member-years, 120 employee months. g is 5%
 * unless a test says otherwise, and a test sets what it is about. */
#ifndef SL_TESTS_SUPPORT_RENEWAL_WORLD_H
#define SL_TESTS_SUPPORT_RENEWAL_WORLD_H

#include "models/funding/arrangement.h"
#include "models/renewal/renewal.h"

#define SL_WORLD_YEARS 3

typedef struct sl_world {
  sl_arrangement_t arrangement;
  double g;
  sl_enrolment_t enrolment[SL_WORLD_YEARS];
  sl_renewal_expected_t expected[SL_WORLD_YEARS];
  sl_renewal_first_t first;
  sl_renewal_seen_t seen[SL_WORLD_YEARS]; /* what the carrier sees in each year */
  sl_renewal_t renewal;
  sl_renewal_state_t state[SL_WORLD_YEARS];
  sl_price_t price[SL_WORLD_YEARS];
} sl_world_t;

/* So many employees for a year. */
sl_enrolment_t sl_world_employees(double n);

/* An arrangement of a kind: no fees, a budget of 200,000, D 60,000, nothing bought; what is
 * expected and seen is 0, every factor 1, t of the specific g. */
sl_world_t sl_world(const char *kind);

/* The terms of a renewal that gives half credibility to ten member-years, t 8%. */
sl_renewal_terms_t sl_world_terms(void);

/* Price year 0 (trials: NULL or two) and go through all years. sl_world_free afterwards. */
void sl_world_run(sl_world_t *world, const sl_trial_claims_t *trials);
void sl_world_free(sl_world_t *world);

#endif
