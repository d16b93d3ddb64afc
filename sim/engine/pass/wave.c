#include "sim/engine/pass/wave.h"

#include "sim/engine/compile/binding.h"
#include "sim/engine/pass/later.h"
#include "sim/engine/pass/paths.h"
#include "sim/engine/trials/recast.h"

#include <omp.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

/* Units under way or waiting for their turn, so that the others go on while one takes long. */
#define UNITS_PER_THREAD 8

/* Towards the end of a pass a unit is computed in so many parts, so that threads end together. */
#define PARTS ((size_t)4)
#define PART_TRIALS (SL_BLOCK_TRIALS / PARTS)

/* Sums of units that are held at once. */
#define SUMS_BYTES ((size_t)256 << 20)

struct sl_wave {
  const sl_model_t *model;
  const sl_engine_path_t *path;
  int threads;
  size_t room;            /* for tasks: task i of the pass is at place i mod room */
  sl_unit_sums_t *sums;   /* [room], of whichever places */
  sl_unit_sums_t **tasks; /* by place: the sums of its task */
  sl_error_t *errors;     /* by place */
  bool *done;             /* likewise */
  sl_unit_sums_t **idle;  /* the sums of no task: a stack, whose last are still in a cache */
  size_t n_idle;
  sl_unit_sums_t block;  /* what the units of one block have come to */
  void **spaces;         /* of the path, one per thread */
  sl_later_t *later;     /* of a pass that asks for it */
  sl_binding_t *binding; /* NULL = not bound */
};

static int allocate_units(sl_wave_t *wave, sl_error_t *error)
{
  int code = sl_unit_sums_init(&wave->block, wave->model, wave->path->layout, error);
  wave->sums = calloc(wave->room, sizeof *wave->sums);
  wave->tasks = calloc(wave->room, sizeof(*wave->tasks));
  wave->idle = calloc(wave->room, sizeof(*wave->idle));
  wave->errors = calloc(wave->room, sizeof *wave->errors);
  wave->done = calloc(wave->room, sizeof *wave->done);
  if (wave->sums == NULL || wave->tasks == NULL || wave->idle == NULL || wave->errors == NULL ||
      wave->done == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu units of work", wave->room);
  }
  for (size_t i = 0; code == SL_OK && i < wave->room; i++) {
    code = sl_unit_sums_init(&wave->sums[i], wave->model, wave->path->layout, error);
  }
  return code;
}

static int allocate_spaces(sl_wave_t *wave, sl_error_t *error)
{
  const size_t n = (size_t)wave->threads;
  int code = SL_OK;
  wave->spaces = calloc(n, sizeof *wave->spaces);
  if (wave->spaces == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %d threads", wave->threads);
  }
  for (size_t i = 0; code == SL_OK && i < n; i++) {
    code = wave->path->space_new(wave->model, &wave->spaces[i], error);
  }
  return code;
}

/* Within the memory they may take; but every thread has work. Where the calling thread is the only
 * one it hands on what it has computed before it goes on, and no other unit waits: one place, which
 * stays in the cache. */
static size_t room_for(const sl_wave_t *wave)
{
  const size_t most = SUMS_BYTES / sl_unit_sums_size(wave->model, wave->path->layout);
  const size_t least = (size_t)wave->threads;
  const size_t in_one = wave->path->simulate_blocks != NULL ? SL_BLOCKS_MOST : 1;
  const size_t wanted = least == 1 ? in_one : (UNITS_PER_THREAD + 2 * (in_one - 1)) * least;
  return wanted < most ? wanted : most > least ? most : least;
}

int sl_wave_new(const sl_model_t *model, int threads, sl_wave_t **wave, sl_error_t *error)
{
  *wave = calloc(1, sizeof **wave);
  if (*wave == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the engine");
  }
  (*wave)->model = model;
  (*wave)->path = sl_engine_path_of(model);
  (*wave)->threads = threads;
  (*wave)->room = room_for(*wave);
  (*wave)->binding = sl_binding_new(threads);
  int code = allocate_units(*wave, error);
  if (code == SL_OK) {
    code = allocate_spaces(*wave, error);
  }
  if (code != SL_OK) {
    sl_wave_free(*wave);
    *wave = NULL;
  }
  return code;
}

