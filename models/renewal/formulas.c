#include "models/renewal/formulas.h"

#include "models/core/amounts.h"
#include "models/core/calendar.h"
#include "models/funding/credibility.h"

#include <math.h>

#define DEDUCTIBLE_STEP 1000.0
#define LASER_STEP 5000.0
#define CENTS 100.0
/* Of a step: what a product misses a half or a whole by for its bits alone. */
#define BITS 1e-9

double sl_renewal_power(double base, unsigned exponent)
{
  double power = 1.0;
  for (unsigned i = 0; i < exponent; i++) {
    power *= base;
  }
  return power;
}

double sl_renewal_credibility(double member_years, double full)
{
  return isnan(full) ? 0.0 : sl_credibility(member_years, full);
}

double sl_renewal_developed(double seen, double expected_seen, double expected_full)
{
  return expected_seen > 0.0 ? seen * (expected_full / expected_seen) : (double)NAN;
}

double sl_renewal_ratio(double developed, double expected)
{
  return isnan(developed) || !(expected > 0.0) ? 1.0 : developed / expected;
}

double sl_renewal_change(double growth, double credibility, double ratio, double cap, double floor)
{
  const double wanted = growth * (1.0 + credibility * (ratio - 1.0));
  return sl_larger(1.0 - floor, sl_smaller(1.0 + cap, wanted));
}

double sl_renewal_basis_factor(double expected_new, double expected_old)
{
  return expected_old > 0.0 ? expected_new / expected_old : 1.0;
}

double sl_renewal_leveraged(double expected_now, double expected_later, double g)
{
  return expected_now > 0.0 ? expected_later / expected_now - 1.0 : g;
}

double sl_renewal_deductible(double deductible, double growth)
{
  if (growth == 0.0 || isinf(deductible)) {
    return deductible;
  }
  return floor(deductible * (1.0 + growth) / DEDUCTIBLE_STEP + 0.5 + BITS) * DEDUCTIBLE_STEP;
}

double sl_renewal_deductible_in(double deductible, double growth, unsigned year)
{
  double renewed = deductible;
  for (unsigned k = 0; k < year; k++) {
    renewed = sl_renewal_deductible(renewed, growth);
  }
  return renewed;
}

/* Of a person's seen claims, unlike a cover's, the months stand for the year. */
static double whole_year(double seen, unsigned notice_months)
{
  return seen * (double)SL_MONTHS_PER_YEAR / (double)(SL_MONTHS_PER_YEAR - notice_months);
}

bool sl_renewal_deserves_laser(const sl_renewal_terms_t *terms, const sl_renewal_person_t *person,
                               double deductible)
{
  return whole_year(person->seen, terms->notice_months) >= terms->laser_at * deductible &&
         (isnan(person->continuation) || person->continuation >= terms->laser_if);
}

double sl_renewal_laser_amount(const sl_renewal_terms_t *terms, double seen, double g,
                               double next_deductible)
{
  const double expected = whole_year(seen, terms->notice_months) * (1.0 + g) * terms->laser_factor;
  const double cents = floor(sl_larger(next_deductible, expected) * CENTS + 0.5);
  return ceil(cents / (LASER_STEP * CENTS)) * LASER_STEP;
}

double sl_renewal_laser(const sl_renewal_terms_t *terms, const sl_renewal_person_t *person,
                        double g, double deductible, double next_deductible)
{
  if (isnan(terms->laser_at) || terms->no_new_lasers) {
    return isnan(person->laser) ? person->laser : sl_larger(person->laser, next_deductible);
  }
  return sl_renewal_deserves_laser(terms, person, deductible)
             ? sl_renewal_laser_amount(terms, person->seen, g, next_deductible)
             : (double)NAN;
}

sl_renewal_reserve_t sl_renewal_reserve_step(double reserve, double funding, double cost,
                                             double interest_rate)
{
  const double balance = reserve + funding - cost;
  const double left = sl_larger(0.0, balance);
  return (sl_renewal_reserve_t){.call = sl_larger(0.0, -balance),
                                .interest = left * interest_rate,
                                .reserve = left + left * interest_rate};
}

double sl_renewal_discount(double discount, unsigned year)
{
  return 1.0 / sl_renewal_power(1.0 + discount, year);
}
