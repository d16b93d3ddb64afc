/* Words of the trade in scenarios: percentages, thousands and millions, PEPM, rates by two tiers, a
 * renewal's change, fees for all arrangements. */
#include "models/funding/arrangement.h"
#include "sim/input/load/load.h"
#include "sim/input/read/number.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- numbers ---- */

static void the_point_moves_in_the_text(void)
{
  static const struct {
    const char *word, *plain;
  } rows[] = {{"14.8%", "0.148"},       {"5%", "0.05"},      {"125%", "1.25"},
              {"-3.5%", "-0.035"},      {"+7%", "0.07"},     {".5%", "0.005"},
              {"5.%", "0.05"},          {"0%", "0"},         {"175k", "175000"},
              {"175K", "175000"},       {"2.5M", "2500000"}, {"0.1k", "100"},
              {"1.234567M", "1234567"}, {"-25k", "-25000"},  {"0.0000011M", "1.1"}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    double word = NAN;
    CU_ASSERT_TRUE(sl_number_parse_percent(rows[i].word, &word) ||
                   sl_number_parse_money(rows[i].word, &word));
    CU_ASSERT_EQUAL(word, strtod(rows[i].plain, NULL));
  }
}

/* 0.001% to 99.999%, each with the bits of its decimals; a division by 100 has others in places. */
static void every_percentage_has_the_bits_of_its_decimals(void)
{
  size_t wrong = 0, by_division = 0;
  for (unsigned n = 1; n < 100000; n++) {
    char percent[16], decimals[16];
    double value = NAN;
    snprintf(percent, sizeof percent, "%u.%03u%%", n / 1000, n % 1000);
    snprintf(decimals, sizeof decimals, "0.%05u", n);
    wrong += !sl_number_parse_percent(percent, &value) || value != strtod(decimals, NULL);
    by_division += strtod(percent, NULL) / 100.0 != strtod(decimals, NULL);
  }
  CU_ASSERT_EQUAL(wrong, 0);
  CU_ASSERT_TRUE(by_division > 1000);
}

static void what_is_no_word_is_refused(void)
{
  static const char *const texts[] = {
      "",   "%",   "k",   "M",   "5",    "5 %",  "5%%",  "k5",   "1e3k", "1e1%",   "05%",  "1_0%",
      "2m", "5%k", "5k%", "1kk", "inf%", "nan%", "- 5%", "5,0%", "0x1k", "2.5.1M", "1E3M", "5B"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    double value;
    CU_ASSERT_FALSE(sl_number_parse_percent(texts[i], &value));
    CU_ASSERT_FALSE(sl_number_parse_money(texts[i], &value));
  }
  char longest[66];
  memset(longest, '1', 65);
  strcpy(longest + 64, "%");
  double value;
  CU_ASSERT_FALSE(sl_number_parse_percent(longest, &value)); /* 65 characters */
  CU_ASSERT_TRUE(sl_number_parse_percent(longest + 1, &value));
}

/* ---- in a scenario ---- */

static const char *with(const char *plan, const char *rest)
{
  static char yaml[4000];
  snprintf(yaml, sizeof yaml, "%s%splans: [{name: PPO%s%s}]\n%s", SL_TEXT_HEAD, SL_TEXT_CLAIMS,
           plan[0] != '\0' ? ", " : "", plan, rest);
  return yaml;
}

#define ASO(keys) "arrangements: [{name: A, kind: aso, " keys "}]\n"
#define INSURED(keys) "arrangements: [{name: A, kind: fully_insured, " keys "}]\n"

