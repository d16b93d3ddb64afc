/* What a sound scenario is warned of. The limits compared with are those of the tables in
 * sim/input/rules/limits, written out here as published. */
#include "sim/input/rules/jurisdiction.h"
#include "sim/input/rules/limits.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <stdio.h>
#include <string.h>

#define SERVICE(name, more)                                                                        \
  "{name: " name ", frequency: {distribution: poisson, mean: 1}, "                                 \
  "severity: {distribution: constant, value: 10}" more "}"
#define SERVICES                                                                                   \
  "claims: {services: [" SERVICE("medical", "") ", " SERVICE("preventive care", "") ", " SERVICE(  \
      "dental", ", line: dental") ", " SERVICE("video visit", ", line: telemedicine") "]}\n"

/* Nobody with months of part of the year, which would be a warning of its own beside contracts. */
#define CENSUS                                                                                     \
  "employee,relationship,age,sex,plan,salary,to\n1,employee,40,F,PPO,50000,\n1,spouse,41,M,,,\n"   \
  "1,child,9,F,,,\n2,employee,30,M,PPO,40000,2026-06-30\n3,employee,50,M,waived,30000,\n"

/* The lines are 1 .. 4, jurisdiction 5, claims 6, plan 7, arrangement 8. */
static sl_loaded_t load(const char *jurisdiction, const char *plan, const char *arrangement)
{
  char yaml[4096];
  snprintf(yaml, sizeof yaml,
           SL_TEXT_HEAD "jurisdiction: %s\n" SERVICES
                        "plans: [{name: PPO, %s}]\narrangements: [{name: A, %s}]\n",
           jurisdiction, plan, arrangement);
  sl_loaded_t loaded = sl_test_load(yaml, CENSUS);
  CU_ASSERT_PTR_NOT_NULL(loaded.scenario);
  if (loaded.scenario == NULL) {
    sl_test_has_fault(&loaded, 0, 0, "nothing");
  }
  return loaded;
}

#define PARTS_MAX 4

/* A scenario and all the warnings that it gets, in one line of the file. */
typedef struct case_of {
  const char *jurisdiction, *plan, *arrangement;
  size_t line;
  const char *parts[PARTS_MAX];
} case_of_t;

static size_t parts_found(const sl_faults_t *warnings, const case_of_t *row, size_t *n)
{
  size_t found = 0;
  for (*n = 0; *n < PARTS_MAX && row->parts[*n] != NULL; (*n)++) {
    bool seen = false;
    for (size_t i = 0; i < warnings->n && !seen; i++) {
      seen = warnings->list[i].line == row->line &&
             strstr(warnings->list[i].text, row->parts[*n]) != NULL;
    }
    found += seen;
  }
  return found;
}

static void check_case(const case_of_t *row)
{
  size_t n = 0;
  sl_loaded_t loaded = load(row->jurisdiction, row->plan, row->arrangement);
  if (loaded.scenario != NULL) {
    const sl_faults_t *warnings = &loaded.scenario->warnings;
    const size_t found = parts_found(warnings, row, &n);
    CU_ASSERT_EQUAL(found, n);
    CU_ASSERT_EQUAL(warnings->n, n);
    for (size_t i = 0; i < warnings->n && (found != n || warnings->n != n); i++) {
      printf("\n    %s, %s: %zu: %s\n", row->plan, row->arrangement, warnings->list[i].line,
             warnings->list[i].text);
    }
  }
  sl_test_unload(&loaded);
}

static void check_cases(const case_of_t *rows, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    check_case(&rows[i]);
  }
}

#define CHECK(rows) check_cases(rows, sizeof(rows) / sizeof(rows)[0])
#define SOUND "out_of_pocket_max: {person: 10600, family: 21200}"
#define ASO "kind: aso"

static void jurisdictions_are_those_of_the_two_countries(void)
{
  static const char *const good[] = {"US-TX", "US-DC", "US-WY", "CA-ON", "CA-NU", "CA-QC"};
  static const char *const bad[] = {"US-XX", "CA-TX", "US-ON", "TX",     "us-tx", "US-PR",
                                    "US TX", "USTX",  "",      "US-TX ", "MX-MX"};
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
    CU_ASSERT_TRUE(sl_jurisdiction_is_known(good[i]));
  }
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    CU_ASSERT_FALSE(sl_jurisdiction_is_known(bad[i]));
  }
  CU_ASSERT_STRING_EQUAL(sl_jurisdiction_nearest("us-tx"), "US-TX");
  CU_ASSERT_STRING_EQUAL(sl_jurisdiction_nearest("on"), "CA-ON");
  CU_ASSERT_PTR_NULL(sl_jurisdiction_nearest("zz"));
}

