/* Special functions behind the severities: the same bits on any processor and with any compiler,
 * for they use only the arithmetic of elementary.h. Stated errors are relative and measured against
 * GSL and long double by tests/unit/test_special_functions.c.
 */
#ifndef SL_MODELS_CORE_SPECIAL_FUNCTIONS_H
#define SL_MODELS_CORE_SPECIAL_FUNCTIONS_H

/* P(Z <= z) and P(Z > z), Z standard normal; the smaller of the two has error below 2e-15 down to
 * z = 38, beyond which it is 0. Source: W. J. Cody (1969), "Rational Chebyshev approximations for
 * the error function", Mathematics of Computation 23, 631-637. */
double sl_normal_cdf(double z);
double sl_normal_survival(double z);

/* z with P(Z <= z) = p, and with P(Z > z) = q; 0 and 1 give infinities. Error below 2e-15 of z and
 * 1e-16. Source: M. J. Wichura (1988), "Algorithm AS 241", Applied Statistics 37, 477-484. */
double sl_normal_quantile(double p);
double sl_normal_quantile_upper(double q);

/* log Gamma(x), x > 0; error below 1e-15 of it and 1e-15. Stirling's series from 12 on, below it
 * the recurrence and the series about 2. Gamma(x), 0 < x <= 171, has error below 1e-14. Source: F.
 * W. J. Olver et al. (2010), NIST Handbook of Mathematical Functions, 5.11.1, 5.5.1 and 5.7.3. */
double sl_log_gamma(double x);
double sl_gamma(double x);

/* Regularised incomplete gamma functions P(a, x) and Q = 1 - P, 1e-4 <= a <= 1e4, x >= 0 (INFINITY
 * too). Error below 3e-13 of the smaller of the two, but for Q where a < 1 and x < 1 + a: 1e-15
 * absolute. Series below a + 1, Lentz's continued fraction above; O(sqrt(a)) terms near x = a.
 * Source: NIST Handbook, 8.11.4 and 8.9.2; the leading factor by Stirling's series, so that nothing
 * cancels for large a. */
double sl_gamma_lower(double a, double x);
double sl_gamma_upper(double a, double x);

/* Regularised incomplete beta function I_x(a, b), a, b > 0, x + y = 1 both given, so that neither
 * end loses digits. Error below 2e-12 of it and 2e-14, a and b up to 1,000. Source: NIST
 * Handbook, 8.17.22, by Lentz's method. */
double sl_beta_lower(double x, double y, double a, double b);

#endif