/* What is written with words resolves to what is written without them. */
static void expect_same(const char *words, const char *plain)
{
  char *copy = malloc(strlen(words) + 1);
  CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
  strcpy(copy, words);
  sl_loaded_t a = sl_test_load(copy, NULL);
  if (a.scenario == NULL) {
    sl_test_has_fault(&a, 0, 0, "nothing");
  }
  CU_ASSERT_PTR_NOT_NULL_FATAL(a.scenario);
  char *resolved = malloc(strlen(a.scenario->resolved) + 1);
  CU_ASSERT_PTR_NOT_NULL_FATAL(resolved);
  strcpy(resolved, a.scenario->resolved);
  sl_test_unload(&a);
  sl_loaded_t b = sl_test_load(plain, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(b.scenario);
  CU_ASSERT_STRING_EQUAL(resolved, b.scenario->resolved);
  sl_test_unload(&b);
  b = sl_test_load(resolved, NULL); /* its own fixed point */
  CU_ASSERT_PTR_NOT_NULL_FATAL(b.scenario);
  CU_ASSERT_STRING_EQUAL(resolved, b.scenario->resolved);
  sl_test_unload(&b);
  free(resolved);
  free(copy);
}

static char *copied(const char *text)
{
  char *copy = malloc(strlen(text) + 1);
  CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
  strcpy(copy, text);
  return copy;
}

static void words_resolve_to_plain_numbers(void)
{
  static const char *const pairs[][4] = {
      {"coinsurance: 20%, deductible: 1.5k, copays: {medical: 0.02k}", ASO("fees: []"),
       "coinsurance: 0.2, deductible: 1500, copays: {medical: 20}", ASO("fees: []")},
      {"deductible: {person: 1k, family: 2k}", ASO("specific: {deductible: 175k, maximum: 2.5M}"),
       "deductible: {person: 1000, family: 2000}",
       ASO("specific: {deductible: 175000, maximum: 2500000}")},
      {"", ASO("aggregate: {corridor: 125%, maximum: 1M}, budget: {quantile: 95%}"), "",
       ASO("aggregate: {corridor: 1.25, maximum: 1000000}, budget: {quantile: 0.95}")},
      {"",
       ASO("aggregate: {factors: {employee: 0.3k, family: 0.7k}, minimum: {of_first_month: 95%}}"),
       "",
       ASO("aggregate: {factors: {employee: 300, family: 700}, minimum: {of_first_month: 0.95}}")},
      {"",
       ASO("fees: [{name: tpa, amount: 38, per: PEPM}, {name: net, amount: 4, per: pmpm}, {name: "
           "a, "
           "amount: 1k, per: PEPY}, {name: b, amount: -2, per: pmpy}, {name: c, amount: 2%, per: "
           "paid_claims}, {name: d, amount: 10%, per: premium}]"),
       "",
       ASO("fees: [{name: tpa, amount: 38, per: employee_month}, {name: net, amount: 4, per: "
           "member_month}, {name: a, amount: 1000, per: employee_year}, {name: b, amount: -2, per: "
           "member_year}, {name: c, amount: 0.02, per: paid_claims}, {name: d, amount: 0.1, per: "
           "premium}]")},
      {"", INSURED("premium: {amount: 1.8%, per: payroll}"), "",
       INSURED("premium: {amount: 0.018, per: payroll}")},
      {"",
       INSURED("premium: {amount: 900, per: PEPM}, taxes: [{name: t, rate: 2%, on: [premium]}]"),
       "",
       INSURED("premium: {amount: 900, per: employee_month}, taxes: [{name: t, rate: 0.02, on: "
               "[premium]}]")},
  };
  for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
    char *words = copied(with(pairs[i][0], pairs[i][1]));
    expect_same(words, with(pairs[i][2], pairs[i][3]));
    free(words);
  }
}

