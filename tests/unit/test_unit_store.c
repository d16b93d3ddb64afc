/* Units of work that are kept elsewhere: a run that is given them back has the same bytes,
 * whichever of them are there, whoever computed them and with how many threads. */
#include "sim/engine/compile/unit_store.h"
#include "sim/input/load/load.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/result_file/run_file.h"
#include "sim/study/run.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"

#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define UNITS 512

typedef struct kept {
  sl_unit_t unit;
  double *values;
  size_t n;
} kept_t;

/* In memory. Of the units that are there every `lose`-th is not given back (0: all are). */
typedef struct memory {
  pthread_mutex_t mutex;
  kept_t list[UNITS];
  size_t n, asked, given, computed, lose;
  size_t most;  /* fewer than so many are given back; 0: all */
  size_t waits; /* idle until so many are kept */
  bool doubt;   /* every unit, from `where` on */
  uint64_t where;
  size_t doubted, refused;
  sl_unit_plan_t plan;
} memory_t;

static int begin(void *context, const sl_unit_plan_t *plan, sl_error_t *error)
{
  memory_t *m = context;
  (void)error;
  m->plan = *plan;
  return SL_OK;
}

static kept_t *find(memory_t *m, const sl_unit_t *unit)
{
  for (size_t i = 0; i < m->n; i++) {
    const sl_unit_t *u = &m->list[i].unit;
    if (u->pass == unit->pass && u->block == unit->block && u->tile == unit->tile) {
      return &m->list[i];
    }
  }
  return NULL;
}

static bool take(void *context, const sl_unit_t *unit, const sl_unit_values_t *values)
{
  memory_t *m = context;
  pthread_mutex_lock(&m->mutex);
  const kept_t *kept = find(m, unit);
  const bool lost = (m->lose > 0 && ++m->asked % m->lose == 0) ||
                    (m->most > 0 && kept != NULL && (size_t)(kept - m->list) + 1 >= m->most);
  const bool given = kept != NULL && !lost && kept->n == values->n[0] + values->n[1];
  if (given) {
    memcpy(values->part[0], kept->values, values->n[0] * sizeof(double));
    if (values->n[1] > 0) {
      memcpy(values->part[1], kept->values + values->n[0], values->n[1] * sizeof(double));
    }
    m->given++;
  }
  pthread_mutex_unlock(&m->mutex);
  return given;
}

/* What is computed anew must be what was kept, to the bit. */
static int keep(void *context, const sl_unit_t *unit, const sl_unit_values_t *values,
                sl_error_t *error)
{
  memory_t *m = context;
  const size_t n = values->n[0] + values->n[1];
  double *copy = malloc((n + 1) * sizeof *copy);
  (void)error;
  pthread_mutex_lock(&m->mutex);
  kept_t *kept = find(m, unit);
  m->computed++;
  memcpy(copy, values->part[0], values->n[0] * sizeof(double));
  if (values->n[1] > 0) {
    memcpy(copy + values->n[0], values->part[1], values->n[1] * sizeof(double));
  }
  if (kept != NULL) {
    CU_ASSERT(kept->n == n && memcmp(kept->values, copy, n * sizeof *copy) == 0);
    free(copy);
  } else if (m->n < UNITS) {
    m->list[m->n++] = (kept_t){*unit, copy, n};
  }
  pthread_mutex_unlock(&m->mutex);
  return SL_OK;
}

static bool doubts(void *context, const sl_unit_t *unit, uint64_t *where)
{
  memory_t *m = context;
  (void)unit;
  pthread_mutex_lock(&m->mutex);
  m->doubted += m->doubt;
  pthread_mutex_unlock(&m->mutex);
  *where = m->where;
  return m->doubt;
}

static int refuse(void *context, const sl_unit_t *unit, sl_error_t *error)
{
  memory_t *m = context;
  pthread_mutex_lock(&m->mutex);
  m->refused++;
  pthread_mutex_unlock(&m->mutex);
  return sl_fail(error, SL_ERR_INPUT, "block %llu", (unsigned long long)unit->block);
}

static void forget(memory_t *m)
{
  for (size_t i = 0; i < m->n; i++) {
    free(m->list[i].values);
  }
  m->n = m->asked = m->given = m->computed = 0;
}

static memory_t memory = {.mutex = PTHREAD_MUTEX_INITIALIZER};
static const sl_unit_store_t store = {.context = &memory,
                                      .begin = begin,
                                      .take = take,
                                      .keep = keep,
                                      .doubts = doubts,
                                      .refuse = refuse};

