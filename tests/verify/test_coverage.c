/* What "95%" is worth: how often the exact answer lies within 1.96 standard errors of an estimate,
 * over 1,000 runs that differ by seed alone.
 *
 * Four persons with a Poisson number of claims from a table and a specific deductible: the law of a
 * person's year is Panjer's recursion (H. H. Panjer 1981, "Recursive evaluation of a family of
 * compound distributions", ASTIN Bulletin 12, 22-26), written here, and the group's its fourth
 * power. No allowance for skewness: the cost's is below 1, so that by Edgeworth's expansion
 * coverage at 2,048 trials misses 95% by less than 0.0003. The chance's interval is judged by its
 * own exact coverage, a sum over the binomial law of the hits; a chain over the blocks, of hits by
 * trials, gives it for the stopping rule too. */
#include "sim/engine/engine.h"
#include "sim/results/summary.h"
#include "sim/results/tally.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"
#include "tests/verify/validation.h"

#include <gsl/gsl_randist.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define Z95 1.96
#define Z 3.5 /* of a test here; the seeds are fixed */
#define CLAIM_RATE 1.0
#define COST_TARGET 0.0115
#define DEFICIT_TARGET 0.005

enum { REPEATS = 1000, PERSONS = 4, UNIT = 1000, CAP = 12, TOP = PERSONS * CAP, BUDGET = 22 };
enum { MOST_BLOCKS = 64, MOST_HITS = 4000 }; /* of the chain */

static const char text[] =
    "stoploss: 1\nname: coverage\nstart: 2026-01-01\ncensus: census.csv\n"
    "claims:\n  services:\n    - name: medical\n      frequency: {distribution: poisson, mean: 1}\n"
    "      severity: {distribution: table, values: [1000, 2000, 5000, 10000],\n"
    "                 probabilities: [0.4, 0.3, 0.2, 0.1]}\n"
    "plans: [{name: PPO}]\n"
    "arrangements:\n  - name: ASO\n    kind: aso\n"
    "    specific: {deductible: 12000, premium: {amount: 0, per: year}}\n"
    "    budget: {amount: 22000}\n"
    "simulation: {trials: 2048, seed: 1}\n";

static const char census[] = "employee,relationship,age,sex\n1,employee,40,F\n2,employee,40,F\n"
                             "3,employee,40,F\n4,employee,40,F\n";

/* ---- exact answers ---- */

/* A person's year below the cap, what is above it at the cap. */
static void person_law(double law[CAP + 1])
{
  static const double severity[] = {0.0, 0.4, 0.3, 0.0, 0.0, 0.2, 0.0, 0.0, 0.0, 0.0, 0.1};
  law[0] = exp(-CLAIM_RATE);
  law[CAP] = 1.0 - law[0];
  for (int s = 1; s < CAP; s++) {
    law[s] = 0.0;
    for (int x = 1; x <= s && x <= 10; x++) {
      law[s] += CLAIM_RATE * x / s * severity[x] * law[s - x];
    }
    law[CAP] -= law[s];
  }
}

static void group_law(double law[TOP + 1])
{
  double person[CAP + 1], next[TOP + 1];
  person_law(person);
  memset(law, 0, (TOP + 1) * sizeof *law);
  law[0] = 1.0;
  for (int i = 0; i < PERSONS; i++) {
    memset(next, 0, sizeof next);
    for (int s = 0; s <= i * CAP; s++) {
      for (int x = 0; x <= CAP; x++) {
        next[s + x] += law[s] * person[x];
      }
    }
    memcpy(law, next, sizeof next);
  }
}

typedef struct exact {
  double mean, chance; /* of the year's cost; of a deficit */
  double skewness;
} exact_t;

static exact_t exact_answer(void)
{
  double law[TOP + 1];
  exact_t exact = {0};
  group_law(law);
  for (int s = 0; s <= TOP; s++) {
    exact.mean += UNIT * s * law[s];
    exact.chance += s > BUDGET ? law[s] : 0.0;
  }
  double square = 0.0, cube = 0.0;
  for (int s = 0; s <= TOP; s++) {
    const double x = UNIT * s - exact.mean;
    square += x * x * law[s];
    cube += x * x * x * law[s];
  }
  exact.skewness = cube / (square * sqrt(square));
  return exact;
}

static bool covers(double hits, double n, double chance)
{
  const double p = hits / n;
  return fabs(p - chance) <= Z95 * sqrt(p * (1.0 - p) / (n - 1.0));
}

static double coverage_of_share(unsigned n, double chance)
{
  double sum = 0.0;
  for (unsigned hits = 0; hits <= n; hits++) {
    sum += covers(hits, n, chance) ? gsl_ran_binomial_pdf(hits, chance, n) : 0.0;
  }
  return sum;
}

