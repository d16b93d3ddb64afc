/* Records of claims: what is packed comes out again, and keys are the order of adjudication. */
#include "models/plan/claim_order.h"
#include "models/random/streams.h"
#include "tests/support/claims.h"
#include "tests/support/harness.h"

#include <stdlib.h>

static uint64_t draw(uint32_t *next, uint64_t below)
{
  const sl_stream_t stream = sl_stream_init(20260103, SL_PASS_MAIN, SL_DRAW_DAY, 0, 0);
  return sl_stream_word(&stream, 0, 1, (*next)++) % below;
}

/* One in three times the largest. */
static uint64_t some(uint32_t *next, uint64_t below)
{
  return draw(next, 3) == 0 ? below - 1 : draw(next, below);
}

static void what_is_packed_comes_out(void)
{
  uint32_t next = 0;
  size_t apart = 0;
  for (int k = 0; k < 20000; k++) {
    const uint64_t person = some(&next, SL_CLAIM_PERSONS), number = some(&next, SL_CLAIM_DRAWS);
    const uint64_t service = some(&next, SL_CLAIM_SERVICES), marks = some(&next, 8);
    const uint64_t day = some(&next, 366), lag = some(&next, SL_CLAIM_LAG_MOST + 1);
    const uint64_t key = sl_claim_key(person, number, service, marks) | sl_claim_dates(day, lag);
    apart += sl_claim_person(key) != person || sl_claim_service(key) != service;
    apart += sl_claim_draw(key) != number || sl_claim_marks(key) != marks;
    apart += sl_claim_day(key) != day || sl_claim_lag(key) != lag;
  }
  CU_ASSERT_EQUAL(apart, 0);
}

/* By day, row, draw, service; of one such as given. */
static bool precedes(const sl_test_claim_t *claims, size_t a, size_t b)
{
  const sl_test_claim_t *x = &claims[a], *y = &claims[b];
  if (x->incurred != y->incurred) {
    return x->incurred < y->incurred;
  }
  if (x->person != y->person) {
    return x->person < y->person;
  }
  if (x->draw != y->draw) {
    return x->draw < y->draw;
  }
  return x->service != y->service ? x->service < y->service : a < b;
}

/* How the claims stand before they are put in order. */
typedef enum start { ANYHOW, BY_DAY, LATEST_FIRST, STARTS } start_t;

static int32_t day_of(uint32_t *next, start_t start, size_t i, size_t n, size_t days)
{
  const size_t day = start == ANYHOW ? (size_t)draw(next, days) : i * days / n;
  return (int32_t)(start == LATEST_FIRST ? days - 1 - day : day) - 10;
}

static void put_in_order(uint32_t *next, start_t start, size_t n, size_t days)
{
  sl_test_claim_t *claims = calloc(n + 1, sizeof *claims);
  sl_claim_record_t *records = calloc(n + 1, sizeof *records);
  size_t disorder = 0;
  CU_ASSERT_FATAL(claims != NULL && records != NULL);
  for (size_t i = 0; i < n; i++) { /* few days, before the start too: many ties */
    claims[i] = (sl_test_claim_t){.incurred = day_of(next, start, i, n, days),
                                  .person = (uint16_t)draw(next, 4),
                                  .draw = (uint32_t)draw(next, 5),
                                  .service = (uint32_t)draw(next, 3),
                                  .allowed = (double)i};
    records[i] = sl_test_record(claims, i, -10);
  }
  sl_claims_settle(n, records);
  for (size_t i = 0; i < n; i++) {
    const size_t own = sl_claim_lag(records[i].key);
    disorder += records[i].allowed != (double)own;
    disorder += i > 0 && !precedes(claims, sl_claim_lag(records[i - 1].key), own);
  }
  CU_ASSERT_EQUAL(disorder, 0); /* strict, so every claim stands there once */
  free(claims);
  free(records);
}

static void claims_are_ordered_by_day_row_draw_service(void)
{
  static const size_t sizes[] = {0, 1, 2, 12, 25, 97, 1000, 3001, 20000};
  uint32_t next = 0;
  for (size_t k = 0; k < sizeof sizes / sizeof sizes[0]; k++) {
    for (start_t start = 0; start < STARTS; start++) {
      put_in_order(&next, start, sizes[k], 20);
      put_in_order(&next, start, sizes[k], 366);
    }
  }
}

SL_SUITE(claim_record, "unit/claim_record", {"what is packed comes out", what_is_packed_comes_out},
         {"claims are ordered by day, row, draw, service",
          claims_are_ordered_by_day_row_draw_service});
