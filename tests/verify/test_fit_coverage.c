/* What the 95% intervals of fits are worth: how often they hold the parameter that the claims were
 * drawn with, over 2,000 samples (--full) of fixed seeds; 93 to 97% is asked of every parameter. A
 * fit that does not converge holds nothing. The table of models/fit/README.md is printed here. */
#include "models/fit/frailty_fit.h"
#include "models/fit/frequency_fit.h"
#include "models/fit/tail.h"
#include "tests/support/fit_data.h"
#include "tests/support/harness.h"
#include "tests/support/severities.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REPEATS = 2000, SLICE = 20, MOST = 3000 };
#define SEED 20261130

/* How often each interval held, and how many fits did not converge. */
typedef struct tally {
  unsigned repeats, held[6], lost;
} tally_t;

static unsigned repeats(void) { return sl_test_full() ? REPEATS : SLICE; }

static void judge(const char *law, const char *parameter, unsigned held, const tally_t *tally)
{
  const double n = (double)tally->repeats, share = (double)held / n;
  printf("\n    %-46s %-12s %6.1f%% %5u", law, parameter, 100.0 * share, tally->lost);
  if (sl_test_full()) {
    CU_ASSERT(share >= 0.93 && share <= 0.97);
  } else {
    CU_ASSERT(share >= 0.95 - SL_Z_BOUND * sqrt(0.95 * 0.05 / n));
  }
}

static bool holds(const sl_fitted_t *told, double parameter)
{
  return told->low <= parameter && parameter <= told->high;
}

/* Severities. from: only claims above are seen; limit: claims above are censored there. */

typedef struct sample {
  const char *family;
  double parameter[3];
  size_t n;
  double from, limit;
} sample_t;

static const sample_t samples[] = {
    {"uniform", {100, 900}, 200, 0, 0},
    {"exponential", {700}, 200, 0, 0},
    {"gamma", {0.7, 1000}, 500, 0, 0},
    {"lognormal", {6, 1.5}, 500, 0, 0},
    {"pareto", {1.8, 500}, 200, 0, 0},
    {"lomax", {2.5, 2000}, 2000, 0, 0},
    {"generalized_pareto", {0.3, 800, 250}, 500, 0, 0},
    {"weibull", {0.6, 400}, 500, 0, 0},
    {"inverse_gaussian", {900, 600}, 500, 0, 0},
    {"burr", {2, 1.5, 700}, 2000, 0, 0},
    {"exponential", {700}, 300, 200, 2000},
    {"lognormal", {6, 1.5}, 1000, 200, 5000},
    {"weibull", {0.6, 400}, 1000, 100, 2000},
    {"gamma", {0.7, 1000}, 1000, 200, 2500},
};

static void draw_claims(const sl_severity_t *law, const sample_t *s, sl_draws_t *draws,
                        sl_loss_t *losses)
{
  const double above = s->from > 0.0 ? sl_severity_survival(law, s->from) : 1.0;
  for (size_t i = 0; i < s->n; i++) {
    const double x = sl_severity_quantile_upper(law, above * sl_test_draw(draws));
    losses[i] = sl_loss(x);
    losses[i].from = s->from;
    if (s->limit > 0.0 && x > s->limit) {
      losses[i].amount = s->limit;
      losses[i].censored = true;
    }
  }
}

