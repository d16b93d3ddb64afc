/* stoploss exhibit: six quotes worked by hand, the same figures in every form and in the result
 * file, names that nobody means well with, and each exit status. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIX "tests/cli/exhibit/six-quotes"

/* out.h5 of the six quotes in the folder, the scenario after a filter of sed. */
static void simulate(char folder[SL_PATH_MAX], const char *name, const char *filter)
{
  char script[6 * SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, name));
  snprintf(script, sizeof script,
           "cp '%s/" SIX ".csv' .; sed %s '%s/" SIX ".yaml' >six-quotes.yaml\n"
           "\"$S\" run six-quotes.yaml -q --no-band --no-levers -o out.h5",
           sl_test_source_dir(), filter, sl_test_source_dir());
  CU_ASSERT_EQUAL_FATAL(sl_shell(folder, script), 0);
}

static json_t *exhibit_of(const char *folder, const char *option)
{
  sl_program_t program;
  CU_ASSERT_EQUAL_FATAL(SL_RUN(&program, folder, "exhibit", "out.h5", "--json", option), 0);
  json_t *page = json_loads(program.out, 0, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(page);
  sl_program_free(&program);
  return page;
}

/* ---- by hand ---- */

/* Contract months: 12 x (10, 3, 2, 5) = 120, 36, 24, 60, together 240.
 *
 * Current. Specific 120 x 120.00 + 36 x 250.50 + 24 x 230.25 + 60 x 340.75 = 14,400 + 9,018 + 5,526
 * + 20,445 = 49,389; aggregate 240 x 8.75 = 2,100; fees 240 x 46.75 = 11,220: fixed 62,709.
 * Attachment 120 x 310 + 36 x 640 + 24 x 590 + 60 x 905 = 37,200 + 23,040 + 14,160 + 54,300 =
 * 128,700; / 1.25 = 102,960. Rebates 240 x 18 = 4,320. Employee at the maximum 120 + 310 + 8.75
 * + 46.75 = 485.50, at the expected 120 + 248 + 55.50 = 423.50; family 340.75 + 905 + 55.50 =
 * 1,301.25, and 340.75 + 724 + 55.50 = 1,120.25.
 *
 * Renewal. 120 x 138.00 + 36 x 288.00 + 24 x 264.75 + 60 x 391.90 = 16,560 + 10,368 + 6,354 +
 * 23,514 = 56,796; 240 x 9.25 = 2,220; 240 x 47.75 = 11,460: 70,476. Attachment 39,000 + 24,192 +
 * 14,868 + 57,015 = 135,075; / 1.25 = 108,060. Claimant A 75,000 - 30,000 = 45,000. The rebates are
 * a negative fee here, and not netted. Employee 138 + 325 + 57 = 520, 138 + 260 + 57 = 455; family
 * 391.90 + 950.25 + 57 = 1,399.15, 391.90 + 760.20 + 57 = 1,209.10.
 *
 * Harborline. 240 x 165 = 39,600; 240 x 9 = 2,160; 11,460 + 1,500 = 12,960: 54,720. 240 x 540 =
 * 129,600; / 1.2 = 108,000. 20,000 + (60,000 - 30,000) = 50,000. All composite, without
 * relativities: (54,720 + 129,600) / 240 = 768, (54,720 + 108,000) / 240 = 678.
 *
 * Cobalt. 240 x 118.40 = 28,416; 2,400; 240 x 51.25 = 12,300: 43,116. 240 x 520 = 124,800, under
 * the minimum of 140,000; / 1.25 = 112,000. Relativities 120 + 36 x 2.1 + 24 x 1.85 + 60 x 2.95 =
 * 417 units: employee 183,116 / 417 = 439.13 and 155,116 / 417 = 371.98; family 2.95 times these.
 *
 * Birch. 120 x 130 + 36 x 270 + 24 x 245 + 60 x 365 = 53,100; 11,220; tax 2% of 53,100 = 1,062:
 * 65,382. No aggregate: nothing bounds it, and no claims are stated.
 *
 * Insured. 120 x 610 + 36 x 1,290 + 24 x 1,180 + 60 x 1,820 = 257,160. */
typedef struct by_hand {
  const char *name, *role;
  double specific, aggregate, insured, fees, taxes, fixed;
  double expected_claims, expected, maximum_claims, further, maximum, rebates;
  double employee_expected, family_expected, employee_maximum, family_maximum;
} by_hand_t;

static const double none = NAN;

static void assert_cents(const json_t *object, const char *name, double expected)
{
  const json_t *value = json_object_get(object, name);
  CU_ASSERT_PTR_NOT_NULL_FATAL(value);
  const double found = json_is_null(value) ? (double)NAN : json_number_value(value);
  const bool same =
      isnan(expected) ? json_is_null(value) != 0 : fabs(found - expected) <= 0.005 + 1e-9;
  CU_ASSERT_TRUE(same);
  if (!same) {
    printf("\n    %s is %.6f, not %.6f\n", name, found, expected);
  }
}

static void assert_rates(const json_t *column, const by_hand_t *hand)
{
  const json_t *fie = json_object_get(column, "fie");
  const json_t *expected = json_object_get(fie, "expected");
  const json_t *cobra = json_object_get(column, "cobra");
  if (!isnan(hand->employee_expected)) {
    assert_cents(expected, "employee", hand->employee_expected);
    assert_cents(expected, "family", hand->family_expected);
    assert_cents(cobra, "employee", 1.02 * hand->employee_expected);
    assert_cents(cobra, "family", 1.02 * hand->family_expected);
  }
  assert_cents(json_object_get(fie, "maximum"), "employee", hand->employee_maximum);
  assert_cents(json_object_get(fie, "maximum"), "family", hand->family_maximum);
  CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(fie, "expected_from")),
                         isnan(hand->expected_claims) ? "simulation" : "carrier");
}

