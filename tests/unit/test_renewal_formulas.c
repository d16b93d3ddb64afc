/* Each formula of a renewal, worked out by hand. Amounts are to the cent (1e-13 of them, at most);
 * what is a round number must be one. */
#include "models/renewal/formulas.h"
#include "tests/support/harness.h"

#define NEAR 1e-14

static void powers_are_products(void)
{
  CU_ASSERT_EQUAL(sl_renewal_power(1.07, 0), 1.0);
  CU_ASSERT_EQUAL(sl_renewal_power(1.07, 1), 1.07);
  CU_ASSERT_EQUAL(sl_renewal_power(1.07, 3), 1.07 * 1.07 * 1.07);
  CU_ASSERT_EQUAL(sl_renewal_power(0.5, 10), 1.0 / 1024.0);
}

/* 10 member-years of 40: one half; 40 and more of 40: all; none without `full`. */
static void credibility_is_the_square_root(void)
{
  CU_ASSERT_EQUAL(sl_renewal_credibility(10.0, 40.0), 0.5);
  CU_ASSERT_EQUAL(sl_renewal_credibility(40.0, 40.0), 1.0);
  CU_ASSERT_EQUAL(sl_renewal_credibility(90.0, 40.0), 1.0);
  CU_ASSERT_EQUAL(sl_renewal_credibility(90.0, NAN), 0.0);
}

/* One person costs 8,000 a month and has a deductible of 60,000. By the end of month 9 the excess
 * is 72,000 - 60,000 = 12,000, by the year's end 96,000 - 60,000 = 36,000: three times as much, not
 * 12 / 9 as much. */
static void seen_is_developed_by_what_is_expected(void)
{
  CU_ASSERT_EQUAL(sl_renewal_developed(12000.0, 12000.0, 36000.0), 36000.0);
  CU_ASSERT_EQUAL(sl_renewal_developed(20000.0, 12000.0, 36000.0), 60000.0);
  CU_ASSERT_EQUAL(sl_renewal_developed(0.0, 12000.0, 36000.0), 0.0);
  CU_ASSERT_TRUE(isnan(sl_renewal_developed(5000.0, 0.0, 36000.0)));
}

static void no_news_is_a_ratio_of_one(void)
{
  CU_ASSERT_EQUAL(sl_renewal_ratio(90000.0, 120000.0), 0.75);
  CU_ASSERT_EQUAL(sl_renewal_ratio(NAN, 120000.0), 1.0);
  CU_ASSERT_EQUAL(sl_renewal_ratio(5000.0, 0.0), 1.0);
  CU_ASSERT_EQUAL(sl_renewal_ratio(0.0, 120000.0), 0.0);
}

/* Each row is (1 + t) (1 + Z (r - 1)), and what cap and floor leave of it. */
static void a_change_with_and_without_its_bounds(void)
{
  static const struct {
    double growth, z, r, cap, floor, change;
  } rows[] = {
      {1.08, 0.0, 2.00, INFINITY, INFINITY, 1.08},   /* no credibility: trend alone */
      {1.08, 0.5, 0.75, INFINITY, INFINITY, 0.945},  /* 1.08 x 0.875 */
      {1.08, 0.5, 1.50, INFINITY, INFINITY, 1.35},   /* 1.08 x 1.25 */
      {1.08, 1.0, 1.50, INFINITY, INFINITY, 1.62},   /* full: 1.08 x 1.5 */
      {1.08, 1.0, 1.00, INFINITY, INFINITY, 1.08},   /* as expected */
      {1.08, 0.5, 1.50, 0.20, INFINITY, 1.20},       /* 1.35 is capped */
      {1.08, 0.5, 1.50, 0.40, INFINITY, 1.35},       /* 1.35 is under the cap */
      {1.08, 0.5, 0.75, INFINITY, 0.05, 0.95},       /* 0.945 falls too far */
      {1.08, 0.5, 0.75, INFINITY, 0.10, 0.945},      /* 0.945 does not */
      {1.08, 0.5, 0.75, INFINITY, 0.0, 1.0},         /* a floor of 0: it never falls */
      {1.08, 0.5, 1.50, 0.0, INFINITY, 1.0},         /* a cap of 0: it never rises */
      {1.08, 1.0, 0.00, INFINITY, INFINITY, 0.0},    /* nothing was seen, and all is believed */
      {1.08, 1.0, 0.00, 0.15, 0.25, 0.75},           /* the same with both bounds */
      {0.97, 0.0, 1.00, INFINITY, INFINITY, 0.97},   /* trend may fall */
      {1.08 * 1.05, 0.5, 1.2, 0.3, INFINITY, 1.2474} /* an older group: 1.134 x 1.1 */
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    SL_ASSERT_CLOSE_ABOVE(
        sl_renewal_change(rows[i].growth, rows[i].z, rows[i].r, rows[i].cap, rows[i].floor),
        rows[i].change, NEAR, 1.0);
  }
}