void sl_wave_free(sl_wave_t *wave)
{
  if (wave == NULL) {
    return;
  }
  for (size_t i = 0; wave->sums != NULL && i < wave->room; i++) {
    sl_unit_sums_free(&wave->sums[i]);
  }
  sl_unit_sums_free(&wave->block);
  for (int i = 0; wave->spaces != NULL && i < wave->threads; i++) {
    wave->path->space_free(wave->spaces[i]);
  }
  sl_binding_free(wave->binding);
  free(wave->sums);
  free(wave->tasks);
  free(wave->idle);
  free(wave->errors);
  free(wave->done);
  free(wave->spaces);
  free(wave);
}

/* ---- one pass ---- */

/* What a thread takes: a unit, or a part of one. */
typedef struct task {
  uint64_t unit;   /* of the pass or of the share of it */
  size_t first, n; /* trials of its block; n may be 0 in a short one */
  size_t later;    /* how many of these have a later excess */
  bool is_whole;   /* all of its unit */
  bool is_last;    /* of its unit */
} task_t;

/* What the threads of a pass share. The mutex guards what changes; a task's sums belong to the
 * thread that took it until done, then to the calling thread. */
typedef struct run {
  sl_wave_t *wave;
  const sl_pass_terms_t *pass;
  sl_sums_sink_t sink;
  void *context;
  const sl_engine_options_t *options;
  sl_error_t *error;
  uint64_t n_units;     /* of the pass or of the share of it, in order of block, then tile */
  uint64_t first, step; /* the i-th of them is unit first + i x step of the pass */
  uint64_t n_whole;     /* units that are one task each; those after them are PARTS */
  uint64_t n_tasks;
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  uint64_t taken, handed; /* tasks */
  int code;               /* the first failure handed on; ends the pass */
} run_t;

/* Trials done after so many units, of those of a block the share that its tiles tell: a large group
 * has few blocks. */
static uint64_t trials_done(const run_t *run, uint64_t units, uint64_t total)
{
  const uint64_t n_tiles = run->wave->model->n_tiles;
  const uint64_t before = units / n_tiles * SL_BLOCK_TRIALS;
  const uint64_t left = before < total ? total - before : 0;
  const uint64_t block = left < SL_BLOCK_TRIALS ? left : SL_BLOCK_TRIALS;
  return total - left + block * (units % n_tiles) / n_tiles;
}

static void report_progress(const run_t *run, uint64_t handed)
{
  if (run->options->progress != NULL) {
    const uint64_t total = run->pass->trials - run->pass->first_block * SL_BLOCK_TRIALS;
    const char *phase = run->pass->recast != NULL            ? "band"
                        : run->pass->pass == SL_PASS_PRICING ? "pricing"
                                                             : "simulating";
    run->options->progress(run->options->progress_context, phase,
                           trials_done(run, handed * run->step, total), total);
  }
}

/* How many of a block's trials have a later excess. */
static size_t later_trials(const sl_pass_terms_t *pass, uint64_t block)
{
  const uint64_t before = (block - pass->first_block) * SL_BLOCK_TRIALS;
  const size_t n = sl_block_trials(pass->trials, block);
  const uint64_t left = pass->later > before ? pass->later - before : 0;
  return left < n ? (size_t)left : n;
}

/* ---- units that are kept ---- */

static bool is_kept(const run_t *run)
{
  return run->options->store != NULL && run->pass->pass != SL_PASS_RARE;
}

/* Whether units must be computed one by one, each whole. */
static bool is_told_each(const run_t *run)
{
  const sl_unit_store_t *store = run->options->store;
  return is_kept(run) && (store->is_idle == NULL || !store->is_idle(store->context));
}

