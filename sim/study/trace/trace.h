/* One simulated year told claim by claim: who had which claims when, what the plan paid of them,
 * and what each arrangement's contracts paid back.
 *
 * The claims are drawn and adjudicated by the engine (sim/engine/one_trial.h). What a contract pays
 * is allotted to them one by one, in order of paid day, then incurred day, across the group, every
 * deductible, maximum and attachment point a balance that claims run down. This is written apart
 * from the engine's covers, which know sums alone; both must come to the same:
 *
 *   sum of allowed, plan_paid over claims in the year      = allowed, plan_paid of the trial
 *   largest sum of plan_paid over one person's             = largest_claimant
 *   sum of retained, specific, aggregate, captive, insured = the trial's, by arrangement
 *
 * each within SL_TRACE_TOLERANCE, which sl_trace_take asserts: SL_ERR_INTERNAL names what differs.
 * Without a claim's days (annual totals) a line is a person's year.
 *
 * Source: models/MODEL.md, "Stop-loss". Checked by tests/unit/test_trace.c, against stored
 * trials of all shipped scenarios.
 */
#ifndef SL_SIM_STUDY_TRACE_TRACE_H
#define SL_SIM_STUDY_TRACE_TRACE_H

#include "models/funding/trial.h"
#include "sim/engine/engine.h"
#include "sim/engine/trials/observer.h"
#include "sim/results/block.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SL_TRACE_TOLERANCE 0.005 /* half a cent; of sums above 1e9 that share of 1e9 */

/* A claim, or one payment of it, in the order told: the dearest person first, then incurred day,
 * then paid day. */
typedef struct sl_trace_claim {
  sl_seen_claim_t seen;
  bool in_year; /* one of those whose sums the trial's allowed and plan_paid are */
} sl_trace_claim_t;

/* What becomes of a claim's plan paid under one arrangement. */
typedef struct sl_trace_share {
  bool counted;     /* in the arrangement's cost; what is not, is at most reimbursed */
  double specific;  /* paid by the specific, after an aggregating deductible */
  double aggregate; /* paid by the aggregate */
  double captive;
  double insured;  /* paid by an insurer */
  double retained; /* what is left to the employer; 0 of a claim not counted */
  double excess; /* above the deductible, and a captive's layer: before an aggregating deductible */
  double eligible; /* counts towards the aggregate; 0 without one */
} sl_trace_share_t;

/* A person with a claim, in order of plan_paid of the year, the largest first. */
typedef struct sl_trace_person {
  uint32_t person;           /* index into the group's */
  size_t first, n;           /* of the claims */
  double allowed, plan_paid; /* of claims in the year */
} sl_trace_person_t;

/* A person under an arrangement with a specific. */
typedef struct sl_trace_cover {
  double deductible; /* D_p, of a certificate where the specific is by certificate; NaN without */
  bool excluded;
} sl_trace_cover_t;

typedef struct sl_trace {
  const sl_scenario_t *scenario;
  uint64_t trial;
  double group_factor; /* multiplies everybody's number of claims; 1 where there is none */
  bool by_year;        /* lines are persons' years: annual totals were drawn */
  sl_trace_claim_t *claim;
  size_t n_claims;
  sl_trace_person_t *person;
  size_t n_persons;
  size_t n_arrangements;
  sl_trace_share_t *share;                  /* [claim][arrangement] */
  sl_trace_cover_t *cover;                  /* [person][arrangement] */
  double trial_value[SL_N_TRIAL_VARIABLES]; /* the trial's figures */
  double *cost[SL_N_COST_VARIABLES];        /* [arrangement] */
  double *budget;                           /* [arrangement] */
  double *attachment;                       /* [arrangement]; NaN without an aggregate */
} sl_trace_t;

typedef struct sl_tracer sl_tracer_t;

/* Compile the scenario, which must outlive the tracer, and settle its prices, as a run does.
 * options: as of sl_run_new; the part that they ask for is what sl_tracer_run simulates. */
int sl_tracer_new(const sl_scenario_t *scenario, const sl_engine_options_t *options,
                  sl_tracer_t **tracer, sl_error_t *error);
void sl_tracer_free(sl_tracer_t *tracer); /* NULL is fine */

/* The run's own trials: as sl_engine_run. */
int sl_tracer_run(sl_tracer_t *tracer, sl_block_sink_t sink, void *context, sl_error_t *error);

/* Tell a trial, which may lie beyond the scenario's. SL_ERR_MEMORY; SL_ERR_INTERNAL where sums do
 * not agree. Cost: one trial of the whole group, and O(claims (log claims + arrangements)). */
int sl_trace_take(sl_tracer_t *tracer, uint32_t trial, sl_trace_t **trace, sl_error_t *error);
void sl_trace_free(sl_trace_t *trace); /* NULL is fine */

/* The person's sum of shares under an arrangement, and of the whole year. */
sl_trace_share_t sl_trace_person_sum(const sl_trace_t *trace, size_t person, size_t arrangement);
sl_trace_share_t sl_trace_sum(const sl_trace_t *trace, size_t arrangement);

/* The share of claim c under arrangement a. */
static inline const sl_trace_share_t *sl_trace_share(const sl_trace_t *trace, size_t c, size_t a)
{
  return &trace->share[c * trace->n_arrangements + a];
}

#endif
