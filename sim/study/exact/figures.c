#include "sim/study/exact/figures.h"

#include "models/core/elementary.h"
#include "models/exact/grid_total.h"
#include "models/funding/arrangement.h"
#include "models/funding/cost.h"
#include "models/funding/trial.h"
#include "models/stoploss/contract.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"
#include "sim/study/exact/figuring.h"
#include "sim/study/exact/moments.h"
#include "sim/study/exact/reasons.h"
#include "sim/study/exact/units.h"

#include <math.h>

#define NEGLIGIBLE 1e-12  /* a probability that is rounding: below the bounds' 1e-11 for it */
#define ROUNDING 1e-9     /* of an amount: a billionth of a dollar says nothing */
#define CHANCE_CLEAR 10.0 /* times its error: a mean over a chance keeps a digit */
#define RESERVE_LOW 0.95  /* the levels that the figures' names say */
#define RESERVE_HIGH 0.99
#define TAIL_LEVEL 0.99

/* What is below 0 by no more than its bound is 0 but for rounding. */
static sl_exact_figure_t bounded(double value, double bound)
{
  return (sl_exact_figure_t){.value = value < 0.0 && value >= -bound - ROUNDING ? 0.0 : value,
                             .bound = bound,
                             .is_known = !isnan(value)};
}

static void put(sl_exact_figuring_t *f, sl_exact_variable_t variable, double value, double bound)
{
  f->figures->figure[variable] = bounded(value, bound);
}

static double deviation_of(const sl_exact_figuring_t *f, sl_exact_total_t of)
{
  return sqrt(fmax(0.0, f->cover->sums.variance[of]));
}

/* ---- functions of the total ---- */

static double over_level(void *context, double amount)
{
  const sl_exact_figuring_t *f = context;
  return fmax(0.0, sl_exact_cost_at(context, amount) - f->about);
}

static double square_off(void *context, double amount)
{
  const sl_exact_figuring_t *f = context;
  const double off = sl_exact_cost_at(context, amount) - f->about;
  return off * off;
}

static double deficit_at(void *context, double amount)
{
  const sl_exact_figuring_t *f = context;
  const double over = sl_exact_cost_at(context, amount) - f->price.budget.value;
  return over > SL_DEFICIT_TOLERANCE ? over : 0.0;
}

static double amount_at(void *context, double amount)
{
  (void)context;
  return amount;
}

static double aggregate_at(void *context, double amount)
{
  const sl_exact_figuring_t *f = context;
  return sl_aggregate_reimbursement(&f->arrangement->aggregate, amount, f->price.attachment.value);
}

/* Of what rests on the joint law of two persons, which is not told where cases link them. */
static double unless_linked(const sl_exact_figuring_t *f, double value)
{
  return f->pass->group->linked == NULL ? value : (double)NAN;
}

static double expected_aggregate(sl_exact_figuring_t *f)
{
  return f->arrangement->has_aggregate
             ? unless_linked(f, sl_grid_total_expect(&f->total, aggregate_at, f))
             : 0.0;
}

/* ---- prices ---- */

static sl_estimate_t exactly(double value) { return (sl_estimate_t){.value = value}; }

/* As a run settled them, but for what the claims are expected to come to. */
static void take_prices(sl_exact_figuring_t *f, const sl_price_t *given)
{
  const sl_exact_sums_t *sums = &f->cover->sums;
  f->price = *given;
  f->price.expected_eligible = exactly(sums->mean[SL_TOTAL_ELIGIBLE]);
  f->price.expected_specific = exactly(sums->mean[SL_TOTAL_EXCESS]);
  f->price.expected_aggregate = exactly(expected_aggregate(f));
}

