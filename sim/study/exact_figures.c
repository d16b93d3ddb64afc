#include "sim/study/exact_figures.h"

#include "models/elementary.h"
#include "models/exact/grid_total.h"
#include "sim/study/exact_bundles.h"
#include "sim/study/exact_moments.h"
#include "sim/study/exact_person.h"
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
  double claims;                                 /* expected number */
  double allowed;                                /* expected */
  double claims_of_person;                       /* the most that one person expects */
  double fixed;                                  /* cost without any claims */
  sl_grid_total_t total;                         /* of the cover's mass */
  sl_grid_total_t coarser[SL_EXACT_RESOLUTIONS]; /* the same at coarser resolutions */
  size_t n_coarser;
  double attachment_rough; /* of expectations, where the aggregate begins and ends to pay */
  bool has_cost;           /* the cost is known as a function of the total */
  double about;            /* for deviations and tails: the level that a function refers to */
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
  *price = (sl_price_t){
      .attachment = {NAN, NAN}, .claims_fund = {NAN, NAN}, .level_payment = {NAN, NAN}};
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
  return f->pass->shared_error + 2.1e-9 * fmax(0.0, f->total.above) +
         (f->cover->has_distribution ? sl_grid_total_noise(&f->total) : 0.0);
}

static double ladder_step_at(const figuring_t *f, double x)
{
  const sl_ladder_shape_t *ladder = &f->pass->ladder;
  double step = ladder->step;
  for (size_t i = 1; i < ladder->n_levels && x > (double)(ladder->points - 1) * step; i++) {
    step *= (double)ladder->ratio;
  }
  return step;
}

/* The largest total of a person that the ladders hold. */
static double ladder_top(const figuring_t *f)
{
  const sl_ladder_shape_t *ladder = &f->pass->ladder;
  return ladder_step_at(f, (double)INFINITY) * (double)(ladder->points - 1);
}

/* By how much the ladders and the group's grid move totals about x. */
static double width_at(const figuring_t *f, double x)
{
  const double step = ladder_step_at(f, x);
  return sqrt(f->total.step * f->total.step + f->cover->sums.spread +
              step * step * (1.0 + 0.25 * f->claims_of_person));
}

/* Of a chance, and of an expectation with a kink there. */
static double rough(const figuring_t *f, double (*value)(const void *, double), double x)
{
  const double step = fmax(f->total.step, ladder_step_at(f, x));
  const sl_rough_function_t function = {value, &f->total, step, width_at(f, x)};
  return isfinite(x) && f->cover->has_distribution ? sl_exact_roughness(&function, x) : 0.0;
}

static double chance_rough(const figuring_t *f, double x)
{
  return rough(f, sl_grid_total_density_below, x);
}

static double mean_rough(const figuring_t *f, double x)
{
  return rough(f, sl_grid_total_density_limited, x);
}

/* What of a total lies beyond the grid, where a threshold beyond it is not told from none. */
static double excess_beyond(const figuring_t *f, double threshold)
{
  const double last = (double)(f->total.n - 1) * f->total.step;
  return f->cover->has_distribution && !(threshold < last)
             ? fmax(0.0, f->total.above_first - f->total.above * last)
             : 0.0;
}

static double chance_beyond(const figuring_t *f, double threshold)
{
  return excess_beyond(f, threshold) > 0.0 ? fmax(0.0, f->total.above) : 0.0;
}

static double find_attachment_rough(const figuring_t *f)
{
  const sl_aggregate_t *aggregate = &f->arrangement->aggregate;
  const double from = f->price.attachment.value;
  return f->arrangement->has_aggregate
             ? mean_rough(f, from) + mean_rough(f, from + aggregate->maximum) +
                   excess_beyond(f, from)
             : 0.0;
}

