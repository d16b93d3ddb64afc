/* The year in progress: where it will end, from what the first months paid.
 *
 * The scenario's trials stand for the year as far as they resemble it. x is what was paid to date
 * (sim/input/actual/monthly.h), y what comes later; trial i has x_i and y_i, weighs w_i and is
 * moved to y_i' by models/statistics/conditioning.h; the year's claims are x + y_i'. What the
 * contracts, fees, premiums and taxes make of them is a trial's own arithmetic
 * (models/funding/in_progress.h, then sl_arrangement_cost and sl_cash_flow): fixed costs are known,
 * reimbursements follow from the persons.
 *   A claimants file (sim/input/actual/claimants.h) lists everyone above half of the specific
 *     deductible. Listed persons are out of x; those whose row it says have no claims in the
 * trials; what is paid of them and expected to come is added as the file has it. Of anybody else, a
 *     trial's paid to date counts up to half of the deductible, in x_i too.
 *   Without one nobody is known: the trials' persons stand as they are, and a reimbursement so far
 * is what theirs had. Enrolment, where the months tell it: x_i times enrolled so far / the
 * scenario's, y_i times the last month's / the scenario's; fees, premiums and factors per employee
 * on those enrolled, and the last month's from then on. Premiums that the model prices and the
 * budget stay. Before the first month all trials weigh the same and nothing moves: every figure has
 * the bits of a run. After the last month of the run-out nothing is to come, and every trial is the
 * actual year.
 *
 * Which claims: those that the year's cost counts. With accounting: incurred, leave out what was
 * incurred before the plan year; with paid, take all that was paid.
 *
 * Source: models/MODEL.md, "A year in progress". Checked by tests/unit/test_track.c and
 * tests/verify/test_track.c.
 */
#ifndef SL_SIM_STUDY_TRACK_TRACK_H
#define SL_SIM_STUDY_TRACK_TRACK_H

#include "models/funding/price.h"
#include "models/statistics/conditioning.h"
#include "sim/engine/compile/options.h"
#include "sim/input/actual/claimants.h"
#include "sim/input/actual/monthly.h"
#include "sim/input/read/faults.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

/* Shares of the simulated years below a figure: the bands of a fan. */
#define SL_TRACK_BANDS 5
extern const double sl_track_fractions[SL_TRACK_BANDS]; /* .05 .25 .5 .75 .95 */

/* What is followed by month, each summed up to its end. */
typedef enum sl_track_fan {
  SL_TRACK_PAID,     /* plan paid before stop-loss */
  SL_TRACK_ELIGIBLE, /* towards the aggregate */
  SL_TRACK_NET,      /* the employer's cash: sl_cash_flow's cumulative */
  SL_TRACK_FANS
} sl_track_fan_t;

typedef struct sl_track_terms {
  const sl_monthly_t *actual;
  size_t months;                   /* of it, known: 0 .. actual->n */
  const sl_claimants_t *claimants; /* NULL: nobody says who is above half of the deductible */
} sl_track_terms_t;

/* A figure of the year over the weighed trials. */
typedef struct sl_track_spread {
  sl_estimate_t mean;
  double quantile[SL_TRACK_BANDS];
} sl_track_spread_t;

/* One listed claimant under an arrangement with a specific. */
typedef struct sl_track_watch {
  size_t line;       /* data row of the claimants file */
  double deductible; /* his own; INFINITY: a laser takes him out of the specific */
  double paid, to_come;
  double used, will_use; /* shares of his deductible: paid, and paid with what is to come */
  size_t passes; /* the month of the plan year, from 1, in which he passes it where what is to come
                    comes in equal parts; 0: he does not */
} sl_track_watch_t;

typedef struct sl_track_arrangement {
  const char *name;
  bool retains, has_specific, has_aggregate;
  sl_price_t price;           /* on those enrolled */
  double known;               /* x: paid so far, without the listed claimants' */
  double expected_by_now;     /* at the year's start, for the months known; NaN before the first */
  double rank;                /* share of the run's trials that had paid less by then; likewise */
  double effective;           /* number of trials */
  sl_track_spread_t cost;     /* the year's */
  sl_track_spread_t at_start; /* the same before the first month */
  sl_track_spread_t paid;     /* plan paid of the year, its run-out too */
  sl_estimate_t deficit_probability, deficit_at_start;
  sl_estimate_t mean_deficit;               /* over all trials */
  sl_estimate_t specific, aggregate, fixed; /* means of the year; fixed: all that is no claim */
  sl_estimate_t aggregate_probability;      /* that the attachment point is passed */
  /* At the end of the last month known; NaN before the first. */
  double paid_so_far; /* x with the listed claimants' */
  double fixed_so_far;
  double reimbursed_so_far; /* received */
  double receivable;        /* above listed claimants' deductibles, not yet received */
  double budget_so_far;     /* the passed part of the year's */
  double eligible_so_far, attachment_so_far; /* NaN without an aggregate */
  double advance;                    /* outstanding under monthly accommodation, 0 without */
  sl_track_spread_t ibnr;            /* incurred and not paid, but for the listed claimants' */
  sl_track_spread_t largest_advance; /* outstanding at any month's end of the year */
  double *fan[SL_TRACK_FANS];        /* [band][month]; owned; NULL where there is none of it */
  double *attachment;      /* [plan months], cumulative; owned; NULL without an aggregate */
  sl_track_watch_t *watch; /* owned; all listed, the most used first; NULL without a specific */
  double *trial_cost;      /* [trials]: the year's cost by trial; owned */
  double *weight;          /* [trials]; owned; NULL: all alike */
} sl_track_arrangement_t;

typedef struct sl_track {
  const sl_scenario_t *scenario; /* with a cash flow: the caller's, or one of its own */
  sl_scenario_t *own;            /* owned; NULL where it is the caller's */
  uint64_t trials;
  size_t months, plan_months, n_months; /* known; of the plan year; listed with the run-out */
  double paid[SL_MONTHLY_MAX];
  double enrolled; /* ratio of the last month's to the scenario's; 1 where it is not told */
  bool lists_claimants;
  size_t n_listed, n_out; /* of them, with a census row: out of the trials */
  double listed_so_far, listed_to_come;
  bool at_pace; /* what is to come of somebody is not told but taken at his pace */
  size_t main;  /* the arrangement that the page is about */
  sl_track_arrangement_t *list;
  size_t n;
} sl_track_t;

/* *track is NULL on failure. SL_ERR_INPUT with *error: annual totals have no months; the listed
 * claimants had more than all that was paid; something is expected to come after the last month.
 * SL_ERR_MEMORY, SL_ERR_INTERRUPTED; faults: of the scenario with a cash flow, of which there are
 * none where it was loaded. The scenario and the terms must outlive it. Cost: two runs. Memory: 2
 * kB a trial and cover, and 16 bytes a trial and arrangement. */
int sl_track_new(const sl_scenario_t *scenario, const sl_track_terms_t *terms,
                 const sl_engine_options_t *options, sl_track_t **track, sl_faults_t *faults,
                 sl_error_t *error);
void sl_track_free(sl_track_t *track); /* NULL is fine */

/* One number of a fan. */
static inline double sl_track_at(const sl_track_t *track, size_t arrangement, sl_track_fan_t fan,
                                 size_t band, size_t month)
{
  return track->list[arrangement].fan[fan][band * track->n_months + month];
}

#endif
