/* Rare years where dear years come from a rare condition, or from a person whom no cover holds:
 * they tell every figure at least as well as so many plain years, with errors that hold.
 *
 * Truth. rare-conditions.yaml: 70 independent persons; each one's year by Fourier transform of its
 * services' generating functions on lattices of 100 and 200 dollars up to 52M (amounts dispersed so
 * that limited means are kept), adjudicated, multiplied up over persons and extrapolated in the
 * square of the step; written in NumPy, apart from the program, whose `exact` agrees to 0.02%.
 * rare-excluded.yaml (lags, captive, aggregate) has no such answer: 4,000,000 plain years, seed
 * 999, whose own error, below a twentieth of what is judged here, is given. The standard deviation
 * of a figure over runs of 8,192 plain years: from its error in 4,000,000. */
#include "sim/engine/engine.h"
#include "sim/input/load/load.h"
#include "sim/input/scenario/simulation.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { TRIALS = 8192, SEEDS = 6, ALL_SEEDS = 200, FIGURES = 7 };

typedef struct truth {
  double value, error; /* error: of the value */
  double plain;        /* standard deviation over runs of TRIALS plain years */
} truth_t;

static const char *const names[FIGURES] = {"P(deficit)", "E deficit",   "VaR 95%", "VaR 99%",
                                           "TVaR 99%",   "E aggregate", "E cost"};

/* The figures whose interval must hold; of VaR 95% and the means the ratio alone is judged. */
static const int held[FIGURES] = {1, 1, 0, 1, 1, 0, 0};

static const truth_t conditions[2][FIGURES] = {{{0.0394862, 0, 0.002152},
                                                {13544.8, 0, 1796.8},
                                                {603547, 0, 3221},
                                                {799577, 0, 51563},
                                                {1834889, 0, 165100},
                                                {0, 0, 0},
                                                {446968, 0, 2042}},
                                               {{0.00978549, 0, 0.0010876},
                                                {10513.0, 0, 1668.9},
                                                {881700, 0, 17640},
                                                {1780017, 0, 104388},
                                                {2851083, 0, 168121},
                                                {0, 0, 0},
                                                {448399, 0, 3651}}};
static const truth_t excluded[2][FIGURES] = {{{0.0709555, 0.000128, 0.0028367},
                                              {26584.8, 73.7, 1628.9},
                                              {846663, 223, 4922},
                                              {1651831, 1940, 42876},
                                              {1980983, 2229, 49252},
                                              {451.10, 2.80, 61.80},
                                              {627048, 108, 2379}},
                                             {{0.0161985, 0.0000631, 0.0013947},
                                              {564.22, 2.82, 62.27},
                                              {739688, 121, 2683},
                                              {820133, 189, 4184},
                                              {850581, 193, 4267},
                                              {227.84, 1.96, 43.32},
                                              {568121, 48.1, 1063.3}}};

/* Plain years, by rare ones, that would tell the chance of a deficit and of a cost above VaR 99% as
 * closely: half of what is seen, more or less, from every seed. */
static const double conditions_gain[2][2] = {{1.5, 10.0}, {10.0, 9.0}};
static const double excluded_gain[2][2] = {{1.5, 1.8}, {1.4, 1.5}};

static sl_estimate_t figure_of(const sl_rare_summary_t *s, int f)
{
  const sl_estimate_t figures[FIGURES] = {
      s->deficit_probability, s->expected_deficit,   s->quantile95,   s->quantile99,
      s->tail_mean99,         s->expected_aggregate, s->expected_cost};
  return figures[f];
}

