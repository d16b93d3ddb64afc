/* Which contract pays which claim when one plan year follows another: listed claims of 2024 to
 * 2026, a contract for 2025 and one for 2026. The rest is listed by number, and its size added up
 * by hand.
 */
#include "models/stoploss/cover.h"
#include "tests/support/harness.h"
#include "tests/verify/validation.h"

typedef struct dated_claim {
  int number;
  sl_date_t incurred, paid;
  double amount;
} dated_claim_t;

/* Amounts are powers of two times 100, so that a sum tells which claims are in it. */
static const dated_claim_t claims[] = {
    /* before the first contract */
    {1, {2024, 12, 31}, {2025, 1, 1}, 100.0},
    {2, {2024, 11, 3}, {2026, 2, 10}, 200.0},
    /* incurred in 2025, paid in 2025 */
    {3, {2025, 1, 1}, {2025, 1, 1}, 400.0},
    {4, {2025, 6, 30}, {2025, 8, 14}, 800.0},
    {5, {2025, 12, 31}, {2025, 12, 31}, 1600.0},
    /* incurred in 2025, paid in 2026 */
    {6, {2025, 12, 31}, {2026, 1, 1}, 3200.0},
    {7, {2025, 1, 1}, {2026, 1, 1}, 6400.0},
    {8, {2025, 10, 9}, {2026, 3, 31}, 12800.0},
    {9, {2025, 10, 1}, {2026, 4, 1}, 25600.0},
    {10, {2025, 9, 30}, {2026, 12, 31}, 51200.0},
    /* incurred in 2025, paid later */
    {11, {2025, 7, 7}, {2027, 1, 1}, 102400.0},
    /* incurred and paid in 2026 */
    {12, {2026, 1, 1}, {2026, 1, 1}, 204800.0},
    {13, {2026, 2, 28}, {2026, 5, 5}, 409600.0},
    {14, {2026, 12, 31}, {2026, 12, 31}, 819200.0},
    /* incurred in 2026, paid later */
    {15, {2026, 12, 31}, {2027, 1, 1}, 1638400.0},
    {16, {2026, 4, 4}, {2027, 3, 31}, 3276800.0},
    {17, {2026, 4, 4}, {2027, 4, 1}, 6553600.0},
};
enum { CLAIMS = sizeof claims / sizeof claims[0] };

static const sl_date_t january_2025 = {2025, 1, 1}, january_2026 = {2026, 1, 1};

static sl_contract_t basis(unsigned incurred, unsigned paid)
{
  return (sl_contract_t){
      .kind = SL_CONTRACT_MONTHS, .incurred_months = incurred, .paid_months = paid};
}

static bool is_held(sl_date_t start, const sl_contract_t *contract, const dated_claim_t *claim)
{
  sl_calendar_t calendar;
  sl_calendar_init(&calendar, start, 12);
  const sl_window_t window = sl_contract_window(contract, &calendar);
  return sl_window_holds(&window, sl_calendar_day(&calendar, claim->incurred),
                         sl_calendar_day(&calendar, claim->paid));
}

/* The contract of 2025, then that of 2026, and the claims that no contract and that both hold, in
 * order of number, with 0 at the end. */
static void sequence(sl_contract_t first, sl_contract_t second, const int *rest, const int *twice)
{
  for (size_t i = 0; i < CLAIMS; i++) {
    const int held =
        is_held(january_2025, &first, &claims[i]) + is_held(january_2026, &second, &claims[i]);
    const bool is_rest = claims[i].number == *rest, is_twice = claims[i].number == *twice;
    CU_ASSERT_EQUAL(held, is_rest ? 0 : (is_twice ? 2 : 1));
    rest += is_rest;
    twice += is_twice;
  }
  CU_ASSERT_EQUAL(*rest, 0);
  CU_ASSERT_EQUAL(*twice, 0);
}

static const int none[] = {0};

/* What the contract of one year takes as covered of all the claims, all of one person. */
static double covered_by(sl_date_t start, sl_contract_t contract)
{
  sl_paid_claim_t paid[CLAIMS];
  sl_calendar_t calendar;
  sl_timeline_t timeline;
  sl_calendar_init(&calendar, start, 12);
  CU_ASSERT_EQUAL_FATAL(
      sl_timeline_init(&timeline, SL_RESOLVE_NOTHING, &calendar, SL_ACCOUNT_INCURRED, 0, 0, NULL),
      SL_OK);
  for (size_t i = 0; i < CLAIMS; i++) {
    paid[i] = (sl_paid_claim_t){.incurred = sl_calendar_day(&calendar, claims[i].incurred),
                                .paid = sl_calendar_day(&calendar, claims[i].paid),
                                .amount = claims[i].amount};
  }
  double eligible[2] = {0.0, 0.0};
  sl_paid_claims_t list = {paid, CLAIMS};
  const sl_cover_t cover = {.window = sl_contract_window(&contract, &calendar),
                            .eligible_cap = INFINITY,
                            .run_in_maximum = INFINITY};
  const sl_cover_sums_t sums = {NULL, eligible, 1};
  double room[4000];
  CU_ASSERT_FATAL(sl_cover_room(&cover, &timeline) <= sizeof room / sizeof room[0]);
  const double covered = sl_cover_take(&cover, &timeline, &list, INFINITY, false, &sums, room);
  CU_ASSERT_EQUAL(eligible[0] + eligible[1], covered);
  sl_timeline_free(&timeline);
  return covered;
}

