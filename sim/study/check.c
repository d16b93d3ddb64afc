#include "sim/study/check.h"

#include "models/statistics/regression.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"
#include "sim/study/exact/exact.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_MAX 16000 /* of reasons: an HDF5 attribute holds 64 KB */

typedef enum control {
  CONTROL_RETAINED,
  CONTROL_PLAN_PAID,
  CONTROL_ALLOWED,
  CONTROL_CLAIMS,
  CONTROL_ANY_CLAIMANT,
  CONTROL_ATTACHED,
  N_CONTROLS
} control_t;

/* Of one arrangement. */
typedef struct tally {
  bool is_tame;   /* its cost has a finite variance */
  bool is_capped; /* its cost has an end, and moments of every order */
  size_t source;  /* the arrangement whose retained claims and events are known */
  control_t control[N_CONTROLS];
  sl_regression_t regression;
  sl_known_t aggregate;    /* mean reimbursement; NaN where not known */
  double aggregate_years;  /* trials in which it pays */
  double origin, power[4]; /* sums of powers of the cost less its origin */
} tally_t;

struct sl_check {
  const sl_scenario_t *scenario;
  bool infinite_variance;
  sl_checks_t *checks;
  tally_t *tallies;
};

/* ---- what is exact ---- */

static const struct {
  sl_check_figure_t figure;
  sl_exact_variable_t exact;
} same_figures[] = {
    {SL_CHECK_COST, SL_EXACT_COST},
    {SL_CHECK_DEVIATION, SL_EXACT_COST_DEVIATION},
    {SL_CHECK_TAIL_MEAN, SL_EXACT_TAIL_MEAN},
    {SL_CHECK_DEFICIT_PROBABILITY, SL_EXACT_DEFICIT_PROBABILITY},
    {SL_CHECK_DEFICIT, SL_EXACT_DEFICIT},
    {SL_CHECK_SPECIFIC, SL_EXACT_SPECIFIC},
    {SL_CHECK_AGGREGATE, SL_EXACT_AGGREGATE},
    {SL_CHECK_PLAN_PAID, SL_EXACT_PLAN_PAID},
    {SL_CHECK_ATTACHED, SL_EXACT_ATTACHED},
    {SL_CHECK_ANY_CLAIMANT, SL_EXACT_ANY_CLAIMANT},
};

static sl_known_t known_of(const sl_exact_figure_t *figure)
{
  return figure->is_known ? sl_known_rounded(figure->value, figure->bound)
                          : (sl_known_t){(double)NAN, (double)NAN};
}

static int join_reasons(const sl_exact_reasons_t *reasons, char **slot, sl_error_t *error)
{
  char text[TEXT_MAX] = "";
  size_t length = 0;
  for (size_t i = 0; i < reasons->n; i++) {
    const size_t more = strlen(reasons->text[i]) + 1;
    if (length + more + 1 >= sizeof text) {
      break;
    }
    length += (size_t)snprintf(text + length, sizeof text - length, "%s%s", i > 0 ? " " : "",
                               reasons->text[i]);
  }
  return sl_checks_say(slot, text, error);
}

static int take_exact(const sl_exact_t *exact, sl_checks_t *checks, sl_error_t *error)
{
  checks->group[SL_CHECK_ALLOWED] = known_of(&exact->group[SL_EXACT_ALLOWED]);
  checks->group[SL_CHECK_CLAIMS] = known_of(&exact->group[SL_EXACT_CLAIMS]);
  int code = join_reasons(&exact->reasons, &checks->reasons, error);
  for (size_t a = 0; code == SL_OK && a < exact->n_arrangements; a++) {
    const sl_exact_arrangement_t *from = &exact->arrangements[a];
    sl_arrangement_checks_t *to = &checks->arrangements[a];
    for (size_t i = 0; i < sizeof same_figures / sizeof same_figures[0]; i++) {
      to->exact[same_figures[i].figure] = known_of(&from->figure[same_figures[i].exact]);
    }
    for (size_t q = 0; q < SL_N_QUANTILES; q++) {
      to->quantile[q] = known_of(&from->quantile[q]);
    }
    code = join_reasons(&from->reasons, &to->reasons, error);
  }
  return code;
}

