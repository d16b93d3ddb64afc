#include "sim/input/scenario_build.h"
#include "sim/input/scenario_prices.h"
#include "sim/input/scenario_stoploss.h"
#include "sim/input/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int bind_fees(sl_cursor_t list, sl_arrangement_t *arrangement)
{
  const size_t n = sl_cursor_length(list);
  arrangement->fees = calloc(n + 1, sizeof *arrangement->fees);
  if (arrangement->fees == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < n; i++) {
    const sl_cursor_t item = sl_cursor_item(list, i);
    if (!sl_cursor_is_map(item)) {
      continue;
    }
    const char *name = sl_cursor_text(item, "name");
    const int per = sl_cursor_choice(item, "per");
    sl_fee_t *fee = &arrangement->fees[arrangement->n_fees++];
    *fee = (sl_fee_t){.name = sl_text_copy(name != NULL ? name : ""),
                      .amount = sl_cursor_number(item, "amount"),
                      .per = per >= 0 ? (sl_per_t)per : SL_PER_YEAR};
    if (fee->name == NULL) {
      return SL_ERR_MEMORY;
    }
  }
  return SL_OK;
}

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

/* What the kind takes and does not take. */
static void check_kind(const sl_build_t *build, sl_cursor_t item, const sl_arrangement_kind_t *kind)
{
  static const char *const stoploss[] = {"specific", "aggregate"};
  const sl_node_t *premium = sl_node_get(item.node, "premium");
  for (size_t i = 0; i < 2 && !kind->takes_stoploss; i++) {
    if (sl_node_get(item.node, stoploss[i]) != NULL) {
      sl_source_fault(&build->source, sl_node_get(item.node, stoploss[i]),
                      "%s is not for kind %s: the insurer bears the claims; leave it out",
                      stoploss[i], kind->name);
    }
  }
  if (premium != NULL && !kind->takes_premium) {
    sl_source_fault(&build->source, premium,
                    "premium is not for kind %s: the employer bears the claims; a stop-loss "
                    "premium belongs under specific or aggregate, other charges under fees",
                    kind->name);
  } else if (premium == NULL && kind->takes_premium) {
    sl_source_fault(&build->source, item.node,
                    "a required key is missing: premium (what the insurer charges), needed by kind "
                    "%s; allowed: one of amount with per, tiers, loss_ratio",
                    kind->name);
  }
}

static int bind_arrangement(const sl_build_t *build, sl_cursor_t item,
                            sl_arrangement_t *arrangement)
{
  const char *name = sl_cursor_text(item, "name"), *kind = sl_cursor_text(item, "kind");
  const sl_cursor_t specific = sl_cursor_child(item, "specific");
  const sl_cursor_t aggregate = sl_cursor_child(item, "aggregate");
  arrangement->kind = kind != NULL ? sl_arrangement_kind(kind) : NULL;
  arrangement->name = sl_text_copy(name != NULL ? name : "");
  int code = arrangement->name == NULL
                 ? SL_ERR_MEMORY
                 : sl_build_unique_names(&build->source, sl_cursor_child(item, "fees"));
  if (arrangement->kind != NULL) {
    check_kind(build, item, arrangement->kind);
  }
  if (code == SL_OK) {
    code = bind_fees(sl_cursor_child(item, "fees"), arrangement);
  }
  if (code == SL_OK && sl_cursor_is_map(specific)) {
    code = sl_build_specific(build, specific, arrangement);
  }
  if (code == SL_OK && sl_cursor_is_map(aggregate)) {
    code = sl_build_aggregate(build, aggregate, arrangement);
  }
  arrangement->premium = sl_build_premium(build, sl_cursor_child(item, "premium"));
  arrangement->budget = bind_budget(build, sl_cursor_child(item, "budget"));
  return code;
}

int sl_build_arrangements(sl_build_t *build)
{
  const sl_cursor_t list = sl_cursor_child(build->root, "arrangements");
  sl_scenario_t *s = build->scenario;
  const size_t n = sl_cursor_length(list);
  int code = sl_build_unique_names(&build->source, list);
  s->arrangements = calloc(n + 1, sizeof *s->arrangements);
  if (s->arrangements == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < n && code == SL_OK; i++) {
    const sl_cursor_t item = sl_cursor_item(list, i);
    if (sl_cursor_is_map(item)) {
      code = bind_arrangement(build, item, &s->arrangements[s->n_arrangements++]);
    }
  }
  return code;
}
