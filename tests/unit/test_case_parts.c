/* Claims of cases as the claim-by-claim path lists them, beside a plain loop written from
 * models/claims/condition.h: over years, persons, conditions, parts. Amounts come from the
 * severity's quantiles, days from the density of the wait, so nothing of the engine's tables is
 * asked but who has which condition (tests/unit/test_cases.c). */
#include "models/severity/severity.h"
#include "sim/engine/compile/compile.h"
#include "sim/engine/dated/ledger.h"
#include "sim/engine/dated/listing.h"
#include "sim/engine/trials/cases.h"
#include "tests/support/conditions.h"
#include "tests/support/harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TRIALS = 100, PERSONS = 3, PARTS = 200 };

#define OUT_OF_NETWORK 0.3
#define MONTH (365.25 / 12.0)

/* One trial and plan year: the parts listed, by person and place (0 = the first). */
typedef struct listed {
  sl_claim_record_t part[PERSONS][PARTS];
  size_t n[PERSONS];
} listed_t;

/* What the loops of the reference share. */
typedef struct look {
  const sl_model_t *model;
  const sl_trials_t *trials;
  int year;
  size_t trial;
  const listed_t *listed;
  size_t done[PERSONS]; /* parts of each person so far */
  size_t wrong, parts, mothers, outside, waiting, late;
} look_t;

/* ---- the reference ---- */

static double quantile(const sl_severity_t *severity, uint64_t word)
{
  const double lower = ((double)word + 0.5) * 0x1p-64;
  sl_severity_t unlimited = *severity;
  unlimited.limit = (double)INFINITY;
  return lower < 0.5 ? sl_severity_quantile(&unlimited, lower)
                     : sl_severity_quantile_upper(&unlimited,
                                                  ((double)(UINT64_MAX - word) + 0.5) * 0x1p-64);
}

static uint64_t word_of(const look_t *look, sl_draw_kind_t kind, uint32_t row, size_t condition,
                        uint32_t draw)
{
  const sl_stream_t stream = sl_stream_init(look->model->scenario->simulation->seed, SL_PASS_MAIN,
                                            kind, look->year, 1 + (unsigned)condition);
  return sl_stream_word(&stream, (uint32_t)look->trial, row, draw);
}

static double deflated(const look_t *look, double amount)
{
  return amount * pow(1.0 + look->model->scenario->claims->trend, look->year);
}

static double amount_of(const look_t *look, const sl_person_t *person, const sl_condition_t *c,
                        size_t i)
{
  const double frailty =
      c->follows_frailty ? sl_trials_frailty_at(look->trials, look->year, person->row, look->trial)
                         : 1.0;
  const uint64_t word = word_of(look, SL_DRAW_CONDITION, person->row, i, 0);
  return fmin(deflated(look, frailty * c->amount_factor * quantile(&c->severity, word)),
              c->severity.limit);
}

/* Part of the mass before so many days from the onset. */
static double mass(const double *months, double days)
{
  double sum = 0.0;
  for (int m = 0; m < 12; m++) {
    sum += months[m] * fmin(1.0, fmax(0.0, days / MONTH - m));
  }
  return sum;
}

/* Whether a wait of so many days, of at most `most`, is what this number says. */
static bool is_wait(const double *months, int wait, int most, double u)
{
  const double at = u * mass(months, most + 1.0);
  return wait >= 0 && wait <= most && mass(months, wait) <= at + 1e-8 &&
         at - 1e-8 <= mass(months, wait + 1.0);
}

static double lag_of(const look_t *look, uint32_t service, uint64_t word)
{
  return floor(quantile(&look->model->scenario->claims->services[service].lag, word << 32));
}

/* onset, most: of the child's days; person: on whom it falls. */
static void check_part(look_t *look, size_t person, double amount, uint32_t service,
                       const double *months, int onset, int most, const uint64_t *words)
{
  const sl_enrolled_days_t span = sl_model_year(look->model, look->year)->spans[person];
  int first, last;
  sl_calendar_year(&look->model->scenario->calendar, look->year, &first, &last);
  const sl_claim_record_t *found = &look->listed->part[person][look->done[person]++];
  const int day = (int)sl_claim_day(found->key), begin = span.first - first,
            end = span.last - first;
  const double u = (double)(words[0] >> 32) * 0x1p-32;
  bool right = fabs(found->allowed - amount) <= 2e-9 * amount;
  right = right && sl_claim_service(found->key) == service && begin <= day && day <= end;
  right = right && (is_wait(months, day - onset, most - onset, u) || day == begin || day == end);
  right = right && fabs(sl_claim_lag(found->key) - lag_of(look, service, words[0])) < 0.5;
  const bool outside = (double)words[1] * 0x1p-64 < OUT_OF_NETWORK;
  const bool waiting = service == 0 && person == 1 && first + day < 60 + 61; /* March, April */
  right = right && ((sl_claim_marks(found->key) & SL_CLAIM_OUTSIDE) != 0) == outside;
  right = right && ((sl_claim_marks(found->key) & SL_CLAIM_WAITING) != 0) == waiting;
  look->wrong += !right;
  look->parts++;
  look->outside += outside;
  look->waiting += waiting;
  look->late += day > onset + 31;
}