/* ---- controls ---- */

static bool caps_persons(const sl_arrangement_t *arrangement)
{
  const sl_specific_t *specific = &arrangement->specific;
  bool caps = arrangement->has_specific && specific->coinsurance >= 1.0 &&
              isinf(specific->maximum) && arrangement->leaves == 0;
  for (size_t i = 0; i < specific->n_lasers; i++) {
    caps = caps && !specific->lasers[i].excluded;
  }
  return caps;
}

static bool caps_cost(const sl_arrangement_t *arrangement, const sl_arrangement_checks_t *checks)
{
  const bool is_constant = checks->exact[SL_CHECK_DEVIATION].value == 0.0;
  return is_constant || caps_persons(arrangement) ||
         (arrangement->has_aggregate && isinf(arrangement->aggregate.maximum) &&
          arrangement->leaves == 0);
}

static void add_control(tally_t *tally, sl_known_t *known, size_t *n, control_t control,
                        const sl_exact_figure_t *mean, bool is_finite)
{
  if (mean->is_known && isfinite(mean->value) && is_finite) {
    tally->control[*n] = control;
    known[(*n)++] = known_of(mean);
  }
}

static bool is_finite(const sl_exact_figure_t *figure)
{
  return figure->is_known && isfinite(figure->value);
}

static size_t source_of(const sl_exact_t *exact, size_t a)
{
  size_t source = a;
  for (size_t i = exact->n_arrangements; i-- > 0;) {
    if (!exact->arrangements[a].figure[SL_EXACT_RETAINED].is_known &&
        exact->arrangements[i].figure[SL_EXACT_RETAINED].is_known) {
      source = i;
    }
  }
  return source;
}

static void choose_controls(sl_check_t *check, const sl_exact_t *exact, size_t a)
{
  tally_t *tally = &check->tallies[a];
  const sl_arrangement_t *arrangement = &check->scenario->arrangements->list[a];
  sl_known_t known[N_CONTROLS];
  double means[N_CONTROLS], bounds[N_CONTROLS];
  size_t n = 0;
  tally->source = source_of(exact, a);
  tally->aggregate = known_of(&exact->arrangements[a].figure[SL_EXACT_AGGREGATE]);
  const sl_exact_figure_t *figure = exact->arrangements[tally->source].figure;
  const bool allowed_finite = is_finite(&exact->group[SL_EXACT_ALLOWED_DEVIATION]);
  add_control(tally, known, &n, CONTROL_RETAINED, &figure[SL_EXACT_RETAINED],
              is_finite(&figure[SL_EXACT_RETAINED_DEVIATION]));
  add_control(tally, known, &n, CONTROL_PLAN_PAID, &figure[SL_EXACT_PLAN_PAID], allowed_finite);
  add_control(tally, known, &n, CONTROL_ALLOWED, &exact->group[SL_EXACT_ALLOWED], allowed_finite);
  add_control(tally, known, &n, CONTROL_CLAIMS, &exact->group[SL_EXACT_CLAIMS],
              check->scenario->simulation->sampler == SL_SAMPLE_CLAIMS);
  add_control(tally, known, &n, CONTROL_ANY_CLAIMANT, &figure[SL_EXACT_ANY_CLAIMANT], true);
  add_control(tally, known, &n, CONTROL_ATTACHED, &figure[SL_EXACT_ATTACHED], true);
  tally->is_capped = caps_cost(arrangement, &check->checks->arrangements[a]);
  tally->is_tame = !check->infinite_variance || tally->is_capped ||
                   is_finite(&exact->arrangements[a].figure[SL_EXACT_COST_DEVIATION]);
  for (size_t i = 0; i < n; i++) {
    means[i] = known[i].value;
    bounds[i] = known[i].bound;
  }
  sl_regression_init(&tally->regression, means, bounds, n, SL_N_CONTROL_FIGURES);
}

/* ---- making one ---- */

