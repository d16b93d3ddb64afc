/* The covariance between services of one person: by hand, and where the frailty is known. */
#include "models/fit/frailty_fit.h"
#include "models/frequency/frequency.h"
#include "tests/support/fit_data.h"
#include "tests/support/harness.h"
#include "tests/support/severities.h"

#include <stdlib.h>

/* Means 2 and 2; rests (-2, -1), (0, -1), (2, 2): S = 6 over 2 x 2 x 3 = 1/2. Without the first:
 * means 3 and 5/2, rests (-1, -3/2), (1, 3/2), 3 / 15 = 1/5; without the second: means 2 and 5/2,
 * (-2, -3/2), (2, 3/2), 6 / 10 = 3/5; without the third: means 1 and 1, S 0, 0. Their mean is 4/15,
 * squares about it 1/225 + 1/9 + 16/225 = 14/75, times 2/3: 28/225. */
static void by_hand(void)
{
  const double counts[6] = {0, 1, 2, 1, 4, 4};
  for (double e = 1.0; e < 5.0; e *= 2.0) { /* years of exposure cut the means, not the frailty */
    const double exposure[3] = {e, e, e};
    sl_frailty_fit_t fit;
    CU_ASSERT_EQUAL_FATAL(sl_fit_frailty(counts, exposure, 3, 2, &fit, NULL), SL_OK);
    CU_ASSERT_EQUAL(fit.status, SL_FIT_CONVERGED);
    SL_ASSERT_CLOSE(fit.variance.value, 0.5, 1e-14);
    SL_ASSERT_CLOSE(fit.variance.standard_error, sqrt(28.0 / 225.0), 1e-12);
    SL_ASSERT_CLOSE(fit.mean[1], 2.0 / e, 1e-15);
    SL_ASSERT_CLOSE(fit.covariance[0][1], 6.0 / (3.0 * e * e), 1e-14);
    SL_ASSERT_CLOSE(fit.covariance[0][0], 8.0 / (3.0 * e * e), 1e-14);
  }
}

static unsigned long draw_count(const char *family, double mean, double size, sl_draws_t *draws)
{
  sl_frequency_t f;
  sl_frequency_init(&f, sl_frequency_family(family));
  f.parameter[0] = mean;
  f.parameter[1] = size;
  return sl_frequency_quantile(&f, sl_test_draw(draws));
}

/* A gamma frailty of variance 1/2 over a Poisson service and negative binomials of size 0.8 and 2,
 * exposures of half a year and a year. */
static void where_it_is_known(void)
{
  enum { PERSONS = 20000 };
  double *counts = malloc(3 * PERSONS * sizeof *counts),
         *exposure = malloc(PERSONS * sizeof(double));
  CU_ASSERT_FATAL(counts != NULL && exposure != NULL);
  const sl_severity_t gamma_law = sl_test_severity("gamma", 2.0, 0.5, 0.0);
  sl_draws_t draws = sl_test_draws(12, 0);
  for (size_t i = 0; i < PERSONS; i++) {
    exposure[i] = i % 3 == 0 ? 0.5 : 1.0;
    const double z = exposure[i] * sl_severity_quantile(&gamma_law, sl_test_draw(&draws));
    counts[3 * i] = (double)draw_count("poisson", 0.6 * z, 0.0, &draws);
    counts[3 * i + 1] = (double)draw_count("negative_binomial", 1.5 * z, 0.8, &draws);
    counts[3 * i + 2] = (double)draw_count("negative_binomial", 3.0 * z, 2.0, &draws);
  }
  sl_frailty_fit_t fit;
  CU_ASSERT_EQUAL_FATAL(sl_fit_frailty(counts, exposure, PERSONS, 3, &fit, NULL), SL_OK);
  SL_ASSERT_Z(fit.variance.value, 0.5, fit.variance.standard_error, SL_Z_BOUND);
  CU_ASSERT(fit.variance.standard_error > 0.005 && fit.variance.standard_error < 0.03);
  CU_ASSERT(fit.size[0] > 8.0);
  SL_ASSERT_CLOSE(fit.size[1], 0.8, 0.15);
  SL_ASSERT_CLOSE(fit.size[2], 2.0, 0.15);
  free(counts);
  free(exposure);
}

static void none_is_told(void)
{
  const double against[6] = {0, 4, 2, 2, 4, 0}, exposure[3] = {1, 1, 1};
  sl_frailty_fit_t fit;
  CU_ASSERT_EQUAL(sl_fit_frailty(against, exposure, 3, 2, &fit, NULL), SL_OK);
  CU_ASSERT_EQUAL(fit.status, SL_FIT_BOUNDARY);
  CU_ASSERT(fit.variance.value < 0.0);
  const double one_service[6] = {0, 4, 0, 2, 0, 0};
  CU_ASSERT_EQUAL(sl_fit_frailty(one_service, exposure, 3, 2, &fit, NULL), SL_ERR_INPUT);
  CU_ASSERT_EQUAL(sl_fit_frailty(against, exposure, 1, 2, &fit, NULL), SL_ERR_INPUT);
  CU_ASSERT_EQUAL(sl_fit_frailty(against, exposure, 3, 1, &fit, NULL), SL_ERR_INPUT);
}

SL_SUITE(fit_frailty, "unit/fit_frailty", {"by hand", by_hand},
         {"where it is known", where_it_is_known}, {"none is told", none_is_told});
