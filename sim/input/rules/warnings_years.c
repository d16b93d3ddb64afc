/* Warnings about several plan years. */
#include "models/claims/service.h"
#include "models/funding/renewal_terms.h"
#include "sim/input/rules/warnings.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"

#include <math.h>

/* One arrangement of several plan years. */
typedef struct looked_at {
  const sl_warner_t *warner;
  const sl_arrangement_t *arrangement;
  sl_cursor_t item;
} looked_at_t;

/* A cover's contracts by plan year. */
typedef struct contracts {
  const sl_contract_t *first, *later;
  size_t n_later;
} contracts_t;

static int32_t moved(int32_t day, int days)
{
  return day == INT32_MIN || day == INT32_MAX ? day : day + days;
}

/* The window of plan year k's contract, in days from the first day of year 0. */
static sl_window_t window_of(const looked_at_t *at, const contracts_t *contracts, unsigned year)
{
  const sl_date_t start = at->warner->build->scenario->start;
  const sl_contract_t contract =
      sl_contract_of_year(contracts->first, contracts->later, contracts->n_later, year);
  sl_calendar_t calendar;
  sl_calendar_init(&calendar, sl_date_add_months(start, (int)year * SL_MONTHS_PER_YEAR),
                   SL_PLAN_MONTHS_MAX);
  const int days = sl_date_serial(calendar.start) - sl_date_serial(start);
  const sl_window_t window = sl_contract_window(&contract, &calendar);
  return (sl_window_t){moved(window.incurred_from, days), moved(window.incurred_to, days),
                       moved(window.paid_from, days), moved(window.paid_to, days), 0};
}

/* Whether a claim can lie in both: no claim is paid before it is incurred. */
static bool overlap(const sl_window_t *a, const sl_window_t *b)
{
  const int32_t incurred_from =
      a->incurred_from > b->incurred_from ? a->incurred_from : b->incurred_from;
  const int32_t incurred_to = a->incurred_to < b->incurred_to ? a->incurred_to : b->incurred_to;
  const int32_t paid_from = a->paid_from > b->paid_from ? a->paid_from : b->paid_from;
  const int32_t paid_to = a->paid_to < b->paid_to ? a->paid_to : b->paid_to;
  return incurred_from <= incurred_to && paid_from <= paid_to && incurred_from <= paid_to;
}

/* The first pair of plan years whose contracts overlap; false: none. */
static bool find_overlap(const looked_at_t *at, const contracts_t *contracts, unsigned *before,
                         unsigned *after)
{
  const unsigned years = at->warner->build->scenario->ahead.years;
  for (*after = 1; *after < years; (*after)++) {
    const sl_window_t window = window_of(at, contracts, *after);
    for (*before = 0; *before < *after; (*before)++) {
      const sl_window_t earlier = window_of(at, contracts, *before);
      if (overlap(&earlier, &window)) {
        return true;
      }
    }
  }
  return false;
}

/* Whether a later plan year's contract can hold claims from before the plan year before it. */
static bool reaches_two_years(const looked_at_t *at, const contracts_t *contracts)
{
  const sl_scenario_t *s = at->warner->build->scenario;
  int32_t lag = 0;
  bool reaches = false;
  for (size_t i = 0; i < s->claims->n_services; i++) {
    const int32_t own = sl_service_longest_lag(&s->claims->services[i]);
    lag = own > lag ? own : lag;
  }
  for (unsigned k = 1; k < s->ahead.years; k++) {
    const int32_t before =
        sl_date_serial(sl_date_add_months(s->start, (int)(k - 1) * SL_MONTHS_PER_YEAR)) -
        sl_date_serial(s->start);
    const sl_window_t window = window_of(at, contracts, k);
    reaches = reaches || (window.incurred_from < before && window.paid_from < before + lag);
  }
  return reaches;
}

static void look_at_reach(const looked_at_t *at, const char *name, const contracts_t *contracts)
{
  char excerpt[SL_EXCERPT_TEXT];
  if (reaches_two_years(at, contracts)) {
    const sl_cursor_t cover = sl_cursor_child(at->item, name);
    const sl_node_t *node = sl_node_get(cover.node, "contract");
    sl_source_fault(&at->warner->source, node != NULL ? node : cover.node,
                    "arrangement %s: a contract of its %s can hold claims from more than a plan "
                    "year before it: what it pays for them counts in the year just before it",
                    sl_text_excerpt(at->arrangement->name, excerpt), name);
  }
}

static void look_at_contracts(const looked_at_t *at, const char *name, const contracts_t *contracts)
{
  const sl_cursor_t cover = sl_cursor_child(at->item, name);
  const sl_node_t *node = sl_node_get(cover.node, "contract");
  unsigned before, after;
  look_at_reach(at, name, contracts);
  if (!find_overlap(at, contracts, &before, &after)) {
    return;
  }
  char excerpt[SL_EXCERPT_TEXT];
  sl_source_fault(&at->warner->source, node != NULL ? node : cover.node,
                  "arrangement %s: some claims lie in two contracts of its %s, those of plan years "
                  "%u and %u: the earlier one alone covers them",
                  sl_text_excerpt(at->arrangement->name, excerpt), name, before + 1, after + 1);
}

static void look_at_terms(const looked_at_t *at)
{
  const sl_arrangement_t *a = at->arrangement;
  const unsigned years = at->warner->build->scenario->ahead.years;
  char excerpt[SL_EXCERPT_TEXT];
  if (a->then.year > years) {
    sl_source_fault(&at->warner->source, sl_node_get(at->item.node, "then"),
                    "arrangement %s is followed by another from plan year %u on, after the last of "
                    "%u: nothing follows it",
                    sl_text_excerpt(a->name, excerpt), a->then.year, years);
  }
  if (a->budget_by_experience && isnan(a->renewal.full)) {
    sl_source_fault(&at->warner->source, sl_node_get(at->item.node, "budget"),
                    "the budget of arrangement %s renews by experience, whose weight is 0 without "
                    "renewal.full",
                    sl_text_excerpt(a->name, excerpt));
  }
}

void sl_warn_years(const sl_warner_t *warner)
{
  const sl_scenario_t *s = warner->build->scenario;
  const sl_cursor_t list = sl_cursor_child(warner->build->root, "arrangements");
  for (size_t i = 0; i < s->arrangements->n && s->ahead.years > 1; i++) {
    const sl_arrangement_t *a = &s->arrangements->list[i];
    const looked_at_t at = {warner, a, sl_cursor_item(list, i)};
    look_at_terms(&at);
    if (a->has_specific) {
      look_at_contracts(
          &at, "specific",
          &(contracts_t){&a->specific.contract, a->specific.later, a->specific.n_later});
    }
    if (a->has_aggregate) {
      look_at_contracts(
          &at, "aggregate",
          &(contracts_t){&a->aggregate.contract, a->aggregate.later, a->aggregate.n_later});
    }
  }
}
