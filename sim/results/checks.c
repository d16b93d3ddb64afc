#include "sim/results/checks.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define KEPT_BITS 34
#define KEPT_BITS_OF_BOUND 6
#define LEAST_BOUND 1e-9 /* relative */

static const sl_known_t unknown = {NAN, NAN};
static const sl_estimate_t no_estimate = {NAN, NAN};

/* ---- room ---- */

int sl_checks_say(char **slot, const char *text, sl_error_t *error)
{
  char *copy = malloc(strlen(text) + 1);
  if (copy == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the reasons");
  }
  free(*slot);
  *slot = strcpy(copy, text);
  return SL_OK;
}

static void forget(sl_arrangement_checks_t *checks)
{
  for (size_t i = 0; i < SL_N_CHECK_FIGURES; i++) {
    checks->exact[i] = unknown;
  }
  for (size_t q = 0; q < SL_N_QUANTILES; q++) {
    checks->quantile[q] = unknown;
  }
  for (size_t i = 0; i < SL_N_CONTROL_FIGURES; i++) {
    checks->control[i] = no_estimate;
  }
  checks->deviation = no_estimate;
}

int sl_checks_new(size_t n_arrangements, sl_checks_t **checks, sl_error_t *error)
{
  sl_checks_t *c = calloc(1, sizeof *c);
  *checks = NULL;
  if (c == NULL ||
      (c->arrangements = calloc(n_arrangements + 1, sizeof *c->arrangements)) == NULL) {
    free(c);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for exact figures");
  }
  c->n_arrangements = n_arrangements;
  for (size_t i = 0; i < SL_N_CHECK_GROUP_FIGURES; i++) {
    c->group[i] = unknown;
  }
  int code = sl_checks_say(&c->reasons, "", error);
  for (size_t a = 0; code == SL_OK && a < n_arrangements; a++) {
    forget(&c->arrangements[a]);
    code = sl_checks_say(&c->arrangements[a].reasons, "", error);
  }
  if (code != SL_OK) {
    sl_checks_free(c);
    return code;
  }
  *checks = c;
  return SL_OK;
}

void sl_checks_free(sl_checks_t *checks)
{
  if (checks == NULL) {
    return;
  }
  for (size_t a = 0; a < checks->n_arrangements; a++) {
    free(checks->arrangements[a].reasons);
  }
  free(checks->arrangements);
  free(checks->reasons);
  free(checks);
}

/* ---- stored ---- */

sl_known_t sl_known_rounded(double value, double bound)
{
  int exponent;
  if (!isfinite(value) || !isfinite(bound)) {
    return (sl_known_t){value, bound};
  }
  const double mantissa = frexp(value, &exponent);
  sl_known_t known = {.value = ldexp(nearbyint(ldexp(mantissa, KEPT_BITS)), exponent - KEPT_BITS)};
  const double share = frexp(fmax(bound, LEAST_BOUND * fabs(value)), &exponent);
  known.bound = ldexp(ceil(ldexp(share, KEPT_BITS_OF_BOUND)), exponent - KEPT_BITS_OF_BOUND);
  return known;
}

/* ---- beside each other ---- */

sl_estimate_t sl_control_plain(const sl_arrangement_summary_t *summary, size_t figure)
{
#define PLAIN_FIELD(id, since, name, unit, long_name, field) summary->field,
  const sl_estimate_t plain[SL_N_CONTROL_FIGURES] = {SL_CONTROL_FIGURES(PLAIN_FIELD)};
#undef PLAIN_FIELD
  return plain[figure];
}

static double z_of(sl_estimate_t simulated, sl_known_t exact)
{
  const double difference = simulated.value - exact.value;
  const double error = sl_joined_error(simulated.standard_error, exact.bound);
  return difference == 0.0 && error == 0.0 ? 0.0 : difference / error;
}

/* Of a mean: trials that are all alike tell no error, unless no year can differ. */
static double z_of_mean(sl_estimate_t simulated, sl_known_t exact, bool is_fixed)
{
  const bool is_off = fabs(simulated.value - exact.value) > exact.bound;
  return simulated.standard_error == 0.0 && is_off && !is_fixed ? (double)NAN
                                                                : z_of(simulated, exact);
}

/* What z takes as the error of a share of n trials where the chance is p. */
static double error_of_chance(double p, double n)
{
  return sqrt(fmax(p * (1.0 - p), SL_CHECK_EVENTS / n) / n);
}

/* Whether a chance's expected years are enough for figures that rest on them; a chance of 0 is. */
static bool happens_often(sl_known_t chance, double n)
{
  return chance.value == 0.0 || n * chance.value >= SL_CHECK_EVENTS;
}

static sl_estimate_t simulated_of(const sl_arrangement_checks_t *checks,
                                  const sl_summary_t *summary, size_t a, sl_check_figure_t figure)
{
  const sl_arrangement_summary_t *s = &summary->arrangements[a];
  switch (figure) {
  case SL_CHECK_COST:
    return s->expected_cost;
  case SL_CHECK_DEVIATION:
    return checks->deviation;
  case SL_CHECK_TAIL_MEAN:
    return s->tail_mean99;
  case SL_CHECK_DEFICIT_PROBABILITY:
    return s->deficit_probability;
  case SL_CHECK_DEFICIT:
    return s->expected_deficit;
  case SL_CHECK_SPECIFIC:
    return s->component[SL_COST_SPECIFIC_REIMBURSEMENT];
  case SL_CHECK_AGGREGATE:
    return s->component[SL_COST_AGGREGATE_REIMBURSEMENT];
  case SL_CHECK_PLAN_PAID:
    return summary->trial_mean[SL_TRIAL_PLAN_PAID];
  case SL_CHECK_ATTACHED:
  case SL_CHECK_ANY_CLAIMANT:
  case SL_N_CHECK_FIGURES:
    break;
  }
  return no_estimate;
}

