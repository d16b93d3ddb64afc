/* One person's annual allowed total as a table to draw from: one 64-bit word becomes one total.
 *
 * The word w, counted from the top, is a tail probability q = (2^64 - w) / 2^64. With p = P(S > 0):
 *   q > p           no claims, S = 0
 *   otherwise       S = Q(q / p), Q the upper quantile function of S given S > 0
 * Q is a cubic in each of 16 cells an octave: of q / p below 1/2 down to 2^-42, of 1 - q / p down
 * to 2^-22; what lies beyond takes the value at the end. So a draw costs one row of a table of 31
 * kB instead of a person's claims, and may be had only where a person's total is all that is asked
 * for.
 *
 * Where it comes from: the distribution on a ladder of grids (models/exact/annual_total.h), the
 * mass at a point spread evenly between the middles to its neighbours. Beyond its 1e-6 quantile S
 * goes on as one claim that dwarfs the others, P(S > x) = expected number of claims above x - c,
 * with c so that both parts meet; or exponentially, where claims that large are too few.
 *
 * Stated error: sl_totals_error, the mean distance between drawn and exact total on the same word,
 * as a share of the mean (measured between the nodes of every cell). No mean of a function that
 * rises at most as fast as the total (plan paid, retained, reimbursed) is off by more. A law with
 * gaps has a large one and is refused by the caller.
 *
 * Atoms (constant amounts, tables, limits) are drawn as they are: an atom holds the tail
 * probabilities from P(S > a) to P(S >= a), and between atoms the cubics tell the part of the
 * distribution that has a density, at the tail probability less the atoms above, over that part's
 * own. They are found by halving, some 10 comparisons of a word.
 *
 * All arithmetic of a draw is + - * / and whole numbers: the same bits on any processor.
 * Source: inversion as in models/sampling/sampler.h; one large claim: P. Embrechts, C.
 * Klueppelberg, T. Mikosch (1997), Modelling Extremal Events, 1.3. Checked by
 * tests/unit/test_totals.c.
 */
#ifndef SL_MODELS_TOTALS_TOTALS_H
#define SL_MODELS_TOTALS_TOTALS_H

#include "models/core/error.h"
#include "models/exact/atoms.h"

#include <stddef.h>
#include <stdint.h>

typedef struct sl_totals sl_totals_t;

/* Bytes that a table begins at a multiple of: a cache line. */
#define SL_TOTALS_ALIGN 64

/* A distribution as sl_annual_ladder_total gives it; with atoms, mass and above are those of a
 * ladder that keeps them apart. */
typedef struct sl_total_law {
  size_t n;              /* at least 2 */
  const double *amounts; /* ascending from 0 */
  const double *mass;
  double above;                                          /* P(S > the last amount) */
  double (*claims_above)(const void *context, double x); /* expected number of claims above x */
  const void *context;
  const sl_atoms_t *atoms; /* with that of 0; NULL = not kept apart */
} sl_total_law_t;

/* SL_ERR_MEMORY; SL_ERR_ARGUMENT where S is always 0. Cost: some 4,000 quantiles, under 1 ms. */
int sl_totals_new(const sl_total_law_t *law, sl_totals_t **totals, sl_error_t *error);
void sl_totals_free(sl_totals_t *totals);

/* sum_i weight[i] x nodes[i], none with atoms: tables interpolated between those of neighbouring
 * laws, such as persons that differ in expected frequency only. The weights sum to 1. The first
 * form makes it at a place of sl_totals_size bytes, aligned to SL_TOTALS_ALIGN, whose memory is the
 * caller's: it is not to be given to sl_totals_free. */
size_t sl_totals_size(void);
void sl_totals_interpolate_at(sl_totals_t *place, sl_totals_t *const *nodes, const double *weight,
                              size_t n);
int sl_totals_interpolate(sl_totals_t *const *nodes, const double *weight, size_t n,
                          sl_totals_t **totals, sl_error_t *error);

/* The mean distance between what two tables draw on the same word given S > 0, as a share of the
 * mean of the first, or what p differs by if that is more. */
double sl_totals_distance(const sl_totals_t *a, const sl_totals_t *b);

/* See above: that of the table's own making; of an interpolated table the largest of its nodes'. */
double sl_totals_error(const sl_totals_t *totals);

/* Sends for the part of a table, of SL_TOTALS_PARTS, that is about to be drawn from: the likeliest
 * first, all together what all but one draw in 256 look at. Whoever draws from many tables in turn
 * waits for memory else, most of the time. */
#define SL_TOTALS_PARTS 8
void sl_totals_send_for(const sl_totals_t *totals, unsigned part);

/* The total of one word. Many at a time: draw_totals of models/simd/kernels.h. */
double sl_totals_draw(const sl_totals_t *totals, uint64_t word);

#endif
