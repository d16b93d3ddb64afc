/* An arrangement's figures never depend on what else stands in the file: random scenarios, the
 * arrangement alone and beside others, with a cash flow, with an exhibit, first and last in the
 * list; the same bits in every trial and variable that both define. In most of them a family limit
 * binds. */
#include "models/random/streams.h"
#include "sim/engine/engine.h"
#include "sim/input/scenario/arrangements.h"
#include "tests/support/harness.h"
#include "tests/support/invariants.h"
#include "tests/support/scenario_text.h"
#include "tests/verify/validation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TRIALS = 100, SCENARIOS = 300, SLICE = 40, TEXT = 8000 };

/* ---- random scenarios ---- */

typedef struct source {
  uint32_t scenario, draw;
} source_t;

static unsigned below(source_t *source, unsigned n)
{
  const sl_stream_t stream = sl_stream_init(20260119, SL_PASS_MAIN, SL_DRAW_AMOUNT, 0, 0);
  return (unsigned)(sl_stream_word(&stream, source->scenario, 1, source->draw++) % n);
}

static const char *one_of(source_t *source, const char *const *words, unsigned n)
{
  return words[below(source, n)];
}

typedef struct text {
  char text[TEXT];
  size_t length;
} text_t;

#define SAY(into, ...)                                                                             \
  ((into)->length +=                                                                               \
   (size_t)snprintf((into)->text + (into)->length, TEXT - (into)->length, __VA_ARGS__))

typedef struct random {
  text_t census, claims, plan, unlimited, arrangement, others;
} random_t;

static void draw_census(source_t *source, text_t *census)
{
  static const char *const spans[] = {
      ",", ",", ",", "2026-04-10,", ",2026-09-20", "2025-11-05,", "2026-02-01,2026-10-31"};
  static const char *const relations[] = {"employee", "spouse", "child", "child", "child"};
  const unsigned families = 1 + below(source, 3);
  SAY(census, "employee,relationship,age,sex,risk_score,from,to\n");
  for (unsigned f = 0; f < families; f++) {
    const unsigned persons = f == 0 ? 3 + below(source, 3) : 1 + below(source, 4);
    for (unsigned i = 0; i < persons; i++) {
      SAY(census, "%u,%s,%u,%c,%u,%s\n", f, relations[i], i < 2 ? 45 - i : 15 - i,
          i % 2 == 0 ? 'F' : 'M', 1 + below(source, 2), i == 0 ? "," : one_of(source, spans, 7));
    }
  }
}

static void draw_claims(source_t *source, text_t *claims)
{
  SAY(claims,
      "claims:\n  uncertainty: %s\n  services:\n"
      "    - {name: medical, frequency: {distribution: poisson, mean: %u}, severity: "
      "{distribution: "
      "lognormal, mean: %u, cv: 2}%s}\n"
      "    - {name: visit, frequency: {distribution: negative_binomial, mean: 3, size: 0.8}, "
      "severity: {distribution: gamma, shape: 2, scale: 90}%s}\n",
      below(source, 2) ? "0.1" : "0", 1 + below(source, 4), 600 + 100 * below(source, 20),
      below(source, 3) ? ", lag: {distribution: lognormal, mean: 45, cv: 1}" : "",
      below(source, 2) ? ", seasonality: [3, 2, 2, 1, 1, 1, 1, 1, 1, 1, 2, 3]" : "");
}

/* Twice; the second without family limits. Those that cannot bind leave it to annual totals where
 * the arrangement does. */
static void draw_plan(source_t *source, bool cannot_bind, random_t *r)
{
  const unsigned deductible = 100 * below(source, 16), most = 1000 + 500 * below(source, 8);
  const unsigned more = cannot_bind ? 50 : 10;
  const unsigned first = deductible * (more + below(source, 25)) / 10;
  const unsigned family = most * (more + below(source, 25)) / 10;
  const bool whole = !cannot_bind && below(source, 5) == 0;
  char rest[300];
  snprintf(rest, sizeof rest, "coinsurance: 0.%u%s%s}]\n", below(source, 6),
           below(source, 2) ? ", copays: {visit: 30}" : "",
           !cannot_bind && below(source, 4) == 0 ? ", annual_maximum: 20000" : "");
  SAY(&r->plan,
      "plans: [{name: P, deductible: {person: %u, family: %u%s}, out_of_pocket_max: {person: %u, "
      "family: %u}, %s",
      deductible, first, whole ? ", embedded: false" : "", most, family, rest);
  SAY(&r->unlimited, "plans: [{name: P, deductible: %u, out_of_pocket_max: %u, %s", deductible,
      most, rest);
}

