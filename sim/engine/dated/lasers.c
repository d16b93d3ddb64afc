#include "sim/engine/dated/lasers.h"

#include "models/core/calendar.h"

#include <stdlib.h>

void sl_laser_book_add(sl_lasers_t *lasers, const sl_laser_entry_t *entry)
{
  sl_laser_book_t *book = lasers->next;
  if (book->n == book->room) {
    const size_t room = 2 * book->room + 64;
    sl_laser_entry_t *list = realloc(book->list, room * sizeof *list);
    if (list == NULL) {
      lasers->failed = true;
      return;
    }
    book->list = list;
    book->room = room;
  }
  book->list[book->n++] = *entry;
}

static int by_place(const void *left, const void *right)
{
  const sl_laser_entry_t *a = left, *b = right;
  if (a->place != b->place) {
    return a->place < b->place ? -1 : 1;
  }
  return a->person != b->person ? (int)a->person - (int)b->person : (int)a->rule - (int)b->rule;
}

void sl_laser_book_sort(sl_laser_book_t *book)
{
  if (book->n > 1) {
    qsort(book->list, book->n, sizeof *book->list, by_place);
  }
}

void sl_laser_book_free(sl_laser_book_t *book)
{
  free(book->list);
  *book = (sl_laser_book_t){0};
}

static size_t first_from(const sl_laser_book_t *book, uint64_t place)
{
  size_t low = 0, high = book->n;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (book->list[middle].place < place) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

const sl_laser_entry_t *sl_laser_book_range(const sl_laser_book_t *book, uint64_t first,
                                            uint64_t end, size_t *n)
{
  const size_t from = first_from(book, first);
  *n = first_from(book, end) - from;
  return book->list + from;
}

/* A sum in another order may be smaller by so much of itself. */
#define ROUNDING 0x1p-40

double sl_laser_threshold(const sl_laser_rule_t *rule)
{
  const double months = (double)(SL_PLAN_MONTHS_MAX - (int)rule->terms->notice_months);
  return (1.0 - ROUNDING) * rule->terms->laser_at * rule->deductible * months / SL_PLAN_MONTHS_MAX;
}
