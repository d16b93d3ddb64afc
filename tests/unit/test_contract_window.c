/* Every contract basis: its first and last days, incurred and paid, by date. */
#include "models/stoploss/window.h"
#include "tests/support/harness.h"

#include <string.h>

static sl_calendar_t calendar_of(sl_date_t start, unsigned months)
{
  sl_calendar_t calendar;
  sl_calendar_init(&calendar, start, months);
  return calendar;
}

static sl_contract_t basis(unsigned incurred, unsigned paid)
{
  return (sl_contract_t){
      .kind = SL_CONTRACT_MONTHS, .incurred_months = incurred, .paid_months = paid};
}

/* The window of a contract, as dates. */
static void holds(const sl_contract_t *contract, const sl_calendar_t *calendar,
                  sl_date_t incurred_from, sl_date_t incurred_to, sl_date_t paid_from,
                  sl_date_t paid_to)
{
  const sl_window_t window = sl_contract_window(contract, calendar);
  CU_ASSERT_EQUAL(window.incurred_from, sl_calendar_day(calendar, incurred_from));
  CU_ASSERT_EQUAL(window.incurred_to, sl_calendar_day(calendar, incurred_to));
  CU_ASSERT_EQUAL(window.paid_from, sl_calendar_day(calendar, paid_from));
  CU_ASSERT_EQUAL(window.paid_to, sl_calendar_day(calendar, paid_to));
}

static void in_2026(unsigned incurred, unsigned paid, sl_date_t incurred_from, sl_date_t paid_to)
{
  const sl_calendar_t calendar = calendar_of((sl_date_t){2026, 1, 1}, 12);
  const sl_contract_t contract = basis(incurred, paid);
  holds(&contract, &calendar, incurred_from, (sl_date_t){2026, 12, 31}, (sl_date_t){2026, 1, 1},
        paid_to);
}

static void bases_of_a_calendar_year(void)
{
  const sl_date_t start = {2026, 1, 1}, end = {2026, 12, 31};
  in_2026(12, 12, start, end);
  in_2026(12, 15, start, (sl_date_t){2027, 3, 31});
  in_2026(12, 18, start, (sl_date_t){2027, 6, 30});
  in_2026(12, 24, start, (sl_date_t){2027, 12, 31});
  in_2026(15, 12, (sl_date_t){2025, 10, 1}, end);
  in_2026(18, 12, (sl_date_t){2025, 7, 1}, end);
  in_2026(24, 12, (sl_date_t){2025, 1, 1}, end);
  in_2026(60, 12, (sl_date_t){2022, 1, 1}, end);
}

/* The leap day ends the run-out of 12/14 in 2027; run-in of a month from March 1, 2024 has 29 days.
 */
static void leap_years(void)
{
  sl_calendar_t calendar = calendar_of((sl_date_t){2027, 1, 1}, 12);
  sl_contract_t contract = basis(12, 14);
  holds(&contract, &calendar, (sl_date_t){2027, 1, 1}, (sl_date_t){2027, 12, 31},
        (sl_date_t){2027, 1, 1}, (sl_date_t){2028, 2, 29});
  calendar = calendar_of((sl_date_t){2024, 3, 1}, 12);
  contract = basis(13, 12);
  holds(&contract, &calendar, (sl_date_t){2024, 2, 1}, (sl_date_t){2025, 2, 28},
        (sl_date_t){2024, 3, 1}, (sl_date_t){2025, 2, 28});
  CU_ASSERT_EQUAL(sl_contract_window(&contract, &calendar).incurred_from, -29);
}

/* From the 15th: months of the contract run from 15th to 14th. */
static void a_plan_year_from_the_15th(void)
{
  const sl_calendar_t calendar = calendar_of((sl_date_t){2026, 4, 15}, 12);
  sl_contract_t contract = basis(12, 15);
  holds(&contract, &calendar, (sl_date_t){2026, 4, 15}, (sl_date_t){2027, 4, 14},
        (sl_date_t){2026, 4, 15}, (sl_date_t){2027, 7, 14});
  contract = basis(15, 12);
  holds(&contract, &calendar, (sl_date_t){2026, 1, 15}, (sl_date_t){2027, 4, 14},
        (sl_date_t){2026, 4, 15}, (sl_date_t){2027, 4, 14});
}

