/* One arrangement on the way to its figures, their errors and its quantiles; inside
 * sim/study/exact only: figures.c asks costs.c, errors.c and quantiles.c.
 */
#ifndef SL_SIM_STUDY_EXACT_FIGURING_H
#define SL_SIM_STUDY_EXACT_FIGURING_H

#include "models/exact/grid_total.h"
#include "sim/study/exact/figures.h"

typedef struct sl_exact_figuring {
  const sl_exact_pass_t *pass;
  const sl_exact_cover_t *cover;
  const sl_arrangement_t *arrangement;
  const sl_enrolment_t *enrolment;
  sl_price_t price;
  double claims;                                 /* expected number */
  double allowed;                                /* expected */
  double claims_of_person;                       /* the most that one person expects */
  double fixed;                                  /* cost without any claims */
  sl_grid_total_t total;                         /* of the cover's mass */
  sl_grid_total_t coarser[SL_EXACT_RESOLUTIONS]; /* the same at coarser resolutions */
  size_t n_coarser;
  double attachment_rough; /* of expectations, where the aggregate begins and ends to pay */
  bool has_cost;           /* the cost is known as a function of the total */
  double about;            /* for deviations and tails: the level that a function refers to */
  sl_exact_arrangement_t *figures;
} sl_exact_figuring_t;

/* Whether the employer's cost does not depend on the claims. */
bool sl_exact_is_constant(const sl_exact_figuring_t *f);

/* The cost as a function of the total; context: the sl_exact_figuring_t. */
double sl_exact_cost_at(void *context, double amount);

/* The most that it comes to, by persons' caps or an aggregate; INFINITY where neither ends it. */
double sl_exact_most_cost(sl_exact_figuring_t *f);

/* ---- errors that no comparison of resolutions tells ---- */

/* Of a probability: aliasing, rounding, and atoms that are left out. */
double sl_exact_probability_error(const sl_exact_figuring_t *f);

/* The roughness of the total at x (sim/study/exact/person.h), of a chance, and of an expectation
 * with a kink there. */
double sl_exact_chance_rough(const sl_exact_figuring_t *f, double x);
double sl_exact_mean_rough(const sl_exact_figuring_t *f, double x);

/* What of a total lies beyond the grid, where a threshold beyond it is not told from none: the
 * expectation, and its chance. */
double sl_exact_excess_beyond(const sl_exact_figuring_t *f, double threshold);
double sl_exact_chance_beyond(const sl_exact_figuring_t *f, double threshold);

/* Of an expectation to which persons' totals count with this chance. */
double sl_exact_amount_error(const sl_exact_figuring_t *f, double chance);

/* Of a standard deviation of one of the totals. */
double sl_exact_deviation_error(const sl_exact_figuring_t *f, sl_exact_total_t of,
                                double deviation);

/* ---- quantiles ---- */

/* The cost's quantile at p in (0, 1), and a bound of what no comparison of resolutions tells. Where
 * the total's distribution does not tell how far it may lie up, what the persons' caps, the mean
 * (Markov) and the variance (Cantelli) allow does; NaN where there is none of the three. */
double sl_exact_quantile(sl_exact_figuring_t *f, double p, double *bound);

#endif
