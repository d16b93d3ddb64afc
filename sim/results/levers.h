/* What a reader may turn on a page of the result: the deductible of the first arrangement with a
 * specific cover, the corridor of its aggregate, and the level of claims.
 *
 * cost(t, d, c) = before(t, d) - min(max(eligible(t, d) - attachment(d, c), 0), aggregate_maximum)
 *                 + shift(d, c)
 * where eligible is there; else cost(t, d) = before(t, d), and there is one corridor. The trials
 * are the run's first ones, at level SL_BAND_FEWER and SL_BAND_MORE those of its assumption band.
 * The budget, and all else that is quoted in the scenario, stays; premiums of the stop-loss and its
 * attachment point move by `rule`. Up to rounding (1e-9 of the cost) cost(t, d, c) is that of a run
 * of the scenario with that deductible, that corridor and these premiums.
 *
 * Source: models/MODEL.md, "Stop-loss". Checked by tests/unit/test_levers.c and
 * tests/cli/test_levers.c.
 */
#ifndef SL_SIM_RESULTS_LEVERS_H
#define SL_SIM_RESULTS_LEVERS_H

#include "models/core/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SL_LEVER_DEDUCTIBLES_MAX 12
#define SL_LEVER_CORRIDORS_MAX 8
#define SL_LEVER_TRIALS_MAX 10000

typedef enum sl_lever_level {
  SL_LEVER_AS_RUN,
  SL_LEVER_FEWER, /* claims -10% */
  SL_LEVER_MORE,  /* claims +10% */
  SL_N_LEVER_LEVELS
} sl_lever_level_t;

/* A deductible and a corridor. */
typedef struct sl_lever_point {
  double attachment;        /* NaN without an aggregate */
  double maximum_cost;      /* inside the contracts; INFINITY where not bounded */
  double specific_premium;  /* of the plan year */
  double aggregate_premium; /* likewise */
  double shift; /* premium, with taxes and fees on it, above that at the run's own corridor */
} sl_lever_point_t;

typedef struct sl_levers {
  size_t arrangement; /* index into the run's */
  size_t n_deductibles, own_deductible;
  double deductible[SL_LEVER_DEDUCTIBLES_MAX]; /* ascending; INFINITY alone: no limit */
  size_t n_corridors, own_corridor;
  double corridor[SL_LEVER_CORRIDORS_MAX]; /* multiples of expected eligible claims, ascending; NaN
                                              first: the run's own rule, which is no corridor */
  sl_lever_point_t point[SL_LEVER_DEDUCTIBLES_MAX][SL_LEVER_CORRIDORS_MAX];
  double budget;
  double aggregate_maximum;           /* INFINITY = none */
  uint64_t trials[SL_N_LEVER_LEVELS]; /* 0: that level is not there */
  double *before[SL_N_LEVER_LEVELS];  /* owned, [trial][deductible] */
  bool has_eligible;
  double *eligible[SL_N_LEVER_LEVELS]; /* likewise; NULL throughout where it is not there */
  char *rule;                          /* owned: how premiums follow, in words */
  char *no_deductible; /* owned: why there is one deductible; empty where there are more */
  char *no_corridor;   /* owned: likewise */
} sl_levers_t;

/* Empty, with no texts. SL_ERR_MEMORY. */
int sl_levers_new(sl_levers_t **levers, sl_error_t *error);
void sl_levers_free(sl_levers_t *levers); /* NULL is fine */

/* Room for the trials of a level, of n_deductibles and has_eligible. SL_ERR_MEMORY. */
int sl_levers_reserve(sl_levers_t *levers, sl_lever_level_t level, uint64_t trials,
                      sl_error_t *error);

/* Put a text in place of one of the three. SL_ERR_MEMORY. */
int sl_levers_say(char **text, const char *words, sl_error_t *error);

/* The cost of a trial by the formula above. */
double sl_levers_cost(const sl_levers_t *levers, sl_lever_level_t level, uint64_t trial,
                      size_t deductible, size_t corridor);

#endif