static sl_unit_t unit_at(const run_t *run, uint64_t i)
{
  const uint64_t unit = run->first + i * run->step, n_tiles = run->wave->model->n_tiles;
  const sl_pass_terms_t *pass = run->pass;
  return (sl_unit_t){.pass = pass->recast != NULL ? SL_UNIT_BAND + (unsigned)pass->recast->level
                             : pass->pass == SL_PASS_PRICING ? SL_UNIT_PRICING
                                                             : SL_UNIT_MAIN,
                     .block = pass->first_block + unit / n_tiles,
                     .tile = unit % n_tiles};
}

/* The i-th task. */
static task_t task_of(const run_t *run, uint64_t i)
{
  const bool whole = i < run->n_whole;
  const uint64_t left = i - (whole ? i : run->n_whole);
  const uint64_t unit = whole ? i : run->n_whole + left / PARTS, block = unit_at(run, unit).block;
  const size_t n_block = sl_block_trials(run->pass->trials, block);
  const size_t later = later_trials(run->pass, block);
  const size_t most = whole ? SL_BLOCK_TRIALS : PART_TRIALS, first = left % PARTS * PART_TRIALS;
  const size_t behind = first < n_block ? n_block - first : 0, n = behind < most ? behind : most;
  const size_t later_behind = first < later ? later - first : 0;
  return (task_t){.unit = unit,
                  .first = first,
                  .n = n,
                  .later = later_behind < n ? later_behind : n,
                  .is_whole = whole,
                  .is_last = whole || left % PARTS == PARTS - 1};
}

static sl_unit_values_t values_of(const sl_unit_sums_t *sums, size_t later)
{
  return (sl_unit_values_t){
      .part = {sums->store, sums->later},
      .n = {sums->n_store, later > 0 ? sums->model->n_covers * SL_BLOCK_TRIALS : 0}};
}

/* Whether the store has given the sums, and they can be such. */
static bool take(const run_t *run, const sl_unit_t *unit, size_t later, const sl_unit_sums_t *sums)
{
  const sl_unit_values_t values = values_of(sums, later);
  return is_kept(run) && run->options->store->take(run->options->store->context, unit, &values) &&
         sl_unit_sums_are_sound(sums, later > 0);
}

/* Of a share that several processes work on. */
static bool is_another_process_s(const run_t *run, const sl_unit_t *unit)
{
  const sl_unit_store_t *store = run->options->store;
  return run->pass->share != NULL && store->claim != NULL && !store->claim(store->context, unit);
}

static void keep_unit(const run_t *run, const sl_unit_t *unit, size_t later, size_t i)
{
  sl_wave_t *wave = run->wave;
  const sl_unit_values_t values = values_of(wave->tasks[i], later);
  if (is_kept(run) && wave->errors[i].code == SL_OK) {
    wave->errors[i].code =
        run->options->store->keep(run->options->store->context, unit, &values, &wave->errors[i]);
  }
}

/* From trials->first on; `later`: how many of them have a later excess. The band tells no months:
 * dropped, they need no room where units are kept. */
static int simulate(const sl_wave_t *wave, int thread, sl_trials_t trials, size_t later,
                    const sl_tile_t *tile, sl_unit_sums_t *sums, sl_error_t *error)
{
  void *space = wave->spaces[thread];
  trials.score = sums->score;
  trials.reach = later > 0 ? sl_later_begin(wave->later, thread, tile, later) : NULL;
  sl_unit_sums_clear(sums);
  const int code = wave->path->simulate(&trials, tile, space, sums, error);
  if (trials.recast != NULL) {
    sl_unit_sums_drop_months(sums);
  }
  return code == SL_OK && later > 0
             ? sl_later_take(wave->later, thread, &trials, later, tile, space, sums->later, error)
             : code;
}