static void cover_severity(const sample_t *s, uint64_t seed)
{
  static sl_loss_t losses[MOST];
  const double *p = s->parameter;
  const sl_severity_t law = sl_test_severity(s->family, p[0], p[1], p[2]);
  tally_t tally = {.repeats = repeats()};
  for (unsigned r = 0; r < tally.repeats; r++) {
    sl_draws_t draws = sl_test_draws(seed, r);
    sl_severity_fit_t fit;
    draw_claims(&law, s, &draws, losses);
    CU_ASSERT_EQUAL_FATAL(sl_fit_severity(law.family, NULL, losses, s->n, &fit, NULL), SL_OK);
    tally.lost += fit.status != SL_FIT_CONVERGED;
    for (size_t k = 0; k < law.family->n_parameters; k++) {
      tally.held[k] += fit.status == SL_FIT_CONVERGED && holds(&fit.parameter[k], p[k]);
    }
  }
  char label[64];
  snprintf(label, sizeof label, "%s, %zu%s", s->family, s->n,
           s->from > 0.0 ? ", truncated and censored" : "");
  for (size_t k = 0; k < law.family->n_parameters; k++) {
    judge(label, law.family->parameters[k].name, tally.held[k], &tally);
  }
}

static void severities(void)
{
  for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
    cover_severity(&samples[i], SEED + i);
  }
  printf("\n  ");
}

/* A lognormal body up to 2,000, 10% of claims above it in a tail of shape 0.4. */
static void a_splice(void)
{
  static sl_loss_t losses[MOST];
  sl_severity_t law = sl_test_splice(2000.0, 0.1, sl_test_severity("lognormal", 6.0, 1.2, 0.0),
                                     sl_test_severity("generalized_pareto", 0.4, 1500.0, 2000.0));
  const sample_t sample = {.n = 3000};
  const char *names[5] = {"mu", "sigma", "weight_above", "shape", "scale"};
  tally_t tally = {.repeats = repeats()};
  for (unsigned r = 0; r < tally.repeats; r++) {
    sl_draws_t draws = sl_test_draws(SEED + 100, r);
    sl_splice_fit_t fit;
    draw_claims(&law, &sample, &draws, losses);
    CU_ASSERT_EQUAL_FATAL(sl_fit_splice(law.parts[0].family, 2000.0, losses, sample.n, &fit, NULL),
                          SL_OK);
    const bool found = fit.status == SL_FIT_CONVERGED;
    tally.lost += !found;
    tally.held[0] += found && holds(&fit.body[0], 6.0);
    tally.held[1] += found && holds(&fit.body[1], 1.2);
    tally.held[2] += found && holds(&fit.weight_above, 0.1);
    tally.held[3] += found && holds(&fit.shape, 0.4);
    tally.held[4] += found && holds(&fit.scale, 1500.0);
    sl_severity_free(&fit.severity);
  }
  for (size_t k = 0; k < 5; k++) {
    judge("splice, 3000", names[k], tally.held[k], &tally);
  }
  sl_severity_free(&law);
  printf("\n  ");
}

/* Counts of persons with half a year or a year each. */

typedef struct counting {
  const char *family;
  sl_zeros_t zeros;
  double parameter[2];
  double inflation; /* share of persons who never have a claim */
  size_t persons;
} counting_t;

static const counting_t countings[] = {
    {"poisson", SL_ZEROS_PLAIN, {0.3}, 0, 500},
    {"geometric", SL_ZEROS_PLAIN, {0.8}, 0, 500},
    {"negative_binomial", SL_ZEROS_PLAIN, {2.0, 0.7}, 0, 1000},
    {"bernoulli", SL_ZEROS_PLAIN, {0.2}, 0, 500},
    {"binomial", SL_ZEROS_PLAIN, {4.0, 0.5}, 0, 1000},
    {"poisson", SL_ZEROS_INFLATED, {2.0}, 0.3, 1000},
    {"geometric", SL_ZEROS_MODIFIED, {2.0}, 0.3, 1000},
    {"negative_binomial", SL_ZEROS_INFLATED, {4.0, 2.0}, 0.3, 2000},
};

static void draw_counts(const counting_t *c, sl_draws_t *draws, sl_counted_t *counts)
{
  sl_frequency_t law;
  sl_frequency_init(&law, sl_frequency_family(c->family));
  for (size_t i = 0; i < c->persons; i++) {
    counts[i] = (sl_counted_t){.exposure = i % 2 == 0 ? 1.0 : 0.5, .weight = 1.0};
    memcpy(law.parameter, c->parameter, sizeof law.parameter);
    law.parameter[strcmp(c->family, "binomial") == 0] *= counts[i].exposure;
    const bool never = sl_test_draw(draws) < c->inflation;
    counts[i].count = never ? 0.0 : (double)sl_frequency_quantile(&law, sl_test_draw(draws));
  }
}