/* Nothing incurred in 2025 and paid by the end of 2026, nor incurred and paid in 2026, is lost or
 * paid twice. The rest: 1 and 2, incurred before the first contract; 11, 15, 16 and 17, paid after
 * the second.
 *   2025: 400 + 800 + 1,600 = 2,800
 *   2026: 3,200 + 6,400 + 12,800 + 25,600 + 51,200 run in (99,200)
 *         + 204,800 + 409,600 + 819,200 (1,433,600) = 1,532,800
 *   rest: 100 + 200 + 102,400 + 1,638,400 + 3,276,800 + 6,553,600 = 11,571,500 */
static void run_in_closes_the_gap(void)
{
  static const int rest[] = {1, 2, 11, 15, 16, 17, 0};
  sequence(basis(12, 12), basis(24, 12), rest, none);
  CU_ASSERT_EQUAL(covered_by(january_2025, basis(12, 12)), 2800.0);
  CU_ASSERT_EQUAL(covered_by(january_2026, basis(24, 12)), 1532800.0);
  double all = 0.0;
  for (size_t i = 0; i < CLAIMS; i++) {
    all += claims[i].amount;
  }
  CU_ASSERT_EQUAL(all - 2800.0 - 1532800.0, 11571500.0);
}

/* Two contracts of 12/12: what is incurred in 2025 and paid in 2026 belongs to neither. The gap is
 * 3,200 + 6,400 + 12,800 + 25,600 + 51,200 = 99,200, what 24/12 would have taken in addition. */
static void without_run_in_there_is_a_gap(void)
{
  static const int rest[] = {1, 2, 6, 7, 8, 9, 10, 11, 15, 16, 17, 0};
  sequence(basis(12, 12), basis(12, 12), rest, none);
  CU_ASSERT_EQUAL(covered_by(january_2026, basis(12, 12)), 1433600.0);
  CU_ASSERT_EQUAL(covered_by(january_2026, basis(24, 12)) - covered_by(january_2026, basis(12, 12)),
                  99200.0);
}

/* The same by every pair of days: incurred in 2024 .. 2026 and paid up to 800 days later, against
 * the rule in words. */
static void every_pair_of_days(void)
{
  sl_calendar_t first, second;
  sl_calendar_init(&first, january_2025, 12);
  sl_calendar_init(&second, january_2026, 12);
  const sl_contract_t no_run = basis(12, 12), run_in = basis(24, 12);
  const sl_window_t of_2025 = sl_contract_window(&no_run, &first);
  const sl_window_t of_2026 = sl_contract_window(&run_in, &second);
  const sl_window_t bare_2026 = sl_contract_window(&no_run, &second);
  const int end_of_2024 = -1, end_of_2025 = 364, end_of_2026 = 729; /* from January 1, 2025 */
  unsigned pairs = 0, wrong = 0;
  for (int incurred = -366; incurred <= end_of_2026; incurred++) {
    for (int paid = incurred; paid <= incurred + 800; paid++) {
      const bool in_first = sl_window_holds(&of_2025, incurred, paid);
      const int held = in_first + sl_window_holds(&of_2026, incurred - 365, paid - 365);
      const int bare = in_first + sl_window_holds(&bare_2026, incurred - 365, paid - 365);
      const bool wanted = incurred > end_of_2024 && paid <= end_of_2026;
      const bool gap = wanted && incurred <= end_of_2025 && paid > end_of_2025;
      pairs++;
      wrong += held != wanted;
      wrong += bare != (wanted && !gap);
    }
  }
  CU_ASSERT_EQUAL(wrong, 0);
  sl_validated_campaign("12/12 then 24/12 and then 12/12, in words",
                        "%u pairs of incurred and paid day: %u wrong", pairs, wrong);
}

/* A run-out of three months takes 6, 7 and 8; 9, paid on April 1, and 10 fall between. */
static void run_out_closes_it_in_part(void)
{
  static const int rest[] = {1, 2, 9, 10, 11, 17, 0};
  sequence(basis(12, 15), basis(12, 15), rest, none);
}

/* A year of run-out leaves only what was incurred before. */
static void a_year_of_run_out(void)
{
  static const int rest[] = {1, 2, 11, 0};
  sequence(basis(12, 24), basis(12, 24), rest, none);
}

/* 15/12 after 12/15: what was incurred from October and paid by March is held twice: 6 and 8. 7 is
 * only in the first's run-out; 9, incurred on October 1, only in the second's run-in. */
static void run_out_and_run_in_overlap(void)
{
  static const int rest[] = {1, 2, 10, 11, 15, 16, 17, 0}, twice[] = {6, 8, 0};
  sequence(basis(12, 15), basis(15, 12), rest, twice);
}

/* A paid contract since January 1, 2025 is what 24/12 is here; since whenever, it takes 2 as well:
 * incurred in 2024, paid in 2026. 1 was paid before it. */
static void a_paid_contract_follows(void)
{
  static const int since[] = {1, 2, 11, 15, 16, 17, 0}, whenever[] = {1, 11, 15, 16, 17, 0};
  sl_contract_t paid = {.kind = SL_CONTRACT_PAID, .has_effective = true, .effective = {2025, 1, 1}};
  sequence(basis(12, 12), paid, since, none);
  paid.has_effective = false;
  sequence(basis(12, 12), paid, whenever, none);
}

SL_SUITE(contract_sequence, "verify/contract_sequence",
         {"12/12 then 24/12: run-in closes the gap", run_in_closes_the_gap},
         {"12/12 then 12/12: the gap and its size", without_run_in_there_is_a_gap},
         {"every pair of days", every_pair_of_days},
         {"12/15 then 12/15: run-out closes it in part", run_out_closes_it_in_part},
         {"12/24 then 12/24: a year of run-out", a_year_of_run_out},
         {"12/15 then 15/12: run-out and run-in overlap", run_out_and_run_in_overlap},
         {"12/12 then paid", a_paid_contract_follows});
