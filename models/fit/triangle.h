/* Completion of claims not yet paid: link ratios, completion factors, Mack's error, and what is
 * expected of young months.
 *
 * Row i is an incurred month (or year), lag j how many months later; C_ij is what was paid by then,
 * known for the first lags of each row. Over the rows that a rule takes,
 *
 *   f_j = sum C_i,j+1 / sum C_ij        sigma_j^2 = sum C_ij (C_i,j+1 / C_ij - f_j)^2 / (rows - 1)
 *
 * (a row of which nothing was paid by lag j counts in f_j and not in sigma_j); the last sigma^2, of
 * one row, is min(s_-1^4 / s_-2^2, s_-1^2, s_-2^2) of the two before it. A row known to lag k has
 * the ultimate U = C_ik f_k f_k+1 ... tail; the share paid by lag k (completion factor) is 1 / (f_k
 * ... tail). Mean squared error by recursion, lag by lag,
 *
 *   e_k+1^2 = C_ik^2 (sigma_k^2 / C_ik + se(f_k)^2) + f_k^2 e_k^2,     se(f_k)^2 = sigma_k^2 / sum
 * C_ik
 *
 * and of the total likewise, where the error of f_k is common to all rows.
 *
 * Rows younger than `young` lags (known to fewer) say too little by themselves: with an expectation
 * B of their ultimate (members x cost per member x trend) U = C_ik + (1 - share) B (Bornhuetter and
 * Ferguson). Their error is that of a row that had paid share x B, and of B itself.
 *
 * Large claims are to be left out, and medical and pharmacy kept apart: they develop otherwise.
 *
 * Source: T. Mack (1993), "Distribution-free calculation of the standard error of chain ladder
 * reserve estimates", ASTIN Bulletin 23, 213-225; T. Mack (1999), "The standard error of chain
 * ladder reserve estimates: recursive calculation and inclusion of a tail factor", ASTIN Bulletin
 * 29, 361-366; R. L. Bornhuetter, R. E. Ferguson (1972), "The actuary and IBNR", PCAS 59, 181-195;
 * ASOP 5. Checked by tests/unit/test_fit_triangle.c against Mack's published example.
 */
#ifndef SL_MODELS_FIT_TRIANGLE_H
#define SL_MODELS_FIT_TRIANGLE_H

#include "models/core/error.h"
#include "models/statistics/statistics.h"

#include <stdbool.h>
#include <stddef.h>

#define SL_TRIANGLE_LAGS 64 /* the most */

typedef struct sl_triangle {
  const double *cumulative; /* n_rows x n_lags, oldest row first; NAN where not yet known */
  size_t n_rows, n_lags;    /* 2 <= n_lags <= SL_TRIANGLE_LAGS */
} sl_triangle_t;

typedef struct sl_link_rule {
  size_t last;           /* youngest rows that know both lags: 3, 6, 12; 0 = all */
  bool without_extremes; /* leave out the highest and the lowest ratio of 4 rows or more */
  double tail;           /* after the last lag; 1 = none */
  double tail_error;     /* its standard error */
  double tail_sigma;     /* sigma after the last lag: what chance adds then; 0 = nothing */
} sl_link_rule_t;

typedef struct sl_links {
  size_t n; /* links: n_lags - 1, and the tail as one more */
  double factor[SL_TRIANGLE_LAGS], error[SL_TRIANGLE_LAGS], sigma[SL_TRIANGLE_LAGS];
  size_t rows[SL_TRIANGLE_LAGS];       /* that the factor comes from; 0 for the tail */
  double completion[SL_TRIANGLE_LAGS]; /* share paid by the end of each lag */
} sl_links_t;

/* Errors: SL_ERR_INPUT where a row's known lags do not come first, an amount is below 0, no row
 * knows two neighbouring lags, what was paid by a lag is 0, or the tail is below 1. */
int sl_triangle_links(const sl_triangle_t *triangle, const sl_link_rule_t *rule, sl_links_t *links,
                      sl_error_t *error);

/* A tail by exponential decay: log(f_j - 1) as a line over the links from `from` on that are above
 * 1, continued for ever: prod (1 + e^(a + b j)), j = n_links, n_links + 1, ...; 1 where fewer than
 * three are above 1, or they do not fall. Source: Boor (2006), "Estimating tail development
 * factors", CAS Forum Winter, 345-390, 3.1. */
double sl_triangle_tail(const double *factor, size_t n_links, size_t from);

/* What is expected of rows. */
typedef struct sl_expected {
  size_t young;           /* rows known to fewer lags are completed by expectation; 0 = none */
  const double *ultimate; /* B of each row; NAN = by chain ladder */
  const double *error;    /* standard error of B; NULL = 0 */
} sl_expected_t;

typedef struct sl_completed {
  double paid, ultimate, reserve;
  double standard_error; /* of the reserve, which is that of the ultimate */
  bool by_expectation;
} sl_completed_t;

/* rows: n_rows of them. total: the sum, with the error of all together. expected may be NULL. A row
 * of which nothing is known has nothing by chain ladder. Cost: O(n_rows n_lags). */
void sl_triangle_complete(const sl_triangle_t *triangle, const sl_links_t *links,
                          const sl_expected_t *expected, sl_completed_t *rows,
                          sl_completed_t *total);

#endif
