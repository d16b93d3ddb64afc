#include "models/turnover/internal.h"

#include <math.h>

/* Each of two tails is below e^-70; together they are below 10^-30. */
#define TAIL 70.0

typedef struct arrivals {
  double at_least[SL_YOUNGER_MAX + 2];
  double expected_tries;
  double all_too_old;           /* the chance that every try is */
  double in[SL_PLAN_YEARS_MAX]; /* the chance that a copy is too old so many years after it comes,
                                   should it stay */
} arrivals_t;

/* The chance that a try is of an employee who is so old when he comes. */
static double chance_of_age(const sl_turnover_terms_t *terms, const arrivals_t *a, unsigned age)
{
  double sum = 0.0;
  for (size_t c = 0; c < terms->n_contracts; c++) {
    const unsigned had = terms->ages[c];
    if (had >= age) {
      sum += a->at_least[had - age] - a->at_least[had - age + 1];
    }
  }
  return sum / (double)terms->n_contracts;
}

static double chance_too_old(const sl_turnover_terms_t *terms, const arrivals_t *a)
{
  double sum = 0.0;
  for (size_t c = 0; c < terms->n_contracts; c++) {
    const unsigned age = terms->ages[c];
    sum += age < SL_TURNOVER_OLDEST ? 0.0 : 1.0 - a->at_least[age - SL_TURNOVER_OLDEST + 1];
  }
  return sum / (double)terms->n_contracts;
}

static void who_comes(const sl_turnover_terms_t *terms, arrivals_t *a)
{
  const double old = terms->ageing ? chance_too_old(terms, a) : 0.0;
  a->expected_tries = 0.0;
  a->all_too_old = 1.0;
  for (unsigned tries = 0; tries < SL_TURNOVER_TRIES; tries++) {
    a->expected_tries += a->all_too_old;
    a->all_too_old *= old;
  }
  a->in[0] = 0.0;
  for (unsigned d = 1; d < terms->years; d++) {
    const double chance = terms->ageing ? chance_of_age(terms, a, SL_TURNOVER_OLDEST - d) : 0.0;
    a->in[d] = a->expected_tries * chance + (d == 1 ? a->all_too_old : 0.0);
  }
}

/* How many of the census's own contracts are too old from this year on, and not before. */
static double own_too_old(const sl_turnover_terms_t *terms, unsigned year)
{
  double n = 0.0;
  for (size_t s = 0; terms->ageing && s < terms->n_slots; s++) {
    const unsigned age = terms->ages[terms->slot[s]] + year;
    n += age == SL_TURNOVER_OLDEST || (year == 1 && age > SL_TURNOVER_OLDEST);
  }
  return n;
}

/* The copies that come in a trial, on average, or a few more: slots that are closed are taken to
 * be open where their holders' ages are concerned. most: as many as can come. */
static double expected_copies(const sl_turnover_terms_t *terms, const arrivals_t *a, double *most)
{
  double come[SL_PLAN_YEARS_MAX], sum = 0.0;
  *most = 0.0;
  for (unsigned year = 1; year < terms->years; year++) {
    const double before = (double)sl_turnover_slots(terms, year - 1),
                 slots = (double)sl_turnover_slots(terms, year), kept = fmin(before, slots);
    double there = 1.0, old = 0.0;
    for (unsigned d = 1; d < year; d++) {
      old += come[year - d] * a->in[d] * there;
      there *= 1.0 - terms->leaving;
    }
    old = fmin(old + own_too_old(terms, year) * there, kept);
    come[year] = old + terms->leaving * (kept - old) + (slots - kept);
    sum += come[year];
    *most += terms->leaving > 0.0 || terms->ageing ? slots : slots - kept;
  }
  return sum;
}

/* What a sum of independent numbers from 0 to step passes with chance e^-TAIL at most. */
static double rarely_above(double mean, double step)
{
  return mean + step * (TAIL / 3.0 + sqrt(TAIL * TAIL / 9.0 + 2.0 * TAIL * mean / step));
}

size_t sl_turnover_most(const sl_turnover_terms_t *terms)
{
  arrivals_t a;
  double most = 0.0;
  sl_younger_law(terms, a.at_least);
  who_comes(terms, &a);
  const double mean = expected_copies(terms, &a, &most) * SL_TURNOVER_TRIALS;
  most *= SL_TURNOVER_TRIALS;
  /* A slot of a trial has a copy a year at most, and slots and trials are independent. Which
   * contract a copy is of is independent of how many came before. */
  const double copies = fmin(most, rarely_above(mean, terms->years - 1.0)),
               chance = fmin(1.0, a.expected_tries / (double)terms->n_contracts),
               of_one = fmin(copies, rarely_above(copies * chance, 1.0));
  return (size_t)ceil(of_one / SL_TURNOVER_TRIALS) * SL_TURNOVER_TRIALS;
}
