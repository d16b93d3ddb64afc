#include "sim/input/rules/warnings.h"

#include "sim/input/rules/limits.h"
#include "sim/input/rules/rules.h"
#include "sim/input/scenario/arrangements.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The limits on file are in US dollars. */
static bool is_in_dollars(const sl_warner_t *warner)
{
  const sl_scenario_t *s = warner->build->scenario;
  if (strcmp(s->currency, "USD") == 0) {
    return true;
  }
  sl_source_fault(&warner->source, sl_node_get(warner->build->root.node, "jurisdiction"),
                  "the limits on file for %s are in USD and the scenario is in %s: nothing was "
                  "compared",
                  s->jurisdiction, s->currency);
  return false;
}

static void append_rate(sl_text_t *text, const char *name, double rate, bool on_aso)
{
  if (!isnan(rate)) {
    sl_text_append(text, "%s%s %.6g%%%s", text->length > 0 ? ", " : "", name, 100.0 * rate,
                   on_aso ? " (on self-funded plans too)" : "");
  }
}

/* "premium tax 2%, ...", or that nothing is known. */
static char *rates_on_file(const char *jurisdiction)
{
  sl_province_taxes_t taxes;
  sl_text_t text = {0};
  if (sl_limits_of_taxes(jurisdiction, &taxes)) {
    append_rate(&text, "premium tax", taxes.premium, taxes.premium_on_aso);
    append_rate(&text, "sales tax", taxes.sales, taxes.sales_on_aso);
    append_rate(&text, "GST or HST on administration fees", taxes.fees, false);
  }
  if (text.length == 0) {
    sl_text_append(&text, "none");
  }
  return sl_text_take(&text);
}

void sl_warn_taxes(const sl_warner_t *warner)
{
  const sl_scenario_t *s = warner->build->scenario;
  const sl_cursor_t list = sl_cursor_child(warner->build->root, "arrangements");
  char *rates = rates_on_file(s->jurisdiction);
  for (size_t i = 0; i < s->arrangements->n && rates != NULL; i++) {
    if (s->arrangements->list[i].n_taxes == 0) {
      char excerpt[SL_EXCERPT_TEXT];
      sl_source_fault(&warner->source, sl_cursor_item(list, i).node,
                      "arrangement %s lists no taxes; rates on file for %s: %s (from web pages of "
                      "differing dates: verify them)",
                      sl_text_excerpt(s->arrangements->list[i].name, excerpt), s->jurisdiction,
                      rates);
    }
  }
  free(rates);
}

static void look_back(const sl_warner_t *warner, sl_cursor_t cover, const sl_contract_t *contract,
                      const sl_arrangement_t *arrangement)
{
  const sl_calendar_t *calendar = &warner->build->scenario->calendar;
  const int32_t since = sl_calendar_day(calendar, arrangement->since);
  const sl_node_t *node = sl_node_get(cover.node, "contract");
  if (sl_contract_window(contract, calendar).incurred_from < since) {
    char excerpt[SL_EXCERPT_TEXT];
    sl_source_fault(
        &warner->source, node != NULL ? node : cover.node,
        "the contract reaches further back than since, %04d-%02d-%02d, from which "
        "arrangement %s bears claims: those incurred before are not the employer's, and "
        "in no cover",
        arrangement->since.year, arrangement->since.month, arrangement->since.day,
        sl_text_excerpt(arrangement->name, excerpt));
  }
}

void sl_warn_since(const sl_warner_t *warner)
{
  const sl_scenario_t *s = warner->build->scenario;
  const sl_cursor_t list = sl_cursor_child(warner->build->root, "arrangements");
  for (size_t i = 0; i < s->arrangements->n; i++) {
    const sl_arrangement_t *arrangement = &s->arrangements->list[i];
    const sl_cursor_t item = sl_cursor_item(list, i);
    if (arrangement->has_since && arrangement->has_specific) {
      look_back(warner, sl_cursor_child(item, "specific"), &arrangement->specific.contract,
                arrangement);
    }
    if (arrangement->has_since && arrangement->has_aggregate) {
      look_back(warner, sl_cursor_child(item, "aggregate"), &arrangement->aggregate.contract,
                arrangement);
    }
  }
}

static void warn_by_jurisdiction(const sl_warner_t *warner)
{
  const sl_scenario_t *s = warner->build->scenario;
  if (s->jurisdiction == NULL) {
    return;
  }
  if (strncmp(s->jurisdiction, "CA-", 3) == 0) {
    sl_warn_taxes(warner);
  } else if (is_in_dollars(warner)) {
    sl_warn_stoploss(warner);
    sl_warn_plans(warner);
  }
}

int sl_build_warnings(sl_build_t *build)
{
  sl_scenario_t *s = build->scenario;
  const sl_warner_t warner = {
      build, {.path = build->source.path, .folder = build->source.folder, .faults = &s->warnings}};
  sl_warn_since(&warner);
  sl_warn_years(&warner);
  warn_by_jurisdiction(&warner);
  return sl_warn_census(build->census, s, &s->warnings);
}
