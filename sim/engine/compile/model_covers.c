/* Arrangements with the same cover share its sums: most comparisons differ in prices alone. */
#include "sim/engine/compile/model.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/scenario.h"

#include <stdlib.h>

/* The cover among those before that equals the last one; the last where none does. */
static size_t find_equal(const sl_model_t *model, size_t last)
{
  size_t c = 0;
  while (c < last && !sl_coverage_equal(&model->covers[c], &model->covers[last],
                                        model->scenario->claims->n_services)) {
    c++;
  }
  return c;
}

/* One path after the other, from the first cover's to the last's. */
static void place_paths(sl_coverage_t *cover, const sl_coverage_t *before)
{
  sl_path_layout_t *path = cover->path;
  if (before != NULL) {
    const sl_path_layout_t *last = &before->path[SL_PATH_KINDS - 1];
    path[0].before = last->before + last->width;
  }
  for (int k = 1; k < SL_PATH_KINDS; k++) {
    path[k].before = path[k - 1].before + path[k - 1].width;
  }
}

/* index: of the arrangement, among all. Nobody asks for the months of further ones. */
static int add_cover(sl_model_t *model, const sl_arrangement_t *arrangement, size_t index,
                     int32_t longest_lag, sl_error_t *error)
{
  const size_t last = model->n_covers++;
  sl_coverage_t *cover = &model->covers[last];
  int code = sl_coverage_init(cover, model->scenario, arrangement, longest_lag, error);
  sl_coverage_know(cover, &model->known);
  if (code == SL_OK && index < model->scenario->arrangements->n) {
    code = sl_coverage_add_months(cover, model->scenario, longest_lag, error);
  }
  if (code != SL_OK) {
    return code;
  }
  model->cover_of[index] = find_equal(model, last);
  if (model->cover_of[index] < last) {
    sl_coverage_free(cover);
    *cover = (sl_coverage_t){0};
    model->n_covers--;
  } else {
    const sl_coverage_t *before = last > 0 ? &cover[-1] : NULL;
    place_paths(cover, before);
    cover->beyond_before = before != NULL ? before->beyond_before + before->beyond_width : 0;
  }
  return SL_OK;
}

/* The day from which a cover holds claims, listed once. */
static void list_since(sl_model_t *model, sl_coverage_t *cover)
{
  size_t i = 0;
  while (i < model->n_since && model->since[i] != cover->since) {
    i++;
  }
  if (i == model->n_since) {
    model->since[model->n_since++] = cover->since;
  }
  cover->since_at = i;
  model->counts_less = model->counts_less || cover->counts_less;
}

/* The first ladder with room whose covers are alike; a new one where there is none. */
static void put_on_ladder(sl_model_t *model, size_t cover)
{
  const size_t n_services = model->scenario->claims->n_services;
  sl_ladder_t *ladder = model->ladders;
  const sl_ladder_t *end = model->ladders + model->n_ladders;
  while (ladder < end &&
         (ladder->n == SL_RUNGS_MAX || !sl_coverage_alike(&model->covers[ladder->cover[0]],
                                                          &model->covers[cover], n_services))) {
    ladder++;
  }
  if (ladder == end) {
    model->n_ladders++;
  }
  ladder->cover[ladder->n++] = cover;
}

static int allocate(sl_model_t *model, size_t n, sl_error_t *error)
{
  model->covers = calloc(n + 1, sizeof *model->covers);
  model->cover_of = calloc(n + 1, sizeof *model->cover_of);
  model->ladders = calloc(n + 1, sizeof *model->ladders);
  model->since = calloc(n + 1, sizeof *model->since);
  model->tells_run_out = calloc(n + 1, sizeof *model->tells_run_out);
  return model->covers != NULL && model->cover_of != NULL && model->ladders != NULL &&
                 model->since != NULL && model->tells_run_out != NULL
             ? SL_OK
             : sl_fail(error, SL_ERR_MEMORY, "no memory for the covers of %zu arrangements", n);
}

int sl_model_compile_covers(sl_model_t *model, const sl_arrangement_t *further, size_t n_further,
                            sl_error_t *error)
{
  const size_t n = model->scenario->arrangements->n;
  const int32_t longest_lag = sl_dating_longest_lag_of(model->scenario);
  int code = allocate(model, n + n_further, error);
  for (size_t a = 0; code == SL_OK && a < n + n_further; a++) {
    const sl_arrangement_t *arrangement =
        a < n ? &model->scenario->arrangements->list[a] : &further[a - n];
    code = add_cover(model, arrangement, a, longest_lag, error);
    model->tells_run_out[a] =
        model->claim_by_claim || sl_dating_tells_run_out(model->scenario, arrangement);
    model->n_own_covers = a < n ? model->n_covers : model->n_own_covers;
  }
  model->n_priced_covers = model->n_covers;
  for (size_t c = 0; code == SL_OK && c < model->n_covers; c++) {
    put_on_ladder(model, c);
    list_since(model, &model->covers[c]);
  }
  return code;
}

void sl_model_free_covers(sl_model_t *model)
{
  for (size_t c = 0; c < model->n_covers; c++) {
    sl_coverage_free(&model->covers[c]);
  }
  free(model->covers);
  free(model->cover_of);
  free(model->ladders);
  free(model->since);
  free(model->tells_run_out);
}
