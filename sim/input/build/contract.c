#include "sim/input/build/contract.h"

#include "models/funding/arrangement.h"
#include "sim/input/read/contract_text.h"
#include "sim/input/read/text.h"

#include <stdlib.h>

/* Without a start every date would be at fault, though only one is. */
static bool has_start(const sl_build_t *build)
{
  sl_date_t date;
  return sl_cursor_date(build->root, "start", &date);
}

/* Refuse the date that `name` gives in a window, or in the cover itself. */
static void refuse_date(const sl_build_t *build, sl_cursor_t map, const char *name,
                        const char *wrong, const char *allowed)
{
  char excerpt[SL_EXCERPT_TEXT];
  sl_source_fault(&build->source, sl_node_get(map.node, name), "%s.%s %s: %s; allowed: %s",
                  sl_schema_name(map.key), name, wrong,
                  sl_text_excerpt(sl_cursor_text(map, name), excerpt), allowed);
}

/* Both dates of a window; false where one is missing or wrong, which is reported. */
static bool read_window(const sl_build_t *build, sl_cursor_t window, sl_date_t *from, sl_date_t *to)
{
  if (!sl_cursor_is_map(window) || !sl_cursor_date(window, "from", from) ||
      !sl_cursor_date(window, "to", to)) {
    return false;
  }
  if (sl_date_serial(*from) > sl_date_serial(*to)) {
    refuse_date(build, window, "from", "is after the end of its window",
                "the date of `to`, or an earlier one");
    return false;
  }
  return true;
}

/* Windows that hold claims nobody simulates, or none at all. */
static void check_windows(const sl_build_t *build, sl_cursor_t map, const sl_contract_t *contract)
{
  const sl_calendar_t *calendar = &build->scenario->calendar;
  const sl_window_t window = sl_contract_window(contract, calendar);
  const sl_cursor_t incurred = sl_cursor_child(map, "incurred");
  if (window.incurred_to > calendar->last_day) {
    refuse_date(build, incurred, "to", "is after the plan year",
                "its last day or earlier, since claims of later years are not simulated");
  }
  if (window.incurred_from < sl_calendar_month_start(calendar, -SL_MONTHS_BEFORE)) {
    refuse_date(build, incurred, "from", "is too long before the plan year",
                "at most 5 years before its first day, since earlier claims are not simulated");
  }
  if (window.paid_to < window.incurred_from) {
    refuse_date(build, sl_cursor_child(map, "paid"), "to",
                "is before any covered claim is incurred",
                "the date of incurred.from or later, since no claim is paid before it is incurred");
  }
}

static sl_contract_t contract_of_dates(const sl_build_t *build, sl_cursor_t map)
{
  sl_contract_t dates = {.kind = SL_CONTRACT_DATES};
  const bool incurred = read_window(build, sl_cursor_child(map, "incurred"), &dates.incurred_from,
                                    &dates.incurred_to);
  const bool paid =
      read_window(build, sl_cursor_child(map, "paid"), &dates.paid_from, &dates.paid_to);
  if (!incurred || !paid) {
    return (sl_contract_t){.kind = SL_CONTRACT_DEFAULT};
  }
  if (has_start(build)) {
    check_windows(build, map, &dates);
  }
  return dates;
}

/* Of those by plan year that are paid contracts. */
static void bind_effective(const sl_build_t *build, sl_cursor_t cover,
                           sl_build_contracts_t *contracts)
{
  sl_date_t effective;
  bool paid = contracts->first.kind == SL_CONTRACT_PAID;
  if (sl_node_get(cover.node, "effective") == NULL ||
      !sl_cursor_date(cover, "effective", &effective)) {
    return;
  }
  contracts->first.effective = effective;
  for (size_t i = 0; i < contracts->n_later; i++) {
    paid = paid || contracts->later[i].kind == SL_CONTRACT_PAID;
    contracts->later[i].effective = effective;
    contracts->later[i].has_effective = contracts->later[i].kind == SL_CONTRACT_PAID;
  }
  if (!paid) {
    refuse_date(build, cover, "effective", "needs contract: paid beside it",
                "with contract: paid only; other contracts say themselves which claims count");
    return;
  }
  const sl_calendar_t *calendar = &build->scenario->calendar;
  contracts->first.has_effective = contracts->first.kind == SL_CONTRACT_PAID;
  if (has_start(build) && sl_calendar_day(calendar, effective) > calendar->last_day) {
    refuse_date(build, cover, "effective", "is after the plan year, so nothing would be covered",
                "its last day or earlier");
  }
}