/* From January 31: a month later is February 28, so 12/13 ends on February 27; two months before is
 * November 30, three October 31. */
static void a_plan_year_from_the_31st(void)
{
  const sl_calendar_t calendar = calendar_of((sl_date_t){2026, 1, 31}, 12);
  sl_contract_t contract = basis(12, 13);
  holds(&contract, &calendar, (sl_date_t){2026, 1, 31}, (sl_date_t){2027, 1, 30},
        (sl_date_t){2026, 1, 31}, (sl_date_t){2027, 2, 27});
  contract = basis(14, 12);
  holds(&contract, &calendar, (sl_date_t){2025, 11, 30}, (sl_date_t){2027, 1, 30},
        (sl_date_t){2026, 1, 31}, (sl_date_t){2027, 1, 30});
  contract = basis(15, 12);
  holds(&contract, &calendar, (sl_date_t){2025, 10, 31}, (sl_date_t){2027, 1, 30},
        (sl_date_t){2026, 1, 31}, (sl_date_t){2027, 1, 30});
}

/* Six months from July: run-in and run-out are counted from its own ends. */
static void a_short_plan_year(void)
{
  const sl_calendar_t calendar = calendar_of((sl_date_t){2026, 7, 1}, 6);
  sl_contract_t contract = basis(12, 15);
  holds(&contract, &calendar, (sl_date_t){2026, 7, 1}, (sl_date_t){2026, 12, 31},
        (sl_date_t){2026, 7, 1}, (sl_date_t){2027, 3, 31});
  contract = basis(15, 12);
  holds(&contract, &calendar, (sl_date_t){2026, 4, 1}, (sl_date_t){2026, 12, 31},
        (sl_date_t){2026, 7, 1}, (sl_date_t){2026, 12, 31});
}

static void paid_with_and_without_effective(void)
{
  const sl_calendar_t calendar = calendar_of((sl_date_t){2026, 1, 1}, 12);
  sl_contract_t contract = {.kind = SL_CONTRACT_PAID};
  const sl_window_t window = sl_contract_window(&contract, &calendar);
  CU_ASSERT_EQUAL(window.incurred_from, INT32_MIN);
  CU_ASSERT_EQUAL(window.incurred_to, 364);
  CU_ASSERT_EQUAL(window.paid_from, 0);
  CU_ASSERT_EQUAL(window.paid_to, 364);
  contract.has_effective = true;
  contract.effective = (sl_date_t){2024, 7, 1};
  holds(&contract, &calendar, (sl_date_t){2024, 7, 1}, (sl_date_t){2026, 12, 31},
        (sl_date_t){2026, 1, 1}, (sl_date_t){2026, 12, 31});
}

static void dates_are_taken_as_given(void)
{
  const sl_calendar_t calendar = calendar_of((sl_date_t){2026, 1, 1}, 12);
  const sl_contract_t contract = {.kind = SL_CONTRACT_DATES,
                                  .incurred_from = {2025, 10, 1},
                                  .incurred_to = {2026, 9, 30},
                                  .paid_from = {2025, 12, 15},
                                  .paid_to = {2027, 1, 31}};
  holds(&contract, &calendar, contract.incurred_from, contract.incurred_to, contract.paid_from,
        contract.paid_to);
}

/* Days are inclusive at every end, and just that. */
static void ends_are_inclusive(void)
{
  const sl_calendar_t calendar = calendar_of((sl_date_t){2026, 1, 1}, 12);
  const sl_contract_t contract = basis(15, 12); /* incurred from October 1, 2025: day -92 */
  const sl_window_t window = sl_contract_window(&contract, &calendar);
  CU_ASSERT_TRUE(sl_window_holds(&window, -92, 0));
  CU_ASSERT_FALSE(sl_window_holds(&window, -93, 0));
  CU_ASSERT_FALSE(sl_window_holds(&window, -92, -1));
  CU_ASSERT_TRUE(sl_window_holds(&window, 364, 364));
  CU_ASSERT_FALSE(sl_window_holds(&window, 364, 365));
  CU_ASSERT_FALSE(sl_window_holds(&window, 365, 364));
}