/* Of an expectation to which persons' totals count with this chance. */
static double amount_error(const figuring_t *f, double chance)
{
  double kink = 0.0;
  for (size_t t = 0; t < SL_N_TOTALS; t++) {
    kink = fmax(kink, f->cover->sums.kink[t]);
  }
  return probability_error(f) * (double)f->total.n * f->total.step + kink * fmin(1.0, chance);
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

/* How far the distribution function at x is from those of the coarser resolutions. */
static double distance_at(const figuring_t *f, double x)
{
  const double here = sl_grid_total_cdf(&f->total, x);
  double distance = 0.0;
  for (size_t i = 0; i < f->n_coarser; i++) {
    distance = fmax(distance, fabs(here - sl_grid_total_cdf(&f->coarser[i], x)));
  }
  return distance;
}

/* By how much the cost may move if the probability does by `error` either way. */
static double cost_within(figuring_t *f, double p, double error, double *half)
{
  const double value = cost_at(f, sl_grid_total_quantile(&f->total, p));
  const double up = cost_at(f, sl_grid_total_quantile(&f->total, p + error));
  const double down = cost_at(f, sl_grid_total_quantile(&f->total, fmax(0.0, p - error)));
  const double half_up = cost_at(f, sl_grid_total_quantile(&f->total, p + 0.5 * error));
  const double half_down =
      cost_at(f, sl_grid_total_quantile(&f->total, fmax(0.0, p - 0.5 * error)));
  *half = fmax(fabs(half_up - value), fabs(value - half_down));
  return fmax(fabs(up - value), fabs(value - down));
}

/* A quantile beside an atom or a gap: resolutions may agree on it, and still their distribution
 * functions may be too far apart to tell on which side of the jump it is. Where there is no jump,
 * half the distance in probability is half the distance in cost. */
static double jump_bound(figuring_t *f, double p, double total)
{
  const double below = total - 1e-9 * (f->total.step + total);
  const double error = probability_error(f) + chance_rough(f, total) +
                       fmax(distance_at(f, total), distance_at(f, below));
  double half;
  const double whole = cost_within(f, p, error, &half);
  return whole > 2.5 * half || whole < 1.6 * half ? whole : 0.0;
}

static double quantile_of(figuring_t *f, double p, double *bound)
{
  *bound = 0.0;
  if (is_constant(f)) {
    return f->fixed;
  }
  const double total = sl_grid_total_quantile(&f->total, p);
  if (isinf(total)) {
    return NAN;
  }
  double half;
  *bound = cost_within(f, p, probability_error(f) + chance_rough(f, total), &half) +
           jump_bound(f, p, total);
  return cost_at(f, total);
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

/* The level itself minimises this function of it, so that its error counts by its square only. */
static void put_tail_mean(figuring_t *f, double p, double error)
{
  double bound;
  const double level = quantile_of(f, p, &bound);
  if (is_constant(f) || isnan(level)) {
    put(f, SL_EXACT_TAIL_MEAN, level, 0.0);
    return;
  }
  f->about = level;
  const double kinked = mean_rough(f, sl_grid_total_quantile(&f->total, p));
  put(f, SL_EXACT_TAIL_MEAN, level + sl_grid_total_expect(&f->total, over_level, f) / (1.0 - p),
      error + (f->attachment_rough + kinked) / (1.0 - p));
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

static void put_deficit(figuring_t *f)
{
  const double level = f->price.budget.value + SL_DEFICIT_TOLERANCE;
  double chance, mean, chance_error = 0.0, mean_error = 0.0;
  if (is_constant(f)) {
    mean = deficit_at(f, 0.0);
    chance = mean > 0.0 ? 1.0 : 0.0;
  } else {
    const double crossing = sl_grid_total_crossing(&f->total, cost_at, f, level);
    chance = sl_grid_total_exceeds(&f->total, cost_at, f, level);
    chance_error = probability_error(f) + chance_rough(f, crossing) + chance_beyond(f, crossing);
    mean = sl_grid_total_expect(&f->total, deficit_at, f);
    mean_error = amount_error(f, chance) + f->attachment_rough + mean_rough(f, crossing) +
                 excess_beyond(f, crossing);
  }
  put(f, SL_EXACT_DEFICIT_PROBABILITY, chance, chance_error);
  put(f, SL_EXACT_DEFICIT, mean, mean_error);
  if (chance > 10.0 * chance_error) {
    put(f, SL_EXACT_DEFICIT_GIVEN, mean / chance,
        (mean_error + mean / chance * chance_error) / chance);
  }
}

/* The square of a mean takes the last digits of a small deviation with it, and what a probability
 * is off by counts with the square of an amount. */
static double deviation_error(const figuring_t *f, double deviation)
{
  const double far = fmax((double)f->total.n * f->total.step, ladder_top(f));
  const double lost = (isfinite(f->allowed) ? 1e-14 * f->allowed * f->allowed : 0.0) +
                      probability_error(f) * far * far;
  const double least = sqrt(fmax(0.0, deviation * deviation - lost));
  return fmax(sqrt(deviation * deviation + lost) - deviation, deviation - least);
}

static void put_stoploss(figuring_t *f)
{
  const sl_exact_sums_t *sums = &f->cover->sums;
  const double error = amount_error(f, 1.0);
  put(f, SL_EXACT_RETAINED, sums->mean[SL_TOTAL_RETAINED], error);
  put(f, SL_EXACT_RETAINED_DEVIATION, sqrt(sums->variance[SL_TOTAL_RETAINED]),
      error + deviation_error(f, sqrt(sums->variance[SL_TOTAL_RETAINED])));
  put(f, SL_EXACT_ELIGIBLE, sums->mean[SL_TOTAL_ELIGIBLE], error);
  put(f, SL_EXACT_SPECIFIC, sums->mean[SL_TOTAL_EXCESS], error);
  if (f->arrangement->has_specific) {
    const double error_of_chance = probability_error(f) + sums->claimants_rough;
    put(f, SL_EXACT_CLAIMANTS, sums->claimants, error_of_chance);
    put(f, SL_EXACT_ANY_CLAIMANT, -sl_det_expm1(sums->log_none), error_of_chance);
  }
  if (!f->arrangement->has_aggregate) {
    put(f, SL_EXACT_AGGREGATE, 0.0, 0.0);
  } else {
    const double chance = sl_grid_total_exceeds(&f->total, amount_at, f, f->price.attachment.value);
    put(f, SL_EXACT_AGGREGATE, f->price.expected_aggregate.value,
        amount_error(f, chance) + f->attachment_rough);
    put(f, SL_EXACT_ATTACHMENT, f->price.attachment.value, error);
    put(f, SL_EXACT_ATTACHED, chance,
        probability_error(f) + chance_rough(f, f->price.attachment.value) +
            chance_beyond(f, f->price.attachment.value));
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
  const double mean = expected_cost(f), error = amount_error(f, 1.0) + f->attachment_rough;
  f->about = mean;
  f->price.expected_cost = exactly(mean);
  if (f->pass->prices == NULL) {
    f->price.budget = exactly(budget_of(f, mean));
  }
  put(f, SL_EXACT_COST, mean, error);
  put(f, SL_EXACT_BUDGET, f->price.budget.value, error);
  const double deviation = cost_deviation(f, mean);
  put(f, SL_EXACT_COST_DEVIATION, deviation, error + deviation_error(f, deviation));
  if (f->has_cost || is_constant(f)) {
    put_quantiles(f);
    put_tail_mean(f, 0.99, error);
    put_deficit(f);
  }
}

static double expected(const sl_exact_group_t *group, sl_exact_amount_t amount)
{
  double sum = 0.0;
  for (size_t c = 0; c < group->n_cells; c++) {
    const sl_exact_cell_t *cell = &group->cells[c];
    for (size_t p = 0; p < cell->n_multipliers; p++) {
      sum += cell->counts[p] * sl_exact_moments(group, cell, cell->multipliers[p], amount).mean;
    }
  }
  return sum;
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

static int take_totals(figuring_t *f, const sl_exact_pass_t *passes, size_t n, size_t arrangement,
                       sl_error_t *error)
{
  int code = take_total(f->cover, &f->total, error);
  for (size_t i = 1; code == SL_OK && i < n; i++) {
    code = take_total(&passes[i].covers[arrangement], &f->coarser[f->n_coarser++], error);
  }
  return code;
}

static void put_figures(figuring_t *f)
{
  const sl_exact_cover_t *cover = f->cover;
  const sl_trial_claims_t none = {.claims = f->claims};
  f->fixed = sl_arrangement_cost(f->arrangement, f->enrolment, &f->price, &none).cost;
  f->has_cost = cost_is_function(f);
  f->attachment_rough = find_attachment_rough(f);
  put(f, SL_EXACT_PLAN_PAID, cover->sums.mean[SL_TOTAL_PLAN_PAID], amount_error(f, 1.0));
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
  figuring_t f = {.pass = pass,
                  .cover = cover,
                  .arrangement = cover->arrangement,
                  .enrolment = &pass->group->scenario->enrolment,
                  .claims = expected(pass->group, SL_EXACT_OF_COUNTS),
                  .allowed = expected(pass->group, SL_EXACT_OF_ALLOWED),
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
    code = say && !f.has_cost && !is_constant(&f) ? explain_unknown(&f, error) : SL_OK;
  }
  sl_grid_total_free(&f.total);
  for (size_t i = 0; i < f.n_coarser; i++) {
    sl_grid_total_free(&f.coarser[i]);
  }
  return code;
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
  figures[SL_EXACT_CLAIMS] = (sl_exact_figure_t){expected(group, SL_EXACT_OF_COUNTS), 0.0, true};
}
