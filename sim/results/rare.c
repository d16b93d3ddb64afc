#include "sim/results/rare.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

double *sl_rare_number(sl_rare_t *rare, sl_rare_number_t variable)
{
  return sl_variable_at(&sl_rare_numbers[variable], rare, 0);
}

double *sl_rare_field(sl_rare_summary_t *summary, sl_rare_variable_t variable)
{
  return sl_variable_at(&sl_rare_variables[variable], summary, 0);
}

static bool allocate(sl_rare_t *rare)
{
  bool have = true;
  for (size_t v = 0; v < SL_N_RARE_TRIAL_VARIABLES; v++) {
    rare->trial[v] = calloc(rare->trials + 1, sizeof(double));
    have = have && rare->trial[v] != NULL;
  }
  for (size_t v = 0; v < SL_N_RARE_COST_VARIABLES; v++) {
    rare->cost[v] = calloc(rare->trials * rare->n_arrangements + 1, sizeof(double));
    have = have && rare->cost[v] != NULL;
  }
  rare->control = calloc(rare->trials * (rare->n_laws - 1) + 1, sizeof(double));
  rare->arrangements = calloc(rare->n_arrangements, sizeof *rare->arrangements);
  return have && rare->control != NULL && rare->arrangements != NULL;
}

int sl_rare_new(size_t trials, size_t n_laws, size_t n_arrangements, sl_rare_t **rare,
                sl_error_t *error)
{
  *rare = calloc(1, sizeof **rare);
  if (*rare != NULL) {
    (*rare)->trials = trials;
    (*rare)->count = (double)trials;
    (*rare)->n_laws = n_laws;
    (*rare)->n_arrangements = n_arrangements;
    if (allocate(*rare)) {
      return SL_OK;
    }
  }
  sl_rare_free(*rare);
  *rare = NULL;
  return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu rare trials", trials);
}

void sl_rare_free(sl_rare_t *rare)
{
  if (rare == NULL) {
    return;
  }
  for (size_t v = 0; v < SL_N_RARE_TRIAL_VARIABLES; v++) {
    free(rare->trial[v]);
  }
  for (size_t v = 0; v < SL_N_RARE_COST_VARIABLES; v++) {
    free(rare->cost[v]);
  }
  free(rare->control);
  free(rare->arrangements);
  free(rare);
}

/* What the functions of one summary share: columns of one arrangement. */
typedef struct summing {
  const sl_rare_t *rare;
  const sl_weighted_t *sample;
  double *column, *scratch;
  size_t *place;
} summing_t;

static void take_column(const summing_t *s, sl_rare_cost_variable_t variable, size_t a)
{
  for (size_t i = 0; i < s->rare->trials; i++) {
    s->column[i] = s->rare->cost[variable][i * s->rare->n_arrangements + a];
  }
}

static sl_estimate_t share_above(const summing_t *s, double bound)
{
  for (size_t i = 0; i < s->rare->trials; i++) {
    s->scratch[i] = s->column[i] > bound ? 1.0 : 0.0;
  }
  return sl_weighted_mean(s->sample, s->scratch);
}

/* p (1 - p) / n is the square of a share's standard error over n plain trials. */
static double equivalent(sl_estimate_t share)
{
  const double p = share.value, e = share.standard_error;
  return e > 0.0 && p > 0.0 && p < 1.0 ? p * (1.0 - p) / (e * e) : (double)NAN;
}

static int summarize_arrangement(const summing_t *s, size_t a, sl_rare_summary_t *into,
                                 sl_error_t *error)
{
  take_column(s, SL_RARE_AGGREGATE, a);
  into->expected_aggregate = sl_weighted_mean(s->sample, s->column);
  into->aggregate_probability = share_above(s, 0.0);
  take_column(s, SL_RARE_DEFICIT, a);
  into->expected_deficit = sl_weighted_mean(s->sample, s->column);
  into->deficit_probability = share_above(s, 0.0);
  into->equivalent_deficit = equivalent(into->deficit_probability);
  take_column(s, SL_RARE_COST, a);
  into->expected_cost = sl_weighted_mean(s->sample, s->column);
  const int code = sl_weighted_order(s->sample, s->column, s->place, error);
  if (code != SL_OK) {
    return code;
  }
  into->quantile95 = sl_weighted_quantile(s->sample, s->column, s->place, 0.95, s->scratch);
  into->quantile99 = sl_weighted_quantile(s->sample, s->column, s->place, 0.99, s->scratch);
  into->tail_mean99 = sl_weighted_tail_mean(s->sample, s->column, s->place, 0.99, s->scratch);
  into->equivalent_quantile99 = equivalent(share_above(s, into->quantile99.value));
  return SL_OK;
}

/* The mean of the weights before they are calibrated, with a standard error that knows of strata
 * but of no controls. */
static int judge_weights(sl_rare_t *rare, sl_weighted_t sample, const double *ones,
                         sl_error_t *error)
{
  sample.n_controls = 0;
  sample.calibrated = NULL;
  const int code = sl_weighted_init(&sample, error);
  if (code == SL_OK) {
    rare->mean_weight = sl_weighted_mean(&sample, ones);
    rare->effective_size = sl_weighted_effective_size(&sample);
  }
  sl_weighted_free(&sample);
  return code;
}

static int summarize(sl_rare_t *rare, sl_weighted_t *sample, summing_t *s, sl_error_t *error)
{
  for (size_t i = 0; i < rare->trials; i++) {
    s->scratch[i] = 1.0;
  }
  int code = judge_weights(rare, *sample, s->scratch, error);
  code = code == SL_OK ? sl_weighted_init(sample, error) : code;
  for (size_t a = 0; code == SL_OK && a < rare->n_arrangements; a++) {
    code = summarize_arrangement(s, a, &rare->arrangements[a], error);
  }
  if (code == SL_OK) {
    memcpy(rare->trial[SL_RARE_CALIBRATED], sample->calibrated,
           rare->trials * sizeof *sample->calibrated);
  }
  sl_weighted_free(sample);
  return code;
}

int sl_rare_summarize(sl_rare_t *rare, sl_error_t *error)
{
  sl_weighted_t sample = {.n = rare->trials,
                          .n_strata = rare->n_laws,
                          .n_controls = rare->n_laws - 1,
                          .weight = rare->trial[SL_RARE_WEIGHT],
                          .control = rare->control};
  memcpy(sample.stratum, rare->law_trials, sizeof sample.stratum);
  summing_t s = {rare, &sample, malloc(rare->trials * sizeof(double)),
                 malloc(rare->trials * sizeof(double)), malloc(rare->trials * sizeof(size_t))};
  const int code =
      s.column != NULL && s.scratch != NULL && s.place != NULL
          ? summarize(rare, &sample, &s, error)
          : sl_fail(error, SL_ERR_MEMORY, "no memory for %zu rare trials", rare->trials);
  free(s.column);
  free(s.scratch);
  free(s.place);
  return code;
}