static sl_scenario_t *load_with(const char *path, const char *trials, const char *pricing_trials)
{
  const sl_override_t list[] = {{"simulation.trials", trials},
                                {"simulation.pricing_trials", pricing_trials}};
  const sl_overrides_t overrides = {list, 2};
  sl_scenario_t *scenario = NULL;
  sl_faults_t faults;
  sl_faults_init(&faults);
  CU_ASSERT_EQUAL(sl_scenario_load(path, &overrides, &scenario, &faults), SL_OK);
  sl_faults_free(&faults);
  return scenario;
}

static sl_scenario_t *load(const char *path) { return load_with(path, "1100", "600"); }

static sl_run_options_t options_of(const sl_unit_store_t *with, int threads)
{
  return (sl_run_options_t){.engine = {.threads = threads, .band = true, .store = with}, .rare = 0};
}

/* The run's file at path. */
static void run(const sl_scenario_t *scenario, const sl_run_options_t *options, const char *path)
{
  sl_error_t error = {0};
  sl_run_file_t file = {.path = path};
  const sl_run_sink_t sink = sl_run_file_sink(&file);
  sl_run_t *made = NULL;
  int code = sl_run_new(scenario, options, &made, &error);
  code = code == SL_OK ? sl_run_into(made, &sink, &error) : code;
  CU_ASSERT_EQUAL(code, SL_OK);
  if (code != SL_OK) {
    printf("\n    %s\n", error.text);
  }
  sl_run_free(made);
  sl_run_file_end(&file);
}

