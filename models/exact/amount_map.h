/* Continuous piecewise-linear maps of an amount: what plan design and stop-loss make of it.
 *
 * A map is 0 at 0, linear between its knots, and goes on with `slope` after the last one. All maps
 * here are nondecreasing, with slopes from 0 to 1.
 * Checked by tests/verify/test_exact.c.
 */
#ifndef SL_MODELS_EXACT_AMOUNT_MAP_H
#define SL_MODELS_EXACT_AMOUNT_MAP_H

#include "models/plan/design.h"

#include <stddef.h>

typedef struct sl_specific sl_specific_t; /* models/stoploss/contract.h */

#define SL_MAP_KNOTS 12

typedef struct sl_amount_map {
  size_t n;                   /* knots, at least 1: the first at 0 */
  double at[SL_MAP_KNOTS];    /* ascending */
  double value[SL_MAP_KNOTS]; /* there */
  double slope;               /* beyond the last */
} sl_amount_map_t;

sl_amount_map_t sl_map_identity(void);

/* Plan paid of a person's allowed: A - min(min(A, d) + coinsurance x max(0, A - d), out-of-pocket
 * maximum), by the plan's first benefit, without copays and with family limits that cannot bind. */
sl_amount_map_t sl_map_plan_paid(const sl_plan_t *plan);

/* Of plan paid E, D the person's deductible: the carrier's excess min(c x max(0, E - D), maximum).
 * An infinite D gives 0. */
sl_amount_map_t sl_map_excess(const sl_specific_t *specific, double deductible);

/* min(E, cap); an infinite cap is the identity. */
sl_amount_map_t sl_map_limit(double cap);

double sl_map_at(const sl_amount_map_t *map, double amount);

/* The slope between a knot and the next one. */
double sl_map_slope_after(const sl_amount_map_t *map, size_t knot);

/* The largest amount at which the map is at most value; INFINITY where it never passes it. */
double sl_map_last_at(const sl_amount_map_t *map, double value);

/* outer(inner(x)); outer has to leave room for inner's knots (SL_MAP_KNOTS in all). */
sl_amount_map_t sl_map_of_map(const sl_amount_map_t *outer, const sl_amount_map_t *inner);

/* a x one + b x other. */
sl_amount_map_t sl_map_combine(double a, const sl_amount_map_t *one, double b,
                               const sl_amount_map_t *other);

#endif
