/* The common frailty of a person's services: how counts of one person move together.
 *
 * Person i of exposure e_i has n_ij claims of service j, of mean m_j e_i z_i given a frailty z_i of
 * mean 1, whatever the services' own laws given z. Then for two services
 *
 *   Cov(n_ij, n_ik) = m_j m_k e_i^2 Var(z),
 *   Var z estimated by  sum_{j<k} S_jk / sum_{j<k} m_j m_k sum_i e_i^2,
 *   S_jk = sum_i (n_ij - m_j e_i)(n_ik - m_k e_i),      m_j = sum_i n_ij / sum_i e_i.
 *
 * Only different services are compared: a service's own variance holds its own overdispersion too.
 * What that leaves, for a negative binomial service of size s, (1 + Var z)(1 + 1/s) - 1 = c_jj,
 * c_jj = (S_jj - sum_i n_ij) / (m_j^2 sum e^2). The error is the jackknife's over persons: a
 * person's services are never torn apart.
 *
 * Source: E. W. Frees (2010), Regression Modeling with Actuarial and Financial Applications, 10.2
 * and 12.3; B. Efron, C. Stein (1981), "The jackknife estimate of variance", Annals of Statistics
 * 9, 586-596. Checked by tests/unit/test_fit_frailty.c.
 */
#ifndef SL_MODELS_FIT_FRAILTY_FIT_H
#define SL_MODELS_FIT_FRAILTY_FIT_H

#include "models/core/error.h"
#include "models/fit/maximum.h"
#include "models/statistics/statistics.h"

#include <stddef.h>

#define SL_FRAILTY_SERVICES 32

typedef struct sl_frailty_fit {
  sl_fit_status_t status; /* boundary: the estimate is 0 or below, services do not move together */
  size_t n_services;
  double mean[SL_FRAILTY_SERVICES];                            /* m_j, claims a member-year */
  double covariance[SL_FRAILTY_SERVICES][SL_FRAILTY_SERVICES]; /* S_jk / sum e^2 */
  sl_estimate_t variance; /* Var z; a gamma frailty has shape 1 / Var z */
  double low, high;       /* 95% interval of Var z */
  double
      size[SL_FRAILTY_SERVICES]; /* s of each service given z; INFINITY where Poisson's or less */
} sl_frailty_fit_t;

/* counts[i * n_services + j] of n persons, exposure[i] above 0. 2 <= n_services <=
 * SL_FRAILTY_SERVICES; n >= 2, and at least two services with claims, else SL_ERR_INPUT. Cost: O(n
 * services^2), no memory. */
int sl_fit_frailty(const double *counts, const double *exposure, size_t n, size_t n_services,
                   sl_frailty_fit_t *fit, sl_error_t *error);

#endif
