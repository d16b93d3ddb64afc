/* Several plan years by hand: whole runs on a few persons whose claims are certain, every figure of
 * every year to the cent in every trial. The arithmetic stands beside each; amounts in thousands
 * where it says K. Claims of one month come by seasonality, so that it is certain in which year
 * they are paid and whether a carrier has seen them at the end of September. */
#include "tests/support/harness.h"
#include "tests/support/years_run.h"

#include <stdio.h>

#define CENT 0.005

/* One arrangement's figures of one variable, by year. */
typedef struct row {
  size_t arrangement;
  sl_year_variable_t variable;
  double by_year[4];
} row_t;

static size_t wrong_of(const sl_years_columns_t *c, const row_t *row)
{
  size_t wrong = 0;
  for (size_t k = 0; k < c->n_years; k++) {
    const double *x = sl_years_column(c, row->variable, row->arrangement, k);
    for (size_t t = 0; t < c->n_trials; t++) {
      const bool right = fabs(x[t] - row->by_year[k]) < CENT;
      if (!right && wrong == 0) {
        printf("\n    arrangement %zu, variable %d, year %zu: %.6f, by hand %.6f\n",
               row->arrangement, (int)row->variable, k, x[t], row->by_year[k]);
      }
      wrong += !right;
    }
  }
  return wrong;
}

static void check(const char *yaml, const char *census, const row_t *rows, size_t n)
{
  char text[8192];
  snprintf(text, sizeof text,
           "stoploss: 1\nname: Test\nstart: 2026-01-01\ncensus: census.csv\n"
           "simulation: {trials: 33, pricing_trials: 64}\nplans: [{name: PPO}]\n%s",
           yaml);
  sl_years_columns_t *c = sl_years_run_text(text, census, NULL);
  for (size_t i = 0; c != NULL && i < n; i++) {
    CU_ASSERT_EQUAL(wrong_of(c, &rows[i]), 0);
  }
  sl_years_columns_free(c);
}

/* A test of its own: rows of figures. */
#define YEARS(function, yaml, census, ...)                                                         \
  static void function(void)                                                                       \
  {                                                                                                \
    static const row_t rows[] = {__VA_ARGS__};                                                     \
    check(yaml, census, rows, sizeof rows / sizeof rows[0]);                                       \
  }

#define HEADER "employee,relationship,age,sex,plan\n"
#define TWO HEADER "1,employee,40,F,PPO\n2,employee,40,M,PPO\n"
#define TEN                                                                                        \
  HEADER "1,employee,40,F,PPO\n2,employee,40,F,PPO\n3,employee,40,F,PPO\n4,employee,40,F,PPO\n"    \
         "5,employee,40,F,PPO\n6,employee,40,F,PPO\n7,employee,40,F,PPO\n8,employee,40,F,PPO\n"    \
         "9,employee,40,F,PPO\n10,employee,40,F,PPO\n"

#define MARCH "seasonality: [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]"
#define NOVEMBER "seasonality: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]"
#define SERVICE(name, amount, lag, month)                                                          \
  "{name: " name ", frequency: {distribution: bernoulli, probability: 1}, severity: "              \
  "{distribution: constant, value: " amount "}, lag: {distribution: constant, value: " lag "}, "   \
  "" month "}"

/* Everybody 1,000 in March. */
#define BASE "services: [" SERVICE("base", "1000", "0", MARCH) "]"
#define CLAIMANT(continues, amount)                                                                \
  "claimants: [{member: 1, certain: true, continues: " continues                                   \
  ", services: [" SERVICE("known", amount, "0", MARCH) "]}]"

/* ---- contracts in a row: 40K in March, paid at once, and 60K in November, paid 90 days later, of
 * two persons; deductible 30K. Plan paid 200K a year. ---- */

