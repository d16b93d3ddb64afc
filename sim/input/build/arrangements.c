#include "sim/input/scenario/arrangements.h"
#include "models/claims/service.h"
#include "models/funding/uncovered.h"
#include "models/severity/severity.h"
#include "sim/input/build/build.h"
#include "sim/input/build/charges.h"
#include "sim/input/build/contract.h"
#include "sim/input/build/kinds.h"
#include "sim/input/build/prices.h"
#include "sim/input/build/quote.h"
#include "sim/input/build/renewal.h"
#include "sim/input/build/stoploss.h"
#include "sim/input/read/text.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/schema/common.h"

#include <stdlib.h>

static sl_budget_t bind_budget(const sl_build_t *build, sl_cursor_t map)
{
  static const char *const ways[] = {"amount", "of_expected", "quantile"};
  static const sl_budget_kind_t kinds[] = {SL_BUDGET_AMOUNT, SL_BUDGET_OF_EXPECTED,
                                           SL_BUDGET_QUANTILE};
  if (!sl_cursor_is_map(map)) {
    return (sl_budget_t){SL_BUDGET_EXPECTED, 1.0};
  }
  const int way = sl_build_exactly_one(build, map, "budget", ways, 3);
  if (way < 0) {
    return (sl_budget_t){SL_BUDGET_EXPECTED, 1.0};
  }
  return (sl_budget_t){kinds[way], sl_cursor_number(map, ways[way])};
}

/* Premiums and terms; the stop-loss before them. */
static void bind_prices(const sl_build_t *build, sl_cursor_t item, sl_arrangement_t *arrangement)
{
  const sl_cursor_t budget = sl_cursor_child(item, "budget");
  arrangement->premium = sl_build_premium(build, sl_cursor_child(item, "premium"));
  arrangement->budget = bind_budget(build, budget);
  arrangement->budget_by_experience =
      sl_cursor_is_map(budget) && sl_cursor_choice(budget, "renewal") == 1;
  sl_build_renewal(build, item, arrangement);
  sl_build_contributions(build, item, arrangement);
  sl_build_kind_terms(build, item, arrangement);
}

static int bind_arrangement(const sl_build_t *build, sl_cursor_t item, const sl_build_fees_t *all,
                            sl_arrangement_t *arrangement)
{
  const char *name = sl_cursor_text(item, "name"), *kind = sl_cursor_text(item, "kind");
  const sl_cursor_t specific = sl_cursor_child(item, "specific");
  const sl_cursor_t aggregate = sl_cursor_child(item, "aggregate");
  arrangement->kind = kind != NULL ? sl_arrangement_kind(kind) : NULL;
  arrangement->name = sl_text_copy(name != NULL ? name : "");
  int code = arrangement->name == NULL ? SL_ERR_MEMORY : SL_OK;
  if (arrangement->kind != NULL) {
    sl_build_check_kind(build, item, arrangement->kind);
  }
  sl_build_since(build, item, arrangement);
  if (code == SL_OK) {
    code = sl_build_fees(build, item, all, arrangement);
  }
  if (code == SL_OK) {
    code = sl_build_taxes(build, item, arrangement);
  }
  if (code == SL_OK && sl_cursor_is_map(specific)) {
    code = sl_build_specific(build, specific, arrangement);
  }
  if (code == SL_OK && sl_cursor_is_map(aggregate)) {
    code = sl_build_aggregate(build, aggregate, arrangement);
  }
  if (code == SL_OK) {
    code = sl_build_insured_lines(build, item, arrangement);
  }
  if (code == SL_OK) {
    code = sl_build_quote(build, item, &arrangement->quoted);
  }
  bind_prices(build, item, arrangement);
  return code;
}

int sl_build_arrangements(sl_build_t *build)
{
  const sl_cursor_t list = sl_cursor_child(build->root, "arrangements");
  sl_scenario_t *s = build->scenario;
  const size_t n = sl_cursor_length(list);
  int code = sl_schema_unique_names(&build->source, list);
  if (n > SL_ARRANGEMENTS_MAX) {
    sl_source_fault(&build->source, &list.node->items[SL_ARRANGEMENTS_MAX],
                    "too many arrangements: %zu; allowed: %d, as many as a result holds", n,
                    SL_ARRANGEMENTS_MAX);
  }
  build->parts.arrangements->list = calloc(n + 1, sizeof *s->arrangements->list);
  if (s->arrangements->list == NULL) {
    return SL_ERR_MEMORY;
  }
  sl_build_fees_t all;
  const int fees = sl_build_fee_list(build, sl_cursor_child(build->root, "fees"), &all);
  code = code == SL_OK ? fees : code;
  for (size_t i = 0; i < n && code == SL_OK; i++) {
    const sl_cursor_t item = sl_cursor_item(list, i);
    if (sl_cursor_is_map(item)) {
      code = bind_arrangement(build, item, &all,
                              &build->parts.arrangements->list[build->parts.arrangements->n++]);
    }
  }
  sl_build_fee_list_free(&all);
  if (code == SL_OK) {
    sl_build_then(build, list);
  }
  return code;
}

int sl_build_longest_lag(const sl_scenario_t *s)
{
  int longest = 0;
  for (size_t i = 0; i < s->claims->n_services; i++) {
    const int lag = sl_service_longest_lag(&s->claims->services[i]);
    longest = lag > longest ? lag : longest;
  }
  return longest;
}

void sl_build_uncovered(sl_build_t *build)
{
  sl_scenario_t *s = build->scenario;
  const int lag = sl_build_longest_lag(s);
  for (size_t i = 0; i < s->arrangements->n; i++) {
    s->arrangements->list[i].counts_earlier_years =
        s->arrangements->accounting == SL_ACCOUNT_PAID && lag > 0;
    s->arrangements->list[i].leaves =
        sl_arrangement_leaves(&s->arrangements->list[i], &s->calendar, s->arrangements->accounting,
                              s->claims->n_services, lag);
  }
}
