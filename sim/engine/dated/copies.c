#include "sim/engine/dated/copies.h"

#include "sim/engine/dated/lasers.h"
#include "sim/engine/trials/seats.h"
#include "sim/input/scenario/scenario.h"

#include <stdlib.h>

struct sl_copies {
  sl_unit_sums_t sums; /* by seat */
  sl_cells_t *cells;   /* of the block's trials */
  uint64_t words[SL_BLOCK_TRIALS];
  double level[SL_LEDGER_YEARS][SL_BLOCK_TRIALS]; /* of the block's trials */
  double yearly[SL_LEDGER_YEARS][SL_BLOCK_TRIALS];
  uint8_t entry[SL_DATED_TRIALS], exit[SL_DATED_TRIALS];
  uint16_t trial[SL_DATED_TRIALS];
};

int sl_copies_new(const sl_model_t *model, sl_sums_layout_t layout, sl_copies_t **copies,
                  sl_error_t *error)
{
  *copies = calloc(1, sizeof **copies);
  if (*copies == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a thread's copies");
  }
  const int code = sl_unit_sums_init(&(*copies)->sums, model, layout, error);
  return code == SL_OK ? sl_cells_new(model, SL_BLOCK_TRIALS, &(*copies)->cells, error) : code;
}

void sl_copies_free(sl_copies_t *copies)
{
  if (copies != NULL) {
    sl_unit_sums_free(&copies->sums);
    sl_cells_free(copies->cells);
    free(copies);
  }
}

/* ---- group factors: those of a seat's trial ---- */

static void draw_factors(const sl_dated_run_t *block)
{
  sl_copies_t *copies = block->space->copies;
  for (int y = block->model->first_year; y <= 0; y++) {
    const size_t at = sl_model_year_at(block->model, y);
    if (block->model->group_factor != NULL) {
      sl_trials_group_factor(&block->trials, y, copies->words, copies->level[at]);
    }
    if (block->model->year_factor != NULL) {
      sl_trials_year_factor(&block->trials, y, copies->words, copies->yearly[at]);
    }
  }
}

static void seat_factors(const sl_dated_run_t *run)
{
  const sl_copies_t *copies = run->space->copies;
  const sl_model_t *model = run->model;
  for (size_t at = 0; at <= sl_model_year_at(model, 0); at++) {
    double *level = run->space->group_level[at], *factor = run->space->group_factor[at];
    for (size_t i = 0; i < run->trials.n; i++) {
      const uint16_t t = copies->trial[i];
      level[i] = model->group_factor != NULL ? copies->level[at][t] : 1.0;
      factor[i] = model->year_factor != NULL ? level[i] * copies->yearly[at][t] : level[i];
    }
  }
}

/* ---- seats together ---- */

/* Stays of one contract and cohort. */
typedef struct cohort {
  const sl_stay_t *first;
  size_t n;
  size_t stay;   /* the first, among the unit's */
  size_t number; /* of the first among the contract's */
  const sl_family_t *family;
  uint32_t before; /* seats with a number of the contract in all blocks before */
} cohort_t;

/* Whether some claim of the seat may be asked for: of its plan year, or of an earlier one that the
 * contracts reach. */
static bool matters(const sl_model_t *model, const sl_stay_t *stay)
{
  return stay->entry <= model->plan_year && stay->exit > model->plan_year + model->first_year;
}

static int simulate_seats(const sl_dated_run_t *block, const cohort_t *cohort, size_t at, size_t n)
{
  sl_copies_t *copies = block->space->copies;
  const sl_seats_t seats = {copies->entry, copies->exit, copies->trial};
  sl_dated_run_t run = *block;
  bool some = false;
  for (size_t i = 0; i < n; i++) {
    const sl_stay_t *stay = &cohort->first[at + i];
    copies->entry[i] = stay->entry;
    copies->exit[i] = stay->exit;
    copies->trial[i] = stay->trial;
    some = some || matters(block->model, stay);
  }
  if (!some) {
    return SL_OK;
  }
  run.trials.first = cohort->before + (uint32_t)(cohort->number + at);
  run.trials.n = n;
  run.trials.seats = &seats;
  run.place = SL_LASER_COPIES + cohort->stay + at;
  run.sums = &copies->sums;
  run.cells = copies->cells;
  run.trial = copies->cells->row = copies->trial;
  seat_factors(&run);
  sl_unit_sums_clear_seats(&copies->sums, n);
  const int code = sl_dated_family(&run, cohort->family);
  sl_unit_sums_scatter(block->sums, &copies->sums, n, copies->trial);
  return code;
}

/* In order of the year in which they came: the last are not there yet. */
static int simulate_cohort(const sl_dated_run_t *block, const cohort_t *cohort)
{
  size_t n = 0;
  int code = SL_OK;
  while (n < cohort->n && cohort->first[n].entry <= block->model->plan_year) {
    n++;
  }
  for (size_t at = 0; code == SL_OK && at < n; at += SL_DATED_TRIALS) {
    code = simulate_seats(block, cohort, at, n - at < SL_DATED_TRIALS ? n - at : SL_DATED_TRIALS);
  }
  return code;
}

static unsigned cohort_of(const sl_family_map_t *map, const sl_stay_t *stay)
{
  return map->ageing ? (unsigned)stay->entry + stay->younger : 0;
}

static int simulate_contract(const sl_dated_run_t *block, size_t c)
{
  const sl_seating_t *seating = block->trials.seating;
  const sl_stay_t *list = seating->stays->list;
  const size_t contract = seating->first_contract + c, end = seating->stays->first[c + 1];
  const size_t first = seating->stays->first[c];
  const uint32_t before =
      (uint32_t)(block->trials.first / SL_BLOCK_TRIALS * (uint64_t)seating->most);
  int code = SL_OK;
  for (size_t i = first, next; code == SL_OK && i < end; i = next) {
    const unsigned of = cohort_of(seating->map, &list[i]);
    for (next = i + 1; next < end && cohort_of(seating->map, &list[next]) == of; next++) {
    }
    if (list[i].entry > block->model->plan_year) {
      continue; /* all of them come later */
    }
    const uint32_t family = sl_family_of_copy(seating->map, contract, of);
    const cohort_t cohort = {.first = &list[i],
                             .n = next - i,
                             .stay = i,
                             .number = i - first,
                             .family = &block->model->scenario->group->families[family],
                             .before = before};
    code = simulate_cohort(block, &cohort);
  }
  return code;
}

int sl_copies_simulate(const sl_dated_run_t *block)
{
  int code = SL_OK;
  sl_cells_t *cells = block->space->copies->cells;
  draw_factors(block);
  sl_cells_clear(cells, SL_BLOCK_TRIALS);
  for (size_t c = 0; code == SL_OK && c < block->trials.seating->n_contracts; c++) {
    code = simulate_contract(block, c);
  }
  sl_cells_read(cells, 0, SL_BLOCK_TRIALS, block->sums);
  return code;
}
