#include "models/plan/adjudication.h"

#include "models/core/amounts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Trials worked on at a time: each claim waits some twenty cycles for the one before it, in which
 * as many of other trials are split. More lanes no longer fit the registers. */
#define LANES 4

/* How one service is treated, in or out of network, so that one formula serves all. */
typedef struct terms {
  double copay;          /* 0 = none */
  double deductible_cap; /* the most of a claim that the deductible takes: 0 or INFINITY */
  double coinsurance;    /* 0 with a copay */
  double recognised;
  uint32_t benefit;         /* whose deductible and out-of-pocket maximum */
  uint32_t maximum_benefit; /* whose maximum */
  uint32_t limit;           /* index of the service's limits; 0 = none */
  bool not_covered, waits;
  bool whole_deductible, whole_maximum; /* of the benefit: not embedded */
} terms_t;

/* What is left in a benefit. The maximum stands between the two that every claim draws down: next
 * to each other they would be stored as one vector, and each claim's deductible would wait for the
 * out-of-pocket maximum of the claim before. */
typedef struct left {
  double deductible, maximum, out_of_pocket;
} left_t;

/* What is left under a service's limits. */
typedef struct service_left {
  double visits, maximum;
} service_left_t;

typedef struct compiled {
  terms_t *terms; /* [2 service + out of network]; owned */
  bool plain;     /* one benefit, and no more than cost sharing */
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
  left_t *person;        /* [person][benefit] */
  service_left_t *limit; /* [person][limit] */
  double *by_class, *by_month, *by_person;
} lane_t;

struct sl_accumulators {
  const sl_plan_t *plans;
  size_t n_plans;
  compiled_t *compiled;  /* by plan; owned */
  lane_t lanes[LANES];   /* each with a part of what follows */
  left_t *person;        /* [lane][person][benefit]; owned */
  service_left_t *limit; /* [lane][person][limit]; owned */
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
  return (terms_t){.copay = copay ? rule->copay : 0.0,
                   .deductible_cap = copay || rule->deductible_waived ? 0.0 : (double)INFINITY,
                   .coinsurance = copay ? 0.0 : coinsurance,
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
  terms.copay = 0.0;
  terms.deductible_cap = INFINITY;
  terms.coinsurance = plan->benefit[plan->out_of_network_benefit].coinsurance;
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
    compiled->person[b] = (left_t){deductible->person, benefit->maximum, most->person};
    compiled->family[b] = (left_t){deductible->family, INFINITY, most->family};
  }
}

static void note_limits(const sl_plan_t *plan, terms_t *terms)
{
  const sl_benefit_t *benefit = &plan->benefit[terms->benefit];
  terms->whole_deductible = benefit->deductible.not_embedded;
  terms->whole_maximum = benefit->out_of_pocket_max.not_embedded;
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
    compiled->plain =
        compiled->plain && limit == 0 && !rule->not_covered && rule->waiting_months == 0;
  }
}

