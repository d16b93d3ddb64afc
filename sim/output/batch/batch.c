#include "sim/output/batch/batch.h"

#include "sim/engine/compile/cache.h"
#include "sim/engine/compile/threads.h"
#include "sim/output/batch/client.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

#define TICK 200000000L /* nanoseconds from one report to the next */

typedef struct pool {
  sl_batch_t batch;     /* its mutex is of all that follows, too */
  pthread_cond_t ended; /* a thread has */
  sl_batch_result_t *result;
  size_t next;            /* entry that no thread has taken */
  size_t settled;         /* entries of which something has become */
  sl_batch_entry_t **big; /* left for all threads */
  size_t n_big;
  int running;             /* threads */
  sl_client_share_t share; /* of a client among others */
  bool is_alone;           /* the calling thread does the work, and reports */
} pool_t;

static bool is_stopped(const sl_batch_t *batch)
{
  const volatile sig_atomic_t *stop = batch->options->engine.stop;
  return stop != NULL && *stop != 0;
}

static void report(const pool_t *pool)
{
  const sl_engine_options_t *engine = &pool->batch.options->engine;
  if (engine->progress != NULL) {
    engine->progress(engine->progress_context, "clients", pool->settled, pool->result->n);
  }
}

/* ---- one to a thread ---- */

static sl_batch_entry_t *take_next(pool_t *pool)
{
  sl_batch_result_t *result = pool->result;
  pthread_mutex_lock(&pool->batch.mutex);
  sl_batch_entry_t *entry =
      pool->next < result->n && !is_stopped(&pool->batch) ? &result->entries[pool->next++] : NULL;
  pthread_mutex_unlock(&pool->batch.mutex);
  return entry;
}

static void *work(void *context)
{
  pool_t *pool = context;
  for (sl_batch_entry_t *entry = take_next(pool); entry != NULL; entry = take_next(pool)) {
    const bool deferred = sl_batch_client(&pool->batch, entry, &pool->share);
    pthread_mutex_lock(&pool->batch.mutex);
    if (deferred) {
      pool->big[pool->n_big++] = entry;
    } else {
      pool->settled++;
    }
    if (pool->is_alone) {
      report(pool);
    }
    pthread_mutex_unlock(&pool->batch.mutex);
  }
  pthread_mutex_lock(&pool->batch.mutex);
  pool->running--;
  pthread_cond_signal(&pool->ended);
  pthread_mutex_unlock(&pool->batch.mutex);
  return NULL;
}

/* Signals are this thread's business, not theirs. */
static int start(pool_t *pool, pthread_t *threads, int wanted)
{
  sigset_t all, before;
  int started = 0;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pool->running = wanted;
  while (started < wanted && pthread_create(&threads[started], NULL, work, pool) == 0) {
    started++;
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_mutex_lock(&pool->batch.mutex);
  pool->running -= wanted - started;
  pthread_mutex_unlock(&pool->batch.mutex);
  return started;
}

static void wait_for_all(pool_t *pool)
{
  pthread_mutex_lock(&pool->batch.mutex);
  while (pool->running > 0) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += TICK;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_cond_timedwait(&pool->ended, &pool->batch.mutex, &until);
    report(pool);
  }
  pthread_mutex_unlock(&pool->batch.mutex);
}

/* So many clients at a time, and where these are few each with its share of the threads. */
static int run_small(pool_t *pool, int all, sl_error_t *error)
{
  const int wanted = pool->result->n < (size_t)all ? (int)pool->result->n : all;
  const sl_engine_options_t *engine = &pool->batch.options->engine;
  pthread_t *threads = calloc((size_t)wanted, sizeof *threads);
  pool->share = (sl_client_share_t){all / wanted, .is_alone = false};
  if (threads == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %d threads", wanted);
  }
  const int started = wanted > 1 ? start(pool, threads, wanted) : 0;
  if (wanted > 1 && started < wanted && engine->few_threads != NULL) {
    engine->few_threads(engine->progress_context, started, wanted);
  }
  if (started == 0) {
    pool->running = 1;
    pool->is_alone = true;
    work(pool);
  }
  wait_for_all(pool);
  for (int i = 0; i < started; i++) {
    pthread_join(threads[i], NULL);
  }
  free(threads);
  return SL_OK;
}