#define SEQUENCE(contract)                                                                         \
  "years: 3\nclaims: {services: [" SERVICE("early", "40000", "0", MARCH) ", " SERVICE(             \
      "late", "60000", "90", NOVEMBER) "]}\n"                                                      \
                                       "arrangements: [{name: A, kind: aso, specific: "            \
                                       "{deductible: 30k, premium: {amount: 100, per: year}, "     \
                                       "contract: " contract "}}]\n"

/* March alone: 2 x 10K. */
YEARS(no_run_in, SEQUENCE("12/12"), TWO, {0, SL_YEAR_SPECIFIC, {20e3, 20e3, 20e3}},
      {0, SL_YEAR_RETAINED, {180e3, 180e3, 180e3}}, {0, SL_YEAR_PREMIUMS, {100, 100, 100}},
      {0, SL_YEAR_COST, {180100, 180100, 180100}}, {0, SL_YEAR_RATE_CHANGE, {0, 0, 0}})

/* From the second year on November's of the year before too: 2 x (100K - 30K). They are paid first
 * and take the deductible: of 70K each 30K falls on them, and counts in the year before; what the
 * year after the last would pay is not counted. Kept: 200 - 20 - 60, 200 - 80 - 60, 200 - 80. The
 * premium is 140 / 20 times as much for the new basis. */
YEARS(run_in_from_the_second_year, SEQUENCE("[12/12, 24/12]"), TWO,
      {0, SL_YEAR_SPECIFIC, {20e3, 140e3, 140e3}}, {0, SL_YEAR_RETAINED, {120e3, 60e3, 120e3}},
      {0, SL_YEAR_PREMIUMS, {100, 700, 700}}, {0, SL_YEAR_RATE_CHANGE, {0, 6, 0}})

/* Paid by March: all of it, 2 x 70K. */
YEARS(run_out_each_year, SEQUENCE("[12/15, 12/15]"), TWO,
      {0, SL_YEAR_SPECIFIC, {140e3, 140e3, 140e3}}, {0, SL_YEAR_RETAINED, {60e3, 60e3, 60e3}},
      {0, SL_YEAR_PREMIUMS, {100, 100, 100}})

/* The first holds November's of year 0, so that the second has March's alone: 2 x 10K; the third
 * November's of year 1 too. Kept: 200 - 140, 200 - 20 - 60, 200 - 80. */
YEARS(two_windows, SEQUENCE("[12/15, 24/12]"), TWO, {0, SL_YEAR_SPECIFIC, {140e3, 20e3, 140e3}},
      {0, SL_YEAR_RETAINED, {60e3, 120e3, 120e3}})

/* Whatever is paid in the year, that of the year before the first too: 2 x 70K, of which 2 x 30K
 * on the claims of the year before. */
YEARS(paid_each_year, SEQUENCE("paid"), TWO, {0, SL_YEAR_SPECIFIC, {140e3, 140e3, 140e3}},
      {0, SL_YEAR_RETAINED, {60e3, 60e3, 120e3}}, {0, SL_YEAR_CUMULATIVE, {60100, 120200, 240300}})

/* ---- people ---- */

#define INSURED_BY_TIER                                                                            \
  "{name: I, kind: fully_insured, premium: {tiers: {employee: 100, employee_spouse: 200, "         \
  "employee_children: 300, family: 400}}}"

/* Who is 66 leaves after year 0, and nobody but the other contract can come: 40 and a child of 24.
 * Members 3, 4 (41 and 25, 40 and 24), 3 (42, 41 and 25), 2. Premiums by month 100 + 300, 300 +
 * 300, 100 + 300, 100 + 100. */
YEARS(of_age,
      "years: 4\npopulation: {ageing: true}\nclaims: {" BASE
      "}\narrangements: [{name: A, kind: aso}, " INSURED_BY_TIER "]\n",
      HEADER "1,employee,66,F,PPO\n2,employee,40,M,PPO\n2,child,24,F,\n",
      {0, SL_YEAR_COST, {3000, 4000, 3000, 2000}}, {0, SL_YEAR_CONTRACTS, {2, 2, 2, 2}},
      {1, SL_YEAR_PREMIUMS, {4800, 7200, 4800, 2400}})