static void settle_premiums(sl_exact_figuring_t *f)
{
  const sl_arrangement_t *arrangement = f->arrangement;
  const sl_exact_sums_t *sums = &f->cover->sums;
  sl_price_t *price = &f->price;
  *price = (sl_price_t){
      .attachment = {NAN, NAN}, .claims_fund = {NAN, NAN}, .level_payment = {NAN, NAN}};
  price->expected_eligible = exactly(sums->mean[SL_TOTAL_ELIGIBLE]);
  if (arrangement->has_aggregate) {
    price->attachment = exactly(sl_aggregate_attachment(&arrangement->aggregate, f->enrolment,
                                                        sums->mean[SL_TOTAL_ELIGIBLE]));
    price->expected_aggregate = exactly(expected_aggregate(f));
  }
  price->expected_specific = exactly(sums->mean[SL_TOTAL_EXCESS]);
  price->specific_premium =
      sl_premium_of(&arrangement->specific_premium, f->enrolment, price->expected_specific);
  price->aggregate_premium =
      sl_premium_of(&arrangement->aggregate_premium, f->enrolment, price->expected_aggregate);
  if (arrangement->kind->premium_pays != NULL) {
    /* Of a retaining kind the premium pays what no cover with a premium of its own does. */
    const double pays = arrangement->kind->retains_claims
                            ? (arrangement->aggregate_premium.kind == SL_PREMIUM_NONE
                                   ? price->expected_aggregate.value
                                   : 0.0) +
                                  (arrangement->specific_premium.kind == SL_PREMIUM_NONE
                                       ? price->expected_specific.value
                                       : 0.0)
                            : sums->mean[SL_TOTAL_PLAN_PAID];
    price->insured_premium = sl_premium_of(&arrangement->premium, f->enrolment, exactly(pays));
  }
  price->run_out_fee = arrangement->run_out_fee;
  price->hsa_contributions = f->enrolment->hsa_contributions;
  price->employee_contributions = sl_monthly_by_tier(arrangement->contribution, f->enrolment);
  if (arrangement->kind->settle != NULL) {
    arrangement->kind->settle(arrangement, f->enrolment, price);
  }
}

static double find_attachment_rough(const sl_exact_figuring_t *f)
{
  const sl_aggregate_t *aggregate = &f->arrangement->aggregate;
  const double from = f->price.attachment.value;
  return f->arrangement->has_aggregate
             ? sl_exact_mean_rough(f, from) + sl_exact_mean_rough(f, from + aggregate->maximum) +
                   sl_exact_excess_beyond(f, from)
             : 0.0;
}

/* ---- figures ---- */

static bool has_claim_fees(const sl_arrangement_t *arrangement)
{
  bool found = false;
  for (size_t i = 0; i < arrangement->n_fees; i++) {
    found = found || arrangement->fees[i].per == SL_PER_CLAIM;
  }
  return found;
}

/* E[cost]: by the distribution where it is known, else, where all is linear, by its parts. */
static double expected_cost(sl_exact_figuring_t *f)
{
  const sl_exact_sums_t *sums = &f->cover->sums;
  if (sl_exact_is_constant(f)) {
    return f->fixed;
  }
  if (!f->arrangement->kind->retains_claims) {
    return f->fixed + f->cover->charge * sums->mean[SL_TOTAL_PLAN_PAID];
  }
  if (f->has_cost && f->arrangement->has_aggregate) {
    return sl_grid_total_expect(&f->total, sl_exact_cost_at, f);
  }
  if (f->arrangement->kind->settle != NULL) {
    return NAN;
  }
  return f->fixed + sums->mean[SL_TOTAL_CHARGED] - f->price.expected_aggregate.value;
}

static double cost_deviation(sl_exact_figuring_t *f, double mean)
{
  if (sl_exact_is_constant(f)) {
    return 0.0;
  }
  if (!f->has_cost) {
    return NAN;
  }
  if (!f->arrangement->has_aggregate) {
    return deviation_of(f, SL_TOTAL_CHARGED);
  }
  const double lost = f->cover->sums.lost.mass + f->cover->atoms.lost.mass;
  if (f->total.above - lost > NEGLIGIBLE && isfinite(f->arrangement->aggregate.maximum)) {
    return NAN; /* the square is not linear beyond the grid */
  }
  f->about = mean;
  return sqrt(fmax(0.0, sl_grid_total_expect(&f->total, square_off, f)));
}

static void put_quantiles(sl_exact_figuring_t *f)
{
  for (size_t q = 0; q < SL_N_QUANTILES; q++) {
    double bound = 0.0;
    const double value = sl_exact_quantile(f, sl_quantile_levels[q], &bound);
    f->figures->quantile[q] = bounded(value, bound);
    const double reserve = fmax(0.0, value - f->price.budget.value);
    if (sl_quantile_levels[q] == RESERVE_LOW) {
      put(f, SL_EXACT_RESERVE_95, reserve, bound);
    } else if (sl_quantile_levels[q] == RESERVE_HIGH) {
      put(f, SL_EXACT_RESERVE_99, reserve, bound);
    }
  }
}

