/* An arrangement's figures never depend on what other arrangements of the file ask for: random
 * scenarios with days, each arrangement alone and beside the others, bit for bit. */
#include "models/random/streams.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/run.h"
#include "tests/verify/validation.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { ARRANGEMENTS = 4, TRIALS = 24, SCENARIOS = 25, SCENARIOS_FULL = 400, TEXT = 8192 };

typedef struct text {
  char head[TEXT];
  char arrangement[ARRANGEMENTS][TEXT / 8];
  sl_stream_t stream;
  uint32_t scenario, draw;
} text_t;

static uint32_t below(text_t *text, uint32_t n)
{
  return (uint32_t)((sl_stream_word(&text->stream, text->scenario, 0, text->draw++) >> 32) * n >>
                    32);
}

__attribute__((format(printf, 2, 3))) static void add(char *to, const char *format, ...)
{
  const size_t length = strlen(to);
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(to + length, TEXT / 8 - 1, format, arguments);
  va_end(arguments);
}

static const char *one_of(text_t *text, const char *const *list, uint32_t n)
{
  return list[below(text, n)];
}

#define ONE_OF(text, ...)                                                                          \
  one_of(text, (const char *const[]){__VA_ARGS__},                                                 \
         sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static void write_services(text_t *text)
{
  static const char *const lags[] = {"constant, value: 40", "constant, value: 400",
                                     "gamma, scale: 25, shape: 2", "lognormal, mean: 120, cv: 1"};
  for (int s = 0; s < 2; s++) {
    add(text->head,
        "    - {name: s%d, frequency: {distribution: poisson, mean: %u}, severity: {distribution: "
        "lognormal, mean: 3000, cv: 2}, lag: {distribution: %s}}\n",
        s, 1 + below(text, 4), lags[below(text, 4)]);
  }
}

static void write_head(text_t *text)
{
  const bool paid = below(text, 2) == 1;
  snprintf(text->head, TEXT,
           "stoploss: 1\nname: beside\nstart: 2026-%02u-01\nmonths: %u\ncensus: beside.csv\n",
           1 + below(text, 6), below(text, 3) == 0 ? 7 : 12);
  add(text->head, "%s%sclaims:\n  trend: 0.07\n%s  services:\n", paid ? "accounting: paid\n" : "",
      paid && below(text, 2) == 0 ? "" : "cash_flow: {}\n",
      ONE_OF(text, "", "  frailty: {distribution: gamma, shape: 1}\n", "  uncertainty: 0.2\n"));
  write_services(text);
  add(text->head,
      "plans:\n  - {name: P, deductible: 500, coinsurance: 0.2, out_of_pocket_max: "
      "3000%s}\narrangements:\n",
      ONE_OF(text, "", ", services: [{name: s0, visits: 2}]"));
}

static const char *contract(text_t *text)
{
  return ONE_OF(text, "", ", contract: 12/12", ", contract: 12/15", ", contract: 24/12",
                ", contract: 18/12", ", contract: paid", ", contract: paid, effective: 2025-03-15",
                ", contract: {incurred: {from: 2025-05-05, to: 2026-06-30}, paid: {from: "
                "2025-06-01, to: 2027-02-28}}");
}

static void write_arrangement(text_t *text, int a)
{
  char *to = text->arrangement[a];
  const char *kind =
      ONE_OF(text, "aso", "aso", "minimum_premium", "level_funded", "fully_insured", "captive");
  const bool insured = strcmp(kind, "fully_insured") == 0;
  to[0] = '\0';
  add(to, "  - name: A%d\n    kind: %s\n", a, kind);
  if (insured || strcmp(kind, "minimum_premium") == 0) {
    add(to, "    premium: {loss_ratio: 0.9}\n");
  }
  if (!insured) {
    add(to, "%s",
        ONE_OF(text, "", "", "    since: 2026-01-01\n", "    since: 2025-01-01\n",
               "    since: 2025-08-20\n", "    since: 2023-01-01\n"));
    add(to, "    fees:\n      - {name: f, amount: 3, per: claim}\n      - {name: g, amount: 0.02, "
            "per: paid_claims}\n");
    const char *basis = contract(text); /* of both: two windows may hold one dollar twice */
    add(to, "    specific: {deductible: %u%s, premium: {loss_ratio: 0.7}}\n",
        4000 + 1000 * below(text, 6), basis);
    if (strcmp(kind, "captive") == 0) {
      add(to, "    captive: {limit: 20000, premium: {loss_ratio: 1}}\n");
    }
    add(to, "    aggregate: {corridor: 1.1%s}\n", basis);
    add(to, "%s", ONE_OF(text, "", "    insured: [{services: [s1], premium: {loss_ratio: 1}}]\n"));
  }
  add(to, "    budget: {of_expected: 1}\n");
}

/* All arrangements, or (alone >= 0) one of them. NULL where the run failed. */
static sl_results_t *simulate(const text_t *text, int alone)
{
  char all[2 * TEXT], path[SL_PATH_MAX];
  sl_test_run_t run;
  snprintf(all, sizeof all, "%s", text->head);
  for (int a = 0; a < ARRANGEMENTS; a++) {
    strcat(all, alone < 0 || alone == a ? text->arrangement[a] : "");
  }
  strcat(all, "simulation: {trials: 24, pricing_trials: 16}\n");
  sl_scratch_path(path, "beside.yaml");
  CU_ASSERT_TRUE(sl_file_write_text(path, all));
  const bool opened = sl_test_run_open(&run, path, 0, 1);
  sl_results_t *results = opened ? sl_test_run_results(&run) : NULL;
  sl_test_run_close(&run);
  CU_ASSERT_PTR_NOT_NULL(results);
  if (results == NULL) {
    printf("\n%s\n", all);
  }
  return results;
}

static size_t different_costs(const sl_results_t *all, size_t a, const sl_results_t *alone)
{
  size_t n = 0;
  for (int v = 0; v < SL_N_COST_VARIABLES; v++) {
    const bool same = memcmp(sl_results_cost_column(all, (sl_cost_variable_t)v, a),
                             sl_results_cost_column(alone, (sl_cost_variable_t)v, 0),
                             TRIALS * sizeof(double)) == 0;
    n += !same;
    if (!same) {
      printf("\n    %s differs\n", sl_cost_variables[v].name);
    }
  }
  return n;
}

static size_t different_months(const sl_results_t *all, size_t a, const sl_results_t *alone)
{
  size_t n = 0;
  for (int v = 0; all->months != NULL && v < SL_N_MONTHS_VARIABLES; v++) {
    const sl_months_variable_t variable = (sl_months_variable_t)v;
    const size_t levels = sl_months_by_quantile(variable) ? SL_N_QUANTILES : 1;
    size_t wrong = 0;
    for (size_t q = 0; q < levels; q++) {
      for (size_t m = 0; m < all->months->n_months; m++) {
        const double one = sl_months_at(all->months, variable, q, m, a);
        const double other = sl_months_at(alone->months, variable, q, m, 0);
        wrong += memcmp(&one, &other, sizeof one) != 0;
      }
    }
    n += wrong;
    if (wrong > 0) {
      printf("\n    %s differs\n", sl_months_variables[v].name);
    }
  }
  return n;
}

static size_t different_prices(const sl_results_t *all, size_t a, const sl_results_t *alone)
{
  size_t n = 0;
  for (int v = 0; v < SL_N_PRICE_VARIABLES; v++) {
    const sl_price_variable_t variable = (sl_price_variable_t)v;
    n += memcmp(sl_price_field(&all->facts->arrangements[a], variable),
                sl_price_field(&alone->facts->arrangements[0], variable), sizeof(double)) != 0;
  }
  return n;
}

/* Whether some arrangement's earlier claims run beyond the first month: else nothing is compared.
 */
static bool has_a_tail(const sl_results_t *all)
{
  bool tail = false;
  for (size_t a = 1; all->months != NULL && a < ARRANGEMENTS; a++) {
    tail = tail || sl_months_at(all->months, SL_MONTH_IBNR_MEAN, 0, 0, a) !=
                       sl_months_at(all->months, SL_MONTH_IBNR_MEAN, 0, 0, 0);
  }
  return tail;
}

static void compare(const text_t *text, size_t *tails)
{
  sl_results_t *all = simulate(text, -1);
  size_t different = 0;
  for (int a = 0; all != NULL && a < ARRANGEMENTS; a++) {
    sl_results_t *alone = simulate(text, a);
    if (alone != NULL) {
      different += different_costs(all, (size_t)a, alone) +
                   different_months(all, (size_t)a, alone) +
                   different_prices(all, (size_t)a, alone);
    }
    sl_results_free(alone);
  }
  CU_ASSERT_EQUAL(different, 0);
  if (different > 0) {
    printf("\n%s%s%s%s%s\n", text->head, text->arrangement[0], text->arrangement[1],
           text->arrangement[2], text->arrangement[3]);
  }
  *tails += all != NULL && has_a_tail(all);
  sl_results_free(all);
}

static void alone_and_beside_others(void)
{
  static text_t text;
  char path[SL_PATH_MAX];
  const uint32_t n = sl_test_full() ? SCENARIOS_FULL : SCENARIOS;
  size_t tails = 0;
  text.stream = sl_stream_init(20, SL_PASS_MAIN, SL_DRAW_AMOUNT, 0, 0);
  sl_scratch_path(path, "beside.csv");
  CU_ASSERT_TRUE(sl_file_write_text(path, "employee,relationship,age,sex,from,to\n"
                                          "1,employee,40,F,,\n1,spouse,41,M,,\n1,child,9,F,,\n"
                                          "2,employee,30,M,2025-09-10,2026-05-31\n"
                                          "3,employee,50,M,2024-02-01,\n3,spouse,52,F,2026-03-01,\n"
                                          "4,employee,28,F,,2026-04-15\n"));
  for (text.scenario = 0; text.scenario < n; text.scenario++) {
    text.draw = 0;
    write_head(&text);
    for (int a = 0; a < ARRANGEMENTS; a++) {
      write_arrangement(&text, a);
    }
    compare(&text, &tails);
  }
  CU_ASSERT(tails > n / 3);
  sl_validated_campaign("the same arrangement beside others, earlier years",
                        "%u random scenarios: none differs by a bit", n);
}

SL_SUITE(beside, "verify/beside",
         {"an arrangement alone and beside others, bit for bit", alone_and_beside_others});
