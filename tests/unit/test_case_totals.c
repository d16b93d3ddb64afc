/* Conditions in one person's annual total: beside plain sums of a case and no case, with the
 * frailty mixed in closed form, by nodes and from tables; cases paid by a map; their atoms. */
#include "models/exact/amount_map.h"
#include "models/exact/annual_total.h"
#include "tests/support/frequencies.h"
#include "tests/support/harness.h"
#include "tests/support/severities.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#define POINTS 256
#define SHAPE 0.8
#define AMOUNT 3 /* of a case, in steps */

typedef enum way { CLOSED_FORM, BY_NODES, FROM_TABLES } way_t;

/* A service of one step a claim, numbered 0, and a condition, numbered 1. */
static sl_annual_ladder_t *ladder_of(const sl_frequency_t *frequency, const sl_severity_t *one,
                                     const sl_severity_t *amount, bool keeps_atoms)
{
  sl_annual_ladder_t *ladder = NULL;
  sl_error_t error;
  size_t index;
  const sl_ladder_shape_t shape = {1.0, POINTS, 2, 1, keeps_atoms};
  const sl_claim_law_t service = {frequency, one, 1.0, INFINITY, 0.0, NULL};
  const sl_claim_law_t condition = {NULL, amount, 1.0, INFINITY, 0.0, NULL};
  CU_ASSERT_EQUAL_FATAL(sl_annual_ladder_new(&shape, SHAPE, &ladder, &error), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_annual_ladder_add(ladder, &service, &index, &error), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_annual_ladder_add(ladder, &condition, &index, &error), SL_OK);
  CU_ASSERT_EQUAL(index, 1);
  return ladder;
}

static void take_total(sl_annual_ladder_t *ladder, way_t way, double chance, double multiplier,
                       double *mass)
{
  const sl_claim_exposure_t exposures[] = {{0, 1.0}, {1, chance}};
  const sl_law_bundle_t bundle = {exposures, 1, 0.5, 4.0};
  double above;
  sl_error_t error;
  if (way != FROM_TABLES) {
    CU_ASSERT_EQUAL_FATAL(
        sl_annual_ladder_total(ladder, exposures, 2, multiplier, mass, &above, &error), SL_OK);
    return;
  }
  CU_ASSERT_EQUAL_FATAL(sl_annual_ladder_tabulate(ladder, &bundle, 1, 1.0, 10.0, &error), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_annual_ladder_person(ladder, exposures, 1, 0.5, 4.0, &error), SL_OK);
  sl_annual_ladder_person_total(ladder, exposures + 1, 1, multiplier, mass, &above);
}

/* P(n) = (1 - q) p(n) + q p(n - 3), p the mixed law of the service's claims alone, from the same
 * ladder without the condition; of Poisson claims it is negative binomial of size SHAPE. */
static void outside_the_frailty(void)
{
  const sl_severity_t one = sl_test_severity("constant", 1.0, 0.0, 0.0),
                      three = sl_test_severity("constant", AMOUNT, 0.0, 0.0);
  const sl_frequency_t laws[] = {sl_test_frequency("poisson", 4.0, 0.0),
                                 sl_test_frequency("negative_binomial", 4.0, 1.7)};
  const sl_frequency_t mixed = sl_test_frequency("negative_binomial", 6.0, SHAPE);
  const double tolerance[] = {1e-10, 1e-9, 1e-6}, chances[] = {0.02, 0.4, 0.9};
  for (int way = CLOSED_FORM; way <= FROM_TABLES; way++) {
    for (size_t c = 0; c < 3; c++) {
      double mass[2 * POINTS], alone[2 * POINTS];
      const sl_frequency_t *frequency = &laws[way != CLOSED_FORM];
      const double q = fmin(1.0, 1.5 * chances[c]);
      sl_annual_ladder_t *ladder = ladder_of(frequency, &one, &three, false);
      take_total(ladder, (way_t)way, chances[c], 1.5, mass);
      take_total(ladder, way == CLOSED_FORM ? CLOSED_FORM : BY_NODES, 0.0, 1.5, alone);
      for (unsigned n = 0; n < 60; n++) {
        const double p = way == CLOSED_FORM ? sl_frequency_pmf(&mixed, n) : alone[n];
        const double before = n < AMOUNT           ? 0.0
                              : way == CLOSED_FORM ? sl_frequency_pmf(&mixed, n - AMOUNT)
                                                   : alone[n - AMOUNT];
        SL_ASSERT_CLOSE_ABOVE(mass[n], (1.0 - q) * p + q * before, tolerance[way], 1.0);
      }
      sl_annual_ladder_free(ladder);
    }
  }
}

/* Nothing of the first 20, four tenths up to 50, eight tenths beyond, of exponential amounts of
 * mean 40 cut at 130: with L(y) = 40 (1 - exp(-y / 40)) up to the limit,
 *   E[min(paid, x)] = 0.4 (L(a) - L(20)) + 0.4 (L(a) - L(50)), paid(a) = x. */
