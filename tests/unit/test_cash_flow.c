/* The employer's cash by month, by hand; and for every kind of funding the months sum to the year.
 */
#include "models/funding/cash_flow.h"
#include "models/funding/cost.h"
#include "models/funding/pricing.h"
#include "models/stoploss/cover.h"
#include "tests/support/harness.h"

#include <stdlib.h>
#include <string.h>

static char name[] = "of no account here";

enum { N = 24, SLOTS = 25 }; /* slot 0: paid before the start; slot m + 1: month m */

/* One trial of 2026 with a run-out year, 10 employees in every month. */
typedef struct year {
  sl_calendar_t calendar;
  sl_timeline_t timeline;
  double excess[2 * SLOTS], eligible[2 * SLOTS], captive[2 * SLOTS], paid[2 * SLOTS];
  sl_paid_path_t path;
  sl_trial_claims_t claims;
  sl_enrolment_t enrolment;
  sl_arrangement_t arrangement;
  sl_price_t price;
  sl_trial_cost_t cost;
  sl_cash_month_t month[N];
  sl_cash_peaks_t peaks;
} year_t;

static void enrol(year_t *year, unsigned month, double employees)
{
  sl_enrolment_t *enrolment = &year->enrolment;
  const double change = employees - enrolment->tier_by_month[SL_TIER_EMPLOYEE][month];
  enrolment->tier_by_month[SL_TIER_EMPLOYEE][month] = employees;
  enrolment->tier_months[SL_TIER_EMPLOYEE] += change;
  enrolment->employee_months += change;
  enrolment->member_months += change;
  enrolment->tier_first_month[SL_TIER_EMPLOYEE] = enrolment->tier_by_month[SL_TIER_EMPLOYEE][0];
}

static void open_year(year_t *year, const char *kind, sl_accounting_t accounting)
{
  memset(year, 0, sizeof *year);
  sl_calendar_init(&year->calendar, (sl_date_t){2026, 1, 1}, 12);
  CU_ASSERT_EQUAL_FATAL(sl_timeline_init(&year->timeline, SL_RESOLVE_MONTHS, &year->calendar,
                                         accounting, -365, 12, NULL),
                        SL_OK);
  CU_ASSERT_EQUAL_FATAL(year->timeline.n_slots, SLOTS);
  year->path =
      (sl_paid_path_t){&year->timeline, year->excess, year->eligible, year->captive, year->paid};
  year->claims.path = year->claims.months = &year->path;
  for (unsigned m = 0; m < 12; m++) {
    enrol(year, m, 10.0);
  }
  year->enrolment.plan_months = 12.0;
  year->arrangement = (sl_arrangement_t){
      .name = name,
      .kind = sl_arrangement_kind(kind),
      .specific = {.deductible = 1.0, .coinsurance = 1.0, .maximum = INFINITY},
      .aggregate = {.maximum = INFINITY},
      .captive = {.assessment_maximum = INFINITY},
      .budget = {SL_BUDGET_AMOUNT, 0.0},
  };
}

/* A claim of C paid in a month: plan paid, of it excess and eligible. */
static void pay(year_t *year, size_t month, double paid, double excess, double eligible)
{
  const size_t entry = 2 * (month + 1) + 1;
  year->paid[entry] += paid;
  year->excess[entry] += excess;
  year->eligible[entry] += eligible;
  year->claims.plan_paid += paid;
  year->claims.excess += excess;
  year->claims.eligible += eligible;
}

static sl_cash_terms_t terms_of(const year_t *year, unsigned lag, size_t n)
{
  return sl_cash_terms(&year->arrangement, &year->enrolment, &year->price, lag,
                       year->timeline.calendar.months, n);
}

static double advance_alone(const year_t *year)
{
  const sl_cash_terms_t terms = terms_of(year, 1, N);
  return sl_largest_advance(&terms, &year->claims);
}

