#include "sim/study/exact_figures.h"

#include "models/elementary.h"
#include "models/exact/grid_total.h"
#include "sim/study/exact_moments.h"
#include "sim/study/exact_reasons.h"

#include <math.h>

#define NEGLIGIBLE 1e-12 /* a probability that is rounding */

/* One arrangement on the way to its figures. */
typedef struct figuring {
  const sl_exact_pass_t *pass;
  const sl_exact_cover_t *cover;
  const sl_arrangement_t *arrangement;
  const sl_enrolment_t *enrolment;
  sl_price_t price;
  double claims;         /* expected number */
  double fixed;          /* cost without any claims */
  sl_grid_total_t total; /* of the cover's mass */
  bool has_cost;         /* the cost is known as a function of the total */
  double about;          /* for deviations and tails: the level that a function refers to */
  sl_exact_arrangement_t *figures;
} figuring_t;

static void put(figuring_t *f, sl_exact_variable_t variable, double value, double bound)
{
  f->figures->figure[variable] =
      (sl_exact_figure_t){.value = value, .bound = bound, .is_known = !isnan(value)};
}

/* ---- the cost as a function of the total ---- */

/* Plain: every dollar of plan paid that is not excess is eligible, so eligible claims are all that
 * a trial has to say. Else there is no aggregate, and the total is what is retained and charged. */
static double cost_at(void *context, double amount)
{
  const figuring_t *f = context;
  if (!f->arrangement->has_aggregate) {
    return f->fixed + amount;
  }
  const sl_trial_claims_t claims = {.plan_paid = amount, .eligible = amount, .claims = f->claims};
  return sl_arrangement_cost(f->arrangement, f->enrolment, &f->price, &claims).cost;
}

static double over_level(void *context, double amount)
{
  const figuring_t *f = context;
  return fmax(0.0, cost_at(context, amount) - f->about);
}

static double square_off(void *context, double amount)
{
  const figuring_t *f = context;
  const double off = cost_at(context, amount) - f->about;
  return off * off;
}

static double deficit_at(void *context, double amount)
{
  const figuring_t *f = context;
  const double over = cost_at(context, amount) - f->price.budget.value;
  return over > SL_DEFICIT_TOLERANCE ? over : 0.0;
}

static double amount_at(void *context, double amount)
{
  (void)context;
  return amount;
}

static double aggregate_at(void *context, double amount)
{
  const figuring_t *f = context;
  return sl_aggregate_reimbursement(&f->arrangement->aggregate, amount, f->price.attachment.value);
}

/* ---- prices ---- */

static sl_estimate_t exactly(double value) { return (sl_estimate_t){.value = value}; }

/* As a run settled them, but for what the claims are expected to come to. */
static void take_prices(figuring_t *f, const sl_price_t *given)
{
  const sl_exact_sums_t *sums = &f->cover->sums;
  f->price = *given;
  f->price.expected_eligible = exactly(sums->mean[SL_TOTAL_ELIGIBLE]);
  f->price.expected_specific = exactly(sums->mean[SL_TOTAL_EXCESS]);
  f->price.expected_aggregate = exactly(
      f->arrangement->has_aggregate ? sl_grid_total_expect(&f->total, aggregate_at, f) : 0.0);
}

