/* Person-years beside a run of the same scenario, trial by trial, and two years of a person beside
 * their exact joint law. */
#include "sim/engine/person_years.h"

#include "sim/engine/engine.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/simulation.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Services of constant amounts under a frailty of shape 0.5 and correlation 0.6, and conditions:
 * one of adults, one of infants with something for the mother. */
static const char basis[] =
    "stoploss_basis: 2\nname: two-years\ntitle: two years\ncurrency: USD\ndate: 2026-07-01\n"
    "frailty: {distribution: gamma, shape: 0.5, correlation: 0.6}\n"
    "age_curves:\n"
    "  - {name: adults, ages: [0, 1], female: [0, 1], male: [0, 1]}\n"
    "  - {name: infants, ages: [0, 1], female: [1, 0], male: [1, 0]}\n"
    "services:\n"
    "  - name: office\n    frequency: {distribution: poisson, mean: 2}\n"
    "    severity: {distribution: constant, value: 100}\n"
    "  - name: ward\n    frequency: {distribution: poisson, mean: 0.1}\n"
    "    severity: {distribution: constant, value: 1000}\n"
    "conditions:\n"
    "  - name: long\n    incidence: 0.2\n    age_curve: adults\n    continues: 0.7\n"
    "    severity: {distribution: constant, value: 5000}\n"
    "    services: [{service: office, share: 0.5, events: 5}, {service: ward, share: 0.5}]\n"
    "  - name: early\n    incidence: 0.3\n    age_curve: infants\n"
    "    severity: {distribution: constant, value: 40000}\n"
    "    services: [{service: ward, share: 1, events: 2}]\n"
    "    mother: {severity: {distribution: constant, value: 7000}, "
    "services: [{service: ward, share: 1}]}\n";

static const char census[] = "employee,relationship,age,sex\n1,employee,30,F\n1,child,0,M\n"
                             "2,employee,45,M\n";

#define TRIALS 20480
#define HEAD(trials)                                                                               \
  "stoploss: 1\nname: Test\nstart: 2026-01-01\ncensus: census.csv\n"                               \
  "claims: {basis: two-years.yaml, trend: 0}\n" SL_TEXT_PLANS SL_TEXT_ARRANGEMENTS                 \
  "simulation: {trials: " #trials ", seed: 3}\n"

static sl_person_years_t *years_of(const sl_loaded_t *loaded, int threads)
{
  const sl_engine_options_t options = {.threads = threads};
  sl_person_years_t *years = NULL;
  sl_error_t error = {0};
  CU_ASSERT_EQUAL_FATAL(sl_person_years_new(loaded->scenario, &options, &years, &error), SL_OK);
  return years;
}

static sl_loaded_t load(void)
{
  sl_test_write("two-years.yaml", basis);
  const sl_loaded_t loaded = sl_test_load(HEAD(20480), census);
  CU_ASSERT_EQUAL_FATAL(loaded.code, SL_OK);
  return loaded;
}

/* ---- beside a run ---- */

typedef struct beside {
  const sl_person_years_t *years;
  size_t seen, different;
} beside_t;

static int compare(void *context, const sl_block_t *block, sl_error_t *error)
{
  beside_t *b = context;
  (void)error;
  for (size_t t = 0; t < block->n_trials; t++) {
    double sum = 0.0;
    for (size_t p = 0; p < b->years->n_persons; p++) {
      sum += b->years->year[(b->seen + t) * b->years->n_persons + p];
    }
    b->different += fabs(sum - block->trial[SL_TRIAL_ALLOWED][t]) > 1e-9 * (1.0 + sum);
  }
  b->seen += block->n_trials;
  return SL_OK;
}

static void persons_add_up_to_the_run(void)
{
  sl_loaded_t loaded = load();
  sl_person_years_t *years = years_of(&loaded, 2);
  const sl_engine_options_t options = {.threads = 1};
  sl_engine_t *engine = NULL;
  sl_price_t prices[1];
  sl_error_t error = {0};
  beside_t b = {.years = years};
  CU_ASSERT_EQUAL_FATAL(sl_engine_new(loaded.scenario, &options, &engine, &error), SL_OK);
  CU_ASSERT_EQUAL(sl_engine_price(engine, prices, &error), SL_OK);
  CU_ASSERT_EQUAL(sl_engine_run(engine, compare, &b, &error), SL_OK);
  CU_ASSERT_EQUAL(b.seen, TRIALS);
  CU_ASSERT_EQUAL(b.different, 0);
  sl_engine_free(engine);
  sl_person_years_free(years);
  sl_test_unload(&loaded);
}

static void services_add_up_to_the_persons(void)
{
  sl_loaded_t loaded = load();
  sl_person_years_t *years = years_of(&loaded, 1);
  double persons = 0.0, services = 0.0;
  for (size_t i = 0; i < years->trials * years->n_persons; i++) {
    persons += years->year[i];
  }
  for (size_t i = 0; i < years->n_blocks * years->n_services; i++) {
    services += years->dollars[i];
  }
  SL_ASSERT_CLOSE(services, persons, 1e-12);
  sl_person_years_free(years);
  sl_test_unload(&loaded);
}