static uint32_t check_spread(look_t *look, size_t person, double amount,
                             const sl_condition_spread_t *spread, const double *months, int onset,
                             int most, const sl_case_t *of, uint32_t row, uint32_t k)
{
  for (size_t i = 0; i < spread->n; i++) {
    const sl_condition_part_t *part = &spread->parts[i];
    for (uint32_t e = 0; e < part->events; e++, k++) {
      const uint64_t words[2] = {word_of(look, SL_DRAW_PAYMENT, row, of->condition, k),
                                 word_of(look, SL_DRAW_PAYMENT, row, of->condition, 732 + k)};
      check_part(look, person, amount * part->share / part->events, part->service, months, onset,
                 most, words);
    }
  }
  return k;
}

static void check_case(look_t *look, size_t p, const sl_case_t *of)
{
  static const double first_month[12] = {1.0};
  const sl_person_t *person = &look->model->scenario->group->persons[p];
  const sl_condition_t *c = &look->model->scenario->claims->conditions[of->condition];
  const sl_enrolled_days_t span = sl_model_year(look->model, look->year)->spans[p];
  int year_first, year_last;
  sl_calendar_year(&look->model->scenario->calendar, look->year, &year_first, &year_last);
  const int first = span.first - year_first, last = span.last - year_first;
  const double began = (double)word_of(look, SL_DRAW_CONDITION, person->row, of->condition, 1);
  const double u = (double)word_of(look, SL_DRAW_CONDITION, person->row, of->condition, 2);
  const bool continues = person->age > 0 && began * 0x1p-64 < c->continues;
  const int onset = continues ? first : first + (int)(u * 0x1p-64 * (last - first + 1));
  const double amount = amount_of(look, person, c, of->condition);
  look->wrong += fabs(of->amount - amount) > 2e-9 * amount || of->continues != continues;
  const uint32_t k =
      check_spread(look, p, amount, &c->spread, c->months, onset, last, of, person->row, 0);
  if (of->condition == SL_TEST_BIRTH) { /* the first person is the mother */
    const uint64_t word = word_of(look, SL_DRAW_CONDITION, person->row, of->condition, 3);
    const double falls =
        fmin(deflated(look, c->amount_factor * quantile(&c->mother_severity, word)),
             c->mother_severity.limit);
    check_spread(look, 0, falls, &c->mother_spread, first_month, onset, last, of, person->row, k);
    look->mothers++;
  }
}

/* ---- what the engine lists ---- */

static void take_listed(const sl_listing_t *listing, size_t at, size_t k, listed_t *listed)
{
  const sl_listed_year_t *year = &listing->year[at];
  memset(listed, 0, sizeof *listed);
  for (uint32_t j = year->first[k]; j < year->first[k + 1]; j++) {
    const uint32_t place = SL_CLAIM_DRAWS - 1 - sl_claim_draw(year->records[j].key);
    const uint32_t person = sl_claim_person(year->records[j].key);
    CU_ASSERT_FATAL(person < PERSONS);
    if (place < SL_CLAIM_PARTS) {
      CU_ASSERT_FATAL(place < PARTS);
      listed->part[person][place] = year->records[j];
      listed->n[person]++;
    }
  }
}

/* A trial's cases of one year by person. */
static void check_year(look_t *look, const sl_case_list_t *lists,
                       size_t (*from)[SL_LEDGER_YEARS + 1])
{
  memset(look->done, 0, sizeof look->done);
  for (size_t p = 0; p < PERSONS; p++) {
    for (size_t j = from[p][-look->year]; j < from[p][1 - look->year]; j++) {
      if (lists[p].cases[j].trial == look->trial) {
        check_case(look, p, &lists[p].cases[j]);
      }
    }
  }
  for (size_t p = 0; p < PERSONS; p++) {
    look->wrong += look->done[p] != look->listed->n[p];
  }
}

