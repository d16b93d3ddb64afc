#include "sim/study/levers/levers.h"

#include "models/core/amounts.h"
#include "models/funding/cost.h"
#include "models/funding/maximum_cost.h"
#include "models/funding/pricing.h"
#include "models/funding/settlement.h"
#include "models/statistics/statistics.h"
#include "sim/engine/trials/trial_claims.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"
#include "sim/results/band.h"
#include "sim/study/levers/terms.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* The aggregate's own reimbursement says what another attachment point costs where it is known to
 * this share of itself. */
#define KNOWN_TO 0.25

/* What a cover pays in the trials that prices rest on. */
typedef struct pays {
  sl_running_t specific, aggregate; /* at the run's own corridor */
  double eligible;                  /* mean */
  const double *each; /* [trial]: what is eligible; NULL where nobody asks for other corridors */
  size_t n, stride;   /* of each; from one trial to the next */
} pays_t;

struct sl_lever_study {
  const sl_scenario_t *scenario;
  const sl_arrangement_t *own;
  sl_levers_t *levers;
  sl_arrangement_t list[SL_LEVER_DEDUCTIBLES_MAX]; /* what they own is the scenario's */
  size_t n_further;
  sl_price_t price[SL_LEVER_DEDUCTIBLES_MAX]; /* at the run's own corridor; in a run without pricing
                                                 trials with the quoted premiums until it ends */
  sl_price_t own_price;
  bool priced;      /* by pricing trials */
  double *eligible; /* of pricing trials: [deductible][trial] */
  double claims;    /* their mean number */
  pays_t pays[SL_LEVER_DEDUCTIBLES_MAX];
  uint64_t room[SL_N_LEVER_LEVELS];
};

/* Index of the arrangement with deductible d among the scenario's and the further ones. */
static size_t place_of(const sl_lever_study_t *study, size_t d)
{
  const sl_levers_t *levers = study->levers;
  const size_t n = study->scenario->arrangements->n;
  return d == levers->own_deductible ? levers->arrangement
                                     : n + d - (d > levers->own_deductible ? 1 : 0);
}

/* ---- room ---- */

static uint64_t at_most(uint64_t trials)
{
  return trials < SL_LEVER_TRIALS_MAX ? trials : SL_LEVER_TRIALS_MAX;
}

/* The trials that come may be fewer. */
static int reserve(sl_lever_study_t *study, sl_error_t *error)
{
  const uint64_t trials = study->scenario->simulation->trials;
  const uint64_t of_band = at_most(sl_band_trials(trials));
  const uint64_t room[SL_N_LEVER_LEVELS] = {at_most(trials), of_band, of_band};
  int code = SL_OK;
  for (int l = 0; code == SL_OK && l < SL_N_LEVER_LEVELS; l++) {
    study->room[l] = room[l];
    code = sl_levers_reserve(study->levers, (sl_lever_level_t)l, room[l], error);
    study->levers->trials[l] = 0;
  }
  return code;
}

static void list_arrangements(sl_lever_study_t *study)
{
  const sl_levers_t *levers = study->levers;
  for (size_t d = 0; d < levers->n_deductibles; d++) {
    if (d != levers->own_deductible) {
      study->list[study->n_further] = *study->own;
      study->list[study->n_further++].specific.deductible = levers->deductible[d];
    }
  }
}

static const sl_arrangement_t *arrangement_at(const sl_lever_study_t *study, size_t d)
{
  const size_t n = study->scenario->arrangements->n, place = place_of(study, d);
  return place < n ? study->own : &study->list[place - n];
}

int sl_lever_study_new(const sl_scenario_t *scenario, sl_lever_study_t **study, sl_error_t *error)
{
  const size_t a = sl_lever_arrangement(scenario);
  *study = NULL;
  if (a == scenario->arrangements->n) {
    return SL_OK;
  }
  sl_lever_study_t *made = calloc(1, sizeof *made);
  if (made == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the levers");
  }
  made->scenario = scenario;
  made->own = &scenario->arrangements->list[a];
  int code = sl_levers_new(&made->levers, error);
  if (code == SL_OK) {
    made->levers->arrangement = a;
    code = sl_lever_terms(scenario, made->own, made->levers, error);
  }
  code = code == SL_OK ? reserve(made, error) : code;
  if (code != SL_OK) {
    sl_lever_study_free(made);
    return code;
  }
  list_arrangements(made);
  *study = made;
  return SL_OK;
}

