/* Plan design by annual totals: what the member pays and what the plan pays.
 *
 * For a person with allowed A subject to the deductible, allowed B of services
 * with a copay, copays C = sum min(copay, allowed) over the claims of those:
 *   deductible_p = min(A, person deductible, what is left of the family's)
 *   member_p     = min(C + deductible_p + coinsurance (A - deductible_p),
 *                      person out-of-pocket maximum, what is left of the family's)
 *   plan_p       = A + B - member_p
 * Embedded family limits; a family fills its accumulators in census row order.
 *
 * Source: models/MODEL.md, "Plan design"; actuarial standard usage as in Bluhm (ed.), Group Insurance,
 * 7th ed., ch. 6. Checked by tests/unit/test_plan_design.c against a reference that adjudicates
 * one dollar at a time.
 */
#ifndef SL_MODELS_PLAN_DESIGN_H
#define SL_MODELS_PLAN_DESIGN_H

#include <stddef.h>

typedef struct sl_limit {
  double person; /* per person and plan year; INFINITY = none where it is a maximum */
  double family; /* per contract and plan year; INFINITY = none */
} sl_limit_t;

typedef struct sl_plan {
  char *name;
  sl_limit_t deductible;        /* 0 = none */
  double coinsurance;           /* member's share after the deductible, 0 .. 1 */
  sl_limit_t out_of_pocket_max; /* INFINITY = none */
  double *copay;                /* by service index; NaN = no copay: deductible and coinsurance */
  size_t n_copays;              /* number of services */
} sl_plan_t;

/* What a family has left of its limits within one trial. */
typedef struct sl_family_limits {
  double deductible;
  double out_of_pocket;
} sl_family_limits_t;

void sl_plan_free(sl_plan_t *plan); /* frees what it owns, not the struct itself */

/* The family's limits at the start of the plan year. */
sl_family_limits_t sl_plan_family_limits(const sl_plan_t *plan);

/* Member's cost of one person's annual totals; draws *family down. All amounts >= 0.
 * allowed: subject to deductible and coinsurance; copays: sum of min(copay, allowed). */
double sl_plan_member_cost(const sl_plan_t *plan, double allowed, double copays,
                           sl_family_limits_t *family);

/* The same for n trials at once, with equal bits. family: n limits, one per trial. */
void sl_plan_member_cost_batch(const sl_plan_t *plan, size_t n, const double *allowed,
                               const double *copays, sl_family_limits_t *family,
                               double *member_paid);

#endif