static void paid_by_a_map(void)
{
  const sl_severity_t amount = sl_test_severity("exponential", 20.0, 0.0, 0.0);
  const sl_amount_map_t paid = {3, {0.0, 20.0, 50.0}, {0.0, 0.0, 12.0}, 0.8};
  const sl_claim_law_t law = {NULL, &amount, 2.0, 130.0, 0.0, &paid};
  const sl_claim_exposure_t certain = {0, 1.0};
  const sl_ladder_shape_t shape = {0.05, 2001, 2, 1, false};
  sl_annual_ladder_t *ladder = NULL;
  sl_error_t error;
  size_t index;
  double *mass = calloc(2100, sizeof *mass), above, first = 0.0, left = 1.0;
  CU_ASSERT_EQUAL_FATAL(sl_annual_ladder_new(&shape, INFINITY, &ladder, &error), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_annual_ladder_add(ladder, &law, &index, &error), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_annual_ladder_total(ladder, &certain, 1, 1.0, mass, &above, &error),
                        SL_OK);
  for (size_t k = 0; k < 2001; k++) {
    const double x = 0.05 * (double)k;
    const double a = x <= 12.0 ? 20.0 + x / 0.4 : 50.0 + (x - 12.0) / 0.8;
    const double to = 40.0 * -expm1(-fmin(a, 130.0) / 40.0);
    const double expected =
        0.4 * (to - 40.0 * -expm1(-0.5)) + 0.4 * fmax(0.0, to - 40.0 * -expm1(-50.0 / 40.0));
    SL_ASSERT_CLOSE_ABOVE(first + left * x, expected, 1e-9, 1.0);
    first += mass[k] * x;
    left -= mass[k];
  }
  free(mass);
  sl_annual_ladder_free(ladder);
}

static double mass_at(const sl_atoms_t *atoms, double x)
{
  for (size_t i = 0; i < atoms->n; i++) {
    if (fabs(atoms->atom[i].at - x) < 1e-9 * (1.0 + x)) {
      return atoms->atom[i].mass;
    }
  }
  return 0.0;
}

/* The map takes nothing of the first 20 and all beyond 20: of exponential amounts of mean 40 cut at
 * 130 the atoms are 0, of 1 - exp(-20/40), and 110, of exp(-130/40). */
static void atoms_of_a_case(void)
{
  const sl_severity_t amount = sl_test_severity("exponential", 40.0, 0.0, 0.0);
  const sl_severity_t one = sl_test_severity("constant", 7.0, 0.0, 0.0);
  const sl_frequency_t poisson = sl_test_frequency("poisson", 2.0, 0.0);
  const sl_amount_map_t paid = {2, {0.0, 20.0}, {0.0, 0.0}, 1.0};
  const sl_claim_law_t laws[] = {{&poisson, &one, 1.0, INFINITY, 0.0, NULL},
                                 {NULL, &amount, 1.0, 130.0, 0.0, &paid}};
  const sl_claim_exposure_t exposures[] = {{0, 1.0}, {1, 0.3}};
  const sl_ladder_shape_t shape = {0.5, 1024, 2, 1, true};
  const double whole = -expm1(-0.5), limit = exp(-130.0 / 40.0);
  sl_annual_ladder_t *ladder = NULL;
  sl_atoms_t atoms = {0};
  sl_error_t error;
  size_t index;
  double mass[1100], above, sum = 0.0;
  CU_ASSERT_EQUAL_FATAL(sl_annual_ladder_new(&shape, INFINITY, &ladder, &error), SL_OK);
  for (size_t i = 0; i < 2; i++) {
    CU_ASSERT_EQUAL_FATAL(sl_annual_ladder_add(ladder, &laws[i], &index, &error), SL_OK);
  }
  CU_ASSERT_EQUAL_FATAL(sl_annual_ladder_atoms(ladder, exposures, 2, 1.0, &atoms, &error), SL_OK);
  SL_ASSERT_CLOSE(mass_at(&atoms, 0.0), exp(-2.0) * (0.7 + 0.3 * whole), 1e-12);
  SL_ASSERT_CLOSE(mass_at(&atoms, 14.0), 2.0 * exp(-2.0) * (0.7 + 0.3 * whole), 1e-12);
  SL_ASSERT_CLOSE(mass_at(&atoms, 117.0), 2.0 * exp(-2.0) * 0.3 * limit, 1e-12);
  SL_ASSERT_CLOSE(sl_atoms_mass(&atoms), 0.7 + 0.3 * (whole + limit), 1e-12);
  CU_ASSERT_EQUAL_FATAL(sl_annual_ladder_total(ladder, exposures, 2, 1.0, mass, &above, &error),
                        SL_OK);
  for (size_t k = 0; k < 1024; k++) {
    sum += mass[k];
  }
  SL_ASSERT_CLOSE(sum, 0.3 * (1.0 - whole - limit), 1e-9);
  sl_atoms_free(&atoms);
  sl_annual_ladder_free(ladder);
}

SL_SUITE(case_totals, "unit/case_totals",
         {"a condition stands outside the frailty and is cut at 1", outside_the_frailty},
         {"a case is paid by a map", paid_by_a_map}, {"atoms of a case", atoms_of_a_case});