/* The stopping rule on a chance, as its header tells it: Wilson's bounds are the roots of
 * (p - x)^2 n = z^2 x (1 - x), and the one further from p counts. */
static bool stops(double hits, double n, double target)
{
  const double z2 = 1.959963984540054 * 1.959963984540054, p = hits / n;
  const double a = n + z2, b = 2.0 * n * p + z2, root = sqrt(b * b - 4.0 * a * n * p * p);
  const double low = (b - root) / (2.0 * a), high = (b + root) / (2.0 * a);
  return n >= 2048.0 && fmax(p - low, high - p) / 1.959963984540054 <= target;
}

typedef struct sequential {
  double coverage, mean_trials, mean_share, left;
} sequential_t;

/* Exactly what a run with a goal for the chance comes to: the law of the hits of runs that go on,
 * block by block. */
static sequential_t chain(double chance, double target)
{
  static double law[MOST_HITS + 513], next[MOST_HITS + 513], block[513];
  sequential_t result = {.left = 1.0};
  int most = 0;
  memset(law, 0, sizeof law);
  law[0] = 1.0;
  for (unsigned k = 0; k <= 512; k++) {
    block[k] = gsl_ran_binomial_pdf(k, chance, 512);
    most = block[k] > 1e-16 ? (int)k : most;
  }
  for (int i = 1; i <= MOST_BLOCKS && result.left > 1e-12; i++) {
    const double n = 512.0 * i;
    memset(next, 0, sizeof next);
    for (int hits = 0; hits < MOST_HITS; hits++) {
      for (int k = 0; law[hits] > 1e-16 && k <= most; k++) {
        next[hits + k] += law[hits] * block[k];
      }
    }
    for (int hits = 0; hits < MOST_HITS; hits++) {
      if (next[hits] > 0.0 && stops(hits, n, target)) {
        result.coverage += covers(hits, n, chance) ? next[hits] : 0.0;
        result.mean_trials += n * next[hits];
        result.mean_share += hits / n * next[hits];
        result.left -= next[hits];
        next[hits] = 0.0;
      }
    }
    memcpy(law, next, sizeof law);
  }
  return result;
}

/* ---- runs ---- */

static int take_block(void *tally, const sl_block_t *block, sl_error_t *error)
{
  (void)error;
  sl_tally_take(tally, block);
  return SL_OK;
}