void sl_lever_study_free(sl_lever_study_t *study)
{
  if (study != NULL) {
    sl_levers_free(study->levers);
    free(study->eligible);
    free(study);
  }
}

/* ---- trials ---- */

/* Where eligible claims are kept, the cost is that without the aggregate: its attachment point out
 * of reach. */
static void take_trial(sl_lever_study_t *study, sl_lever_level_t level, size_t d, uint64_t trial,
                       const sl_trial_claims_t *claims)
{
  sl_levers_t *levers = study->levers;
  const size_t at = (size_t)trial * levers->n_deductibles + d;
  sl_price_t price = study->price[d];
  price.exceeded_by = 0;
  if (levers->has_eligible) {
    price.attachment.value = (double)INFINITY;
    levers->eligible[level][at] = claims->eligible;
  }
  const sl_trial_cost_t cost = sl_arrangement_cost(
      arrangement_at(study, d), &study->scenario->group->enrolment, &price, claims);
  levers->before[level][at] = cost.cost;
  if (level == SL_LEVER_AS_RUN && !study->priced) {
    sl_running_add(&study->pays[d].specific, &cost.specific_reimbursement, 1, 1);
    sl_running_add(&study->pays[d].aggregate, &cost.aggregate_reimbursement, 1, 1);
  }
}

static int take_block(void *context, sl_further_level_t further, uint64_t block, size_t n_trials,
                      const sl_unit_sums_t *sums, sl_error_t *error)
{
  sl_lever_study_t *study = context;
  const sl_lever_level_t level = (sl_lever_level_t)further;
  const uint64_t first = block * SL_BLOCK_TRIALS;
  const uint64_t left = study->room[level] > first ? study->room[level] - first : 0;
  const size_t n = n_trials < left ? n_trials : (size_t)left;
  (void)error;
  for (size_t d = 0; d < study->levers->n_deductibles; d++) {
    const size_t cover = sums->model->cover_of[place_of(study, d)];
    for (size_t t = 0; t < n; t++) {
      sl_trial_paths_t paths;
      const sl_trial_claims_t claims = sl_trial_claims_of(sums, cover, t, &paths);
      take_trial(study, level, d, first + t, &claims);
    }
  }
  study->levers->trials[level] += n;
  return SL_OK;
}

sl_further_t sl_lever_study_further(sl_lever_study_t *study)
{
  return (sl_further_t){.list = study->list,
                        .n = study->n_further,
                        .trials = study->room[SL_LEVER_AS_RUN],
                        .sink = take_block,
                        .context = study};
}

/* ---- premiums ---- */

/* The quoted premium at the loss ratio that it comes to. */
static sl_premium_t as_quoted(const sl_premium_t *premium, double expected, double quoted)
{
  return sl_lever_is_quoted(premium) && expected > 0.0 && quoted > 0.0
             ? (sl_premium_t){.kind = SL_PREMIUM_LOSS_RATIO, .loss_ratio = expected / quoted}
             : *premium;
}

static bool is_known(sl_estimate_t paid)
{
  return paid.value > 0.0 && paid.standard_error <= KNOWN_TO * paid.value;
}

static sl_estimate_t aggregate_pays(const pays_t *pays, const sl_aggregate_t *aggregate,
                                    double attachment)
{
  sl_running_t running = {0};
  if (pays->each == NULL) {
    return sl_running_mean(&pays->aggregate);
  }
  for (size_t t = 0; t < pays->n; t++) {
    const double paid =
        sl_aggregate_reimbursement(aggregate, pays->each[t * pays->stride], attachment);
    sl_running_add(&running, &paid, 1, 1);
  }
  return sl_running_mean(&running);
}

/* What the aggregate pays as the scenario has it. */
static sl_estimate_t aggregate_pays_own(const sl_lever_study_t *study)
{
  const pays_t *pays = &study->pays[study->levers->own_deductible];
  return study->priced
             ? study->own_price.expected_aggregate
             : aggregate_pays(pays, &study->own->aggregate, study->own_price.attachment.value);
}

