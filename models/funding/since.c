/* From which day the employer bears claims, and which claims an arrangement counts by it. */
#include "models/funding/since.h"

#include "models/funding/arrangement.h"

static int32_t earlier(int32_t a, int32_t b) { return a < b ? a : b; }

int32_t sl_arrangement_since(const sl_arrangement_t *arrangement, const sl_calendar_t *calendar,
                             sl_accounting_t accounting)
{
  if (arrangement->has_since) {
    return sl_calendar_day(calendar, arrangement->since);
  }
  if (accounting == SL_ACCOUNT_PAID) {
    return INT32_MIN;
  }
  int32_t first = 0;
  if (arrangement->has_specific) {
    first =
        earlier(first, sl_contract_window(&arrangement->specific.contract, calendar).incurred_from);
  }
  if (arrangement->has_aggregate) {
    first = earlier(first,
                    sl_contract_window(&arrangement->aggregate.contract, calendar).incurred_from);
  }
  return first;
}

sl_window_t sl_arrangement_counted(const sl_arrangement_t *arrangement,
                                   const sl_calendar_t *calendar, sl_accounting_t accounting)
{
  const sl_window_t counted = sl_accounting_window(accounting, calendar);
  return sl_window_since(&counted, sl_arrangement_since(arrangement, calendar, accounting));
}

sl_window_t sl_arrangement_window(const sl_arrangement_t *arrangement,
                                  const sl_contract_t *contract, const sl_calendar_t *calendar,
                                  sl_accounting_t accounting)
{
  const sl_window_t window = sl_contract_window(contract, calendar);
  return sl_window_since(&window, sl_arrangement_since(arrangement, calendar, accounting));
}