static int compile(const sl_plan_t *plan, compiled_t *compiled)
{
  compiled->terms = calloc(2 * plan->n_rules + 1, sizeof *compiled->terms);
  compiled->limit = calloc(plan->n_rules + 1, sizeof *compiled->limit);
  if (compiled->terms == NULL || compiled->limit == NULL) {
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
  a->person = calloc(LANES * max_persons * n_benefits + 1, sizeof *a->person);
  a->limit = calloc(LANES * max_persons * n_limits + 1, sizeof *a->limit);
  if (a->person == NULL || a->limit == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t k = 0; k < LANES; k++) {
    a->lanes[k].person = a->person + k * max_persons * n_benefits;
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
static inline double cost_sharing(const terms_t *terms, double recognised, bool company,
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

static inline void add_paid(const job_t *job, lane_t *lane, adds_t adds, uint64_t key, double plan)
{
  const sl_paid_sums_t *sums = &job->sums;
  if (adds != NOTHING) {
    const uint32_t day = sl_claim_day(key) + sl_claim_lag(key);
    lane->by_person[sl_claim_person(key)] += plan;
    lane->by_class[sums->class_of_day[day < sums->last_day ? day : sums->last_day]] += plan;
  }
  if (adds == PAID_AND_INCURRED) {
    lane->by_month[sums->month_of_day[sl_claim_day(key)]] += plan;
  }
}

/* One benefit, and no more than cost sharing. company: known when this is compiled. */
static inline double take_plain(const job_t *job, lane_t *lane, size_t i, bool company, adds_t adds)
{
  const sl_claim_record_t claim = lane->claims[i];
  const terms_t *terms = &job->compiled->terms[2 * sl_claim_service(claim.key)];
  const double member = cost_sharing(terms, claim.allowed, company, in_company(claim.key),
                                     &lane->person[sl_claim_person(claim.key)], &lane->family[0]);
  const double plan = claim.allowed - member;
  lane->plan[i] = plan;
  add_paid(job, lane, adds, claim.key, plan);
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

/* Any benefits, limits and marks. */
static inline double take_any(const job_t *job, lane_t *lane, size_t i, adds_t adds)
{
  const sl_claim_record_t claim = lane->claims[i];
  const compiled_t *compiled = job->compiled;
  const size_t p = sl_claim_person(claim.key);
  const bool outside = (sl_claim_marks(claim.key) & SL_CLAIM_OUTSIDE) != 0;
  const terms_t *terms = &compiled->terms[2 * sl_claim_service(claim.key) + outside];
  left_t *benefits = &lane->person[p * compiled->n_benefits];
  left_t *maximum = &benefits[terms->maximum_benefit];
  service_left_t *service = &lane->limit[p * compiled->n_limits + terms->limit];
  const double recognised =
      covers(terms, &claim, service) ? terms->recognised * claim.allowed : 0.0;
  const double cost = cost_sharing(terms, recognised, true, in_company(claim.key),
                                   &benefits[terms->benefit], &lane->family[terms->benefit]);
  const double most = sl_smaller(maximum->maximum, service->maximum);
  const double plan = sl_smaller(recognised - cost, most);
  maximum->maximum -= plan;
  service->maximum -= plan;
  add_paid(job, lane, adds, claim.key, plan);
  return put_split(lane, i, claim.allowed, plan, cost,
                   (claim.allowed - recognised) + (recognised - cost - plan));
}

/* ---- several trials at a time ---- */

static void fill_accumulators(const compiled_t *compiled, size_t n_persons, lane_t *lane)
{
  left_t *person = lane->person;
  service_left_t *limit = lane->limit;
  for (size_t b = 0; b < compiled->n_benefits; b++) {
    lane->family[b] = compiled->family[b];
  }
  for (size_t p = 0; p < n_persons; p++) {
    for (size_t b = 0; b < compiled->n_benefits; b++) {
      *person++ = compiled->person[b];
    }
    for (size_t s = 0; s < compiled->n_limits && !compiled->plain; s++) {
      *limit++ = compiled->limit[s];
    }
  }
}

/* The next trial that has a claim; false where there is none. */
static bool start_trial(job_t *job, lane_t *lane)
{
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
  if (job->splits->sums != NULL) {
    lane->by_class = job->sums.by_class + t * job->sums.class_stride;
    lane->by_month = job->sums.by_month + t * job->sums.month_stride;
    lane->by_person = job->sums.by_person + t * job->sums.person_stride;
  }
  fill_accumulators(job->compiled, job->n_persons, lane);
  return true;
}

static void end_trial(const job_t *job, const lane_t *lane)
{
  job->splits->member_of_trial[lane->trial] = lane->member_sum;
  job->splits->uncovered_of_trial[lane->trial] = lane->uncovered_sum;
}

/* What a plan asks for: known when the loops below are compiled. */
typedef enum form { PLAIN, PLAIN_COMPANY, ANY } form_t;

/* The next claim but i of a lane; returns what of it is the member's. */
static inline double take(const job_t *job, lane_t *lane, size_t i, form_t form, adds_t adds)
{
  return form == ANY ? take_any(job, lane, i, adds)
                     : take_plain(job, lane, i, form == PLAIN_COMPANY, adds);
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

static size_t fewest_left(const lane_t *lanes)
{
  size_t least = lanes[0].n;
  for (size_t k = 1; k < LANES; k++) {
    least = lanes[k].n < least ? lanes[k].n : least;
  }
  return least;
}

/* Sums of members' costs stay in registers meanwhile. */
static inline void take_abreast(const job_t *job, lane_t *lanes, form_t form, adds_t adds)
{
  const size_t n = fewest_left(lanes);
  double member[LANES];
  for (size_t k = 0; k < LANES; k++) {
    member[k] = lanes[k].member_sum;
  }
  for (size_t i = 0; i < n; i++) {
    for (size_t k = 0; k < LANES; k++) {
      member[k] += take(job, &lanes[k], i, form, adds);
    }
  }
  for (size_t k = 0; k < LANES; k++) {
    lanes[k].member_sum = member[k];
    pass(&lanes[k], n);
  }
}

/* As many claims of every lane as the shortest has; a lane that is done takes the next trial. */
static inline void adjudicate(job_t *job, lane_t *lanes, form_t form, adds_t adds)
{
  size_t alive = 0;
  for (size_t k = 0; k < LANES; k++) {
    alive += start_trial(job, &lanes[k]);
  }
  while (alive == LANES) {
    take_abreast(job, lanes, form, adds);
    for (size_t k = 0; k < LANES; k++) {
      if (lanes[k].n == 0) {
        end_trial(job, &lanes[k]);
        alive -= !start_trial(job, &lanes[k]);
      }
    }
  }
  for (size_t k = 0; k < LANES; k++) {
    if (lanes[k].n > 0) {
      for (size_t i = 0; i < lanes[k].n; i++) {
        lanes[k].member_sum += take(job, &lanes[k], i, form, adds);
      }
      end_trial(job, &lanes[k]);
    }
  }
}

static inline void adjudicate_form(job_t *job, lane_t *lanes, form_t form)
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
  job_t job = {.compiled = compiled, .n_persons = n_persons, .lists = lists, .splits = splits};
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
