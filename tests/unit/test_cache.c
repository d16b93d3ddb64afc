/* Samplers kept from run to run: the same bytes, found by what a severity says, let go of in time.
 */
#include "sim/engine/compile/cache.h"

#include "models/claims/service.h"
#include "sim/input/load/load.h"
#include "sim/input/scenario/scenario.h"
#include "sim/study/run.h"
#include "tests/support/harness.h"
#include "tests/support/severities.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

/* Severities that differ in one thing each, all of one family's parameters and beyond. */
static sl_severity_t lognormal(double mu, double sigma, double limit)
{
  sl_severity_t severity;
  sl_severity_init(&severity, sl_severity_family("lognormal"));
  severity.parameter[0] = mu;
  severity.parameter[1] = sigma;
  severity.limit = limit;
  return severity;
}

static const sl_sampler_t *get(sl_lease_t *lease, const sl_severity_t *severity)
{
  const sl_sampler_t *sampler = NULL;
  CU_ASSERT_EQUAL(sl_lease_sampler(lease, severity, &sampler, NULL), SL_OK);
  CU_ASSERT_PTR_NOT_NULL(sampler);
  return sampler;
}

static sl_cache_t *new_cache(size_t bytes)
{
  sl_cache_t *cache = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_cache_new(bytes, &cache, NULL), SL_OK);
  return cache;
}

static sl_lease_t *new_lease(sl_cache_t *cache)
{
  sl_lease_t *lease = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_lease_new(cache, &lease, NULL), SL_OK);
  return lease;
}

static void equal_severities_share_a_sampler(void)
{
  sl_cache_t *cache = new_cache(1 << 24);
  sl_lease_t *one = new_lease(cache), *two = new_lease(cache);
  sl_severity_t a = lognormal(5.0, 1.5, INFINITY), b = lognormal(5.0, 1.5, INFINITY);
  b.times_salary = true; /* which is the caller's */
  const sl_sampler_t *first = get(one, &a);
  CU_ASSERT_PTR_EQUAL(get(two, &b), first);
  sl_lease_free(one);
  sl_lease_free(two);
  one = new_lease(cache);
  CU_ASSERT_PTR_EQUAL(get(one, &a), first);
  sl_lease_free(one);
  const sl_cache_figures_t figures = sl_cache_figures(cache);
  CU_ASSERT(figures.n == 1 && figures.made == 1 && figures.found == 2);
  sl_cache_free(cache);
}

static void whatever_differs_has_another(void)
{
  static const double values[] = {100.0, 250.0, 700.0}, others[] = {100.0, 250.0, 701.0};
  static const double thirds[] = {0.25, 0.5, 0.25}, unlike[] = {0.5, 0.25, 0.25};
  static const double means[] = {50.0, 175.0, 475.0}, higher[] = {50.0, 176.0, 475.0};
  const sl_severity_t low = lognormal(5.0, 1.5, INFINITY), high = lognormal(7.0, 1.0, INFINITY);
  sl_severity_t s[] = {low,
                       lognormal(5.0, 1.5, 1e6),
                       lognormal(5.0, 1.6, INFINITY),
                       sl_test_severity("weibull", 5.0, 1.5, 0.0),
                       sl_test_listed(3, values, thirds, NULL),
                       sl_test_listed(3, others, thirds, NULL),
                       sl_test_listed(3, values, unlike, NULL),
                       sl_test_listed(3, values, thirds, means),
                       sl_test_listed(3, values, thirds, higher),
                       sl_test_mixture(0.5, low, high),
                       sl_test_mixture(0.4, low, high),
                       sl_test_mixture(0.5, low, lognormal(7.0, 1.1, INFINITY)),
                       sl_test_splice(400.0, NAN, low, high),
                       sl_test_splice(400.0, NAN, low, lognormal(7.0, 1.1, INFINITY))};
  enum { N = sizeof s / sizeof s[0] };
  sl_cache_t *cache = new_cache(1 << 26);
  sl_lease_t *lease = new_lease(cache);
  for (size_t i = 0; i < N; i++) {
    get(lease, &s[i]);
    CU_ASSERT_EQUAL(sl_cache_figures(cache).n, i + 1);
  }
  sl_lease_free(lease);
  sl_cache_free(cache);
  for (size_t i = 0; i < N; i++) {
    sl_severity_free(&s[i]);
  }
}

