/* Contracts over several plan years on the shipped basis, with people who age, come and leave: a
 * year's claims that the next contract reaches back to are the same claims, each falls into one
 * contract or into none, and money is conserved in every trial. */
#include "sim/results/block.h"
#include "tests/support/harness.h"
#include "tests/support/years_run.h"
#include "tests/verify/validation.h"

#include <math.h>
#include <stdio.h>

#define TOLERANCE 1e-9

/* A child who leaves after the first year and one after the second, an employee of 64 and one of
 * 63, one who leaves in autumn, a newborn child. */
static const char census[] =
    "employee,relationship,age,sex,plan,to\n1,employee,50,F,PPO,\n1,child,25,M,,\n1,child,24,F,,\n"
    "2,employee,64,M,PPO,\n2,spouse,63,F,,\n3,employee,63,F,PPO,\n4,employee,31,F,PPO,\n"
    "4,spouse,33,M,,\n4,child,0,M,,\n5,employee,45,M,PPO,2026-09-30\n6,employee,28,F,PPO,\n";

/* The longest lag of the basis is 533 days: now below a year, so that whatever is incurred in a
 * year is paid by the end of the next. */
#define HEAD(years, more)                                                                          \
  "stoploss: 1\nname: Test\nstart: 2026-01-01\ncensus: census.csv\nyears: " years                  \
  "\npopulation: {ageing: true, turnover: 0.3" more "}\nclaims: {basis: us-commercial-2026, "      \
  "risk_factor: 3, trend: 0.07, lag_shift: -200}\nplans: [{name: PPO, deductible: {person: 1000, " \
  "family: 2000}, coinsurance: 0.2, out_of_pocket_max: {person: 4000, family: 8000}}]\n"

static sl_years_columns_t *run(const char *head, const char *arrangements)
{
  char text[4096];
  snprintf(text, sizeof text,
           "%ssimulation: {trials: %d, pricing_trials: 512}\narrangements: [%s]\n", head,
           sl_test_full() ? 40000 : 2 * SL_BLOCK_TRIALS, arrangements);
  return sl_years_run_text(text, census, NULL);
}

static double at(const sl_years_columns_t *c, sl_year_variable_t v, size_t a, size_t k, size_t t)
{
  return sl_years_column(c, v, a, k)[t];
}

/* ---- the same claims ---- */

#define FROM_THE_FIRST(name, contract)                                                             \
  "{name: " name ", kind: aso, specific: {deductible: 0, premium: {amount: 1, per: year}, "        \
  "contract: " contract "}}"

/* Above a deductible of 0 a claim is the carrier's or, in no contract, the employer's: he keeps
 * none of any year but the last, and of that no less than 0. Were a claim of the year before drawn
 * otherwise, or held twice, the rest would differ from 0. */
static void the_claims_of_the_year_before(void)
{
  sl_years_columns_t *c = run(
      HEAD("4", ""),
      "{name: none, kind: aso}, " FROM_THE_FIRST("A", "[12/12, 24/12]") ", " FROM_THE_FIRST(
          "B",
          "["
          "1"
          "2"
          "/"
          "1"
          "5"
          ","
          " "
          "2"
          "4"
          "/"
          "1"
          "2"
          "]") ", " FROM_THE_FIRST("C",
                                   "paid") ", " FROM_THE_FIRST("D",
                                                               "12/24") ", " FROM_THE_FIRST("E",
                                                                                            "[12/"
                                                                                            "18, "
                                                                                            "24/"
                                                                                            "12, "
                                                                                            "24/"
                                                                                            "15, "
                                                                                            "24/"
                                                                                            "12]"));
  double most = 0.0, open = 0.0;
  CU_ASSERT_PTR_NOT_NULL_FATAL(c);
  for (size_t a = 1; a < c->n_arrangements; a++) {
    for (size_t k = 0; k < c->n_years; k++) {
      for (size_t t = 0; t < c->n_trials; t++) {
        const double paid = at(c, SL_YEAR_RETAINED, 0, k, t),
                     kept = at(c, SL_YEAR_RETAINED, a, k, t);
        const double far =
            (k + 1 < c->n_years || a == 4 ? fabs(kept) : fmax(0.0, -kept)) / (1.0 + paid);
        most = fmax(most, far);
        open += k + 1 == c->n_years ? kept : 0.0;
      }
    }
  }
  CU_ASSERT(most < TOLERANCE);
  CU_ASSERT(open > 0.0);
  sl_validated_campaign("claims of a plan year that the next contract reaches back to",
                        "5 sequences of contracts, %zu trials, 4 years: each claim in one contract",
                        c->n_trials);
  sl_years_columns_free(c);
}

