#include "models/claims/service.h"
#include "models/frequency/frequency.h"
#include "models/severity/severity.h"
#include "sim/input/scenario/claims.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <stdio.h>
#include <string.h>

/* A scenario whose one service has this frequency and severity; both stand in line 6. */
static const char *with(const char *frequency, const char *severity)
{
  static char yaml[4096];
  snprintf(yaml, sizeof yaml,
           SL_TEXT_HEAD "claims:\n"
                        "  services: [{name: a, frequency: {%s}, severity: {%s}}]\n" SL_TEXT_TAIL,
           frequency, severity);
  return yaml;
}

#define POISSON "distribution: poisson, mean: 1"
#define CONSTANT "distribution: constant, value: 1"

static sl_loaded_t load_severity(const char *severity)
{
  return sl_test_load(with(POISSON, severity), NULL);
}

static void every_severity_of_the_design_loads(void)
{
  static const char *const severities[] = {
      "distribution: constant, value: 1",
      "distribution: uniform, low: 0, high: 5",
      "distribution: exponential, mean: 5",
      "distribution: gamma, shape: 2, scale: 5",
      "distribution: lognormal, mu: 4.9, sigma: 1.6",
      "distribution: lognormal, mean: 10, cv: 2",
      "distribution: pareto, shape: 2, scale: 5",
      "distribution: lomax, shape: 2, scale: 5",
      "distribution: generalized_pareto, shape: 0.2, scale: 5, threshold: 1",
      "distribution: weibull, shape: 2, scale: 5",
      "distribution: inverse_gaussian, mean: 2, shape: 5",
      "distribution: burr, shape1: 2, shape2: 3, scale: 5",
      "distribution: table, values: [1, 2, 5], probabilities: [0.5, 0, 0.5]",
      "distribution: mixture, weights: [0.25, 0.75], of: [{distribution: constant, value: 1}, "
      "{distribution: exponential, mean: 5, limit: 9}]",
      "distribution: splice, at: 10, below: {distribution: exponential, mean: 5}, above: "
      "{distribution: pareto, shape: 2, scale: 10}",
      "distribution: splice, at: 10, weight_above: 0.1, below: {distribution: exponential, mean: "
      "5}, above: {distribution: pareto, shape: 2, scale: 10}, limit: 500"};
  for (size_t i = 0; i < sizeof severities / sizeof severities[0]; i++) {
    CU_ASSERT_TRUE(sl_test_no_fault(with(POISSON, severities[i])));
  }
}

static void every_frequency_of_the_design_loads(void)
{
  static const char *const frequencies[] = {
      "distribution: poisson, mean: 12",
      "distribution: negative_binomial, mean: 2, size: 0.5",
      "distribution: geometric, mean: 4",
      "distribution: binomial, trials: 3, probability: 0.2",
      "distribution: bernoulli, probability: 0.05",
      "distribution: table, probabilities: [0.5, 0.25, 0.25]",
      "distribution: zero_modified, zero: 0.5, of: {distribution: poisson, mean: 2}"};
  for (size_t i = 0; i < sizeof frequencies / sizeof frequencies[0]; i++) {
    CU_ASSERT_TRUE(sl_test_no_fault(with(frequencies[i], CONSTANT)));
  }
}

