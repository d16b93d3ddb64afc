#include "models/plan/adjudication.h"

#include "models/core/amounts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Trials worked on at a time: each claim waits some twenty cycles for the one before it, in which
 * as many of other trials are split. More lanes no longer fit the registers. */
#define LANES 4

/* Of what is compiled anew for each form of plan and sums, as its loops ask for: compilers leave it
 * one function by themselves. */
#define SPECIALISED static inline __attribute__((always_inline))

/* What a claim's cost sharing depends on, so that one formula serves all. Its size is a power of
 * two, as is that of left_t: where one lies is then a shift and a mask of the claim's key. */
typedef struct sharing {
  double copay;          /* 0 = none */
  double deductible_cap; /* the most of a claim that the deductible takes: 0 or INFINITY */
  double coinsurance;    /* 0 with a copay */
  bool whole_deductible, whole_maximum; /* of the benefit: not embedded */
} sharing_t;

/* How one service is treated, in or out of network. */
typedef struct terms {
  sharing_t sharing;
  double recognised;
  uint32_t benefit;         /* whose deductible and out-of-pocket maximum */
  uint32_t maximum_benefit; /* whose maximum */
  uint32_t limit;           /* index of the service's limits; 0 = none */
  bool not_covered, waits;
} terms_t;

/* What is left in a benefit, and in a person's first one what the plan paid. The maximum stands
 * between the two that every claim draws down: next to each other they would be stored as one
 * vector, and each claim's deductible would wait for the out-of-pocket maximum of the claim before.
 */
typedef struct left {
  double deductible, maximum, out_of_pocket, paid;
} left_t;

/* What is left under a service's limits. */
typedef struct service_left {
  double visits, maximum;
} service_left_t;

typedef struct compiled {
  terms_t *terms;     /* [2 service + out of network]; owned */
  sharing_t *sharing; /* [service], in network; owned */
  bool plain;         /* one benefit, and no more than cost sharing */
  size_t n_benefits, n_limits;
  bool company;                   /* some limit is not embedded */
  left_t person[SL_BENEFITS_MAX]; /* at the start */
  left_t family[SL_BENEFITS_MAX];
  service_left_t *limit; /* at the start; the first is no limit; owned */
} compiled_t;

/* One trial under way. */
typedef struct lane {
  const sl_claim_record_t *claims; /* those left */
  size_t n;
  double *plan, *uncovered; /* of them; uncovered NULL = not wanted */
  size_t trial;
  double member_sum, uncovered_sum;
  left_t family[SL_BENEFITS_MAX];
  service_left_t *limit; /* [person][limit] */
  double *by_class, *by_month, *by_person;
} lane_t;

struct sl_accumulators {
  const sl_plan_t *plans;
  size_t n_plans;
  compiled_t *compiled;    /* by plan; owned */
  lane_t lanes[LANES];     /* each with a part of what follows */
  left_t (*person)[LANES]; /* [person][benefit][lane]; owned */
  service_left_t *limit;   /* [lane][person][limit]; owned */
};

/* ---- compiling a plan ---- */

static bool rule_limits(const sl_service_rule_t *rule)
{
  return isfinite(rule->visits) || isfinite(rule->maximum);
}

static terms_t network_terms(const sl_plan_t *plan, const sl_service_rule_t *rule, uint32_t limit)
{
  const bool copay = !isnan(rule->copay);
  const double coinsurance =
      isnan(rule->coinsurance) ? plan->benefit[rule->benefit].coinsurance : rule->coinsurance;
  const sharing_t sharing = {.copay = copay ? rule->copay : 0.0,
                             .deductible_cap =
                                 copay || rule->deductible_waived ? 0.0 : (double)INFINITY,
                             .coinsurance = copay ? 0.0 : coinsurance};
  return (terms_t){.sharing = sharing,
                   .recognised = 1.0,
                   .benefit = rule->benefit,
                   .maximum_benefit = rule->benefit,
                   .limit = limit,
                   .not_covered = rule->not_covered,
                   .waits = rule->waiting_months > 0};
}