static void threads_do_not_change_a_byte(void)
{
  sl_loaded_t loaded = load();
  sl_person_years_t *one = years_of(&loaded, 1), *three = years_of(&loaded, 3);
  const size_t n = one->trials * one->n_persons, sums = one->n_blocks * one->n_services;
  CU_ASSERT_EQUAL(memcmp(one->year, three->year, n * sizeof *one->year), 0);
  CU_ASSERT_EQUAL(memcmp(one->before, three->before, n * sizeof *one->before), 0);
  CU_ASSERT_EQUAL(memcmp(one->dearest, three->dearest, n), 0);
  CU_ASSERT_EQUAL(memcmp(one->events, three->events, sums * sizeof *one->events), 0);
  CU_ASSERT_EQUAL(memcmp(one->dollars, three->dollars, sums * sizeof *one->dollars), 0);
  sl_person_years_free(one);
  sl_person_years_free(three);
  sl_test_unload(&loaded);
}

/* ---- two years ---- */

/* Of person p over the trials: mean of a product of both years less what is expected of it. */
static void expect_product(const sl_person_years_t *years, size_t p, double mean, double product)
{
  double sum = 0.0, square = 0.0, first = 0.0, last = 0.0, first2 = 0.0, last2 = 0.0;
  const double n = (double)years->trials;
  for (size_t t = 0; t < years->trials; t++) {
    const double x = years->before[t * years->n_persons + p];
    const double y = years->year[t * years->n_persons + p];
    sum += x * y;
    square += x * y * x * y;
    first += x;
    first2 += x * x;
    last += y;
    last2 += y * y;
  }
  SL_ASSERT_Z(sum / n, product, sqrt((square / n - sum / n * sum / n) / n), SL_Z_BOUND);
  SL_ASSERT_Z(first / n, mean, sqrt((first2 / n - first / n * first / n) / n), SL_Z_BOUND);
  SL_ASSERT_Z(last / n, mean, sqrt((last2 / n - last / n * last / n) / n), SL_Z_BOUND);
}

/* Of the services m = 2 x 100 + 0.1 x 1000 = 300 a year, E[T0 T1] = 1 + 0.6 / 0.5 = 2.2, so E[xy] =
 * 2.2 x 300^2. An adult's condition adds 5000 with 0.2, in both years with 0.2 x 0.7. An infant's
 * adds 40000 with 0.3, never in both years, since it does not continue, and brings 7000 to its
 * mother likewise. */
static void two_years_are_one_persons(void)
{
  sl_loaded_t loaded = load();
  sl_person_years_t *years = years_of(&loaded, 2);
  const double m = 300.0, services = 2.2 * m * m, a = 0.2 * 5000.0;
  const double adult = 0.14 * 5000.0 * 5000.0;
  expect_product(years, 2, m + a, services + 2.0 * m * a + adult);
  const double c = 0.3 * 40000.0;
  expect_product(years, 1, m + c, services + 2.0 * m * c);
  const double b = 0.3 * 7000.0;
  expect_product(years, 0, m + a + b, services + adult + 2.0 * (m * a + m * b + a * b));
  sl_person_years_free(years);
  sl_test_unload(&loaded);
}

static void the_dearest_condition_is_told(void)
{
  sl_loaded_t loaded = load();
  sl_person_years_t *years = years_of(&loaded, 1);
  size_t cases[3] = {0};
  for (size_t t = 0; t < years->trials; t++) {
    cases[years->dearest[t * years->n_persons]]++; /* of the mother */
    CU_ASSERT_EQUAL_FATAL(years->dearest[t * years->n_persons + 2] == 2, 0);
  }
  const double n = (double)years->trials; /* what falls on the mother is dearer than her own */
  SL_ASSERT_Z((double)cases[2] / n, 0.3, sqrt(0.3 * 0.7 / n), SL_Z_BOUND);
  SL_ASSERT_Z((double)cases[1] / n, 0.14, sqrt(0.14 * 0.86 / n), SL_Z_BOUND);
  sl_person_years_free(years);
  sl_test_unload(&loaded);
}

static void what_needs_days_or_a_group_factor_is_refused(void)
{
  sl_test_write("two-years.yaml", basis);
  sl_loaded_t loaded =
      sl_test_load("stoploss: 1\nname: Test\nstart: 2026-01-01\ncensus: census.csv\n"
                   "claims: {basis: two-years.yaml, trend: 0, uncertainty: 0.1}\n" SL_TEXT_TAIL,
                   census);
  const sl_engine_options_t options = {.threads = 1};
  sl_person_years_t *years = NULL;
  sl_error_t error = {0};
  CU_ASSERT_EQUAL_FATAL(loaded.code, SL_OK);
  CU_ASSERT_EQUAL(sl_person_years_new(loaded.scenario, &options, &years, &error), SL_ERR_ARGUMENT);
  CU_ASSERT_PTR_NULL(years);
  sl_test_unload(&loaded);
}

SL_SUITE(person_years, "unit/person_years",
         {"persons add up to the run", persons_add_up_to_the_run},
         {"services add up to the persons", services_add_up_to_the_persons},
         {"threads do not change a byte", threads_do_not_change_a_byte},
         {"two years are one person's", two_years_are_one_persons},
         {"the dearest condition is told", the_dearest_condition_is_told},
         {"what needs days or a group factor is refused",
          what_needs_days_or_a_group_factor_is_refused});