/* The level itself minimises this function of it, so that its error counts with what its
 * probability is off by only. */
static void put_tail_mean(sl_exact_figuring_t *f, double p)
{
  double bound;
  const double level = sl_exact_quantile(f, p, &bound);
  if (sl_exact_is_constant(f) || isnan(level)) {
    put(f, SL_EXACT_TAIL_MEAN, level, 0.0);
    return;
  }
  f->about = level;
  const double total = sl_grid_total_quantile(&f->total, p);
  const double off = sl_exact_probability_error(f) + sl_exact_chance_rough(f, total);
  const double error = sl_exact_amount_error(f, 1.0 - p) + f->attachment_rough +
                       sl_exact_mean_rough(f, total) + fmin(1.0, off) * bound;
  put(f, SL_EXACT_TAIL_MEAN, level + sl_grid_total_expect(&f->total, over_level, f) / (1.0 - p),
      error / (1.0 - p));
}

/* bound: where it is a quantile. */
static double budget_of(sl_exact_figuring_t *f, double mean, double *bound)
{
  const sl_budget_t *budget = &f->arrangement->budget;
  switch (budget->kind) {
  case SL_BUDGET_AMOUNT:
    return budget->value;
  case SL_BUDGET_OF_EXPECTED:
    return budget->value * mean;
  case SL_BUDGET_QUANTILE:
    return f->has_cost || sl_exact_is_constant(f) ? sl_exact_quantile(f, budget->value, bound)
                                                  : (double)NAN;
  case SL_BUDGET_EXPECTED:
    break;
  }
  return mean;
}

static void put_deficit(sl_exact_figuring_t *f)
{
  const double level = f->price.budget.value + SL_DEFICIT_TOLERANCE;
  double chance = 0.0, mean = 0.0, chance_error = 0.0, mean_error = 0.0;
  if (sl_exact_is_constant(f)) {
    mean = deficit_at(f, 0.0);
    chance = mean > 0.0 ? 1.0 : 0.0;
  } else if (sl_exact_most_cost(f) > level) {
    const double crossing = sl_grid_total_crossing(&f->total, sl_exact_cost_at, f, level);
    chance = sl_grid_total_exceeds(&f->total, sl_exact_cost_at, f, level);
    chance_error = sl_exact_probability_error(f) + sl_exact_chance_rough(f, crossing) +
                   sl_exact_chance_beyond(f, crossing);
    mean = sl_grid_total_expect(&f->total, deficit_at, f);
    mean_error = sl_exact_amount_error(f, chance) + f->attachment_rough +
                 sl_exact_mean_rough(f, crossing) + sl_exact_excess_beyond(f, crossing);
  }
  put(f, SL_EXACT_DEFICIT_PROBABILITY, chance, chance_error);
  put(f, SL_EXACT_DEFICIT, mean, mean_error);
  if (chance > CHANCE_CLEAR * chance_error) {
    put(f, SL_EXACT_DEFICIT_GIVEN, mean / chance,
        (mean_error + mean / chance * chance_error) / chance);
  }
}

static void put_stoploss(sl_exact_figuring_t *f)
{
  const sl_exact_sums_t *sums = &f->cover->sums;
  const double error = sl_exact_amount_error(f, 1.0);
  put(f, SL_EXACT_RETAINED, sums->mean[SL_TOTAL_RETAINED], error);
  const double deviation = unless_linked(f, deviation_of(f, SL_TOTAL_RETAINED));
  put(f, SL_EXACT_RETAINED_DEVIATION, deviation,
      error + sl_exact_deviation_error(f, SL_TOTAL_RETAINED, deviation));
  put(f, SL_EXACT_ELIGIBLE, sums->mean[SL_TOTAL_ELIGIBLE], error);
  put(f, SL_EXACT_SPECIFIC, sums->mean[SL_TOTAL_EXCESS],
      f->arrangement->has_specific ? error : 0.0);
  if (f->arrangement->has_specific) {
    const double error_of_chance = sl_exact_probability_error(f) + sums->claimants_rough;
    put(f, SL_EXACT_CLAIMANTS, sums->claimants, error_of_chance);
    put(f, SL_EXACT_ANY_CLAIMANT, unless_linked(f, -sl_det_expm1(sums->log_none)), error_of_chance);
  }
  if (!f->arrangement->has_aggregate) {
    put(f, SL_EXACT_AGGREGATE, 0.0, 0.0);
  } else {
    const double chance = sl_grid_total_exceeds(&f->total, amount_at, f, f->price.attachment.value);
    put(f, SL_EXACT_AGGREGATE, f->price.expected_aggregate.value,
        sl_exact_amount_error(f, chance) + f->attachment_rough);
    put(f, SL_EXACT_ATTACHMENT, f->price.attachment.value, error);
    put(f, SL_EXACT_ATTACHED, unless_linked(f, chance),
        sl_exact_probability_error(f) + sl_exact_chance_rough(f, f->price.attachment.value) +
            sl_exact_chance_beyond(f, f->price.attachment.value));
  }
}

