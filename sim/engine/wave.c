#include "sim/engine/wave.h"

#include "sim/engine/binding.h"
#include "sim/engine/dated_unit.h"

#include <omp.h>
#include <stdatomic.h>
#include <stdlib.h>

/* More units than threads, so that a slow unit does not leave the others waiting for long. */
#define UNITS_PER_THREAD 8

/* Sums of units that are held at once, and with them the blocks. */
#define SUMS_BYTES ((size_t)256 << 20)

struct sl_wave {
  const sl_model_t *model;
  int threads;
  size_t n_blocks;          /* room */
  size_t n_units;           /* computed at once; in order of block, then tile */
  sl_unit_sums_t *blocks;   /* [n_blocks] */
  sl_unit_sums_t *units;    /* [n_units] */
  sl_error_t *errors;       /* one per unit */
  sl_workspace_t **spaces;  /* one per thread, on the annual path */
  sl_dated_space_t **dated; /* one per thread, on the claim-by-claim path */
  sl_binding_t *binding;    /* NULL = not bound */
};

static int allocate_sums(sl_unit_sums_t **sums, size_t n, const sl_model_t *model,
                         sl_error_t *error)
{
  int code = SL_OK;
  *sums = calloc(n, sizeof **sums);
  if (*sums == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu units of work", n);
  }
  for (size_t i = 0; code == SL_OK && i < n; i++) {
    code = sl_unit_sums_init(&(*sums)[i], model, error);
  }
  return code;
}

static int allocate_spaces(sl_wave_t *wave, sl_error_t *error)
{
  const size_t n = (size_t)wave->threads;
  int code = SL_OK;
  wave->errors = calloc(wave->n_units, sizeof *wave->errors);
  wave->spaces = calloc(n, sizeof *wave->spaces);
  wave->dated = calloc(n, sizeof *wave->dated);
  if (wave->errors == NULL || wave->spaces == NULL || wave->dated == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %d threads", wave->threads);
  }
  for (size_t i = 0; code == SL_OK && i < n; i++) {
    code = wave->model->dating != NULL ? sl_dated_space_new(wave->model, &wave->dated[i], error)
                                       : sl_workspace_new(wave->model, &wave->spaces[i], error);
  }
  return code;
}

/* Blocks and units of a wave, within the memory they may take; but every thread has work. */
static void size_wave(sl_wave_t *wave)
{
  const size_t n_tiles = wave->model->n_tiles, threads = (size_t)wave->threads;
  const size_t room = SUMS_BYTES / sl_unit_sums_size(wave->model) / 2;
  const size_t fit = room > threads ? room : threads;
  const size_t wanted = UNITS_PER_THREAD * threads;
  const size_t units = wanted < fit ? wanted : fit;
  wave->n_blocks = (units + n_tiles - 1) / n_tiles;
  wave->n_units = wave->n_blocks * n_tiles;
  if (wave->n_units > fit) {
    wave->n_units = fit;
  }
}

int sl_wave_new(const sl_model_t *model, int threads, sl_wave_t **wave, sl_error_t *error)
{
  *wave = calloc(1, sizeof **wave);
  if (*wave == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the engine");
  }
  (*wave)->model = model;
  (*wave)->threads = threads;
  size_wave(*wave);
  (*wave)->binding = sl_binding_new(threads);
  int code = allocate_sums(&(*wave)->blocks, (*wave)->n_blocks, model, error);
  if (code == SL_OK) {
    code = allocate_sums(&(*wave)->units, (*wave)->n_units, model, error);
  }
  if (code == SL_OK) {
    code = allocate_spaces(*wave, error);
  }
  if (code != SL_OK) {
    sl_wave_free(*wave);
    *wave = NULL;
  }
  return code;
}

static void free_sums(sl_unit_sums_t *sums, size_t n)
{
  for (size_t i = 0; sums != NULL && i < n; i++) {
    sl_unit_sums_free(&sums[i]);
  }
  free(sums);
}

void sl_wave_free(sl_wave_t *wave)
{
  if (wave == NULL) {
    return;
  }
  free_sums(wave->blocks, wave->n_blocks);
  free_sums(wave->units, wave->n_units);
  for (int i = 0; wave->spaces != NULL && i < wave->threads; i++) {
    sl_workspace_free(wave->spaces[i]);
  }
  for (int i = 0; wave->dated != NULL && i < wave->threads; i++) {
    sl_dated_space_free(wave->dated[i]);
  }
  sl_binding_free(wave->binding);
  free(wave->errors);
  free(wave->spaces);
  free(wave->dated);
  free(wave);
}

size_t sl_wave_blocks(const sl_wave_t *wave) { return wave->n_blocks; }

const sl_unit_sums_t *sl_wave_sums(const sl_wave_t *wave, size_t i) { return &wave->blocks[i]; }