static void draw_cases(const sl_trials_t *trials, sl_case_list_t *lists,
                       size_t (*from)[SL_LEDGER_YEARS + 1])
{
  sl_cases_work_t *work = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_cases_work_new(&work, NULL), SL_OK);
  for (size_t p = 0; p < PERSONS; p++) {
    from[p][0] = 0;
    for (int y = 0; y >= trials->model->first_year; y--) {
      const size_t after = y < 0 ? lists[p].n - from[p][-y - 1] : 0;
      CU_ASSERT_EQUAL(sl_cases_draw(work, trials, y, p, NULL, after, &lists[p], NULL), SL_OK);
      from[p][1 - y] = lists[p].n;
    }
  }
  sl_cases_work_free(work);
}

static void look_at_family(look_t *look, const sl_ledger_t *ledger)
{
  static listed_t listed;
  sl_listing_t *listing = NULL;
  sl_case_list_t lists[PERSONS] = {{0}};
  size_t from[PERSONS][SL_LEDGER_YEARS + 1];
  int code = SL_OK;
  draw_cases(look->trials, lists, from);
  CU_ASSERT_EQUAL_FATAL(sl_listing_new(&listing, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_listing_start(listing, ledger, NULL), SL_OK);
  while (sl_listing_next(listing, ledger, true, &code, NULL)) {
    for (size_t k = 0; k < listing->end - listing->begin; k++) {
      for (look->year = look->model->first_year; look->year <= 0; look->year++) {
        const size_t at = sl_model_year_at(look->model, look->year);
        if (listing->year[at].first[listing->end - listing->begin] > 0) { /* not passed over */
          take_listed(listing, at, k, &listed);
          look->trial = listing->begin + k;
          look->listed = &listed;
          check_year(look, lists, from);
        }
      }
    }
  }
  for (size_t p = 0; p < PERSONS; p++) {
    sl_case_list_free(&lists[p]);
  }
  sl_listing_free(listing);
}

static void look_at(const sl_model_t *model, look_t *look)
{
  const sl_trials_t trials = {.model = model, .inflation = 1.0, .n = TRIALS};
  const sl_ledger_factors_t factors = {{NULL}, {NULL}};
  size_t claims[SL_DATED_TRIALS] = {0};
  sl_ledger_t *ledger = NULL;
  look->model = model;
  look->trials = &trials;
  CU_ASSERT_EQUAL_FATAL(sl_ledger_new(model, &ledger, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_ledger_count(ledger, &trials, &model->scenario->group->families[0],
                                        &factors, claims, NULL),
                        SL_OK);
  for (size_t first = 0; first < TRIALS; first = ledger->end) {
    CU_ASSERT_EQUAL_FATAL(sl_ledger_draw(ledger, first, trials.n, true, NULL), SL_OK);
    CU_ASSERT_EQUAL_FATAL(ledger->end, TRIALS); /* all at once */
    look_at_family(look, ledger);
  }
  sl_ledger_free(ledger);
}

/* The spouse joins in March and waits two months for service 0. correlation: of frailties. */
static void make(sl_engine_group_t *group, sl_test_conditions_t *conditions, double correlation)
{
  sl_group_make(group, 1, TRIALS);
  sl_test_conditions_give(conditions, group);
  group->claims.uncertainty = 0.0;
  group->claims.trend = 0.07;
  group->claims.frailty_correlation = correlation;
  group->arrangements.accounting = SL_ACCOUNT_PAID;
  group->plan.out_of_network = OUT_OF_NETWORK;
  group->plan.recognised = 0.9;
  group->rules[0].waiting_months = 2;
  group->group.persons[1].dated = true;
  group->group.persons[1].first_day = 60;
  group->group.persons[1].last_day = SL_DAY_ALWAYS_AFTER;
  group->group.persons[1].months = 10.0;
}

static void parts_are_as_defined(void)
{
  for (int i = 0; i < 2; i++) {
    const sl_engine_options_t options = {.threads = 1};
    sl_engine_group_t group;
    sl_test_conditions_t conditions;
    sl_model_t *model = NULL;
    look_t look = {.wrong = 0};
    make(&group, &conditions, 0.7 * i);
    CU_ASSERT_EQUAL_FATAL(sl_model_new(&group.scenario, &options, 1, &model, NULL), SL_OK);
    CU_ASSERT_FATAL(model->path == SL_ENGINE_DATED && model->first_year < -1);
    look_at(model, &look);
    CU_ASSERT_EQUAL(look.wrong, 0);
    CU_ASSERT(look.parts > 500 && look.mothers > 20 && look.outside > 100 && look.waiting > 10 &&
              look.late > 100);
    sl_model_free(model);
    sl_group_free(&group);
  }
}

SL_SUITE(case_parts, "unit/case_parts", {"parts are as defined", parts_are_as_defined});
