/* Every cent of plan paid is somebody's, for every kind of funding, on random claims. */
#include "models/funding/arrangement.h"
#include "models/funding/cost.h"
#include "models/funding/pricing.h"
#include "models/funding/settlement.h"
#include "models/random/streams.h"
#include "models/stoploss/cover.h"
#include "tests/support/harness.h"

enum { SLOTS = 12, ROUNDS = 500 };

/* One trial's columns: [slot][in C]. What is paid in a slot is excess, eligible, the captive's
 * layer and something that no contract sees. */
typedef struct columns {
  double excess[2 * SLOTS], eligible[2 * SLOTS], captive[2 * SLOTS], paid[2 * SLOTS];
  double on_c; /* plan paid of C, self-funded */
} columns_t;

typedef struct source {
  sl_stream_t stream;
  uint32_t round, draw;
} source_t;

static double uniform(source_t *source)
{
  return (double)(sl_stream_word(&source->stream, source->round, 0, source->draw++) >> 11) *
         0x1p-53;
}

/* Zero in every second entry or so. */
static double amount(source_t *source, double scale)
{
  const double u = uniform(source);
  return u < 0.5 ? 0.0 : scale * (u - 0.5);
}

static columns_t random_columns(source_t *source)
{
  columns_t columns = {.on_c = 0.0};
  for (size_t i = 0; i < (size_t)2 * SLOTS; i++) {
    columns.excess[i] = amount(source, 40000.0);
    columns.eligible[i] = amount(source, 60000.0);
    columns.captive[i] = amount(source, 20000.0);
    columns.paid[i] =
        columns.excess[i] + columns.eligible[i] + columns.captive[i] + amount(source, 9000.0);
    columns.on_c += i % 2 == 1 ? columns.paid[i] : 0.0;
  }
  return columns;
}

static double sum(const double *column)
{
  double total = 0.0;
  for (size_t i = 0; i < (size_t)2 * SLOTS; i++) {
    total += column[i];
  }
  return total;
}

static sl_arrangement_t random_arrangement(const sl_arrangement_kind_t *kind, source_t *source)
{
  static char name[] = "random";
  sl_arrangement_t arrangement = {
      .name = name,
      .kind = kind,
      .has_specific =
          (kind->needs & SL_KEY_SPECIFIC) != 0U || (kind->retains_claims && uniform(source) < 0.7),
      .specific = {.coinsurance = 1.0,
                   .maximum = INFINITY,
                   .aggregating_deductible = amount(source, 100000.0)},
      .has_aggregate =
          (kind->needs & SL_KEY_AGGREGATE) != 0U || (kind->retains_claims && uniform(source) < 0.7),
      .aggregate = {.kind = SL_ATTACHMENT_AMOUNT,
                    .attachment = 300000.0 * uniform(source),
                    .maximum = uniform(source) < 0.5 ? (double)INFINITY : 50000.0},
      .has_captive = (kind->takes & SL_KEY_CAPTIVE) != 0U,
      .captive = {.share = uniform(source), .assessment_maximum = INFINITY},
      .surplus_share = uniform(source),
      .refund = {.retention = 0.1, .interest = 0.03, .reserve_target = 10000.0},
      .budget = {SL_BUDGET_AMOUNT, 100000.0},
  };
  if ((kind->takes & SL_KEY_PREMIUM) != 0U) {
    arrangement.premium = (sl_premium_t){
        .kind = SL_PREMIUM_AMOUNT, .amount = 200000.0 * uniform(source), .per = SL_PER_YEAR};
  }
  return arrangement;
}

static void check_trial(const sl_arrangement_t *arrangement, const sl_trial_claims_t *claims)
{
  const sl_enrolment_t enrolment = {.plan_months = 12.0};
  sl_price_t price;
  CU_ASSERT_EQUAL_FATAL(sl_arrangement_price(arrangement, &enrolment, NULL, 0, &price, NULL),
                        SL_OK);
  const sl_trial_cost_t cost = sl_arrangement_cost(arrangement, &enrolment, &price, claims);
  const sl_settlement_t paid = sl_settle(arrangement, price.attachment.value, claims);
  const double tiny = 1e-9 * (1.0 + claims->plan_paid);
  SL_ASSERT_CLOSE(cost.retained_claims + cost.specific_reimbursement +
                      cost.aggregate_reimbursement - cost.reimbursement_other +
                      cost.captive_claims + cost.insured_claims,
                  claims->plan_paid, 1e-12);
  if (arrangement->kind->retains_claims) {
    SL_ASSERT_CLOSE(cost.retained_claims + paid.specific_counted + paid.aggregate_counted +
                        paid.captive_counted + claims->insured,
                    claims->plan_paid, 1e-12);
    CU_ASSERT_EQUAL(cost.insured_claims, claims->insured);
  } else {
    CU_ASSERT_EQUAL(cost.insured_claims, claims->plan_paid);
    CU_ASSERT_EQUAL(cost.retained_claims, 0.0);
  }
  /* Nobody pays a negative amount, nor a contract more on C than C holds of what it covers. */
  CU_ASSERT_TRUE(cost.retained_claims >= -tiny && cost.captive_claims >= 0.0);
  CU_ASSERT_TRUE(cost.specific_reimbursement >= 0.0 && cost.aggregate_reimbursement >= 0.0);
  CU_ASSERT_TRUE(cost.reimbursement_other >= -tiny);
  CU_ASSERT_TRUE(cost.refunds >= 0.0 && cost.premiums >= 0.0);
  SL_ASSERT_CLOSE(cost.cost,
                  cost.retained_claims + cost.fees + cost.premiums + cost.taxes +
                      cost.hsa_contributions - cost.refunds,
                  1e-15);
}