/* Some trials of a unit that the store has given, where it wants that. */
static int prove(const run_t *run, const sl_unit_t *unit, int thread, const sl_trials_t *trials,
                 size_t later, const sl_unit_sums_t *given, sl_error_t *error)
{
  const sl_wave_t *wave = run->wave;
  const sl_unit_store_t *store = run->options->store;
  uint64_t where = 0;
  if (store->doubts == NULL || !store->doubts(store->context, unit, &where)) {
    return SL_OK;
  }
  sl_trials_t some = *trials;
  some.n = trials->n < SL_PROOF_TRIALS ? trials->n : SL_PROOF_TRIALS;
  const size_t at =
      (size_t)(where % (trials->n - some.n + 1)) / wave->path->together * wave->path->together;
  some.first += (uint32_t)at;
  const size_t left = later > at ? later - at : 0, of_them = left < some.n ? left : some.n;
  sl_unit_sums_t again;
  int code = sl_unit_sums_init(&again, wave->model, wave->path->layout, error);
  code = code == SL_OK && of_them > 0 ? sl_unit_sums_keep_later(&again, error) : code;
  code = code == SL_OK
             ? simulate(wave, thread, some, of_them, &wave->model->tiles[unit->tile], &again, error)
             : code;
  const bool same = code == SL_OK && sl_unit_sums_have(given, at, &again, some.n, of_them);
  sl_unit_sums_free(&again);
  return code != SL_OK || same ? code : store->refuse(store->context, unit, error);
}

static bool is_stopped(const run_t *run)
{
  return run->options->stop != NULL && *run->options->stop != 0;
}

static int interrupt(sl_error_t *error)
{
  return sl_fail(error, SL_ERR_INTERRUPTED, "interrupted");
}

static sl_trials_t trials_of(const run_t *run, uint64_t block, const task_t *task)
{
  return (sl_trials_t){.model = run->wave->model,
                       .pass = run->pass->pass,
                       .inflation = 1.0,
                       .first = (uint32_t)(block * SL_BLOCK_TRIALS + task->first),
                       .n = task->n,
                       .tilted = run->pass->tilted,
                       .recast = run->pass->recast};
}

static void compute(const run_t *run, uint64_t at, int thread)
{
  sl_wave_t *wave = run->wave;
  const task_t task = task_of(run, at);
  const sl_unit_t unit = unit_at(run, task.unit);
  const sl_tile_t *tile = &wave->model->tiles[unit.tile];
  const size_t i = at % wave->room, later = task.later;
  sl_unit_sums_t *sums = wave->tasks[i];
  sl_error_t *error = &wave->errors[i];
  const sl_trials_t trials = trials_of(run, unit.block, &task);
  *error = (sl_error_t){.code = SL_OK};
  if (is_stopped(run)) {
    interrupt(error);
  } else if (task.n == 0 || is_another_process_s(run, &unit)) {
    return;
  } else if (task.is_whole && take(run, &unit, later, sums)) {
    error->code = prove(run, &unit, thread, &trials, later, sums, error);
  } else if (is_stopped(run)) { /* the store may have waited for the unit */
    interrupt(error);
  } else {
    error->code = simulate(wave, thread, trials, later, tile, sums, error);
    if (task.is_whole) {
      keep_unit(run, &unit, later, i);
    }
  }
}

/* How many units, from the next to be taken on, are to be computed in one: of the only tile, of
 * which nobody keeps anything so far or asks who reaches a deductible. Fewer towards the end, so
 * that threads end together. */
static size_t units_in_one(const run_t *run)
{
  const sl_wave_t *wave = run->wave;
  const uint64_t left = run->n_tasks - run->taken, share = left / (2 * (uint64_t)wave->threads) + 1;
  const uint64_t room = run->handed + wave->room - run->taken;
  const uint64_t block = run->pass->first_block + run->taken;
  if (wave->path->simulate_blocks == NULL || wave->model->n_tiles > 1 || is_told_each(run) ||
      run->pass->share != NULL || later_trials(run->pass, block) > 0) {
    return 1;
  }
  const uint64_t most = share < SL_BLOCKS_MOST ? share : SL_BLOCKS_MOST;
  return (size_t)(most < room ? most : room);
}