static void flow(year_t *year, unsigned lag, size_t n)
{
  sl_error_t error;
  CU_ASSERT_EQUAL_FATAL(
      sl_arrangement_price(&year->arrangement, &year->enrolment, NULL, 0, &year->price, &error),
      SL_OK);
  year->cost =
      sl_arrangement_cost(&year->arrangement, &year->enrolment, &year->price, &year->claims);
  const sl_cash_terms_t terms = terms_of(year, lag, n);
  year->peaks = sl_cash_flow(&terms, &year->claims, &year->cost, year->month);
  double net = 0.0, advanced = 0.0;
  for (size_t m = 0; m < n; m++) {
    net += year->month[m].net;
    advanced += year->month[m].advanced;
  }
  SL_ASSERT_CLOSE(net, year->cost.cost, 1e-12);
  SL_ASSERT_CLOSE(year->month[n - 1].cumulative, year->cost.cost, 1e-12);
  SL_ASSERT_CLOSE_ABOVE(advanced, 0.0, 1e-9, 1.0);
}

static void close_year(year_t *year) { sl_timeline_free(&year->timeline); }

static sl_premium_t a_year(double amount)
{
  return (sl_premium_t){.kind = SL_PREMIUM_AMOUNT, .amount = amount, .per = SL_PER_YEAR};
}

/* Fees 38 x 10 = 380 and premium 100 a month, tax 3% of it; 2% of paid claims in fees and 5% in
 * tax. January   paid 10,000; fixed 380 + 100 + 3 + 200 + 500 = 1,183 February  fixed 483 March
 * paid 50,000; fixed 483 + 1,000 + 2,500 = 3,983 April     the 20,000 over the deductible come back
 *   February after the year  paid 5,000; fixed 100 + 250: nobody is enrolled any more
 * Budget 60,000, 5,000 a month: short by 11,183 - 5,000 = 6,183 in January, and most in March, by
 * 11,183 + 483 + 53,983 - 15,000 = 50,649. */
static void claims_charges_and_reimbursements(void)
{
  year_t year;
  sl_fee_t fees[] = {{.name = name, .amount = 38.0, .per = SL_PER_EMPLOYEE_MONTH},
                     {.name = name, .amount = 0.02, .per = SL_PER_PAID_CLAIMS}};
  sl_tax_t taxes[] = {{name, 0.03, SL_TAX_ON_PREMIUM, false},
                      {name, 0.05, SL_TAX_ON_PAID_CLAIMS, false}};
  open_year(&year, "aso", SL_ACCOUNT_INCURRED);
  year.arrangement.fees = fees;
  year.arrangement.n_fees = 2;
  year.arrangement.taxes = taxes;
  year.arrangement.n_taxes = 2;
  year.arrangement.has_specific = true;
  year.arrangement.specific_premium = a_year(1200.0);
  year.arrangement.budget.value = 60000.0;
  pay(&year, 0, 10000.0, 0.0, 0.0);
  pay(&year, 2, 50000.0, 20000.0, 0.0);
  pay(&year, 13, 5000.0, 0.0, 0.0);
  flow(&year, 1, N);
  const sl_cash_month_t *month = year.month;
  CU_ASSERT_EQUAL(month[0].paid, 10000.0);
  SL_ASSERT_CLOSE(month[0].fixed, 1183.0, 1e-14);
  SL_ASSERT_CLOSE(month[0].net, 11183.0, 1e-14);
  SL_ASSERT_CLOSE(month[1].net, 483.0, 1e-14);
  SL_ASSERT_CLOSE(month[2].net, 53983.0, 1e-14);
  CU_ASSERT_EQUAL(month[2].reimbursed, 0.0);
  CU_ASSERT_EQUAL(month[3].reimbursed, 20000.0);
  SL_ASSERT_CLOSE(month[3].net, 483.0 - 20000.0, 1e-14);
  SL_ASSERT_CLOSE(month[11].fixed, 483.0, 1e-14);
  CU_ASSERT_EQUAL(month[12].net, 0.0);
  SL_ASSERT_CLOSE(month[13].net, 5350.0, 1e-14);
  SL_ASSERT_CLOSE(month[2].cumulative, 65649.0, 1e-14);
  SL_ASSERT_CLOSE(year.peaks.shortfall, 50649.0, 1e-14);
  CU_ASSERT_EQUAL(year.peaks.largest_advance, 0.0);
  close_year(&year);
}

