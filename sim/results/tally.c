#include "sim/results/tally.h"

#include <math.h>
#include <stdlib.h>

typedef struct arrangement_tally {
  sl_running_t component[SL_N_COST_VARIABLES];
  sl_running_t deficit;            /* of the trials with one */
  sl_running_t saving;             /* against the baseline */
  sl_precision_sample_t precision; /* where a goal was asked for */
  size_t cheaper, dearer;          /* trials in which the baseline is */
} arrangement_tally_t;

struct sl_tally {
  const sl_run_facts_t *facts;
  uint64_t trials;
  sl_running_t trial[SL_N_TRIAL_VARIABLES];
  arrangement_tally_t *arrangements;
};

int sl_tally_new(const sl_run_facts_t *facts, sl_tally_t **tally, sl_error_t *error)
{
  sl_tally_t *t = calloc(1, sizeof *t);
  *tally = NULL;
  if (t != NULL) {
    t->facts = facts;
    t->arrangements = calloc(facts->n_arrangements + 1, sizeof *t->arrangements);
  }
  if (t == NULL || t->arrangements == NULL) {
    free(t);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the summary");
  }
  *tally = t;
  return SL_OK;
}

void sl_tally_free(sl_tally_t *tally)
{
  if (tally != NULL) {
    free(tally->arrangements);
    free(tally);
  }
}

const sl_run_facts_t *sl_tally_facts(const sl_tally_t *tally) { return tally->facts; }

uint64_t sl_tally_trials(const sl_tally_t *tally) { return tally->trials; }

static void take_deficits(arrangement_tally_t *tally, const double *deficit, size_t n,
                          size_t stride)
{
  for (size_t t = 0; t < n; t++) {
    if (deficit[t * stride] > 0.0) {
      sl_running_add(&tally->deficit, &deficit[t * stride], 1, 1);
    }
  }
}

static void take_baseline(arrangement_tally_t *tally, const double *baseline, const double *cost,
                          size_t n, size_t stride)
{
  for (size_t t = 0; t < n; t++) {
    const double saving = cost[t * stride] - baseline[t * stride];
    tally->cheaper += baseline[t * stride] < cost[t * stride];
    tally->dearer += baseline[t * stride] > cost[t * stride];
    sl_running_add(&tally->saving, &saving, 1, 1);
  }
}

void sl_tally_take(void *tally, const sl_block_t *block)
{
  sl_tally_t *t = tally;
  const size_t n = block->n_trials, stride = block->n_arrangements;
  const size_t apart = (size_t)(block->cost[1] - block->cost[0]);
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    sl_running_add(&t->trial[v], block->trial[v], n, 1);
  }
  for (size_t a = 0; a < stride; a++) {
    arrangement_tally_t *arrangement = &t->arrangements[a];
    sl_running_add_columns(arrangement->component, SL_N_COST_VARIABLES, block->cost[0] + a, apart,
                           n, stride);
    if (t->facts->precision.goal != SL_PRECISION_NONE) {
      sl_precision_take(&arrangement->precision, block->cost[SL_COST_COST] + a,
                        block->cost[SL_COST_DEFICIT] + a, n, stride);
    }
    take_deficits(arrangement, block->cost[SL_COST_DEFICIT] + a, n, stride);
    if (a > 0) {
      const double *cost = block->cost[SL_COST_COST];
      take_baseline(arrangement, cost, cost + a, n, stride);
    }
  }
  t->trials += n;
}

static void tell_deficit(const arrangement_tally_t *tally, uint64_t trials,
                         sl_arrangement_summary_t *summary)
{
  const size_t hits = tally->deficit.n;
  summary->deficit_probability = sl_proportion(hits, (size_t)trials);
  summary->expected_deficit = summary->component[SL_COST_DEFICIT];
  summary->expected_deficit_given =
      hits > 0 ? sl_running_mean(&tally->deficit) : (sl_estimate_t){(double)NAN, (double)NAN};
}

static void tell_baseline(const arrangement_tally_t *tally, uint64_t trials,
                          sl_arrangement_summary_t *summary)
{
  summary->baseline_cheaper_trials = tally->cheaper;
  summary->baseline_dearer_trials = tally->dearer;
  summary->baseline_cheaper = sl_proportion(tally->cheaper, (size_t)trials);
  summary->baseline_saving = sl_running_mean(&tally->saving);
}

static void tell_arrangement(const sl_tally_t *tally, size_t a, sl_arrangement_summary_t *summary)
{
  const sl_estimate_t none = {(double)NAN, (double)NAN};
  const double months = tally->facts->enrolment.employee_months;
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    summary->component[v] = sl_running_mean(&tally->arrangements[a].component[v]);
  }
  summary->expected_cost = summary->component[SL_COST_COST];
  summary->expected_pepm = (sl_estimate_t){summary->expected_cost.value / months,
                                           summary->expected_cost.standard_error / months};
  summary->maximum_cost = tally->facts->arrangements[a].price.maximum_cost;
  summary->working_capital = none;
  summary->renewed_cost = summary->renewed95 = summary->renewed99 = none;
  tell_deficit(&tally->arrangements[a], tally->trials, summary);
  if (a == 0) {
    summary->baseline_cheaper = summary->baseline_saving = none;
  } else {
    tell_baseline(&tally->arrangements[a], tally->trials, summary);
  }
}

void sl_tally_tell(const sl_tally_t *tally, sl_summary_t *summary)
{
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    summary->trial_mean[v] = sl_running_mean(&tally->trial[v]);
  }
  summary->precision_reached = (double)NAN;
  for (size_t a = 0; a < summary->n_arrangements; a++) {
    tell_arrangement(tally, a, &summary->arrangements[a]);
    const double reached =
        sl_precision_reached(&tally->facts->precision, &tally->arrangements[a].precision,
                             !sl_cost_is_fixed(&tally->facts->arrangements[a]));
    summary->precision_reached = a == 0 ? reached : fmax(summary->precision_reached, reached);
  }
}