static sl_estimate_t specific_pays_own(const sl_lever_study_t *study)
{
  return study->priced ? study->own_price.expected_specific
                       : sl_running_mean(&study->pays[study->levers->own_deductible].specific);
}

/* The aggregate's premium at a deductible and a corridor. */
static sl_estimate_t aggregate_premium(const sl_lever_study_t *study, size_t d,
                                       const sl_aggregate_t *aggregate, double attachment)
{
  const sl_estimate_t own = aggregate_pays_own(study);
  const sl_premium_t premium = is_known(own) ? as_quoted(&study->own->aggregate_premium, own.value,
                                                         study->own_price.aggregate_premium.value)
                                             : study->own->aggregate_premium;
  return sl_premium_of(&premium, &study->scenario->group->enrolment,
                       aggregate_pays(&study->pays[d], aggregate, attachment));
}

/* ---- pricing trials ---- */

static void keep_pays(sl_lever_study_t *study, size_t d, const sl_trial_claims_t *claims, size_t n)
{
  double *each = study->eligible + d * n, drawn = 0.0, eligible = 0.0;
  for (size_t t = 0; t < n; t++) {
    each[t] = claims[t].eligible;
    eligible += claims[t].eligible;
    drawn += claims[t].claims;
  }
  study->pays[d] = (pays_t){.eligible = eligible / (double)n, .each = each, .n = n, .stride = 1};
  study->claims = drawn / (double)n;
}

/* Whether an attachment point that is an amount follows what is eligible. */
static bool attachment_follows(const sl_lever_study_t *study)
{
  return study->levers->has_eligible && study->own->aggregate.kind != SL_ATTACHMENT_CORRIDOR &&
         study->own_price.attachment.value > 0.0;
}

/* The multiple of the eligible claims expected at the run's own terms that it comes to, at another
 * deductible: a carrier sets no attachment point without looking at what it attaches to. */
static void let_follow(const sl_lever_study_t *study, sl_aggregate_t *aggregate, double eligible)
{
  if (attachment_follows(study) && eligible > 0.0) {
    aggregate->kind = SL_ATTACHMENT_CORRIDOR;
    aggregate->corridor = study->own_price.attachment.value / eligible;
  }
}

/* The prices of a run with that deductible and the premiums of the rule. */
static int price_deductible(sl_lever_study_t *study, const sl_engine_t *engine, size_t d,
                            sl_error_t *error)
{
  const sl_enrolment_t *enrolment = &study->scenario->group->enrolment;
  sl_arrangement_t arrangement = *arrangement_at(study, d);
  size_t n = 0;
  const sl_trial_claims_t *claims = sl_engine_priced_claims(engine, place_of(study, d), &n);
  const sl_price_t *own = &study->own_price;
  if (d == study->levers->own_deductible) {
    study->price[d] = *own;
    return SL_OK;
  }
  if (study->priced) {
    let_follow(study, &arrangement.aggregate, own->expected_eligible.value);
    arrangement.specific_premium = as_quoted(
        &arrangement.specific_premium, own->expected_specific.value, own->specific_premium.value);
    if (is_known(own->expected_aggregate)) {
      arrangement.aggregate_premium =
          as_quoted(&arrangement.aggregate_premium, own->expected_aggregate.value,
                    own->aggregate_premium.value);
    }
  }
  const int code =
      sl_arrangement_price(&arrangement, enrolment, claims, n, &study->price[d], error);
  study->price[d].budget = own->budget;
  return code;
}

int sl_lever_study_price(sl_lever_study_t *study, const sl_engine_t *engine,
                         const sl_price_t *prices, sl_error_t *error)
{
  const sl_levers_t *levers = study->levers;
  size_t n = 0;
  (void)sl_engine_priced_claims(engine, levers->arrangement, &n);
  study->own_price = prices[levers->arrangement];
  study->levers->budget = study->own_price.budget.value;
  study->priced = n > 0;
  study->eligible = malloc((levers->n_deductibles * n + 1) * sizeof *study->eligible);
  int code =
      study->eligible != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for the levers");
  for (size_t d = 0; code == SL_OK && d < levers->n_deductibles; d++) {
    code = price_deductible(study, engine, d, error);
    if (code == SL_OK && n > 0) {
      keep_pays(study, d, sl_engine_priced_claims(engine, place_of(study, d), &n), n);
    }
  }
  return code;
}

