/* Trend of monthly claims, with the seasons of a year, by log-linear regression.
 *
 *   log y_t = level + slope t + season(month of t) + e_t,   t = 0, 1, ...,   seasons sum to 0,
 *
 * by least squares with weights; sigma^2 = weighted squares of the residuals / (months -
 * parameters). A year's trend is exp(12 slope) - 1, its error 12 exp(12 slope) se(slope), its
 * interval Student's on the scale of slope. y is cost per member and month, completed and without
 * large claims: what is still to be paid would look like a falling trend.
 *
 * The errors take months as independent. Where the residuals' autocorrelation r is not near 0, they
 * are too small by about sqrt((1 + r) / (1 - r)).
 *
 * Source: E. W. Frees (2010), Regression Modeling with Actuarial and Financial Applications, 3 and
 * 7.2; B. M. Bluhm (ed., 2012), Group Insurance, ch. on estimating claim costs. Equal to R's lm:
 * tests/unit/test_fit_trend.c.
 */
#ifndef SL_MODELS_FIT_TREND_H
#define SL_MODELS_FIT_TREND_H

#include "models/core/error.h"
#include "models/statistics/statistics.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct sl_trend_fit {
  double level;        /* at t = 0, without season */
  sl_estimate_t slope; /* a month */
  sl_estimate_t annual;
  double annual_low, annual_high; /* 95% */
  double season[12];              /* added to the logarithm; index: calendar month, 0 = January */
  double sigma, r_squared, autocorrelation;
  size_t months, parameters;
} sl_trend_fit_t;

/* amount[t] above 0; weight NULL, or above 0 for each month. first_month: 0 .. 11, of t = 0.
 * Errors: SL_ERR_INPUT for an amount or weight not above 0, for fewer than 3 months, and with
 * seasons fewer than 24. Cost: O(months). */
int sl_fit_trend(const double *amount, const double *weight, size_t months, unsigned first_month,
                 bool seasons, sl_trend_fit_t *fit, sl_error_t *error);

/* t with P(|T| > t) = tail, T of Student's law; 0 < tail < 1, freedom 1 .. 2000. */
double sl_student_two_sided(double tail, double freedom);

#endif