static void every_cent_is_somebodys(void)
{
  source_t source = {.stream = sl_stream_init(20260101, SL_PASS_MAIN, SL_DRAW_AMOUNT, 0, 0)};
  int month_of_slot[SLOTS] = {0};
  const sl_timeline_t timeline = {.n_slots = SLOTS, .month_of_slot = month_of_slot};
  size_t n;
  const sl_arrangement_kind_t *const *kinds = sl_arrangement_kinds(&n);
  for (size_t round = 0; round < (size_t)ROUNDS * n; round++) {
    source.round = (uint32_t)round;
    source.draw = 0;
    const columns_t columns = random_columns(&source);
    const sl_arrangement_t arrangement = random_arrangement(kinds[round % n], &source);
    const double insured = arrangement.kind->retains_claims ? amount(&source, 30000.0) : 0.0;
    const sl_paid_path_t path = {.timeline = &timeline,
                                 .excess = columns.excess,
                                 .eligible = columns.eligible,
                                 .captive = columns.captive,
                                 .paid = columns.paid};
    const sl_trial_claims_t claims = {.plan_paid = columns.on_c + insured,
                                      .insured = insured,
                                      .excess = sum(columns.excess),
                                      .eligible = sum(columns.eligible),
                                      .captive = sum(columns.captive),
                                      .path = &path,
                                      .months = &path};
    check_trial(&arrangement, &claims);
  }
}

/* Where every claim is in C the path changes nothing. */
static void a_path_of_counted_claims_alone_changes_nothing(void)
{
  source_t source = {.stream = sl_stream_init(20260102, SL_PASS_MAIN, SL_DRAW_AMOUNT, 0, 0)};
  int month_of_slot[SLOTS] = {0};
  const sl_timeline_t timeline = {.n_slots = SLOTS, .month_of_slot = month_of_slot};
  const sl_enrolment_t enrolment = {.plan_months = 12.0};
  size_t n;
  const sl_arrangement_kind_t *const *kinds = sl_arrangement_kinds(&n);
  for (size_t round = 0; round < (size_t)100 * n; round++) {
    source.round = (uint32_t)round;
    source.draw = 0;
    columns_t columns = random_columns(&source);
    for (size_t i = 0; i < (size_t)2 * SLOTS; i += 2) {
      columns.excess[i] = columns.eligible[i] = columns.captive[i] = columns.paid[i] = 0.0;
    }
    const sl_arrangement_t arrangement = random_arrangement(kinds[round % n], &source);
    const sl_paid_path_t path = {.timeline = &timeline,
                                 .excess = columns.excess,
                                 .eligible = columns.eligible,
                                 .captive = columns.captive,
                                 .paid = columns.paid};
    sl_trial_claims_t claims = {.plan_paid = columns.on_c,
                                .excess = sum(columns.excess),
                                .eligible = sum(columns.eligible),
                                .captive = sum(columns.captive)};
    sl_price_t price;
    CU_ASSERT_EQUAL_FATAL(sl_arrangement_price(&arrangement, &enrolment, NULL, 0, &price, NULL),
                          SL_OK);
    const sl_trial_cost_t plain = sl_arrangement_cost(&arrangement, &enrolment, &price, &claims);
    claims.path = claims.months = &path;
    const sl_trial_cost_t along = sl_arrangement_cost(&arrangement, &enrolment, &price, &claims);
    CU_ASSERT_EQUAL(along.reimbursement_other, 0.0);
    CU_ASSERT_EQUAL(along.retained_claims, plain.retained_claims);
    CU_ASSERT_EQUAL(along.cost, plain.cost);
  }
}

SL_SUITE(conservation, "unit/conservation", {"every cent is somebody's", every_cent_is_somebodys},
         {"a path of counted claims alone changes nothing",
          a_path_of_counted_claims_alone_changes_nothing});
