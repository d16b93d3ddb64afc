/* The lists of a family's claims against the claims drawn, put in order by the library's own sort:
 * few and many claims a trial, several plan years, claims in parts. */
#include "sim/engine/compile/compile.h"
#include "sim/engine/dated/listing.h"
#include "tests/support/engine_group.h"
#include "tests/support/harness.h"

#include <stdlib.h>
#include <string.h>

enum { TRIALS = 100, RECORDS = 400000 };

typedef struct record {
  uint32_t trial, day, person, draw, service, lag;
  double amount;
} record_t;

static int by_order(const void *left, const void *right)
{
  const record_t *a = left, *b = right;
  const uint32_t x[] = {a->trial, a->day, a->person, a->draw, a->service, a->lag};
  const uint32_t y[] = {b->trial, b->day, b->person, b->draw, b->service, b->lag};
  for (size_t i = 0; i < sizeof x / sizeof x[0]; i++) {
    if (x[i] != y[i]) {
      return x[i] < y[i] ? -1 : 1;
    }
  }
  return 0;
}

/* The claims drawn of one plan year in the trials listed, from the ledger's own columns. */
static size_t drawn_records(const sl_ledger_t *ledger, const sl_listing_t *listing, size_t at,
                            record_t *records)
{
  size_t n = 0;
  for (size_t e = 0; e < ledger->n_entries; e++) {
    const sl_ledger_entry_t *entry = &ledger->entries[e];
    const uint32_t *counts = sl_ledger_records(ledger, entry);
    size_t j = entry->first;
    for (size_t t = ledger->begin; t < ledger->end; t++) {
      for (uint32_t k = 0; k < counts[t]; k++, j++) {
        if (entry->at == at && t >= listing->begin && t < listing->end) {
          CU_ASSERT_FATAL(n < RECORDS);
          const uint64_t key = ledger->keys[j];
          CU_ASSERT_EQUAL(sl_claim_service(key), t - ledger->begin);
          records[n++] = (record_t){(uint32_t)(t - listing->begin),
                                    sl_claim_day(key),
                                    entry->index,
                                    sl_claim_draw(key),
                                    entry->what->service,
                                    sl_claim_lag(key),
                                    ledger->amounts[j]};
        }
      }
    }
  }
  return n;
}

static size_t differences(const sl_listing_t *listing, size_t at, const record_t *expected,
                          size_t n)
{
  const sl_listed_year_t *year = &listing->year[at];
  size_t apart = year->first[listing->end - listing->begin] != n, trial = 0;
  for (uint32_t i = 0; i < n; i++) {
    const sl_claim_record_t *r = &year->records[i];
    while (i >= year->first[trial + 1]) {
      trial++;
    }
    const record_t found = {(uint32_t)trial,
                            sl_claim_day(r->key),
                            sl_claim_person(r->key),
                            sl_claim_draw(r->key),
                            sl_claim_service(r->key),
                            sl_claim_lag(r->key),
                            r->allowed};
    apart += by_order(&found, &expected[i]) != 0 || found.amount != expected[i].amount;
  }
  return apart;
}

/* How many claims of a year that is passed over are paid when it matters. */
static size_t matter(const sl_model_t *model, size_t at, const record_t *records, size_t n)
{
  int first, last;
  size_t found = 0;
  sl_calendar_year(&model->scenario->calendar, model->first_year + (int)at, &first, &last);
  for (size_t i = 0; i < n; i++) {
    found += first + (int)(records[i].day + records[i].lag) >= model->readings->year[at].first_paid;
  }
  return found;
}

/* Returns how many records there were. */
static size_t compare(const sl_model_t *model, const sl_ledger_t *ledger, sl_listing_t *listing)
{
  record_t *records = calloc(RECORDS, sizeof *records);
  size_t all = 0;
  int code = SL_OK;
  CU_ASSERT_PTR_NOT_NULL_FATAL(records);
  CU_ASSERT_EQUAL_FATAL(sl_listing_start(listing, ledger, NULL), SL_OK);
  while (sl_listing_next(listing, ledger, true, &code, NULL)) {
    for (size_t at = 0; at <= sl_model_year_at(model, 0); at++) {
      const size_t n = drawn_records(ledger, listing, at, records);
      const bool none = listing->year[at].first[listing->end - listing->begin] == 0;
      qsort(records, n, sizeof *records, by_order);
      CU_ASSERT_EQUAL(none ? matter(model, at, records, n) : differences(listing, at, records, n),
                      0);
      all += n;
    }
  }
  CU_ASSERT_EQUAL(code, SL_OK);
  free(records);
  return all;
}