/* Whether the trials can tell: a finite variance, and years enough. */
static bool can_tell(const sl_arrangement_checks_t *checks, bool infinite_variance, double n,
                     sl_check_figure_t figure)
{
  const bool is_tame = !infinite_variance || isfinite(checks->exact[SL_CHECK_DEVIATION].value);
  switch (figure) {
  case SL_CHECK_TAIL_MEAN:
    return is_tame && 0.01 * n >= SL_CHECK_EVENTS;
  case SL_CHECK_DEFICIT:
    return is_tame && happens_often(checks->exact[SL_CHECK_DEFICIT_PROBABILITY], n);
  case SL_CHECK_AGGREGATE:
    return is_tame && (checks->exact[figure].value == 0.0 ||
                       happens_often(checks->exact[SL_CHECK_ATTACHED], n));
  case SL_CHECK_SPECIFIC:
    return checks->exact[figure].value == 0.0 ||
           (!infinite_variance && happens_often(checks->exact[SL_CHECK_ANY_CLAIMANT], n));
  case SL_CHECK_PLAN_PAID:
    return !infinite_variance;
  case SL_CHECK_COST:
  case SL_CHECK_DEVIATION:
    return is_tame;
  case SL_CHECK_DEFICIT_PROBABILITY:
  case SL_CHECK_ATTACHED:
  case SL_CHECK_ANY_CLAIMANT:
  case SL_N_CHECK_FIGURES:
    break;
  }
  return true;
}

/* The error of the mean cost is that of the exact deviation where this is larger: a sample that has
 * missed what is rare shows too small a one. */
static double error_of_mean_cost(const sl_arrangement_checks_t *checks, double error, double n)
{
  const double deviation = checks->exact[SL_CHECK_DEVIATION].value;
  return isfinite(deviation) ? fmax(error, deviation / sqrt(n)) : error;
}

static double z_of_figure(const sl_arrangement_checks_t *checks, const sl_run_facts_t *facts,
                          size_t a, sl_check_figure_t figure, sl_estimate_t simulated)
{
  const double n = (double)facts->trials;
  const sl_known_t exact = checks->exact[figure];
  if (figure == SL_CHECK_DEFICIT_PROBABILITY) {
    simulated.standard_error = error_of_chance(exact.value, n);
  }
  if (figure == SL_CHECK_COST) {
    simulated.standard_error = error_of_mean_cost(checks, simulated.standard_error, n);
  }
  return isfinite(exact.value) && can_tell(checks, facts->infinite_variance, n, figure)
             ? z_of_mean(simulated, exact, sl_cost_is_fixed(&facts->arrangements[a]))
             : (double)NAN;
}

size_t sl_check_rows(const sl_checks_t *checks, const sl_results_t *results,
                     const sl_summary_t *summary, size_t arrangement,
                     sl_check_row_t rows[SL_CHECK_ROWS])
{
  const sl_arrangement_checks_t *c = &checks->arrangements[arrangement];
  const double trials = (double)results->facts->trials;
  size_t n = 0;
  for (int i = 0; i < SL_N_CHECK_FIGURES; i++) {
    const sl_check_figure_t figure = (sl_check_figure_t)i;
    const sl_estimate_t simulated = simulated_of(c, summary, arrangement, figure);
    if (!isnan(c->exact[i].value) && !isnan(simulated.value)) {
      const sl_variable_t *named = &sl_checked_figures[i];
      rows[n++] = (sl_check_row_t){named->name,
                                   named->long_name,
                                   (double)NAN,
                                   named->is_amount,
                                   simulated,
                                   c->exact[i],
                                   z_of_figure(c, results->facts, arrangement, figure, simulated)};
    }
  }
  for (size_t q = 0; q < SL_N_QUANTILES; q++) {
    const double p = sl_quantile_levels[q];
    const sl_estimate_t simulated = summary->arrangements[arrangement].quantile[q];
    const bool tells = trials * fmin(p, 1.0 - p) >= SL_CHECK_EVENTS;
    if (!isnan(c->quantile[q].value)) {
      rows[n++] = (sl_check_row_t){sl_quantile_variables[SL_QUANTILE_COST].name,
                                   "quantile of cost",
                                   p,
                                   1,
                                   simulated,
                                   c->quantile[q],
                                   tells ? z_of(simulated, c->quantile[q]) : (double)NAN};
    }
  }
  return n;
}

size_t sl_check_group_rows(const sl_checks_t *checks, const sl_results_t *results,
                           const sl_summary_t *summary,
                           sl_check_row_t rows[SL_N_CHECK_GROUP_FIGURES])
{
  static const sl_trial_variable_t simulated_of_group[] = {
      [SL_CHECK_ALLOWED] = SL_TRIAL_ALLOWED, [SL_CHECK_CLAIMS] = SL_TRIAL_CLAIMS};
  size_t n = 0;
  for (int i = 0; i < SL_N_CHECK_GROUP_FIGURES; i++) {
    const sl_estimate_t simulated = summary->trial_mean[simulated_of_group[i]];
    const bool tells = i == SL_CHECK_CLAIMS || !results->facts->infinite_variance;
    if (!isnan(checks->group[i].value)) {
      rows[n++] = (sl_check_row_t){sl_checked_group_figures[i].name,
                                   sl_checked_group_figures[i].long_name,
                                   (double)NAN,
                                   sl_checked_group_figures[i].is_amount,
                                   simulated,
                                   checks->group[i],
                                   tells && isfinite(checks->group[i].value)
                                       ? z_of_mean(simulated, checks->group[i], false)
                                       : (double)NAN};
    }
  }
  return n;
}
