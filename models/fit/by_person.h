/* Standard errors of a fit where claims, or years, of one person are not independent.
 *
 * A fit's own errors, C the inverse information, take every row as independent. With s_p the sum of
 * the scores (derivatives of the log-likelihood) of person p's rows at the estimate, P persons,
 *
 *   covariance = P / (P - 1)  C (sum_p s_p s_p') C
 *
 * which holds whatever ties a person's rows together, as long as persons are independent, and also
 * where the family is not quite right. It takes many persons: some hundred at least.
 *
 * Source: K.-Y. Liang, S. L. Zeger (1986), "Longitudinal data analysis using generalized linear
 * models", Biometrika 73, 13-22; H. White (1982), "Maximum likelihood estimation of misspecified
 * models", Econometrica 50, 1-25. Checked by tests/unit/test_fit_by_person.c.
 */
#ifndef SL_MODELS_FIT_BY_PERSON_H
#define SL_MODELS_FIT_BY_PERSON_H

#include "models/fit/frequency_fit.h"
#include "models/fit/severity_fit.h"

#include <stdint.h>

/* The rows that were fitted, and whose they are: person[i] below n_persons >= 2. standard_error:
 * one for each parameter of the family; NaN where the fit has none. Errors: SL_ERR_MEMORY,
 * SL_ERR_INPUT for fewer than two persons or a fit that did not converge. Cost: two log densities
 * for each row and parameter. */
int sl_severity_errors_by_person(const sl_severity_fit_t *fit, const sl_loss_t *losses,
                                 const uint32_t *person, size_t n, size_t n_persons,
                                 double *standard_error, sl_error_t *error);

/* Likewise of a frequency with plain zeros: SL_ERR_UNSUPPORTED for others. */
int sl_frequency_errors_by_person(const sl_frequency_fit_t *fit, const sl_counted_t *counts,
                                  const uint32_t *person, size_t n, size_t n_persons,
                                  double *standard_error, sl_error_t *error);

#endif
