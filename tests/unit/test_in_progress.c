/* A year in progress under one arrangement, by hand: what is known, what is to come, in which
 * month.
 */
#include "models/funding/cost.h"
#include "models/funding/in_progress.h"
#include "models/stoploss/cover.h"
#include "tests/support/harness.h"

#include <stdlib.h>
#include <string.h>

enum { N = 24 };

typedef struct year {
  sl_calendar_t calendar;
  sl_arrangement_t arrangement;
  sl_in_progress_t progress;
  sl_progress_path_t later, whole;
  sl_paid_path_t path;
  sl_trial_claims_t trial, claims;
} year_t;

/* 2026, ASO, 12/12, deductible 10,000, attachment of no account. */
static year_t *open_year(void)
{
  year_t *year = calloc(1, sizeof *year);
  CU_ASSERT_PTR_NOT_NULL_FATAL(year);
  const sl_contract_t contract = {SL_CONTRACT_MONTHS, .incurred_months = 12, .paid_months = 12};
  sl_calendar_init(&year->calendar, (sl_date_t){2026, 1, 1}, 12);
  year->arrangement.kind = sl_arrangement_kind("aso");
  year->arrangement.has_specific = year->arrangement.has_aggregate = true;
  year->arrangement.specific = (sl_specific_t){.deductible = 10000.0,
                                               .coinsurance = 1.0,
                                               .maximum = INFINITY,
                                               .run_in_maximum = INFINITY,
                                               .contract = contract};
  year->arrangement.aggregate = (sl_aggregate_t){.maximum = INFINITY, .contract = contract};
  return year;
}

static void know(year_t *year, size_t months, const double *paid,
                 const sl_listed_claimant_t *listed, size_t n_listed, double scale)
{
  const sl_year_so_far_t so_far = {months, paid, listed, n_listed};
  sl_in_progress_init(&year->progress, &year->arrangement, &year->calendar, SL_ACCOUNT_INCURRED, N,
                      &so_far);
  sl_in_progress_claims(&year->progress, &year->trial, &year->later, scale, &year->whole,
                        &year->path, &year->claims);
}

static double column(const double *values, size_t month) { return values[2 * (month + 1) + 1]; }

/* 14,000 of one person in two months of 9,000 and 8,000: what is above 10,000 was paid last, and
 * 6,000 more come in ten parts, all of them above. */
static void a_listed_claimant_by_month(void)
{
  static const double paid[2] = {9000.0, 8000.0};
  const sl_listed_claimant_t listed = {14000.0, 6000.0, 10000.0, false};
  year_t *year = open_year();
  know(year, 2, paid, &listed, 1, 1.0);
  CU_ASSERT_EQUAL(column(year->path.paid, 0), 9000.0);
  CU_ASSERT_EQUAL(column(year->path.eligible, 0), 9000.0);
  CU_ASSERT_EQUAL(column(year->path.excess, 1), 4000.0);
  CU_ASSERT_EQUAL(column(year->path.eligible, 1), 4000.0);
  SL_ASSERT_CLOSE(column(year->path.paid, 2), 600.0, 1e-12);
  SL_ASSERT_CLOSE(column(year->path.excess, 11), 600.0, 1e-12);
  CU_ASSERT_EQUAL(column(year->path.paid, 12), 0.0);
  SL_ASSERT_CLOSE(year->claims.plan_paid, 23000.0, 1e-12);
  SL_ASSERT_CLOSE(year->claims.excess, 10000.0, 1e-12);
  SL_ASSERT_CLOSE(year->claims.eligible, 13000.0, 1e-12);
  CU_ASSERT_EQUAL(year->progress.excess_so_far, 4000.0);
  free(year);
}

/* More than the last month paid goes back to the month before. */
static void excess_goes_back_as_far_as_months_paid(void)
{
  static const double paid[3] = {20000.0, 3000.0, 2000.0};
  const sl_listed_claimant_t listed = {17000.0, 0.0, 10000.0, false};
  year_t *year = open_year();
  know(year, 3, paid, &listed, 1, 1.0);
  CU_ASSERT_EQUAL(column(year->path.excess, 2), 2000.0);
  CU_ASSERT_EQUAL(column(year->path.excess, 1), 3000.0);
  CU_ASSERT_EQUAL(column(year->path.excess, 0), 2000.0);
  CU_ASSERT_EQUAL(column(year->path.eligible, 0), 18000.0);
  CU_ASSERT_EQUAL(column(year->path.eligible, 2), 0.0);
  free(year);
}

/* A laser at 15,000 leaves 5,000 between to the employer; who is excluded leaves all above. */
static void lasers_and_exclusion(void)
{
  static const double paid[1] = {50000.0};
  const sl_listed_claimant_t listed[2] = {{18000.0, 0.0, 15000.0, false},
                                          {22000.0, 0.0, INFINITY, true}};
  year_t *year = open_year();
  know(year, 1, paid, listed, 2, 1.0);
  CU_ASSERT_EQUAL(year->claims.excess, 3000.0);
  CU_ASSERT_EQUAL(year->claims.eligible, 50000.0 - 8000.0 - 12000.0);
  free(year);
}