/* ---- one after the other ---- */

static void run_big(pool_t *pool, int threads)
{
  for (size_t i = 0; i < pool->n_big && !is_stopped(&pool->batch); i++) {
    sl_batch_client(&pool->batch, pool->big[i], &(sl_client_share_t){threads, .is_alone = true});
    pool->settled++;
    report(pool);
  }
}

/* ---- all of it ---- */

static void count(sl_batch_result_t *result)
{
  for (size_t i = 0; i < result->n; i++) {
    const sl_batch_entry_t *entry = &result->entries[i];
    result->done += entry->status == SL_CLIENT_DONE;
    result->failed += entry->status == SL_CLIENT_FAILED;
    result->waiting += entry->status == SL_CLIENT_WAITING;
    result->kept += entry->kept;
  }
}

static int run(pool_t *pool, sl_error_t *error)
{
  const sl_batch_options_t *options = pool->batch.options;
  sl_batch_result_t *result = pool->result;
  const int threads = sl_threads_wanted(options->engine.threads);
  int code = SL_OK;
  if (result->n == 1) {
    pool->big[pool->n_big++] = &result->entries[0];
  } else if (result->n > 1) {
    code = run_small(pool, threads, error);
  }
  if (code == SL_OK) {
    run_big(pool, threads);
  }
  return code;
}

/* Rows K, K + N, ... of the manifest, so that a dear stretch of it is shared. */
static int new_entries(const sl_manifest_t *manifest, const sl_batch_options_t *options,
                       sl_batch_result_t *result)
{
  const size_t first = options->slice - 1, step = options->n_slices;
  result->n = first < manifest->n ? (manifest->n - first + step - 1) / step : 0;
  result->entries = calloc(result->n + 1, sizeof *result->entries);
  for (size_t i = 0; result->entries != NULL && i < result->n; i++) {
    result->entries[i].client = &manifest->clients[first + i * step];
  }
  return result->entries != NULL ? SL_OK : SL_ERR_MEMORY;
}

static int pool_new(pool_t *pool, const sl_manifest_t *manifest, const sl_batch_options_t *options,
                    sl_batch_folder_t *folder, sl_error_t *error)
{
  *pool = (pool_t){.batch = {.folder = folder, .options = options}};
  pthread_mutex_init(&pool->batch.mutex, NULL);
  pthread_cond_init(&pool->ended, NULL);
  pool->result = calloc(1, sizeof *pool->result);
  int code = pool->result != NULL ? new_entries(manifest, options, pool->result) : SL_ERR_MEMORY;
  if (code == SL_OK) {
    pool->big = calloc(pool->result->n + 1, sizeof *pool->big);
    code = pool->big != NULL ? SL_OK : SL_ERR_MEMORY;
  }
  return code == SL_OK ? sl_cache_new(SL_BATCH_CACHE, &pool->batch.cache, error)
                       : sl_fail(error, code, "no memory for the clients of a batch");
}

int sl_batch_run(const sl_manifest_t *manifest, sl_batch_folder_t *folder,
                 const sl_batch_options_t *options, sl_batch_result_t **result, sl_error_t *error)
{
  pool_t pool;
  int code = pool_new(&pool, manifest, options, folder, error);
  code = code == SL_OK ? run(&pool, error) : code;
  if (code == SL_OK) {
    count(pool.result);
    if (pool.result->waiting > 0 && is_stopped(&pool.batch)) {
      code = sl_fail(error, SL_ERR_INTERRUPTED, "interrupted");
    }
  }
  sl_cache_free(pool.batch.cache);
  pthread_cond_destroy(&pool.ended);
  pthread_mutex_destroy(&pool.batch.mutex);
  free(pool.big);
  *result = pool.result;
  return code;
}

void sl_batch_free(sl_batch_result_t *result)
{
  if (result == NULL) {
    return;
  }
  for (size_t i = 0; i < result->n; i++) {
    free(result->entries[i].reason);
    sl_client_rows_free(result->entries[i].rows, result->entries[i].n_rows);
  }
  free(result->entries);
  free(result);
}