/* Without ageing nobody leaves for age. */
YEARS(of_no_age,
      "years: 4\nclaims: {" BASE "}\narrangements: [{name: A, kind: aso}, " INSURED_BY_TIER "]\n",
      HEADER "1,employee,66,F,PPO\n2,employee,40,M,PPO\n2,child,24,F,\n",
      {0, SL_YEAR_COST, {3000, 3000, 3000, 3000}}, {1, SL_YEAR_PREMIUMS, {4800, 4800, 4800, 4800}})

/* 10, 11, 12 (12.1), 13 (13.31) contracts, amounts 10% dearer each year: 1,000 a head; a fee of 10
 * a month and head; an insured premium of 12,000 for the group; a budget of 20,000. */
#define GROWING(rate)                                                                              \
  "years: 4\npopulation: {growth: " rate "}\nclaims: {trend: 0.1, " BASE                           \
  "}\narrangements: [{name: A, kind: aso, fees: [{name: f, amount: 10, per: PEPM}], budget: "      \
  "{amount: 20000}}, {name: I, kind: fully_insured, premium: {amount: 12000, per: year}}]\n"
YEARS(growth_up, GROWING("0.1"), TEN, {0, SL_YEAR_CONTRACTS, {10, 11, 12, 13}},
      {0, SL_YEAR_RETAINED, {10000, 12100, 14520, 17303}},
      {0, SL_YEAR_FEES, {1200, 1452, 1742.4, 2076.36}},
      {0, SL_YEAR_BUDGET, {20000, 24200, 29040, 34606}},
      {1, SL_YEAR_PREMIUMS, {12000, 14520, 17424, 20763.6}})

/* 10, 9, 8 (8.1), 7 (7.29): 9 x 1,100, 8 x 1,210, 7 x 1,331. */
YEARS(growth_down, GROWING("-0.1"), TEN, {0, SL_YEAR_CONTRACTS, {10, 9, 8, 7}},
      {0, SL_YEAR_RETAINED, {10000, 9900, 9680, 9317}},
      {0, SL_YEAR_FEES, {1200, 1188, 1161.6, 1118.04}},
      {0, SL_YEAR_BUDGET, {20000, 19800, 19360, 18634}},
      {1, SL_YEAR_PREMIUMS, {12000, 11880, 11616, 11180.4}})

/* 10 x 1,000 and 5,000 of a known claimant, in every year or in the first alone. */
YEARS(goes_on,
      "years: 3\nclaims: {" BASE
      ", " CLAIMANT("1", "5000") "}\narrangements: [{name: A, kind: aso}]\n",
      TEN, {0, SL_YEAR_COST, {15000, 15000, 15000}})
YEARS(ends,
      "years: 3\nclaims: {" BASE
      ", " CLAIMANT("0", "5000") "}\narrangements: [{name: A, kind: aso}]\n",
      TEN, {0, SL_YEAR_COST, {15000, 10000, 10000}})

/* Nobody's contract is left behind who leaves during the first year: half a year's premium, the
 * claim of March, and then one person. */
YEARS(left_in_the_first_year,
      "years: 3\nclaims: {" CLAIMANT(
          "1", "5000") "}\narrangements: [{name: A, kind: aso}, " INSURED_BY_TIER "]\n",
      "employee,relationship,age,sex,plan,months\n1,employee,40,F,PPO,6\n2,employee,40,M,PPO,12\n",
      {0, SL_YEAR_COST, {5000, 0, 0}}, {1, SL_YEAR_PREMIUMS, {1800, 1200, 1200}})

/* ---- lasers: 120K of one person in March; deductible 50K ---- */

#define LASERS(continues, terms)                                                                   \
  "years: 3\nclaims: {" CLAIMANT(continues, "120000") "}\narrangements: [{name: A, kind: aso, "    \
                                                      "specific: {deductible: 50k, premium: "      \
                                                      "{amount: 9000, per: year}" terms "}]\n"

