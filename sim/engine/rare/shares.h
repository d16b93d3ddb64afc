/* How many of the rare years each law is given, from a pilot drawn from all of them.
 *
 * With e_k the density of law k by the plain one (e_0 = 1) and w = 1 / sum of alpha_k e_k, a figure
 * E[f] estimated with the e_k as controls (models/statistics/weighted.h) has the variance, by n,
 *
 *   V(alpha) = min over b of E[w (f - sum of b_k e_k)^2],       V(1, 0, ..) = Var(f),
 *
 * which is convex in alpha; both are told by the pilot's weighted years. Figures: of each
 * arrangement (the first SL_RARE_JUDGED whose cost varies) those of sl_rare_summary_t. The shares
 * make the geometric mean of V(alpha) / Var(f) small, with no ratio above SL_RARE_CEILING and a
 * tenth of plain years at least; where none such is found all years are plain, and so are those of
 * laws whose share would be below a fiftieth.
 *
 * The steps alpha_k <- alpha_k sum of u E[w^2 e_k r^2] / sum of u V, r the residual, keep the sum
 * of alpha at 1 and lower the u-weighted sum of V (as in O. Cappe, R. Douc, A. Guillin, J.-M.
 * Marin, C. P. Robert 2008, "Adaptive importance sampling in general mixture classes", Statistics
 * and Computing 18, 447-459); u = (1 + lambda) / V, lambda growing while the ratio is too large.
 */
#ifndef SL_SIM_ENGINE_RARE_SHARES_H
#define SL_SIM_ENGINE_RARE_SHARES_H

#include "sim/results/rare.h"

#define SL_RARE_JUDGED 8
#define SL_RARE_CEILING 0.75

/* pilot: with weights, controls and figures (sl_rare_summarize). share: [pilot->n_laws]; on entry
 * 0 for a law that is not to be used, else whatever. SL_ERR_MEMORY. Cost: some 10^8 operations at
 * most. */
int sl_rare_shares_choose(const sl_rare_t *pilot, double *share, sl_error_t *error);

#endif
