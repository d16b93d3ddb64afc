#include "sim/input/build/stoploss.h"

#include "models/funding/arrangement.h"
#include "models/funding/premium.h"
#include "sim/input/build/contract.h"
#include "sim/input/build/members.h"
#include "sim/input/build/names.h"
#include "sim/input/build/prices.h"
#include "sim/input/read/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What a carrier is taken to have priced with that does not say it. */
#define SPECIFIC_LOSS_RATIO 0.70
#define CARRIER_CORRIDOR 1.25

static bool names_row(const sl_specific_t *specific, uint32_t row)
{
  for (size_t i = 0; i < specific->n_lasers; i++) {
    if (specific->lasers[i].row == row) {
      return true;
    }
  }
  return false;
}

static void bind_laser(const sl_build_t *build, sl_cursor_t item, sl_specific_t *specific)
{
  const uint32_t row = sl_build_member(build, item);
  const bool excluded = sl_cursor_flag(item, "excluded");
  const bool has_deductible = sl_node_get(item.node, "deductible") != NULL;
  const char *word = sl_cursor_text(item, "excluded");
  const bool unclear = !excluded && strcmp(word, "false") != 0; /* reported by the schema */
  if (row != 0 && names_row(specific, row)) {
    sl_source_fault(
        &build->source, sl_build_member_node(item),
        "member has two lasers: %lu (row %zu of the spreadsheet); allowed: one for each "
        "person",
        (unsigned long)row, sl_build_spreadsheet_row(build, row));
  }
  if (excluded ? has_deductible : !has_deductible && !unclear) {
    sl_source_fault(&build->source, item.node,
                    "a laser gives %s; allowed: either a deductible, or excluded: true",
                    excluded ? "both" : "neither a deductible nor an exclusion");
  }
  const double deductible = excluded ? (double)INFINITY : sl_cursor_number(item, "deductible");
  if (deductible < specific->deductible) {
    sl_source_fault(&build->source, sl_node_get(item.node, "deductible"),
                    "a laser below the specific deductible: %.15g; allowed: at least %.15g, or no "
                    "laser",
                    deductible, specific->deductible);
  }
  specific->lasers[specific->n_lasers++] = (sl_laser_t){row, deductible, excluded};
}

static int bind_lasers(const sl_build_t *build, sl_cursor_t map, sl_specific_t *specific)
{
  const sl_cursor_t lasers = sl_cursor_child(map, "lasers");
  const size_t n = sl_cursor_length(lasers);
  specific->lasers = calloc(n + 1, sizeof *specific->lasers);
  if (specific->lasers == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < n; i++) {
    const sl_cursor_t item = sl_cursor_item(lasers, i);
    if (sl_cursor_is_map(item)) {
      bind_laser(build, item, specific);
    }
  }
  return SL_OK;
}

/* The carrier's charge for its terminal liability option. */
static sl_premium_t terminal_premium(const sl_build_t *build, sl_cursor_t cover)
{
  return sl_build_premium(build,
                          sl_cursor_child(sl_cursor_child(cover, "terminal_liability"), "premium"));
}

static void bind_run_in_maximum(const sl_build_t *build, sl_cursor_t map,
                                const sl_build_contracts_t *contracts, sl_specific_t *specific)
{
  specific->run_in_maximum = sl_cursor_number(map, "run_in_maximum");
  if (isfinite(specific->run_in_maximum) && !sl_build_runs_in(build, contracts)) {
    sl_source_fault(&build->source, sl_node_get(map.node, "run_in_maximum"),
                    "run_in_maximum limits nothing: the contract covers no claim incurred before "
                    "the plan year; allowed: with a contract such as 15/12, 24/12 or paid");
  }
}