/* Without a contract: incurred in the plan year, whenever paid; so too C by incurred accounting. By
 * paid accounting C is paid in the plan year, whenever incurred. */
static void the_default_and_the_accounting(void)
{
  const sl_calendar_t calendar = calendar_of((sl_date_t){2024, 1, 1}, 12);
  const sl_contract_t contract = {0};
  const sl_window_t window = sl_contract_window(&contract, &calendar);
  CU_ASSERT_TRUE(sl_window_holds(&window, 0, 0));
  CU_ASSERT_TRUE(sl_window_holds(&window, 365, 100000));
  CU_ASSERT_FALSE(sl_window_holds(&window, -1, 0));
  CU_ASSERT_FALSE(sl_window_holds(&window, 366, 366));
  const sl_window_t incurred = sl_accounting_window(SL_ACCOUNT_INCURRED, &calendar);
  CU_ASSERT_TRUE(sl_window_equal(&window, &incurred));
  const sl_window_t paid = sl_accounting_window(SL_ACCOUNT_PAID, &calendar);
  CU_ASSERT_FALSE(sl_window_equal(&window, &paid));
  CU_ASSERT_TRUE(sl_window_holds(&paid, -2000, 0));
  CU_ASSERT_TRUE(sl_window_holds(&paid, 365, 365));
  CU_ASSERT_FALSE(sl_window_holds(&paid, -2000, -1));
  CU_ASSERT_FALSE(sl_window_holds(&paid, 100, 366));
}

static void windows_differ_by_any_end(void)
{
  const sl_window_t window = {1, 2, 3, 4, 5};
  const sl_window_t others[] = {{0, 2, 3, 4, 5}, {1, 0, 3, 4, 5}, {1, 2, 0, 4, 5}, {1, 2, 3, 0, 5}, {1, 2, 3, 4, 0}};
  CU_ASSERT_TRUE(sl_window_equal(&window, &window));
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
    CU_ASSERT_FALSE(sl_window_equal(&window, &others[i]));
  }
}

static void described(sl_contract_t contract, const char *expected)
{
  char text[SL_CONTRACT_TEXT];
  sl_contract_describe(&contract, text, sizeof text);
  CU_ASSERT_STRING_EQUAL(text, expected);
}

static void contracts_have_their_names(void)
{
  described((sl_contract_t){0}, "incurred in the plan year");
  described(basis(12, 15), "12/15");
  described((sl_contract_t){.kind = SL_CONTRACT_PAID}, "paid");
  described(
      (sl_contract_t){.kind = SL_CONTRACT_PAID, .has_effective = true, .effective = {2024, 7, 1}},
      "paid, incurred since 2024-07-01");
  described((sl_contract_t){.kind = SL_CONTRACT_DATES,
                            .incurred_from = {2025, 10, 1},
                            .incurred_to = {2026, 9, 30},
                            .paid_from = {2025, 12, 15},
                            .paid_to = {2027, 1, 31}},
            "incurred 2025-10-01 to 2026-09-30, paid 2025-12-15 to 2027-01-31");
}

SL_SUITE(contract_window, "unit/contract_window",
         {"bases of a calendar year", bases_of_a_calendar_year}, {"leap years", leap_years},
         {"a plan year from the 15th", a_plan_year_from_the_15th},
         {"a plan year from the 31st", a_plan_year_from_the_31st},
         {"a short plan year", a_short_plan_year},
         {"paid with and without effective", paid_with_and_without_effective},
         {"dates are taken as given", dates_are_taken_as_given},
         {"ends are inclusive", ends_are_inclusive},
         {"the default and the accounting", the_default_and_the_accounting},
         {"windows differ by any end", windows_differ_by_any_end},
         {"contracts have their names", contracts_have_their_names});