static void settle_premiums(figuring_t *f)
{
  const sl_arrangement_t *arrangement = f->arrangement;
  const sl_exact_sums_t *sums = &f->cover->sums;
  sl_price_t *price = &f->price;
  *price = (sl_price_t){.attachment = {NAN, NAN}, .claims_fund = NAN, .level_payment = NAN};
  price->expected_eligible = exactly(sums->mean[SL_TOTAL_ELIGIBLE]);
  if (arrangement->has_aggregate) {
    price->attachment = exactly(sl_aggregate_attachment(&arrangement->aggregate, f->enrolment,
                                                        sums->mean[SL_TOTAL_ELIGIBLE]));
    price->expected_aggregate = exactly(sl_grid_total_expect(&f->total, aggregate_at, f));
  }
  price->expected_specific = exactly(sums->mean[SL_TOTAL_EXCESS]);
  price->specific_premium =
      sl_premium_of(&arrangement->specific_premium, f->enrolment, price->expected_specific);
  price->aggregate_premium =
      sl_premium_of(&arrangement->aggregate_premium, f->enrolment, price->expected_aggregate);
  if (arrangement->kind->takes_premium) {
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

/* ---- what is shared by both resolutions ---- */

static double probability_error(const figuring_t *f)
{
  return f->pass->shared_error + 2.1e-9 * fmax(0.0, f->total.above);
}

static double amount_error(const figuring_t *f)
{
  double kink = 0.0;
  for (size_t t = 0; t < SL_N_TOTALS; t++) {
    kink = fmax(kink, f->cover->sums.kink[t]);
  }
  return probability_error(f) * (double)f->total.n * f->total.step + kink;
}

/* ---- figures ---- */

static bool is_constant(const figuring_t *f)
{
  return !f->arrangement->kind->retains_claims && f->cover->charge == 0.0;
}

static bool has_claim_fees(const sl_arrangement_t *arrangement)
{
  bool found = false;
  for (size_t i = 0; i < arrangement->n_fees; i++) {
    found = found || arrangement->fees[i].per == SL_PER_CLAIM;
  }
  return found;
}

/* E[cost]: by the distribution where it is known, else, where all is linear, by its parts. */
static double expected_cost(figuring_t *f)
{
  const sl_exact_sums_t *sums = &f->cover->sums;
  if (is_constant(f)) {
    return f->fixed;
  }
  if (!f->arrangement->kind->retains_claims) {
    return f->fixed + f->cover->charge * sums->mean[SL_TOTAL_PLAN_PAID];
  }
  if (f->has_cost && f->arrangement->has_aggregate) {
    return sl_grid_total_expect(&f->total, cost_at, f);
  }
  if (f->arrangement->kind->settle != NULL) {
    return NAN;
  }
  return f->fixed + sums->mean[SL_TOTAL_CHARGED] - f->price.expected_aggregate.value;
}

static double cost_deviation(figuring_t *f, double mean)
{
  if (is_constant(f)) {
    return 0.0;
  }
  if (!f->has_cost) {
    return NAN;
  }
  if (!f->arrangement->has_aggregate) {
    return sqrt(f->cover->sums.variance[SL_TOTAL_CHARGED]);
  }
  if (f->total.above > NEGLIGIBLE && isfinite(f->arrangement->aggregate.maximum)) {
    return NAN; /* the square is not linear beyond the grid */
  }
  f->about = mean;
  return sqrt(sl_grid_total_expect(&f->total, square_off, f));
}

static double quantile_of(figuring_t *f, double p, double *bound)
{
  if (is_constant(f)) {
    *bound = 0.0;
    return f->fixed;
  }
  const double total = sl_grid_total_quantile(&f->total, p);
  *bound = 0.0;
  if (isinf(total)) {
    return NAN;
  }
  const double value = cost_at(f, total);
  if (sl_grid_total_is_atom(&f->total, total)) {
    *bound = cost_at(f, total + f->total.step) - cost_at(f, fmax(0.0, total - f->total.step));
  }
  /* A probability off by its error moves the quantile by that over the density. */
  const double rough = sl_grid_total_roughness(&f->total, total, f->cover->ladder_step);
  const double beside =
      sl_grid_total_quantile(&f->total, fmin(p + probability_error(f) + rough, 1.0));
  *bound += isfinite(beside) ? cost_at(f, beside) - value : 0.0;
  return value;
}

static void put_quantiles(figuring_t *f)
{
  for (size_t q = 0; q < SL_N_QUANTILES; q++) {
    double bound = 0.0;
    const double value = quantile_of(f, sl_quantile_levels[q], &bound);
    f->figures->quantile[q] = (sl_exact_figure_t){value, bound, !isnan(value)};
    const double reserve = fmax(0.0, value - f->price.budget.value);
    if (sl_quantile_levels[q] == 0.95) {
      put(f, SL_EXACT_RESERVE_95, reserve, bound);
    } else if (sl_quantile_levels[q] == 0.99) {
      put(f, SL_EXACT_RESERVE_99, reserve, bound);
    }
  }
}

static double tail_mean(figuring_t *f, double p)
{
  double bound;
  const double level = quantile_of(f, p, &bound);
  if (is_constant(f) || isnan(level)) {
    return level;
  }
  f->about = level;
  return level + sl_grid_total_expect(&f->total, over_level, f) / (1.0 - p);
}

static double budget_of(figuring_t *f, double mean)
{
  const sl_budget_t *budget = &f->arrangement->budget;
  double bound;
  switch (budget->kind) {
  case SL_BUDGET_AMOUNT:
    return budget->value;
  case SL_BUDGET_OF_EXPECTED:
    return budget->value * mean;
  case SL_BUDGET_QUANTILE:
    return f->has_cost || is_constant(f) ? quantile_of(f, budget->value, &bound) : (double)NAN;
  case SL_BUDGET_EXPECTED:
    break;
  }
  return mean;
}

/* Of the distribution function where it leaves this probability above. */
static double roughness_of(const figuring_t *f, double above)
{
  if (!f->cover->has_distribution || above <= 0.0 || above >= 1.0) {
    return 0.0;
  }
  const double x = sl_grid_total_quantile(&f->total, 1.0 - above);
  return isfinite(x) ? sl_grid_total_roughness(&f->total, x, f->cover->ladder_step) : 0.0;
}

static void put_deficit(figuring_t *f)
{
  double chance, mean;
  if (is_constant(f)) {
    mean = deficit_at(f, 0.0);
    chance = mean > 0.0 ? 1.0 : 0.0;
  } else {
    chance =
        sl_grid_total_exceeds(&f->total, cost_at, f, f->price.budget.value + SL_DEFICIT_TOLERANCE);
    mean = sl_grid_total_expect(&f->total, deficit_at, f);
  }
  put(f, SL_EXACT_DEFICIT_PROBABILITY, chance, probability_error(f) + roughness_of(f, chance));
  put(f, SL_EXACT_DEFICIT, mean, amount_error(f));
  if (chance > 10.0 * probability_error(f)) {
    put(f, SL_EXACT_DEFICIT_GIVEN, mean / chance, amount_error(f) / chance);
  }
}

static void put_stoploss(figuring_t *f)
{
  const sl_exact_sums_t *sums = &f->cover->sums;
  const double error = amount_error(f);
  put(f, SL_EXACT_RETAINED, sums->mean[SL_TOTAL_RETAINED], error);
  put(f, SL_EXACT_RETAINED_DEVIATION, sqrt(sums->variance[SL_TOTAL_RETAINED]), error);
  put(f, SL_EXACT_ELIGIBLE, sums->mean[SL_TOTAL_ELIGIBLE], error);
  put(f, SL_EXACT_SPECIFIC, sums->mean[SL_TOTAL_EXCESS], error);
  if (f->arrangement->has_specific) {
    put(f, SL_EXACT_CLAIMANTS, sums->claimants, probability_error(f));
    put(f, SL_EXACT_ANY_CLAIMANT, -sl_det_expm1(sums->log_none), probability_error(f));
  }
  put(f, SL_EXACT_AGGREGATE, f->price.expected_aggregate.value,
      f->arrangement->has_aggregate ? error : 0.0);
  if (f->arrangement->has_aggregate) {
    put(f, SL_EXACT_ATTACHMENT, f->price.attachment.value, error);
    const double chance = sl_grid_total_exceeds(&f->total, amount_at, f, f->price.attachment.value);
    put(f, SL_EXACT_ATTACHED, chance, probability_error(f) + roughness_of(f, chance));
  }
}

static void put_charges(figuring_t *f)
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

static int explain_unknown(figuring_t *f, sl_error_t *error)
{
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
static bool cost_is_function(const figuring_t *f)
{
  return f->arrangement->kind->retains_claims && !has_claim_fees(f->arrangement) &&
         (!f->arrangement->has_aggregate || f->cover->is_plain);
}

static void put_cost(figuring_t *f)
{
  const double mean = expected_cost(f), error = amount_error(f);
  f->about = mean;
  f->price.expected_cost = exactly(mean);
  if (f->pass->prices == NULL) {
    f->price.budget = exactly(budget_of(f, mean));
  }
  put(f, SL_EXACT_COST, mean, error);
  put(f, SL_EXACT_BUDGET, f->price.budget.value, error);
  put(f, SL_EXACT_COST_DEVIATION, cost_deviation(f, mean), error);
  if (f->has_cost || is_constant(f)) {
    put_quantiles(f);
    put(f, SL_EXACT_TAIL_MEAN, tail_mean(f, 0.99), error);
    put_deficit(f);
  }
}

static double expected_claims(const sl_exact_group_t *group)
{
  double sum = 0.0;
  for (size_t c = 0; c < group->n_cells; c++) {
    const sl_exact_cell_t *cell = &group->cells[c];
    for (size_t p = 0; p < cell->n_multipliers; p++) {
      sum += cell->counts[p] *
             sl_exact_moments(group, cell, cell->multipliers[p], SL_EXACT_OF_COUNTS).mean;
    }
  }
  return sum;
}

int sl_exact_arrangement_figures(const sl_exact_pass_t *pass, size_t arrangement,
                                 sl_exact_arrangement_t *figures, bool say, sl_error_t *error)
{
  const sl_exact_cover_t *cover = &pass->covers[arrangement];
  figuring_t f = {.pass = pass,
                  .cover = cover,
                  .arrangement = cover->arrangement,
                  .enrolment = &pass->group->scenario->enrolment,
                  .claims = expected_claims(pass->group),
                  .figures = figures};
  if (cover->has_distribution) {
    f.total = sl_grid_total(cover->step, cover->points, cover->mass, cover->lattice,
                            cover->sums.mean[cover->of]);
  }
  if (pass->prices != NULL) {
    take_prices(&f, &pass->prices[arrangement]);
  } else {
    settle_premiums(&f);
  }
  const sl_trial_claims_t none = {.claims = f.claims};
  f.fixed = sl_arrangement_cost(f.arrangement, f.enrolment, &f.price, &none).cost;
  f.has_cost = cost_is_function(&f);
  put(&f, SL_EXACT_PLAN_PAID, cover->sums.mean[SL_TOTAL_PLAN_PAID], amount_error(&f));
  put_charges(&f);
  if (f.arrangement->kind->retains_claims) {
    put_stoploss(&f);
  }
  put_cost(&f);
  return say && !f.has_cost && !is_constant(&f) ? explain_unknown(&f, error) : SL_OK;
}

/* ---- the group ---- */

void sl_exact_group_figures(const sl_exact_pass_t *pass, sl_exact_figure_t *figures)
{
  const sl_exact_group_t *group = pass->group;
  double mean = 0.0, variance = 0.0;
  for (size_t c = 0; c < group->n_cells; c++) {
    const sl_exact_cell_t *cell = &group->cells[c];
    for (size_t p = 0; p < cell->n_multipliers; p++) {
      const sl_exact_moments_t at =
          sl_exact_moments(group, cell, cell->multipliers[p], SL_EXACT_OF_ALLOWED);
      mean += cell->counts[p] * at.mean;
      variance += cell->counts[p] * at.variance;
    }
  }
  figures[SL_EXACT_ALLOWED] = (sl_exact_figure_t){mean, 0.0, true};
  figures[SL_EXACT_ALLOWED_DEVIATION] = (sl_exact_figure_t){sqrt(variance), 0.0, true};
  figures[SL_EXACT_CLAIMS] = (sl_exact_figure_t){expected_claims(group), 0.0, true};
}
