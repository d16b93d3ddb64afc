#include "models/plan/adjudication.h"

#include "models/core/amounts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define RUN 24 /* claims that are sorted at once; more are counted by day or merged */

/* Of one plan year, few enough that claims of one day are put in order one by one. */
#define COUNTED_DAYS 512
#define COUNTED_CLAIMS 4096

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

struct sl_accumulators {
  const sl_plan_t *plans;
  size_t n_plans;
  compiled_t *compiled;  /* by plan; owned */
  left_t *person;        /* [person][benefit]; owned */
  service_left_t *limit; /* [person][limit]; owned */
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
  a->person = calloc(max_persons * n_benefits + 1, sizeof *a->person);
  a->limit = calloc(max_persons * n_limits + 1, sizeof *a->limit);
  return a->person == NULL || a->limit == NULL ? SL_ERR_MEMORY : SL_OK;
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

static inline sl_claim_t *claim_at(sl_claim_t *claims, const sl_claim_place_t *order, size_t i)
{
  return &claims[order == NULL ? i : order[i].claim];
}

static inline void adjudicate_plain(const compiled_t *compiled, bool company, left_t *persons,
                                    size_t n, sl_claim_t *claims, const sl_claim_place_t *order)
{
  left_t family = compiled->family[0];
  for (size_t i = 0; i < n; i++) {
    sl_claim_t *claim = claim_at(claims, order, i);
    const terms_t *terms = &compiled->terms[2 * (size_t)claim->service];
    const double member = cost_sharing(terms, claim->allowed, company, claim->in_company,
                                       &persons[claim->person], &family);
    claim->member = member;
    claim->uncovered = 0.0;
    claim->plan = claim->allowed - member;
  }
}

/* Whether the plan covers the claim at all; a claim that it covers is a visit. */
static inline bool covers(const terms_t *terms, const sl_claim_t *claim, service_left_t *service)
{
  if (terms->not_covered || (terms->waits && claim->waiting) || service->visits < 1.0) {
    return false;
  }
  service->visits -= claim->allowed > 0.0 ? 1.0 : 0.0;
  return true;
}

static inline void adjudicate_claim(const terms_t *terms, sl_claim_t *claim, left_t *persons,
                                    left_t *family, service_left_t *service)
{
  const double recognised =
      covers(terms, claim, service) ? terms->recognised * claim->allowed : 0.0;
  left_t *person = &persons[terms->benefit], *maximum = &persons[terms->maximum_benefit];
  const double cost =
      cost_sharing(terms, recognised, true, claim->in_company, person, &family[terms->benefit]);
  const double most = sl_smaller(maximum->maximum, service->maximum);
  const double plan = sl_smaller(recognised - cost, most);
  maximum->maximum -= plan;
  service->maximum -= plan;
  claim->uncovered = (claim->allowed - recognised) + (recognised - cost - plan);
  claim->member = sl_smaller(cost + claim->uncovered, claim->allowed);
  claim->plan = plan;
}

static void adjudicate_all(const compiled_t *compiled, sl_accumulators_t *a, size_t n,
                           sl_claim_t *claims, const sl_claim_place_t *order)
{
  left_t family[SL_BENEFITS_MAX];
  memcpy(family, compiled->family, sizeof family);
  for (size_t i = 0; i < n; i++) {
    sl_claim_t *claim = claim_at(claims, order, i);
    const terms_t *terms = &compiled->terms[2 * (size_t)claim->service + claim->out_of_network];
    service_left_t *service = &a->limit[claim->person * compiled->n_limits + terms->limit];
    adjudicate_claim(terms, claim, &a->person[claim->person * compiled->n_benefits], family,
                     service);
  }
}

static void fill_accumulators(const compiled_t *compiled, sl_accumulators_t *a, size_t n_persons)
{
  left_t *person = a->person;
  service_left_t *limit = a->limit;
  for (size_t p = 0; p < n_persons; p++) {
    for (size_t b = 0; b < compiled->n_benefits; b++) {
      *person++ = compiled->person[b];
    }
    for (size_t s = 0; s < compiled->n_limits; s++) {
      *limit++ = compiled->limit[s];
    }
  }
}

void sl_plan_adjudicate(const sl_plan_t *plan, sl_accumulators_t *a, size_t n_persons, size_t n,
                        sl_claim_t *claims, const sl_claim_place_t *order)
{
  const compiled_t *compiled = &a->compiled[plan - a->plans];
  fill_accumulators(compiled, a, n_persons);
  if (compiled->plain && !compiled->company) {
    adjudicate_plain(compiled, false, a->person, n, claims, order);
  } else if (compiled->plain) {
    adjudicate_plain(compiled, true, a->person, n, claims, order);
  } else {
    adjudicate_all(compiled, a, n, claims, order);
  }
}

/* ---- the order ---- */

static inline uint64_t key_of(const sl_claim_t *claim)
{
  const uint64_t day = (uint64_t)((int64_t)claim->incurred + 32768);
  return day << 48 | (uint64_t)claim->person << 32 | claim->draw;
}

/* rank[i] = number of days before day[i]. Constant widths become straight vector code: every day is
 * compared with every other without a branch, as no branch on random days can be foretold. */
static inline void rank_days(size_t n, size_t width, const int32_t *restrict day,
                             int32_t *restrict rank)
{
  for (size_t i = 0; i < width; i++) {
    rank[i] = 0;
  }
  for (size_t j = 0; j < n; j++) {
    const int32_t other = day[j];
    for (size_t i = 0; i < width; i++) {
      rank[i] += other < day[i];
    }
  }
}

static inline void rank_run(size_t n, const int32_t *restrict day, int32_t *restrict rank)
{
  if (n <= RUN / 3) {
    rank_days(n, RUN / 3, day, rank);
  } else if (n <= 2 * RUN / 3) {
    rank_days(n, 2 * RUN / 3, day, rank);
  } else {
    rank_days(n, RUN, day, rank);
  }
}

/* Almost everything stands where it belongs: claims of one day may not. */
static void insertion_sort(sl_claim_place_t *places, size_t n)
{
  for (size_t i = 1; i < n; i++) {
    const sl_claim_place_t place = places[i];
    size_t j = i;
    for (; j > 0 && places[j - 1].key > place.key; j--) {
      places[j] = places[j - 1];
    }
    places[j] = place;
  }
}

/* By day and place first, which no two claims have in common. */
static void sort_run(size_t first, size_t n, const sl_claim_t *claims, sl_claim_place_t *places)
{
  int32_t day[RUN], rank[RUN];
  for (size_t i = 0; i < n; i++) {
    day[i] = claims[first + i].incurred * RUN + (int32_t)i;
  }
  for (size_t i = n; i < RUN; i++) {
    day[i] = 0;
  }
  rank_run(n, day, rank);
  for (size_t i = 0; i < n; i++) {
    places[first + (size_t)rank[i]] =
        (sl_claim_place_t){.key = key_of(&claims[first + i]), .claim = first + i};
  }
  insertion_sort(places + first, n);
}

static void merge(const sl_claim_place_t *from, size_t middle, size_t n, sl_claim_place_t *to)
{
  size_t low = 0, high = middle;
  for (size_t i = 0; i < n; i++) {
    const bool take_high = low == middle || (high < n && from[high].key < from[low].key);
    to[i] = take_high ? from[high++] : from[low++];
  }
}

static size_t at_most(size_t n, size_t most) { return n < most ? n : most; }

/* Neighbouring runs are merged, to and fro between both halves of the room. */
static void sort_by_merging(size_t n, const sl_claim_t *claims, sl_claim_place_t *places)
{
  sl_claim_place_t *from = places, *to = places + n;
  for (size_t i = 0; i < n; i += RUN) {
    sort_run(i, at_most(RUN, n - i), claims, places);
  }
  for (size_t width = RUN; width < n; width *= 2) {
    for (size_t i = 0; i < n; i += 2 * width) {
      const size_t length = at_most(2 * width, n - i);
      merge(from + i, at_most(width, length), length, to + i);
    }
    sl_claim_place_t *merged = to;
    to = from;
    from = merged;
  }
  if (from != places) {
    memcpy(places, from, n * sizeof *places);
  }
}

/* The days that hold the claims: the first of them; *n_days receives how many. */
static int32_t days_of(size_t n, const sl_claim_t *claims, uint32_t *n_days)
{
  int32_t first = claims[0].incurred, last = first;
  for (size_t i = 1; i < n; i++) {
    const int32_t day = claims[i].incurred;
    first = day < first ? day : first;
    last = day > last ? day : last;
  }
  *n_days = (uint32_t)(last - first + 1);
  return first;
}

/* How many claims stand before each day says where the day's own go. */
static void sort_by_counting(size_t n, const sl_claim_t *claims, int32_t first_day, uint32_t n_days,
                             sl_claim_place_t *places)
{
  uint16_t next[COUNTED_DAYS + 1];
  memset(next, 0, (n_days + 1) * sizeof next[0]);
  for (size_t i = 0; i < n; i++) {
    next[claims[i].incurred - first_day + 1]++;
  }
  uint16_t before = 0;
  for (uint32_t d = 1; d <= n_days; d++) {
    before = (uint16_t)(before + next[d]);
    next[d] = before;
  }
  for (size_t i = 0; i < n; i++) {
    places[next[claims[i].incurred - first_day]++] =
        (sl_claim_place_t){.key = key_of(&claims[i]), .claim = i};
  }
  insertion_sort(places, n);
}

void sl_claims_order(size_t n, const sl_claim_t *claims, sl_claim_place_t *places)
{
  uint32_t n_days = 0;
  const int32_t first = n > RUN ? days_of(n, claims, &n_days) : 0;
  if (n > RUN && n <= COUNTED_CLAIMS && n_days <= COUNTED_DAYS) {
    sort_by_counting(n, claims, first, n_days, places);
  } else {
    sort_by_merging(n, claims, places);
  }
}