int sl_build_specific(const sl_build_t *build, sl_cursor_t map, sl_arrangement_t *arrangement)
{
  sl_specific_t *specific = &arrangement->specific;
  sl_build_contracts_t contracts;
  int code = sl_build_contracts(build, map, &contracts);
  arrangement->has_specific = true;
  specific->deductible = sl_cursor_number(map, "deductible");
  specific->aggregating_deductible = sl_cursor_number(map, "aggregating_deductible");
  specific->coinsurance = sl_cursor_number(map, "coinsurance");
  specific->maximum = sl_cursor_number(map, "maximum");
  specific->contract = contracts.first;
  specific->later = contracts.later;
  specific->n_later = contracts.n_later;
  specific->per_certificate = sl_cursor_choice(map, "per") == 1;
  specific->advance_funding = sl_cursor_flag(map, "advance_funding");
  specific->terminal_months = sl_build_terminal_months(build, map, &specific->contract);
  bind_run_in_maximum(build, map, &contracts, specific);
  arrangement->specific_premium = sl_build_premium(build, sl_cursor_child(map, "premium"));
  if (sl_node_get(sl_cursor_child(map, "premium").node, "carrier_loss_ratio") == NULL) {
    arrangement->specific_premium.carrier_loss_ratio = SPECIFIC_LOSS_RATIO;
  }
  arrangement->specific_terminal_premium = terminal_premium(build, map);
  if (code == SL_OK) {
    code = sl_build_service_mask(build, sl_cursor_child(map, "services"), "specific covers",
                                 &specific->services);
  }
  return code == SL_OK ? bind_lasers(build, map, specific) : code;
}

static void bind_minimum(const sl_build_t *build, sl_cursor_t map, sl_aggregate_t *aggregate)
{
  const sl_cursor_t minimum = sl_cursor_child(map, "minimum");
  if (!sl_cursor_is_map(minimum)) {
    aggregate->minimum = sl_cursor_number(map, "minimum");
    return;
  }
  aggregate->minimum_of_first_month = sl_cursor_number(minimum, "of_first_month");
  if (aggregate->kind != SL_ATTACHMENT_FACTORS) {
    sl_source_fault(&build->source, minimum.node,
                    "minimum.of_first_month needs monthly factors; allowed here: an amount");
  }
}

static void bind_attachment(const sl_build_t *build, sl_cursor_t map, sl_aggregate_t *aggregate)
{
  static const char *const ways[] = {"attachment", "corridor", "factors"};
  const int way = sl_build_exactly_one(build, map, "aggregate", ways, 3);
  aggregate->kind = way == 1   ? SL_ATTACHMENT_CORRIDOR
                    : way == 2 ? SL_ATTACHMENT_FACTORS
                               : SL_ATTACHMENT_AMOUNT;
  aggregate->attachment = way == 0 ? sl_cursor_number(map, "attachment") : 0.0;
  aggregate->corridor = way == 1 ? sl_cursor_number(map, "corridor") : 0.0;
  aggregate->carrier_corridor = sl_node_get(map.node, "carrier_corridor") != NULL
                                    ? sl_cursor_number(map, "carrier_corridor")
                                    : CARRIER_CORRIDOR;
  if (way == 2) {
    sl_build_factors(build, map, aggregate->factor);
  }
  bind_minimum(build, map, aggregate);
}

int sl_build_aggregate(const sl_build_t *build, sl_cursor_t map, sl_arrangement_t *arrangement)
{
  sl_aggregate_t *aggregate = &arrangement->aggregate;
  sl_build_contracts_t contracts;
  const int code = sl_build_contracts(build, map, &contracts);
  arrangement->has_aggregate = true;
  bind_attachment(build, map, aggregate);
  aggregate->maximum = sl_cursor_number(map, "maximum");
  aggregate->contract = contracts.first;
  aggregate->later = contracts.later;
  aggregate->n_later = contracts.n_later;
  aggregate->accommodation = sl_cursor_flag(map, "accommodation");
  aggregate->terminal_months = sl_build_terminal_months(build, map, &aggregate->contract);
  arrangement->aggregate_premium = sl_build_premium(build, sl_cursor_child(map, "premium"));
  arrangement->aggregate_terminal_premium = terminal_premium(build, map);
  return code == SL_OK ? sl_build_service_mask(build, sl_cursor_child(map, "services"),
                                               "aggregate covers", &aggregate->services)
                       : code;
}
