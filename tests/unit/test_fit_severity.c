/* Severities fitted: reference fits by R on real claims, textbook distances, every family on a
 * sample of its own, and what cannot be fitted. */
#include "models/fit/distance.h"
#include "models/fit/severity_fit.h"
#include "tests/support/fit_data.h"
#include "tests/support/harness.h"
#include "tests/support/severities.h"

#include <stdlib.h>
#include <string.h>

typedef struct reference {
  const char *family;
  size_t n;
  double estimate[3], error[3], log_likelihood;
} reference_t;

/* The claims above `above`, less than or equal to `upto` known, the others censored there; excess:
 * as amounts above `above`, else truncated there. */
typedef struct cut {
  double above, upto, right;
  bool excess;
} cut_t;

static const cut_t whole = {.upto = INFINITY, .right = INFINITY};

static size_t losses_of(const char *data, cut_t cut, sl_loss_t *losses)
{
  sl_histogram_t h = sl_test_histogram(data);
  size_t n = 0;
  for (size_t i = 0; i < h.n; i++) {
    if (h.value[i] > cut.above && h.value[i] <= cut.right) {
      losses[n] = sl_loss(fmin(h.value[i], cut.upto) - (cut.excess ? cut.above : 0.0));
      losses[n].weight = h.weight[i];
      losses[n].from = cut.excess ? 0.0 : cut.above;
      losses[n].to = cut.right;
      losses[n++].censored = h.value[i] > cut.upto;
    }
  }
  sl_histogram_free(&h);
  return n;
}

/* Within 0.02 standard errors and 0.01 of log-likelihood; errors within 0.2%. */
static void compare(const char *data, cut_t cut, const reference_t *want)
{
  static sl_loss_t losses[8192];
  const size_t n = losses_of(data, cut, losses);
  const bool bounded = strcmp(want->family, "generalized_pareto") == 0;
  const double given[4] = {NAN, NAN, bounded ? 0.0 : (double)NAN};
  sl_severity_fit_t fit;
  sl_error_t error = {0};
  CU_ASSERT_EQUAL_FATAL(
      sl_fit_severity(sl_severity_family(want->family), given, losses, n, &fit, &error), SL_OK);
  CU_ASSERT_EQUAL(fit.status, SL_FIT_CONVERGED);
  CU_ASSERT_EQUAL(fit.n_estimated, want->n);
  SL_ASSERT_Z(fit.log_likelihood, want->log_likelihood, 0.01, 1.0);
  for (size_t k = 0; k < want->n; k++) {
    SL_ASSERT_Z(fit.severity.parameter[k], want->estimate[k], want->error[k], 0.02);
    SL_ASSERT_CLOSE(fit.parameter[k].standard_error, want->error[k], 2e-3);
  }
  SL_ASSERT_CLOSE(fit.aic, 2.0 * (double)want->n - 2.0 * fit.log_likelihood, 1e-14);
  SL_ASSERT_CLOSE(fit.bic, (double)want->n * log(fit.claims) - 2.0 * fit.log_likelihood, 1e-14);
}

/* R 4.2, optim by BFGS, observed information; RAND's Weibull by the root of its likelihood
 * equation, where BFGS stops 0.04 standard errors before it. RAND dollars of a person-year, MEPS
 * outpatient. */
static void reference_fits_whole(void)
{
  compare("rand_med", whole,
          &(reference_t){"lognormal", 2, {4.109360, 1.484537}, {0.011834, 0.008368}, -93216.5694});
  compare(
      "rand_med", whole,
      &(reference_t){"weibull", 2, {0.6239905367, 130.793297}, {0.003415, 1.7757}, -95332.69847});
  compare("meps_op_usd", whole,
          &(reference_t){"lognormal", 2, {6.428385, 1.544314}, {0.042, 0.029698}, -11197.1330});
  compare("meps_op_usd", whole,
          &(reference_t){"exponential", 1, {1853.589005}, {50.410976}, -11525.6363967});
  compare("meps_op_usd", whole,
          &(reference_t){
              "gamma", 2, {0.5681008775, 3262.7811439}, {0.018254327, 157.644608}, -11343.1792247});
  compare("meps_op_usd", whole,
          &(reference_t){
              "lomax", 2, {1.438537003, 1060.246755}, {0.10158679, 117.130637}, -11218.5998916});
  compare("meps_op_usd", whole,
          &(reference_t){"inverse_gaussian",
                         2,
                         {1853.5884582, 208.2766283},
                         {150.3873059, 8.0106399},
                         -11346.0947485});
  compare("meps_op_usd", whole,
          &(reference_t){"burr",
                         3,
                         {1.4560074774, 0.9957320223, 1080.0510006},
                         {0.213610914, 0.045157257, 244.447688},
                         -11218.5954512});
}