static bool is_stopped(const sl_engine_options_t *options)
{
  return options->stop != NULL && *options->stop != 0;
}

static void report_progress(const sl_engine_options_t *options, const sl_pass_terms_t *pass,
                            uint64_t first_block, size_t units_done, size_t n_tiles)
{
  if (options->progress != NULL) {
    const uint64_t done = (first_block + units_done / n_tiles) * SL_BLOCK_TRIALS;
    options->progress(options->progress_context,
                      pass->pass == SL_PASS_PRICING ? "pricing" : "simulating",
                      done < pass->trials ? done : pass->trials, pass->trials);
  }
}

static int lowest_error(const sl_wave_t *wave, size_t n_units, sl_error_t *error)
{
  for (size_t i = 0; i < n_units; i++) {
    if (wave->errors[i].code != SL_OK) {
      if (error != NULL) {
        *error = wave->errors[i];
      }
      return wave->errors[i].code;
    }
  }
  return SL_OK;
}

static void compute_unit(sl_wave_t *wave, const sl_pass_terms_t *pass, uint64_t block, size_t tile,
                         int thread, size_t i)
{
  const sl_trials_t trials = {.model = wave->model,
                              .pass = pass->pass,
                              .inflation = pass->inflation,
                              .first = (uint32_t)(block * SL_BLOCK_TRIALS),
                              .n = sl_block_trials(pass->trials, block),
                              .tilted = pass->tilted,
                              .score = wave->units[i].score};
  if (wave->model->dating != NULL) {
    sl_dated_unit_simulate(&trials, &wave->model->tiles[tile], wave->dated[thread], &wave->units[i],
                           &wave->errors[i]);
  } else {
    sl_unit_simulate(&trials, &wave->model->tiles[tile], wave->spaces[thread], &wave->units[i],
                     &wave->errors[i]);
  }
}

/* Units first .. first + n - 1 of the wave, in parallel. */
static void compute_units(sl_wave_t *wave, const sl_pass_terms_t *pass, uint64_t first_block,
                          size_t first, size_t n, const sl_engine_options_t *options)
{
  const size_t n_tiles = wave->model->n_tiles;
  atomic_size_t done = first;
#pragma omp parallel num_threads(wave->threads)
  {
    const int thread = omp_get_thread_num();
    sl_binding_enter(wave->binding, thread);
#pragma omp for schedule(dynamic, 1)
    for (size_t i = 0; i < n; i++) {
      wave->errors[i] = (sl_error_t){.code = SL_OK};
      if (is_stopped(options)) {
        sl_fail(&wave->errors[i], SL_ERR_INTERRUPTED, "interrupted");
        continue;
      }
      compute_unit(wave, pass, first_block + (first + i) / n_tiles, (first + i) % n_tiles, thread,
                   i);
      const size_t now = atomic_fetch_add(&done, 1) + 1;
      if (thread == 0) {
        report_progress(options, pass, first_block, now, n_tiles);
      }
    }
    sl_binding_leave(wave->binding);
  }
}

/* Tiles are added in order, so that a block's sums do not depend on who finished first. A block's
 * first tile takes its place. */
static void add_units(sl_wave_t *wave, size_t first, size_t n)
{
  const size_t n_tiles = wave->model->n_tiles;
  for (size_t i = 0; i < n; i++) {
    sl_unit_sums_t *block = &wave->blocks[(first + i) / n_tiles];
    if ((first + i) % n_tiles == 0) {
      const sl_unit_sums_t other = *block;
      *block = wave->units[i];
      wave->units[i] = other;
    } else {
      sl_unit_sums_add(block, &wave->units[i]);
    }
  }
}

static int keep_scores(sl_wave_t *wave, sl_error_t *error)
{
  int code = SL_OK;
  for (size_t i = 0; code == SL_OK && i < wave->n_blocks; i++) {
    code = sl_unit_sums_keep_scores(&wave->blocks[i], error);
  }
  for (size_t i = 0; code == SL_OK && i < wave->n_units; i++) {
    code = sl_unit_sums_keep_scores(&wave->units[i], error);
  }
  return code;
}

int sl_wave_compute(sl_wave_t *wave, const sl_pass_terms_t *pass, uint64_t first_block,
                    size_t n_blocks, const sl_engine_options_t *options, sl_error_t *error)
{
  const size_t total = n_blocks * wave->model->n_tiles;
  int code = pass->tilted != NULL ? keep_scores(wave, error) : SL_OK;
  for (size_t first = 0; code == SL_OK && first < total; first += wave->n_units) {
    const size_t left = total - first, n = left < wave->n_units ? left : wave->n_units;
    compute_units(wave, pass, first_block, first, n, options);
    code = lowest_error(wave, n, error);
    if (code == SL_OK) {
      add_units(wave, first, n);
    }
  }
  return code;
}