/* ---- at the end ---- */

/* Where nothing is priced, the levers' own trials tell. */
static void pay_from_run(sl_lever_study_t *study)
{
  const sl_levers_t *levers = study->levers;
  const size_t n = (size_t)levers->trials[SL_LEVER_AS_RUN], width = levers->n_deductibles;
  for (size_t d = 0; levers->has_eligible && d < width; d++) {
    pays_t *pays = &study->pays[d];
    double sum = 0.0;
    pays->each = levers->eligible[SL_LEVER_AS_RUN] + d;
    pays->n = n;
    pays->stride = width;
    for (size_t t = 0; t < n; t++) {
      sum += pays->each[t * width];
    }
    pays->eligible = sum / (double)n;
  }
}

static double fixed_charges(const sl_lever_study_t *study, const sl_price_t *price)
{
  const sl_charges_t charges =
      sl_arrangement_charges(study->own, &study->scenario->group->enrolment, price, 0.0, 0.0);
  return charges.fees + charges.premiums + charges.taxes;
}

/* Costs were taken at the quoted premiums. */
static void move_costs(sl_levers_t *levers, size_t d, double by)
{
  for (int l = 0; l < SL_N_LEVER_LEVELS; l++) {
    for (size_t t = 0; t < levers->trials[l]; t++) {
      levers->before[l][t * levers->n_deductibles + d] += by;
    }
  }
}

/* The premiums of a deductible that only the run's trials tell. */
static void price_from_run(sl_lever_study_t *study, size_t d)
{
  const size_t own = study->levers->own_deductible;
  sl_price_t *price = &study->price[d];
  const double before = fixed_charges(study, price);
  if (d == own) {
    return;
  }
  const sl_premium_t specific =
      as_quoted(&study->own->specific_premium, specific_pays_own(study).value,
                study->own_price.specific_premium.value);
  price->specific_premium = sl_premium_of(&specific, &study->scenario->group->enrolment,
                                          sl_running_mean(&study->pays[d].specific));
  if (study->own->has_aggregate) {
    sl_aggregate_t aggregate = study->own->aggregate;
    let_follow(study, &aggregate, study->pays[own].eligible);
    price->attachment.value = sl_aggregate_attachment(
        &aggregate, &study->scenario->group->enrolment, study->pays[d].eligible);
    price->aggregate_premium = aggregate_premium(study, d, &aggregate, price->attachment.value);
  }
  move_costs(study->levers, d, fixed_charges(study, price) - before);
}

static void put_point(sl_lever_study_t *study, size_t d, size_t c)
{
  const sl_levers_t *levers = study->levers;
  const sl_enrolment_t *enrolment = &study->scenario->group->enrolment;
  sl_arrangement_t arrangement = *arrangement_at(study, d);
  sl_price_t price = study->price[d];
  if (c != levers->own_corridor) {
    arrangement.aggregate = sl_lever_aggregate(levers, &study->own->aggregate, c);
    price.attachment.value =
        sl_aggregate_attachment(&arrangement.aggregate, enrolment, study->pays[d].eligible);
    price.aggregate_premium =
        aggregate_premium(study, d, &arrangement.aggregate, price.attachment.value);
  }
  sl_maximum_cost(&arrangement, enrolment, study->claims, &price);
  study->levers->point[d][c] = (sl_lever_point_t){
      .attachment = price.attachment.value,
      .maximum_cost = price.maximum_cost.value,
      .specific_premium = price.specific_premium.value,
      .aggregate_premium = price.aggregate_premium.value,
      .shift = fixed_charges(study, &price) - fixed_charges(study, &study->price[d])};
}

