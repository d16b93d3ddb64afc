/* Conditions of a basis of version 2: two written by hand, one with a mother's part, as they are
 * read, merged with other bases and refused. */
#include "models/core/elementary.h"
#include "sim/input/basis/basis.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/scenario.h"
#include "tests/support/basis_equal.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <stdio.h>
#include <string.h>

#define COUNT "frequency: {distribution: poisson, mean: 1}"
#define CONSTANT(value) "severity: {distribution: constant, value: " value "}"

/* Lines 1 .. 28. */
static const char by_hand[] =
    "stoploss_basis: 2\n"
    "name: by hand\n"
    "title: T\n"
    "currency: USD\n"
    "date: 2025-07-01\n"
    "frailty: {distribution: gamma, shape: 0.97, correlation: 0.8}\n"
    "age_curves:\n"
    "  - {name: old, ages: [0, 60], female: [0.5, 4], male: [0.25, 8]}\n"
    "services:\n"
    "  - {name: visits, " COUNT ", " CONSTANT(
        "10") "}\n"
              "  - {name: stays, " COUNT ", " CONSTANT(
                  "20") "}\n"
                        "  - {name: income, " COUNT ", " CONSTANT(
                            "30") ", members: employees, "
                                  "line: short_term_disability, disability: {salary_share: 0.5, "
                                  "maximum_weeks: 26}}\n"
                                  "conditions:\n"
                                  "  - name: cancer\n"
                                  "    incidence: 0.0058\n"
                                  "    age_curve: old\n"
                                  "    severity: {distribution: lognormal, mean: 95000, cv: 1.3, "
                                  "limit: 2e6}\n"
                                  "    services:\n"
                                  "      - {service: stays, share: 0.25, events: 1}\n"
                                  "      - {service: visits, share: 0.75, events: 14}\n"
                                  "    months: [4, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 8]\n"
                                  "    continues: 0.45\n"
                                  "    follows_frailty: true\n"
                                  "  - name: premature\n"
                                  "    incidence: 0.002\n"
                                  "    " CONSTANT(
                                      "80000") "\n"
                                               "    services: [{service: stays, share: 1}]\n"
                                               "    mother: {" CONSTANT(
                                                   "9000") ", services: [{service: visits, share: "
                                                           "1, events: 3}]}\n";

#define SCENARIO(claims) SL_TEXT_HEAD "claims: {" claims "}\n" SL_TEXT_TAIL
#define PLAIN                                                                                      \
  "stoploss_basis: 1\nname: plain\ntitle: T\ncurrency: USD\ndate: 2026-07-01\nservices:\n"         \
  "  - {name: teeth, " COUNT ", " CONSTANT("10") "}\n"

static sl_loaded_t loaded(const char *yaml)
{
  sl_loaded_t l = sl_test_load(yaml, NULL);
  if (l.scenario == NULL) {
    sl_test_has_fault(&l, 0, 0, "none");
  }
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  return l;
}

static void check_part(const sl_condition_part_t *part, uint32_t service, double share,
                       uint32_t events)
{
  CU_ASSERT_EQUAL(part->service, service);
  CU_ASSERT_EQUAL(part->share, share);
  CU_ASSERT_EQUAL(part->events, events);
}

