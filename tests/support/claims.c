#include "tests/support/claims.h"

#include "models/plan/claim_order.h"
#include "tests/support/harness.h"

#include <stdlib.h>

enum { TRIALS = 7 };

sl_claim_record_t sl_test_record(const sl_test_claim_t *claims, size_t i, int32_t first_day)
{
  const sl_test_claim_t *c = &claims[i];
  const unsigned marks = (c->out_of_network ? SL_CLAIM_OUTSIDE : 0U) |
                         (c->waiting ? SL_CLAIM_WAITING : 0U) |
                         (c->in_company ? SL_CLAIM_COMPANY : 0U);
  return (sl_claim_record_t){c->allowed,
                             sl_claim_key(c->person, c->draw, c->service, marks) |
                                 sl_claim_dates((uint64_t)(c->incurred - first_day), i)};
}

static int32_t first_day_of(size_t n, const sl_test_claim_t *claims)
{
  int32_t first = n > 0 ? claims[0].incurred : 0;
  for (size_t i = 0; i < n; i++) {
    first = claims[i].incurred < first ? claims[i].incurred : first;
  }
  return first;
}

/* Of n claims the trials have: all, none, all but the last seventh, and so on. */
static size_t size_of(size_t trial, size_t n)
{
  return trial == 0 ? n : trial == 1 ? 0 : n - n * (trial - 1) / TRIALS;
}

typedef struct lists {
  sl_claim_record_t *records;
  double *plan, *uncovered;
  uint32_t first[TRIALS + 1];
} lists_t;

static void fill(lists_t *l, size_t n, const sl_test_claim_t *claims, bool ordered)
{
  const int32_t first_day = first_day_of(n, claims);
  l->records = calloc(TRIALS * n + 1, sizeof *l->records);
  l->plan = calloc(TRIALS * n + 1, sizeof *l->plan);
  l->uncovered = calloc(TRIALS * n + 1, sizeof *l->uncovered);
  CU_ASSERT_FATAL(l->records != NULL && l->plan != NULL && l->uncovered != NULL);
  for (size_t i = 0; i < n; i++) {
    l->records[i] = sl_test_record(claims, i, first_day);
  }
  if (ordered) {
    sl_claims_settle(n, l->records);
  }
  l->first[0] = 0;
  for (size_t t = 0; t < TRIALS; t++) {
    l->first[t + 1] = l->first[t] + (uint32_t)size_of(t, n);
    for (size_t i = 0; t > 0 && i < size_of(t, n); i++) {
      l->records[l->first[t] + i] = l->records[i];
    }
  }
}

static size_t differences(const lists_t *l, size_t trial)
{
  size_t apart = 0;
  for (uint32_t i = 0; i < l->first[trial + 1] - l->first[trial]; i++) {
    apart += l->plan[l->first[trial] + i] != l->plan[i];
    apart += l->uncovered[l->first[trial] + i] != l->uncovered[i];
  }
  return apart;
}

void sl_test_adjudicate_with(sl_accumulators_t *accumulators, const sl_plan_t *plan,
                             size_t n_persons, size_t n, sl_test_claim_t *claims, bool ordered)
{
  lists_t l;
  double member[TRIALS], uncovered[TRIALS], sum = 0.0;
  size_t apart = 0;
  fill(&l, n, claims, ordered);
  sl_plan_adjudicate(plan, accumulators, n_persons, &(sl_claim_lists_t){TRIALS, l.first, l.records},
                     &(sl_claim_splits_t){l.plan, l.uncovered, member, uncovered, NULL});
  for (size_t t = 1; t < TRIALS; t++) {
    apart += differences(&l, t);
  }
  CU_ASSERT_EQUAL(apart, 0);
  CU_ASSERT_EQUAL(member[1], 0.0);
  for (size_t i = 0; i < n; i++) {
    sl_test_claim_t *claim = &claims[sl_claim_lag(l.records[i].key)];
    claim->plan = l.plan[i];
    claim->uncovered = l.uncovered[i];
    claim->member = claim->allowed - claim->plan;
    sum += claim->member;
  }
  SL_ASSERT_CLOSE_ABOVE(member[0], sum, 1e-12, 1.0);
  free(l.records);
  free(l.plan);
  free(l.uncovered);
}

void sl_test_adjudicate(const sl_plan_t *plan, size_t n_persons, size_t n, sl_test_claim_t *claims,
                        bool ordered)
{
  sl_accumulators_t *accumulators = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_accumulators_new(plan, 1, n_persons, &accumulators, NULL), SL_OK);
  sl_test_adjudicate_with(accumulators, plan, n_persons, n, claims, ordered);
  sl_accumulators_free(accumulators);
}