/* A fee per claim goes with paid claims: 3 x 40 claims = 120 over 1,000 and 3,000 paid. */
static void fees_per_claim_go_with_paid_claims(void)
{
  year_t year;
  sl_fee_t fee = {.name = name, .amount = 3.0, .per = SL_PER_CLAIM};
  open_year(&year, "aso", SL_ACCOUNT_INCURRED);
  year.arrangement.fees = &fee;
  year.arrangement.n_fees = 1;
  year.claims.claims = 40.0;
  pay(&year, 4, 1000.0, 0.0, 0.0);
  pay(&year, 14, 3000.0, 0.0, 0.0);
  year.price.budget.value = 0.0;
  year.price.attachment.value = NAN;
  year.cost = (sl_trial_cost_t){.cost = 4120.0, .retained_claims = 4000.0, .fees = 120.0};
  const sl_cash_terms_t terms = terms_of(&year, 1, N);
  sl_cash_flow(&terms, &year.claims, &year.cost, year.month);
  CU_ASSERT_EQUAL(year.month[4].fixed, 30.0);
  CU_ASSERT_EQUAL(year.month[14].fixed, 90.0);
  CU_ASSERT_EQUAL(year.month[0].fixed, 0.0);
  close_year(&year);
}

/* 10 employees to June, 5 from July: 90 employee months. A premium of 9,000: 1,000, then 500. */
static void fixed_amounts_follow_enrolment(void)
{
  year_t year;
  open_year(&year, "fully_insured", SL_ACCOUNT_INCURRED);
  year.arrangement.premium = a_year(9000.0);
  for (unsigned m = 6; m < 12; m++) {
    enrol(&year, m, 5.0);
  }
  pay(&year, 0, 70000.0, 0.0, 0.0); /* the insurer's */
  flow(&year, 1, N);
  CU_ASSERT_EQUAL(year.month[0].paid, 0.0);
  SL_ASSERT_CLOSE(year.month[5].net, 1000.0, 1e-14);
  SL_ASSERT_CLOSE(year.month[6].net, 500.0, 1e-14);
  CU_ASSERT_EQUAL(year.month[12].net, 0.0);
  close_year(&year);
}

static void advance_funding_leaves_no_lag(void)
{
  year_t year;
  open_year(&year, "aso", SL_ACCOUNT_INCURRED);
  year.arrangement.has_specific = true;
  pay(&year, 2, 50000.0, 20000.0, 0.0);
  flow(&year, 3, N);
  CU_ASSERT_EQUAL(year.month[5].reimbursed, 20000.0);
  year.arrangement.specific.advance_funding = true;
  flow(&year, 3, N);
  CU_ASSERT_EQUAL(year.month[2].reimbursed, 20000.0);
  close_year(&year);
}

/* Attachment 60,000. Paid and eligible 80,000 in January, 7,000 in December, 4,000 in March after
 * the year: the aggregate pays 20,000, 7,000 and 4,000; with a lag of a month in December (the
 * year's end), January and April. */
static void the_aggregate_pays_at_the_years_end(void)
{
  year_t year;
  open_year(&year, "aso", SL_ACCOUNT_INCURRED);
  year.arrangement.has_aggregate = true;
  year.arrangement.aggregate.attachment = 60000.0;
  pay(&year, 0, 80000.0, 0.0, 80000.0);
  pay(&year, 11, 7000.0, 0.0, 7000.0);
  pay(&year, 14, 4000.0, 0.0, 4000.0);
  flow(&year, 1, N);
  CU_ASSERT_EQUAL(year.cost.aggregate_reimbursement, 31000.0);
  CU_ASSERT_EQUAL(year.month[1].reimbursed, 0.0);
  CU_ASSERT_EQUAL(year.month[11].reimbursed, 20000.0);
  CU_ASSERT_EQUAL(year.month[12].reimbursed, 7000.0);
  CU_ASSERT_EQUAL(year.month[15].reimbursed, 4000.0);
  close_year(&year);
}

/* Paid accounting, twelve months: run-in claims of C count as paid; what is paid before or after
 * the year does not; what would come back in January comes with December. */
