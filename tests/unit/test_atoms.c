/* Atoms and their sums beside plain arithmetic. */
#include "models/exact/annual_atoms.h"
#include "models/exact/atoms_likely.h"
#include "models/exact/atoms_sum.h"
#include "models/severity/severity.h"
#include "tests/support/harness.h"

#include <math.h>

static sl_atoms_t two(double a, double p, double b, double q)
{
  sl_atoms_t atoms = {0};
  CU_ASSERT_EQUAL_FATAL(sl_atoms_add(&atoms, b, q, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_atoms_add(&atoms, a, p, NULL), SL_OK);
  sl_atoms_settle(&atoms);
  return atoms;
}

static double mass_at(const sl_atoms_t *atoms, double x)
{
  double sum = 0.0;
  for (size_t i = 0; i < atoms->n; i++) {
    sum += fabs(atoms->atom[i].at - x) < 1e-9 ? atoms->atom[i].mass : 0.0;
  }
  return sum;
}

/* {0.1: 1/4, 0.2: 3/4} three times: 0.1 + 0.2 + 0.2 = 0.5 in 3 of the orders, 3 x 1/4 x 9/16. */
static void sums_of_pairs(void)
{
  sl_atoms_t each = two(0.1, 0.25, 0.2, 0.75), sum = {0};
  CU_ASSERT_EQUAL_FATAL(sl_atoms_add(&sum, 0.0, 1.0, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_atoms_add_independent(&sum, &each, 3.0, 1e6, NULL), SL_OK);
  CU_ASSERT_EQUAL(sum.n, 4);
  SL_ASSERT_CLOSE(mass_at(&sum, 0.5), 27.0 / 64.0, 1e-14);
  SL_ASSERT_CLOSE(sl_atoms_mass(&sum), 1.0, 1e-14);
  sl_atoms_free(&each);
  sl_atoms_free(&sum);
}

/* 0 or 2 claims, each on an atom with probability 1/2 only: P(2 claims, both atoms of 7) = q / 16.
 */
static void numbers_of_claims(void)
{
  const double counts[] = {0.6, 0.0, 0.4};
  sl_atoms_t each = two(7.0, 0.25, 10.0, 0.25), total = {0}, nothing = {0};
  CU_ASSERT_EQUAL(sl_atoms_compound(&total, counts, 3, &each, NULL), SL_OK);
  SL_ASSERT_CLOSE(mass_at(&total, 0.0), 0.6, 1e-14);
  SL_ASSERT_CLOSE(mass_at(&total, 14.0), 0.4 / 16.0, 1e-14);
  SL_ASSERT_CLOSE(sl_atoms_mass(&total), 0.7, 1e-14);
  CU_ASSERT_EQUAL(sl_atoms_compound(&total, counts, 3, &nothing, NULL), SL_OK);
  CU_ASSERT_EQUAL(total.n, 1);
  SL_ASSERT_CLOSE(sl_atoms_mass(&total), 0.6, 1e-14);
  sl_atoms_free(&each);
  sl_atoms_free(&total);
}

/* min(2 X, 1000) - 100 of an exponential of mean 300: nothing left with 1 - e^(-1/6), 900 with
 * e^(-5/3). */
static void limits_and_copays_make_atoms(void)
{
  sl_severity_t severity;
  sl_atoms_t atoms = {0};
  sl_severity_init(&severity, sl_severity_family("exponential"));
  severity.parameter[0] = 300.0;
  const sl_claim_law_t law = {NULL, &severity, 2.0, 1000.0, 100.0, NULL};
  CU_ASSERT_EQUAL(sl_claim_atoms(&law, &atoms, NULL), SL_OK);
  CU_ASSERT_EQUAL(atoms.n, 2);
  SL_ASSERT_CLOSE(mass_at(&atoms, 0.0), -expm1(-1.0 / 6.0), 1e-12);
  SL_ASSERT_CLOSE(mass_at(&atoms, 900.0), exp(-5.0 / 3.0), 1e-12);
  sl_atoms_free(&atoms);
}

/* Amounts by of, each half as likely as the one before. */
static sl_atoms_t halves(int n, double by)
{
  sl_atoms_t atoms = {0};
  for (int i = 0; i < n; i++) {
    CU_ASSERT_EQUAL_FATAL(sl_atoms_add(&atoms, by * (double)i, ldexp(1.0, -1 - i), NULL), SL_OK);
  }
  return atoms;
}

static double mass_below(const sl_atoms_t *atoms, double x)
{
  double sum = 0.0;
  for (size_t i = 0; i < atoms->n; i++) {
    sum += sl_atom_is_above(atoms->atom[i].at, x) ? 0.0 : atoms->atom[i].mass;
  }
  return sum;
}

/* Every pair of a probability of 1e-18 counts: as all pairs do, but for what is told as lost. */
static void likely_pairs_are_nearly_all(void)
{
  sl_atoms_t a = halves(50, 0.1), b = halves(50, 0.2), all = {0}, likely = {0};
  CU_ASSERT_EQUAL_FATAL(sl_atoms_convolve(&all, &a, &b, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_atoms_convolve_likely(&likely, &a, &b, 2500.0, NULL), SL_OK);
  CU_ASSERT(likely.lost.mass < 1e-14);
  for (double x = 0.0; x < 6.0; x += 0.1) {
    SL_ASSERT_CLOSE(mass_below(&likely, x), mass_below(&all, x), 1e-13);
  }
  sl_atoms_free(&a);
  sl_atoms_free(&b);
  sl_atoms_free(&all);
  sl_atoms_free(&likely);
}

/* Of 2,500 pairs the 276 of at least 2^-24 (i + k <= 22), which leave out 24 x 2^-24 = 1.4e-6 of
 * the pairs' 1 - and more than is let; of 600, those of 1e-10 (i + k <= 31), 33 x 2^-33 = 3.8e-9
 * short. What is missing is told, and how far out it lies: E[i + k; i + k > 31]. */
static void what_is_left_out_is_told(void)
{
  sl_atoms_t a = halves(50, 1.0), b = halves(50, 1.0), sum = {0};
  CU_ASSERT_EQUAL(sl_atoms_convolve_likely(&sum, &a, &b, 300.0, NULL), SL_ERR_UNSUPPORTED);
  CU_ASSERT_EQUAL_FATAL(sl_atoms_convolve_likely(&sum, &a, &b, 600.0, NULL), SL_OK);
  double missing = 0.0, first = 0.0;
  for (int n = 32; n < 99; n++) {
    const int pairs = n < 50 ? n + 1 : 99 - n;
    missing += ldexp((double)pairs, -2 - n);
    first += ldexp((double)(pairs * n), -2 - n);
  }
  CU_ASSERT_EQUAL(sum.n, 32);
  SL_ASSERT_CLOSE(sum.lost.mass / missing, 1.0, 1e-5);
  SL_ASSERT_CLOSE(sum.lost.first / first, 1.0, 1e-5);
  SL_ASSERT_CLOSE(sl_atoms_mass(&sum) + sum.lost.mass, 1.0, 1e-14);
  sl_atoms_free(&a);
  sl_atoms_free(&b);
  sl_atoms_free(&sum);
}

/* What one list lacks is missing from its sums: 0.1 of 10 beside 0.9 of 0, three times, is 1 -
 * 0.9^3 of all, and 3 in the mean. */
static void sums_take_over_what_was_left_out(void)
{
  sl_atoms_t each = {0}, sum = {0};
  CU_ASSERT_EQUAL_FATAL(sl_atoms_add(&each, 0.0, 0.9, NULL), SL_OK);
  each.lost = (sl_moments_t){0.1, 1.0, 10.0};
  CU_ASSERT_EQUAL_FATAL(sl_atoms_add(&sum, 0.0, 1.0, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_atoms_add_independent(&sum, &each, 3.0, 1e6, NULL), SL_OK);
  SL_ASSERT_CLOSE(sl_atoms_mass(&sum), 0.729, 1e-14);
  SL_ASSERT_CLOSE(sum.lost.mass, 0.271, 1e-14);
  SL_ASSERT_CLOSE(sum.lost.first, 3.0, 1e-13);
  SL_ASSERT_CLOSE(sum.lost.second, 3.0 * (10.0 - 1.0) + 9.0, 1e-12);
  sl_atoms_free(&each);
  sl_atoms_free(&sum);
}

static void too_many_are_refused(void)
{
  sl_atoms_t many = {0}, sum = {0};
  for (int i = 0; i < 6000; i++) {
    CU_ASSERT_EQUAL_FATAL(sl_atoms_add(&many, sqrt((double)i), 1.0 / 6000.0, NULL), SL_OK);
  }
  CU_ASSERT_EQUAL(sl_atoms_convolve(&sum, &many, &many, NULL), SL_ERR_UNSUPPORTED);
  sl_atoms_free(&many);
  sl_atoms_free(&sum);
}

SL_SUITE(atoms, "unit/atoms", {"sums of pairs", sums_of_pairs},
         {"numbers of claims", numbers_of_claims},
         {"limits and copays make atoms", limits_and_copays_make_atoms},
         {"likely pairs are nearly all", likely_pairs_are_nearly_all},
         {"what is left out is told", what_is_left_out_is_told},
         {"sums take over what was left out", sums_take_over_what_was_left_out},
         {"too many are refused", too_many_are_refused});
