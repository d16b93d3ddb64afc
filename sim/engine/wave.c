#include "sim/engine/wave.h"

#include "sim/engine/binding.h"

#include <omp.h>
#include <stdatomic.h>
#include <stdlib.h>

/* More units than threads, so that a slow unit does not leave the others waiting for long. */
#define UNITS_PER_THREAD 8

struct sl_wave {
  const sl_model_t *model;
  int threads;
  size_t n_blocks;         /* room */
  sl_unit_sums_t *sums;    /* [n_blocks][n_tiles] */
  sl_error_t *errors;      /* one per unit */
  sl_workspace_t **spaces; /* one per thread */
  sl_binding_t *binding;   /* NULL = not bound */
};

static int allocate_units(sl_wave_t *wave, sl_error_t *error)
{
  const size_t n_units = wave->n_blocks * wave->model->n_tiles;
  int code = SL_OK;
  wave->sums = calloc(n_units, sizeof *wave->sums);
  wave->errors = calloc(n_units, sizeof *wave->errors);
  wave->spaces = calloc((size_t)wave->threads, sizeof *wave->spaces);
  if (wave->sums == NULL || wave->errors == NULL || wave->spaces == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu units of work", n_units);
  }
  for (size_t i = 0; code == SL_OK && i < n_units; i++) {
    code = sl_unit_sums_init(&wave->sums[i], wave->model->scenario->n_arrangements, error);
  }
  for (int i = 0; code == SL_OK && i < wave->threads; i++) {
    code = sl_workspace_new(&wave->spaces[i], error);
  }
  return code;
}

int sl_wave_new(const sl_model_t *model, int threads, sl_wave_t **wave, sl_error_t *error)
{
  *wave = calloc(1, sizeof **wave);
  if (*wave == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the engine");
  }
  const size_t n_units = UNITS_PER_THREAD * (size_t)threads;
  (*wave)->model = model;
  (*wave)->threads = threads;
  (*wave)->n_blocks = (n_units + model->n_tiles - 1) / model->n_tiles;
  (*wave)->binding = sl_binding_new(threads);
  const int code = allocate_units(*wave, error);
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
  for (size_t i = 0; wave->sums != NULL && i < wave->n_blocks * wave->model->n_tiles; i++) {
    sl_unit_sums_free(&wave->sums[i]);
  }
  for (int i = 0; wave->spaces != NULL && i < wave->threads; i++) {
    sl_workspace_free(wave->spaces[i]);
  }
  sl_binding_free(wave->binding);
  free(wave->sums);
  free(wave->errors);
  free(wave->spaces);
  free(wave);
}

size_t sl_wave_blocks(const sl_wave_t *wave) { return wave->n_blocks; }

const sl_unit_sums_t *sl_wave_sums(const sl_wave_t *wave, size_t i)
{
  return &wave->sums[i * wave->model->n_tiles];
}

static bool is_stopped(const sl_engine_options_t *options)
{
  return options->stop != NULL && *options->stop != 0;
}

static void report_progress(const sl_engine_options_t *options, sl_pass_t pass, uint64_t trials,
                            uint64_t first_block, size_t units_done, size_t n_tiles)
{
  if (options->progress != NULL) {
    const uint64_t done = (first_block + units_done / n_tiles) * SL_BLOCK_TRIALS;
    options->progress(options->progress_context, pass == SL_PASS_PRICING ? "pricing" : "simulating",
                      done < trials ? done : trials, trials);
  }
}

/* Tiles are added in order, so that a block's sums do not depend on who finished first. */
static void add_tiles(sl_wave_t *wave, size_t n_blocks)
{
  const size_t n_tiles = wave->model->n_tiles;
  for (size_t b = 0; b < n_blocks; b++) {
    for (size_t k = 1; k < n_tiles; k++) {
      sl_unit_sums_add(&wave->sums[b * n_tiles], &wave->sums[b * n_tiles + k]);
    }
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

int sl_wave_compute(sl_wave_t *wave, sl_pass_t pass, uint64_t trials, uint64_t first_block,
                    size_t n_blocks, const sl_engine_options_t *options, sl_error_t *error)
{
  const size_t n_tiles = wave->model->n_tiles, n_units = n_blocks * n_tiles;
  atomic_size_t done = 0;
#pragma omp parallel num_threads(wave->threads)
  {
    const int thread = omp_get_thread_num();
    sl_binding_enter(wave->binding, thread);
#pragma omp for schedule(dynamic, 1)
    for (size_t i = 0; i < n_units; i++) {
      const uint64_t block = first_block + i / n_tiles;
      wave->errors[i] = (sl_error_t){.code = SL_OK};
      if (is_stopped(options)) {
        sl_fail(&wave->errors[i], SL_ERR_INTERRUPTED, "interrupted");
        continue;
      }
      sl_unit_simulate(wave->model, pass, (uint32_t)(block * SL_BLOCK_TRIALS),
                       sl_block_trials(trials, block), &wave->model->tiles[i % n_tiles],
                       wave->spaces[thread], &wave->sums[i], &wave->errors[i]);
      const size_t now = atomic_fetch_add(&done, 1) + 1;
      if (thread == 0) {
        report_progress(options, pass, trials, first_block, now, n_tiles);
      }
    }
    sl_binding_leave(wave->binding);
  }
  const int code = lowest_error(wave, n_units, error);
  if (code == SL_OK) {
    add_tiles(wave, n_blocks);
  }
  return code;
}