static terms_t out_of_network_terms(const sl_plan_t *plan, terms_t network)
{
  if (plan->out_of_network == 0.0 || network.benefit != 0) {
    return network;
  }
  terms_t terms = network;
  terms.sharing.copay = 0.0;
  terms.sharing.deductible_cap = INFINITY;
  terms.sharing.coinsurance = plan->benefit[plan->out_of_network_benefit].coinsurance;
  terms.recognised = plan->recognised;
  terms.benefit = plan->out_of_network_benefit;
  return terms;
}

static void compile_benefits(const sl_plan_t *plan, compiled_t *compiled)
{
  compiled->n_benefits = plan->n_benefits;
  compiled->company = sl_plan_looks_at_company(plan);
  for (size_t b = 0; b < plan->n_benefits; b++) {
    const sl_benefit_t *benefit = &plan->benefit[b];
    const sl_limit_t *deductible = &benefit->deductible, *most = &benefit->out_of_pocket_max;
    compiled->person[b] = (left_t){deductible->person, benefit->maximum, most->person, 0.0};
    compiled->family[b] = (left_t){deductible->family, INFINITY, most->family, 0.0};
  }
}

static void note_limits(const sl_plan_t *plan, terms_t *terms)
{
  const sl_benefit_t *benefit = &plan->benefit[terms->benefit];
  terms->sharing.whole_deductible = benefit->deductible.not_embedded;
  terms->sharing.whole_maximum = benefit->out_of_pocket_max.not_embedded;
}

static void compile_rules(const sl_plan_t *plan, compiled_t *compiled)
{
  compiled->plain =
      plan->n_benefits == 1 && plan->out_of_network == 0.0 && isinf(plan->benefit[0].maximum);
  compiled->limit[compiled->n_limits++] = (service_left_t){INFINITY, INFINITY};
  for (size_t s = 0; s < plan->n_rules; s++) {
    const sl_service_rule_t *rule = &plan->rule[s];
    uint32_t limit = 0;
    if (rule->same_limits > 0) {
      limit = compiled->terms[2 * (size_t)(rule->same_limits - 1)].limit;
    } else if (rule_limits(rule)) {
      limit = (uint32_t)compiled->n_limits++;
      compiled->limit[limit] = (service_left_t){rule->visits, rule->maximum};
    }
    compiled->terms[2 * s] = network_terms(plan, rule, limit);
    compiled->terms[2 * s + 1] = out_of_network_terms(plan, compiled->terms[2 * s]);
    note_limits(plan, &compiled->terms[2 * s]);
    note_limits(plan, &compiled->terms[2 * s + 1]);
    compiled->sharing[s] = compiled->terms[2 * s].sharing;
    compiled->plain =
        compiled->plain && limit == 0 && !rule->not_covered && rule->waiting_months == 0;
  }
}

static int compile(const sl_plan_t *plan, compiled_t *compiled)
{
  compiled->terms = calloc(2 * plan->n_rules + 1, sizeof *compiled->terms);
  compiled->sharing = calloc(plan->n_rules + 1, sizeof *compiled->sharing);
  compiled->limit = calloc(plan->n_rules + 1, sizeof *compiled->limit);
  if (compiled->terms == NULL || compiled->sharing == NULL || compiled->limit == NULL) {
    return SL_ERR_MEMORY;
  }
  compile_benefits(plan, compiled);
  compile_rules(plan, compiled);
  return SL_OK;
}