/* 80K is the scenario's: 40K each year. */
YEARS(laser_that_stays, LASERS("1", ", lasers: [{member: 1, deductible: 80k}]}"), TWO,
      {0, SL_YEAR_SPECIFIC, {40e3, 40e3, 40e3}}, {0, SL_YEAR_LASERS, {1, 1, 1}})

/* Seen 120K in nine months: 160K a year, above all claims. */
YEARS(laser_given, LASERS("1", "}, renewal: {loss_ratio: 0.8, laser_at: 1}"), TWO,
      {0, SL_YEAR_SPECIFIC, {70e3, 0, 0}}, {0, SL_YEAR_LASERS, {0, 1, 1}},
      {0, SL_YEAR_RETAINED, {50e3, 120e3, 120e3}})

/* Nothing is seen in the second year. */
YEARS(laser_dropped, LASERS("0", "}, renewal: {loss_ratio: 0.8, laser_at: 1}"), TWO,
      {0, SL_YEAR_SPECIFIC, {70e3, 0, 0}}, {0, SL_YEAR_LASERS, {0, 1, 0}})

/* With the whole year seen, 120K x 0.8 = 96K, up to 100K: 20K. */
YEARS(laser_of_a_share,
      LASERS("1",
             "}, renewal: {loss_ratio: 0.8, laser_at: 2, laser_factor: 0.8, notice_months: 0}"),
      TWO, {0, SL_YEAR_SPECIFIC, {70e3, 20e3, 20e3}}, {0, SL_YEAR_LASERS, {0, 1, 1}})

/* The rate follows what the carrier would have paid above the lasers that it sets: 20K / 0.8 with
 * the whole year seen; with nine months 160K x 0.5 = 80K is the laser: 40K / 0.8. */
YEARS(rate_with_lasers,
      LASERS("1", "}, renewal: {full: 2, loss_ratio: 0.8, laser_at: 2, laser_factor: 0.8, "
                  "notice_months: 0}"),
      TWO, {0, SL_YEAR_PREMIUMS, {9000, 25e3, 25e3}}, {0, SL_YEAR_SPECIFIC, {70e3, 20e3, 20e3}})
YEARS(rate_with_lasers_of_nine_months,
      LASERS("1", "}, renewal: {full: 2, loss_ratio: 0.8, laser_at: 2, laser_factor: 0.5}"), TWO,
      {0, SL_YEAR_PREMIUMS, {9000, 50e3, 50e3}}, {0, SL_YEAR_SPECIFIC, {70e3, 40e3, 40e3}})

/* 160K is no three and a quarter times 50K; a laser of the scenario goes then. */
YEARS(laser_not_deserved,
      LASERS("1", ", lasers: [{member: 1, deductible: 80k}]}, renewal: {loss_ratio: 0.8, laser_at: "
                  "3.25}"),
      TWO, {0, SL_YEAR_SPECIFIC, {40e3, 70e3, 70e3}}, {0, SL_YEAR_LASERS, {1, 0, 0}})

/* Promised for 10% more in each year. */
YEARS(laser_forbidden,
      LASERS("1", "}, renewal: {loss_ratio: 0.8, laser_at: 1, no_new_lasers: true, no_laser_load: "
                  "0.1}"),
      TWO, {0, SL_YEAR_SPECIFIC, {70e3, 70e3, 70e3}}, {0, SL_YEAR_LASERS, {0, 0, 0}},
      {0, SL_YEAR_PREMIUMS, {9900, 9900, 9900}})

/* ---- money ---- */

/* 15,000, then 10,000 twice; budget 11,000, reserve 3,000 at 10%: 3 + 11 - 15 = -1K is called; 1K
 * is left and bears 100; 1,100 + 1,000 bear 210. Discount 10%: 15,000 + 10,000 / 1.1 + / 1.21. */
