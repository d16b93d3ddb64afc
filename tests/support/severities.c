#include "tests/support/severities.h"

#include "tests/support/harness.h"

#include <stdlib.h>
#include <string.h>

static sl_severity_t validated(sl_severity_t severity)
{
  sl_error_t error = {0};
  const int code = sl_severity_validate(&severity, &error);
  CU_ASSERT_EQUAL_FATAL(code, SL_OK);
  return severity;
}

sl_severity_t sl_test_severity(const char *family, double first, double second, double third)
{
  sl_severity_t severity;
  sl_severity_init(&severity, sl_severity_family(family));
  severity.parameter[0] = first;
  severity.parameter[1] = second;
  severity.parameter[2] = third;
  return validated(severity);
}

static double *copy(const double *x, size_t n)
{
  double *made = malloc(n * sizeof *made);
  CU_ASSERT_PTR_NOT_NULL_FATAL(made);
  memcpy(made, x, n * sizeof *made);
  return made;
}

static void take_parts(sl_severity_t *severity, sl_severity_t one, sl_severity_t other)
{
  severity->n = 2;
  severity->parts = malloc(2 * sizeof *severity->parts);
  CU_ASSERT_PTR_NOT_NULL_FATAL(severity->parts);
  severity->parts[0] = one;
  severity->parts[1] = other;
}

sl_severity_t sl_test_mixture(double weight, sl_severity_t one, sl_severity_t other)
{
  const double weights[2] = {weight, 1.0 - weight};
  sl_severity_t severity;
  sl_severity_init(&severity, sl_severity_family("mixture"));
  take_parts(&severity, one, other);
  severity.probabilities = copy(weights, 2);
  return validated(severity);
}

sl_severity_t sl_test_splice(double at, double weight_above, sl_severity_t below,
                             sl_severity_t above)
{
  sl_severity_t severity;
  sl_severity_init(&severity, sl_severity_family("splice"));
  take_parts(&severity, below, above);
  severity.parameter[0] = at;
  severity.parameter[1] = weight_above;
  return validated(severity);
}

sl_severity_t sl_test_listed(size_t n, const double *values, const double *probabilities,
                             const double *means)
{
  sl_severity_t severity;
  sl_severity_init(&severity, sl_severity_family(means != NULL ? "continuance" : "table"));
  severity.n = n;
  severity.values = copy(values, n);
  severity.probabilities = copy(probabilities, n);
  severity.means = means != NULL ? copy(means, n) : NULL;
  return validated(severity);
}

/* The collection: scalar families by row, the others by function. */

static const struct {
  const char *label, *family;
  double parameter[3];
} scalars[] = {
    {"constant 500", "constant", {500}},
    {"constant 0", "constant", {0}},
    {"uniform 5 95", "uniform", {5, 95}},
    {"exponential 1000", "exponential", {1000}},
    {"gamma 2 100", "gamma", {2, 100}},
    {"gamma 0.8 1.25, a frailty", "gamma", {0.8, 1.25}},
    {"gamma 0.1 5000", "gamma", {0.1, 5000}},
    {"gamma 400 10", "gamma", {400, 10}},
    {"lognormal 4.9 1.6", "lognormal", {4.9, 1.6}},
    {"lognormal of mean 1 and CV 0.05, a group factor", "lognormal", {-0.001248440, 0.04996879}},
    {"pareto 1.6 25000", "pareto", {1.6, 25000}},
    {"pareto 3 100", "pareto", {3, 100}},
    {"pareto 0.9 100", "pareto", {0.9, 100}},
    {"lomax 3 200", "lomax", {3, 200}},
    {"generalized pareto 0.3", "generalized_pareto", {0.3, 1000, 10}},
    {"generalized pareto 0", "generalized_pareto", {0, 1000, 10}},
    {"generalized pareto 3e-6", "generalized_pareto", {3e-6, 1000, 10}},
    {"generalized pareto -0.5", "generalized_pareto", {-0.5, 100, 10}},
    {"weibull 0.5 100", "weibull", {0.5, 100}},
    {"weibull 2 100", "weibull", {2, 100}},
    {"inverse gaussian 1000 300", "inverse_gaussian", {1000, 300}},
    {"inverse gaussian 1000 500000", "inverse_gaussian", {1000, 500000}},
    {"burr 2 1.5 1000", "burr", {2, 1.5, 1000}},
    {"burr 1 1 100", "burr", {1, 1, 100}},
};