static int compile_all(sl_accumulators_t *a, const sl_plan_t *plans, size_t n_plans,
                       size_t max_persons)
{
  size_t n_benefits = 0, n_limits = 0;
  a->compiled = calloc(n_plans + 1, sizeof *a->compiled);
  if (a->compiled == NULL) {
    return SL_ERR_MEMORY;
  }
  for (a->n_plans = 0; a->n_plans < n_plans; a->n_plans++) {
    compiled_t *compiled = &a->compiled[a->n_plans];
    const int code = compile(&plans[a->n_plans], compiled);
    if (code != SL_OK) {
      return code;
    }
    n_benefits = compiled->n_benefits > n_benefits ? compiled->n_benefits : n_benefits;
    n_limits = compiled->n_limits > n_limits ? compiled->n_limits : n_limits;
  }
  a->person = calloc(max_persons * n_benefits + 1, sizeof *a->person);
  a->limit = calloc(LANES * max_persons * n_limits + 1, sizeof *a->limit);
  if (a->person == NULL || a->limit == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t k = 0; k < LANES; k++) {
    a->lanes[k].limit = a->limit + k * max_persons * n_limits;
  }
  return SL_OK;
}

int sl_accumulators_new(const sl_plan_t *plans, size_t n_plans, size_t max_persons,
                        sl_accumulators_t **accumulators, sl_error_t *error)
{
  sl_accumulators_t *a = calloc(1, sizeof *a);
  int code = a == NULL ? SL_ERR_MEMORY : SL_OK;
  if (code == SL_OK) {
    a->plans = plans;
    code = compile_all(a, plans, n_plans, max_persons);
  }
  if (code != SL_OK) {
    sl_accumulators_free(a);
    a = NULL;
    code = sl_fail(error, code, "out of memory for the accumulators of the plans");
  }
  *accumulators = a;
  return code;
}

void sl_accumulators_free(sl_accumulators_t *a)
{
  if (a == NULL) {
    return;
  }
  for (size_t p = 0; a->compiled != NULL && p < a->n_plans; p++) {
    free(a->compiled[p].terms);
    free(a->compiled[p].sharing);
    free(a->compiled[p].limit);
  }
  free(a->compiled);
  free(a->person);
  free(a->limit);
  free(a);
}

/* ---- one family's claims ---- */

/* Of a limit that is not embedded one of both counts, and the other may meanwhile be overdrawn. */
static inline double open_of(double person, double family, bool whole, bool in_company)
{
  return whole ? sl_larger(0.0, in_company ? family : person) : sl_smaller(person, family);
}

/* The member's cost sharing of a recognised amount; draws down what person and family have left.
 * Not more than the amount: deductible + coinsurance may round above it. company: whether a limit
 * may be not embedded, known when this is compiled. */
SPECIALISED double cost_sharing(const sharing_t *terms, double recognised, bool company,
                                bool in_company, left_t *person, left_t *family)
{
  const double open = open_of(person->deductible, family->deductible,
                              company && terms->whole_deductible, in_company);
  const double deductible = sl_smaller(recognised, sl_smaller(terms->deductible_cap, open));
  const double share = sl_smaller(terms->copay, recognised) + deductible +
                       terms->coinsurance * (recognised - deductible);
  const double most = open_of(person->out_of_pocket, family->out_of_pocket,
                              company && terms->whole_maximum, in_company);
  const double cost = sl_smaller(sl_smaller(share, recognised), most);
  person->deductible -= deductible;
  family->deductible -= deductible;
  person->out_of_pocket -= cost;
  family->out_of_pocket -= cost;
  return cost;
}

/* What all claims of a call have in common. */
typedef struct job {
  const compiled_t *compiled;
  const sharing_t *sharing; /* the plan's */
  left_t (*person)[LANES];  /* as of sl_accumulators */
  size_t n_persons;
  const sl_claim_lists_t *lists;
  const sl_claim_splits_t *splits;
  sl_paid_sums_t sums; /* a copy: none of its pointers changes while claims are split */
  size_t next;         /* the first trial that no lane has taken */
} job_t;

static inline bool in_company(uint64_t key)
{
  return (sl_claim_marks(key) & SL_CLAIM_COMPANY) != 0;
}

