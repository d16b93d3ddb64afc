/* A probability that follows the exposure and ends at 1: what the cap takes.
 *
 * bernoulli and binomial have probability min(1, p e G T), G the lognormal group factor and T the
 * gamma frailty, both of mean 1. Its expectation is below p e wherever G T can exceed 1 / (p e).
 */
#ifndef SL_MODELS_SEVERITY_CAPPED_EXPOSURE_H
#define SL_MODELS_SEVERITY_CAPPED_EXPOSURE_H

/* E[min(1, q G T)]. q: probability x exposure, 0 or more; uncertainty: G's coefficient of
 * variation, 0 = none; frailty_shape: of T, INFINITY = none. Closed forms (limited means of the
 * gamma and of the lognormal) with one of them, the trapezoidal rule over G's normal with both: to
 * about 1e-12. Cost: one incomplete gamma function, or 41. Source: models/MODEL.md, "Claims";
 * limited means: Klugman, Panjer & Willmot (2019), Loss Models, 5th ed., appendix A. Checked by
 * tests/unit/test_capped_exposure.c. */
double sl_capped_mean(double q, double uncertainty, double frailty_shape);

#endif
