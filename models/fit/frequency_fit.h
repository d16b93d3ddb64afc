/* A frequency fitted to counts of claims by maximum likelihood, with exposures and with zeros of
 * their own.
 *
 * A count n of exposure e has, by family,
 *
 *   poisson, geometric, negative_binomial   mean x e                (size fixed)
 *   binomial, bernoulli                     probability x e         (trials fixed)
 *
 * g(n; e), and with modified zeros p 1{n = 0} + (1 - p) g(n; e), p = (zero - g(0; 1)) / (1 - g(0;
 * 1)), where `zero` is the probability of no claim at exposure 1: that is the exposure rule of
 * zero_modified, by which each claim is kept with probability e. p above 0 is zero inflation: a
 * share p of persons never has a claim. p below 0 is a zero that is rarer than g says.
 *
 * On the boundary the likelihood has no inner maximum, and this is told instead of a number:
 *   no claims at all                     mean or probability 0, interval up to -log(0.05) /
 * exposure negative_binomial where the counts   sum w ((n - mean e)^2 - n) <= 0 at the Poisson fit:
 * size has vary no more than Poisson's          no upper end, the law is Poisson (size is its
 * largest) inflated zeros where p < 0           p = 0: the plain law binomial where counts vary as
 * trials have no upper end; the fit has as many as tried Poisson's or more Means and sizes are
 * estimated, and have intervals, on the scale of logarithms, probabilities on that of log odds.
 * Counts of one person in several years are taken as independent: where they are not (frailty), the
 * errors are too small.
 *
 * Source: Klugman, Panjer & Willmot, Loss Models, 5th ed. (2019), 11.5 and 12; E. W. Frees (2010),
 * Regression Modeling with Actuarial and Financial Applications, ch. 12. Reference fits by R;
 * checked by tests/unit/test_fit_frequency.c, coverage by tests/verify/test_fit_coverage.c.
 */
#ifndef SL_MODELS_FIT_FREQUENCY_FIT_H
#define SL_MODELS_FIT_FREQUENCY_FIT_H

#include "models/core/error.h"
#include "models/fit/maximum.h"
#include "models/fit/severity_fit.h"
#include "models/frequency/frequency.h"

#include <stddef.h>

typedef struct sl_counted {
  double count;    /* whole, 0 or more */
  double exposure; /* member-years, above 0 */
  double weight;   /* how many such, above 0 */
} sl_counted_t;

typedef enum sl_zeros {
  SL_ZEROS_PLAIN,    /* as the family has them */
  SL_ZEROS_INFLATED, /* p >= 0 */
  SL_ZEROS_MODIFIED  /* any p */
} sl_zeros_t;

typedef struct sl_frequency_fit {
  sl_frequency_t frequency; /* zero_modified of the family where zeros are; free by
                               sl_frequency_free */
  sl_fit_status_t status;
  size_t n_estimated;
  double parameter[SL_FREQUENCY_PARAMETERS]; /* of the family */
  sl_fitted_t told[SL_FREQUENCY_PARAMETERS];
  double zero, inflation; /* P(0) at exposure 1, and p; NaN and 0 where zeros are plain */
  sl_fitted_t zero_told, inflation_told;
  /* Of what was searched: parameters in their order (binomial: probability alone), then zero; NaN
   * where no curvature tells it. */
  double covariance[3][3];
  double rows, claims, exposure; /* weighted sums */
  double log_likelihood, aic, bic;
} sl_frequency_fit_t;

/* Fit the family: poisson, geometric, negative_binomial, binomial, bernoulli; zeros only with the
 * first three. Errors: SL_ERR_UNSUPPORTED for others; SL_ERR_INPUT for a count that is not whole or
 * below 0, an exposure or weight not above 0, or a count above 1 for bernoulli; SL_ERR_MEMORY.
 * Cost: some hundred times a few logarithms for each row. */
int sl_fit_frequency(const sl_frequency_family_t *family, sl_zeros_t zeros,
                     const sl_counted_t *counts, size_t n, sl_frequency_fit_t *fit,
                     sl_error_t *error);

/* log g(n; e) of one of these families. */
double sl_frequency_log_pmf(const sl_frequency_family_t *family, const double *parameter,
                            double count, double exposure);

#endif