/* What is added up beside the split: known when this is compiled. */
typedef enum adds { NOTHING, PAID, PAID_AND_INCURRED } adds_t;

SPECIALISED void add_paid(const job_t *job, const lane_t *lane, adds_t adds, uint64_t key,
                          double plan, left_t *person)
{
  const sl_paid_sums_t *sums = &job->sums;
  if (adds != NOTHING) {
    const uint32_t day = sl_claim_day(key) + sl_claim_lag(key);
    person->paid += plan;
    lane->by_class[sums->class_of_day[day < sums->last_day ? day : sums->last_day]] += plan;
  }
  if (adds == PAID_AND_INCURRED) {
    lane->by_month[sums->month_of_day[sl_claim_day(key)]] += plan;
  }
}

/* One benefit, and no more than cost sharing. k: of the lane. family: what it has left. company:
 * known when this is compiled. */
SPECIALISED double take_plain(const job_t *job, const lane_t *lane, size_t k, size_t i,
                              left_t *family, bool company, adds_t adds)
{
  const sl_claim_record_t claim = lane->claims[i];
  left_t *person = &job->person[sl_claim_person(claim.key)][k];
  const double member = cost_sharing(&job->sharing[sl_claim_service(claim.key)], claim.allowed,
                                     company, in_company(claim.key), person, family);
  const double plan = claim.allowed - member;
  lane->plan[i] = plan;
  add_paid(job, lane, adds, claim.key, plan, person);
  return member;
}

/* Whether the plan covers the claim at all; a claim that it covers is a visit. */
static inline bool covers(const terms_t *terms, const sl_claim_record_t *claim,
                          service_left_t *service)
{
  const bool waits = terms->waits && (sl_claim_marks(claim->key) & SL_CLAIM_WAITING) != 0;
  if (terms->not_covered || waits || service->visits < 1.0) {
    return false;
  }
  service->visits -= claim->allowed > 0.0 ? 1.0 : 0.0;
  return true;
}

static inline double put_split(lane_t *lane, size_t i, double allowed, double plan, double cost,
                               double uncovered)
{
  lane->uncovered_sum += uncovered;
  lane->plan[i] = plan;
  if (lane->uncovered != NULL) {
    lane->uncovered[i] = uncovered;
  }
  return sl_smaller(cost + uncovered, allowed);
}

/* Any benefits, limits and marks. k: of the lane. */
SPECIALISED double take_any(const job_t *job, lane_t *lane, size_t k, size_t i, adds_t adds)
{
  const sl_claim_record_t claim = lane->claims[i];
  const compiled_t *compiled = job->compiled;
  const size_t p = sl_claim_person(claim.key);
  const bool outside = (sl_claim_marks(claim.key) & SL_CLAIM_OUTSIDE) != 0;
  const terms_t *terms = &compiled->terms[2 * sl_claim_service(claim.key) + outside];
  left_t(*benefits)[LANES] = &job->person[p * compiled->n_benefits];
  left_t *maximum = &benefits[terms->maximum_benefit][k];
  service_left_t *service = &lane->limit[p * compiled->n_limits + terms->limit];
  const double recognised =
      covers(terms, &claim, service) ? terms->recognised * claim.allowed : 0.0;
  const double cost = cost_sharing(&terms->sharing, recognised, true, in_company(claim.key),
                                   &benefits[terms->benefit][k], &lane->family[terms->benefit]);
  const double most = sl_smaller(maximum->maximum, service->maximum);
  const double plan = sl_smaller(recognised - cost, most);
  maximum->maximum -= plan;
  service->maximum -= plan;
  add_paid(job, lane, adds, claim.key, plan, &benefits[0][k]);
  return put_split(lane, i, claim.allowed, plan, cost,
                   (claim.allowed - recognised) + (recognised - cost - plan));
}

/* ---- several trials at a time ---- */