static size_t list_family(const sl_model_t *model)
{
  const sl_trials_t trials = {.model = model, .inflation = 1.0, .n = TRIALS};
  const sl_family_t *family = &model->scenario->group->families[0];
  static double group_factor[SL_LEDGER_YEARS][SL_DATED_TRIALS];
  sl_ledger_factors_t factors = {{NULL}, {NULL}};
  sl_ledger_t *ledger = NULL;
  sl_listing_t *listing = NULL;
  size_t claims[SL_DATED_TRIALS] = {0};
  size_t all = 0;
  for (size_t y = 0; y < SL_LEDGER_YEARS; y++) {
    factors.services[y] = factors.cases[y] = group_factor[y];
    for (size_t t = 0; t < SL_DATED_TRIALS; t++) {
      group_factor[y][t] = 1.0;
    }
  }
  CU_ASSERT_EQUAL_FATAL(sl_ledger_new(model, &ledger, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_listing_new(&listing, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_ledger_count(ledger, &trials, family, &factors, claims, NULL), SL_OK);
  for (size_t first = 0; first < TRIALS; first = ledger->end) {
    CU_ASSERT_EQUAL_FATAL(sl_ledger_draw(ledger, first, trials.n, true, NULL), SL_OK);
    all += compare(model, ledger, listing);
  }
  sl_listing_free(listing);
  sl_ledger_free(ledger);
  return all;
}

/* scale: of the claims expected. */
static size_t list_group(double scale, sl_disability_t *disability)
{
  const sl_engine_options_t options = {.threads = 1, .claim_by_claim = true};
  sl_engine_group_t group;
  sl_model_t *model = NULL;
  sl_group_make(&group, 1, TRIALS);
  group.arrangement.specific.contract =
      (sl_contract_t){.kind = SL_CONTRACT_MONTHS, .incurred_months = 24, .paid_months = 15};
  for (size_t p = 0; p < group.scenario.group->n_persons; p++) {
    group.scenario.group->persons[p].risk_score *= scale;
    group.scenario.group->persons[p].salary = 52000.0;
  }
  if (disability != NULL) {
    group.services[1].disability = disability;
    group.services[1].severity = sl_group_severity("gamma", 1.5, 40.0);
  }
  CU_ASSERT_EQUAL_FATAL(sl_model_new(&group.scenario, &options, 1, &model, NULL), SL_OK);
  CU_ASSERT(model->first_year < 0);
  const size_t n = list_family(model);
  sl_model_free(model);
  sl_group_free(&group);
  return n;
}

/* From a claim in some trials to more than are counted by day. */
static void claims_stand_in_order(void)
{
  static const double scales[] = {0.01, 0.3, 1.0, 3.0, 10.0, 100.0, 800.0};
  for (size_t i = 0; i < sizeof scales / sizeof scales[0]; i++) {
    CU_ASSERT(list_group(scales[i], NULL) > 0);
  }
}

/* Paid by the week, at most two weeks: up to two payments, seven days apart. */
static void claims_in_two_parts(void)
{
  sl_disability_t disability = {.kind = SL_SHORT_TERM,
                                .salary_share = 0.6,
                                .maximum = INFINITY,
                                .elimination_days = 7,
                                .maximum_weeks = 2};
  CU_ASSERT(list_group(1.0, &disability) > list_group(1.0, NULL));
  CU_ASSERT(list_group(100.0, &disability) > 0);
}

SL_SUITE(listing, "unit/listing", {"claims stand in order", claims_stand_in_order},
         {"claims in two parts", claims_in_two_parts});