/* What the engine of exact figures has no room for is a reason, not a failure of the run. */
static int find_exact(sl_check_t *check, const sl_price_t *prices, sl_error_t *error)
{
  sl_exact_t *exact = NULL;
  sl_error_t why = {0};
  int code = sl_exact_at_prices(check->scenario, prices, &exact, &why);
  if (code == SL_ERR_UNSUPPORTED) {
    return sl_checks_say(&check->checks->reasons, why.text, error);
  }
  if (code != SL_OK) {
    return sl_fail(error, code, "%s", why.text);
  }
  code = take_exact(exact, check->checks, error);
  for (size_t a = 0; code == SL_OK && a < exact->n_arrangements; a++) {
    choose_controls(check, exact, a);
  }
  sl_exact_free(exact);
  return code;
}

int sl_check_new(const sl_scenario_t *scenario, const sl_price_t *prices, bool infinite_variance,
                 sl_check_t **check, sl_error_t *error)
{
  sl_check_t *c = calloc(1, sizeof *c);
  int code = c != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for the check");
  *check = NULL;
  if (code == SL_OK) {
    c->scenario = scenario;
    c->infinite_variance = infinite_variance;
    c->tallies = calloc(scenario->arrangements->n + 1, sizeof *c->tallies);
    code = c->tallies != NULL ? sl_checks_new(scenario->arrangements->n, &c->checks, error)
                              : sl_fail(error, SL_ERR_MEMORY, "no memory for the check");
  }
  if (code == SL_OK) {
    code = find_exact(c, prices, error);
  }
  if (code == SL_OK) {
    *check = c;
  } else {
    sl_check_free(c);
  }
  return code;
}

void sl_check_free(sl_check_t *check)
{
  if (check != NULL) {
    sl_checks_free(check->checks);
    free(check->tallies);
    free(check);
  }
}

/* ---- trials ---- */

static double control_of(const sl_block_t *block, const tally_t *tally, control_t control, size_t t)
{
  const size_t i = t * block->n_arrangements + tally->source;
  switch (control) {
  case CONTROL_RETAINED:
    return block->cost[SL_COST_RETAINED_CLAIMS][i] +
           block->cost[SL_COST_AGGREGATE_REIMBURSEMENT][i];
  case CONTROL_PLAN_PAID:
    return block->trial[SL_TRIAL_PLAN_PAID][t];
  case CONTROL_ALLOWED:
    return block->trial[SL_TRIAL_ALLOWED][t];
  case CONTROL_CLAIMS:
    return block->trial[SL_TRIAL_CLAIMS][t];
  case CONTROL_ANY_CLAIMANT:
    return block->cost[SL_COST_SPECIFIC_REIMBURSEMENT][i] > 0.0;
  case CONTROL_ATTACHED:
    return block->cost[SL_COST_AGGREGATE_REIMBURSEMENT][i] > 0.0;
  case N_CONTROLS:
    break;
  }
  return (double)NAN;
}

/* An aggregate that pays once in thousands of years would leave a cost that, in the trials at hand,
 * is a linear function of the controls, and an error of nothing. So where its mean is known the
 * cost without it is estimated, and the mean taken off at the end. */
static double known_part(const tally_t *tally, double aggregate)
{
  return isnan(tally->aggregate.value) ? 0.0 : aggregate;
}

static void take_trial(tally_t *tally, const sl_block_t *block, size_t a, size_t t)
{
  const size_t i = t * block->n_arrangements + a;
  double controls[N_CONTROLS] = {0};
  const double cost = block->cost[SL_COST_COST][i];
  const double aggregate = block->cost[SL_COST_AGGREGATE_REIMBURSEMENT][i];
  const double responses[SL_N_CONTROL_FIGURES] = {
      [SL_CONTROL_COST] = cost + known_part(tally, aggregate),
      [SL_CONTROL_DEFICIT_PROBABILITY] = block->cost[SL_COST_DEFICIT][i] > 0.0,
      [SL_CONTROL_DEFICIT] = block->cost[SL_COST_DEFICIT][i],
      [SL_CONTROL_SPECIFIC] = block->cost[SL_COST_SPECIFIC_REIMBURSEMENT][i],
      [SL_CONTROL_AGGREGATE] = aggregate};
  for (size_t k = 0; k < tally->regression.n_controls; k++) {
    controls[k] = control_of(block, tally, tally->control[k], t);
  }
  if (tally->regression.n == 0) {
    tally->origin = cost;
  }
  tally->aggregate_years += aggregate > 0.0;
  double power = 1.0;
  for (int k = 0; k < 4; k++) {
    power *= cost - tally->origin;
    tally->power[k] += power;
  }
  sl_regression_add(&tally->regression, controls, responses);
}