/* Units at .. at + n - 1 in one: each is a task. A failure is the first one's. */
static void compute_some(const run_t *run, uint64_t at, size_t n, int thread)
{
  sl_wave_t *wave = run->wave;
  sl_trials_t trials[SL_BLOCKS_MOST];
  sl_unit_sums_t *sums[SL_BLOCKS_MOST];
  sl_error_t *error = &wave->errors[at % wave->room];
  for (size_t k = 0; k < n; k++) {
    const size_t i = (at + k) % wave->room;
    sums[k] = wave->tasks[i];
    wave->errors[i] = (sl_error_t){.code = SL_OK};
    sl_unit_sums_clear(sums[k]);
    const task_t task = task_of(run, at + k);
    trials[k] = trials_of(run, run->pass->first_block + at + k, &task);
    trials[k].score = sums[k]->score;
  }
  error->code = is_stopped(run) ? interrupt(error)
                                : wave->path->simulate_blocks(trials, n, wave->model->tiles,
                                                              wave->spaces[thread], sums, error);
  for (size_t k = 0; k < n && error->code == SL_OK; k++) {
    const sl_unit_t unit = unit_at(run, at + k);
    keep_unit(run, &unit, 0, (at + k) % wave->room);
  }
}

/* Put a task into its block: units are added in order of the tiles, the first takes its place, and
 * the parts of one follow each other. After the last the block goes to the sink. */
static int hand_on(const run_t *run, const task_t *task, size_t place)
{
  sl_wave_t *wave = run->wave;
  const size_t n_tiles = wave->model->n_tiles;
  const uint64_t block = run->pass->first_block + task->unit / n_tiles;
  sl_unit_sums_t *sums = wave->tasks[place];
  if (wave->errors[place].code != SL_OK) {
    if (run->error != NULL) {
      *run->error = wave->errors[place];
    }
    return wave->errors[place].code;
  }
  if (run->pass->share != NULL) {
    return SL_OK;
  }
  if (task->first > 0) {
    sl_unit_sums_put(&wave->block, task->first, sums, task->n, task->later);
  } else if (task->unit % n_tiles == 0) {
    const sl_unit_sums_t other = wave->block;
    wave->block = *sums;
    *sums = other;
  } else {
    sl_unit_sums_add(&wave->block, sums);
  }
  return task->is_last && (task->unit + 1) % n_tiles == 0
             ? run->sink(run->context, block, sl_block_trials(run->pass->trials, block),
                         &wave->block, run->error)
             : SL_OK;
}

/* With the mutex held, which is let go meanwhile. */
static void hand_on_next(run_t *run)
{
  sl_wave_t *wave = run->wave;
  const size_t place = run->handed % wave->room;
  const task_t task = task_of(run, run->handed);
  pthread_mutex_unlock(&run->mutex);
  const int code = hand_on(run, &task, place);
  if (code == SL_OK && task.is_last) {
    report_progress(run, task.unit + 1);
  }
  pthread_mutex_lock(&run->mutex);
  wave->done[place] = false;
  wave->idle[wave->n_idle++] = wave->tasks[place];
  run->handed++;
  run->code = code;
  pthread_cond_broadcast(&run->changed);
}

static void compute_next(run_t *run, int thread)
{
  sl_wave_t *wave = run->wave;
  const uint64_t task = run->taken;
  const size_t n = units_in_one(run);
  run->taken += n;
  for (size_t k = 0; k < n; k++) {
    wave->tasks[(task + k) % wave->room] = wave->idle[--wave->n_idle];
  }
  pthread_mutex_unlock(&run->mutex);
  if (n > 1) {
    compute_some(run, task, n, thread);
  } else {
    compute(run, task, thread);
  }
  pthread_mutex_lock(&run->mutex);
  for (size_t k = 0; k < n; k++) {
    wave->done[(task + k) % wave->room] = true;
  }
  pthread_cond_broadcast(&run->changed);
}