static void paid_accounting_ends_with_the_year(void)
{
  year_t year;
  open_year(&year, "aso", SL_ACCOUNT_PAID);
  year.arrangement.has_specific = true;
  pay(&year, 11, 9000.0, 2000.0, 0.0);
  year.excess[0] = 500.0; /* paid before the start */
  year.paid[0] = 600.0;
  year.excess[2 * 14] = 700.0; /* paid in February after the year */
  year.paid[2 * 14] = 800.0;
  flow(&year, 1, 12);
  CU_ASSERT_EQUAL(year.cost.specific_reimbursement, 3200.0);
  CU_ASSERT_EQUAL(year.month[11].paid, 9000.0);
  CU_ASSERT_EQUAL(year.month[11].reimbursed, 2000.0);
  CU_ASSERT_EQUAL(year.cost.cost, 7000.0);
  close_year(&year);
}

static void open_accommodated(year_t *year)
{
  open_year(year, "aso", SL_ACCOUNT_INCURRED);
  year->arrangement.has_aggregate = true;
  year->arrangement.aggregate.kind = SL_ATTACHMENT_FACTORS;
  year->arrangement.aggregate.factor[SL_TIER_EMPLOYEE] = 1000.0;
  for (int tier = 1; tier < SL_TIERS; tier++) {
    year->arrangement.aggregate.factor[tier] = NAN; /* nobody is in it */
  }
  year->arrangement.aggregate.accommodation = true;
}

/* 1,000 x 10 = 10,000 a month, 120,000 a year. Cumulative paid eligible 30, 35, 35, 35, ... 135 in
 * December (thousands): above the attachment so far by 20, 15, 5, 0. Advances 20, -5, -10, -5; the
 * year's 15,000 come after December as without accommodation. */
static void accommodation_advances_and_is_repaid(void)
{
  year_t year;
  open_accommodated(&year);
  pay(&year, 0, 30000.0, 0.0, 30000.0);
  pay(&year, 1, 5000.0, 0.0, 5000.0);
  pay(&year, 11, 100000.0, 0.0, 100000.0);
  flow(&year, 1, N);
  static const double advanced[] = {20000.0, -5000.0, -10000.0, -5000.0, 0.0, 0.0};
  for (size_t m = 0; m < 6; m++) {
    CU_ASSERT_EQUAL(year.month[m].advanced, advanced[m]);
  }
  CU_ASSERT_EQUAL(year.month[0].net, 10000.0);
  CU_ASSERT_EQUAL(year.month[2].net, 10000.0); /* repaid with no claim */
  CU_ASSERT_EQUAL(year.peaks.largest_advance, 20000.0);
  CU_ASSERT_EQUAL(year.cost.aggregate_reimbursement, 15000.0);
  CU_ASSERT_EQUAL(year.month[12].reimbursed, 15000.0);
  const double cost = year.cost.cost;
  year.arrangement.aggregate.accommodation = false;
  flow(&year, 1, N);
  CU_ASSERT_EQUAL(year.month[0].advanced, 0.0);
  CU_ASSERT_EQUAL(year.cost.cost, cost);
  close_year(&year);
}

/* The same largest advance without a cash flow; months after the plan year do not count. */
static void the_largest_advance_alone(void)
{
  year_t year;
  open_accommodated(&year);
  pay(&year, 0, 30000.0, 0.0, 30000.0);
  pay(&year, 14, 500000.0, 0.0, 500000.0);
  flow(&year, 1, N);
  year.path.paid = NULL;
  CU_ASSERT_EQUAL(advance_alone(&year), 20000.0);
  CU_ASSERT_EQUAL(year.peaks.largest_advance, 20000.0);
  year.arrangement.aggregate.accommodation = false;
  CU_ASSERT_EQUAL(advance_alone(&year), 0.0);
  year.claims.path = year.claims.months = NULL;
  year.arrangement.aggregate.accommodation = true;
  CU_ASSERT_EQUAL(advance_alone(&year), 0.0);
  close_year(&year);
}

/* Outstanding at the year's end: 150,000 paid in October, the attachment so far is 100,000, then
 * 110,000. Advances 50,000 and -10,000; in December the outstanding 40,000 are settled against the
 * reimbursement of 150,000 - 120,000 = 30,000. */