/* One person of 100,000 a year, g 10%: over 60,000 it is 40,000, then 110,000 - 60,000 = 50,000:
 * 25% more. With a deductible that grows to 66,000 too: 44,000, the 10% of the claims. Nobody above
 * the deductible: g. */
static void trend_is_leveraged_over_a_deductible(void)
{
  CU_ASSERT_EQUAL(sl_renewal_leveraged(40000.0, 50000.0, 0.10), 0.25);
  SL_ASSERT_CLOSE(sl_renewal_leveraged(40000.0, 44000.0, 0.10), 0.10, 1e-13);
  CU_ASSERT_EQUAL(sl_renewal_leveraged(0.0, 50000.0, 0.10), 0.10);
}

/* 120,000 a year, 10,000 a month, each paid two months later. 12/12 holds what is incurred and paid
 * in its year: ten months, 100,000. A 24/12 after it holds those ten months of its own and the two
 * that the 12/12 left, 120,000: a fifth more. After a 12/15, which held them, it holds 100,000, and
 * the 12/15 held 120,000. 12/15 after 12/15 is the same again. */
static void a_changed_contract_has_a_factor(void)
{
  CU_ASSERT_EQUAL(sl_renewal_basis_factor(120000.0, 100000.0), 1.2);
  SL_ASSERT_CLOSE(sl_renewal_basis_factor(100000.0, 120000.0), 5.0 / 6.0, NEAR);
  CU_ASSERT_EQUAL(sl_renewal_basis_factor(120000.0, 120000.0), 1.0);
  CU_ASSERT_EQUAL(sl_renewal_basis_factor(120000.0, 0.0), 1.0);
}

static void a_deductible_grows_in_thousands(void)
{
  CU_ASSERT_EQUAL(sl_renewal_deductible(60000.0, 0.05), 63000.0);
  CU_ASSERT_EQUAL(sl_renewal_deductible_in(60000.0, 0.05, 2), 66000.0); /* 63,000: 66,150 */
  CU_ASSERT_EQUAL(sl_renewal_deductible_in(60000.0, 0.05, 3), 69000.0); /* 66,000: 69,300 */
  CU_ASSERT_EQUAL(sl_renewal_deductible(50000.0, 0.05), 53000.0);       /* 52,500: half up */
  CU_ASSERT_EQUAL(sl_renewal_deductible(50000.0, 0.15), 58000.0); /* 57,500, in bits below it */
  CU_ASSERT_EQUAL(sl_renewal_deductible_in(10000.0, 0.04, 9), 10000.0); /* 10,400, each year */
  CU_ASSERT_EQUAL(sl_renewal_deductible(60000.0, -0.10), 54000.0);
  CU_ASSERT_EQUAL(sl_renewal_deductible(62500.0, 0.0), 62500.0); /* no growth, no rounding */
  CU_ASSERT_EQUAL(sl_renewal_deductible_in(62500.0, 0.05, 0), 62500.0);
  CU_ASSERT_TRUE(isinf(sl_renewal_deductible(INFINITY, 0.05)));
}

/* ---- lasers: D_k 60,000, D_(k+1) 63,000, g 8%, three months of notice ---- */

#define D 60000.0
#define NEXT_D 63000.0
#define G 0.08

static sl_renewal_terms_t set_anew(void)
{
  sl_renewal_terms_t terms = sl_renewal_terms_default();
  terms.given = true;
  terms.laser_at = 1.5;
  return terms;
}

/* What laser a person gets, who has this one now. */
static double laser(const sl_renewal_terms_t *terms, double seen, double continuation, double now)
{
  const sl_renewal_person_t person = {.seen = seen, .continuation = continuation, .laser = now};
  return sl_renewal_laser(terms, &person, G, D, NEXT_D);
}