YEARS(reserve,
      "years: 3\ndiscount: 0.1\nclaims: {" BASE
      ", " CLAIMANT("0", "5000") "}\narrangements: [{name: A, kind: aso, opening_reserve: 3000, "
                                 "reserve_interest: 0.1, budget: {amount: 11000}}]\n",
      TEN, {0, SL_YEAR_CALL, {1000, 0, 0}}, {0, SL_YEAR_INTEREST, {0, 100, 210}},
      {0, SL_YEAR_RESERVE, {0, 1100, 2310}}, {0, SL_YEAR_DEFICIT, {4000, 0, 0}},
      {0, SL_YEAR_CUMULATIVE, {15000, 15000 + 10000 / 1.1, 15000 + 10000 / 1.1 + 10000 / 1.21}})

/* Funding 100, costs 150, 100, 100: one call of 50. */
YEARS(one_call,
      "years: 3\nclaims: {services: [" SERVICE("base", "10", "0", MARCH) "], " CLAIMANT(
          "0", "50") "}\narrangements: [{name: A, kind: aso, budget: {amount: 100}}]\n",
      TEN, {0, SL_YEAR_CALL, {50, 0, 0}}, {0, SL_YEAR_RESERVE, {0, 0, 0}})

/* ASO until the third year, at 10% more each year: 10,000, 11,000 and then the premium, 20,000 x
 * 1.21, 12 months x 10 x 100 a head from the PEO. In the last year of ASO the fee of 700 for the
 * run-out, 10% dearer. From the PEO to ASO in the second. */
YEARS(switches,
      "years: 3\nclaims: {trend: 0.1, " BASE
      "}\narrangements: [{name: A, kind: aso, run_out_fee: 700, then: {year: 3, arrangement: I}}, "
      "{name: P, kind: peo, premium: {amount: 100, per: PEPM}, then: {year: 2, arrangement: B}}, "
      "{name: I, kind: fully_insured, premium: {amount: 20000, per: year}}, {name: B, kind: "
      "aso}]\n",
      TEN, {0, SL_YEAR_COST, {10000, 11000 + 770, 24200}}, {1, SL_YEAR_COST, {12000, 11000, 12100}},
      {2, SL_YEAR_COST, {20000, 22000, 24200}}, {3, SL_YEAR_COST, {10000, 11000, 12100}})

/* Fixed 1,200. Full weight: 1,200 + 15,000, then + 10,000. Half of it (10 of 40 member-years): of
 * 20,000 18,800 are for claims; 1,200 + (15,000 + 18,800) / 2 = 18,100; of them 16,900 are; 1,200 +
 * (10,000 + 16,900) / 2. */
#define EXPERIENCE(name, full)                                                                     \
  "{name: " name ", kind: aso, fees: [{name: f, amount: 10, per: PEPM}], budget: {amount: 20000, " \
  "renewal: experience}, renewal: {full: " full "}}"
YEARS(budget_by_experience,
      "years: 3\nclaims: {" BASE ", " CLAIMANT("0", "5000") "}\narrangements: [" EXPERIENCE(
          "A", "10") ", " EXPERIENCE("B", "40") "]\n",
      TEN, {0, SL_YEAR_BUDGET, {20000, 16200, 11200}}, {1, SL_YEAR_BUDGET, {20000, 18100, 14650}})

/* 15,000 a year. 20,000 x 0.8 = 16,000: 15 / 16, and then 1. At most 15% more where it would be 15
 * / 8; at most 10% less where it would be 15 / 32. */
#define INSURED(name, amount, more)                                                                \
  "{name: " name ", kind: fully_insured, premium: {amount: " amount ", per: year}, renewal: "      \
  "{full: 10, loss_ratio: 0.8" more "}}"
YEARS(insured_renewal,
      "years: 3\nclaims: {" BASE
      ", " CLAIMANT("1", "5000") "}\narrangements: [" INSURED("A", "20000", "") ", " INSURED(
          "B", "10000", ", cap: 0.15") ", " INSURED("C", "40000", ", floor: 0.1") "]\n",
      TEN, {0, SL_YEAR_PREMIUMS, {20000, 18750, 18750}},
      {1, SL_YEAR_PREMIUMS, {10000, 11500, 13225}}, {2, SL_YEAR_PREMIUMS, {40000, 36000, 32400}},
      {0, SL_YEAR_RATE_CHANGE, {0, -0.0625, 0}})

