/* Contract bases: which claims a stop-loss contract covers, by incurred and paid day.
 *
 *   default    incurred in the plan year, whenever paid
 *   a/b        12 stands for the plan year, whatever its length:
 *              incurred from max(0, a - 12) whole months before the plan year to its last day;
 *              paid by max(0, b - 12) months after it; where a > 12, not before it
 *   paid       incurred on or after `effective` (none: whenever), paid within the plan year
 *   dates      both windows given, inclusive
 *
 * Source: models/MODEL.md, "Stop-loss". Checked by tests/unit/test_contract_window.c.
 */
#ifndef SL_MODELS_STOPLOSS_WINDOW_H
#define SL_MODELS_STOPLOSS_WINDOW_H

#include "models/core/calendar.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Which claims the plan year's cost counts. */
typedef enum sl_accounting {
  SL_ACCOUNT_INCURRED, /* incurred in the plan year, whenever paid */
  SL_ACCOUNT_PAID      /* paid in the plan year, whenever incurred */
} sl_accounting_t;

typedef enum sl_contract_kind {
  SL_CONTRACT_DEFAULT,
  SL_CONTRACT_MONTHS, /* a/b */
  SL_CONTRACT_PAID,
  SL_CONTRACT_DATES
} sl_contract_kind_t;

#define SL_CONTRACT_YEAR 12 /* the plan year in a/b; more reach before or after it */

typedef struct sl_contract {
  sl_contract_kind_t kind;
  unsigned incurred_months, paid_months; /* a and b of MONTHS; SL_CONTRACT_YEAR .. 60 */
  bool has_effective;
  sl_date_t effective;                                      /* of PAID */
  sl_date_t incurred_from, incurred_to, paid_from, paid_to; /* of DATES */
  bool follows; /* of several plan years: claims incurred before the plan year that are paid up to
                   `held_to` are those of the contract before it */
  sl_date_t held_to;
} sl_contract_t;

/* Relative days, inclusive; INT32_MIN and INT32_MAX where there is no limit. */
typedef struct sl_window {
  int32_t incurred_from, incurred_to;
  int32_t paid_from, paid_to;
  int32_t held; /* what is incurred before day 0 and paid before this day is the earlier contract's
                   alone; 0 = nothing is */
} sl_window_t;

/* The contract of plan year k >= 0, dates of its windows moved to that year (an effective date
 * stays): `first` is year 0's, later[n_later] those that follow, the last of which stays. */
sl_contract_t sl_contract_of_year(const sl_contract_t *first, const sl_contract_t *later,
                                  size_t n_later, unsigned year);

sl_window_t sl_contract_window(const sl_contract_t *contract, const sl_calendar_t *calendar);

/* The window of the claim set C that the plan year's cost counts. */
sl_window_t sl_accounting_window(sl_accounting_t accounting, const sl_calendar_t *calendar);

/* All are compared: no branch on days that are random. */
static inline bool sl_window_holds(const sl_window_t *window, int32_t incurred, int32_t paid)
{
  return (incurred >= window->incurred_from) & (incurred <= window->incurred_to) &
         (paid >= window->paid_from) & (paid <= window->paid_to) &
         ((incurred >= 0) | (window->held == 0) | (paid >= window->held));
}

/* The window without what is incurred before a day; INT32_MIN leaves it as it is. */
sl_window_t sl_window_since(const sl_window_t *window, int32_t day);

bool sl_window_equal(const sl_window_t *a, const sl_window_t *b);

/* The contract's name: "12/15", "paid", "incurred in the plan year", "incurred 2026-01-01 to ...,
 * paid ...". text: size bytes; SL_CONTRACT_TEXT are always enough. */
#define SL_CONTRACT_TEXT 96
void sl_contract_describe(const sl_contract_t *contract, char *text, int size);

#endif
