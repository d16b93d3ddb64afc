/* Cases of conditions drawn by the engine: beside a plain loop over the definition, and their
 * frequencies, pairs, amounts and two years in a row beside the exact probabilities. */
#include "models/severity/severity.h"
#include "sim/engine/compile/compile.h"
#include "sim/engine/trials/case_totals.h"
#include "sim/engine/trials/cases.h"
#include "sim/input/build/exposure.h"
#include "tests/support/conditions.h"
#include "tests/support/harness.h"

#include <math.h>
#include <string.h>

enum { BLOCKS = 40, DRAWN = BLOCKS * SL_BLOCK_TRIALS };

/* One person's cases of up to three plan years in DRAWN trials. */
typedef struct seen {
  size_t n;                         /* trials */
  size_t cases[SL_TEST_CONDITIONS]; /* of the plan year */
  size_t pairs;                     /* of conditions 0 and 2 in one year */
  size_t continuing;                /* of condition 0 */
  double amount, square;            /* of condition 2 */
  size_t in_turn[2][2];             /* condition 0: [plan year][year before] */
  size_t two_before;                /* condition 0 in year -2 */
} seen_t;

static sl_model_t *model_of(const sl_engine_group_t *group, bool dated)
{
  sl_model_t *model = NULL;
  const sl_engine_options_t options = {.threads = 1, .claim_by_claim = dated};
  CU_ASSERT_EQUAL_FATAL(sl_model_new(&group->scenario, &options, 1, &model, NULL), SL_OK);
  return model;
}

static sl_trials_t trials_of(const sl_model_t *model, uint32_t block)
{
  return (sl_trials_t){.model = model,
                       .pass = SL_PASS_MAIN,
                       .inflation = 1.0,
                       .first = block * SL_BLOCK_TRIALS,
                       .n = SL_BLOCK_TRIALS};
}

/* ---- beside a plain loop ---- */

/* Conditions of one trial by the definition: a bit each. */
static uint64_t defined(const sl_trials_t *trials, size_t p, size_t trial, double factor)
{
  const sl_scenario_t *scenario = trials->model->scenario;
  const sl_person_t *person = &scenario->group->persons[p];
  const sl_enrolled_t enrolled = sl_person_enrolled(&scenario->calendar, person, 0);
  const sl_stream_t stream =
      sl_stream_init(scenario->simulation->seed, SL_PASS_MAIN, SL_DRAW_CONDITION, 0, 0);
  uint32_t draw = 0;
  uint64_t bits = 0;
  double none = 1.0;
  for (size_t i = 0; i < scenario->claims->n_conditions; i++) {
    const uint64_t word =
        sl_stream_word(&stream, trials->first + (uint32_t)trial, person->row, draw);
    const double q =
        sl_condition_chance(scenario, &scenario->claims->conditions[i], person, &enrolled) * factor;
    none *= 1.0 - fmin(1.0, q);
    if ((double)(word >> 11) * 0x1p-53 < 1.0 - none) {
      bits |= (uint64_t)1 << i;
      none = 1.0;
      draw++;
    }
  }
  return bits;
}

static void compare_person(const sl_trials_t *trials, sl_cases_work_t *work, size_t p,
                           const double *factor)
{
  sl_case_list_t list = {0};
  uint64_t bits[SL_BLOCK_TRIALS] = {0};
  size_t wrong = 0;
  CU_ASSERT_EQUAL(sl_cases_draw(work, trials, 0, p, factor, 0, &list, NULL), SL_OK);
  for (size_t k = 0; k < list.n; k++) {
    const sl_case_t *one = &list.cases[k];
    wrong += k > 0 && (one->trial < one[-1].trial ||
                       (one->trial == one[-1].trial && one->condition <= one[-1].condition));
    bits[one->trial] |= (uint64_t)1 << one->condition;
  }
  for (size_t t = 0; t < trials->n; t++) {
    wrong += bits[t] != defined(trials, p, t, factor != NULL ? factor[t] : 1.0);
  }
  CU_ASSERT_EQUAL(wrong, 0);
  sl_case_list_free(&list);
}

