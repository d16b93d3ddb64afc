/* The claim-by-claim path against a reference that draws every claim from the streams, one at a
 * time, and applies the contracts' windows in order of payment. */
#include "models/claims/service.h"
#include "models/counts/counts.h"
#include "models/sampling/sampler.h"
#include "models/simd/kernels.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/group.h"
#include "tests/support/claims.h"
#include "tests/support/engine_group.h"
#include "tests/support/harness.h"

#include <stdlib.h>
#include <string.h>

enum { FAMILIES = 3, TRIALS = 70, CLAIMS_MAX = 20000, YEARS = 6 };

#define TREND 0.08

/* Low enough for limits, excess and attachment to be met in most trials. */
#define LIMIT 4000.0
#define DEDUCTIBLE 1500.0

/* One claim, with what the reference finds out about it. */
typedef struct claim {
  sl_test_claim_t adjudicated;
  size_t person; /* of the group */
  unsigned service;
  bool counted;
  double excess, eligible; /* allotted to it */
} claim_t;

typedef struct reference {
  const sl_engine_group_t *group;
  sl_sampler_t *amount[SL_GROUP_SERVICES];
  sl_sampler_t *group_factor, *frailty, *lag;
  sl_window_t counted;
  claim_t claims[CLAIMS_MAX];
  size_t n;
} reference_t;

typedef struct figures {
  double allowed, member, claims, plan_paid, largest;
  double specific, aggregate, other, gap, run_out;
} figures_t;

static sl_sampler_t *sampler_of(sl_severity_t severity)
{
  sl_sampler_t *sampler = NULL;
  severity.limit = INFINITY;
  CU_ASSERT_EQUAL_FATAL(sl_sampler_new(&severity, &sampler, NULL), SL_OK);
  return sampler;
}

static uint64_t word_of(sl_draw_kind_t kind, unsigned year, unsigned service, uint32_t trial,
                        uint32_t row, uint32_t draw)
{
  const sl_stream_t stream = sl_stream_init(42, SL_PASS_MAIN, kind, -(int)year, service);
  return sl_stream_word(&stream, trial, row, draw);
}

/* The days enrolled in a plan year, from the census alone: calendar years here. */
static bool enrolled(const sl_person_t *person, unsigned year, int *first, int *last)
{
  const int origin = sl_date_serial((sl_date_t){2026, 1, 1});
  const int y = 2026 - (int)year;
  *first = sl_date_serial((sl_date_t){y, 1, 1}) - origin;
  *last = sl_date_serial((sl_date_t){y, 12, 31}) - origin;
  if (!person->dated && person->months < 12.0) {
    *last = sl_date_serial((sl_date_t){y, (int)person->months + 1, 1}) - origin - 1;
  } else if (person->dated) {
    *first = person->first_day > *first ? person->first_day : *first;
    *last = person->last_day < *last ? person->last_day : *last;
  }
  return *first <= *last;
}

/* Months of exposure, day by day. */
static double months_of(const sl_person_t *person, unsigned year)
{
  int first, last, day = 0;
  double months = 0.0;
  if (!enrolled(person, year, &first, &last)) {
    return 0.0;
  }
  day =
      sl_date_serial((sl_date_t){2026 - (int)year, 1, 1}) - sl_date_serial((sl_date_t){2026, 1, 1});
  for (int m = 1; m <= 12; m++) {
    const int n = (int)sl_date_days_in_month(2026 - (int)year, m);
    for (int d = 0; d < n; d++, day++) {
      months += day >= first && day <= last ? 1.0 / n : 0.0;
    }
  }
  return months;
}

static uint32_t count_of(const reference_t *r, unsigned year, unsigned s, uint32_t trial,
                         const sl_person_t *person)
{
  const double months = person->dated ? months_of(person, year) : person->months;
  const double factor =
      sl_sampler_draw(r->group_factor, word_of(SL_DRAW_GROUP, year, 0, trial, SL_ROW_GROUP, 0)) *
      sl_sampler_draw(r->frailty, word_of(SL_DRAW_FRAILTY, year, 0, trial, person->row, 0));
  const sl_stream_t stream = sl_stream_init(42, SL_PASS_MAIN, SL_DRAW_COUNT, -(int)year, s);
  sl_count_law_t *law = NULL;
  uint32_t count = 0;
  if (months <= 0.0) {
    return 0;
  }
  CU_ASSERT_EQUAL_FATAL(sl_count_law_new(&r->group->services[s].frequency,
                                         person->risk_score * months / 12.0 * 1.2, true, &law,
                                         NULL),
                        SL_OK);
  sl_count_law_batch(law, sl_kernels_best(), &stream, trial, 1, person->row, &factor, &count);
  sl_count_law_free(law);
  return count;
}