static void put_charges(sl_exact_figuring_t *f)
{
  const double paid = f->cover->sums.mean[SL_TOTAL_PLAN_PAID];
  const sl_charges_t charges =
      sl_arrangement_charges(f->arrangement, f->enrolment, &f->price, paid, f->claims);
  put(f, SL_EXACT_FEES, charges.fees, 0.0);
  put(f, SL_EXACT_TAXES, charges.taxes, 0.0);
  if (f->arrangement->kind->settle == NULL) {
    put(f, SL_EXACT_PREMIUMS, charges.premiums, 0.0);
  }
}

static int explain_unknown(sl_exact_figuring_t *f, sl_error_t *error)
{
  if (f->pass->group->linked != NULL) {
    return sl_exact_say(&f->figures->reasons, error,
                        "Cases of '%s' of children tie more than %d of them to one mother: "
                        "expectations are exact, but not how the cost and other sums spread, nor "
                        "what an aggregate pays.",
                        f->pass->group->linked->name, SL_EXACT_UNIT_LINKS);
  }
  const char *why =
      has_claim_fees(f->arrangement)
          ? "A fee per claim makes the cost depend on the number of claims too"
      : !f->arrangement->kind->retains_claims
          ? "Charges on the claims that an insurer pays make its cost random"
          : "With an aggregate, and lasers, exclusions, a carrier's share or maximum of the "
            "specific, or charges on paid claims, the cost depends on more than the eligible "
            "claims";
  return sl_exact_say(&f->figures->reasons, error,
                      "%s: expectations are exact, but not the distribution of the cost.", why);
}

/* The cost's distribution is known where it is a function of one total. */
static bool cost_is_function(const sl_exact_figuring_t *f)
{
  return f->pass->group->linked == NULL && f->arrangement->kind->retains_claims &&
         !has_claim_fees(f->arrangement) && (!f->arrangement->has_aggregate || f->cover->is_plain);
}

static void put_cost(sl_exact_figuring_t *f)
{
  const double mean = expected_cost(f), error = sl_exact_amount_error(f, 1.0) + f->attachment_rough;
  double off_level = error;
  f->about = mean;
  f->price.expected_cost = exactly(mean);
  if (f->pass->prices == NULL) {
    f->price.budget = exactly(budget_of(f, mean, &off_level));
  }
  put(f, SL_EXACT_COST, mean, error);
  put(f, SL_EXACT_BUDGET, f->price.budget.value, off_level);
  const double deviation = cost_deviation(f, mean);
  put(f, SL_EXACT_COST_DEVIATION, deviation,
      error + sl_exact_deviation_error(f, f->cover->of, deviation));
  if (f->has_cost || sl_exact_is_constant(f)) {
    put_quantiles(f);
    put_tail_mean(f, TAIL_LEVEL);
    put_deficit(f);
  }
}

static int take_total(const sl_exact_cover_t *cover, sl_grid_total_t *total, sl_error_t *error)
{
  *total = (sl_grid_total_t){.step = cover->step,
                             .n = cover->points,
                             .mass = cover->mass,
                             .atoms = &cover->atoms,
                             .lattice = cover->lattice};
  return sl_grid_total_init(total, cover->sums.mean[cover->of], error);
}

static int take_totals(sl_exact_figuring_t *f, const sl_exact_pass_t *passes, size_t n,
                       size_t arrangement, sl_error_t *error)
{
  int code = take_total(f->cover, &f->total, error);
  for (size_t i = 1; code == SL_OK && i < n; i++) {
    code = take_total(&passes[i].covers[arrangement], &f->coarser[f->n_coarser++], error);
  }
  return code;
}

