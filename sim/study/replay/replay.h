/* A back-test: what the specific stop-loss of each arrangement would have paid for the group's own
 * large claimants of past years.
 *
 * Past plan year Y is taken as the scenario's plan year Y0: every amount of the contract of year Y
 * is multiplied by (1 + trend)^(Y0 - Y), and claims incurred j years earlier that its window
 * reaches (run-in) are those listed under Y - j, by the same factor.
 *   E_p        = sum of p's amounts, trended, that the contract's window holds
 *   excess_p   = min(coinsurance x max(0, E_p - D), maximum)
 *   reimbursed = max(0, sum_p excess_p - aggregating deductible)
 * for the arrangement's own D and for others that are asked for. A past plan year has twelve
 * months.
 *
 * Days are the middle of months. Without a paid month a claim is taken as paid in its plan year's
 * last month; without an incurred month as incurred in the month paid, in the plan year's last at
 * the latest. Lasers, and a choice of services, name persons and services of the scenario that a
 * list of amounts does not tell: they are left aside, which sl_replay_cover_t says.
 *
 * Source: models/MODEL.md, "Stop-loss", for the cover. Checked by tests/unit/test_replay.c.
 */
#ifndef SL_SIM_STUDY_REPLAY_REPLAY_H
#define SL_SIM_STUDY_REPLAY_REPLAY_H

#include "models/core/error.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct sl_scenario sl_scenario_t;         /* sim/input/scenario/scenario.h */
typedef struct sl_large_claims sl_large_claims_t; /* sim/input/large_claims/large_claims.h */

#define SL_REPLAY_DEDUCTIBLES_MAX 32 /* asked for beside an arrangement's own */

typedef struct sl_replay_terms {
  double trend;              /* yearly; NaN: the scenario's */
  const double *deductibles; /* ascending, distinct; NULL = none */
  size_t n;
} sl_replay_terms_t;

/* One deductible in one past year. */
typedef struct sl_replay_cell {
  size_t above;      /* claimants whose amounts exceed it */
  double reimbursed; /* in money of the scenario's plan year, as all amounts here */
} sl_replay_cell_t;

/* What the contract's window holds of one past year. */
typedef struct sl_replay_year {
  int year;
  size_t claimants;
  double claims, largest;
} sl_replay_year_t;

typedef struct sl_replay_cover {
  size_t arrangement;   /* of the scenario */
  double deductible;    /* the arrangement's own D */
  double *deductibles;  /* owned: its own and those asked for, ascending */
  size_t n_deductibles; /* at least 1 */
  sl_replay_year_t *year;
  sl_replay_cell_t *cell; /* [deductible][year] */
  bool reaches_back;      /* claims of earlier years may be inside: the first year lacks them */
  bool has_lasers, has_services, per_certificate; /* what is left aside */
} sl_replay_cover_t;

typedef struct sl_replay {
  double trend;
  int plan_year;
  size_t n_years; /* from the first year listed to the last, those without a row too */
  double least;   /* the smallest amount of a claimant and year, trended: who is listed at all */
  bool has_paid, has_incurred;
  sl_replay_cover_t *covers; /* one for each arrangement with a specific */
  size_t n_covers;
} sl_replay_t;

/* SL_OK also where no arrangement has a specific: n_covers is 0. SL_ERR_MEMORY. Cost: O(rows x
 * covers x years that a window reaches back + claimants x covers x years x deductibles). */
int sl_replay_new(const sl_scenario_t *scenario, const sl_large_claims_t *claims,
                  const sl_replay_terms_t *terms, sl_replay_t **replay, sl_error_t *error);
void sl_replay_free(sl_replay_t *replay);

/* Of deductible d over the years: the sum, and the year in which it is most. */
typedef struct sl_replay_sum {
  double reimbursed;
  size_t above;
  size_t most; /* index of the year */
} sl_replay_sum_t;
sl_replay_sum_t sl_replay_sum(const sl_replay_t *replay, const sl_replay_cover_t *cover, size_t d);

#endif