static claim_t claim_of(const reference_t *r, unsigned year, unsigned s, uint32_t trial, size_t p,
                        uint32_t draw)
{
  const sl_service_t *service = &r->group->services[s];
  const sl_person_t *person = &r->group->scenario.group->persons[p];
  const uint32_t row = person->row;
  int first, last;
  enrolled(person, year, &first, &last);
  double amount =
      sl_sampler_draw(r->amount[s], word_of(SL_DRAW_AMOUNT, year, s, trial, row, draw)) *
      service->amount_factor;
  amount = fmin(amount / pow(1.0 + TREND, year), service->severity.limit);
  const uint64_t word = word_of(SL_DRAW_DAY, year, s, trial, row, draw);
  const int day = first + (int)(((word >> 32) * (uint64_t)(last - first + 1)) >> 32);
  const double lag = s == 0 ? sl_sampler_draw(r->lag, word << 32) : 10.0;
  const int paid = day + (int)fmin(floor(lag), SL_LAG_DAYS_MAX);
  return (claim_t){.adjudicated = {.incurred = day,
                                   .paid = paid,
                                   .service = s,
                                   .draw = draw,
                                   .person = (uint16_t)(p % 3),
                                   .allowed = amount},
                   .person = p,
                   .service = s,
                   .counted = sl_window_holds(&r->counted, day, paid)};
}

static int by_day_row_draw(const void *left, const void *right)
{
  const claim_t *a = left, *b = right;
  const sl_test_claim_t *x = &a->adjudicated, *y = &b->adjudicated;
  if (x->incurred != y->incurred) {
    return x->incurred < y->incurred ? -1 : 1;
  }
  if (a->person != b->person) {
    return a->person < b->person ? -1 : 1;
  }
  if (x->draw != y->draw) {
    return x->draw < y->draw ? -1 : 1;
  }
  return (a->service > b->service) - (a->service < b->service);
}

static void adjudicate(reference_t *r, size_t first)
{
  sl_test_claim_t *claims = malloc((r->n - first + 1) * sizeof *claims);
  CU_ASSERT_PTR_NOT_NULL_FATAL(claims);
  qsort(r->claims + first, r->n - first, sizeof *r->claims, by_day_row_draw);
  for (size_t i = first; i < r->n; i++) {
    claims[i - first] = r->claims[i].adjudicated;
  }
  sl_test_adjudicate(&r->group->plan, 3, r->n - first, claims, false);
  for (size_t i = first; i < r->n; i++) {
    r->claims[i].adjudicated = claims[i - first];
  }
  free(claims);
}

static void draw_trial(reference_t *r, uint32_t trial)
{
  r->n = 0;
  for (size_t f = 0; f < FAMILIES; f++) {
    for (unsigned y = 0; y < YEARS; y++) {
      const size_t first = r->n;
      for (size_t p = 3 * f; p < 3 * f + 3; p++) {
        for (unsigned s = 0; s < SL_GROUP_SERVICES; s++) {
          const uint32_t n = count_of(r, y, s, trial, &r->group->scenario.group->persons[p]);
          CU_ASSERT_FATAL(r->n + n < CLAIMS_MAX);
          for (uint32_t j = 0; j < n; j++) {
            r->claims[r->n++] = claim_of(r, y, s, trial, p, j);
          }
        }
      }
      adjudicate(r, first);
    }
  }
}

/* The order in which contracts pay, over the whole group. Who stands first among claims of one
 * paid and one incurred day decides nothing here. */
static int by_payment(const void *left, const void *right)
{
  const claim_t *a = left, *b = right;
  if (a->adjudicated.paid != b->adjudicated.paid) {
    return a->adjudicated.paid < b->adjudicated.paid ? -1 : 1;
  }
  return (a->adjudicated.incurred > b->adjudicated.incurred) -
         (a->adjudicated.incurred < b->adjudicated.incurred);
}

static bool covered(const claim_t *claim, const sl_window_t *window)
{
  return sl_window_holds(window, claim->adjudicated.incurred, claim->adjudicated.paid);
}

/* A person's covered claims one after the other. */
static void allot(reference_t *r, size_t person, const sl_window_t *specific,
                  const sl_window_t *aggregate)
{
  const double deductible =
      r->group->scenario.group->persons[person].row == 4 ? 25000.0 : DEDUCTIBLE;
  double in_specific = 0.0, in_aggregate = 0.0;
  for (size_t i = 0; i < r->n; i++) {
    claim_t *claim = &r->claims[i];
    const double paid = claim->adjudicated.plan;
    if (claim->person != person) {
      continue;
    }
    if (covered(claim, specific)) {
      claim->excess =
          fmax(0.0, in_specific + paid - deductible) - fmax(0.0, in_specific - deductible);
      in_specific += paid;
    }
    if (covered(claim, aggregate)) {
      claim->eligible = fmin(in_aggregate + paid, DEDUCTIBLE) - fmin(in_aggregate, DEDUCTIBLE);
      in_aggregate += paid;
    }
  }
}