static void reference_fits_of_tails_and_parts(void)
{
  const cut_t tail = {.above = 2000.0, .upto = INFINITY, .right = INFINITY, .excess = true};
  compare("rand_med", tail,
          &(reference_t){
              "generalized_pareto", 2, {0.499593, 1392.267}, {0.106437, 167.319}, -2105.9258});
  /* seen from 500, 115 of 743 known only to be above 5,000; mu = log of R's estimate */
  const cut_t layer = {.above = 500.0, .upto = 5000.0, .right = INFINITY};
  compare("meps_op_usd", layer,
          &(reference_t){"lognormal",
                         2,
                         {7.019115, 1.252342148},
                         {144.84422528 / 1117.796365, 0.08787669},
                         -5409.4116001});
  compare(
      "meps_op_usd", layer,
      &(reference_t){
          "weibull", 2, {0.5889572697, 1038.6136929}, {0.062788765, 236.084919}, -5409.3976871});
  compare("meps_op_usd", layer,
          &(reference_t){
              "gamma", 2, {0.1816994278, 4853.9485143}, {0.11507725, 870.134737}, -5409.77151761});
  const cut_t lower = {.upto = INFINITY, .right = 3000.0};
  compare("meps_op_usd", lower,
          &(reference_t){"lognormal",
                         2,
                         {log(632.297940030), 1.586161302},
                         {54.646322364 / 632.29794, 0.058793611},
                         -8520.12732101});
}

static void textbook_distance(const char *family, const sl_loss_t *losses, size_t n,
                              double log_likelihood, double ks, double ad)
{
  sl_severity_fit_t fit;
  CU_ASSERT_EQUAL_FATAL(sl_fit_severity(sl_severity_family(family), NULL, losses, n, &fit, NULL),
                        SL_OK);
  SL_ASSERT_Z(fit.log_likelihood, log_likelihood, 5e-4, 1.01);
  SL_ASSERT_Z(fit.kolmogorov_smirnov, ks, 5e-5, 1.01);
  SL_ASSERT_Z(fit.anderson_darling, ad, 5e-5, 1.01);
}

/* Data Set B of Loss Models with a largest claim of 3,476, truncated at 50 or censored at 1,000:
 * the table of test statistics of exponential and Weibull fits at the end of section 15.4. */
static void textbook_distances(void)
{
  static const double b[20] = {27,  82,  115, 126, 155, 161,  243,  294,  340,  384,
                               457, 680, 855, 877, 974, 1193, 1340, 1884, 2558, 3476};
  sl_loss_t losses[20];
  for (size_t i = 1; i < 20; i++) {
    losses[i - 1] = sl_loss(b[i]);
    losses[i - 1].from = 50.0;
  }
  textbook_distance("exponential", losses, 19, -146.063, 0.1340, 0.4292);
  textbook_distance("weibull", losses, 19, -145.683, 0.0887, 0.1631);
  for (size_t i = 0; i < 20; i++) {
    losses[i] = sl_loss(fmin(b[i], 1000.0));
    losses[i].censored = b[i] > 1000.0;
  }
  textbook_distance("exponential", losses, 20, -113.647, 0.0991, 0.1713);
  textbook_distance("weibull", losses, 20, -113.647, 0.0991, 0.1712);
}

/* Every scalar family with a density, fitted to its own quantiles at (i - 1/2) / 2,000: the
 * parameters come back within a tenth or three standard errors. */