void sl_check_take(sl_check_t *check, const sl_block_t *block)
{
  for (size_t a = 0; a < block->n_arrangements; a++) {
    for (size_t t = 0; t < block->n_trials; t++) {
      take_trial(&check->tallies[a], block, a, t);
    }
  }
}

/* ---- figures ---- */

/* s, and its standard error by the sample's own fourth moment: Var(s^2) = (m4 - m2^2) / n to first
 * order (H. Cramer 1946, Mathematical Methods of Statistics, 27.4), and s = sqrt(s^2). */
static sl_estimate_t deviation_of(const tally_t *tally)
{
  const double n = (double)tally->regression.n;
  const double *s = tally->power, m = s[0] / n;
  const double m2 = s[1] / n - m * m;
  const double m4 = s[3] / n - 4.0 * m * s[2] / n + 6.0 * m * m * s[1] / n - 3.0 * m * m * m * m;
  const double deviation = sqrt(fmax(0.0, m2) * n / (n - 1.0));
  if (!(deviation > 0.0)) {
    return (sl_estimate_t){deviation, 0.0};
  }
  return (sl_estimate_t){deviation, tally->is_capped
                                        ? sqrt(fmax(0.0, m4 - m2 * m2) / n) / (2.0 * deviation)
                                        : (double)NAN};
}

/* An event that is seen too seldom, or hardly ever not, tells nothing but chance. */
static void drop_rare_events(tally_t *tally)
{
  const double n = (double)tally->regression.n;
  for (size_t k = 0; k < tally->regression.n_controls; k++) {
    const double p = tally->regression.expectation[k];
    if (tally->control[k] >= CONTROL_ANY_CLAIMANT &&
        n * fmin(p, 1.0 - p) < SL_CHECK_CONTROL_EVENTS) {
      sl_regression_leave_out(&tally->regression, k);
    }
  }
}

/* Its cost rests on years that these trials have hardly seen. */
static bool hides_aggregate(const sl_check_t *check, size_t a)
{
  const tally_t *tally = &check->tallies[a];
  return check->scenario->arrangements->list[a].has_aggregate && isnan(tally->aggregate.value) &&
         tally->aggregate_years < SL_CHECK_CONTROL_EVENTS;
}

static sl_estimate_t without_known_part(const tally_t *tally, sl_estimate_t estimate)
{
  if (!isnan(tally->aggregate.value)) {
    estimate.value -= tally->aggregate.value;
    estimate.standard_error = sl_joined_error(estimate.standard_error, tally->aggregate.bound);
  }
  return estimate;
}

static bool is_worth_it(const sl_check_t *check, const tally_t *tally, size_t figure)
{
  return tally->regression.n_controls > 0 && tally->regression.n >= SL_CHECK_LEAST_TRIALS &&
         (figure == SL_CONTROL_DEFICIT_PROBABILITY ||
          (figure == SL_CONTROL_SPECIFIC ? !check->infinite_variance : tally->is_tame));
}

const sl_checks_t *sl_check_finish(sl_check_t *check)
{
  for (size_t a = 0; a < check->checks->n_arrangements; a++) {
    tally_t *tally = &check->tallies[a];
    sl_arrangement_checks_t *checks = &check->checks->arrangements[a];
    checks->deviation = deviation_of(tally);
    drop_rare_events(tally);
    for (size_t i = 0; i < SL_N_CONTROL_FIGURES; i++) {
      if (is_worth_it(check, tally, i)) {
        checks->control[i] = sl_regression_estimate(&tally->regression, i);
      }
    }
    sl_estimate_t *cost = &checks->control[SL_CONTROL_COST];
    *cost = hides_aggregate(check, a) ? (sl_estimate_t){(double)NAN, (double)NAN}
                                      : without_known_part(tally, *cost);
  }
  return check->checks;
}
