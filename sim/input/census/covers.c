#include "sim/input/census/census.h"
#include "sim/input/census/rows.h"
#include "sim/input/census/span.h"

#include <limits.h>
#include <string.h>

static bool waives(const sl_census_t *census, const sl_census_row_t *row)
{
  return row->plan != SL_CENSUS_BLANK && strcmp(census->text + row->plan, "waived") == 0;
}

static int day_of(const sl_census_t *census, int relative)
{
  return relative == SL_DAY_ALWAYS_BEFORE  ? INT_MIN
         : relative == SL_DAY_ALWAYS_AFTER ? INT_MAX
                                           : sl_date_serial(census->calendar.start) + relative;
}

/* An employee's id stands for the employee alone. */
static const char *id_of(const sl_census_t *census, const sl_census_row_t *row)
{
  if (row->member != SL_CENSUS_BLANK) {
    return census->text + row->member;
  }
  return row->relationship == SL_EMPLOYEE ? census->text + row->employee : "";
}

static sl_census_cover_t cover_of(const sl_census_t *census, const sl_census_row_t *row,
                                  const sl_span_t *span)
{
  sl_census_cover_t cover = {.id = id_of(census, row),
                             .first = INT_MIN,
                             .last = INT_MAX,
                             .share = 1.0,
                             .sex = row->sex,
                             .age = row->age,
                             .employee = row->relationship == SL_EMPLOYEE};
  if (span->dated) {
    cover.first = day_of(census, span->first);
    cover.last = day_of(census, span->last);
  } else {
    cover.share = (double)span->months / census->calendar.months;
  }
  return cover;
}

void sl_census_covers(const sl_census_t *census, sl_census_cover_t *covers)
{
  static const sl_census_cover_t never = {.id = "", .first = 0, .last = -1};
  for (size_t r = 0; r < census->n_rows; r++) {
    covers[r] = never;
  }
  for (size_t c = 0; c < census->n_contracts; c++) {
    const sl_census_contract_t *contract = &census->contracts[c];
    if (contract->employee == SL_CENSUS_NOBODY) {
      continue;
    }
    const sl_census_row_t *first = &census->rows[contract->employee];
    const sl_span_t employee = sl_span_of(first);
    for (uint32_t i = 0; i < contract->n; i++) {
      const uint32_t r = census->member[contract->first + i];
      const sl_census_row_t *row = &census->rows[r];
      sl_span_t span = sl_span_of(row);
      if (!waives(census, row) && !waives(census, first) &&
          (r == contract->employee || sl_span_cut(&census->calendar, &employee, &span))) {
        covers[r] = cover_of(census, row, &span);
      } else {
        covers[r].id = id_of(census, row);
      }
    }
  }
}

/* The first row whose plan's name is new. */
static bool is_new(const sl_census_t *census, size_t row)
{
  const char *name = census->text + census->rows[row].plan;
  for (size_t i = 0; i < row; i++) {
    if (census->rows[i].plan != SL_CENSUS_BLANK &&
        strcmp(census->text + census->rows[i].plan, name) == 0) {
      return false;
    }
  }
  return true;
}

const char *sl_census_plan(const sl_census_t *census, size_t index)
{
  size_t found = 0;
  for (size_t i = 0; i < census->n_rows; i++) {
    const sl_census_row_t *row = &census->rows[i];
    if (row->plan != SL_CENSUS_BLANK && !waives(census, row) && is_new(census, i) &&
        found++ == index) {
      return census->text + row->plan;
    }
  }
  return NULL;
}