static sl_severity_t table(void)
{
  const double values[] = {900, 100, 0, 250}, probabilities[] = {0.05, 0.4, 0.3, 0.25};
  return sl_test_listed(4, values, probabilities, NULL);
}

static sl_severity_t continuance(void)
{
  const double limits[] = {0, 100, 200, 1000, INFINITY};
  const double probabilities[] = {0.2, 0.4, 0, 0.3, 0.1}, means[] = {0, 40, 0, 450, 1700};
  return sl_test_listed(5, limits, probabilities, means);
}

static sl_severity_t workload(void)
{
  return sl_test_mixture(0.998, sl_test_severity("lognormal", 4.9, 1.6, 0),
                         sl_test_severity("pareto", 1.6, 25000, 0));
}

static sl_severity_t zero_or_gamma(void)
{
  return sl_test_mixture(0.3, sl_test_severity("constant", 0, 0, 0),
                         sl_test_severity("gamma", 0.5, 800, 0));
}

static sl_severity_t atom_in_a_gap(void)
{
  sl_severity_t atom_and_tail = sl_test_mixture(0.6, sl_test_severity("constant", 150, 0, 0),
                                                sl_test_severity("pareto", 3, 500, 0));
  return sl_test_mixture(0.5, sl_test_severity("uniform", 10, 100, 0), atom_and_tail);
}

static sl_severity_t splice_own_weight(void)
{
  return sl_test_splice(1000, NAN, sl_test_severity("exponential", 1000, 0, 0),
                        sl_test_severity("pareto", 2.5, 500, 0));
}

static sl_severity_t splice_with_a_gap(void)
{
  return sl_test_splice(2000, 0.07, sl_test_severity("lognormal", 6, 1.2, 0),
                        sl_test_severity("pareto", 2.5, 5000, 0));
}

static sl_severity_t censored_lognormal(void)
{
  sl_severity_t severity = sl_test_severity("lognormal", 4.9, 1.6, 0);
  severity.limit = 1000;
  return severity;
}

static sl_severity_t censored_parts(void)
{
  sl_severity_t censored = censored_lognormal(), whole;
  whole = sl_test_mixture(0.7, censored, sl_test_severity("weibull", 0.7, 3000, 0));
  whole.limit = 20000;
  return whole;
}

static const struct {
  const char *label;
  sl_severity_t (*make)(void);
} composites[] = {
    {"table", table},
    {"continuance", continuance},
    {"mixture of workload W", workload},
    {"mixture of 0 and gamma", zero_or_gamma},
    {"mixture with an atom in a gap", atom_in_a_gap},
    {"splice, own weight", splice_own_weight},
    {"splice with a gap", splice_with_a_gap},
    {"lognormal with a limit", censored_lognormal},
    {"mixture of parts with limits", censored_parts},
};

#define N_SCALARS (sizeof scalars / sizeof scalars[0])

size_t sl_test_severities(void) { return N_SCALARS + sizeof composites / sizeof composites[0]; }

sl_severity_t sl_test_severity_number(size_t i, const char **label)
{
  if (i < N_SCALARS) {
    const double *p = scalars[i].parameter;
    *label = scalars[i].label;
    return sl_test_severity(scalars[i].family, p[0], p[1], p[2]);
  }
  *label = composites[i - N_SCALARS].label;
  return composites[i - N_SCALARS].make();
}
