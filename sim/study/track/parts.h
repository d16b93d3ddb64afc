/* What the files of a track share. */
#ifndef SL_SIM_STUDY_TRACK_PARTS_H
#define SL_SIM_STUDY_TRACK_PARTS_H

#include "models/funding/cash_flow.h"
#include "models/funding/in_progress.h"
#include "models/group/enrolment.h"
#include "sim/engine/engine.h"
#include "sim/study/track/track.h"

/* What a cover's trials tell, by month. */
typedef struct sl_track_trial {
  double plan_paid, insured, insured_run_out, claims;
  double above; /* of C paid to date, above half of the deductible of somebody who is not listed */
  double ibnr;  /* at the end of the last month known */
} sl_track_trial_t;

/* The columns of a path that are kept: paid of C alone, the others in both columns. */
#define SL_TRACK_KEPT 7

typedef struct sl_track_cover {
  sl_track_trial_t *trial; /* [trials]; owned */
  double *path;            /* [trials][SL_TRACK_KEPT][n_months + 1]; owned */
} sl_track_cover_t;

typedef struct sl_track_trials {
  size_t trials, n_months, months;
  size_t *cover_of;        /* by arrangement; owned */
  sl_track_cover_t *cover; /* owned */
  size_t n_covers;
} sl_track_trials_t;

/* Simulate the scenario with its first months known. SL_ERR_MEMORY and the engine's. */
int sl_track_simulate(const sl_scenario_t *scenario, const sl_engine_options_t *options,
                      sl_track_trials_t *trials, sl_error_t *error);
void sl_track_trials_free(sl_track_trials_t *trials);
void sl_track_path(const sl_track_trials_t *trials, size_t cover, size_t trial,
                   sl_progress_path_t *path);

/* ---- enrolment ---- */

typedef struct sl_track_enrolled {
  bool differs; /* from the scenario's */
  sl_enrolment_t enrolment;
  double so_far, later; /* exposure against the scenario's */
} sl_track_enrolled_t;
void sl_track_enrol(const sl_scenario_t *scenario, const sl_track_terms_t *terms,
                    sl_track_enrolled_t *enrolled);

/* ---- one year of one arrangement, by trial ---- */

typedef struct sl_track_columns {
  size_t trials, n_months;
  double *column; /* owned: what all of them point into */
  double *cost, *paid, *specific, *aggregate, *fixed, *passes, *deficit, *advance, *ibnr;
  double *fan[SL_TRACK_FANS]; /* [month][trials] */
  double *weight;             /* NULL: all alike */
  /* The same in every trial but for fees by claims: summed up over the months known, weighed. */
  double *fixed_so_far, *reimbursed_so_far, *advance_now, *eligible_now;
} sl_track_columns_t;

int sl_track_columns_new(size_t trials, size_t n_months, sl_track_columns_t *columns,
                         sl_error_t *error);
void sl_track_columns_free(sl_track_columns_t *columns);

/* Put one trial's claims. months: known; cash: of n_months. */
typedef struct sl_track_year {
  const sl_scenario_t *scenario;
  const sl_arrangement_t *arrangement;
  const sl_enrolment_t *enrolment;
  const sl_price_t *price;
  size_t months, n_months;
  sl_cash_terms_t cash;
} sl_track_year_t;
void sl_track_put(const sl_track_year_t *year, const sl_trial_claims_t *claims, double ibnr,
                  size_t trial, sl_track_columns_t *columns);

/* The figures of an arrangement from its trials' columns. */
void sl_track_tell(const sl_track_year_t *year, const sl_track_columns_t *columns,
                   sl_weighed_value_t *sorted, sl_track_arrangement_t *into);
sl_track_spread_t sl_track_spread(const double *column, const double *weight, size_t n,
                                  sl_weighed_value_t *sorted);

#endif
