/* The registry, and what validation refuses and says. */
#include "models/severity/severity.h"
#include "tests/support/harness.h"
#include "tests/support/severities.h"

#include <stdlib.h>
#include <string.h>

static void every_family_describes_itself(void)
{
  static const char *const names[] = {
      "constant", "uniform", "exponential",        "gamma",   "lognormal",
      "pareto",   "lomax",   "generalized_pareto", "weibull", "inverse_gaussian",
      "burr",     "table",   "continuance",        "mixture", "splice"};
  size_t n = 0;
  const sl_severity_family_t *const *families = sl_severity_families(&n);
  CU_ASSERT_EQUAL_FATAL(n, sizeof names / sizeof names[0]);
  for (size_t i = 0; i < n; i++) {
    const sl_severity_family_t *f = families[i];
    CU_ASSERT_STRING_EQUAL(f->name, names[i]);
    CU_ASSERT_PTR_EQUAL(sl_severity_family(names[i]), f);
    CU_ASSERT(strlen(f->doc) > 10 && strlen(f->citation) > 10);
    CU_ASSERT(f->n_parameters <= SL_SEVERITY_PARAMETERS);
    for (size_t k = 0; k < f->n_parameters; k++) {
      CU_ASSERT(f->parameters[k].low < f->parameters[k].high);
      CU_ASSERT(strlen(f->parameters[k].doc) > 3 && strlen(f->parameters[k].unit) > 0);
    }
  }
  CU_ASSERT_PTR_NULL(sl_severity_family("normal"));
}

static void refused(sl_severity_t *severity, const char *text)
{
  sl_error_t error = {0};
  CU_ASSERT_EQUAL(sl_severity_validate(severity, &error), SL_ERR_INPUT);
  if (strstr(error.text, text) == NULL) {
    CU_FAIL("the message names the fault");
    printf("\n    \"%s\" does not contain \"%s\"\n", error.text, text);
  }
  CU_ASSERT_EQUAL(sl_severity_validate(severity, NULL), SL_ERR_INPUT);
  sl_severity_free(severity);
}

static void scalar(const char *family, double first, double second, const char *text)
{
  sl_severity_t s;
  sl_severity_init(&s, sl_severity_family(family));
  s.parameter[0] = first;
  s.parameter[1] = second;
  refused(&s, text);
}

static void parameters_out_of_range_are_refused(void)
{
  scalar("constant", -1, 0, "constant: value is -1; it must be at least 0");
  scalar("constant", NAN, 0, "value is");
  scalar("constant", INFINITY, 0, "value is inf");
  scalar("exponential", 0, 0, "mean is 0; it must be above 0");
  scalar("uniform", 5, 5, "low must be below high");
  scalar("lognormal", 5, 0, "sigma is 0");
  scalar("gamma", 0, 1, "shape is 0");
  scalar("pareto", 0.01, 1, "shape is 0.01");
  scalar("pareto", 2, -3, "scale is -3");
  scalar("burr", 0.05, 1, "scale is 0");
  sl_severity_t s;
  sl_severity_init(&s, sl_severity_family("burr"));
  s.parameter[0] = 0.05;
  s.parameter[1] = s.parameter[2] = 1;
  refused(&s, "tail index, is 0.05");
  sl_severity_init(&s, sl_severity_family("exponential"));
  s.parameter[0] = 10;
  s.limit = 0;
  refused(&s, "limit is 0; it must be above 0");
}

static double *copy(const double *x, size_t n)
{
  double *made = x != NULL ? malloc(n * sizeof *made) : NULL;
  if (made != NULL) {
    memcpy(made, x, n * sizeof *made);
  }
  return made;
}

static void listed(size_t n, const double *values, const double *probabilities, const double *means,
                   const char *text)
{
  sl_severity_t s;
  sl_severity_init(&s, sl_severity_family(means != NULL ? "continuance" : "table"));
  s.n = n;
  s.values = copy(values, n);
  s.probabilities = copy(probabilities, n);
  s.means = copy(means, n);
  refused(&s, text);
}

static void faulty_lists_are_refused(void)
{
  const double values[] = {1, 2}, half[] = {0.5, 0.5};
  listed(2, values, (double[]){0.5, 0.6}, NULL, "sum to 1.1; they must sum to 1");
  listed(2, values, (double[]){0.5, 0.5 + 2e-9}, NULL, "sum to 1.000000002");
  listed(2, values, (double[]){1.5, -0.5}, NULL, "entry 1 of the probabilities is 1.5");
  listed(2, (double[]){1, -2}, half, NULL, "entry 2 of the values is -2");
  listed(2, (double[]){5, 5}, half, (double[]){1, 5}, "upper limit 2 is 5");
  listed(2, (double[]){INFINITY, 7}, half, (double[]){1, 5}, "upper limit 1 is inf");
  listed(2, (double[]){5, 9}, half, (double[]){6, 8}, "mean of bucket 1 is 6");
  listed(2, (double[]){5, INFINITY}, half, (double[]){3, 5}, "mean of bucket 2 is 5");
  sl_severity_t s;
  sl_severity_init(&s, sl_severity_family("table"));
  refused(&s, "the list is empty");
}

static void probabilities_are_normalised(void)
{
  const double values[] = {1, 2, 3}, probabilities[] = {0.25, 0.25, 0.5 + 9e-10};
  sl_severity_t s = sl_test_listed(3, values, probabilities, NULL);
  SL_ASSERT_CLOSE(s.probabilities[0] + s.probabilities[1] + s.probabilities[2], 1, 1e-15);
  CU_ASSERT_EQUAL(sl_severity_validate(&s, NULL), SL_OK); /* a second time does no harm */
  CU_ASSERT_EQUAL(sl_severity_cdf(&s, 3), 1);
  sl_severity_free(&s);
}

static void faulty_parts_are_refused(void)
{
  sl_severity_t s = sl_test_mixture(0.5, sl_test_severity("constant", 1, 0, 0),
                                    sl_test_severity("exponential", 10, 0, 0));
  s.parts[1].parameter[0] = -10;
  refused(&s, "exponential: mean is -10");
  s = sl_test_mixture(0.5, sl_test_severity("constant", 1, 0, 0),
                      sl_test_severity("exponential", 10, 0, 0));
  s.parts[0].times_salary = true;
  refused(&s, "times: salary");
  const sl_severity_t pareto = sl_test_severity("pareto", 2, 100, 0);
  s = sl_test_splice(200, NAN, pareto, pareto);
  s.parameter[0] = 50;
  refused(&s, "`below` has no amounts up to 50");
  s = sl_test_splice(200, 0.5, pareto, sl_test_severity("uniform", 0, 300, 0));
  s.parameter[0] = 400;
  refused(&s, "`above` has no amounts over 400");
  s = sl_test_splice(200, 0.5, pareto, pareto);
  s.parameter[1] = 1.5;
  refused(&s, "weight_above is 1.5");
}

SL_SUITE(severity_input, "unit/severity_input",
         {"every family describes itself", every_family_describes_itself},
         {"parameters out of range are refused", parameters_out_of_range_are_refused},
         {"faulty lists are refused", faulty_lists_are_refused},
         {"probabilities are normalised", probabilities_are_normalised},
         {"faulty parts are refused", faulty_parts_are_refused});