/* before: services that stand before those of the basis. */
static void check_cancer(const sl_condition_t *c, uint32_t before)
{
  static const double months[SL_CONDITION_MONTHS] = {0.25, 0.1875, 0.0625, [11] = 0.5};
  CU_ASSERT_STRING_EQUAL(c->name, "cancer");
  CU_ASSERT_EQUAL(c->incidence, 0.0058);
  CU_ASSERT_PTR_NOT_NULL_FATAL(c->age_curve);
  CU_ASSERT_EQUAL(c->age_curve->factor[SL_FEMALE][59], 0.5);
  CU_ASSERT_EQUAL(c->age_curve->factor[SL_MALE][60], 8.0);
  SL_ASSERT_CLOSE(sl_severity_mean(&c->severity), 95000.0, 0.02); /* its limit takes a little */
  CU_ASSERT_EQUAL(c->severity.limit, 2e6);
  CU_ASSERT_EQUAL_FATAL(c->spread.n, 2);
  check_part(&c->spread.parts[0], before + 1, 0.25, 1);
  check_part(&c->spread.parts[1], before, 0.75, 14);
  CU_ASSERT_EQUAL(sl_condition_events(&c->spread), 15);
  CU_ASSERT_EQUAL(memcmp(c->months, months, sizeof months), 0);
  CU_ASSERT_EQUAL(c->continues, 0.45);
  CU_ASSERT_TRUE(c->follows_frailty);
  CU_ASSERT_PTR_NULL(c->mother_severity.family);
  CU_ASSERT_EQUAL(c->mother_spread.n, 0);
}

static void check_premature(const sl_condition_t *c, uint32_t before)
{
  CU_ASSERT_STRING_EQUAL(c->name, "premature");
  CU_ASSERT_EQUAL(c->incidence, 0.002);
  CU_ASSERT_PTR_NULL(c->age_curve);
  CU_ASSERT_EQUAL(sl_severity_mean(&c->severity), 80000.0);
  CU_ASSERT_EQUAL_FATAL(c->spread.n, 1);
  check_part(&c->spread.parts[0], before + 1, 1.0, 1);
  CU_ASSERT_EQUAL(c->months[0], 1.0 / 12.0);
  CU_ASSERT_EQUAL(c->months[11], 1.0 / 12.0);
  CU_ASSERT_EQUAL(c->continues, 0.0);
  CU_ASSERT_FALSE(c->follows_frailty);
  CU_ASSERT_PTR_NOT_NULL_FATAL(c->mother_severity.family);
  CU_ASSERT_EQUAL(sl_severity_mean(&c->mother_severity), 9000.0);
  CU_ASSERT_EQUAL_FATAL(c->mother_spread.n, 1);
  check_part(&c->mother_spread.parts[0], before, 1.0, 3);
}

/* From 2025-07-01 to the middle of 2026 is a year. */
static void conditions_are_read_and_stand_in_money_of_the_plan_year(void)
{
  sl_test_write("by-hand.yaml", by_hand);
  sl_loaded_t l = loaded(SCENARIO("basis: by-hand.yaml, trend: 0.1, area_factor: 1.25"));
  const sl_claims_t *claims = l.scenario->claims;
  CU_ASSERT_EQUAL_FATAL(claims->n_conditions, 2);
  check_cancer(&claims->conditions[0], 0);
  check_premature(&claims->conditions[1], 0);
  for (size_t i = 0; i < 2; i++) {
    CU_ASSERT_EQUAL(claims->conditions[i].amount_factor, 1.25 * sl_det_pow(1.1, 1.0));
    CU_ASSERT_EQUAL(claims->conditions[i].frequency_factor, 1.0);
  }
  sl_test_unload(&l);
}

static void parts_of_a_later_basis_are_of_its_own_services(void)
{
  sl_test_write("by-hand.yaml", by_hand);
  sl_test_write("plain.yaml", PLAIN);
  sl_loaded_t l =
      loaded(SCENARIO("basis: [plain.yaml, by-hand.yaml], services: [" SL_TEXT_SERVICE "]"));
  const sl_claims_t *claims = l.scenario->claims;
  CU_ASSERT_EQUAL_FATAL(claims->n_conditions, 2);
  CU_ASSERT_EQUAL(claims->n_services, 5);
  check_cancer(&claims->conditions[0], 1);
  check_premature(&claims->conditions[1], 1);
  CU_ASSERT_STRING_EQUAL(claims->services[claims->conditions[1].spread.parts[0].service].name,
                         "stays");
  sl_test_unload(&l);
}