/* Leave the run's own deductible alone. */
static int one_deductible(sl_lever_study_t *study, const char *why, sl_error_t *error)
{
  sl_levers_t *levers = study->levers;
  const size_t own = levers->own_deductible, width = levers->n_deductibles;
  for (int l = 0; l < SL_N_LEVER_LEVELS; l++) {
    for (size_t t = 0; t < levers->trials[l]; t++) {
      levers->before[l][t] = levers->before[l][t * width + own];
      if (levers->has_eligible) {
        levers->eligible[l][t] = levers->eligible[l][t * width + own];
      }
    }
  }
  study->price[0] = study->price[own];
  study->pays[0] = study->pays[own];
  levers->deductible[0] = levers->deductible[own];
  levers->own_deductible = 0;
  levers->n_deductibles = 1;
  return sl_levers_say(&levers->no_deductible, why, error);
}

/* Levers whose premiums the simulated years do not tell. */
static int drop_unknown(sl_lever_study_t *study, sl_error_t *error)
{
  sl_levers_t *levers = study->levers;
  int code = SL_OK;
  if (levers->n_deductibles > 1 && sl_lever_is_quoted(&study->own->specific_premium) &&
      !(is_known(specific_pays_own(study)) && study->own_price.specific_premium.value > 0.0)) {
    code = one_deductible(study,
                          "The specific pays too seldom in the simulated years to tell what "
                          "another deductible would cost.",
                          error);
  }
  if (code == SL_OK && levers->n_corridors > 1 &&
      sl_lever_is_quoted(&study->own->aggregate_premium) && !is_known(aggregate_pays_own(study))) {
    code = sl_lever_one_corridor(levers,
                                 "The aggregate pays too seldom in the simulated years to tell "
                                 "what another corridor would cost.",
                                 error);
  }
  return code;
}

/* ---- words ---- */

#define SENTENCE 240

/* How one cover's premium follows; known: what the quote's cover pays. */
static void say_cover(char text[SENTENCE], const char *cover, const sl_premium_t *premium,
                      bool known)
{
  const char *how = !sl_lever_is_quoted(premium) ? "is priced again, at the scenario's loss ratio"
                    : known ? "moves with what the cover is expected to pay, at the loss ratio "
                              "that the quote comes to"
                            : "stays as it is quoted, since the cover pays too seldom in the "
                              "simulated years to tell another";
  snprintf(text, SENTENCE, "The premium of the %s %s.", cover, how);
}

static int say_rule(sl_lever_study_t *study, sl_error_t *error)
{
  const sl_levers_t *levers = study->levers;
  const sl_arrangement_t *own = study->own;
  char specific[SENTENCE] = "", aggregate[SENTENCE] = "", words[3 * SENTENCE];
  if (levers->n_deductibles > 1) {
    say_cover(specific, "specific", &own->specific_premium, true);
  }
  if (levers->n_deductibles * levers->n_corridors > 1 && own->has_aggregate &&
      own->aggregate_premium.kind != SL_PREMIUM_NONE) {
    say_cover(aggregate, "aggregate", &own->aggregate_premium, is_known(aggregate_pays_own(study)));
  }
  snprintf(words, sizeof words, "%s%s%s%s", specific,
           specific[0] != '\0' && aggregate[0] != '\0' ? " " : "", aggregate,
           levers->n_deductibles > 1 && attachment_follows(study)
               ? " The attachment point keeps its multiple of the claims that are expected to be "
                 "eligible at the deductible."
               : "");
  return sl_levers_say(&study->levers->rule, words, error);
}

int sl_lever_study_finish(sl_lever_study_t *study, const sl_levers_t **levers, sl_error_t *error)
{
  sl_levers_t *l = study->levers;
  *levers = l;
  if (!study->priced) {
    pay_from_run(study);
  }
  int code = drop_unknown(study, error);
  if (code == SL_OK && !study->priced) {
    pay_from_run(study);
    for (size_t d = 0; d < l->n_deductibles; d++) {
      price_from_run(study, d);
    }
  }
  for (size_t d = 0; code == SL_OK && d < l->n_deductibles; d++) {
    for (size_t c = 0; c < l->n_corridors; c++) {
      put_point(study, d, c);
    }
  }
  return code == SL_OK ? say_rule(study, error) : code;
}
