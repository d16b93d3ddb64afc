/* Past large claimants through contracts, worked out by hand. */
#include "sim/study/replay/replay.h"

#include "sim/input/large_claims/large_claims.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <math.h>
#include <stdio.h>

typedef struct replayed {
  sl_loaded_t loaded;
  sl_large_claims_t *claims;
  sl_replay_t *replay;
} replayed_t;

static replayed_t replay(const char *specific, const char *csv, const sl_replay_terms_t *terms)
{
  char yaml[2000], path[300];
  replayed_t r = {.claims = NULL};
  sl_faults_t faults, warnings;
  sl_error_t error = {0};
  snprintf(yaml, sizeof yaml,
           SL_TEXT_HEAD "claims:\n  trend: 0.10\n  services: [" SL_TEXT_SERVICE "]\n" SL_TEXT_PLANS
                        "arrangements:\n  - {name: bare, kind: aso}\n"
                        "  - {name: ASO, kind: aso, specific: {deductible: 100, %s premium: "
                        "{amount: 9, per: year}}}\n",
           specific);
  sl_test_write("past.csv", csv);
  snprintf(path, sizeof path, "%s/past.csv", sl_test_scratch_dir());
  sl_faults_init(&faults);
  sl_faults_init(&warnings);
  r.loaded = sl_test_load(yaml, NULL);
  CU_ASSERT_EQUAL_FATAL(r.loaded.code, SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_large_claims_read(NULL, path, 2026, &r.claims, &faults, &warnings),
                        SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_replay_new(r.loaded.scenario, r.claims, terms, &r.replay, &error),
                        SL_OK);
  sl_faults_free(&faults);
  sl_faults_free(&warnings);
  return r;
}

static void release(replayed_t *r)
{
  sl_replay_free(r->replay);
  sl_large_claims_free(r->claims);
  sl_test_unload(&r->loaded);
}

static double paid(const replayed_t *r, size_t d, size_t y)
{
  return r->replay->covers[0].cell[d * r->replay->n_years + y].reimbursed;
}

static const sl_replay_terms_t flat = {.trend = 0.0}, own_trend = {.trend = NAN};

/* 2023: person a 60 + 90 = 150, b 80, both x 1.331: 199.65 and 106.48, above 100 by 99.65 and 6.48.
 * 2025: b 130 x 1.1 = 143: 43. The year between has nobody. */
static void amounts_grow_to_the_plan_year(void)
{
  replayed_t r =
      replay("", "year,claimant,amount\n2023,a,60\n2023,a,90\n2023,b,80\n2025,b,130\n", &own_trend);
  CU_ASSERT_EQUAL_FATAL(r.replay->n_covers, 1);
  const sl_replay_cover_t *cover = &r.replay->covers[0];
  CU_ASSERT_EQUAL(cover->arrangement, 1);
  CU_ASSERT_EQUAL(r.replay->n_years, 3);
  SL_ASSERT_CLOSE(r.replay->trend, 0.10, 1e-15);
  SL_ASSERT_CLOSE(paid(&r, 0, 0), 1.331 * 150.0 - 100.0 + 1.331 * 80.0 - 100.0, 1e-12);
  CU_ASSERT_EQUAL(paid(&r, 0, 1), 0.0);
  SL_ASSERT_CLOSE(paid(&r, 0, 2), 43.0, 1e-12);
  CU_ASSERT_EQUAL(cover->year[0].claimants, 2);
  SL_ASSERT_CLOSE(cover->year[0].claims, 1.331 * 230.0, 1e-12);
  SL_ASSERT_CLOSE(cover->year[0].largest, 1.331 * 150.0, 1e-12);
  CU_ASSERT_EQUAL(cover->year[1].claimants, 0);
  SL_ASSERT_CLOSE(r.replay->least, 1.331 * 80.0, 1e-12);
  const sl_replay_sum_t sum = sl_replay_sum(r.replay, cover, 0);
  CU_ASSERT_EQUAL(sum.above, 3);
  CU_ASSERT_EQUAL(sum.most, 0);
  release(&r);
}