static void tables_are_read_whole(void)
{
  const sl_plan_limits_t of_2025 = sl_limits_of_plans(2025), of_2026 = sl_limits_of_plans(2026);
  CU_ASSERT_EQUAL(of_2025.year, 2025);
  CU_ASSERT_EQUAL(of_2025.aca_maximum[0], 9200.0);
  CU_ASSERT_EQUAL(of_2025.hdhp_deductible[1], 3300.0);
  CU_ASSERT_EQUAL(of_2026.aca_maximum[1], 21200.0);
  CU_ASSERT_EQUAL(of_2026.hdhp_maximum[0], 8500.0);
  CU_ASSERT_EQUAL(of_2026.hsa[0], 4400.0);
  CU_ASSERT_EQUAL(of_2026.hsa[1], 8750.0);
  CU_ASSERT_EQUAL(sl_limits_of_plans(2024).year, 2026); /* none on file: the latest */
  CU_ASSERT_EQUAL(sl_limits_of_plans(2030).year, 2026);
  sl_stoploss_minimum_t minimum;
  CU_ASSERT_FALSE(sl_limits_of_stoploss("US-TX", 20, &minimum));
  CU_ASSERT_FALSE(sl_limits_of_stoploss("US-AK", 51, &minimum)); /* 2 to 50 only */
  CU_ASSERT_FALSE(sl_limits_of_stoploss("US-AK", 1, &minimum));
  CU_ASSERT_TRUE(sl_limits_of_stoploss("US-CO", 50, &minimum));
  CU_ASSERT_EQUAL(minimum.specific, 20000.0);
  CU_ASSERT_TRUE(isnan(minimum.aggregate_member));
  CU_ASSERT_TRUE(sl_limits_of_stoploss("US-CO", 51, &minimum));
  CU_ASSERT_EQUAL(minimum.specific, 15000.0);
  CU_ASSERT_TRUE(isnan(minimum.aggregate_floor));
  CU_ASSERT_TRUE(sl_limits_of_stoploss("US-UT", 500, &minimum));
  CU_ASSERT_TRUE(minimum.small_group && minimum.sold && !minimum.lasers);
  sl_province_taxes_t taxes;
  CU_ASSERT_TRUE(sl_limits_of_taxes("CA-QC", &taxes));
  CU_ASSERT_EQUAL(taxes.fees, 0.14975);
  CU_ASSERT_TRUE(sl_limits_of_taxes("CA-NB", &taxes)); /* the last row */
  CU_ASSERT_EQUAL(taxes.fees, 0.13);
  CU_ASSERT_FALSE(sl_limits_of_taxes("CA-YT", &taxes));
}

/* Two employees and four members: California's 1 to 100 employees, 5,000 x 4 < 40,000. */
static void stoploss_is_compared_with_the_states_minimums(void)
{
  static const case_of_t rows[] = {
      {"US-TX", SOUND, ASO ", specific: {deductible: 1}", 8, {NULL}},
      {"US-CA", SOUND, ASO ", specific: {deductible: 40000}", 8, {NULL}},
      {"US-CA", SOUND, ASO ", specific: {deductible: 39999}", 8, {"39999 is under the minimum"}},
      {"US-CA", SOUND, ASO ", aggregate: {corridor: 1.2, minimum: 40000}", 8, {NULL}},
      {"US-CA",
       SOUND,
       ASO ", aggregate: {corridor: 1.19, minimum: 40000}",
       8,
       {"corridor 1.19 is under the minimum"}},
      {"US-CA",
       SOUND,
       ASO ", aggregate: {corridor: 1.2, minimum: 39999}",
       8,
       {"must be at least 40000"}},
      {"US-CA",
       SOUND,
       ASO ", aggregate: {attachment: 40000}",
       8,
       {"at least 1.2 times expected claims"}},
      {"US-CA",
       SOUND,
       ASO ", aggregate: {attachment: 39999}",
       8,
       {"at least 1.2 times expected claims", "attachment point 39999 is under"}},
      /* 18 contract months x 2000 = 36000, below; x 2500 = 45000, above */
      {"US-CA",
       SOUND,
       ASO ", aggregate: {factors: 2000}",
       8,
       {"at least 1.2 times expected claims", "attachment point 36000 is under"}},
      {"US-CA",
       SOUND,
       ASO ", aggregate: {factors: 2500}",
       8,
       {"at least 1.2 times expected claims"}},
      {"US-NY", SOUND, ASO ", specific: {deductible: 1e6}", 8, {"may not be sold"}},
      {"US-UT",
       SOUND,
       ASO ", specific: {deductible: 10000, lasers: [{member: 1, deductible: "
           "20000}]}",
       8,
       {"lasers are not allowed for US-UT, small employers"}},
      {"US-FL",
       SOUND,
       "kind: minimum_premium, premium: {amount: 1, per: year}, aggregate: "
       "{attachment: 5}",
       8,
       {NULL}},
  };
  CHECK(rows);
}

