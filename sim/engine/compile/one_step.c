#include "sim/engine/compile/one_step.h"

#include "sim/engine/compile/model.h"
#include "sim/results/block.h"

#include <math.h>
#include <stdlib.h>

/* All that is incurred in the plan year, nothing before, paid up to some day. */
static bool holds_year(const sl_coverage_t *coverage, const sl_cover_t *cover)
{
  const sl_window_t *window = &cover->window;
  return cover->services == NULL && cover->insured == NULL && window->incurred_from == 0 &&
         window->incurred_to >= coverage->last_day && window->paid_from <= 0 &&
         window->paid_to >= 0;
}

/* One slot stands for the year, all that is held in C. */
static bool falls_on_one(const sl_timeline_t *timeline, const sl_window_t *window)
{
  const sl_window_t *counted = &timeline->counted;
  return timeline->n_slots == 1 && window->incurred_from >= counted->incurred_from &&
         window->incurred_to <= counted->incurred_to && window->paid_from >= counted->paid_from &&
         window->paid_to <= counted->paid_to;
}

/* Whether what is paid behind the cover's window is all gap, or nothing is: it is of C. */
static bool tells_gap(const sl_coverage_t *coverage, const sl_cover_t *cover)
{
  bool told = !coverage->insurer_runs_out;
  for (size_t i = 0; i < coverage->n_gap_windows; i++) {
    told = told && coverage->gap_window[i].paid_to == cover->window.paid_to &&
           coverage->gap_window[i].incurred_to >= coverage->last_day;
  }
  return !coverage->has_gap || told;
}

static size_t first_of_end(const sl_one_step_t *ladders, size_t ladder)
{
  size_t l = 0;
  while (l < ladder && (ladders[l].covers == NULL || ladders[l].end != ladders[ladder].end)) {
    l++;
  }
  return l;
}

/* A specific, with or without the aggregate's eligible part, whose covers ask for nothing else. */
static bool is_one(const sl_model_t *model, const sl_coverage_t *coverage)
{
  const sl_take_t *take = &coverage->take[0];
  return model->dating->counts_incurred && model->several == NULL && model->plan_year == 0 &&
         coverage->n_takes == 1 && take->kind == SL_TAKE_SPECIFIC && !coverage->by_total &&
         !coverage->per_certificate && isinf(coverage->captive_limit) &&
         coverage->known_months == 0 && isinf(coverage->known_at_most) &&
         coverage->beyond_width == 0 && sl_coverage_walks(coverage, take, SL_PATH_SETTLED) &&
         holds_year(coverage, &take->cover) &&
         falls_on_one(&coverage->path[SL_PATH_SETTLED].timeline, &take->cover.window) &&
         tells_gap(coverage, &take->cover);
}

/* The only slot's claims of C. */
#define ENTRY 1

static size_t column_at(const sl_path_layout_t *path, sl_path_column_t column, bool wanted)
{
  return wanted && path->column[column]
             ? path->before * SL_BLOCK_TRIALS + path->column_at[column] + ENTRY
             : SIZE_MAX;
}

static sl_one_step_cover_t cover_of(const sl_model_t *model, size_t cover)
{
  const sl_take_t *take = &model->covers[cover].take[0];
  const sl_path_layout_t *path = &model->covers[cover].path[SL_PATH_SETTLED];
  const sl_specific_t *specific = take->cover.specific;
  return (sl_one_step_cover_t){
      .cover = cover,
      .specific = specific,
      .eligible_cap = take->cover.eligible_cap,
      .excess = column_at(path, SL_PATH_EXCESS, take->excess && specific != NULL),
      .eligible = column_at(path, SL_PATH_ELIGIBLE, sl_take_tells_eligible(take)),
      .width = path->width};
}

static int tell(const sl_model_t *model, const sl_ladder_t *ladder, sl_one_step_t *one)
{
  const sl_coverage_t *coverage = &model->covers[ladder->cover[0]];
  if (!is_one(model, coverage)) {
    return SL_OK;
  }
  const int32_t last = coverage->take[0].cover.window.paid_to;
  one->end = last < INT32_MAX ? last + 1 : INT32_MAX;
  one->late_is_gap = coverage->has_gap;
  one->covers = calloc(ladder->n, sizeof *one->covers);
  for (size_t k = 0; one->covers != NULL && k < ladder->n; k++) {
    one->covers[k] = cover_of(model, ladder->cover[k]);
  }
  return one->covers != NULL ? SL_OK : SL_ERR_MEMORY;
}

int sl_one_step_new(const sl_model_t *model, sl_one_step_t **ladders)
{
  *ladders = calloc(model->n_ladders + 1, sizeof **ladders);
  int code = *ladders != NULL ? SL_OK : SL_ERR_MEMORY;
  for (size_t l = 0; code == SL_OK && l < model->n_ladders; l++) {
    code = tell(model, &model->ladders[l], &(*ladders)[l]);
    (*ladders)[l].same = first_of_end(*ladders, l);
  }
  if (code != SL_OK) {
    sl_one_step_free(*ladders, model->n_ladders);
    *ladders = NULL;
  }
  return code;
}

void sl_one_step_free(sl_one_step_t *ladders, size_t n_ladders)
{
  for (size_t l = 0; ladders != NULL && l < n_ladders; l++) {
    free(ladders[l].covers);
  }
  free(ladders);
}