static double wellness_factor(const char *services)
{
  char yaml[1000];
  snprintf(yaml, sizeof yaml, "%swellness: {frequency_factor: 0.9%s}\n",
           SCENARIO("basis: by-hand.yaml"), services);
  sl_loaded_t l = loaded(yaml);
  const double factor = l.scenario->claims->conditions[0].frequency_factor;
  CU_ASSERT_EQUAL(l.scenario->claims->conditions[1].frequency_factor, factor);
  CU_ASSERT_EQUAL(l.scenario->claims->services[0].frequency_factor, 0.9);
  sl_test_unload(&l);
  return factor;
}

static void wellness_for_all_services_is_for_conditions_too(void)
{
  sl_test_write("by-hand.yaml", by_hand);
  CU_ASSERT_EQUAL(wellness_factor(""), 0.9);
  CU_ASSERT_EQUAL(wellness_factor(", services: [visits]"), 1.0);
}

/* ---- written ---- */

/* by_hand as the program writes it: a lognormal by mu and sigma, weights and shares that add up to
 * 1, what is left out by default. */
static const char written[] =
    "conditions:\n"
    "  - name: cancer\n"
    "    incidence: 0.0058\n"
    "    age_curve: old\n"
    "    severity: {distribution: lognormal, mu: 10.966861573775805, sigma: 0.9947568515037973, "
    "limit: 2000000}\n"
    "    services:\n"
    "      - {service: stays, share: 0.25, events: 1}\n"
    "      - {service: visits, share: 0.75, events: 14}\n"
    "    months: [0.25, 0.1875, 0.0625, 0, 0, 0, 0, 0, 0, 0, 0, 0.5]\n"
    "    continues: 0.45\n"
    "    follows_frailty: true\n"
    "  - name: premature\n"
    "    incidence: 0.002\n"
    "    severity: {distribution: constant, value: 80000}\n"
    "    services:\n"
    "      - {service: stays, share: 1, events: 1}\n"
    "    mother:\n"
    "      severity: {distribution: constant, value: 9000}\n"
    "      services:\n"
    "        - {service: visits, share: 1, events: 3}\n";

static sl_basis_t *parsed(const char *text)
{
  sl_faults_t faults;
  sl_basis_t *basis = NULL;
  sl_faults_init(&faults);
  const sl_source_t by = {"test", "", &faults, NULL, NULL};
  CU_ASSERT_EQUAL(sl_basis_parse(&by, "basis.yaml", text, strlen(text), &basis), SL_OK);
  CU_ASSERT_PTR_NOT_NULL_FATAL(basis);
  sl_faults_free(&faults);
  return basis;
}

static void conditions_are_written_as_they_are_read(void)
{
  sl_written_files_t files;
  sl_basis_t *basis = parsed(by_hand);
  CU_ASSERT_EQUAL_FATAL(sl_basis_write(basis, "by-hand", &files, NULL), SL_OK);
  CU_ASSERT_EQUAL(files.n, 1);
  const char *text = files.list[0].text;
  CU_ASSERT_EQUAL(strncmp(text, "stoploss_basis: 2\n", 18), 0);
  CU_ASSERT_PTR_NOT_NULL(
      strstr(text, "\nfrailty: {distribution: gamma, shape: 0.97, correlation: 0.8}\n"));
  const char *conditions = strstr(text, "conditions:\n");
  CU_ASSERT_PTR_NOT_NULL_FATAL(conditions);
  CU_ASSERT_STRING_EQUAL(conditions, written);
  sl_basis_t *again = parsed(text);
  CU_ASSERT_TRUE(sl_test_basis_equal(basis, again));
  sl_written_files_free(&files);
  sl_basis_free(basis);
  sl_basis_free(again);
}

static void expect_unwritable(const sl_basis_t *basis, const char *part)
{
  sl_written_files_t files;
  sl_error_t error = {0};
  CU_ASSERT_EQUAL(sl_basis_write(basis, "by-hand", &files, &error), SL_ERR_ARGUMENT);
  CU_ASSERT_PTR_NOT_NULL(strstr(error.text, part));
}