static void work(const sl_scenario_t *scenario, uint64_t at, uint64_t n)
{
  sl_engine_t *engine = NULL;
  const sl_run_options_t options = options_of(&store, 1 + (int)(at % 3));
  CU_ASSERT_EQUAL_FATAL(sl_engine_new(scenario, &options.engine, &engine, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_engine_work(engine, at, n, NULL), SL_OK);
  sl_engine_free(engine);
}

/* Some years of every unit, computed again alone, have the bits that they have among the others. */
static void check_proofs(const sl_scenario_t *scenario, const char *plain, const char *other,
                         size_t all)
{
  const sl_run_options_t with = options_of(&store, 2);
  memory.doubt = true;
  memory.doubted = memory.refused = 0;
  for (size_t i = 0; i < 3; i++) {
    memory.where = (const uint64_t[]){0, 11, UINT64_MAX}[i];
    run(scenario, &with, other);
    CU_ASSERT(sl_files_equal(plain, other));
  }
  CU_ASSERT_EQUAL(memory.doubted, 3 * all);
  CU_ASSERT_EQUAL(memory.refused, 0);
  memory.doubt = false;
}

/* Undisturbed; kept; given back, with holes; in three shares: the same bytes. */
static void check_scenario(const char *path)
{
  char plain[SL_PATH_MAX], other[SL_PATH_MAX];
  sl_scratch_path(plain, "plain.h5");
  sl_scratch_path(other, "other.h5");
  sl_scenario_t *scenario = load(path);
  if (scenario == NULL) {
    printf("\n    %s\n", path);
    return;
  }
  const sl_run_options_t without = options_of(NULL, 2), with = options_of(&store, 2);
  forget(&memory);
  run(scenario, &without, plain);
  run(scenario, &with, other);
  CU_ASSERT(sl_files_equal(plain, other));
  const size_t all = memory.computed;
  CU_ASSERT_EQUAL(all, sl_unit_plan_total(&memory.plan));
  run(scenario, &with, other);
  CU_ASSERT(sl_files_equal(plain, other));
  if (memory.computed != all) {
    printf("\n    %s: %zu units of %zu were not taken back\n", path, memory.computed - all, all);
  }
  CU_ASSERT_EQUAL(memory.computed, all);
  check_proofs(scenario, plain, other, all);
  memory.lose = 3;
  run(scenario, &with, other);
  CU_ASSERT(sl_files_equal(plain, other));
  CU_ASSERT_EQUAL(memory.computed, all + all / 3);
  memory.lose = 0;
  forget(&memory);
  for (uint64_t share = 0; share < 3; share++) {
    work(scenario, share, 3);
    CU_ASSERT_EQUAL(memory.n, (all * (share + 1) + 2 - share) / 3);
  }
  run(scenario, &with, other);
  CU_ASSERT(sl_files_equal(plain, other));
  CU_ASSERT_EQUAL(memory.computed, all);
  forget(&memory);
  sl_scenario_free(scenario);
}

static void the_shipped_scenarios_go_on_from_what_is_kept(void)
{
  static const char *const names[] = {"flower-shop", "machine-shop", "canadian-office",
                                      "level-funded-startup", "regional-hospital"};
  const size_t n = sl_test_full()             ? sizeof names / sizeof names[0]
                   : sl_test_patience() > 1.0 ? 1
                                              : 2;
  for (size_t i = 0; i < n; i++) {
    char path[SL_PATH_MAX];
    sl_source_path(path, "scenarios/%s.yaml", names[i]);
    check_scenario(path);
  }
}

/* Every key of a scenario is in one of them; a short run takes one in four, an instrumented one
 * one in sixteen. */
static void every_case_by_hand_goes_on_from_what_is_kept(void)
{
  char folder[SL_PATH_MAX];
  const size_t one_in = sl_test_full() ? 1 : sl_test_patience() > 1.0 ? 16 : 4;
  size_t n = 0;
  sl_source_path(folder, "tests/verify/hand");
  DIR *entries = opendir(folder);
  CU_ASSERT_PTR_NOT_NULL_FATAL(entries);
  for (struct dirent *e = readdir(entries); e != NULL; e = readdir(entries)) {
    const char *dot = strrchr(e->d_name, '.');
    if (dot != NULL && strcmp(dot, ".yaml") == 0 && n++ % one_in == 0) {
      char path[SL_PATH_MAX];
      sl_source_path(path, "tests/verify/hand/%.200s", e->d_name);
      check_scenario(path);
    }
  }
  closedir(entries);
  CU_ASSERT(n > 20);
}

/* Ended after any of its units, in the order of one thread. */
static void it_goes_on_from_every_unit(void)
{
  char path[SL_PATH_MAX], plain[SL_PATH_MAX], other[SL_PATH_MAX];
  sl_source_path(path, "tests/cli/good.yaml");
  sl_scratch_path(plain, "plain.h5");
  sl_scratch_path(other, "other.h5");
  sl_scenario_t *scenario = load(path);
  CU_ASSERT_PTR_NOT_NULL_FATAL(scenario);
  const sl_run_options_t one = options_of(&store, 1), more = options_of(&store, 3);
  forget(&memory);
  run(scenario, &one, plain);
  const size_t all = memory.computed;
  CU_ASSERT_EQUAL(all, 2 + 3 + 4); /* pricing, main, band */
  for (size_t k = 0; k <= all; k++) {
    memory.most = k + 1;
    memory.computed = 0;
    run(scenario, &more, other);
    CU_ASSERT_EQUAL(memory.computed, all - k);
    CU_ASSERT(sl_files_equal(plain, other));
  }
  memory.most = 0;
  forget(&memory);
  sl_scenario_free(scenario);
}

static bool is_waiting(void *context)
{
  memory_t *m = context;
  pthread_mutex_lock(&m->mutex);
  const bool waiting = m->n < m->waits;
  pthread_mutex_unlock(&m->mutex);
  return waiting;
}

/* While it is idle, units are computed in parts and several in one; none of these is kept but
 * whole. */
static void it_may_begin_to_keep_after_any_unit(void)
{
  static const char *const files[] = {"tests/cli/good.yaml", "scenarios/machine-shop.yaml",
                                      "tests/verify/cases/w-totals.yaml"};
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
    char path[SL_PATH_MAX], plain[SL_PATH_MAX], other[SL_PATH_MAX];
    sl_source_path(path, "%s", files[i]);
    sl_scratch_path(plain, "plain.h5");
    sl_scratch_path(other, "other.h5");
    sl_scenario_t *scenario = load(path);
    CU_ASSERT_PTR_NOT_NULL_FATAL(scenario);
    const sl_unit_store_t late = {
        .context = &memory, .begin = begin, .is_idle = is_waiting, .take = take, .keep = keep};
    const sl_run_options_t one = options_of(&store, 1);
    forget(&memory);
    run(scenario, &one, plain);
    const size_t all = memory.computed, step = i == 0 || sl_test_full() ? 1 : all / 3;
    size_t in_parts = 0;
    for (size_t k = 0; k <= all; k += step) {
      const sl_run_options_t waiting = options_of(&late, 1 + (int)(k % 3));
      forget(&memory);
      memory.waits = k;
      run(scenario, &waiting, other);
      CU_ASSERT(sl_files_equal(plain, other));
      in_parts += all - memory.n;
      run(scenario, &one, other);
      CU_ASSERT(sl_files_equal(plain, other));
      CU_ASSERT_EQUAL(memory.n, all);
    }
    CU_ASSERT(in_parts > 0 || i == 2);
    forget(&memory);
    sl_scenario_free(scenario);
  }
}

/* Leveraged trend is told by a quarter as many years as are priced: by a unit's first parts and
 * some of a later one. */