static double beyond(double sum, double bound) { return fmax(0.0, sum - bound); }

static figures_t settle(const reference_t *r, double attachment, const sl_window_t *specific,
                        const sl_window_t *aggregate)
{
  const double aggregating = r->group->arrangement.specific.aggregating_deductible;
  figures_t f = {0};
  double excess = 0.0, eligible = 0.0, of_person[3 * FAMILIES] = {0};
  for (size_t i = 0; i < r->n; i++) {
    const claim_t *claim = &r->claims[i];
    const double paid = claim->adjudicated.plan;
    const double more = beyond(excess + claim->excess, aggregating) - beyond(excess, aggregating) +
                        beyond(eligible + claim->eligible, attachment) -
                        beyond(eligible, attachment);
    excess += claim->excess;
    eligible += claim->eligible;
    f.other += claim->counted ? 0.0 : more;
    if (claim->counted) {
      f.allowed += claim->adjudicated.allowed;
      f.member += claim->adjudicated.member;
      f.plan_paid += paid;
      f.claims += 1.0;
      f.gap += covered(claim, specific) || covered(claim, aggregate) ? 0.0 : paid;
      of_person[claim->person] += paid;
      f.largest = fmax(f.largest, of_person[claim->person]);
    }
    f.run_out += claim->adjudicated.incurred <= 364 && claim->adjudicated.paid > 364 ? paid : 0.0;
  }
  f.specific = beyond(excess, aggregating);
  f.aggregate = beyond(eligible, attachment);
  return f;
}

static bool near(double a, double b) { return fabs(a - b) <= 1e-6 + 1e-9 * fabs(b); }

static size_t differences(const sl_columns_t *c, uint32_t t, const figures_t *f, bool run_out)
{
  const double retained = f->plan_paid - (f->specific + f->aggregate - f->other);
  size_t n = 0;
  n += !near(c->trial[SL_TRIAL_ALLOWED][t], f->allowed);
  n += !near(c->trial[SL_TRIAL_MEMBER_PAID][t], f->member);
  n += !near(c->trial[SL_TRIAL_LARGEST_CLAIMANT][t], f->largest);
  n += !near(c->trial[SL_TRIAL_CLAIMS][t], f->claims);
  n += !near(c->cost[SL_COST_SPECIFIC_REIMBURSEMENT][t], f->specific);
  n += !near(c->cost[SL_COST_AGGREGATE_REIMBURSEMENT][t], f->aggregate);
  n += !near(c->cost[SL_COST_REIMBURSEMENT_OTHER][t], f->other);
  n += !near(c->cost[SL_COST_RETAINED_CLAIMS][t], retained);
  n += !near(c->cost[SL_COST_GAP][t], f->gap);
  n += run_out && !near(c->cost[SL_COST_RUN_OUT][t], f->run_out);
  return n;
}

static void open_reference(reference_t *r, const sl_engine_group_t *group)
{
  const double variance = log1p(0.1 * 0.1);
  r->group = group;
  r->amount[0] = sampler_of(group->services[0].severity);
  r->amount[1] = sampler_of(group->services[1].severity);
  r->lag = sampler_of(group->services[0].lag);
  r->group_factor = sampler_of(sl_group_severity("lognormal", -0.5 * variance, sqrt(variance)));
  r->frailty = sampler_of(sl_group_severity("gamma", 0.8, 1.0 / 0.8));
  r->counted =
      sl_accounting_window(group->scenario.arrangements->accounting, &group->scenario.calendar);
}

static void close_reference(reference_t *r)
{
  sl_sampler_free(r->amount[0]);
  sl_sampler_free(r->amount[1]);
  sl_sampler_free(r->lag);
  sl_sampler_free(r->group_factor);
  sl_sampler_free(r->frailty);
  free(r);
}

/* every_year: whether the engine has reason to simulate all earlier years, so that the run-out of
 * those is in it. */
static size_t compare(const sl_engine_group_t *group, const sl_columns_t *columns,
                      double attachment, bool every_year)
{
  const sl_calendar_t *calendar = &group->scenario.calendar;
  const sl_window_t specific = sl_contract_window(&group->arrangement.specific.contract, calendar);
  const sl_window_t aggregate =
      sl_contract_window(&group->arrangement.aggregate.contract, calendar);
  reference_t *r = calloc(1, sizeof *r);
  size_t n = 0;
  CU_ASSERT_PTR_NOT_NULL_FATAL(r);
  open_reference(r, group);
  for (uint32_t t = 0; t < TRIALS; t++) {
    draw_trial(r, t);
    qsort(r->claims, r->n, sizeof *r->claims, by_payment);
    for (size_t p = 0; p < 3 * FAMILIES; p++) {
      allot(r, p, &specific, &aggregate);
    }
    const figures_t figures = settle(r, attachment, &specific, &aggregate);
    n += differences(columns, t, &figures, every_year);
  }
  close_reference(r);
  return n;
}