void sl_build_since(const sl_build_t *build, sl_cursor_t item, sl_arrangement_t *arrangement)
{
  if (sl_node_get(item.node, "since") == NULL ||
      !sl_cursor_date(item, "since", &arrangement->since)) {
    return;
  }
  arrangement->has_since = true;
  if (has_start(build) && sl_calendar_day(&build->scenario->calendar, arrangement->since) > 0) {
    refuse_date(build, item, "since",
                "is after the plan year's first day, so the year would be the employer's in part",
                "its first day or earlier; for a plan that begins later, a later start with fewer "
                "months");
  }
}

/* Year by year; the schema has reported what is no basis. */
static int bind_by_year(const sl_build_t *build, sl_cursor_t list, sl_build_contracts_t *contracts)
{
  const size_t n = sl_cursor_length(list);
  if (n == 0 || n > SL_PLAN_YEARS_MAX) {
    sl_source_fault(
        &build->source, list.node,
        "the list of contracts has %zu items; allowed: 1 to %d, one for each plan year, "
        "of which the last stays",
        n, SL_PLAN_YEARS_MAX);
    return SL_OK;
  }
  contracts->later = calloc(n, sizeof *contracts->later);
  for (size_t i = 0; i < n && contracts->later != NULL; i++) {
    const sl_node_t *item = &list.node->items[i];
    sl_contract_t *contract = i == 0 ? &contracts->first : &contracts->later[i - 1];
    if (item->kind == SL_NODE_SCALAR) {
      sl_contract_parse(item->text, contract);
    }
  }
  contracts->n_later = contracts->later != NULL ? n - 1 : 0;
  return contracts->later != NULL ? SL_OK : SL_ERR_MEMORY;
}

int sl_build_contracts(const sl_build_t *build, sl_cursor_t cover, sl_build_contracts_t *contracts)
{
  const sl_cursor_t child = sl_cursor_child(cover, "contract");
  int code = SL_OK;
  *contracts = (sl_build_contracts_t){.first = {.kind = SL_CONTRACT_DEFAULT}};
  if (sl_cursor_is_map(child)) {
    contracts->first = contract_of_dates(build, child);
  } else if (sl_cursor_is_scalar(child)) {
    sl_contract_parse(child.node->text, &contracts->first); /* the schema reports what is none */
  } else if (child.node != NULL && child.node->kind == SL_NODE_LIST) {
    code = bind_by_year(build, child, contracts);
  }
  bind_effective(build, cover, contracts);
  return code;
}

unsigned sl_build_terminal_months(const sl_build_t *build, sl_cursor_t cover,
                                  const sl_contract_t *contract)
{
  const sl_calendar_t *calendar = &build->scenario->calendar;
  const sl_cursor_t option = sl_cursor_child(cover, "terminal_liability");
  if (!sl_cursor_is_map(option)) {
    return 0;
  }
  const unsigned months = (unsigned)sl_cursor_whole(option, "months");
  const sl_window_t window = sl_contract_window(contract, calendar);
  if (months > 0 &&
      window.paid_to >= sl_calendar_month_start(calendar, (int)(calendar->months + months)) - 1) {
    sl_source_fault(&build->source, sl_node_get(option.node, "months"),
                    "terminal_liability adds nothing: the contract covers claims paid %u months "
                    "after the plan year in any case; allowed: with a contract that ends earlier, "
                    "such as 12/12",
                    months);
  }
  return months;
}

static bool runs_in(const sl_build_t *build, const sl_contract_t *contract)
{
  return sl_contract_window(contract, &build->scenario->calendar).incurred_from < 0;
}

bool sl_build_runs_in(const sl_build_t *build, const sl_build_contracts_t *contracts)
{
  bool any = runs_in(build, &contracts->first);
  for (size_t i = 0; i < contracts->n_later; i++) {
    any = any || runs_in(build, &contracts->later[i]);
  }
  return any;
}
