#include "sim/input/actual/monthly.h"

#include "sim/input/actual/table.h"
#include "sim/input/read/number.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { MONTH, PAID, ENROLLED, N_COLUMNS };
static const char *const column_names[N_COLUMNS] = {"month", "paid", "enrolled"};

static const sl_actual_name_t names[] = {
    {"month", MONTH},        {"planmonth", MONTH},     {"paidmonth", MONTH},
    {"paid", PAID},          {"planpaid", PAID},       {"paidclaims", PAID},
    {"claims", PAID},        {"claimspaid", PAID},     {"amount", PAID},
    {"netpaid", PAID},       {"enrolled", ENROLLED},   {"employees", ENROLLED},
    {"enrolment", ENROLLED}, {"enrollment", ENROLLED}, {"subscribers", ENROLLED},
    {"lives", ENROLLED},     {"headcount", ENROLLED}};

#define ENROLLED_MAX 1e9

typedef struct reading {
  sl_actual_table_t table;
  const sl_calendar_t *calendar;
  size_t most, rows;
  sl_monthly_t *monthly;
  size_t n_enrolled; /* months of the plan year that have one */
  double paid;       /* so far */
} reading_t;

/* 2026-03, with two digits of a month. */
static bool calendar_month(const char *text, const sl_date_t *start, size_t *month)
{
  unsigned year, of_year;
  char rest;
  if (strlen(text) != 7 || text[4] != '-' ||
      sscanf(text, "%4u-%2u%c", &year, &of_year, &rest) != 2 || of_year < 1 || of_year > 12) {
    return false;
  }
  const long at = 12L * ((long)year - start->year) + (long)of_year - start->month;
  *month = at >= 0 ? (size_t)at + 1 : 0;
  return true;
}

static void check_month(const reading_t *r, size_t line, const char *text)
{
  uint64_t number;
  size_t month = 0;
  char allowed[128];
  const size_t expected = r->rows;
  if (sl_number_parse_whole(text, &number)) {
    month = number <= SL_MONTHLY_MAX ? (size_t)number : 0;
  } else if (!calendar_month(text, &r->calendar->start, &month)) {
    month = 0;
  }
  if (month != expected) {
    const sl_date_t date = sl_date_add_months(r->calendar->start, (int)expected - 1);
    snprintf(allowed, sizeof allowed, "here %zu (or %d-%02d), as the months follow one another",
             expected, date.year, date.month);
    sl_actual_refuse(&r->table, line, MONTH, text, true, allowed);
  }
}

static void check_enrolled(reading_t *r, size_t line, const char *text, double *enrolled)
{
  if (text[0] == '\0' || r->rows > r->calendar->months) {
    return;
  }
  if (!sl_number_parse(text, enrolled) || *enrolled <= 0.0 || *enrolled > ENROLLED_MAX) {
    sl_actual_refuse(&r->table, line, ENROLLED, text, true,
                     "the number of employees enrolled, above 0");
  }
  r->n_enrolled++;
}

static void check_sum(reading_t *r, size_t line, double paid)
{
  r->paid += paid;
  if (r->paid < 0.0) {
    sl_faults_add(r->table.faults, SL_ERR_INPUT, r->table.path, line, r->table.at[PAID] + 1,
                  "the months up to this one come to less than 0");
    r->paid = 0.0;
  }
}

static int take_row(void *context, size_t line, const char *const *fields)
{
  reading_t *r = context;
  double paid = 0.0, enrolled = 0.0;
  if (r->rows == r->most) {
    sl_faults_add(r->table.faults, SL_ERR_INPUT, r->table.path, line, 0,
                  "more months than the %zu that the year has, its run-out included", r->most);
    return SL_ERR_INPUT;
  }
  r->rows++;
  check_month(r, line, fields[MONTH]);
  if (sl_actual_amount(&r->table, line, PAID, fields[PAID], &paid)) {
    check_sum(r, line, paid);
  }
  check_enrolled(r, line, fields[ENROLLED], &enrolled);
  r->monthly->paid[r->rows - 1] = paid;
  r->monthly->enrolled[r->rows - 1] = enrolled;
  r->monthly->n = r->rows;
  return SL_OK;
}

int sl_monthly_read(const sl_provider_t *provider, const char *path, const sl_calendar_t *calendar,
                    size_t most, sl_monthly_t *monthly, sl_faults_t *faults, sl_faults_t *warnings)
{
  reading_t r = {.table = {.path = path,
                           .columns = column_names,
                           .n_columns = N_COLUMNS,
                           .n_needed = ENROLLED,
                           .names = names,
                           .n_names = sizeof names / sizeof names[0],
                           .tells_unused = true,
                           .row = take_row,
                           .faults = faults,
                           .warnings = warnings},
                 .calendar = calendar,
                 .most = most,
                 .monthly = monthly};
  *monthly = (sl_monthly_t){0};
  r.table.context = &r;
  int code = sl_actual_read(provider, &r.table);
  const size_t of_year = r.rows < calendar->months ? r.rows : calendar->months;
  if (code == SL_OK && r.n_enrolled > 0 && r.n_enrolled < of_year) {
    sl_faults_add(faults, SL_ERR_INPUT, path, 0, r.table.at[ENROLLED] + 1,
                  "enrolled is given for %zu of %zu months; allowed: for all or none", r.n_enrolled,
                  of_year);
    code = SL_ERR_INPUT;
  }
  monthly->has_enrolled = r.n_enrolled > 0;
  return code;
}

size_t sl_months_ended(const sl_calendar_t *calendar, sl_date_t day, size_t most)
{
  const int at = sl_calendar_day(calendar, day);
  size_t n = 0;
  while (n < most && sl_calendar_month_start(calendar, (int)n + 1) - 1 <= at) {
    n++;
  }
  return n;
}
