/* Moments of annual totals in closed form; inside sim/study/exact/exact*.c only.
 *
 * Given the exposure multiplier u, E = a u and Var = b u + c u^2 summed over services, whatever the
 * frequency family; a gamma frailty of shape r has E[u^2] = v^2 (1 + 1/r). A condition, outside the
 * frailty, has a case with probability q = min(1, e u): E = q E[A], Var = q E[A^2] - q^2 E[A]^2.
 *
 * Over the group factor G of coefficient of variation cv, log G normal of variance s^2 = log(1 +
 * cv^2): E min(1, q G) = q Phi(d - s / 2) + Phi(-d - s / 2), d = -log(q) / s.
 * Checked by tests/unit/test_exact_laws.c.
 */
#ifndef SL_SIM_STUDY_EXACT_MOMENTS_H
#define SL_SIM_STUDY_EXACT_MOMENTS_H

#include "sim/study/exact/group.h"

typedef struct sl_exact_moments {
  double mean, variance; /* INFINITY possible */
} sl_exact_moments_t;

typedef enum sl_exact_amount {
  SL_EXACT_OF_ALLOWED, /* allowed amounts */
  SL_EXACT_OF_LADDER,  /* what the ladder holds: allowed, or plan paid claim by claim */
  SL_EXACT_OF_COUNTS,  /* numbers of claims */
  SL_EXACT_OF_DRAWN, /* numbers of amounts drawn: of a case one, however many claims it counts as */
  SL_EXACT_OF_ATOMS  /* numbers of those whose amount is an atom */
} sl_exact_amount_t;

/* Of one person of the cell at a multiplier of the exposure. */
sl_exact_moments_t sl_exact_moments(const sl_exact_group_t *group, const sl_exact_cell_t *cell,
                                    double multiplier, sl_exact_amount_t amount);

/* The mean of all persons over the group factor, too. */
double sl_exact_expected(const sl_exact_group_t *group, sl_exact_amount_t amount);

/* Expected number of claims above an amount, in the whole group. */
double sl_exact_claims_above(const sl_exact_group_t *group, double amount);

/* The most claims that a person of the group expects; a case is one. */
double sl_exact_claims_of_person(const sl_exact_group_t *group);

#endif
