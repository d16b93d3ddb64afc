#include "models/stoploss/window.h"

#include <stdio.h>

static int beyond_year(unsigned months)
{
  return months > SL_CONTRACT_YEAR ? (int)(months - SL_CONTRACT_YEAR) : 0;
}

static sl_window_t window_of_months(const sl_contract_t *contract, const sl_calendar_t *calendar)
{
  const int before = beyond_year(contract->incurred_months);
  const int after = beyond_year(contract->paid_months);
  const int first = sl_calendar_month_start(calendar, -before);
  return (sl_window_t){
      .incurred_from = first,
      .incurred_to = calendar->last_day,
      .paid_from = before > 0 ? 0 : first,
      .paid_to = sl_calendar_month_start(calendar, (int)calendar->months + after) - 1,
  };
}

static sl_date_t years_later(sl_date_t date, unsigned years)
{
  return sl_date_add_months(date, (int)years * SL_MONTHS_PER_YEAR);
}

sl_contract_t sl_contract_of_year(const sl_contract_t *first, const sl_contract_t *later,
                                  size_t n_later, unsigned year)
{
  const size_t place = year <= n_later ? year : n_later;
  sl_contract_t contract = place == 0 ? *first : later[place - 1];
  if (contract.kind == SL_CONTRACT_DATES) {
    contract.incurred_from = years_later(contract.incurred_from, year);
    contract.incurred_to = years_later(contract.incurred_to, year);
    contract.paid_from = years_later(contract.paid_from, year);
    contract.paid_to = years_later(contract.paid_to, year);
  }
  return contract;
}

static sl_window_t basis_window(const sl_contract_t *contract, const sl_calendar_t *calendar)
{
  switch (contract->kind) {
  case SL_CONTRACT_MONTHS:
    return window_of_months(contract, calendar);
  case SL_CONTRACT_PAID:
    return (sl_window_t){
        .incurred_from =
            contract->has_effective ? sl_calendar_day(calendar, contract->effective) : INT32_MIN,
        .incurred_to = calendar->last_day,
        .paid_from = 0,
        .paid_to = calendar->last_day,
    };
  case SL_CONTRACT_DATES:
    return (sl_window_t){
        .incurred_from = sl_calendar_day(calendar, contract->incurred_from),
        .incurred_to = sl_calendar_day(calendar, contract->incurred_to),
        .paid_from = sl_calendar_day(calendar, contract->paid_from),
        .paid_to = sl_calendar_day(calendar, contract->paid_to),
    };
  case SL_CONTRACT_DEFAULT:
    break;
  }
  return sl_accounting_window(SL_ACCOUNT_INCURRED, calendar);
}

sl_window_t sl_contract_window(const sl_contract_t *contract, const sl_calendar_t *calendar)
{
  sl_window_t window = basis_window(contract, calendar);
  window.held = contract->follows ? sl_calendar_day(calendar, contract->held_to) + 1 : 0;
  return window;
}

sl_window_t sl_accounting_window(sl_accounting_t accounting, const sl_calendar_t *calendar)
{
  if (accounting == SL_ACCOUNT_PAID) {
    return (sl_window_t){INT32_MIN, calendar->last_day, 0, calendar->last_day, 0};
  }
  return (sl_window_t){0, calendar->last_day, INT32_MIN, INT32_MAX, 0};
}

sl_window_t sl_window_since(const sl_window_t *window, int32_t day)
{
  sl_window_t since = *window;
  since.incurred_from = day > since.incurred_from ? day : since.incurred_from;
  return since;
}

bool sl_window_equal(const sl_window_t *a, const sl_window_t *b)
{
  return a->incurred_from == b->incurred_from && a->incurred_to == b->incurred_to &&
         a->paid_from == b->paid_from && a->paid_to == b->paid_to && a->held == b->held;
}

#define DATE "%04d-%02d-%02d"
#define DATE_OF(d) (d).year, (d).month, (d).day

void sl_contract_describe(const sl_contract_t *contract, char *text, int size)
{
  const size_t room = (size_t)size;
  switch (contract->kind) {
  case SL_CONTRACT_MONTHS:
    snprintf(text, room, "%u/%u", contract->incurred_months, contract->paid_months);
    return;
  case SL_CONTRACT_PAID:
    if (contract->has_effective) {
      snprintf(text, room, "paid, incurred since " DATE, DATE_OF(contract->effective));
    } else {
      snprintf(text, room, "paid");
    }
    return;
  case SL_CONTRACT_DATES:
    snprintf(text, room, "incurred " DATE " to " DATE ", paid " DATE " to " DATE,
             DATE_OF(contract->incurred_from), DATE_OF(contract->incurred_to),
             DATE_OF(contract->paid_from), DATE_OF(contract->paid_to));
    return;
  case SL_CONTRACT_DEFAULT:
    break;
  }
  snprintf(text, room, "incurred in the plan year");
}