static void every_family(void)
{
  static const struct {
    const char *name;
    double parameter[3];
  } laws[] = {{"uniform", {100, 900}},
              {"exponential", {700}},
              {"gamma", {2, 300}},
              {"lognormal", {6, 1.2}},
              {"pareto", {1.8, 500}},
              {"lomax", {3, 2000}},
              {"generalized_pareto", {0.3, 800, 250}},
              {"weibull", {0.7, 400}},
              {"inverse_gaussian", {900, 600}},
              {"burr", {2, 1.5, 700}}};
  size_t n_families, fitted = 0;
  const sl_severity_family_t *const *families = sl_severity_families(&n_families);
  static sl_loss_t losses[2000];
  for (size_t f = 0; f < n_families; f++) {
    const bool has_density =
        families[f]->shape == SL_SEVERITY_SCALAR && strcmp(families[f]->name, "constant") != 0;
    CU_ASSERT_EQUAL(sl_severity_fits(families[f]), has_density);
  }
  for (size_t k = 0; k < sizeof laws / sizeof *laws; k++) {
    const double *p = laws[k].parameter;
    const sl_severity_t law = sl_test_severity(laws[k].name, p[0], p[1], p[2]);
    for (size_t i = 0; i < 2000; i++) {
      losses[i] = sl_loss(sl_severity_quantile(&law, ((double)i + 0.5) / 2000.0));
    }
    sl_severity_fit_t fit;
    CU_ASSERT_EQUAL_FATAL(sl_fit_severity(law.family, NULL, losses, 2000, &fit, NULL), SL_OK);
    CU_ASSERT_EQUAL(fit.status, SL_FIT_CONVERGED);
    CU_ASSERT(fit.kolmogorov_smirnov < 0.01 && fit.anderson_darling < 0.1);
    for (size_t j = 0; j < law.family->n_parameters; j++) {
      SL_ASSERT_CLOSE(fit.severity.parameter[j], p[j], 0.1);
      CU_ASSERT(fit.parameter[j].low <= p[j] && p[j] <= fit.parameter[j].high);
    }
    fitted++;
  }
  CU_ASSERT_EQUAL(fitted, n_families - 5); /* constant, table, continuance, mixture, splice */
}