/* The family of three makes the family limits count. */
static const case_of_t maximums[] = {
    {"US-TX", SOUND, ASO, 7, {NULL}},
    {"US-TX",
     "out_of_pocket_max: {person: 10601, family: 21200}",
     ASO,
     7,
     {"of a person, 10601, is over the ACA's"}},
    {"US-TX",
     "out_of_pocket_max: {person: 10600, family: 21201}",
     ASO,
     7,
     {"of a family, 21201, is over the ACA's"}},
    {"US-TX", "out_of_pocket_max: 5000, coinsurance: 0.1", ASO, 7, {"of a family, no limit"}},
    {"US-TX", "coinsurance: 0", ASO, 7, {NULL}}, /* nothing to pay: nothing to limit */
    {"US-TX", "copays: {dental: 20}", ASO, 7, {NULL}},
    {"US-TX", "copays: {medical: 20}", ASO, 7, {"a person, no limit", "a family, no limit"}},
    {"US-TX",
     "coinsurance: 0.2, out_of_pocket_max: {person: 9000, family: 18000, embedded: "
     "false}",
     ASO,
     7,
     {"one person of a family can come to pay 18000"}},
    {"US-TX",
     "coinsurance: 0.2, out_of_pocket_max: {person: 9000, family: 10600, embedded: "
     "false}",
     ASO,
     7,
     {NULL}},
    {"US-TX",
     "coinsurance: 0.2, out_of_pocket_max: {person: .inf, family: 10600}",
     ASO,
     7,
     {NULL}}, /* the family's limit is everybody's */
    /* two benefits with essential services share one limit by law: 6000 + 5000 */
    {"US-TX",
     "coinsurance: 0.2, out_of_pocket_max: {person: 6000, family: 12000}, benefits: "
     "[{name: video, services: [video visit], coinsurance: 0.5, out_of_pocket_max: "
     "{person: 5000, family: 9000}}]",
     ASO,
     7,
     {"of a person, 11000"}},
};

static void maximums_are_compared_with_the_acas(void)
{
  static const char sharing[] = "coinsurance: 0.2, ";
  for (size_t i = 0; i < sizeof maximums / sizeof maximums[0]; i++) {
    char plan[512];
    const bool limits_first = strncmp(maximums[i].plan, "out_of", 6) == 0 &&
                              strstr(maximums[i].plan, "coinsurance") == NULL;
    snprintf(plan, sizeof plan, "%s%s", limits_first ? sharing : "", maximums[i].plan);
    case_of_t row = maximums[i];
    row.plan = plan;
    check_case(&row);
  }
}

#define HDHP(deductible, maximum, more)                                                            \
  "deductible: " deductible ", coinsurance: 0.2, out_of_pocket_max: " maximum                      \
  ", hsa: {employee: 750, family: 1500}" more
#define HDHP_MAXIMUM "{person: 8500, family: 17000}"