static void fill_accumulators(const job_t *job, size_t k, lane_t *lane)
{
  const compiled_t *compiled = job->compiled;
  left_t(*person)[LANES] = job->person;
  service_left_t *limit = lane->limit;
  for (size_t b = 0; b < compiled->n_benefits; b++) {
    lane->family[b] = compiled->family[b];
  }
  for (size_t p = 0; p < job->n_persons; p++) {
    for (size_t b = 0; b < compiled->n_benefits; b++, person++) {
      (*person)[k] = compiled->person[b];
      (*person)[k].paid = b == 0 && lane->by_person != NULL ? lane->by_person[p] : 0.0;
    }
    for (size_t s = 0; s < compiled->n_limits && !compiled->plain; s++) {
      *limit++ = compiled->limit[s];
    }
  }
}

/* The next trial that has a claim; false where there is none. */
static bool start_trial(job_t *job, lane_t *lanes, size_t k)
{
  lane_t *lane = &lanes[k];
  const uint32_t *first = job->lists->first;
  while (job->next < job->lists->n_trials && first[job->next] == first[job->next + 1]) {
    job->splits->member_of_trial[job->next] = job->splits->uncovered_of_trial[job->next] = 0.0;
    job->next++;
  }
  lane->n = 0;
  if (job->next == job->lists->n_trials) {
    return false;
  }
  const size_t t = job->next++;
  lane->trial = t;
  lane->claims = job->lists->claims + first[t];
  lane->n = first[t + 1] - first[t];
  lane->plan = job->splits->plan + first[t];
  lane->uncovered = job->splits->uncovered != NULL ? job->splits->uncovered + first[t] : NULL;
  lane->member_sum = lane->uncovered_sum = 0.0;
  lane->by_person = NULL;
  if (job->splits->sums != NULL) {
    lane->by_class = job->sums.by_class + t * job->sums.class_stride;
    lane->by_month = job->sums.by_month + t * job->sums.month_stride;
    lane->by_person = job->sums.by_person + t * job->sums.person_stride;
  }
  fill_accumulators(job, k, lane);
  return true;
}

static void end_trial(const job_t *job, const lane_t *lanes, size_t k)
{
  const lane_t *lane = &lanes[k];
  const size_t stride = job->compiled->n_benefits;
  job->splits->member_of_trial[lane->trial] = lane->member_sum;
  job->splits->uncovered_of_trial[lane->trial] = lane->uncovered_sum;
  for (size_t p = 0; lane->by_person != NULL && p < job->n_persons; p++) {
    lane->by_person[p] = job->person[p * stride][k].paid;
  }
}

/* What a plan asks for: known when the loops below are compiled. */
typedef enum form { PLAIN, PLAIN_COMPANY, ANY } form_t;

/* The next claim but i of lane k; returns what of it is the member's. family: of a plain plan. */
SPECIALISED double take(const job_t *job, lane_t *lanes, size_t k, size_t i, left_t *family,
                        form_t form, adds_t adds)
{
  return form == ANY ? take_any(job, &lanes[k], k, i, adds)
                     : take_plain(job, &lanes[k], k, i, family, form == PLAIN_COMPANY, adds);
}

static void pass(lane_t *lane, size_t n)
{
  lane->claims += n;
  lane->plan += n;
  lane->n -= n;
  if (lane->uncovered != NULL) {
    lane->uncovered += n;
  }
}

/* Of n lanes by their numbers. */
static size_t fewest_left(const lane_t *lanes, const size_t *at, size_t n)
{
  size_t least = lanes[at[0]].n;
  for (size_t k = 1; k < n; k++) {
    least = lanes[at[k]].n < least ? lanes[at[k]].n : least;
  }
  return least;
}

/* As many claims of each of n lanes as the shortest has. n: known when this is compiled. Sums of
 * members' costs, and what a plain plan's families have left, stay in registers meanwhile. */