/* The claimant's 6,000 count 2,000 and are expected to pass that by 4,000: 11,000 + 4,000, and when
 * the claims have ended 10,000 + 4,000: 20,000 x 15 / 16 x 14,000 / (18,750 x 0.8). */
YEARS(pooling,
      "years: 3\nclaims: {" BASE
      ", " CLAIMANT("0", "5000") "}\narrangements: [" INSURED("A", "20000",
                                                              ", pooling_point: 2000") "]\n",
      TEN, {0, SL_YEAR_PREMIUMS, {20000, 18750, 17500}})

/* The specific by experience: 70K of 120K above 50K in each year; 9,000 x 0.8 / 70,000 is far
 * below, so that 50% more is the most. */
YEARS(rate_cap,
      "years: 3\nclaims: {" CLAIMANT("1",
                                     "120000") "}\narrangements: [{name: A, kind: aso, specific: "
                                               "{deductible: 50k, premium: {amount: 9000, "
                                               "per: year}}, renewal: {full: 2, loss_ratio: "
                                               "0.8, rate_cap: 0.5}}]\n",
      TWO, {0, SL_YEAR_PREMIUMS, {9000, 13500, 20250}}, {0, SL_YEAR_RATE_CHANGE, {0, 0.5, 0.5}},
      {0, SL_YEAR_SPECIFIC, {70e3, 70e3, 70e3}})

/* Claims 10% dearer, no experience: 10 x (1,100 - 500) / (10 x 500) = 1.2, then 710 / 600, of a
 * premium of 1,000; the deductible stays. */
YEARS(leveraged,
      "years: 3\nclaims: {trend: 0.1, " BASE
      "}\narrangements: [{name: A, kind: aso, specific: {deductible: 500, premium: {amount: 1000, "
      "per: year}}, renewal: {loss_ratio: 0.8}}]\n",
      TEN, {0, SL_YEAR_SPECIFIC, {5000, 6000, 7100}}, {0, SL_YEAR_PREMIUMS, {1000, 1200, 1420}})

/* 9,000, 9,900, 10,890 against 10,000, 11,000, 12,100. */
YEARS(attachment,
      "years: 3\nclaims: {trend: 0.1, " BASE
      "}\narrangements: [{name: A, kind: aso, aggregate: {attachment: 9000, premium: {amount: 100, "
      "per: year}}}]\n",
      TEN, {0, SL_YEAR_ATTACHMENT, {9000, 9900, 10890}}, {0, SL_YEAR_AGGREGATE, {1000, 1100, 1210}},
      {0, SL_YEAR_PREMIUMS, {100, 110, 121}})

/* ---- every kind, nothing changing: each year is the first one ---- */

#define FOUR                                                                                       \
  "employee,relationship,age,sex,plan,salary\n1,employee,40,F,PPO,50000\n2,employee,40,F,PPO,"     \
  "50000\n3,employee,40,F,PPO,50000\n4,employee,40,F,PPO,\n4,spouse,40,M,,\n4,child,9,F,,\n"
#define COVER "specific: {deductible: 2500, premium: {amount: 10, per: PEPM}, contract: 12/15}"