/* Only a program can make such a basis. */
static void what_refers_to_nothing_is_not_written(void)
{
  sl_basis_t *basis = parsed(by_hand);
  sl_condition_t *cancer = &basis->conditions[0], *premature = &basis->conditions[1];
  premature->mother_spread.parts[0].service = 3;
  expect_unwritable(basis, "condition premature is spread over no service, or one that the basis");
  premature->mother_spread.parts[0].service = 0;
  cancer->spread.n = 0;
  expect_unwritable(basis, "condition cancer is spread over no service");
  cancer->spread.n = 2;
  cancer->age_curve->factor[SL_MALE][7] = 9.0;
  expect_unwritable(basis, "the age curve of condition cancer is none of the basis's age curves");
  sl_basis_free(basis);
}

/* ---- faults ---- */

/* by_hand with its only `from` replaced, as the file named. */
static void write_changed(const char *name, const char *from, const char *to)
{
  char text[sizeof by_hand + 8000];
  const char *at = strstr(by_hand, from);
  CU_ASSERT_PTR_NOT_NULL_FATAL(at);
  snprintf(text, sizeof text, "%.*s%s%s", (int)(at - by_hand), by_hand, to, at + strlen(from));
  sl_test_write(name, text);
}

typedef struct change {
  const char *from, *to;
  size_t line, column;
  const char *part; /* of the only message */
} change_t;

#define UNKNOWN_CURVE "age_curve is not known: young; allowed: the name of one of the age_curves"

static const change_t changes[] = {
    {"stoploss_basis: 2", "stoploss_basis: 3", 1, 17,
     "stoploss_basis is not a whole number in the range: 3; allowed: a whole number from 1 to 2"},
    {"correlation: 0.8", "correlation: 1", 6, 58,
     "correlation is out of range: 1; allowed: a number from 0 to below 1"},
    {"currency: USD\n", "", 1, 1, "currency is missing, but service visits is an amount of money"},
    {"continues: 0.45", "continus: 0.45", 22, 5, "did you mean continues?"},
    {"name: premature", "name: cancer", 24, 11, "name is used twice: cancer; also in line 14"},
    {"name: premature", "name: visits", 24, 11,
     "name is a service's: visits; allowed: names that no service of the basis has"},
    {"incidence: 0.0058", "incidence: 1.5", 15, 16,
     "incidence is out of range: 1.5; allowed: a number from 0 to 1"},
    {"    incidence: 0.002\n", "", 24, 5, "a required key is missing: incidence"},
    {"age_curve: old", "age_curve: young", 16, 16, UNKNOWN_CURVE},
    {"mean: 95000, cv", "mean: -1, cv", 17, 47, "mean is out of range: -1"},
    {"limit: 2e6", "times: salary", 17, 70, "times is not for a condition"},
    {"    severity: {distribution: constant, value: 80000}\n", "", 24, 5,
     "a required key is missing: severity"},
    {"service: stays, share: 0.25", "service: sta, share: 0.25", 19, 19,
     "service is not known: sta; allowed: the name of one of the services of this basis"},
    {"service: stays, share: 0.25", "service: stayz, share: 0.25", 19, 19,
     "service is not known: stayz; did you mean stays?"},
    {"service: stays, share: 0.25", "service: income, share: 0.25", 19, 19,
     "service is disability income: income; allowed: services whose claims are amounts"},
    {"service: visits, share: 0.75", "service: stays, share: 0.75", 20, 19,
     "service is given twice: stays; allowed: each once in a list"},
    {"share: 0.25", "share: 0.2", 19, 7, "the shares sum to 0.95; allowed: shares that sum to 1"},
    {"share: 0.25", "share: 0", 19, 33, "share is out of range: 0; allowed: a number above 0 to 1"},
    {"share: 0.25, ", "", 19, 9, "a required key is missing: share"},
    {"events: 14", "events: 367", 20, 48,
     "events is not a whole number in the range: 367; allowed: a whole number from 1 to 366"},
    {"events: 14", "events: 366", 19, 7, "events sum to 367; allowed: at most 366 in a list"},
    {"[4, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 8]", "[4, 3]", 21, 13,
     "months has 2 weights; allowed: 12, one for each twelfth of a year from the onset"},
    {"[4, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 8]", "[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]", 21, 13,
     "months is 0 throughout; allowed: at least one weight above 0"},
    {"[4, 3", "[4, -3", 21, 17, "months is out of range: -3"},
    {"continues: 0.45", "continues: 1", 22, 16,
     "continues is out of range: 1; allowed: a number from 0 to below 1"},
    {"follows_frailty: true", "follows_frailty: sometimes", 23, 22,
     "follows_frailty is not of the right form: sometimes; allowed: true or false"},
    {"services: [{service: stays, share: 1}]", "services: []", 27, 15,
     "the list is empty: services; allowed: at least one item"},
    {"services: [{service: stays, share: 1}]", "services: [stays]", 27, 16,
     "an item is not of the right form: stays"},
    {"mother: {" CONSTANT("9000") ", services: [{service: visits, share: 1, events: 3}]}",
     "mother: 9000", 28, 13, "mother is not of the right form: 9000"},
    {"mother: {" CONSTANT("9000") ", ", "mother: {", 28, 13, "a required key is missing: severity"},
    {"share: 1, events: 3", "share: 0.5, events: 3", 28, 73, "the shares sum to 0.5"},
    {"value: 9000", "value: 9000, times: salary", 28, 69, "times is not for a condition"},
};