/* Excess of 300, 150 and 120: 200, 50, 20; at 0.8: 160, 40, 16; at most 100: 100, 40, 16; less 30.
 */
static void the_carriers_terms_count(void)
{
  replayed_t r = replay("coinsurance: 0.8, maximum: 100, aggregating_deductible: 30,",
                        "year,amount\n2025,300\n2025,150\n2025,120\n2025,90\n", &flat);
  SL_ASSERT_CLOSE(paid(&r, 0, 0), 100.0 + 40.0 + 16.0 - 30.0, 1e-12);
  CU_ASSERT_EQUAL(r.replay->covers[0].cell[0].above, 3);
  release(&r);
}

/* Paid in month 3 of the year after (15) is inside 12/15, in month 4 (16) outside; 12/12 ends with
 * month 12; without a month it is inside both. */
static void run_out_ends_with_the_contract(void)
{
  static const char csv[] = "year,claimant,amount,paid_month\n2025,a,500,12\n2025,b,700,15\n"
                            "2025,c,900,16\n2025,d,1100,\n";
  replayed_t r = replay("contract: 12/15,", csv, &flat);
  SL_ASSERT_CLOSE(paid(&r, 0, 0), 400.0 + 600.0 + 1000.0, 1e-12);
  release(&r);
  r = replay("contract: 12/12,", csv, &flat);
  SL_ASSERT_CLOSE(paid(&r, 0, 0), 400.0 + 1000.0, 1e-12);
  release(&r);
}

/* 15/12: incurred from October on of the year before and paid in the plan year. Person a: 150 of
 * 2024, incurred in month 11, paid in month 14, beside 80 of 2025: 230. b was incurred too early, c
 * paid before the contract. The trend is the contract year's, for the earlier claim too. */
static void run_in_counts_with_the_contract(void)
{
  static const char csv[] = "year,claimant,amount,incurred_month,paid_month\n2024,a,150,11,14\n"
                            "2025,a,80,2,3\n2024,b,400,9,14\n2024,c,400,11,12\n";
  replayed_t r = replay("contract: 15/12,", csv, &own_trend);
  CU_ASSERT_TRUE(r.replay->covers[0].reaches_back);
  SL_ASSERT_CLOSE(paid(&r, 0, 1), 1.1 * 230.0 - 100.0, 1e-12);
  SL_ASSERT_CLOSE(paid(&r, 0, 0), 1.21 * 400.0 - 100.0, 1e-12); /* c, in 2024's own contract */
  release(&r);
  r = replay("contract: 15/12, run_in_maximum: 50,", csv, &own_trend);
  SL_ASSERT_CLOSE(paid(&r, 0, 1), 50.0 + 88.0 - 100.0, 1e-12);
  release(&r);
}

/* Asked for beside its own; its own once; each pays no less than a higher one. */
static void other_deductibles_stand_beside_its_own(void)
{
  static const double asked[] = {50.0, 100.0, 200.0};
  const sl_replay_terms_t terms = {.trend = 0.0, .deductibles = asked, .n = 3};
  replayed_t r = replay("", "year,amount\n2025,300\n2025,60\n", &terms);
  CU_ASSERT_EQUAL_FATAL(r.replay->covers[0].n_deductibles, 3);
  SL_ASSERT_CLOSE(paid(&r, 0, 0), 260.0, 1e-12);
  SL_ASSERT_CLOSE(paid(&r, 1, 0), 200.0, 1e-12);
  SL_ASSERT_CLOSE(paid(&r, 2, 0), 100.0, 1e-12);
  release(&r);
}

SL_SUITE(replay, "unit/replay", {"amounts grow to the plan year", amounts_grow_to_the_plan_year},
         {"the carrier's terms count", the_carriers_terms_count},
         {"run-out ends with the contract", run_out_ends_with_the_contract},
         {"run-in counts with the contract", run_in_counts_with_the_contract},
         {"other deductibles stand beside its own", other_deductibles_stand_beside_its_own});
