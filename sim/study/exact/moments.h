/* Moments of annual totals in closed form; inside sim/study/exact/exact*.c only.
 *
 * Given the exposure multiplier u, E = a u and Var = b u + c u^2 summed over services, whatever the
 * frequency family; a gamma frailty of shape r has E[u^2] = v^2 (1 + 1/r).
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
  SL_EXACT_OF_ATOMS    /* numbers of those whose amount is an atom */
} sl_exact_amount_t;

/* Of one person of the cell at a multiplier of the exposure. */
sl_exact_moments_t sl_exact_moments(const sl_exact_group_t *group, const sl_exact_cell_t *cell,
                                    double multiplier, sl_exact_amount_t amount);

/* Expected number of claims above an amount, in the whole group. */
double sl_exact_claims_above(const sl_exact_group_t *group, double amount);

#endif
