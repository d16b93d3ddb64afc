/* A plan year of which the first m months are known, under one arrangement: what was paid, with the
 * claims of a simulated trial for what is still to come, as a trial's claims that
 * sl_arrangement_cost and sl_cash_flow take like any other.
 *
 * Known: plan paid by month, before stop-loss, of the claims that the year's cost counts (C) and
 * the employer funds; and the listed claimants, each with what is paid of him so far, P, and what
 * is expected to come, Q, from now on. With D the specific deductible and D_p his own: paid so far
 * the months', the listed ones' in it eligible so far   the same less max(0, P - D) of each listed
 * one excess so far     f(P) = min(coinsurance x max(0, P - D_p), maximum) of each listed one to
 * come           of the trial, times `scale`; and of each listed one Q, of it excess f(P + Q) -
 * f(P), eligible min(D, P + Q) - min(D, P) Excess so far is taken to have been paid last, back from
 * month m; Q comes in equal parts over the rest of the plan year's months, in month m + 1 where
 * those are over. A month outside a cover's window (by its first day; claims are taken as incurred
 * in the plan year) adds nothing to the cover. Captive: the layer from D_p to its limit, likewise,
 * with the excess from the limit on. Claims outside C stay as the trial has them.
 *
 * Source: models/MODEL.md, "A year in progress". Checked by tests/unit/test_in_progress.c.
 */
#ifndef SL_MODELS_FUNDING_IN_PROGRESS_H
#define SL_MODELS_FUNDING_IN_PROGRESS_H

#include "models/funding/arrangement.h"
#include "models/funding/cash_flow.h"
#include "models/stoploss/cover.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct sl_listed_claimant {
  double paid;       /* plan paid so far */
  double to_come;    /* expected from now on */
  double deductible; /* his own: INFINITY without a specific */
  bool excluded;     /* from the specific, by a laser */
} sl_listed_claimant_t;

typedef struct sl_year_so_far {
  size_t months;      /* known: m, 0 .. n */
  const double *paid; /* [m] */
  const sl_listed_claimant_t *listed;
  size_t n_listed;
} sl_year_so_far_t;

/* The months of a path: one slot for what is paid before the plan year, then one a month. */
#define SL_PROGRESS_SLOTS (SL_CASH_MONTHS_MAX + 1)

/* What one trial of a cover adds, by month: [slot][in C], as of sl_paid_path_t; slots 1 .. m are of
 * no account but for what is outside C. */
typedef struct sl_progress_path {
  double paid[SL_PROGRESS_SLOTS][2];
  double excess[SL_PROGRESS_SLOTS][2];
  double eligible[SL_PROGRESS_SLOTS][2];
  double captive[SL_PROGRESS_SLOTS][2];
} sl_progress_path_t;

/* What is the same for all trials. */
typedef struct sl_in_progress {
  const sl_arrangement_t *arrangement;
  size_t months, plan_months, n;
  sl_timeline_t timeline; /* owned in part: its months stand in month_of_slot */
  int month_of_slot[SL_PROGRESS_SLOTS];
  bool pays[2][SL_CASH_MONTHS_MAX]; /* whether the specific, the aggregate holds a month */
  sl_progress_path_t known;         /* what was paid, and what is to come of the listed */
  double paid_so_far, listed_so_far, listed_to_come;
  double excess_so_far; /* above the deductibles of listed claimants: due from the carrier */
} sl_in_progress_t;

/* n: the months listed, those of the plan year and its run-out; the last takes everything later.
 * Cost: O(n x listed). The arrangement and calendar must outlive it; *year must not be moved. */
void sl_in_progress_init(sl_in_progress_t *year, const sl_arrangement_t *arrangement,
                         const sl_calendar_t *calendar, sl_accounting_t accounting, size_t n,
                         const sl_year_so_far_t *so_far);

/* The claims of a trial. trial: its total by sl_trial_claims_of, for what no month tells (insured
 * lines, number of claims); later: by month; scale: of its claims to come. whole, paths: room that
 * *claims points into. Cost: O(n). */
void sl_in_progress_claims(const sl_in_progress_t *year, const sl_trial_claims_t *trial,
                           const sl_progress_path_t *later, double scale, sl_progress_path_t *whole,
                           sl_paid_path_t *path, sl_trial_claims_t *claims);

/* A trial's months 0 .. m - 1 and what comes later, of C: x_i and y_i. */
double sl_progress_so_far(const sl_progress_path_t *path, size_t months);
double sl_progress_to_come(const sl_progress_path_t *path, size_t months, size_t n);

#endif