static void parts_have_their_leveraged_years(void)
{
  static const char *const priced[] = {"800", "1200", "1600", "2400"};
  char path[SL_PATH_MAX], plain[SL_PATH_MAX], other[SL_PATH_MAX];
  sl_source_path(path, "scenarios/machine-shop.yaml");
  sl_scratch_path(plain, "plain.h5");
  sl_scratch_path(other, "other.h5");
  for (size_t i = 0; i < sizeof priced / sizeof priced[0]; i++) {
    sl_scenario_t *scenario = load_with(path, "700", priced[i]);
    CU_ASSERT_PTR_NOT_NULL_FATAL(scenario);
    const sl_run_options_t one = {.engine = {.threads = 1}}, more = {.engine = {.threads = 7}};
    run(scenario, &one, plain);
    run(scenario, &more, other);
    CU_ASSERT(sl_files_equal(plain, other));
    sl_scenario_free(scenario);
  }
}

static int count_alone(void *context, const sl_unit_t *unit, const sl_unit_values_t *values,
                       sl_error_t *error)
{
  memory_t *m = context;
  (void)unit;
  (void)values;
  (void)error;
  m->computed++;
  return SL_OK;
}

/* Whoever made a record that passes its checksums: sums that cannot be are computed again. */
static void sums_that_cannot_be_are_computed_again(void)
{
  static const double bad[] = {(double)NAN, (double)INFINITY, -1.0, 1e300};
  char path[SL_PATH_MAX], plain[SL_PATH_MAX], other[SL_PATH_MAX];
  sl_source_path(path, "scenarios/flower-shop.yaml");
  sl_scratch_path(plain, "plain.h5");
  sl_scratch_path(other, "other.h5");
  sl_scenario_t *scenario = load(path);
  CU_ASSERT_PTR_NOT_NULL_FATAL(scenario);
  const sl_run_options_t with = options_of(&store, 2);
  forget(&memory);
  run(scenario, &with, plain);
  const size_t all = memory.computed;
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    double *value = &memory.list[i].values[7]; /* the largest claimant of trial 7 */
    const double before = *value;
    const sl_unit_store_t careless = {
        .context = &memory, .begin = begin, .take = take, .keep = count_alone};
    const sl_run_options_t again = options_of(&careless, 1);
    *value = bad[i];
    memory.computed = 0;
    run(scenario, &again, other);
    *value = before;
    CU_ASSERT_EQUAL(memory.computed, 1);
    CU_ASSERT(sl_files_equal(plain, other));
  }
  CU_ASSERT(all > 0);
  forget(&memory);
  sl_scenario_free(scenario);
}

/* Of a sound unit, the one number and the years that are looked at. */
static void a_wrong_year_is_refused_where_it_is_looked_at(void)
{
  static const struct {
    size_t trial;
    uint64_t where;
    bool seen;
  } cases[] = {{7, 0, true}, {31, 0, true}, {32, 0, false}, {100, 69, true}, {511, 480, true}};
  char path[SL_PATH_MAX], other[SL_PATH_MAX];
  sl_source_path(path, "scenarios/machine-shop.yaml");
  sl_scratch_path(other, "other.h5");
  sl_scenario_t *scenario = load(path);
  CU_ASSERT_PTR_NOT_NULL_FATAL(scenario);
  const sl_run_options_t with = options_of(&store, 1);
  forget(&memory);
  run(scenario, &with, other);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    double *value = &memory.list[0].values[cases[i].trial]; /* the largest claimant */
    const double before = *value;
    sl_error_t error = {0};
    sl_run_t *made = NULL;
    *value = before * (1.0 - 1.0e-12);
    memory.doubt = true;
    memory.where = cases[i].where;
    memory.refused = 0;
    sl_run_file_t file = {.path = other};
    const sl_run_sink_t sink = sl_run_file_sink(&file);
    int code = sl_run_new(scenario, &with, &made, &error);
    code = code == SL_OK ? sl_run_into(made, &sink, &error) : code;
    CU_ASSERT_EQUAL(code, cases[i].seen ? SL_ERR_INPUT : SL_OK);
    CU_ASSERT_EQUAL(memory.refused, cases[i].seen);
    sl_run_free(made);
    sl_run_file_end(&file);
    *value = before;
    memory.doubt = false;
  }
  forget(&memory);
  sl_scenario_free(scenario);
}

SL_SUITE(unit_store, "unit/unit_store",
         {"the shipped scenarios go on from what is kept",
          the_shipped_scenarios_go_on_from_what_is_kept},
         {"every case by hand goes on from what is kept",
          every_case_by_hand_goes_on_from_what_is_kept},
         {"it goes on from every unit", it_goes_on_from_every_unit},
         {"it may begin to keep after any unit", it_may_begin_to_keep_after_any_unit},
         {"parts have their leveraged years", parts_have_their_leveraged_years},
         {"a wrong year is refused where it is looked at",
          a_wrong_year_is_refused_where_it_is_looked_at},
         {"sums that cannot be are computed again", sums_that_cannot_be_are_computed_again});
