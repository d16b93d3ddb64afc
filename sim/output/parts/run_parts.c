#include "sim/output/parts/run_parts.h"

#include "sim/output/parts/beside.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* How long the first units are watched before it is decided whether to keep any. */
#define WATCH_SECONDS 2.0

struct sl_run_parts {
  sl_run_parts_terms_t terms;
  char *path;
  sl_part_head_t head;
  char *texts;
  sl_unit_store_t store;
  void (*tell)(int descriptor);
  pthread_mutex_t mutex;  /* of what follows, until there is a file */
  sl_part_file_t *file;   /* NULL: none yet */
  sl_beside_t beside;     /* files of other processes of the run, to read */
  bool in_vain;           /* it could not be made */
  uint64_t all, computed; /* units */
  struct timespec begun;
};

static double seconds_since(const struct timespec *begun)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)(now.tv_sec - begun->tv_sec) + 1.0e-9 * (double)(now.tv_nsec - begun->tv_nsec);
}

/* ---- the store ---- */

static int begin(void *context, const sl_unit_plan_t *plan, sl_error_t *error)
{
  sl_run_parts_t *parts = context;
  const uint64_t n = parts->terms.n_shares > 0 ? parts->terms.n_shares : 1;
  (void)error;
  parts->all = sl_unit_plan_total(plan);
  parts->all = parts->all / n + (parts->all % n >= parts->terms.share && n > 1 ? 1 : 0);
  clock_gettime(CLOCK_MONOTONIC, &parts->begun);
  return SL_OK;
}

static bool is_idle(void *context)
{
  sl_run_parts_t *parts = context;
  pthread_mutex_lock(&parts->mutex);
  const bool idle = parts->file == NULL && parts->beside.n == 0 && !parts->terms.keep;
  pthread_mutex_unlock(&parts->mutex);
  return idle;
}

static bool take(void *context, const sl_unit_t *unit, const sl_unit_values_t *values)
{
  sl_run_parts_t *parts = context;
  pthread_mutex_lock(&parts->mutex);
  const sl_part_file_t *file = parts->file;
  pthread_mutex_unlock(&parts->mutex);
  return (file != NULL && sl_part_file_take(file, unit, values)) ||
         sl_beside_take(&parts->beside, unit, values);
}

static bool is_worth_it(const sl_run_parts_t *parts)
{
  const double seconds = seconds_since(&parts->begun);
  return parts->terms.keep || parts->beside.n > 0 ||
         (seconds >= WATCH_SECONDS &&
          seconds / (double)parts->computed * (double)parts->all > SL_PARTS_WORTH_SECONDS);
}

static int keep(void *context, const sl_unit_t *unit, const sl_unit_values_t *values,
                sl_error_t *error)
{
  sl_run_parts_t *parts = context;
  int code = SL_OK;
  pthread_mutex_lock(&parts->mutex);
  parts->computed++;
  if (parts->file == NULL && !parts->in_vain && is_worth_it(parts)) {
    code = sl_part_file_create(parts->path, &parts->head, parts->texts, &parts->file, error);
    if (code != SL_OK && !parts->terms.keep) { /* nobody asked for it */
      parts->in_vain = true;
      code = SL_OK;
    } else if (code == SL_OK && parts->tell != NULL) {
      parts->tell(sl_part_file_descriptor(parts->file));
    }
  }
  sl_part_file_t *file = parts->file;
  pthread_mutex_unlock(&parts->mutex);
  return code == SL_OK && file != NULL ? sl_part_file_append(file, unit, values, error) : code;
}

/* ---- from finding to leaving ---- */

static void free_parts(sl_run_parts_t *parts)
{
  sl_part_file_close(parts->file);
  sl_beside_close(&parts->beside);
  pthread_mutex_destroy(&parts->mutex);
  free(parts->texts);
  free(parts->path);
  free(parts);
}