static void each_fault_is_told_once_at_its_place(void)
{
  for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
    const change_t *change = &changes[i];
    write_changed("changed.yaml", change->from, change->to);
    const bool told = sl_test_one_fault(SCENARIO("basis: changed.yaml"), change->line,
                                        change->column, change->part);
    CU_ASSERT_TRUE(told);
    if (!told) {
      printf("\n    %s\n", change->to);
    }
  }
}

static void a_file_of_version_1_has_neither_conditions_nor_correlation(void)
{
  write_changed("changed.yaml", "stoploss_basis: 2", "stoploss_basis: 1");
  sl_loaded_t l = sl_test_load(SCENARIO("basis: changed.yaml"), NULL);
  CU_ASSERT_EQUAL(l.faults.n, 2);
  CU_ASSERT_TRUE(sl_test_has_fault(&l, 6, 58, "correlation needs stoploss_basis: 2"));
  CU_ASSERT_TRUE(sl_test_has_fault(&l, 14, 3, "conditions needs stoploss_basis: 2"));
  sl_test_unload(&l);
}

static void a_basis_without_a_currency_has_no_conditions(void)
{
  sl_test_write("shares.yaml", "stoploss_basis: 2\nname: N\ntitle: T\ndate: 2026-07-01\nservices:\n"
                               "  - {name: visits, " COUNT ", severity: {distribution: constant, "
                               "value: 1, times: salary}, members: employees}\n"
                               "conditions:\n  - {name: cancer, incidence: 0.1, " CONSTANT(
                                   "5") ", "
                                        "services: [{service: visits, share: 1}]}\n");
  CU_ASSERT_TRUE(sl_test_one_fault(SCENARIO("basis: shares.yaml"), 1, 1,
                                   "currency is missing, but condition cancer is an amount of "
                                   "money; allowed: a currency, or no conditions"));
}

/* A basis with n conditions named by a prefix and a number. */
static void write_many(const char *file, const char *service, const char *prefix, int n)
{
  char text[20000];
  int length = snprintf(text, sizeof text,
                        "stoploss_basis: 2\nname: N\ntitle: T\ncurrency: USD\ndate: 2026-07-01\n"
                        "services: [{name: %s, " COUNT ", " CONSTANT("5") "}]\nconditions:\n",
                        service);
  for (int i = 0; i < n; i++) {
    length +=
        snprintf(text + length, sizeof text - (size_t)length,
                 "  - {name: %s%d, incidence: 0.1, " CONSTANT("5") ", services: "
                                                                   "[{service: %s, share: 1}]}\n",
                 prefix, i, service);
  }
  sl_test_write(file, text);
}

