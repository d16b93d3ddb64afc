/* What the files that hold severity families share; not installed, not for other folders. */
#ifndef SL_MODELS_SEVERITY_INTERNAL_H
#define SL_MODELS_SEVERITY_INTERNAL_H

#include "models/severity/severity.h"

#define SL_AMOUNT_MAX 1e15 /* largest amount a parameter may name */

/* X(family): every family once; severity.c makes the registry of it. */
#define SL_SEVERITY_FAMILIES(X)                                                                    \
  X(constant)                                                                                      \
  X(uniform)                                                                                       \
  X(exponential)                                                                                   \
  X(gamma)                                                                                         \
  X(lognormal)                                                                                     \
  X(pareto)                                                                                        \
  X(lomax)                                                                                         \
  X(generalized_pareto)                                                                            \
  X(weibull)                                                                                       \
  X(inverse_gaussian)                                                                              \
  X(burr)                                                                                          \
  X(table)                                                                                         \
  X(continuance)                                                                                   \
  X(mixture)                                                                                       \
  X(splice)

#define SL_SEVERITY_DECLARE(id) extern const sl_severity_family_t sl_severity_##id;
SL_SEVERITY_FAMILIES(SL_SEVERITY_DECLARE)
#undef SL_SEVERITY_DECLARE

#define SL_COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Bounds of the support of min(X, limit). */
double sl_severity_lowest(const sl_severity_t *severity);
double sl_severity_highest(const sl_severity_t *severity);

/* For families on [0, infinity). */
double sl_severity_zero(const sl_severity_t *severity);
double sl_severity_infinity(const sl_severity_t *severity);

#define SL_HALF_LOG_2_PI 0.9189385332046727 /* half the logarithm of 2 pi */

/* log z^(shape - 1), shape > 0, by log z, which is -INFINITY at 0: infinite there but for shape 1.
 */
double sl_severity_log_power(double shape, double log_z);

/* One point of the distribution to be found: F = tail, or F = 1 - tail where upper. */
typedef struct sl_level {
  double tail;
  bool upper;
} sl_level_t;

/* The least x at which severity's family reaches the level (its limit left aside), starting from
 * the bracket low <= high, which is widened where rounding made it miss. Cost: about ten
 * evaluations of the distribution function where it is smooth, at most some hundred. */
double sl_severity_solve(const sl_severity_t *severity, sl_level_t level, double low, double high);

/* The same for a family with a smooth density, by Newton's method on logarithms from start > 0,
 * kept inside a bracket. Cost: three to six evaluations of distribution function and density. */
double sl_severity_newton(const sl_severity_t *severity, sl_level_t level,
                          double (*density)(const sl_severity_t *severity, double x), double start);

/* E[min(U, limit)] and E[min(U, limit)^2], U uniform on [low, high], low < high. */
double sl_uniform_limited_mean(double low, double high, double limit);
double sl_uniform_limited_square(double low, double high, double limit);

/* Appends a kink to x if there is room; returns n + 1. */
size_t sl_severity_add_kink(double *x, size_t capacity, size_t n, double kink);

/* Prefix and suffix sums of severity->probabilities into below and above. */
int sl_severity_accumulate(sl_severity_t *severity, sl_error_t *error);

#endif