static inline __attribute__((always_inline)) void
take_abreast(const job_t *job, lane_t *lanes, const size_t *at, size_t n, form_t form, adds_t adds)
{
  const size_t n_claims = fewest_left(lanes, at, n);
  double member[LANES];
  left_t family[LANES];
  for (size_t k = 0; k < n; k++) {
    member[k] = lanes[at[k]].member_sum;
    family[k] = lanes[at[k]].family[0];
  }
  for (size_t i = 0; i < n_claims; i++) { /* written out: not every compiler does it */
    member[0] += take(job, lanes, at[0], i, &family[0], form, adds);
    member[1] += n > 1 ? take(job, lanes, at[1], i, &family[1], form, adds) : 0.0;
    member[2] += n > 2 ? take(job, lanes, at[2], i, &family[2], form, adds) : 0.0;
    member[3] += n > 3 ? take(job, lanes, at[3], i, &family[3], form, adds) : 0.0;
  }
  for (size_t k = 0; k < n; k++) {
    lanes[at[k]].member_sum = member[k];
    if (form != ANY) {
      lanes[at[k]].family[0] = family[k];
    }
    pass(&lanes[at[k]], n_claims);
  }
}

/* Those of n lanes that go on: one that is done takes the next trial, if there is any. */
static size_t go_on(job_t *job, lane_t *lanes, size_t *at, size_t n)
{
  size_t alive = 0;
  for (size_t k = 0; k < n; k++) {
    const size_t lane = at[k];
    if (lanes[lane].n == 0) {
      end_trial(job, lanes, lane);
      start_trial(job, lanes, lane);
    }
    at[alive] = lane;
    alive += lanes[lane].n > 0;
  }
  return alive;
}

SPECIALISED void adjudicate(job_t *job, lane_t *lanes, form_t form, adds_t adds)
{
  static const size_t all[LANES] = {0, 1, 2, 3};
  size_t at[LANES], alive = 0;
  for (size_t k = 0; k < LANES; k++) {
    at[alive] = k;
    alive += start_trial(job, lanes, k);
  }
  while (alive == LANES) {
    take_abreast(job, lanes, all, LANES, form, adds);
    alive = go_on(job, lanes, at, LANES);
  }
  for (; alive > 0; alive = go_on(job, lanes, at, alive)) {
    if (alive == 3) {
      take_abreast(job, lanes, at, 3, form, adds);
    } else if (alive == 2) {
      take_abreast(job, lanes, at, 2, form, adds);
    } else {
      take_abreast(job, lanes, at, 1, form, adds);
    }
  }
}

SPECIALISED void adjudicate_form(job_t *job, lane_t *lanes, form_t form)
{
  if (job->splits->sums == NULL) {
    adjudicate(job, lanes, form, NOTHING);
  } else if (job->sums.month_of_day == NULL) {
    adjudicate(job, lanes, form, PAID);
  } else {
    adjudicate(job, lanes, form, PAID_AND_INCURRED);
  }
}

void sl_plan_adjudicate(const sl_plan_t *plan, sl_accumulators_t *a, size_t n_persons,
                        const sl_claim_lists_t *lists, const sl_claim_splits_t *splits)
{
  const compiled_t *compiled = &a->compiled[plan - a->plans];
  job_t job = {.compiled = compiled,
               .sharing = compiled->sharing,
               .person = a->person,
               .n_persons = n_persons,
               .lists = lists,
               .splits = splits};
  if (splits->sums != NULL) {
    job.sums = *splits->sums;
  }
  if (compiled->plain && splits->uncovered != NULL) {
    const uint32_t first = lists->first[0], end = lists->first[lists->n_trials];
    memset(splits->uncovered + first, 0, (end - first) * sizeof *splits->uncovered);
  }
  if (compiled->plain && !compiled->company) {
    adjudicate_form(&job, a->lanes, PLAIN);
  } else if (compiled->plain) {
    adjudicate_form(&job, a->lanes, PLAIN_COMPANY);
  } else {
    adjudicate_form(&job, a->lanes, ANY);
  }
}