static void there_are_at_most_64_conditions(void)
{
  write_many("a.yaml", "sa", "ca", SL_CONDITIONS_MAX);
  write_many("b.yaml", "sb", "cb", 1);
  write_many("c.yaml", "sc", "cc", SL_CONDITIONS_MAX + 2);
  CU_ASSERT_TRUE(sl_test_no_fault(SCENARIO("basis: a.yaml")));
  CU_ASSERT_TRUE(sl_test_one_fault(SCENARIO("basis: [a.yaml, b.yaml]"), 5, 26,
                                   "too many conditions: 65 with those of earlier bases; allowed: "
                                   "64 in all"));
  CU_ASSERT_TRUE(sl_test_one_fault(SCENARIO("basis: c.yaml"), 8 + SL_CONDITIONS_MAX, 5,
                                   "too many conditions; allowed: 64 in all"));
}

static void names_are_unique_over_bases_and_the_scenario(void)
{
  write_many("a.yaml", "s", "c", 2);
  write_many("b.yaml", "other", "c", 1);
  write_many("c.yaml", "c1", "fresh", 1);
  sl_test_write("e.yaml", PLAIN);
  CU_ASSERT_TRUE(sl_test_one_fault(SCENARIO("basis: [a.yaml, b.yaml]"), 5, 26,
                                   "a condition of this basis is in an earlier basis too: c0"));
  CU_ASSERT_TRUE(sl_test_one_fault(SCENARIO("basis: [a.yaml, c.yaml]"), 5, 26,
                                   "a service of this basis is in an earlier basis too: c1; "
                                   "allowed: bases whose services and conditions"));
  sl_test_write("d.yaml", "stoploss_basis: 2\nname: N\ntitle: T\ncurrency: USD\ndate: 2026-07-01\n"
                          "services: [{name: fresh, " COUNT
                          ", " CONSTANT("5") "}]\nconditions:\n"
                                             "  - {name: s, incidence: 0.1, " CONSTANT(
                                                 "5") ", "
                                                      "services: [{service: fresh, share: 1}]}\n");
  CU_ASSERT_TRUE(sl_test_one_fault(SCENARIO("basis: [a.yaml, d.yaml]"), 5, 26,
                                   "a condition of this basis is in an earlier basis too: s;"));
  CU_ASSERT_TRUE(sl_test_one_fault(
      SCENARIO("basis: a.yaml, services: [{name: c0, " COUNT ", " CONSTANT("5") "}]"), 5, 43,
      "name is used by a basis: c0; allowed: names that the bases do not use"));
  CU_ASSERT_TRUE(sl_test_no_fault(SCENARIO("basis: [e.yaml, a.yaml]")));
}

SL_SUITE(basis_conditions, "unit/basis_conditions",
         {"they are read, in money of the plan year",
          conditions_are_read_and_stand_in_money_of_the_plan_year},
         {"parts of a later basis are of its own services",
          parts_of_a_later_basis_are_of_its_own_services},
         {"wellness for all services is for them too",
          wellness_for_all_services_is_for_conditions_too},
         {"they are written as they are read", conditions_are_written_as_they_are_read},
         {"what refers to nothing is not written", what_refers_to_nothing_is_not_written},
         {"each fault is told once, at its place", each_fault_is_told_once_at_its_place},
         {"a file of version 1 has none, and no correlation",
          a_file_of_version_1_has_neither_conditions_nor_correlation},
         {"a basis without a currency has none", a_basis_without_a_currency_has_no_conditions},
         {"there are at most 64", there_are_at_most_64_conditions},
         {"names are unique over bases and the scenario",
          names_are_unique_over_bases_and_the_scenario});