static void cover_counting(const counting_t *c, uint64_t seed)
{
  static sl_counted_t counts[MOST];
  const sl_frequency_family_t *family = sl_frequency_family(c->family);
  const double none = exp(sl_frequency_log_pmf(family, c->parameter, 0.0, 1.0));
  tally_t tally = {.repeats = repeats()};
  for (unsigned r = 0; r < tally.repeats; r++) {
    sl_draws_t draws = sl_test_draws(seed, r);
    sl_frequency_fit_t fit;
    draw_counts(c, &draws, counts);
    CU_ASSERT_EQUAL_FATAL(sl_fit_frequency(family, c->zeros, counts, c->persons, &fit, NULL),
                          SL_OK);
    tally.lost += fit.status != SL_FIT_CONVERGED;
    for (size_t k = 0; k < family->n_parameters; k++) {
      tally.held[k] += fit.status == SL_FIT_CONVERGED && holds(&fit.told[k], c->parameter[k]);
    }
    tally.held[2] += holds(&fit.zero_told, c->inflation + (1.0 - c->inflation) * none);
    tally.held[3] += holds(&fit.inflation_told, c->inflation);
    sl_frequency_free(&fit.frequency);
  }
  char label[64];
  snprintf(label, sizeof label, "%s, %zu", c->family, c->persons);
  for (size_t k = strcmp(c->family, "binomial") == 0; k < family->n_parameters; k++) {
    judge(label, family->parameters[k].name, tally.held[k], &tally);
  }
  if (c->zeros != SL_ZEROS_PLAIN) {
    judge(label, "zero", tally.held[2], &tally);
    judge(label, "inflation", tally.held[3], &tally);
  }
}

static void frequencies(void)
{
  for (size_t i = 0; i < sizeof countings / sizeof *countings; i++) {
    cover_counting(&countings[i], SEED + 200 + i);
  }
  printf("\n  ");
}

/* Two Poisson services of 2,000 persons under a gamma frailty of variance 1/2. */
static void a_frailty(void)
{
  enum { PERSONS = 2000 };
  static double counts[2 * PERSONS], exposure[PERSONS];
  const sl_severity_t gamma_law = sl_test_severity("gamma", 2.0, 0.5, 0.0);
  tally_t tally = {.repeats = repeats()};
  sl_frequency_t law;
  sl_frequency_init(&law, sl_frequency_family("poisson"));
  for (unsigned r = 0; r < tally.repeats; r++) {
    sl_draws_t draws = sl_test_draws(SEED + 300, r);
    for (size_t i = 0; i < PERSONS; i++) {
      exposure[i] = i % 2 == 0 ? 1.0 : 0.5;
      const double z = sl_severity_quantile(&gamma_law, sl_test_draw(&draws));
      for (size_t j = 0; j < 2; j++) {
        law.parameter[0] = (j == 0 ? 1.0 : 3.0) * z * exposure[i];
        counts[2 * i + j] = (double)sl_frequency_quantile(&law, sl_test_draw(&draws));
      }
    }
    sl_frailty_fit_t fit;
    CU_ASSERT_EQUAL_FATAL(sl_fit_frailty(counts, exposure, PERSONS, 2, &fit, NULL), SL_OK);
    tally.held[0] += fit.low <= 0.5 && 0.5 <= fit.high;
  }
  judge("common frailty, 2000", "variance", tally.held[0], &tally);
  printf("\n  ");
}

SL_SUITE(fit_coverage, "verify/fit_coverage", {"severities", severities}, {"a splice", a_splice},
         {"frequencies", frequencies}, {"a frailty", a_frailty});