static void a_negative_percentage_is_a_trend(void)
{
  sl_loaded_t l = sl_test_load(SL_TEXT_HEAD "claims:\n  trend: -3.5%\n  services: [" SL_TEXT_SERVICE
                                            "]\n" SL_TEXT_TAIL,
                               NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  CU_ASSERT_EQUAL(l.scenario->claims->trend, -0.035);
  sl_test_unload(&l);
}

static void words_elsewhere_are_refused(void)
{
  static const struct {
    const char *plan, *rest, *part;
  } rows[] = {
      {"deductible: 5%", ASO("fees: []"),
       "deductible is not a number: 5%; a percentage stands for shares and ratios only"},
      {"coinsurance: 2k", ASO("fees: []"),
       "coinsurance is not a number: 2k; k and M stand for amounts of money only"},
      {"coinsurance: 5%%", ASO("fees: []"),
       "write it as 5% or 0.05; allowed: a number from 0 to 1 "
       "(also as a percentage)"},
      {"coinsurance: \"5%\"", ASO("fees: []"), "coinsurance is a text in quotes: 5%"},
      {"coinsurance: 120%", ASO("fees: []"), "coinsurance is out of range: 120%"},
      {"deductible: 1_000", ASO("fees: []"),
       "deductible is not a number: 1_000; allowed: a number "
       "from 0 to 1e+15 (also as 175k or 2.5M)"},
      {"deductible: k5", ASO("fees: []"), "write a number and k for thousand or M for million"},
      {"deductible: 1e3k", ASO("fees: []"), "write a number and k for thousand or M for million"},
      {"deductible: 2.5m", ASO("fees: []"), "write a number and k for thousand or M for million"},
      {"deductible: 100.000k", ASO("fees: []"), "may mean one number or a thousand times as much"},
      {"", ASO("fees: []") "simulation: {trials: 20k}\n",
       "k and M stand for amounts of money only; write the number in full"},
      {"", ASO("fees: [{name: f, amount: 2%, per: PEPM}]"),
       "amount is a percentage: 2%, but is charged per employee_month"},
      {"", ASO("fees: [{name: f, amount: 2k, per: premium}]"),
       "amount is an amount of money: 2k, but per: premium takes a fraction"},
      {"", INSURED("premium: {amount: 2%, per: month}"), "but is charged per month"},
      {"", ASO("fees: [{name: f, amount: 2, per: PEPN}]"), "did you mean PEPM?"},
      {"", ASO("fees: [{name: f, amount: 2, per: Pepm}]"), "per is not known: Pepm"},
      {"", ASO("fees: []") "wellness: {fee: {amount: 2%, per: PEPM}}\n",
       "but is charged per employee_month"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const char *yaml = with(rows[i].plan, rows[i].rest);
    sl_loaded_t l = sl_test_load(yaml, NULL);
    const size_t line = l.faults.n > 0 ? l.faults.list[0].line : 0;
    CU_ASSERT_EQUAL(l.faults.n, 1);
    CU_ASSERT_TRUE(sl_test_has_fault(&l, line, 0, rows[i].part));
    sl_test_unload(&l);
  }
}

/* --set reads values as the file does. */
static void overrides_take_words(void)
{
  static const sl_override_t list[] = {{"plans.0.coinsurance", "14.8%"},
                                       {"plans.0.deductible", "{person: 1.5k, family: 3K}"},
                                       {"arrangements.0.aggregate.corridor", "125%"},
                                       {"fees", "[{name: broker, amount: 25, per: PEPM}]"}};
  const sl_overrides_t overrides = {list, sizeof list / sizeof list[0]};
  sl_loaded_t l = sl_test_load(with("", ASO("fees: []")), NULL);
  sl_scenario_t *variant = NULL;
  sl_faults_t faults;
  sl_faults_init(&faults);
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  CU_ASSERT_EQUAL(sl_scenario_variant(NULL, l.scenario, &overrides, &variant, &faults), SL_OK);
  CU_ASSERT_PTR_NOT_NULL_FATAL(variant);
  CU_ASSERT_PTR_NOT_NULL(strstr(variant->resolved, "    coinsurance: 0.148\n"));
  CU_ASSERT_PTR_NOT_NULL(
      strstr(variant->resolved, "    deductible: {person: 1500, family: 3000, embedded: true}\n"));
  CU_ASSERT_EQUAL(variant->arrangements->list[0].aggregate.corridor, 1.25);
  CU_ASSERT_EQUAL_FATAL(variant->arrangements->list[0].n_fees, 1);
  CU_ASSERT_EQUAL(variant->arrangements->list[0].fees[0].per, SL_PER_EMPLOYEE_MONTH);
  sl_scenario_free(variant);
  sl_faults_free(&faults);
  sl_test_unload(&l);
}

static void a_distribution_has_plain_numbers(void)
{
  CU_ASSERT_TRUE(sl_test_one_fault(
      SL_TEXT_HEAD "claims: {services: [{name: a, frequency: {distribution: poisson, mean: 1}, "
                   "severity: {distribution: constant, value: 5k}}]}\n" SL_TEXT_TAIL,
      5, 0, "value is not a number: 5k; k and M stand for amounts of money only"));
}

/* ---- tiers ---- */

/* Rows 1 to 5 of the census: a family and two singles, one of them waived. With a spouse's row more
 * there is a couple. */
#define COUPLES                                                                                    \
  "employee,relationship,age,sex\n1,employee,40,F\n1,spouse,41,M\n2,employee,30,M\n2,child,3,F\n"  \
  "3,employee,50,M\n4,employee,44,F\n4,spouse,45,M\n4,child,9,F\n"

static sl_loaded_t load(const char *arrangements)
{
  return sl_test_load(with("", arrangements), COUPLES);
}

static void family_stands_for_all_other_tiers(void)
{
  sl_loaded_t l =
      load("arrangements:\n"
           "  - {name: A, kind: fully_insured, premium: {tiers: {employee: 700, family: "
           "1.9k}}, contributions: {employee: 100, family: 250}, fees: [{name: f, tiers: "
           "{employee: 5, family: 12}}]}\n"
           "  - {name: B, kind: aso, aggregate: {factors: {family: 9, employee: 4}}}\n");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_arrangement_t *a = l.scenario->arrangements->list;
  for (int tier = 0; tier < SL_TIERS; tier++) {
    const bool alone = tier == SL_TIER_EMPLOYEE;
    CU_ASSERT_EQUAL(a[0].premium.tier[tier], alone ? 700.0 : 1900.0);
    CU_ASSERT_EQUAL(a[0].contribution[tier], alone ? 100.0 : 250.0);
    CU_ASSERT_EQUAL(a[0].fees[0].tier[tier], alone ? 5.0 : 12.0);
    CU_ASSERT_EQUAL(a[1].aggregate.factor[tier], alone ? 4.0 : 9.0);
  }
  sl_test_unload(&l);
}

/* Of three tiers nobody can tell which is the children's. */
static void a_third_tier_asks_for_the_fourth(void)
{
  static const char *const keys[] = {
      "kind: fully_insured, premium: {tiers: {employee: 7, employee_spouse: 15, family: 19}}",
      "kind: aso, contributions: {employee: 7, employee_spouse: 15, family: 19}",
      "kind: aso, fees: [{name: f, tiers: {employee: 7, employee_spouse: 15, family: 19}}]",
      "kind: aso, aggregate: {factors: {employee: 7, employee_spouse: 15, family: 19}}"};
  for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
    char text[400];
    snprintf(text, sizeof text, "arrangements: [{name: A, %s}]\n", keys[i]);
    sl_loaded_t l = load(text);
    CU_ASSERT_EQUAL(l.faults.n, 1);
    CU_ASSERT_TRUE(sl_test_has_fault(&l, 8, 0, "no value for tier employee_children, in which 12"));
    sl_test_unload(&l);
  }
}

/* ---- a renewal ---- */

/* A fully insured renewal at +14.8% as a carrier printed it, each rate rounded to the cent. */
static void a_change_gives_the_renewal_of_a_quote(void)
{
  static const double renewal[SL_TIERS] = {852.02, 1789.25, 1576.19, 2556.07};
  sl_loaded_t l = load(INSURED("premium: {tiers: {employee: 742.18, employee_spouse: 1558.58, "
                               "employee_children: 1372.99, family: 2226.54}, change: 14.8%}"));
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  for (int tier = 0; tier < SL_TIERS; tier++) {
    CU_ASSERT_EQUAL(l.scenario->arrangements->list[0].premium.tier[tier], renewal[tier]);
  }
  CU_ASSERT_PTR_NOT_NULL(strstr(l.scenario->resolved, "      change: 0.148\n"));
  CU_ASSERT_PTR_NOT_NULL(strstr(l.scenario->resolved, "employee: 742.18"));
  sl_test_unload(&l);
}

/* 125.10 x 1.05 = 131.355 and 128.45 x 0.9 = 115.605 are half cents, and less as products of
 * doubles; 1.10 x 1.05 = 1.155 likewise or not. */
static void half_a_cent_goes_up(void)
{
  const volatile double rate = 125.1, change = 0.05;
  CU_ASSERT_TRUE(rate * (1.0 + change) * 100.0 < 13135.5);
  sl_loaded_t l = load(INSURED("premium: {tiers: {employee: 125.10, family: 1.10}, change: 5%}"));
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  CU_ASSERT_EQUAL(l.scenario->arrangements->list[0].premium.tier[SL_TIER_EMPLOYEE], 131.36);
  CU_ASSERT_EQUAL(l.scenario->arrangements->list[0].premium.tier[SL_TIER_FAMILY], 1.16);
  sl_test_unload(&l);
  l = load(INSURED("premium: {tiers: {employee: 128.45, family: 200}, change: -10%}"));
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  CU_ASSERT_EQUAL(l.scenario->arrangements->list[0].premium.tier[SL_TIER_EMPLOYEE], 115.61);
  CU_ASSERT_EQUAL(l.scenario->arrangements->list[0].premium.tier[SL_TIER_FAMILY], 180.0);
  sl_test_unload(&l);
}

static void a_change_goes_with_tiers(void)
{
  CU_ASSERT_TRUE(sl_test_one_fault(with("", INSURED("premium: {amount: 5, per: PEPM, change: 5%}")),
                                   8, 0, "change goes with tiers only"));
}

/* ---- fees ---- */

static void fees_at_the_top_are_every_arrangements(void)
{
  const char *yaml =
      with("", "fees: [{name: broker, amount: 25, per: PEPM}]\n"
               "arrangements:\n"
               "  - {name: A, kind: aso, fees: [{name: tpa, amount: 38, per: PEPM}]}\n"
               "  - {name: B, kind: fully_insured, premium: {amount: 9, per: PEPM}}\n");
  sl_loaded_t l = sl_test_load(yaml, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_arrangement_t *a = l.scenario->arrangements->list;
  CU_ASSERT_EQUAL_FATAL(a[0].n_fees, 2);
  CU_ASSERT_EQUAL_FATAL(a[1].n_fees, 1);
  CU_ASSERT_STRING_EQUAL(a[0].fees[0].name, "broker");
  CU_ASSERT_STRING_EQUAL(a[0].fees[1].name, "tpa");
  CU_ASSERT_STRING_EQUAL(a[1].fees[0].name, "broker");
  CU_ASSERT_EQUAL(a[1].fees[0].amount, 25.0);
  const char *once = strstr(l.scenario->resolved, "broker");
  CU_ASSERT_PTR_NOT_NULL_FATAL(once);
  CU_ASSERT_PTR_NULL(strstr(once + 1, "broker"));
  CU_ASSERT_PTR_NOT_NULL(strstr(
      l.scenario->resolved, "\nfees:\n  - {name: broker, amount: 25, per: employee_month}\narr"));
  sl_test_unload(&l);
  CU_ASSERT_TRUE(sl_test_no_fault(yaml));
}

static void faults_of_fees(void)
{
  static const struct {
    const char *rest, *part;
    size_t line;
  } rows[] = {
      {"fees: [{name: x, amount: 1, per: year}]\n"
       "arrangements: [{name: A, kind: aso, fees: [{name: x, amount: 2, per: year}]}]\n",
       "a fee of all arrangements has this name already: x; in line 8", 9},
      {"fees: [{name: x, amount: 1, per: year}, {name: x, amount: 1, per: year}]\n"
       "arrangements: [{name: A, kind: aso}, {name: B, kind: aso}]\n",
       "name is used twice: x", 8},
      {"fees: [{name: x, amount: 1%, per: year}]\n"
       "arrangements: [{name: A, kind: aso}, {name: B, kind: aso}]\n",
       "amount is a percentage: 1%", 8},
      {ASO("fees: [{name: x, amount: 1}]"), "the amount of a fee needs per", 8},
      {ASO("fees: [{name: x}]"),
       "a fee says nothing of its size; allowed: exactly one of amount, "
       "tiers",
       8},
      {ASO("fees: [{name: x, amount: 1, per: year, tiers: {employee: 1, family: 2}}]"),
       "a fee is given in more than one way", 8},
      {ASO("fees: [{name: x, per: year, tiers: {employee: 1, family: 2}}]"),
       "per goes with amount only", 8},
      {ASO("fees: [{name: x, amount: 1, per: year, taxed_as: premiums}]"),
       "taxed_as is not known: premiums; did you mean premium?", 8},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    CU_ASSERT_TRUE(sl_test_one_fault(with("", rows[i].rest), rows[i].line, 0, rows[i].part));
  }
}

static void a_fee_by_tier_is_read_and_written(void)
{
  sl_loaded_t l = load(ASO("fees: [{name: travel, tiers: {employee: 4.9, family: 12.15}, taxed_as: "
                           "premium}, {name: tpa, amount: 38, per: PEPM, taxed_as: fee}]"));
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_fee_t *fees = l.scenario->arrangements->list[0].fees;
  CU_ASSERT_TRUE(fees[0].by_tier && fees[0].taxed_as_premium);
  CU_ASSERT_FALSE(fees[1].by_tier || fees[1].taxed_as_premium);
  CU_ASSERT_PTR_NOT_NULL(
      strstr(l.scenario->resolved,
             "      - {name: travel, tiers: {employee: 4.9, family: 12.15}, taxed_as: premium}\n"
             "      - {name: tpa, amount: 38, per: employee_month, taxed_as: fee}\n"));
  sl_test_unload(&l);
}

SL_SUITE(trade_words, "unit/trade_words",
         {"the point moves in the text", the_point_moves_in_the_text},
         {"every percentage has the bits of its decimals",
          every_percentage_has_the_bits_of_its_decimals},
         {"what is no word is refused", what_is_no_word_is_refused},
         {"words resolve to plain numbers", words_resolve_to_plain_numbers},
         {"a negative percentage is a trend", a_negative_percentage_is_a_trend},
         {"words elsewhere are refused", words_elsewhere_are_refused},
         {"overrides take words", overrides_take_words},
         {"a distribution has plain numbers", a_distribution_has_plain_numbers},
         {"family stands for all other tiers", family_stands_for_all_other_tiers},
         {"a third tier asks for the fourth", a_third_tier_asks_for_the_fourth},
         {"a change gives the renewal of a quote", a_change_gives_the_renewal_of_a_quote},
         {"half a cent goes up", half_a_cent_goes_up},
         {"a change goes with tiers", a_change_goes_with_tiers},
         {"fees at the top are every arrangement's", fees_at_the_top_are_every_arrangements},
         {"faults of fees", faults_of_fees},
         {"a fee by tier is read and written", a_fee_by_tier_is_read_and_written});