/* Thread 0 is the calling one: it hands on what is done before it computes. */
static void work(run_t *run, int thread)
{
  const bool calling = thread == 0;
  pthread_mutex_lock(&run->mutex);
  while (run->code == SL_OK && (calling ? run->handed : run->taken) < run->n_tasks) {
    if (calling && run->wave->done[run->handed % run->wave->room]) {
      hand_on_next(run);
    } else if (run->taken < run->n_tasks && run->taken < run->handed + run->wave->room) {
      compute_next(run, thread);
    } else {
      pthread_cond_wait(&run->changed, &run->mutex);
    }
  }
  pthread_mutex_unlock(&run->mutex);
}

/* What a pass asks for beside the sums. */
static int keep(sl_wave_t *wave, int (*ask)(sl_unit_sums_t *sums, sl_error_t *error),
                sl_error_t *error)
{
  int code = ask(&wave->block, error);
  for (size_t i = 0; code == SL_OK && i < wave->room; i++) {
    code = ask(&wave->sums[i], error);
  }
  return code;
}

static int prepare(sl_wave_t *wave, const sl_pass_terms_t *pass, sl_error_t *error)
{
  int code = pass->tilted != NULL ? keep(wave, sl_unit_sums_keep_scores, error) : SL_OK;
  if (code == SL_OK && pass->later > 0) {
    code = keep(wave, sl_unit_sums_keep_later, error);
    code = code == SL_OK ? sl_later_new(wave->model, wave->path, wave->threads, &wave->later, error)
                         : code;
  }
  return code;
}

/* The last units, one for each thread, in parts; where a unit is kept or taken with others, and
 * where there are several tiles, it is whole. */
static uint64_t units_in_parts(const run_t *run)
{
  const sl_wave_t *wave = run->wave;
  const uint64_t threads = (uint64_t)wave->threads;
  const bool whole = threads == 1 || PART_TRIALS % wave->path->together != 0 ||
                     wave->path->simulate_blocks != NULL || wave->model->n_tiles > 1 ||
                     run->pass->tilted != NULL || run->pass->share != NULL || is_told_each(run);
  return whole ? 0 : threads < run->n_units ? threads : run->n_units;
}

static void work_together(run_t *run)
{
  sl_wave_t *wave = run->wave;
  const uint64_t n_in_parts = units_in_parts(run);
  run->n_whole = run->n_units - n_in_parts;
  run->n_tasks = run->n_whole + n_in_parts * PARTS;
  for (size_t i = 0; i < wave->room; i++) {
    wave->done[i] = false;
    wave->idle[i] = &wave->sums[wave->room - 1 - i];
  }
  wave->n_idle = wave->room;
#pragma omp parallel num_threads(wave->threads)
  {
    sl_binding_enter(wave->binding, omp_get_thread_num());
    work(run, omp_get_thread_num());
    sl_binding_leave(wave->binding);
  }
}

int sl_wave_run(sl_wave_t *wave, const sl_pass_terms_t *pass, sl_sums_sink_t sink, void *context,
                const sl_engine_options_t *options, sl_error_t *error)
{
  const uint64_t end = (pass->trials + SL_BLOCK_TRIALS - 1) / SL_BLOCK_TRIALS;
  const uint64_t n_blocks = end > pass->first_block ? end - pass->first_block : 0;
  const uint64_t all = n_blocks * wave->model->n_tiles;
  run_t run = {.wave = wave,
               .pass = pass,
               .sink = sink,
               .context = context,
               .options = options,
               .error = error,
               .n_units = all,
               .step = 1,
               .mutex = PTHREAD_MUTEX_INITIALIZER,
               .changed = PTHREAD_COND_INITIALIZER};
  if (pass->share != NULL) {
    run.step = pass->share->n;
    run.first = (run.step + pass->share->at - pass->share->before % run.step) % run.step;
    run.n_units = all > run.first ? (all - run.first + run.step - 1) / run.step : 0;
  }
  run.code = prepare(wave, pass, error);
  if (run.code == SL_OK) {
    work_together(&run);
  }
  sl_later_free(wave->later);
  wave->later = NULL;
  pthread_cond_destroy(&run.changed);
  pthread_mutex_destroy(&run.mutex);
  return run.code;
}
