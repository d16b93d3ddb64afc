/* Renewal, formula by formula: what a carrier makes of the claims it has seen.
 *
 * g is the claims' trend, t a cover's own, m the months of notice, k a plan year (0 = today's), all
 * rates fractions a year. What a carrier has seen at the end of month 12 - m is brought to a whole
 * year by what the pricing pass expects of both:
 *   X = S x E[full] / E[S]
 * never by 12 / (12 - m), since what lies above a deductible comes late in the year.
 *   Z            = min(1, sqrt(member-years / full))
 *   change(t, r) = max(1 - floor, min(1 + cap, (1 + t) (1 + Z (r - 1))))
 *
 * Pure: no memory, no libm; powers are products in the order 1, b, b b, ... so that their bits are
 * the same everywhere. Source: models/MODEL.md, "Years". Checked by
 * tests/unit/test_renewal_formulas.c.
 */
#ifndef SL_MODELS_RENEWAL_FORMULAS_H
#define SL_MODELS_RENEWAL_FORMULAS_H

#include "models/funding/renewal_terms.h"

#include <stdbool.h>

/* base^exponent by repeated multiplication. Cost: O(exponent). */
double sl_renewal_power(double base, unsigned exponent);

/* Z of the member-years of a plan year; full NaN: 0. */
double sl_renewal_credibility(double member_years, double full);

/* X = seen x expected_full / expected_seen; NaN where expected_seen is 0: nothing can be said. */
double sl_renewal_developed(double seen, double expected_seen, double expected_full);

/* r = developed / expected; 1 where developed is NaN or expected is 0: no news. */
double sl_renewal_ratio(double developed, double expected);

/* growth: 1 + t, of an insured premium x A_(k+1) / A_k. cap, floor: INFINITY = none. */
double sl_renewal_change(double growth, double credibility, double ratio, double cap, double floor);

/* E of the new basis, less what the contract before it holds, over E of the old; 1 where that is 0
 * (the caller warns). */
double sl_renewal_basis_factor(double expected_new, double expected_old);

/* t of a specific: later / now - 1 of expected excess with a year's more trend; g where now is 0.
 */
double sl_renewal_leveraged(double expected_now, double expected_later, double g);

/* D_(k+1): D_k x (1 + growth), rounded to 1,000, half up; D_k as it is where growth is 0. */
double sl_renewal_deductible(double deductible, double growth);

/* The deductible of plan year `year`, renewed step by step. Cost: O(year). */
double sl_renewal_deductible_in(double deductible, double growth, unsigned year);

/* What is known of a person when lasers are set for year k + 1. */
typedef struct sl_renewal_person {
  double seen;         /* plan paid that was incurred in year k and seen, run-in aside */
  double continuation; /* the largest of the person's conditions; NaN: the basis has no conditions;
                          below 0: it has, the person has none */
  double laser;        /* the laser of year k: an amount, INFINITY for an excluded person, NaN for
                          none (whoever replaces a contract has none) */
} sl_renewal_person_t;

/* Whether a new laser is set: seen x 12 / (12 - m) >= laser_at x D_k, and the continuation is at
 * least laser_if where the basis has conditions. */
bool sl_renewal_deserves_laser(const sl_renewal_terms_t *terms, const sl_renewal_person_t *person,
                               double deductible);

/* L = max(D_(k+1), seen x 12 / (12 - m) x (1 + g) x laser_factor), to the cent, then up to 5,000.
 */
double sl_renewal_laser_amount(const sl_renewal_terms_t *terms, double seen, double g,
                               double next_deductible);

/* The person's laser in year k + 1, NaN for none. Without laser_at, and under a promise of no new
 * lasers, the laser of year k stays, at max(L, D_(k+1)); with laser_at all are set anew, an
 * exclusion too. */
double sl_renewal_laser(const sl_renewal_terms_t *terms, const sl_renewal_person_t *person,
                        double g, double deductible, double next_deductible);

/* ---- money ---- */

/* A year of the claims reserve:
 *   b = R + funding - cost,  call = max(0, -b),  interest = max(0, b) x rate,
 *   reserve = max(0, b) + interest
 * so that R_0 + funding + calls + interest = costs + R_N over any years. */
typedef struct sl_renewal_reserve {
  double call, interest, reserve;
} sl_renewal_reserve_t;

sl_renewal_reserve_t sl_renewal_reserve_step(double reserve, double funding, double cost,
                                             double interest_rate);

/* (1 + discount)^-year: what a cost of that plan year counts today. */
double sl_renewal_discount(double discount, unsigned year);

#endif