/* Room for about two: what is in use stays, then what was used last. */
static void the_longest_unused_goes(void)
{
  const sl_severity_t a = lognormal(5.0, 1.0, INFINITY), b = lognormal(5.0, 1.1, INFINITY),
                      c = lognormal(5.0, 1.2, INFINITY);
  sl_cache_t *cache = new_cache(1 << 30);
  sl_lease_t *lease = new_lease(cache);
  get(lease, &a);
  const size_t each = sl_cache_figures(cache).bytes;
  sl_lease_free(lease);
  sl_cache_free(cache);

  cache = new_cache(5 * each / 2);
  lease = new_lease(cache);
  get(lease, &a);
  get(lease, &b);
  get(lease, &c);
  CU_ASSERT_EQUAL(sl_cache_figures(cache).n, 3);
  sl_lease_free(lease); /* in which a, the first got, ends last */
  CU_ASSERT(sl_cache_figures(cache).bytes <= 5 * each / 2);
  lease = new_lease(cache);
  const uint64_t made = sl_cache_figures(cache).made;
  get(lease, &a);
  CU_ASSERT_EQUAL(sl_cache_figures(cache).made, made);
  sl_lease_free(lease);
  sl_cache_free(cache);
}

/* With a cache of no size, and of the lease's own. */
static void nothing_need_be_kept(void)
{
  const sl_severity_t a = lognormal(5.0, 1.0, INFINITY);
  sl_lease_t *one = new_lease(NULL), *other = new_lease(NULL);
  CU_ASSERT_PTR_EQUAL(get(one, &a), get(one, &a));
  CU_ASSERT_PTR_NOT_EQUAL(get(one, &a), get(other, &a));
  sl_lease_free(one);
  sl_lease_free(other);
  sl_cache_t *cache = new_cache(0);
  sl_lease_t *lease = new_lease(cache);
  CU_ASSERT_PTR_EQUAL(get(lease, &a), get(lease, &a));
  sl_lease_free(lease);
  CU_ASSERT(sl_cache_figures(cache).n == 0 && sl_cache_figures(cache).bytes == 0);
  sl_cache_free(cache);
  sl_cache_free(NULL);
  sl_lease_free(NULL);
}

static const sl_steps_t *get_lag(sl_lease_t *lease, const sl_severity_t *days, double shift)
{
  const sl_steps_t *steps = NULL;
  CU_ASSERT_EQUAL(sl_lease_lag(lease, &(sl_lag_terms_t){*days, shift}, &steps, NULL), SL_OK);
  CU_ASSERT_PTR_NOT_NULL(steps);
  return steps;
}

/* A lag is told by its law and its shift; its law's sampler is something else. */
static void lags_are_shared_too(void)
{
  const sl_severity_t a = lognormal(3.0, 0.8, INFINITY), b = lognormal(3.1, 0.8, INFINITY);
  sl_cache_t *cache = new_cache(1 << 24);
  sl_lease_t *one = new_lease(cache), *two = new_lease(cache);
  const sl_sampler_t *sampler = get(one, &a);
  const sl_steps_t *steps = get_lag(one, &a, 0.0), *later = get_lag(one, &a, 7.0);
  CU_ASSERT_PTR_EQUAL(get_lag(two, &a, 0.0), steps);
  CU_ASSERT_PTR_EQUAL(get_lag(two, &a, 7.0), later);
  CU_ASSERT_PTR_NOT_EQUAL(later, steps);
  CU_ASSERT_PTR_NOT_EQUAL(get_lag(two, &b, 0.0), steps);
  CU_ASSERT_EQUAL(sl_cache_figures(cache).n, 4);
  for (uint32_t i = 0; i < 1000; i++) {
    const uint32_t u = i * UINT32_C(4294968);
    const double days = sl_shifted_lag(sl_sampler_draw(sampler, (uint64_t)u << 32), 7.0);
    CU_ASSERT_EQUAL(sl_steps_value(later, u), (uint32_t)days);
  }
  sl_lease_free(one);
  sl_lease_free(two);
  sl_cache_free(cache);
}

enum { LAWS = 12, THREADS = 7 };

typedef struct job {
  pthread_t thread;
  sl_lease_t *lease;
  int number;
  const sl_sampler_t *got[LAWS];
} job_t;