static void assert_column(const json_t *column, const by_hand_t *hand)
{
  CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(column, "name")), hand->name);
  CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(column, "role")), hand->role);
  assert_cents(column, "specific_premium", hand->specific);
  assert_cents(column, "aggregate_premium", hand->aggregate);
  assert_cents(column, "insured_premium", hand->insured);
  assert_cents(column, "fees", hand->fees);
  assert_cents(column, "taxes", hand->taxes);
  assert_cents(column, "fixed_cost", hand->fixed);
  assert_cents(column, "fixed_cost_pepm", hand->fixed / 240.0);
  assert_cents(column, "expected_claims_carrier", hand->expected_claims);
  assert_cents(column, "expected_cost", hand->expected);
  assert_cents(column, "maximum_claims", hand->maximum_claims);
  assert_cents(column, "aggregating_and_lasers", hand->further);
  assert_cents(column, "maximum_cost", hand->maximum);
  assert_cents(column, "maximum_cost_with_aggregating_and_lasers", hand->maximum + hand->further);
  assert_cents(column, "rebates", hand->rebates);
  assert_rates(column, hand);
}

static void six_quotes_are_those_worked_by_hand(void)
{
  const by_hand_t hand[] = {{"Current", "current", 49389, 2100, 0, 11220, 0, 62709, 102960, 165669,
                             128700, 0, 191409, 4320, 423.5, 1120.25, 485.5, 1301.25},
                            {"Renewal", "renewal", 56796, 2220, 0, 11460, 0, 70476, 108060, 178536,
                             135075, 45000, 205551, 4320, 455, 1209.1, 520, 1399.15},
                            {"Harborline, lasered", "option", 39600, 2160, 0, 12960, 0, 54720,
                             108000, 162720, 129600, 50000, 184320, 0, 678, 678, 768, 768},
                            {"Cobalt", "option", 28416, 2400, 0, 12300, 0, 43116, 112000, 155116,
                             140000, 0, 183116, 0, 155116.0 / 417.0, 2.95 * 155116.0 / 417.0,
                             183116.0 / 417.0, 2.95 * 183116.0 / 417.0},
                            {"Birch, specific only", "option", 53100, 0, 0, 11220, 1062, 65382,
                             none, none, none, 0, none, 0, none, none, none, none},
                            {"Fully insured", "option", 0, 0, 257160, 0, 0, 257160, 0, 257160, 0, 0,
                             257160, 0, 610, 1820, 610, 1820}};
  char folder[SL_PATH_MAX];
  simulate(folder, "exhibit-hand", "''");
  json_t *page = exhibit_of(folder, NULL);
  const json_t *columns = json_object_get(page, "columns");
  CU_ASSERT_EQUAL_FATAL(json_array_size(columns), 6);
  for (size_t i = 0; i < 6; i++) {
    assert_column(json_array_get(columns, i), &hand[i]);
  }
  json_decref(page);
}