/* What the page would say of a run. */
static sl_arrangement_summary_t run(const sl_scenario_t *scenario, const sl_precision_t *precision,
                                    uint64_t *trials)
{
  const sl_engine_options_t options = {.threads = 1, .precision = *precision};
  sl_arrangement_summary_t told = {0};
  sl_summary_t summary = {.n_arrangements = 1, .arrangements = &told};
  sl_engine_t *engine = NULL;
  sl_run_facts_t *facts = NULL;
  sl_tally_t *tally = NULL;
  sl_price_t price;
  CU_ASSERT_EQUAL_FATAL(sl_engine_new(scenario, &options, &engine, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_engine_price(engine, &price, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_run_facts_new(scenario, &price, &facts, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_tally_new(facts, &tally, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_engine_run(engine, take_block, tally, NULL), SL_OK);
  sl_tally_tell(tally, &summary);
  *trials = sl_tally_trials(tally);
  sl_tally_free(tally);
  sl_run_facts_free(facts);
  sl_engine_free(engine);
  return told;
}

typedef struct count {
  double covered, z, squares; /* of an estimate's z-score */
} count_t;

static void add(count_t *count, sl_estimate_t estimate, double exact)
{
  const double z = (estimate.value - exact) / estimate.standard_error;
  count->covered += fabs(z) <= Z95 ? 1.0 / REPEATS : 0.0;
  count->z += z / REPEATS;
  count->squares += z * z / REPEATS;
}

typedef struct repeated {
  count_t cost, chance;
  double trials, share, share_squares; /* means over the repeats */
} repeated_t;

static repeated_t repeat(uint64_t trials, sl_precision_t precision)
{
  const exact_t exact = exact_answer();
  repeated_t all = {0};
  sl_loaded_t loaded = sl_test_load(text, census);
  CU_ASSERT_EQUAL_FATAL(loaded.code, SL_OK);
  sl_test_parts(loaded.scenario).simulation->trials = trials;
  for (uint64_t seed = 1; seed <= REPEATS; seed++) {
    uint64_t n = 0;
    sl_test_parts(loaded.scenario).simulation->seed = seed;
    const sl_arrangement_summary_t told = run(loaded.scenario, &precision, &n);
    const double share = told.deficit_probability.value;
    add(&all.cost, told.expected_cost, exact.mean);
    add(&all.chance, told.deficit_probability, exact.chance);
    all.trials += (double)n / REPEATS;
    all.share += share / REPEATS;
    all.share_squares += share * share / REPEATS;
  }
  sl_test_unload(&loaded);
  return all;
}

static double binomial_error(double share) { return sqrt(share * (1.0 - share) / REPEATS); }

static void say(const char *what, const count_t *count, double expected, double trials)
{
  printf("\n    %s: covered %.1f%%, expected %.2f%%; mean z %+.3f, mean z^2 %.3f; %.0f trials",
         what, 100.0 * count->covered, 100.0 * expected, count->z, count->squares, trials);
  sl_validated_campaign("95% intervals against Panjer's recursion",
                        "%s: %d runs of about %.0f trials cover it in %.1f%%, expected %.2f%%",
                        what, REPEATS, trials, 100.0 * count->covered, 100.0 * expected);
}

static void intervals_cover_as_often_as_they_say(void)
{
  const exact_t exact = exact_answer();
  const repeated_t all = repeat(2048, (sl_precision_t){0});
  const double of_share = coverage_of_share(2048, exact.chance);
  say("expected cost", &all.cost, 0.95, all.trials);
  say("chance of a deficit", &all.chance, of_share, all.trials);
  SL_ASSERT_Z(all.cost.covered, 0.95, binomial_error(0.95), Z);
  SL_ASSERT_Z(all.cost.z, 0.0, 1.0 / sqrt(REPEATS), Z);
  SL_ASSERT_Z(all.cost.squares, 1.0, sqrt(2.0 / REPEATS), Z);
  SL_ASSERT_Z(all.chance.covered, of_share, binomial_error(of_share), Z);
  CU_ASSERT(fabs(of_share - 0.95) < 0.01);
  CU_ASSERT(fabs(exact.skewness) < 1.0);
}

/* The bounds of models/statistics/precision.h: one point of coverage, a tenth of a standard error
 * of bias. */
static void a_goal_for_the_cost_costs_little_coverage(void)
{
  const repeated_t all = repeat(100000, (sl_precision_t){SL_PRECISION_COST, COST_TARGET});
  say("expected cost, by its precision", &all.cost, 0.95, all.trials);
  CU_ASSERT(all.trials > 2560.0);
  CU_ASSERT(fabs(all.cost.covered - 0.95) < 0.01 + Z * binomial_error(0.95));
  CU_ASSERT(fabs(all.cost.z) < 0.1 + Z / sqrt(REPEATS));
}

static void a_goal_for_the_chance_costs_what_the_chain_says(void)
{
  const exact_t exact = exact_answer();
  const sequential_t told = chain(exact.chance, DEFICIT_TARGET);
  const repeated_t all = repeat(100000, (sl_precision_t){SL_PRECISION_DEFICIT, DEFICIT_TARGET});
  const double spread = sqrt(all.share_squares - all.share * all.share);
  say("chance of a deficit, by its precision", &all.chance, told.coverage, all.trials);
  CU_ASSERT(told.left < 1e-9);
  CU_ASSERT(all.trials > 2560.0);
  SL_ASSERT_Z(all.chance.covered, told.coverage, binomial_error(told.coverage), Z);
  SL_ASSERT_Z(all.share, told.mean_share, spread / sqrt(REPEATS), Z);
  CU_ASSERT(fabs(all.trials - told.mean_trials) < 0.02 * told.mean_trials);
}

/* Over chances and goals, without runs. */
static void no_chance_is_much_worse(void)
{
  static const double chances[] = {0.01, 0.02, 0.05, 0.1, 0.25};
  static const double trials[] = {2100.0, 3000.0, 5000.0, 9000.0};
  double least = 1.0, bias = 0.0;
  for (size_t i = 0; i < sizeof chances / sizeof chances[0]; i++) {
    for (size_t j = 0; j < sizeof trials / sizeof trials[0]; j++) {
      const double p = chances[i], deviation = sqrt(p * (1.0 - p));
      const sequential_t told = chain(p, deviation / sqrt(trials[j]));
      CU_ASSERT(told.left < 1e-9);
      least = fmin(least, told.coverage);
      bias = fmax(bias, fabs(told.mean_share - p) / deviation * sqrt(told.mean_trials));
    }
  }
  printf(
      "\n    goals for a chance: covered %.2f%% at least, biased by %.3f standard errors at most",
      100.0 * least, bias);
  CU_ASSERT(least > 0.935);
  CU_ASSERT(bias < 0.125);
}

SL_SUITE(interval_coverage, "verify/coverage",
         {"intervals cover as often as they say", intervals_cover_as_often_as_they_say},
         {"a goal for the cost costs little coverage", a_goal_for_the_cost_costs_little_coverage},
         {"a goal for the chance costs what the chain says",
          a_goal_for_the_chance_costs_what_the_chain_says},
         {"no chance is much worse", no_chance_is_much_worse});