static void parameters_arrive_where_they_belong(void)
{
  sl_loaded_t l = load_severity("distribution: burr, scale: 5, shape2: 3, shape1: 2");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_severity_t *burr = &l.scenario->claims->services[0].severity;
  /* F(x) = 1 - (1 + (x/scale)^shape2)^(-shape1) at x = scale: 1 - 2^-2 */
  SL_ASSERT_CLOSE(sl_severity_cdf(burr, 5.0), 0.75, 1e-14);
  sl_test_unload(&l);

  l = load_severity("distribution: mixture, weights: [0.25, 0.75], of: [{distribution: constant, "
                    "value: 1}, {distribution: constant, value: 9}]");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  SL_ASSERT_CLOSE(sl_severity_mean(&l.scenario->claims->services[0].severity), 7.0, 1e-14);
  sl_test_unload(&l);

  l = sl_test_load(with("distribution: zero_modified, zero: 0.75, of: {distribution: bernoulli, "
                        "probability: 0.4}",
                        CONSTANT),
                   NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  SL_ASSERT_CLOSE(sl_frequency_mean(&l.scenario->claims->services[0].frequency), 0.25, 1e-14);
  sl_test_unload(&l);
}

static void faults_of_distributions_are_named(void)
{
  static const struct {
    const char *frequency, *severity, *part;
  } rows[] = {
      {POISSON, "distribution: lognorml, mu: 1, sigma: 1", "lognorml; did you mean lognormal?"},
      {POISSON, "distribution: lognormal, mu: 1", "a required key is missing: sigma"},
      {POISSON, "distribution: lognormal, mu: 1, sigma: 1, cv: 2", "given in two ways"},
      {POISSON, "distribution: lognormal, mu: 1, sigma: 0", "sigma is out of range: 0"},
      {POISSON, "distribution: lognormal, mu: 1, sigma: 1, sgma: 1", "did you mean sigma?"},
      {POISSON, "distribution: table, values: [1, 2], probabilities: [1]", "2 values but 1"},
      {POISSON, "distribution: table, values: [1, 2], probabilities: [0.5, 0.6]", "sum to 1.1"},
      {POISSON, "distribution: table, values: [], probabilities: [1]", "the list is empty"},
      {POISSON, "distribution: mixture, weights: [1], of: []", "not a list of severities"},
      {POISSON, "distribution: mixture, weights: [1], of: [{distribution: constant, value: x}]",
       "value is not a number: x"},
      {POISSON,
       "distribution: mixture, weights: [1], of: [{distribution: constant, value: 1, times: "
       "salary}]",
       "times cannot stand inside a part"},
      {POISSON, "distribution: splice, at: 5, below: {distribution: constant, value: 1}",
       "a required key is missing: above"},
      {POISSON, "distribution: constant, value: 1, limit: 0", "limit is out of range: 0"},
      {POISSON, "distribution: constant, value: 1, limit: .inf", "limit is not a number: .inf"},
      {POISSON, "distribution: constant, value: 1, times: wages", "times is not known: wages"},
      {POISSON, "distribution: constant, value: .inf", "value is not a number: .inf"},
      {POISSON, "distribution: constant, value: \"1\"", "value is a text in quotes: 1"},
      {POISSON, "value: 1", "a required key is missing: distribution"},
      {"distribution: poisson, mean: -1", CONSTANT, "mean is out of range: -1"},
      {"distribution: binomial, trials: 2.5, probability: 0.1", CONSTANT,
       "trials is not a whole number"},
      {"distribution: bernoulli, probability: 1.5", CONSTANT, "probability is out of range: 1.5"},
      {"distribution: table, probabilities: [0.5, 0.4]", CONSTANT, "0.9"},
      {"distribution: zero_modified, zero: 0.5", CONSTANT, "a required key is missing: of"},
      {"distribution: zero_modified, zero: 0.5, of: {distribution: lognormal}", CONSTANT,
       "distribution is not known: lognormal"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    CU_ASSERT_TRUE(
        sl_test_one_fault(with(rows[i].frequency, rows[i].severity), 6, 0, rows[i].part));
  }
}

static void probabilities_are_scaled_to_one(void)
{
  sl_loaded_t l = load_severity("distribution: table, values: [1, 2, 3], probabilities: "
                                "[0.3333333333, 0.3333333333, 0.3333333333]");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const double *p = l.scenario->claims->services[0].severity.probabilities;
  SL_ASSERT_CLOSE(p[0] + p[1] + p[2], 1.0, 1e-15);
  sl_test_unload(&l);
  CU_ASSERT_TRUE(sl_test_one_fault(
      with(POISSON, "distribution: table, values: [1, 2], probabilities: [0.5, 0.500000002]"), 6, 0,
      "sum"));
}

#define CONTINUANCE "distribution: continuance, file: table.csv"

static void continuance_files_become_buckets(void)
{
  sl_test_write("table.csv", "# a comment, with a comma\n"
                             "tier,upto,pct,cost_bucket\n"
                             "x,0,0.5,0\nx,100,0.3,60\nx,1000,0.2,250\nx,inf,0,\n");
  sl_loaded_t l = load_severity(CONTINUANCE);
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_severity_t *s = &l.scenario->claims->services[0].severity;
  CU_ASSERT_EQUAL(s->n, 4);
  SL_ASSERT_CLOSE(sl_severity_mean(s), 0.3 * 60.0 + 0.2 * 250.0, 1e-12);
  SL_ASSERT_CLOSE(sl_severity_cdf(s, 100.0), 0.8, 1e-12);
  sl_test_unload(&l);

  sl_test_write("table.csv", "pct,upto\n0.50001,100\n0.5,200\n"); /* rounded; means at midpoints */
  l = load_severity(CONTINUANCE);
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  SL_ASSERT_CLOSE(sl_severity_mean(&l.scenario->claims->services[0].severity),
                  (0.50001 * 50.0 + 0.5 * 150.0) / 1.00001, 1e-12);
  sl_test_unload(&l);
}

static void faults_of_continuance_files_have_their_line(void)
{
  static const struct {
    const char *csv;
    size_t line;
    const char *part;
  } rows[] = {
      {"a,b\n1,2\n", 1, "needs the columns upto and pct"},
      {"upto,pct\n100,0.5\n200,half\n", 3, "pct is not valid: half"},
      {"upto,pct\n100,0.5\n200,1.5\n", 3, "pct is not valid: 1.5; allowed: a number from 0 to 1"},
      {"upto,pct\n-1,0.5\n", 2, "upto is not valid: -1"},
      {"upto,pct\n100\n", 2, "fields"},
      {"upto,pct\n100,0.5\ninf,0.5\n", 3, "needs its mean amount"},
      {"upto,pct\n100,0.5\n200,0.6\n", 0, "adds up to 1.1"},
      {"upto,pct\n", 0, "no buckets"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    sl_test_write("table.csv", rows[i].csv);
    sl_loaded_t l = load_severity(CONTINUANCE);
    CU_ASSERT_EQUAL(l.code, SL_ERR_INPUT);
    CU_ASSERT_TRUE(sl_test_has_fault(&l, rows[i].line, 0, rows[i].part));
    CU_ASSERT_PTR_NOT_NULL(strstr(l.faults.list[0].file, "table.csv"));
    sl_test_unload(&l);
  }
  sl_loaded_t l = load_severity("distribution: continuance, file: none.csv");
  CU_ASSERT_EQUAL(l.code, SL_ERR_MISSING);
  sl_test_unload(&l);
}

static const char basis[] =
    "stoploss_basis: 1\nname: own\ntitle: A basis\ncurrency: USD\ndate: 2025-07-01\n"
    "age_curves: [{name: c, ages: [0, 18, 65], female: [0.5, 1, 2], male: [0.25, 1.5, 3]}]\n"
    "services: [{name: b, frequency: {distribution: poisson, mean: 2}, severity: {distribution: "
    "constant, value: 10}, age_curve: c}]\n";

static sl_loaded_t load_basis(const char *text)
{
  sl_test_write("own.yaml", text);
  return sl_test_load(SL_TEXT_HEAD "claims: {basis: own.yaml, trend: 0.1}\n" SL_TEXT_TAIL, NULL);
}

static void a_basis_file_gives_services_curves_and_trend(void)
{
  sl_loaded_t l = load_basis(basis);
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_service_t *b = &l.scenario->claims->services[0];
  SL_ASSERT_CLOSE(b->amount_factor, 1.1, 1e-14); /* mid-2025 to mid-2026 */
  CU_ASSERT_PTR_NOT_NULL_FATAL(b->age_curve);
  CU_ASSERT_EQUAL(b->age_curve->factor[SL_FEMALE][17], 0.5);
  CU_ASSERT_EQUAL(b->age_curve->factor[SL_FEMALE][18], 1.0);
  CU_ASSERT_EQUAL(b->age_curve->factor[SL_MALE][64], 1.5);
  CU_ASSERT_EQUAL(b->age_curve->factor[SL_MALE][120], 3.0);
  sl_test_unload(&l);
}

static void faults_of_a_basis_are_in_its_file(void)
{
  static const struct {
    const char *from, *to;
    size_t line;
    const char *part;
  } rows[] = {
      {"ages: [0,", "ages: [1,", 6, "ages are not in order"},
      {"female: [0.5, 1, 2]", "female: [0.5, 1]", 6, "female has 2 numbers for 3 ages"},
      {"age_curve: c", "age_curve: d", 7, "age_curve is not known: d"},
      {"date: 2025-07-01", "date: 2025-07-32", 5, "date is not a date"},
      {"title:", "titel:", 3, "did you mean title?"},
      {"male: [0.25", "male: [-0.25", 6, "male is out of range: -0.25"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char text[1024];
    const char *place = strstr(basis, rows[i].from);
    CU_ASSERT_PTR_NOT_NULL_FATAL(place);
    snprintf(text, sizeof text, "%.*s%s%s", (int)(place - basis), basis, rows[i].to,
             place + strlen(rows[i].from));
    sl_loaded_t l = load_basis(text);
    CU_ASSERT_TRUE(sl_test_has_fault(&l, rows[i].line, 0, rows[i].part));
    CU_ASSERT_PTR_NOT_NULL(strstr(l.faults.list[0].file, "own.yaml"));
    sl_test_unload(&l);
  }
}

static void a_basis_in_other_money_is_refused(void)
{
  sl_test_write("own.yaml", basis);
  CU_ASSERT_TRUE(sl_test_one_fault(SL_TEXT_HEAD
                                   "currency: CAD\nclaims: {basis: own.yaml}\n" SL_TEXT_TAIL,
                                   6, 17, "basis is in another currency: USD"));
  sl_loaded_t l = sl_test_load(SL_TEXT_HEAD "claims: {basis: none.yaml}\n" SL_TEXT_TAIL, NULL);
  CU_ASSERT_EQUAL(l.code, SL_ERR_MISSING);
  sl_test_unload(&l);
}

SL_SUITE(scenario_distribution, "unit/scenario_distribution",
         {"every severity of the design loads", every_severity_of_the_design_loads},
         {"every frequency of the design loads", every_frequency_of_the_design_loads},
         {"parameters arrive where they belong", parameters_arrive_where_they_belong},
         {"faults of distributions are named", faults_of_distributions_are_named},
         {"probabilities are scaled to one", probabilities_are_scaled_to_one},
         {"continuance files become buckets", continuance_files_become_buckets},
         {"faults of continuance files have their line",
          faults_of_continuance_files_have_their_line},
         {"a basis file gives services, curves and trend",
          a_basis_file_gives_services_curves_and_trend},
         {"faults of a basis are in its file", faults_of_a_basis_are_in_its_file},
         {"a basis in other money is refused", a_basis_in_other_money_is_refused});