/* What a month outside the contract's window pays is in no cover: 12/12 ends in December. */
static void run_out_is_outside_a_12_12(void)
{
  double paid[14] = {0};
  const sl_listed_claimant_t listed = {9000.0, 4000.0, 10000.0, false};
  year_t *year = open_year();
  paid[11] = 9000.0;
  paid[12] = 500.0;
  paid[13] = 700.0;
  know(year, 14, paid, &listed, 1, 1.0);
  CU_ASSERT_EQUAL(year->claims.plan_paid, 14200.0);
  CU_ASSERT_EQUAL(year->claims.eligible, 9000.0);
  CU_ASSERT_EQUAL(year->claims.excess, 0.0);
  CU_ASSERT_EQUAL(column(year->path.paid, 14), 4000.0);
  CU_ASSERT_EQUAL(year->claims.run_out, 5200.0);
  free(year);
}

/* A trial's months to come count by the scale, those that are known not at all, and what lies
 * outside C as it stands. */
static void a_trial_goes_on_from_what_is_known(void)
{
  static const double paid[2] = {1000.0, 2000.0};
  year_t *year = open_year();
  year->later.paid[1][1] = 77777.0;
  year->later.paid[3][1] = year->later.eligible[3][1] = 400.0;
  year->later.paid[5][1] = 600.0;
  year->later.excess[5][1] = 350.0;
  year->later.eligible[5][1] = 250.0;
  year->later.excess[5][0] = 90.0;
  year->trial = (sl_trial_claims_t){.plan_paid = 80000.0, .claims = 100.0};
  know(year, 2, paid, NULL, 0, 1.5);
  CU_ASSERT_EQUAL(year->claims.plan_paid, 4500.0);
  CU_ASSERT_EQUAL(year->claims.excess, 525.0 + 90.0);
  CU_ASSERT_EQUAL(year->claims.eligible, 3000.0 + 600.0 + 375.0);
  SL_ASSERT_CLOSE(year->claims.claims, 100.0 * 4500.0 / 80000.0, 1e-12);
  free(year);
}

/* A captive from 10,000 to 12,000: of 15,000 it bears 2,000, the specific 3,000. */
static void a_captive_bears_its_layer(void)
{
  static const double paid[1] = {16000.0};
  const sl_listed_claimant_t listed = {11000.0, 4000.0, 10000.0, false};
  year_t *year = open_year();
  year->arrangement.kind = sl_arrangement_kind("captive");
  year->arrangement.has_captive = true;
  year->arrangement.captive.limit = 12000.0;
  know(year, 1, paid, &listed, 1, 1.0);
  CU_ASSERT_EQUAL(column(year->path.captive, 0), 1000.0);
  SL_ASSERT_CLOSE(year->claims.captive, 2000.0, 1e-12);
  SL_ASSERT_CLOSE(year->claims.excess, 3000.0, 1e-12);
  free(year);
}

/* ---- the cut of a person's months that are known ---- */

/* 8,000 paid in two months, of which 5,000 count, and 7,000 later: 2,000 pass 10,000. */
static void known_months_count_up_to_a_limit(void)
{
  enum { SLOTS = 30 };
  static double room[8000];
  double excess[2 * SLOTS] = {0}, eligible[2 * SLOTS] = {0}, above = 0.0;
  sl_calendar_t calendar;
  sl_timeline_t timeline;
  sl_calendar_init(&calendar, (sl_date_t){2026, 1, 1}, 12);
  CU_ASSERT_EQUAL_FATAL(
      sl_timeline_init(&timeline, SL_RESOLVE_MONTHS, &calendar, SL_ACCOUNT_INCURRED, 0, 12, NULL),
      SL_OK);
  sl_paid_claim_t list[3] = {{.incurred = 1, .paid = 10, .amount = 4000.0},
                             {.incurred = 2, .paid = 45, .amount = 4000.0},
                             {.incurred = 3, .paid = 100, .amount = 7000.0}};
  const sl_paid_claims_t claims = {list, 3};
  const sl_contract_t contract = {.kind = SL_CONTRACT_DEFAULT};
  const sl_cover_t cover = {.window = sl_contract_window(&contract, &calendar),
                            .eligible_cap = 10000.0,
                            .run_in_maximum = INFINITY};
  const sl_cover_rung_t rung = {.deductible = 10000.0,
                                .coinsurance = 1.0,
                                .maximum = INFINITY,
                                .eligible_cap = 10000.0,
                                .sums = {excess, eligible, 1},
                                .known_months = 2,
                                .known_at_most = 5000.0,
                                .known_above = &above};
  const sl_cover_total_t total = sl_cover_total(&cover, &claims);
  CU_ASSERT_EQUAL(sl_cover_add_above(&cover, &timeline, &claims, &total, 1, &rung, room), 1);
  const size_t april = 2 * sl_timeline_slot(&timeline, 100) + 1;
  CU_ASSERT_EQUAL(above, 3000.0);
  CU_ASSERT_EQUAL(excess[april], 2000.0);
  CU_ASSERT_EQUAL(eligible[april], 5000.0 - 7000.0); /* of 7,000 held 5,000 are eligible */
  CU_ASSERT_EQUAL(eligible[2 * sl_timeline_slot(&timeline, 45) + 1], 1000.0 - 4000.0);
  sl_timeline_free(&timeline);
}

SL_SUITE(in_progress, "unit/in_progress",
         {"a listed claimant by month", a_listed_claimant_by_month},
         {"excess goes back as far as months paid", excess_goes_back_as_far_as_months_paid},
         {"lasers and exclusion", lasers_and_exclusion},
         {"run-out is outside a 12/12", run_out_is_outside_a_12_12},
         {"a trial goes on from what is known", a_trial_goes_on_from_what_is_known},
         {"a captive bears its layer", a_captive_bears_its_layer},
         {"known months count up to a limit", known_months_count_up_to_a_limit});