static void draw_cover(source_t *source, const char *name, bool plain, text_t *into)
{
  static const char *const bases[] = {"", ", contract: 12/12", ", contract: 12/15",
                                      ", contract: 24/12"};
  static const char *const terms[] = {"", ", coinsurance: 0.9", ", aggregating_deductible: 3000",
                                      ", maximum: 9000"};
  const char *basis = plain ? "" : one_of(source, bases, 4);
  const unsigned deductible = 2000 + 1000 * below(source, 10);
  SAY(into, "  - name: %s\n    kind: aso\n    fees: [{name: f, amount: 20, per: employee_month}]\n",
      name);
  SAY(into, "    specific: {deductible: %u%s%s%s}\n", deductible, basis, one_of(source, terms, 4),
      below(source, 3) ? "" : ", lasers: [{member: 1, deductible: 25000}]");
  if (below(source, 2)) {
    SAY(into, "    aggregate: {%s%s%s}\n", below(source, 2) ? "attachment: 5000" : "corridor: 1.1",
        basis, !plain && below(source, 4) == 0 ? ", accommodation: true" : "");
  }
  SAY(into, "    budget: {amount: 9000}\n");
}

static void draw_others(source_t *source, text_t *others)
{
  static const char *const more[] = {
      "  - {name: O1, kind: aso, specific: {deductible: 9000, contract: 24/12}}\n",
      "  - {name: O1, kind: aso, specific: {deductible: 9000, per: certificate}}\n",
      "  - {name: O1, kind: fully_insured, premium: {loss_ratio: 0.8}}\n",
      "  - {name: O1, kind: minimum_premium, premium: {loss_ratio: 0.9}, aggregate: {corridor: "
      "1.2}}\n",
      "  - {name: O1, kind: captive, specific: {deductible: 4000}, captive: {limit: 20000, "
      "premium: "
      "{loss_ratio: 0.8}}}\n",
      "  - {name: O1, kind: aso, specific: {deductible: 3000, contract: paid}}\n"};
  SAY(others, "%s", one_of(source, more, 6));
  draw_cover(source, "O2", false, others);
}

static void draw_random(uint32_t scenario, random_t *r)
{
  source_t source = {.scenario = scenario};
  memset(r, 0, sizeof *r);
  draw_census(&source, &r->census);
  draw_claims(&source, &r->claims);
  draw_plan(&source, scenario % 3 == 0, r);
  draw_cover(&source, "A", scenario % 6 == 0, &r->arrangement);
  draw_others(&source, &r->others);
}

/* ---- runs ---- */

typedef struct columns {
  size_t arrangement;
  double trial[SL_N_TRIAL_VARIABLES][TRIALS], cost[SL_N_COST_VARIABLES][TRIALS];
} columns_t;

static int keep(void *context, const sl_block_t *block, sl_error_t *error)
{
  columns_t *c = context;
  (void)error;
  for (int v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    memcpy(c->trial[v] + block->first_trial, block->trial[v], block->n_trials * sizeof(double));
  }
  for (int v = 0; v < SL_N_COST_VARIABLES; v++) {
    for (size_t t = 0; t < block->n_trials; t++) {
      c->cost[v][block->first_trial + t] =
          block->cost[v][t * block->n_arrangements + c->arrangement];
    }
  }
  return SL_OK;
}

/* parts: plan, head, arrangements. The arrangement is the first or, behind both others, the last.
 */
static columns_t *simulate(const random_t *r, const text_t *plan, const char *head,
                           const char *before, const char *after, const char *tail)
{
  static char yaml[4 * TEXT];
  sl_engine_t *engine = NULL;
  sl_price_t prices[3];
  sl_error_t error = {0};
  columns_t *columns = calloc(1, sizeof *columns);
  snprintf(yaml, sizeof yaml,
           SL_TEXT_HEAD "%s%s%sarrangements:\n%s%s%ssimulation: {trials: %d, pricing_trials: 40, "
                        "seed: 3%s}\n",
           head, r->claims.text, plan->text, before, r->arrangement.text, after, TRIALS, tail);
  sl_loaded_t l = sl_test_load(yaml, r->census.text);
  if (l.code != SL_OK) {
    printf("\n%s\n%s: %s\n", yaml, r->census.text, l.faults.n > 0 ? l.faults.list[0].text : "");
  }
  CU_ASSERT_FATAL(l.code == SL_OK && columns != NULL);
  columns->arrangement = before[0] == '\0' ? 0 : l.scenario->arrangements->n - 1;
  const sl_engine_options_t options = {.threads = 1};
  sl_checked_sink_t checked = {
      .sink = keep, .context = columns, .scenario = l.scenario, .prices = prices};
  CU_ASSERT_EQUAL_FATAL(sl_engine_new(l.scenario, &options, &engine, &error), SL_OK);
  CU_ASSERT_EQUAL(sl_engine_price(engine, prices, &error), SL_OK);
  CU_ASSERT_EQUAL(sl_engine_run(engine, sl_checked_take, &checked, &error), SL_OK);
  CU_ASSERT_EQUAL(checked.broken, 0);
  sl_engine_free(engine);
  sl_test_unload(&l);
  return columns;
}