static sl_run_parts_t *new_parts(const sl_run_parts_terms_t *terms)
{
  sl_run_parts_t *parts = calloc(1, sizeof *parts);
  char *path = strdup(terms->path);
  char *texts = calloc(1, terms->text_bytes + 1);
  if (parts == NULL || path == NULL || texts == NULL) {
    free(parts);
    free(path);
    free(texts);
    return NULL;
  }
  if (terms->text_bytes > 0) {
    memcpy(texts, terms->texts, terms->text_bytes);
  }
  *parts = (sl_run_parts_t){.terms = *terms, .path = path, .texts = texts};
  parts->store = (sl_unit_store_t){
      .context = parts, .begin = begin, .is_idle = is_idle, .take = take, .keep = keep};
  pthread_mutex_init(&parts->mutex, NULL);
  return parts;
}

static int refuse(const sl_run_parts_t *parts, const char *why, sl_error_t *error)
{
  return sl_fail(error, SL_ERR_INPUT, "%s is a part of another run: %s; --fresh discards it",
                 parts->path, why);
}

/* What is there must be of this run. */
static int check_head(const sl_run_parts_t *parts, const sl_scenario_t *scenario, sl_error_t *error)
{
  const sl_part_head_t *there = sl_part_file_head(parts->file);
  sl_part_head_t wanted;
  char why[200];
  const int code = sl_part_head_of(scenario, there->salt, &wanted, error);
  if (code == SL_OK && sl_part_head_differs(there, &wanted, why)) {
    return refuse(parts, why, error);
  }
  if (code == SL_OK &&
      (there->share != parts->terms.share || there->n_shares != parts->terms.n_shares)) {
    snprintf(why, sizeof why, "it is share %llu of %llu, not %llu of %llu (0 of 0: a whole run)",
             (unsigned long long)there->share, (unsigned long long)there->n_shares,
             (unsigned long long)parts->terms.share, (unsigned long long)parts->terms.n_shares);
    return refuse(parts, why, error);
  }
  return code;
}

/* The processes of a run must have read the same files. */
static int check_first(const sl_run_parts_t *parts, const sl_scenario_t *scenario,
                       sl_error_t *error)
{
  const sl_part_head_t *first = parts->terms.of;
  sl_part_head_t mine;
  char why[200];
  const int code = first != NULL ? sl_part_head_of(scenario, first->salt, &mine, error) : SL_OK;
  return code == SL_OK && first != NULL && sl_part_head_differs(first, &mine, why)
             ? sl_fail(error, SL_ERR_INPUT,
                       "the processes of this run do not run the same: where the first one is %s",
                       why)
             : code;
}

static int make_head(sl_run_parts_t *parts, const sl_scenario_t *scenario, sl_error_t *error)
{
  const sl_run_parts_terms_t *terms = &parts->terms;
  if (terms->of != NULL) {
    parts->head = *terms->of;
    parts->head.text_bytes = 0;
    return SL_OK;
  }
  const int code = sl_part_head_of(scenario, NULL, &parts->head, error);
  parts->head.share = terms->share;
  parts->head.n_shares = terms->n_shares;
  parts->head.rare = terms->rare;
  parts->head.exact = terms->exact;
  parts->head.band = terms->band;
  parts->head.levers = terms->levers;
  parts->head.text_bytes = terms->text_bytes;
  return code;
}

/* Whatever stands there that may be a part file; a link or another user's file is left alone. */
static int discard(const sl_run_parts_t *parts, sl_error_t *error)
{
  return unlink(parts->path) == 0 || errno == ENOENT
             ? SL_OK
             : sl_fail(error, SL_ERR_CREATE, "cannot discard %s: %s", parts->path, strerror(errno));
}

static int find(sl_run_parts_t *parts, const sl_scenario_t *scenario, sl_error_t *error)
{
  int code = sl_part_file_open(parts->path, SL_PART_CONTINUE, &parts->file, error);
  if (code == SL_ERR_MISSING) {
    return make_head(parts, scenario, error);
  }
  if (parts->terms.fresh && code != SL_ERR_CREATE) { /* not another run's */
    code = discard(parts, error);
    sl_part_file_close(parts->file);
    parts->file = NULL;
    return code == SL_OK ? make_head(parts, scenario, error) : code;
  }
  return code == SL_OK ? check_head(parts, scenario, error) : code;
}