static void cases_are_as_defined(void)
{
  sl_engine_group_t group;
  sl_test_conditions_t conditions;
  sl_cases_work_t *work = NULL;
  uint64_t words[SL_BLOCK_TRIALS];
  double factor[SL_BLOCK_TRIALS];
  sl_group_make(&group, 3, 100);
  sl_test_conditions_give(&conditions, &group);
  group.group.persons[3].risk_score = 4.0; /* above 1 for some */
  sl_model_t *model = model_of(&group, false);
  CU_ASSERT_EQUAL_FATAL(sl_cases_work_new(&work, NULL), SL_OK);
  for (uint32_t block = 0; block < 4; block++) {
    const sl_trials_t trials = trials_of(model, block);
    sl_trials_group_factor(&trials, 0, words, factor);
    for (size_t p = 0; p < group.group.n_persons; p++) {
      compare_person(&trials, work, p, factor);
      compare_person(&trials, work, p, NULL);
    }
  }
  sl_cases_work_free(work);
  sl_model_free(model);
  sl_group_free(&group);
}

/* ---- beside exact probabilities ---- */

/* The conditions of a trial; the next case of a list that ends at `end` moves on. */
static uint64_t bits_of(const sl_case_t *cases, size_t end, size_t *next, size_t trial)
{
  uint64_t bits = 0;
  while (*next < end && cases[*next].trial == trial) {
    bits |= (uint64_t)1 << cases[(*next)++].condition;
  }
  return bits;
}

static void note_year(seen_t *seen, const sl_case_list_t *list)
{
  for (size_t k = 0; k < list->n; k++) {
    const sl_case_t *one = &list->cases[k];
    seen->cases[one->condition]++;
    seen->continuing += one->condition == SL_TEST_HEART && one->continues;
    if (one->condition == SL_TEST_FRAIL) {
      seen->amount += one->amount;
      seen->square += one->amount * one->amount;
    }
  }
}

static void note_block(seen_t *seen, const sl_case_list_t *list, const size_t *end, size_t n)
{
  size_t at[3] = {0, end[0], end[1]};
  for (size_t t = 0; t < n; t++) {
    uint64_t bits[3];
    for (int y = 0; y < 3; y++) {
      bits[y] = bits_of(list->cases, end[y], &at[y], t);
    }
    seen->pairs += (bits[0] & 5U) == 5U;
    seen->in_turn[bits[0] & 1U][bits[1] & 1U]++;
    seen->two_before += bits[2] & 1U;
  }
  seen->n += n;
}

static seen_t look(const sl_model_t *model, size_t p)
{
  seen_t seen = {0};
  sl_cases_work_t *work = NULL;
  sl_case_list_t list = {0};
  CU_ASSERT_EQUAL_FATAL(sl_cases_work_new(&work, NULL), SL_OK);
  for (uint32_t block = 0; block < BLOCKS; block++) {
    const sl_trials_t trials = trials_of(model, block);
    size_t end[3] = {0};
    list.n = 0;
    for (int y = 0; y < 3; y++) {
      const size_t before = y > 0 ? list.n - (y > 1 ? end[y - 2] : 0) : 0;
      CU_ASSERT_EQUAL(sl_cases_draw(work, &trials, -y, p, NULL, before, &list, NULL), SL_OK);
      end[y] = list.n;
      if (y == 0) {
        note_year(&seen, &list);
      }
    }
    note_block(&seen, &list, end, trials.n);
  }
  sl_case_list_free(&list);
  sl_cases_work_free(work);
  return seen;
}

static void check_share(size_t count, double of, double p)
{
  SL_ASSERT_Z((double)count / of, p, sqrt(p * (1.0 - p) / of), 4.5);
}

