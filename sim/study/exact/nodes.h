/* Interpolation nodes in a person's frequency, and quadrature nodes of the group factor; inside
 * sim/study/exact/exact*.c only. */
#ifndef SL_SIM_STUDY_EXACT_NODES_H
#define SL_SIM_STUDY_EXACT_NODES_H

#include "models/core/error.h"

#include <stddef.h>

/* The group factor G = exp(s z - s^2 / 2), z normal, at equal steps of z:
 *   E[f(G)] = sum_i weight_i f(factor_i)
 * The trapezoid rule is exponentially accurate here and, unlike Gauss-Hermite's, its step can
 * follow the width of the distribution that is shifted: a large group's totals given G are narrow
 * beside the factor's own spread. */
typedef struct sl_factor_nodes {
  size_t n;                /* 1 without a group factor */
  double *factor, *weight; /* owned */
} sl_factor_nodes_t;

/* cv: of the group factor; step: of z. */
int sl_factor_nodes_init(sl_factor_nodes_t *nodes, double cv, double step, sl_error_t *error);
void sl_factor_nodes_free(sl_factor_nodes_t *nodes);

#define SL_FREQUENCY_NODES_MAX 64 /* 1e-9 takes so many where exposures are 1e8 times apart */

/* Chebyshev points of log(multiplier) between two multipliers. */
typedef struct sl_frequency_nodes {
  size_t n;
  double multiplier[SL_FREQUENCY_NODES_MAX];
  double place[SL_FREQUENCY_NODES_MAX];  /* its logarithm */
  double factor[SL_FREQUENCY_NODES_MAX]; /* of the barycentric formula */
} sl_frequency_nodes_t;

/* low <= high, both > 0. accuracy: of the interpolation, which is geometric with a rate that the
 * nearest singularities of the log transform set: log(multiplier) +- i pi, and the real point
 * log(high) + nearest (INFINITY = none). n = 1 where low = high.
 * Source: L. N. Trefethen, Approximation Theory and Approximation Practice (2013), theorem 8.2;
 * J.-P. Berrut, L. N. Trefethen (2004), SIAM Review 46, 501-517. */
sl_frequency_nodes_t sl_frequency_nodes(double low, double high, double nearest, double accuracy);

/* weight[j] of node j in the value at multiplier. */
void sl_frequency_weights(const sl_frequency_nodes_t *nodes, double multiplier, double *weight);

#endif