/* All laws, by every thread in another order. */
static void *ask(void *context)
{
  job_t *job = context;
  for (int k = 0; k < LAWS; k++) {
    const int law = (k + 3 * job->number) % LAWS;
    const sl_severity_t severity = lognormal(5.0, 1.0 + 0.1 * law, INFINITY);
    sl_lease_sampler(job->lease, &severity, &job->got[law], NULL);
  }
  return NULL;
}

static void several_threads_at_once(void)
{
  static job_t jobs[THREADS];
  sl_cache_t *cache = new_cache(1 << 26);
  for (int i = 0; i < THREADS; i++) {
    jobs[i] = (job_t){.number = i, .lease = new_lease(cache)};
    CU_ASSERT_EQUAL_FATAL(pthread_create(&jobs[i].thread, NULL, ask, &jobs[i]), 0);
  }
  for (int i = 0; i < THREADS; i++) {
    pthread_join(jobs[i].thread, NULL);
  }
  for (int i = 0; i < THREADS; i++) {
    CU_ASSERT_EQUAL(memcmp(jobs[i].got, jobs[0].got, sizeof jobs[0].got), 0);
    sl_lease_free(jobs[i].lease);
  }
  CU_ASSERT_EQUAL(sl_cache_figures(cache).n, LAWS);
  sl_cache_free(cache);
}

/* ---- runs ---- */

typedef struct digest {
  uint64_t value;
} digest_t;

static int take(void *context, const sl_block_t *block, sl_error_t *error)
{
  digest_t *digest = context;
  (void)error;
  for (int v = 0; v < SL_N_COST_VARIABLES; v++) {
    for (size_t i = 0; i < block->n_trials * block->n_arrangements; i++) {
      uint64_t word;
      memcpy(&word, &block->cost[v][i], sizeof word);
      digest->value = (digest->value ^ word) * UINT64_C(0x100000001b3);
    }
  }
  return SL_OK;
}

static uint64_t run(const char *file, sl_cache_t *cache, int threads)
{
  char name[512];
  sl_faults_t faults = {0};
  sl_scenario_t *scenario = NULL;
  sl_run_t *run = NULL;
  digest_t digest = {1};
  const sl_override_t set[] = {{"simulation.trials", "700"}, {"simulation.pricing_trials", "100"}};
  const sl_overrides_t overrides = {set, 2};
  const sl_run_options_t options = {.engine = {.threads = threads, .cache = cache}};
  const sl_run_sink_t sink = {.context = &digest, .block = take};
  snprintf(name, sizeof name, "%s/%s", sl_test_source_dir(), file);
  CU_ASSERT_EQUAL_FATAL(sl_scenario_load(name, &overrides, &scenario, &faults), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_run_new(scenario, &options, &run, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_run_into(run, &sink, NULL), SL_OK);
  sl_run_free(run);
  sl_scenario_free(scenario);
  sl_faults_free(&faults);
  return digest.value;
}

/* Two bases in turn; the second time nothing is made. */
static void runs_have_the_same_bytes(void)
{
  static const char *const files[] = {"scenarios/flower-shop.yaml", "tests/verify/cases/w.yaml"};
  sl_cache_t *cache = new_cache(1 << 26);
  uint64_t made = 0;
  for (int turn = 0; turn < 2; turn++) {
    for (size_t i = 0; i < 2; i++) {
      CU_ASSERT_EQUAL(run(files[i], cache, 1 + 2 * turn), run(files[i], NULL, 1));
    }
    CU_ASSERT(turn == 0 || sl_cache_figures(cache).made == made);
    made = sl_cache_figures(cache).made;
  }
  printf("\n    %zu samplers, %zu bytes ", sl_cache_figures(cache).n,
         sl_cache_figures(cache).bytes);
  sl_cache_free(cache);
}

SL_SUITE(cache, "unit/cache",
         {"equal severities share a sampler", equal_severities_share_a_sampler},
         {"whatever differs has another", whatever_differs_has_another},
         {"the longest unused goes", the_longest_unused_goes},
         {"nothing need be kept", nothing_need_be_kept},
         {"lags are shared too", lags_are_shared_too},
         {"several threads at once", several_threads_at_once},
         {"runs have the same bytes", runs_have_the_same_bytes});