static const case_of_t hdhps[] = {
    {"US-TX", HDHP("{person: 3400, family: 6800}", HDHP_MAXIMUM, ""), ASO, 7, {NULL}},
    {"US-TX",
     HDHP("{person: 1700, family: 3400, embedded: false}",
          "{person: 8500, family: "
          "10600}",
          ""),
     ASO,
     7,
     {NULL}},
    {"US-TX",
     HDHP("{person: 1699, family: 3400, embedded: false}", HDHP_MAXIMUM, ""),
     ASO,
     7,
     {"deductible of a person, 1699"}},
    {"US-TX",
     HDHP("{person: 1700, family: 3399, embedded: false}", HDHP_MAXIMUM, ""),
     ASO,
     7,
     {"deductible of a family, 3399"}},
    {"US-TX",
     HDHP("{person: 1700, family: 3400}", HDHP_MAXIMUM, ""),
     ASO,
     7,
     {"a person's embedded deductible, 1700"}},
    {"US-TX",
     HDHP("{person: 3400, family: 6800}", "{person: 8501, family: 17000}", ""),
     ASO,
     7,
     {"a person, 8501, is over that of a high deductible"}},
    {"US-TX",
     HDHP("{person: 3400, family: 6800}", "{person: 8500, family: 17001}", ""),
     ASO,
     7,
     {"a family, 17001, is over that of a high deductible"}},
    {"US-TX",
     HDHP("{person: 3400, family: 6800}", HDHP_MAXIMUM,
          ", copays: {preventive care: 0, dental: 10, video visit: 0}"),
     ASO,
     7,
     {NULL}},
    {"US-TX",
     HDHP("{person: 3400, family: 6800}", HDHP_MAXIMUM, ", copays: {medical: 20}"),
     ASO,
     7,
     {"benefits of their own for: medical"}},
    {"US-TX",
     HDHP("{person: 3400, family: 6800}", HDHP_MAXIMUM,
          ", services: [{name: medical, deductible: waived}]"),
     ASO,
     7,
     {"benefits of their own for: medical"}},
    {"US-TX",
     "deductible: {person: 3400, family: 6800}, out_of_pocket_max: " HDHP_MAXIMUM
     ", hsa: {employee: 4401, family: 8751}",
     ASO,
     7,
     {"for an employee alone, 4401", "for a family, 8751"}},
    {"US-TX",
     "deductible: {person: 100, family: 200}, out_of_pocket_max: " HDHP_MAXIMUM
     ", hsa: {employee: 0, family: 0}",
     ASO,
     7,
     {NULL}},
};

static void an_hsa_makes_a_high_deductible_plan(void) { CHECK(hdhps); }

static void canadian_arrangements_list_their_taxes(void)
{
  static const case_of_t rows[] = {
      {"CA-ON",
       "coinsurance: 0.2",
       ASO,
       8,
       {"lists no taxes; rates on file for CA-ON: premium tax 2% (on self-funded plans too), "
        "sales tax 8%"}},
      {"CA-ON",
       "coinsurance: 0.2",
       ASO ", taxes: [{name: hst, rate: 0.13, on: [fees]}]",
       8,
       {NULL}},
      {"CA-YT", "coinsurance: 0.2", ASO, 8, {"rates on file for CA-YT: none"}},
  };
  CHECK(rows);
}

static void without_a_jurisdiction_there_are_no_warnings(void)
{
  sl_loaded_t l =
      sl_test_load(SL_TEXT_HEAD SL_TEXT_CLAIMS
                   "plans: [{name: PPO, deductible: 1, hsa: {employee: 9e9, family: 1}}]"
                   "\narrangements: [{name: A, kind: aso, specific: {deductible: 1}}]\n",
                   NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  CU_ASSERT_EQUAL(l.scenario->warnings.n, 0);
  sl_test_unload(&l);
}

static void what_cannot_be_compared_is_said(void)
{
  sl_loaded_t l = sl_test_load("stoploss: 1\nname: Test\nstart: 2027-01-01\ncensus: "
                               "census.csv\njurisdiction: US-TX\n" SL_TEXT_CLAIMS SL_TEXT_TAIL,
                               NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  CU_ASSERT_EQUAL_FATAL(l.scenario->warnings.n, 1);
  CU_ASSERT_EQUAL(l.scenario->warnings.list[0].line, 3);
  CU_ASSERT_PTR_NOT_NULL(strstr(l.scenario->warnings.list[0].text, "2027 are not on file: those of "
                                                                   "2026"));
  sl_test_unload(&l);
  l = sl_test_load(SL_TEXT_HEAD "jurisdiction: US-CA\ncurrency: CAD\n" SL_TEXT_CLAIMS SL_TEXT_PLANS
                                "arrangements: [{name: A, kind: aso, specific: {deductible: 1}}]\n",
                   NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  CU_ASSERT_EQUAL_FATAL(l.scenario->warnings.n, 1);
  CU_ASSERT_PTR_NOT_NULL(strstr(l.scenario->warnings.list[0].text, "nothing was compared"));
  sl_test_unload(&l);
}

SL_SUITE(scenario_warnings, "unit/scenario_warnings",
         {"jurisdictions are those of the two countries",
          jurisdictions_are_those_of_the_two_countries},
         {"tables are read whole", tables_are_read_whole},
         {"stop-loss is compared with the state's minimums",
          stoploss_is_compared_with_the_states_minimums},
         {"maximums are compared with the ACA's", maximums_are_compared_with_the_acas},
         {"an HSA makes a high deductible plan", an_hsa_makes_a_high_deductible_plan},
         {"Canadian arrangements list their taxes", canadian_arrangements_list_their_taxes},
         {"without a jurisdiction there are no warnings",
          without_a_jurisdiction_there_are_no_warnings},
         {"what cannot be compared is said", what_cannot_be_compared_is_said});