/* A scenario's laser stays where none are set anew, and never lies below the deductible. */
static void a_laser_stays(void)
{
  const sl_renewal_terms_t terms = sl_renewal_terms_default();
  CU_ASSERT_EQUAL(laser(&terms, 0.0, -1.0, 175000.0), 175000.0);
  CU_ASSERT_EQUAL(laser(&terms, 0.0, -1.0, 62000.0), NEXT_D);
  CU_ASSERT_TRUE(isinf(laser(&terms, 0.0, -1.0, INFINITY)));
  CU_ASSERT_TRUE(isnan(laser(&terms, 9e6, 0.9, NAN)));
}

/* 90,000 in nine months is 120,000 a year, twice the deductible: a laser at 120,000 x 1.08 =
 * 129,600, up to 130,000. Of 1.25 times that, 162,000: 165,000. */
static void a_laser_is_given(void)
{
  sl_renewal_terms_t terms = set_anew();
  CU_ASSERT_EQUAL(laser(&terms, 90000.0, 0.6, NAN), 130000.0);
  terms.laser_factor = 1.25;
  CU_ASSERT_EQUAL(laser(&terms, 90000.0, 0.6, NAN), 165000.0);
  terms.laser_factor = 0.25; /* 32,400: at least the next deductible, 63,000, up to 65,000 */
  CU_ASSERT_EQUAL(laser(&terms, 90000.0, 0.6, NAN), 65000.0);
  terms = set_anew();
  terms.notice_months = 0; /* the whole year is seen: 97,200 */
  CU_ASSERT_EQUAL(laser(&terms, 90000.0, 0.6, NAN), 100000.0);
  terms.notice_months = 6; /* 180,000 a year: 194,400 */
  CU_ASSERT_EQUAL(laser(&terms, 90000.0, 0.6, NAN), 195000.0);
}

/* 67,500 in nine months is 90,000 a year, 1.5 deductibles to the cent. */
static void a_laser_needs_the_amount_and_the_condition(void)
{
  const sl_renewal_terms_t terms = set_anew();
  CU_ASSERT_EQUAL(laser(&terms, 67500.0, 0.6, NAN), 100000.0); /* 97,200 */
  CU_ASSERT_TRUE(isnan(laser(&terms, 67499.99, 0.6, NAN)));
  CU_ASSERT_EQUAL(laser(&terms, 90000.0, 0.25, NAN), 130000.0);
  CU_ASSERT_TRUE(isnan(laser(&terms, 90000.0, 0.24, NAN)));
  CU_ASSERT_TRUE(isnan(laser(&terms, 90000.0, -1.0, NAN)));    /* has none of the conditions */
  CU_ASSERT_EQUAL(laser(&terms, 90000.0, NAN, NAN), 130000.0); /* the basis has no conditions */
}

/* Set anew, a laser goes with the claims that it was for, an exclusion too. */
static void a_laser_is_dropped(void)
{
  const sl_renewal_terms_t terms = set_anew();
  CU_ASSERT_TRUE(isnan(laser(&terms, 10000.0, 0.6, 175000.0)));
  CU_ASSERT_TRUE(isnan(laser(&terms, 10000.0, 0.6, INFINITY)));
  CU_ASSERT_EQUAL(laser(&terms, 90000.0, 0.6, 175000.0), 130000.0); /* and may be lower */
}

/* The promise: none is added, none is raised, those that exist stay. */
static void a_laser_is_forbidden(void)
{
  sl_renewal_terms_t terms = set_anew();
  terms.no_new_lasers = true;
  CU_ASSERT_TRUE(isnan(laser(&terms, 500000.0, 0.9, NAN)));
  CU_ASSERT_EQUAL(laser(&terms, 500000.0, 0.9, 100000.0), 100000.0);
  CU_ASSERT_EQUAL(laser(&terms, 0.0, -1.0, 100000.0), 100000.0);
  CU_ASSERT_EQUAL(laser(&terms, 0.0, -1.0, 61000.0), NEXT_D);
}

/* First to the cent, then up: half a cent above 125,000 is 125,000.01 and so 130,000; less is not.
 */