static sl_model_t *model_with_years(sl_engine_group_t *group, sl_test_conditions_t *conditions)
{
  sl_group_make(group, 2, 100);
  sl_test_conditions_give(conditions, group);
  group->claims.uncertainty = 0.0;
  group->arrangements.accounting = SL_ACCOUNT_PAID;
  sl_model_t *model = model_of(group, true);
  CU_ASSERT_FATAL(model->first_year <= -2);
  return model;
}

/* An adult of risk 0.5, all year: q = 0.3 x 0.5 x 1.2 and 0.15 x 0.5 x 1.2. */
static void frequencies_are_exact(void)
{
  sl_engine_group_t group;
  sl_test_conditions_t conditions;
  sl_model_t *model = model_with_years(&group, &conditions);
  const double q = 0.18, r = 0.09;
  const seen_t seen = look(model, 0);
  check_share(seen.cases[SL_TEST_HEART], (double)seen.n, q);
  check_share(seen.cases[SL_TEST_FRAIL], (double)seen.n, r);
  CU_ASSERT_EQUAL(seen.cases[SL_TEST_BIRTH], 0);
  check_share(seen.pairs, (double)seen.n, q * r);
  check_share(seen.continuing, (double)seen.cases[SL_TEST_HEART], 0.4);
  /* Exponential of mean 770 times a gamma of mean 1 and variance 1 / 0.8: E X^2 = 2 x 2.25. */
  const double mean = seen.amount / (double)seen.cases[SL_TEST_FRAIL];
  const double variance = seen.square / (double)seen.cases[SL_TEST_FRAIL] - mean * mean;
  SL_ASSERT_Z(mean, 770.0, sqrt(variance / (double)seen.cases[SL_TEST_FRAIL]), 4.5);
  SL_ASSERT_CLOSE(variance, 770.0 * 770.0 * (2.0 * 2.25 - 1.0), 0.25);
  sl_model_free(model);
  sl_group_free(&group);
}

/* P(case in both) = q c; in one of them q (1 - c); in any year q. */
static void years_in_a_row_are_a_chain(void)
{
  sl_engine_group_t group;
  sl_test_conditions_t conditions;
  sl_model_t *model = model_with_years(&group, &conditions);
  const double q = 0.18, c = 0.4;
  const seen_t seen = look(model, 0);
  check_share(seen.in_turn[1][1], (double)seen.n, q * c);
  check_share(seen.in_turn[1][0], (double)seen.n, q * (1.0 - c));
  check_share(seen.in_turn[0][1], (double)seen.n, q * (1.0 - c));
  check_share(seen.two_before, (double)seen.n, q);
  sl_model_free(model);
  sl_group_free(&group);
}

/* Below age 1, half of the year, risk 0.75: nothing continues, and a case follows none. */
static void newborns_continue_nothing(void)
{
  sl_engine_group_t group;
  sl_test_conditions_t conditions;
  sl_model_t *model = model_with_years(&group, &conditions);
  const double q = 0.3 * 0.5 * 1.2 * 0.5;
  const seen_t seen = look(model, 2);
  check_share(seen.cases[SL_TEST_BIRTH], (double)seen.n, 0.4 * 0.5 * 1.2 * 0.5);
  check_share(seen.in_turn[1][0], (double)seen.n, q);
  check_share(seen.in_turn[0][1], (double)seen.n, q);
  CU_ASSERT_EQUAL(seen.in_turn[1][1], 0);
  CU_ASSERT_EQUAL(seen.continuing, 0);
  sl_model_free(model);
  sl_group_free(&group);
}

/* Where q (1 - c) / (1 - q) is above q, and where q is cut at 1: then a case in each year but those
 * before one that is new. */