static void accommodation_is_settled_at_the_years_end(void)
{
  year_t year;
  open_accommodated(&year);
  pay(&year, 9, 150000.0, 0.0, 150000.0);
  flow(&year, 1, N);
  CU_ASSERT_EQUAL(year.month[9].advanced, 50000.0);
  CU_ASSERT_EQUAL(year.month[10].advanced, -10000.0);
  CU_ASSERT_EQUAL(year.month[11].advanced, -40000.0);
  CU_ASSERT_EQUAL(year.month[11].reimbursed, 30000.0);
  CU_ASSERT_EQUAL(year.month[11].net, 10000.0);
  close_year(&year);
}

/* The minimum of 180,000 counts by twelfths: 15,000, 30,000, ... against factors of 10,000 a month:
 * 30 - 15 = 15, then 35 - 30 = 5, then 0 (thousands). 0.5 of 12 x the first month's 10,000 is
 * 60,000: 5,000 a month, below the factors. With 20 employees from February the factors alone are
 * 10,000, 30,000: 20, then 5. */
static void accommodation_keeps_to_the_minimum(void)
{
  year_t year;
  open_accommodated(&year);
  pay(&year, 0, 30000.0, 0.0, 30000.0);
  pay(&year, 1, 5000.0, 0.0, 5000.0);
  year.arrangement.aggregate.minimum = 180000.0;
  flow(&year, 1, N);
  CU_ASSERT_EQUAL(year.month[0].advanced, 15000.0);
  CU_ASSERT_EQUAL(year.month[1].advanced, -10000.0);
  CU_ASSERT_EQUAL(year.month[2].advanced, -5000.0);
  year.arrangement.aggregate.minimum = 0.0;
  year.arrangement.aggregate.minimum_of_first_month = 0.5;
  flow(&year, 1, N);
  CU_ASSERT_EQUAL(year.month[0].advanced, 20000.0);
  for (unsigned m = 1; m < 12; m++) {
    enrol(&year, m, 20.0);
  }
  flow(&year, 1, N);
  CU_ASSERT_EQUAL(year.month[0].advanced, 20000.0);
  CU_ASSERT_EQUAL(year.month[1].advanced, -15000.0);
  CU_ASSERT_EQUAL(year.month[2].advanced, -5000.0);
  year.arrangement.aggregate.minimum_of_first_month = 2.0; /* 240,000: 20,000 a month */
  flow(&year, 1, N);
  CU_ASSERT_EQUAL(year.month[0].advanced, 10000.0);
  CU_ASSERT_EQUAL(year.month[1].advanced, -10000.0);
  close_year(&year);
}

/* An amount counts in equal parts, 120,000 / 12. Run-in paid in January and before the start counts
 * towards the advance though the year's cost does not: 8,000 + 6,000 + 1,000 - 10,000. */
static void accommodation_of_an_amount_counts_all_eligible(void)
{
  year_t year;
  open_accommodated(&year);
  year.arrangement.aggregate.kind = SL_ATTACHMENT_AMOUNT;
  year.arrangement.aggregate.attachment = 120000.0;
  year.eligible[0] = 1000.0;
  year.eligible[2] = 6000.0;
  pay(&year, 0, 8000.0, 0.0, 8000.0);
  flow(&year, 1, N);
  CU_ASSERT_EQUAL(year.month[0].advanced, 5000.0);
  CU_ASSERT_EQUAL(year.month[1].advanced, -5000.0);
  close_year(&year);
}

/* A fund of 120,000: deposits of 10,000 a month whatever is claimed. Claims 30,000 in January and
 * 25,000 after the year: 65,000 is left, half of it returns in the month after the year. In January
 * the fund lacks 20,000. Cost 120,000 - 32,500. */
