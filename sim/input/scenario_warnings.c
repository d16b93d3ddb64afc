#include "sim/input/scenario_warnings.h"

#include "sim/input/limits.h"

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
  for (size_t i = 0; i < s->n_arrangements && rates != NULL; i++) {
    if (s->arrangements[i].n_taxes == 0) {
      char excerpt[SL_EXCERPT_TEXT];
      sl_source_fault(&warner->source, sl_cursor_item(list, i).node,
                      "arrangement %s lists no taxes; rates on file for %s: %s (from web pages of "
                      "differing dates: verify them)",
                      sl_text_excerpt(s->arrangements[i].name, excerpt), s->jurisdiction, rates);
    }
  }
  free(rates);
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
  const sl_warner_t warner = {build, {build->source.path, build->source.folder, &s->warnings}};
  warn_by_jurisdiction(&warner);
  return sl_warn_census(build->census, s, &s->warnings);
}