/* The rates where the year costs a percentile add up to that cost over the enrolment. */
static void a_percentile_is_spread_over_the_enrolment(void)
{
  static const struct {
    const char *name;
    double months;
  } tiers[] = {
      {"employee", 120}, {"employee_spouse", 36}, {"employee_children", 24}, {"family", 60}};
  char folder[SL_PATH_MAX];
  simulate(folder, "exhibit-percentile", "''");
  json_t *page = exhibit_of(folder, "--percentile=83%");
  const json_t *columns = json_object_get(page, "columns");
  CU_ASSERT_DOUBLE_EQUAL(json_number_value(json_object_get(page, "percentile")), 0.83, 1e-12);
  for (size_t i = 0; i < json_array_size(columns); i++) {
    const json_t *column = json_array_get(columns, i);
    const json_t *rates = json_object_get(json_object_get(column, "fie"), "percentile");
    double sum = 0.0;
    for (size_t t = 0; t < 4; t++) {
      sum += tiers[t].months * json_number_value(json_object_get(rates, tiers[t].name));
    }
    SL_ASSERT_CLOSE(sum, json_number_value(json_object_get(column, "cost_at_percentile")), 1e-11);
  }
  json_decref(page);
}

/* What the laser and the aggregating specific cost is what the specific would pay without them, on
 * the same claims. */
static void lasers_cost_what_the_specific_then_does_not_pay(void)
{
  char folder[SL_PATH_MAX];
  simulate(folder, "exhibit-lasers", "''");
  json_t *page = exhibit_of(folder, NULL);
  const json_t *columns = json_object_get(page, "columns");
  const double kept =
      json_number_value(json_object_get(json_array_get(columns, 2), "kept_above_deductible"));
  CU_ASSERT(kept > 100.0);
  CU_ASSERT_TRUE(
      json_is_null(json_object_get(json_array_get(columns, 3), "kept_above_deductible")));
  char script[512];
  snprintf(script, sizeof script,
           "\"$S\" run six-quotes.yaml -q -o plain.h5 --set arrangements.2.specific.lasers=[] "
           "--set arrangements.2.specific.aggregating_deductible=0 || exit 2\n"
           "/usr/bin/python3 -c \"import h5py\n"
           "paid = [h5py.File(f)['specific_reimbursement'][:, 2].mean() for f in ('plain.h5', "
           "'out.h5')]\n"
           "assert abs(paid[0] - paid[1] - %.9f) < 0.005\"",
           kept);
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
  json_decref(page);
}

/* ---- every form ---- */

static void expect_forms(const char *folder, const char *expected)
{
  char script[6 * SL_PATH_MAX];
  snprintf(script, sizeof script,
           "mkdir forms; for e in xlsx csv html txt; do\n"
           "  [ \"$(\"$S\" exhibit out.h5 -o forms/d.$e)\" = forms/d.$e ] || exit 2\n"
           "done; \"$S\" exhibit out.h5 --json >forms/exhibit.json || exit 3\n"
           "n=$(/usr/bin/python3 '%s/tests/cli/exhibit/exhibit_check.py' out.h5 "
           "forms/exhibit.json) || exit 4\n"
           "[ \"$n\" -gt 200 ] || exit 5\n"
           "[ \"$(/usr/bin/python3 '%s/tests/unit/document_check.py' forms)\" = '%s' ]",
           sl_test_source_dir(), sl_test_source_dir(), expected);
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

static void every_form_has_the_figures_of_the_result_file(void)
{
  char folder[SL_PATH_MAX];
  simulate(folder, "exhibit-forms", "''");
  expect_forms(folder, "forms 3");
}

static void hostile_names_are_words(void)
{
  char folder[SL_PATH_MAX], filter[2 * SL_PATH_MAX];
  snprintf(filter, sizeof filter, "-f '%s/tests/cli/exhibit/hostile.sed'", sl_test_source_dir());
  simulate(folder, "exhibit-hostile", filter);
  CU_ASSERT_EQUAL(
      sl_shell(folder, "grep -c 'script>\\|@SUM\\|onload\\|%n' six-quotes.yaml | grep -q 4"), 0);
  expect_forms(folder, "forms 3");
}

/* The same quote with a dearer fee. */
static void a_dearer_twin_is_dominated(void)
{
  char folder[SL_PATH_MAX];
  simulate(folder, "exhibit-twin", "''");
  CU_ASSERT_EQUAL_FATAL(
      sl_shell(folder,
               "awk '/- name: Cobalt/ {on = 1} /- name: Birch/ {on = 0} on {print}' "
               "six-quotes.yaml | sed -e 's/name: Cobalt/name: Twin/' -e 's/amount: 39,/amount: "
               "40,/' >twin\n"
               "awk '/- name: Birch/ {while ((getline line <\"twin\") > 0) print line} {print}' "
               "six-quotes.yaml >with.yaml; \"$S\" run with.yaml -q -o out.h5"),
      0);
  json_t *page = exhibit_of(folder, NULL);
  const json_t *twin = json_array_get(json_object_get(page, "columns"), 4);
  CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(twin, "name")), "Twin");
  CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(twin, "dominated_by")), "Cobalt");
  json_decref(page);
  sl_program_t program;
  SL_RUN(&program, folder, "exhibit", "out.h5");
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "Twin is dominated: with Cobalt"));
  sl_program_free(&program);
}

