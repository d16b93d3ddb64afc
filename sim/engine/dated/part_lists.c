#include "sim/engine/dated/part_lists.h"

#include <stdlib.h>

static void free_parts(sl_spread_parts_t *parts)
{
  free((void *)parts->list.lags);
  free(parts->list.cells);
  free(parts->list.share);
  free(parts->list.events);
  free(parts->services);
}

static bool allocate(sl_spread_parts_t *parts, size_t n)
{
  const size_t room = n + SL_SLACK;
  sl_part_list_t *list = &parts->list;
  list->n = n;
  list->lags = malloc(room * sizeof *list->lags);
  list->cells = calloc(room, sizeof *list->cells);
  list->share = calloc(room, sizeof *list->share);
  list->events = malloc(room * sizeof *list->events);
  parts->services = malloc(room * sizeof *parts->services);
  return list->lags != NULL && list->cells != NULL && list->share != NULL && list->events != NULL &&
         parts->services != NULL;
}

/* Tables lie anywhere: counted from the lowest, all places are whole numbers. */
static void count_cells(sl_part_list_t *list)
{
  for (size_t k = 0; k < list->n; k++) {
    const uint64_t *cell = list->lags[k]->cell;
    list->lowest = k == 0 || (uintptr_t)cell < (uintptr_t)list->lowest ? cell : list->lowest;
  }
  for (size_t k = 0; k < list->n; k++) {
    list->cells[k] = ((uintptr_t)list->lags[k]->cell - (uintptr_t)list->lowest) / sizeof(uint64_t);
  }
}

static bool list_parts(sl_spread_parts_t *parts, const sl_model_t *model,
                       const sl_condition_spread_t *spread)
{
  const size_t n = sl_condition_events(spread);
  if (!allocate(parts, n)) {
    return false;
  }
  size_t at = 0;
  for (size_t i = 0; i < spread->n; i++) {
    const sl_condition_part_t *part = &spread->parts[i];
    for (uint32_t k = 0; k < part->events; k++, at++) {
      parts->list.lags[at] = model->dating->services[part->service].lags;
      parts->list.share[at] = part->share;
      parts->list.events[at] = (double)part->events;
      parts->services[at] = (uint16_t)part->service;
    }
  }
  for (; at < n + SL_SLACK; at++) {
    parts->list.events[at] = 1.0;
  }
  count_cells(&parts->list);
  return true;
}

int sl_part_lists_init(sl_part_lists_t *lists, const sl_model_t *model, sl_error_t *error)
{
  const sl_conditions_t *conditions = model->conditions;
  *lists = (sl_part_lists_t){.own = calloc(conditions->n, sizeof *lists->own),
                             .of_mothers = calloc(conditions->n, sizeof *lists->of_mothers)};
  bool have = lists->own != NULL && lists->of_mothers != NULL;
  lists->n = have ? conditions->n : 0;
  for (size_t i = 0; have && i < conditions->n; i++) {
    have = list_parts(&lists->own[i], model, &conditions->list[i].spread) &&
           list_parts(&lists->of_mothers[i], model, &conditions->list[i].mother_spread);
  }
  return have ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for the parts of cases");
}

void sl_part_lists_free(sl_part_lists_t *lists)
{
  for (size_t i = 0; i < lists->n; i++) {
    free_parts(&lists->own[i]);
    free_parts(&lists->of_mothers[i]);
  }
  free(lists->own);
  free(lists->of_mothers);
}