static void level_funding_is_level(void)
{
  year_t year;
  open_year(&year, "level_funded", SL_ACCOUNT_INCURRED);
  year.arrangement.has_aggregate = true;
  year.arrangement.aggregate.attachment = 120000.0;
  year.arrangement.surplus_share = 0.5;
  pay(&year, 0, 30000.0, 0.0, 30000.0);
  pay(&year, 15, 25000.0, 0.0, 25000.0);
  flow(&year, 1, N);
  for (size_t m = 0; m < 12; m++) {
    SL_ASSERT_CLOSE(year.month[m].net, 10000.0, 1e-12);
  }
  SL_ASSERT_CLOSE(year.month[12].net, -32500.0, 1e-12);
  SL_ASSERT_CLOSE(year.month[15].net, 0.0, 1e-9);
  SL_ASSERT_CLOSE(year.cost.cost, 87500.0, 1e-14);
  SL_ASSERT_CLOSE(year.peaks.largest_advance, 20000.0, 1e-12);
  close_year(&year);
}

/* A maximum of 50,000 on the aggregate: of 200,000 the fund bears 120,000, the carrier 50,000, and
 * 30,000 fall to the employer in the end. */
static void level_funding_beyond_its_fund(void)
{
  year_t year;
  open_year(&year, "level_funded", SL_ACCOUNT_INCURRED);
  year.arrangement.has_aggregate = true;
  year.arrangement.aggregate.attachment = 120000.0;
  year.arrangement.aggregate.maximum = 50000.0;
  pay(&year, 6, 200000.0, 0.0, 200000.0);
  flow(&year, 1, N);
  SL_ASSERT_CLOSE(year.month[6].net, 10000.0, 1e-12);
  SL_ASSERT_CLOSE(year.month[11].net, 10000.0, 1e-12);
  SL_ASSERT_CLOSE(year.month[12].net, 0.0, 1e-9);
  SL_ASSERT_CLOSE(year.month[N - 1].net, 30000.0, 1e-12);
  SL_ASSERT_CLOSE(year.peaks.largest_advance, 130000.0, 1e-12); /* July: 200,000 - 70,000 */
  close_year(&year);
}

/* The captive pays 8,000 of March's claims in April. Its premium of 6,000 less 10% less 8,000 is
 * -2,600: half, 1,300, is called when the year is settled. With 1,000 of claims the result is
 * 4,400: 2,200 return. */
static void a_captive_pays_and_settles(void)
{
  year_t year;
  open_year(&year, "captive", SL_ACCOUNT_INCURRED);
  year.arrangement.has_specific = true;
  year.arrangement.has_captive = true;
  year.arrangement.captive = (sl_captive_t){.limit = 9000.0,
                                            .premium = a_year(6000.0),
                                            .expense = 0.1,
                                            .share = 0.5,
                                            .assessment_maximum = 5000.0};
  pay(&year, 2, 20000.0, 0.0, 0.0);
  year.captive[2 * 3 + 1] = 8000.0;
  flow(&year, 1, N);
  CU_ASSERT_EQUAL(year.month[3].reimbursed, 8000.0);
  SL_ASSERT_CLOSE(year.month[0].net, 500.0, 1e-14);
  SL_ASSERT_CLOSE(year.month[12].fixed, 1300.0, 1e-12);
  year.captive[2 * 3 + 1] = 1000.0;
  flow(&year, 1, N);
  SL_ASSERT_CLOSE(year.month[12].refunds, 2200.0, 1e-12);
  SL_ASSERT_CLOSE(year.month[12].net, -2200.0, 1e-12);
  close_year(&year);
}

/* Premium 24,000, retention 10%, pooled claims 15,000: 24,000 - 2,400 - 15,000 = 6,600 return,
 * after the year where months follow it, else in December. */
static void refunds_come_when_the_year_is_settled(void)
{
  year_t year;
  open_year(&year, "refund_accounting", SL_ACCOUNT_INCURRED);
  year.arrangement.premium = a_year(24000.0);
  year.arrangement.refund.retention = 0.1;
  year.claims.plan_paid = year.claims.eligible = 15000.0;
  year.claims.path = year.claims.months = &year.path;
  flow(&year, 1, N);
  SL_ASSERT_CLOSE(year.month[11].net, 2000.0, 1e-14);
  SL_ASSERT_CLOSE(year.month[12].net, -6600.0, 1e-12);
  flow(&year, 1, 12);
  SL_ASSERT_CLOSE(year.month[11].net, 2000.0 - 6600.0, 1e-12);
  close_year(&year);
}