static void years_of_high_chances(void)
{
  sl_engine_group_t group;
  sl_test_conditions_t conditions;
  sl_model_free(model_with_years(&group, &conditions));
  group.claims.n_conditions = 1;
  group.group.persons[2].risk_score = 2.0;
  group.group.persons[0].risk_score = 4.0;
  sl_model_t *model = model_of(&group, true);
  const double q = 0.3 * 2.0 * 0.5 * 1.2, c = 0.4;
  const seen_t newborn = look(model, 2), certain = look(model, 0);
  check_share(newborn.in_turn[0][1], (double)newborn.n, q);
  CU_ASSERT_EQUAL(newborn.in_turn[1][1], 0);
  CU_ASSERT_EQUAL(certain.cases[SL_TEST_HEART], certain.n);
  check_share(certain.in_turn[1][1], (double)certain.n, c);
  check_share(certain.two_before, (double)certain.n, c * c + (1.0 - c));
  sl_model_free(model);
  sl_group_free(&group);
}

/* ---- who is the mother, and what cases add ---- */

static void a_mother_is_found(void)
{
  sl_engine_group_t group;
  sl_group_make(&group, 1, 100);
  const sl_family_t *family = &group.group.families[0];
  sl_person_t *persons = group.group.persons;
  CU_ASSERT_EQUAL(sl_mother_of(&group.group.persons[family->first_person], family->n_persons), 0);
  persons[0].sex = SL_MALE;
  CU_ASSERT_EQUAL(sl_mother_of(&group.group.persons[family->first_person], family->n_persons), 1);
  persons[1].age = 56;
  CU_ASSERT_EQUAL(sl_mother_of(&group.group.persons[family->first_person], family->n_persons),
                  SL_NO_MOTHER); /* the child is 30 */
  persons[1].age = 55;
  persons[1].base_claims = false;
  CU_ASSERT_EQUAL(sl_mother_of(&group.group.persons[family->first_person], family->n_persons),
                  SL_NO_MOTHER);
  sl_group_free(&group);
}

/* 900 of which 630 are five claims without a copay, and 270 three claims with one of 30. */
static void cases_add_to_totals(void)
{
  sl_engine_group_t group;
  sl_test_conditions_t conditions;
  static sl_case_totals_t totals;
  const double allowed[2] = {100.0, 0.0};
  const uint32_t claims[2] = {1, 0};
  const sl_claim_totals_t from = {.allowed = allowed, .shared = allowed};
  sl_group_make(&group, 1, 100);
  sl_test_conditions_give(&conditions, &group);
  const sl_condition_spread_t *heart = &conditions.list[SL_TEST_HEART].spread;
  const sl_condition_spread_t *birth = &conditions.list[SL_TEST_BIRTH].spread;
  sl_case_totals_begin(&totals, &from, claims, 2);
  sl_case_totals_add(&totals, &group.plan, &(sl_case_charge_t){0, 50.0, birth});
  sl_claim_totals_t told = sl_case_totals_tell(&totals);
  CU_ASSERT(told.copays == NULL && told.allowed[0] == 150.0 && told.shared[0] == 150.0);
  sl_case_totals_add(&totals, &group.plan, &(sl_case_charge_t){1, 900.0, heart});
  sl_case_totals_add(&totals, &group.plan, &(sl_case_charge_t){1, 30.0, heart});
  told = sl_case_totals_tell(&totals);
  CU_ASSERT(told.allowed[0] == 150.0 && told.shared[0] == 150.0 && told.copays[0] == 0.0);
  SL_ASSERT_CLOSE(told.allowed[1], 930.0, 1e-15);
  SL_ASSERT_CLOSE(told.shared[1], 651.0, 1e-15);
  SL_ASSERT_CLOSE(told.copays[1], 3 * 30.0 + 9.0, 1e-15);
  CU_ASSERT(totals.claims[0] == 8 && totals.claims[1] == 16);
  sl_group_free(&group);
}

SL_SUITE(cases, "unit/cases", {"cases are as defined", cases_are_as_defined},
         {"frequencies are exact", frequencies_are_exact},
         {"years in a row are a chain", years_in_a_row_are_a_chain},
         {"newborns continue nothing", newborns_continue_nothing},
         {"years of high chances", years_of_high_chances}, {"a mother is found", a_mother_is_found},
         {"cases add to totals", cases_add_to_totals});
