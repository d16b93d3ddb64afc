#include "models/sampling/steps.h"

#include <stdlib.h>
#include <string.h>

#define CELL_WIDTH (UINT32_C(1) << (32 - SL_STEPS_BITS))

/* Of the n numbers from `first` on, u not below the first's. */
static uint32_t search(const sl_steps_t *steps, uint32_t first, uint32_t n, uint32_t u)
{
  while (n > 1) {
    const uint32_t half = n / 2;
    first += u >= steps->from[first + half] ? half : 0;
    n -= half;
  }
  return steps->value[first];
}

uint32_t sl_steps_search(const sl_steps_t *steps, uint32_t u)
{
  return search(steps, 0, steps->n, u);
}

uint32_t sl_steps_search_from(const sl_steps_t *steps, uint64_t cell, uint32_t u)
{
  uint32_t first = (uint32_t)cell, n = 4;
  while (first + n < steps->n && u >= steps->from[first + n]) {
    first += n;
    n *= 2;
  }
  return search(steps, first, first + n < steps->n ? n : steps->n - first, u);
}

static uint64_t cell_of(uint32_t from, uint32_t before, uint32_t after)
{
  return (uint64_t)after << 48 | (uint64_t)before << 32 | from;
}

static void fill_cells(sl_steps_t *steps)
{
  uint32_t i = 0; /* the value at the cell's beginning */
  for (uint32_t c = 0; c < SL_STEPS_CELLS; c++) {
    const uint32_t first = c * CELL_WIDTH, last = first + (CELL_WIDTH - 1);
    while (i + 1 < steps->n && steps->from[i + 1] <= first) {
      i++;
    }
    uint32_t end = i;
    while (end + 1 < steps->n && steps->from[end + 1] <= last && end < i + 2) {
      end++;
    }
    if (end > i + 1) {
      steps->cell[c] = cell_of(i, SL_STEPS_OPEN, SL_STEPS_OPEN);
    } else {
      steps->cell[c] = cell_of(end > i ? steps->from[end] : 0, steps->value[i], steps->value[end]);
    }
  }
}

static int no_memory(sl_error_t *error)
{
  return sl_fail(error, SL_ERR_MEMORY, "no memory for steps");
}

/* Takes the lists over. */
static int make(uint32_t *from, uint16_t *value, uint32_t n, sl_steps_t **steps, sl_error_t *error)
{
  *steps = from != NULL && value != NULL ? malloc(sizeof **steps) : NULL;
  if (*steps == NULL) {
    free(from);
    free(value);
    return no_memory(error);
  }
  (*steps)->n = n;
  (*steps)->from = from;
  (*steps)->value = value;
  fill_cells(*steps);
  return SL_OK;
}

int sl_steps_new(const uint32_t *from, const uint16_t *value, uint32_t n, sl_steps_t **steps,
                 sl_error_t *error)
{
  uint32_t *own_from = malloc(n * sizeof *own_from);
  uint16_t *own_value = malloc(n * sizeof *own_value);
  if (own_from != NULL && own_value != NULL) {
    memcpy(own_from, from, n * sizeof *own_from);
    memcpy(own_value, value, n * sizeof *own_value);
  }
  return make(own_from, own_value, n, steps, error);
}

/* ---- the steps of a function ---- */

typedef struct search {
  sl_steps_function_t function;
  const void *subject;
  uint32_t *from;
  uint16_t *value;
  uint32_t n, room;
} search_t;

static int add_step(search_t *search, uint32_t from, uint16_t value, sl_error_t *error)
{
  if (search->n == search->room) {
    const uint32_t room = 2 * search->room + 32;
    uint32_t *more_from = realloc(search->from, room * sizeof *more_from);
    search->from = more_from != NULL ? more_from : search->from;
    uint16_t *more_value = realloc(search->value, room * sizeof *more_value);
    search->value = more_value != NULL ? more_value : search->value;
    if (more_from == NULL || more_value == NULL) {
      return no_memory(error);
    }
    search->room = room;
  }
  search->from[search->n] = from;
  search->value[search->n++] = value;
  return SL_OK;
}

/* Where the value first exceeds that at `low`, above low and at most high, where it does. */
static uint32_t next_step(const search_t *search, uint32_t low, uint32_t high)
{
  const uint16_t value = search->function(search->subject, low);
  while (high - low > 1) {
    const uint32_t middle = low + (high - low) / 2;
    if (search->function(search->subject, middle) > value) {
      high = middle;
    } else {
      low = middle;
    }
  }
  return high;
}

/* Of the numbers first .. last; the steps below are listed. */
static int search_cell(search_t *search, uint32_t first, uint32_t last, sl_error_t *error)
{
  int code = SL_OK;
  uint32_t at = first;
  uint16_t value = search->function(search->subject, first);
  const uint16_t end = search->function(search->subject, last);
  if (search->n == 0 || value > search->value[search->n - 1]) {
    code = add_step(search, first, value, error);
  }
  while (code == SL_OK && value < end) {
    at = next_step(search, at, last);
    value = search->function(search->subject, at);
    code = add_step(search, at, value, error);
  }
  return code;
}

int sl_steps_of(sl_steps_function_t function, const void *subject, sl_steps_t **steps,
                sl_error_t *error)
{
  search_t search = {.function = function, .subject = subject};
  int code = SL_OK;
  *steps = NULL;
  for (uint32_t c = 0; code == SL_OK && c < SL_STEPS_CELLS; c++) {
    code = search_cell(&search, c * CELL_WIDTH, c * CELL_WIDTH + (CELL_WIDTH - 1), error);
  }
  if (code != SL_OK) {
    free(search.from);
    free(search.value);
    return code;
  }
  return make(search.from, search.value, search.n, steps, error);
}

void sl_steps_free(sl_steps_t *steps)
{
  if (steps != NULL) {
    free(steps->from);
    free(steps->value);
    free(steps);
  }
}

size_t sl_steps_size(const sl_steps_t *steps)
{
  return sizeof *steps + steps->n * (sizeof *steps->from + sizeof *steps->value);
}