/* ---- every kind: months sum to the year (in flow) ---- */

static double some(double most) { return most * (double)rand() / (double)RAND_MAX; }

static void fill(year_t *year)
{
  for (size_t slot = 0; slot < SLOTS; slot++) {
    for (size_t c = 0; c < 2; c++) {
      if (rand() % 3 == 0) {
        year->excess[2 * slot + c] = some(9000.0);
        year->captive[2 * slot + c] = some(2000.0);
        year->eligible[2 * slot + c] = some(20000.0);
      }
    }
    if (slot > 0) {
      pay(year, slot - 1, some(30000.0), 0.0, 0.0);
    }
  }
}

static void months_sum_to_the_year(void)
{
  static const char *const kinds[] = {"aso",     "level_funded",      "minimum_premium",
                                      "captive", "refund_accounting", "fully_insured",
                                      "peo"};
  sl_fee_t fees[] = {{.name = name, .amount = 38.0, .per = SL_PER_EMPLOYEE_MONTH},
                     {.name = name, .amount = 0.02, .per = SL_PER_PAID_CLAIMS},
                     {.name = name, .amount = -0.05, .per = SL_PER_PREMIUM}};
  sl_tax_t taxes[] = {{name, 0.03, SL_TAX_ON_PREMIUM | SL_TAX_ON_PAID_CLAIMS, false},
                      {name, 0.05, SL_TAX_ON_PAID_CLAIMS | SL_TAX_ON_FEES, true}};
  srand(7);
  for (int i = 0; i < 700; i++) {
    year_t year;
    open_year(&year, kinds[i % 7], SL_ACCOUNT_INCURRED);
    sl_arrangement_t *arrangement = &year.arrangement;
    fill(&year);
    arrangement->fees = fees;
    arrangement->n_fees = 3;
    arrangement->taxes = taxes;
    arrangement->n_taxes = 2;
    arrangement->has_specific = arrangement->kind->retains_claims;
    arrangement->has_aggregate = arrangement->kind->retains_claims;
    arrangement->has_captive = (arrangement->kind->takes & SL_KEY_CAPTIVE) != 0U;
    arrangement->specific.aggregating_deductible = some(20000.0);
    arrangement->specific.advance_funding = i % 2 == 0;
    arrangement->aggregate.attachment = some(300000.0);
    arrangement->aggregate.accommodation = i % 3 == 0;
    arrangement->premium =
        a_year((arrangement->kind->takes & SL_KEY_PREMIUM) != 0U ? 50000.0 : 0.0);
    arrangement->captive = (sl_captive_t){2.0, a_year(9000.0), 0.1, 0.5, 3000.0};
    arrangement->surplus_share = some(1.0);
    flow(&year, (unsigned)i % 5, i % 4 == 0 ? 12 : N);
    close_year(&year);
  }
}

SL_SUITE(cash_flow, "unit/cash_flow",
         {"claims, charges and reimbursements", claims_charges_and_reimbursements},
         {"fees per claim go with paid claims", fees_per_claim_go_with_paid_claims},
         {"fixed amounts follow enrolment", fixed_amounts_follow_enrolment},
         {"advance funding leaves no lag", advance_funding_leaves_no_lag},
         {"the aggregate pays at the year's end", the_aggregate_pays_at_the_years_end},
         {"paid accounting ends with the year", paid_accounting_ends_with_the_year},
         {"accommodation advances and is repaid", accommodation_advances_and_is_repaid},
         {"the largest advance alone", the_largest_advance_alone},
         {"accommodation is settled at the year's end", accommodation_is_settled_at_the_years_end},
         {"accommodation keeps to the minimum", accommodation_keeps_to_the_minimum},
         {"accommodation of an amount counts all eligible",
          accommodation_of_an_amount_counts_all_eligible},
         {"level funding is level", level_funding_is_level},
         {"level funding beyond its fund", level_funding_beyond_its_fund},
         {"a captive pays and settles", a_captive_pays_and_settles},
         {"refunds come when the year is settled", refunds_come_when_the_year_is_settled},
         {"months sum to the year", months_sum_to_the_year});