/* ---- money ---- */

#define COVERED(name, specific, aggregate, more)                                                   \
  "{name: " name ", kind: aso, opening_reserve: 20000, reserve_interest: 0.03, fees: [{name: f, "  \
  "amount: 40, per: PEPM}], specific: {deductible: 30k, premium: {loss_ratio: 0.8}, "              \
  "contract: " specific "}, aggregate: {corridor: 1.1, premium: {amount: 3, per: PEPM}, "          \
  "contract: " aggregate "}" more "}"
#define RENEWAL ", renewal: {full: 200, rate_cap: 0.4, cap: 0.2, laser_at: 1.2, floor: 0.1}"

/* What is kept and what both covers pay are all that the plan pays, over all years; reserves go
 * from year to year; what a year costs is what is kept, fees and premiums. */
static void check_money(const sl_years_columns_t *c, size_t a, double most[3])
{
  for (size_t t = 0; t < c->n_trials; t++) {
    double paid = 0.0, told = 0.0, reserve = 20000.0, sum = 0.0;
    for (size_t k = 0; k < c->n_years; k++) {
      const double kept = at(c, SL_YEAR_RETAINED, a, k, t), cost = at(c, SL_YEAR_COST, a, k, t);
      const double fixed = at(c, SL_YEAR_FEES, a, k, t) + at(c, SL_YEAR_PREMIUMS, a, k, t);
      const double after = at(c, SL_YEAR_RESERVE, a, k, t);
      const double left = reserve + at(c, SL_YEAR_BUDGET, a, k, t) + at(c, SL_YEAR_CALL, a, k, t) +
                          at(c, SL_YEAR_INTEREST, a, k, t) - cost - after;
      paid += at(c, SL_YEAR_RETAINED, 0, k, t);
      told += kept + at(c, SL_YEAR_SPECIFIC, a, k, t) + at(c, SL_YEAR_AGGREGATE, a, k, t);
      sum += cost;
      most[0] = fmax(most[0], fabs(left) / (1.0 + cost));
      most[1] = fmax(most[1], fabs(kept + fixed - cost) / (1.0 + cost));
      most[1] = fmax(most[1], fabs(sum - at(c, SL_YEAR_CUMULATIVE, a, k, t)) / (1.0 + sum));
      reserve = after;
    }
    most[2] = fmax(most[2], fabs(paid - told) / (1.0 + paid));
  }
}

static void money_is_conserved(void)
{
  sl_years_columns_t *c = run(
      HEAD("3", ", growth: 0.2"),
      "{name: none, kind: aso}, " COVERED("A", "[12/12, 24/12]", "[12/12, 24/12]", "") ", " COVERED(
          "B", "[12/15, 24/12]", "12/15",
          RENEWAL) ", " COVERED("C", "[12/12, 24/12]", "[12/18, 24/12]",
                                RENEWAL) ", " COVERED("D", "12/12", "12/12", RENEWAL));
  double most[3] = {0.0, 0.0, 0.0}, specific = 0.0, aggregate = 0.0, lasers = 0.0;
  CU_ASSERT_PTR_NOT_NULL_FATAL(c);
  for (size_t a = 1; a < c->n_arrangements; a++) {
    check_money(c, a, most);
    for (size_t k = 0; k < c->n_years; k++) {
      specific += sl_years_mean(c, SL_YEAR_SPECIFIC, a, k);
      aggregate += sl_years_mean(c, SL_YEAR_AGGREGATE, a, k);
      lasers += sl_years_mean(c, SL_YEAR_LASERS, a, k);
    }
  }
  for (int i = 0; i < 3; i++) {
    CU_ASSERT(most[i] < TOLERANCE);
  }
  printf("\n    at most %.1e, %.1e, %.1e ", most[0], most[1], most[2]);
  CU_ASSERT(specific > 0.0 && aggregate > 0.0 && lasers > 0.0);
  sl_validated_campaign("money over several plan years",
                        "4 arrangements, %zu trials, 3 years: what is kept and reimbursed is what "
                        "the plan pays, to 1e-9",
                        c->n_trials);
  sl_years_columns_free(c);
}

SL_SUITE(years_contracts, "verify/years_contracts",
         {"the claims of the year before", the_claims_of_the_year_before},
         {"money is conserved", money_is_conserved});