static void a_laser_is_rounded_up_from_the_cent(void)
{
  sl_renewal_terms_t terms = set_anew();
  terms.notice_months = 0;
  CU_ASSERT_EQUAL(sl_renewal_laser_amount(&terms, 125000.0, 0.0, NEXT_D), 125000.0);
  CU_ASSERT_EQUAL(sl_renewal_laser_amount(&terms, 125000.004, 0.0, NEXT_D), 125000.0);
  CU_ASSERT_EQUAL(sl_renewal_laser_amount(&terms, 125000.006, 0.0, NEXT_D), 130000.0);
}

/* ---- money ---- */

/* Funding 100 each year, costs 150, 100, 100: 50 is called once, not each year anew. */
static void a_call_is_made_once(void)
{
  static const double costs[] = {150.0, 100.0, 100.0};
  double reserve = 0.0, calls = 0.0;
  for (int k = 0; k < 3; k++) {
    const sl_renewal_reserve_t year = sl_renewal_reserve_step(reserve, 100.0, costs[k], 0.0);
    CU_ASSERT_EQUAL(year.call, k == 0 ? 50.0 : 0.0);
    reserve = year.reserve;
    calls += year.call;
  }
  CU_ASSERT_EQUAL(calls, 50.0);
  CU_ASSERT_EQUAL(reserve, 0.0);
}

/* Opening reserve 60, funding 100, interest 10%:
 *   costs  80: 80 left, 8 of interest, 88
 *   costs 200: 12 short: called
 *   costs  90: 10 left, 1 of interest, 11
 * 60 + 300 + 12 + 9 = 370 + 11 */
static void a_reserve_earns_interest(void)
{
  static const double costs[] = {80.0, 200.0, 90.0};
  static const double reserves[] = {88.0, 0.0, 11.0}, calls[] = {0.0, 12.0, 0.0};
  static const double interests[] = {8.0, 0.0, 1.0};
  double reserve = 60.0, in = 60.0, out = 0.0;
  for (int k = 0; k < 3; k++) {
    const sl_renewal_reserve_t year = sl_renewal_reserve_step(reserve, 100.0, costs[k], 0.10);
    SL_ASSERT_CLOSE_ABOVE(year.reserve, reserves[k], NEAR, 1.0);
    SL_ASSERT_CLOSE_ABOVE(year.call, calls[k], NEAR, 1.0);
    SL_ASSERT_CLOSE_ABOVE(year.interest, interests[k], NEAR, 1.0);
    reserve = year.reserve;
    in += 100.0 + year.call + year.interest;
    out += costs[k];
  }
  SL_ASSERT_CLOSE(in, out + reserve, NEAR);
}

/* 1 / 1.25 = 0.8, 1 / 1.5625 = 0.64 */
static void a_later_cost_counts_less(void)
{
  CU_ASSERT_EQUAL(sl_renewal_discount(0.25, 0), 1.0);
  CU_ASSERT_EQUAL(sl_renewal_discount(0.25, 1), 0.8);
  CU_ASSERT_EQUAL(sl_renewal_discount(0.25, 2), 0.64);
  CU_ASSERT_EQUAL(sl_renewal_discount(0.0, 19), 1.0);
}

SL_SUITE(renewal_formulas, "unit/renewal_formulas", {"powers are products", powers_are_products},
         {"credibility is the square root", credibility_is_the_square_root},
         {"seen is developed by what is expected", seen_is_developed_by_what_is_expected},
         {"no news is a ratio of one", no_news_is_a_ratio_of_one},
         {"a change with and without its bounds", a_change_with_and_without_its_bounds},
         {"trend is leveraged over a deductible", trend_is_leveraged_over_a_deductible},
         {"a changed contract has a factor", a_changed_contract_has_a_factor},
         {"a deductible grows in thousands", a_deductible_grows_in_thousands},
         {"a laser stays", a_laser_stays}, {"a laser is given", a_laser_is_given},
         {"a laser needs the amount and the condition", a_laser_needs_the_amount_and_the_condition},
         {"a laser is dropped", a_laser_is_dropped}, {"a laser is forbidden", a_laser_is_forbidden},
         {"a laser is rounded up from the cent", a_laser_is_rounded_up_from_the_cent},
         {"a call is made once", a_call_is_made_once},
         {"a reserve earns interest", a_reserve_earns_interest},
         {"a later cost counts less", a_later_cost_counts_less});