/* A quote has one rate for all plans: said where there is more than one, and nothing invented. */
static void several_plans_are_told_to_have_one_rate(void)
{
  char folder[SL_PATH_MAX];
  sl_program_t program;
  simulate(folder, "exhibit-plans", "''");
  SL_RUN(&program, folder, "exhibit", "out.h5");
  CU_ASSERT_PTR_NULL(strstr(program.out, "plans have the same rates"));
  sl_program_free(&program);
  CU_ASSERT_EQUAL_FATAL(
      sl_shell(folder, "sed -i -e '1s/$/,plan/' -e '/,employee,/s/$/,PPO/' six-quotes.csv\n"
                       "sed -i -e '/,\\(relationship\\|employee\\),/!s/$/,/' six-quotes.csv\n"
                       "sed '/max: {person: 3000/a\\  - {name: HDHP, deductible: 4000}' "
                       "six-quotes.yaml >two.yaml; \"$S\" run two.yaml -q -o out.h5"),
      0);
  SL_RUN(&program, folder, "exhibit", "out.h5");
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "The 2 plans have the same rates and factors"));
  sl_program_free(&program);
}

/* ---- what goes wrong ---- */

static void each_failure_has_its_status(void)
{
  static const struct {
    const char *script;
    int status;
  } cases[] = {{"\"$S\" exhibit out.h5 -o e.docx", 64},
               {"\"$S\" exhibit out.h5 -o e", 64},
               {"echo text >no.h5; \"$S\" exhibit no.h5 -o e.csv", 65},
               {"head -c 100000 out.h5 >cut.h5; \"$S\" exhibit cut.h5 -o e.csv", 65},
               {"\"$S\" exhibit absent.h5 -o e.csv", 66},
               {"\"$S\" exhibit out.h5 -o no/folder/e.csv", 73},
               {"mkdir way.csv; \"$S\" exhibit out.h5 -o way.csv", 73},
               {"cp out.h5 mine.csv; \"$S\" exhibit mine.csv -o mine.csv; s=$?; cmp out.h5 "
                "mine.csv || exit 1; "
                "exit $s",
                73}};
  char folder[SL_PATH_MAX], path[2 * SL_PATH_MAX];
  simulate(folder, "exhibit-failures", "''");
  snprintf(path, sizeof path, "%s/e.csv", folder);
  CU_ASSERT_TRUE_FATAL(sl_file_write_text(path, "older\n"));
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const int status = sl_shell(folder, cases[i].script);
    CU_ASSERT_EQUAL(status, cases[i].status);
    if (status != cases[i].status) {
      printf("\n    %s: %d\n", cases[i].script, status);
    }
  }
  size_t length;
  char *kept = sl_file_read(path, &length);
  CU_ASSERT_STRING_EQUAL(kept, "older\n");
  free(kept);
}

/* The startup's salaries for the days enrolled come to 2,990,554.84, by a sum apart from this
 * program; the PEO takes 1.2% of it, 35,886.66, beside its premium of 362,640.00. */
static void a_charge_on_payroll_is_known(void)
{
  char folder[SL_PATH_MAX], script[4 * SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "exhibit-payroll"));
  snprintf(script, sizeof script,
           "cp '%s'/scenarios/level-funded-startup.* . && \"$S\" run level-funded-startup.yaml -q "
           "--trials 512 -o out.h5 && \"$S\" exhibit out.h5 >page && grep -q '35,886\\.66$' page "
           "&& grep -q 'TOTAL FIXED COST, a year.*398,526\\.66$' page && ! grep -q 'is not known' "
           "page",
           sl_test_source_dir());
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

SL_SUITE(exhibit_page, "cli/exhibit",
         {"six quotes are those worked by hand", six_quotes_are_those_worked_by_hand},
         {"a percentile is spread over the enrolment", a_percentile_is_spread_over_the_enrolment},
         {"lasers cost what the specific then does not pay",
          lasers_cost_what_the_specific_then_does_not_pay},
         {"every form has the figures of the result file",
          every_form_has_the_figures_of_the_result_file},
         {"hostile names are words", hostile_names_are_words},
         {"a dearer twin is dominated", a_dearer_twin_is_dominated},
         {"several plans are told to have one rate", several_plans_are_told_to_have_one_rate},
         {"a charge on payroll is known", a_charge_on_payroll_is_known},
         {"each failure has its status", each_failure_has_its_status});