/* One row of weight 3 is three rows. */
static void a_weight_is_a_number_of_claims(void)
{
  sl_loss_t many[30], few[10];
  for (size_t i = 0; i < 30; i++) {
    many[i] = sl_loss(100.0 * (double)(i / 3 + 1));
    few[i / 3] = many[i];
    few[i / 3].weight = 3.0;
  }
  sl_severity_fit_t a, b;
  CU_ASSERT_EQUAL(sl_fit_severity(sl_severity_family("gamma"), NULL, many, 30, &a, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_fit_severity(sl_severity_family("gamma"), NULL, few, 10, &b, NULL), SL_OK);
  SL_ASSERT_CLOSE(a.severity.parameter[0], b.severity.parameter[0], 1e-6);
  SL_ASSERT_CLOSE(a.parameter[1].standard_error, b.parameter[1].standard_error, 1e-5);
  SL_ASSERT_CLOSE(a.kolmogorov_smirnov, b.kolmogorov_smirnov, 1e-6);
  SL_ASSERT_CLOSE(a.anderson_darling, b.anderson_darling, 1e-5);
}

/* Claims more even than exponential push Lomax to its exponential limit, shape without end. */
static void a_boundary_is_told(void)
{
  sl_loss_t losses[200];
  const sl_severity_t even = sl_test_severity("gamma", 3.0, 100.0, 0.0);
  for (size_t i = 0; i < 200; i++) {
    losses[i] = sl_loss(sl_severity_quantile(&even, ((double)i + 0.5) / 200.0));
  }
  sl_severity_fit_t fit;
  CU_ASSERT_EQUAL(sl_fit_severity(sl_severity_family("lomax"), NULL, losses, 200, &fit, NULL),
                  SL_OK);
  CU_ASSERT_EQUAL(fit.status, SL_FIT_BOUNDARY);
  CU_ASSERT(isnan(fit.parameter[0].standard_error));
}

static void what_cannot_be_fitted(void)
{
  const sl_severity_family_t *gamma_law = sl_severity_family("gamma");
  const sl_severity_family_t *uniform = sl_severity_family("uniform");
  sl_severity_fit_t fit;
  sl_loss_t losses[3] = {sl_loss(5.0), sl_loss(7.0), sl_loss(11.0)};
  CU_ASSERT_EQUAL(sl_fit_severity(sl_severity_family("table"), NULL, losses, 3, &fit, NULL),
                  SL_ERR_UNSUPPORTED);
  CU_ASSERT_EQUAL(sl_fit_severity(gamma_law, NULL, losses, 1, &fit, NULL), SL_ERR_INPUT);
  losses[1].censored = true;
  CU_ASSERT_EQUAL(sl_fit_severity(uniform, NULL, losses, 3, &fit, NULL), SL_ERR_UNSUPPORTED);
  losses[1] = sl_loss(-7.0);
  CU_ASSERT_EQUAL(sl_fit_severity(gamma_law, NULL, losses, 3, &fit, NULL), SL_ERR_INPUT);
  losses[1] = sl_loss(7.0);
  losses[1].from = 8.0;
  CU_ASSERT_EQUAL(sl_fit_severity(gamma_law, NULL, losses, 3, &fit, NULL), SL_ERR_INPUT);
  losses[1] = sl_loss(7.0);
  losses[1].weight = 0.0;
  CU_ASSERT_EQUAL(sl_fit_severity(gamma_law, NULL, losses, 3, &fit, NULL), SL_ERR_INPUT);
  losses[1] = sl_loss(NAN);
  CU_ASSERT_EQUAL(sl_fit_severity(gamma_law, NULL, losses, 3, &fit, NULL), SL_ERR_INPUT);
  const double given[4] = {NAN, NAN, 6.0, NAN}; /* a threshold above a claim */
  losses[1] = sl_loss(7.0);
  CU_ASSERT_EQUAL(
      sl_fit_severity(sl_severity_family("generalized_pareto"), given, losses, 3, &fit, NULL),
      SL_ERR_INPUT);
}

/* The quantiles of a law at (i - 1/2) / n lie on the line; those above 1,000 of a truncated one
 * too. */
static void quantile_pictures(void)
{
  const sl_severity_t law = sl_test_severity("pareto", 1.8, 500.0, 0.0);
  static sl_loss_t losses[400];
  static sl_qq_t points[400];
  const double seen = sl_severity_survival(&law, 1000.0);
  for (int truncated = 0; truncated < 2; truncated++) {
    for (size_t i = 0; i < 400; i++) {
      const double above = (400.0 - (double)i - 0.5) / 400.0;
      losses[i] = sl_loss(sl_severity_quantile_upper(&law, above * (truncated == 1 ? seen : 1.0)));
      losses[i].from = truncated == 1 ? 1000.0 : 0.0;
    }
    const size_t n = sl_fit_qq(&law, losses, 400, 30, points);
    CU_ASSERT(n > 15 && n <= 30);
    for (size_t k = 0; k < n; k++) {
      SL_ASSERT_CLOSE(points[k].theory, points[k].seen, 1e-12);
    }
    CU_ASSERT_EQUAL(points[n - 1].seen, losses[399].amount);
    CU_ASSERT_EQUAL(points[n - 2].seen, losses[398].amount); /* the highest are all shown */
  }
  losses[300].censored = true;
  const size_t n = sl_fit_qq(&law, losses, 400, 30, points);
  CU_ASSERT(n > 2 && points[n - 1].seen < losses[300].amount);
  losses[7].from = 900.0;
  CU_ASSERT_EQUAL(sl_fit_qq(&law, losses, 400, 30, points), 0);
}

static void a_cap_is_seen(void)
{
  sl_loss_t losses[5] = {sl_loss(5.0), sl_loss(9.0), sl_loss(9.0), sl_loss(7.0), sl_loss(9.0)};
  CU_ASSERT_EQUAL(sl_loss_cap(losses, 5), 9.0);
  CU_ASSERT(isinf(sl_loss_cap(losses, 4)));
  losses[4].censored = true;
  CU_ASSERT(isinf(sl_loss_cap(losses, 5)));
}

SL_SUITE(fit_severity, "unit/fit_severity",
         {"reference fits of whole claims", reference_fits_whole},
         {"reference fits of tails and parts", reference_fits_of_tails_and_parts},
         {"textbook distances", textbook_distances}, {"every family", every_family},
         {"a weight is a number of claims", a_weight_is_a_number_of_claims},
         {"a boundary is told", a_boundary_is_told},
         {"what cannot be fitted", what_cannot_be_fitted}, {"quantile pictures", quantile_pictures},
         {"a cap is seen", a_cap_is_seen});