typedef struct contracts {
  sl_accounting_t accounting;
  sl_contract_t specific, aggregate;
  bool every_year;
} contracts_t;

#define MONTHS(a, b)                                                                               \
  {                                                                                                \
    .kind = SL_CONTRACT_MONTHS, .incurred_months = (a), .paid_months = (b)                         \
  }

static const contracts_t cases[] = {
    {SL_ACCOUNT_INCURRED, MONTHS(12, 12), MONTHS(12, 12), false},
    {SL_ACCOUNT_INCURRED, MONTHS(12, 15), MONTHS(12, 18), false},
    {SL_ACCOUNT_INCURRED, MONTHS(15, 12), MONTHS(15, 12), false},
    {SL_ACCOUNT_INCURRED, MONTHS(24, 12), MONTHS(12, 24), false},
    {SL_ACCOUNT_INCURRED, {.kind = SL_CONTRACT_PAID}, {.kind = SL_CONTRACT_PAID}, true},
    {SL_ACCOUNT_PAID, {.kind = SL_CONTRACT_PAID}, MONTHS(24, 12), true},
    {SL_ACCOUNT_INCURRED,
     {.kind = SL_CONTRACT_DATES,
      .incurred_from = {2025, 10, 1},
      .incurred_to = {2026, 12, 31},
      .paid_from = {2025, 11, 15},
      .paid_to = {2027, 2, 28}},
     MONTHS(24, 12),
     false},
};

static void set_contracts(sl_engine_group_t *group, const contracts_t *contracts)
{
  group->claims.trend = TREND;
  group->arrangements.accounting = contracts->accounting;
  group->arrangement.specific.contract = contracts->specific;
  group->arrangement.aggregate.contract = contracts->aggregate;
  group->services[0].severity.limit = LIMIT;
  group->arrangement.specific.deductible = DEDUCTIBLE;
  group->arrangement.specific.aggregating_deductible = 2000.0;
  group->arrangement.aggregate.corridor = 0.6;
  group->simulation.pricing_trials = 64;
}

/* Someone who joined during the year before, one who left during the plan year. */
static void date_persons(sl_engine_group_t *group)
{
  sl_person_t *joiner = &group->scenario.group->persons[3],
              *leaver = &group->scenario.group->persons[7];
  joiner->dated = leaver->dated = true;
  joiner->first_day = -100;
  joiner->last_day = SL_DAY_ALWAYS_AFTER;
  leaver->first_day = SL_DAY_ALWAYS_BEFORE;
  leaver->last_day = 199;
  joiner->months = months_of(joiner, 0);
  leaver->months = months_of(leaver, 0);
}

static void contracts_pay_what_the_reference_says(void)
{
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    sl_engine_group_t group;
    sl_price_t price;
    sl_group_make(&group, FAMILIES, TRIALS);
    sl_group_let_families_bind(&group);
    set_contracts(&group, &cases[i]);
    date_persons(&group);
    sl_columns_t *columns = sl_group_run(&group, 2, &price);
    CU_ASSERT_EQUAL(compare(&group, columns, price.attachment.value, cases[i].every_year), 0);
    free(columns);
    sl_group_free(&group);
  }
}

/* The same bytes for any number of threads; in a slice for three. */
static void compare_threads(size_t families, uint64_t trials)
{
  static const int threads[] = {2, 3, 7};
  sl_engine_group_t group;
  sl_price_t one, other;
  sl_group_make(&group, families, trials);
  sl_group_let_families_bind(&group);
  set_contracts(&group, &cases[3]);
  group.simulation.pricing_trials = 16;
  sl_columns_t *alone = sl_group_run(&group, 1, &one);
  for (size_t i = sl_test_slice(); i < sizeof threads / sizeof threads[0];
       i += sl_test_slice() ? 2 : 1) {
    sl_columns_t *together = sl_group_run(&group, threads[i], &other);
    CU_ASSERT_EQUAL(memcmp(alone, together, sizeof *alone), 0);
    CU_ASSERT_EQUAL(memcmp(&one, &other, sizeof one), 0);
    free(together);
  }
  free(alone);
  sl_group_free(&group);
}

static void threads_do_not_change_a_bit(void)
{
  compare_threads(4, 1100);  /* three blocks, the last not full */
  compare_threads(1400, 24); /* two tiles */
}

SL_SUITE(engine_dated, "unit/engine_dated",
         {"contracts pay what the reference says", contracts_pay_what_the_reference_says},
         {"threads do not change a bit", threads_do_not_change_a_bit});