static sl_rare_t *draw(sl_scenario_t *scenario, uint64_t seed)
{
  const sl_engine_options_t options = {.threads = 1};
  sl_engine_t *engine = NULL;
  sl_rare_t *rare = NULL;
  sl_price_t prices[2];
  sl_test_parts(scenario).simulation->seed = seed;
  CU_ASSERT_EQUAL_FATAL(sl_engine_new(scenario, &options, &engine, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_engine_price(engine, prices, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_engine_rare(engine, TRIALS, &rare, NULL), SL_OK);
  sl_engine_free(engine);
  return rare;
}

/* Over the seeds: squares of (figure - truth) / plain, and how often it is beyond so many of its
 * own standard errors. */
typedef struct score {
  double squares;
  int beyond[3];
} score_t;

static void take(const truth_t *truth, sl_estimate_t figure, score_t *score)
{
  static const double bounds[3] = {2.0, 3.0, 5.0};
  const double off = fabs(figure.value - truth->value);
  score->squares += off * off / (truth->plain * truth->plain);
  for (int i = 0; i < 3; i++) {
    score->beyond[i] += off > bounds[i] * hypot(figure.standard_error, truth->error);
  }
}

/* A mean square above that of plain years: of all seeds, any; of a few, what chance explains once
 * in 100,000. Beyond 3 standard errors: 1 in 100, or one of a few. */
static void judge(const char *arrangement, int f, const score_t *score, int seeds)
{
  const double ratio = score->squares / seeds;
  const double most = seeds == ALL_SEEDS ? 1.0 : gsl_cdf_chisq_Qinv(1e-5, seeds) / (double)seeds;
  if (sl_test_full()) {
    printf("\n    %s %-11s variance by plain %.3f; beyond 2, 3, 5: %d, %d, %d of %d", arrangement,
           names[f], ratio, score->beyond[0], score->beyond[1], score->beyond[2], seeds);
  }
  CU_ASSERT(ratio <= most);
  CU_ASSERT(!held[f] || score->beyond[1] <= (seeds == ALL_SEEDS ? seeds / 100 : 1));
  CU_ASSERT(score->beyond[2] == 0);
  if (!(ratio <= most)) {
    printf("\n    %s, %s: %.3f times the variance of plain years", arrangement, names[f], ratio);
  }
}

static void check(const char *file, const truth_t truth[2][FIGURES], const double gain[2][2])
{
  const int seeds = sl_test_full() ? ALL_SEEDS : SEEDS;
  char path[4096];
  score_t scores[2][FIGURES] = {{{0}}};
  sl_scenario_t *scenario = NULL;
  sl_faults_t faults;
  sl_faults_init(&faults);
  snprintf(path, sizeof path, "%s/tests/verify/cases/%s", sl_test_source_dir(), file);
  CU_ASSERT_EQUAL_FATAL(sl_scenario_load(path, NULL, &scenario, &faults), SL_OK);
  for (int seed = 1; seed <= seeds; seed++) {
    sl_rare_t *rare = draw(scenario, (uint64_t)seed);
    for (int a = 0; a < 2; a++) {
      CU_ASSERT(rare->arrangements[a].equivalent_deficit > gain[a][0] * TRIALS);
      CU_ASSERT(rare->arrangements[a].equivalent_quantile99 > gain[a][1] * TRIALS);
      for (int f = 0; f < FIGURES; f++) {
        if (truth[a][f].plain > 0.0) {
          take(&truth[a][f], figure_of(&rare->arrangements[a], f), &scores[a][f]);
        }
      }
    }
    sl_rare_free(rare);
  }
  for (int a = 0; a < 2; a++) {
    for (int f = 0; f < FIGURES; f++) {
      if (truth[a][f].plain > 0.0) {
        judge(a == 0 ? "A" : "B", f, &scores[a][f], seeds);
      }
    }
  }
  sl_scenario_free(scenario);
  sl_faults_free(&faults);
}

static void rare_conditions(void) { check("rare-conditions.yaml", conditions, conditions_gain); }

static void an_excluded_person(void) { check("rare-excluded.yaml", excluded, excluded_gain); }

SL_SUITE(rare_conditions, "verify/rare_conditions",
         {"conditions written as rare services are told better than by plain years",
          rare_conditions},
         {"so is an excluded person's rare claim", an_excluded_person});