int sl_run_parts_open(const sl_scenario_t *scenario, const sl_run_parts_terms_t *terms,
                      sl_run_parts_t **parts, sl_error_t *error)
{
  sl_run_parts_t *made = new_parts(terms);
  *parts = NULL;
  if (made == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %s", terms->path);
  }
  int code = check_first(made, scenario, error);
  code = code == SL_OK ? find(made, scenario, error) : code;
  if (code == SL_OK && terms->of == NULL) {
    code = terms->fresh ? sl_beside_discard(made->path, error)
                        : sl_beside_open(made->path, scenario, &made->beside, error);
    code = code == SL_OK ? sl_beside_agree(&made->beside, made->file, made->path, error) : code;
  }
  if (code != SL_OK) {
    free_parts(made);
    return code;
  }
  if (error != NULL) {
    *error = (sl_error_t){.code = SL_OK}; /* that there was none is no error */
  }
  *parts = made;
  return SL_OK;
}

const sl_part_head_t *sl_run_parts_head(const sl_run_parts_t *parts)
{
  return parts->file != NULL ? sl_part_file_head(parts->file) : &parts->head;
}

bool sl_run_parts_has(const sl_run_parts_t *parts, const sl_unit_t *unit)
{
  return (parts->file != NULL && sl_part_file_has(parts->file, unit)) ||
         sl_beside_has(&parts->beside, unit);
}

void sl_run_parts_let_go(const sl_run_parts_t *parts) { sl_beside_let_go(&parts->beside); }

const sl_unit_store_t *sl_run_parts_store(const sl_run_parts_t *parts) { return &parts->store; }

uint64_t sl_run_parts_kept(sl_run_parts_t *parts, uint64_t *all)
{
  *all = parts->all;
  return (parts->file != NULL ? sl_part_file_records(parts->file) : 0) +
         sl_beside_records(&parts->beside);
}

void sl_run_parts_tell(sl_run_parts_t *parts, void (*tell)(int descriptor))
{
  parts->tell = tell;
  if (parts->file != NULL) {
    tell(sl_part_file_descriptor(parts->file));
  }
}

int sl_run_parts_leave(sl_run_parts_t *parts, sl_error_t *error)
{
  int code = SL_OK;
  if (parts == NULL) {
    return code;
  }
  if (parts->file != NULL && sl_part_file_records(parts->file) == 0) {
    unlink(parts->path);
  } else if (parts->file != NULL) {
    code = sl_part_file_sync(parts->file, error);
  }
  free_parts(parts);
  return code;
}

void sl_run_parts_remove(sl_run_parts_t *parts)
{
  if (parts != NULL && parts->file != NULL) {
    unlink(parts->path);
  }
  if (parts != NULL) {
    sl_beside_remove(&parts->beside);
    free_parts(parts);
  }
}

static void sync_folder(const char *path)
{
  char *copy = strdup(path);
  const int folder = copy != NULL ? open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
  if (folder >= 0) {
    const int synced = fsync(folder); /* some file systems cannot, which is no failure */
    (void)synced;
    close(folder);
  }
  free(copy);
}

int sl_run_parts_rename(sl_run_parts_t *parts, const char *path, sl_error_t *error)
{
  int code = SL_OK;
  if (parts->file == NULL) { /* there are fewer units than shares */
    code = sl_part_file_create(parts->path, &parts->head, parts->texts, &parts->file, error);
  }
  code = code == SL_OK ? sl_part_file_sync(parts->file, error) : code;
  if (code == SL_OK && rename(parts->path, path) != 0) {
    code =
        sl_fail(error, SL_ERR_IO, "cannot rename %s to %s: %s", parts->path, path, strerror(errno));
  }
  if (code == SL_OK) {
    sync_folder(path);
    free_parts(parts);
  } else {
    sl_run_parts_leave(parts, NULL);
  }
  return code;
}