static void put_figures(sl_exact_figuring_t *f)
{
  const sl_exact_cover_t *cover = f->cover;
  const sl_trial_claims_t none = {.claims = f->claims};
  f->fixed = sl_arrangement_cost(f->arrangement, f->enrolment, &f->price, &none).cost;
  f->has_cost = cost_is_function(f);
  f->attachment_rough = find_attachment_rough(f);
  put(f, SL_EXACT_PLAN_PAID, cover->sums.mean[SL_TOTAL_PLAN_PAID], sl_exact_amount_error(f, 1.0));
  put_charges(f);
  if (f->arrangement->kind->retains_claims) {
    put_stoploss(f);
  }
  put_cost(f);
}

int sl_exact_arrangement_figures(const sl_exact_pass_t *passes, size_t n, size_t arrangement,
                                 sl_exact_arrangement_t *figures, bool say, sl_error_t *error)
{
  const sl_exact_pass_t *pass = &passes[0];
  const sl_exact_cover_t *cover = &pass->covers[arrangement];
  sl_exact_figuring_t f = {.pass = pass,
                           .cover = cover,
                           .arrangement = cover->arrangement,
                           .enrolment = &pass->group->scenario->group->enrolment,
                           .claims = sl_exact_expected(pass->group, SL_EXACT_OF_COUNTS),
                           .allowed = sl_exact_expected(pass->group, SL_EXACT_OF_ALLOWED),
                           .claims_of_person = sl_exact_claims_of_person(pass->group),
                           .figures = figures};
  int code = cover->has_distribution ? take_totals(&f, passes, n, arrangement, error) : SL_OK;
  if (code == SL_OK) {
    if (pass->prices != NULL) {
      take_prices(&f, &pass->prices[arrangement]);
    } else {
      settle_premiums(&f);
    }
    put_figures(&f);
    code = say && !f.has_cost && !sl_exact_is_constant(&f) ? explain_unknown(&f, error) : SL_OK;
  }
  sl_grid_total_free(&f.total);
  for (size_t i = 0; i < f.n_coarser; i++) {
    sl_grid_total_free(&f.coarser[i]);
  }
  return code;
}

/* ---- the group ---- */

/* At a value of the group factor. */
static sl_exact_moments_t allowed_at(const sl_exact_group_t *group, double factor)
{
  sl_exact_moments_t sum = {0};
  for (size_t c = 0; c < group->n_cells; c++) {
    const sl_exact_cell_t *cell = &group->cells[c];
    for (size_t p = 0; p < cell->n_multipliers; p++) {
      const sl_exact_moments_t at =
          sl_exact_moments(group, cell, cell->multipliers[p] * factor, SL_EXACT_OF_ALLOWED);
      sum.mean += cell->counts[p] * at.mean;
      sum.variance += cell->counts[p] * at.variance;
    }
  }
  sum.variance += sl_exact_link_covariance(group, factor);
  return sum;
}

/* That of the mean at each value of the factor, and the mean of its variance there. */
static sl_exact_figure_t allowed_deviation(const sl_exact_pass_t *pass, double mean)
{
  double variance = 0.0;
  for (size_t i = 0; i < pass->factor.n; i++) {
    const sl_exact_moments_t at = allowed_at(pass->group, pass->factor.factor[i]);
    const double off = pass->factor.n > 1 && isfinite(mean) ? at.mean - mean : 0.0;
    variance += pass->factor.weight[i] * (at.variance + off * off);
  }
  const double deviation = sqrt(variance);
  if (!isfinite(variance) || !(pass->cut.mass > 0.0)) {
    return (sl_exact_figure_t){deviation, 0.0, true};
  }
  const double lost = pass->cut.second + 2.0 * deviation * pass->cut.first;
  return (sl_exact_figure_t){deviation, sqrt(variance + lost) - deviation, true};
}

void sl_exact_group_figures(const sl_exact_pass_t *pass, sl_exact_figure_t *figures)
{
  const sl_exact_group_t *group = pass->group;
  const double mean = sl_exact_expected(group, SL_EXACT_OF_ALLOWED);
  figures[SL_EXACT_ALLOWED] = (sl_exact_figure_t){mean, 0.0, true};
  if (group->linked == NULL) {
    figures[SL_EXACT_ALLOWED_DEVIATION] = allowed_deviation(pass, mean);
  }
  figures[SL_EXACT_CLAIMS] =
      (sl_exact_figure_t){sl_exact_expected(group, SL_EXACT_OF_COUNTS), 0.0, true};
}