/* Values that both define; a NaN says that one does not. */
static size_t differences(const char *name, const double *a, const double *b)
{
  size_t n = 0;
  for (size_t t = 0; t < TRIALS; t++) {
    if (!isnan(a[t]) && !isnan(b[t]) && memcmp(&a[t], &b[t], sizeof a[t]) != 0) {
      if (n++ == 0) {
        printf("\n    %s of trial %zu: %.17g alone, %.17g\n", name, t, a[t], b[t]);
      }
    }
  }
  return n;
}

/* The shortfall of cash is the cash flow's own figure. */
static size_t compare(const columns_t *alone, const columns_t *other)
{
  size_t n = 0;
  for (int v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    n += differences(sl_trial_variables[v].name, alone->trial[v], other->trial[v]);
  }
  for (int v = 0; v < SL_N_COST_VARIABLES; v++) {
    if (v != SL_COST_PEAK_SHORTFALL) {
      n += differences(sl_cost_variables[v].name, alone->cost[v], other->cost[v]);
    }
  }
  return n;
}

static bool binds(const columns_t *limited, const columns_t *unlimited)
{
  size_t n = 0;
  for (size_t t = 0; t < TRIALS; t++) {
    const double a = limited->trial[SL_TRIAL_MEMBER_PAID][t];
    const double b = unlimited->trial[SL_TRIAL_MEMBER_PAID][t];
    n += fabs(a - b) > 0.005;
  }
  return n > TRIALS / 20;
}

static size_t check_scenario(uint32_t scenario, const random_t *r, bool *bound)
{
  static const struct {
    const char *head, *tail;
    bool before, after;
  } ways[] = {{"", "", false, true},
              {"", ", exhibit: true", true, false},
              {"cash_flow: {}\n", "", false, false},
              {"cash_flow: {reimbursement_months: 1}\n", ", exhibit: true", true, false}};
  columns_t *alone = simulate(r, &r->plan, "", "", "", "");
  columns_t *unlimited = simulate(r, &r->unlimited, "", "", "", "");
  size_t different = 0;
  *bound = binds(alone, unlimited);
  for (size_t w = 0; w < sizeof ways / sizeof ways[0]; w++) {
    columns_t *other = simulate(r, &r->plan, ways[w].head, ways[w].before ? r->others.text : "",
                                ways[w].after ? r->others.text : "", ways[w].tail);
    const size_t n = compare(alone, other);
    if (n > 0) {
      printf("    scenario %u, way %zu: %zu values\n", scenario, w, n);
    }
    different += n;
    free(other);
  }
  free(alone);
  free(unlimited);
  return different;
}

static void figures_are_the_same_alone_and_beside_others(void)
{
  const uint32_t n = sl_test_full() ? SCENARIOS : SLICE;
  random_t *r = malloc(sizeof *r);
  size_t different = 0, bound = 0;
  CU_ASSERT_FATAL(r != NULL);
  for (uint32_t s = 0; s < n; s++) {
    bool binding = false;
    draw_random(s, r);
    different += check_scenario(s, r, &binding) > 0;
    bound += binding;
  }
  CU_ASSERT_EQUAL(different, 0);
  CU_ASSERT(2 * bound >= n); /* in over 5% of the trials */
  sl_validated_campaign("the same arrangement in another file",
                        "%u random scenarios, in %zu a family limit binds: %zu differ by a bit", n,
                        bound, different);
  free(r);
}

SL_SUITE(alone, "verify/alone",
         {"an arrangement's figures are the same bits alone and beside others",
          figures_are_the_same_alone_and_beside_others});