static void every_kind_stays(void)
{
  static const sl_year_variable_t of[] = {SL_YEAR_COST,       SL_YEAR_RETAINED, SL_YEAR_FEES,
                                          SL_YEAR_PREMIUMS,   SL_YEAR_SPECIFIC, SL_YEAR_AGGREGATE,
                                          SL_YEAR_ATTACHMENT, SL_YEAR_BUDGET,   SL_YEAR_DEFICIT};
  size_t apart = 0, nothing = 0;
  sl_years_columns_t *c = sl_years_run_text(
      "stoploss: 1\nname: Test\nstart: 2026-01-01\ncensus: census.csv\njurisdiction: US-OH\n"
      "years: 4\nsimulation: {trials: 3, pricing_trials: 16}\nplans: [{name: PPO, hsa: {employee: "
      "120, family: 240}}]\nclaims: {services: [" SERVICE(
          "medical", "3000", "0",
          MARCH) ", " SERVICE("late", "1000", "90",
                              NOVEMBER) "]}\narrangements:\n"
                                        "- {name: A, kind: aso, fees: [{name: a, amount: 10, per: "
                                        "PEPM}, {name: b, amount: 700, per: "
                                        "year}, {name: c, amount: 0.01, per: paid_claims}, {name: "
                                        "d, amount: 0.05, per: premium}], "
                                        "specific: {deductible: 2500, premium: {tiers: {employee: "
                                        "10, family: 30}}, contract: 12/15}, "
                                        "aggregate: {corridor: 0.9, premium: {amount: 5, per: "
                                        "PEPM}, contract: 12/15}}\n"
                                        "- {name: B, kind: fully_insured, premium: {loss_ratio: "
                                        "0.85}}\n"
                                        "- {name: C, kind: level_funded, surplus_share: 0.5, " COVER
                                        ", aggregate: {corridor: 1.1, premium: {amount: 5, per: "
                                        "PEPM}, contract: 12/15}}\n"
                                        "- {name: D, kind: minimum_premium, premium: {amount: 20, "
                                        "per: PEPM}, aggregate: {corridor: "
                                        "0.9}}\n"
                                        "- {name: E, kind: refund_accounting, premium: {amount: "
                                        "600, per: PEPM}, refund: {retention: "
                                        "0.1}}\n"
                                        "- {name: F, kind: peo, premium: {amount: 500, per: "
                                        "PEPM}}\n"
                                        "- {name: G, kind: captive, " COVER
                                        ", captive: {limit: 2800, premium: {loss_ratio: 0.9}, "
                                        "share: 0.1}}\n"
                                        "- {name: H, kind: aso, insured: [{services: [late], "
                                        "premium: {amount: 30, per: PEPM}}], " COVER "}\n",
      FOUR, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(c);
  for (size_t a = 0; a < c->n_arrangements; a++) {
    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
      const double first = sl_years_mean(c, of[i], a, 0);
      for (size_t k = 1; k < c->n_years; k++) {
        apart += fabs(sl_years_mean(c, of[i], a, k) - first) > 1e-9 * fabs(first);
      }
      nothing += of[i] == SL_YEAR_COST && !(first > 0.0);
    }
  }
  CU_ASSERT_EQUAL(apart, 0);
  CU_ASSERT_EQUAL(nothing, 0);
  sl_years_columns_free(c);
}

SL_SUITE(hand_years, "verify/hand_years", {"12/12 each year", no_run_in},
         {"12/12 then 24/12", run_in_from_the_second_year}, {"12/15 each year", run_out_each_year},
         {"12/15 then 24/12", two_windows}, {"paid each year", paid_each_year},
         {"child at 26, employee at 65", of_age}, {"no ageing", of_no_age}, {"growth", growth_up},
         {"negative growth", growth_down}, {"claims that go on", goes_on},
         {"claims that end", ends}, {"left in the first year", left_in_the_first_year},
         {"a laser that stays", laser_that_stays}, {"a laser given", laser_given},
         {"a laser dropped", laser_dropped}, {"a laser of a share", laser_of_a_share},
         {"a rate with lasers", rate_with_lasers},
         {"a rate with lasers of nine months", rate_with_lasers_of_nine_months},
         {"a laser not deserved", laser_not_deserved}, {"lasers forbidden", laser_forbidden},
         {"reserve, interest and discount", reserve}, {"one call", one_call},
         {"switches", switches}, {"budget by experience", budget_by_experience},
         {"insured renewal", insured_renewal}, {"pooling", pooling}, {"rate cap", rate_cap},
         {"leveraged trend", leveraged}, {"attachment", attachment},
         {"every kind stays", every_kind_stays});
