#include "sim/input/census/span.h"

#include "models/group/share_of_year.h"

static int later(int a, int b) { return a > b ? a : b; }
static int earlier(int a, int b) { return a < b ? a : b; }

sl_span_t sl_span_of(const sl_census_row_t *row)
{
  return (sl_span_t){
      .dated = row->dated, .first = row->from, .last = row->to, .months = row->months};
}

bool sl_span_cut(const sl_calendar_t *calendar, const sl_span_t *employee, sl_span_t *span)
{
  if (!span->dated) {
    if (employee->dated) {
      *span = *employee;
    }
    return true;
  }
  if (employee->dated) {
    span->first = later(span->first, employee->first);
    span->last = earlier(span->last, employee->last);
  } else if (employee->months < calendar->months) {
    span->last = earlier(span->last, sl_calendar_month_start(calendar, (int)employee->months) - 1);
  }
  return span->first <= span->last;
}

double sl_span_exposure(const sl_calendar_t *calendar, const sl_span_t *span)
{
  return span->dated ? sl_enrolled_months(calendar, 0, span->first, span->last) : span->months;
}

bool sl_span_billed(const sl_calendar_t *calendar, const sl_span_t *span, unsigned m)
{
  const int start = sl_calendar_month_start(calendar, (int)m);
  return span->dated ? span->first <= start && start <= span->last : m < span->months;
}

bool sl_span_matters(const sl_calendar_t *calendar, const sl_span_t *span)
{
  int first, last;
  sl_calendar_year(calendar, -SL_YEARS_BEFORE_MAX, &first, &last);
  return span->dated ? span->first <= calendar->last_day && span->last >= first : span->months > 0;
}
