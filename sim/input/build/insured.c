/* Lines that an insurer covers within an arrangement that otherwise retains its claims. */
#include "models/funding/premium.h"
#include "sim/input/build/kinds.h"
#include "sim/input/build/names.h"
#include "sim/input/build/prices.h"
#include "sim/input/read/text.h"
#include "sim/input/scenario/claims.h"

#include <stdlib.h>

/* Add a line's services to the union of all lines. */
static void join_services(const sl_build_t *build, sl_cursor_t row, const bool *services,
                          bool *insured)
{
  size_t twice = 0;
  const sl_scenario_t *s = build->scenario;
  for (size_t i = 0; i < s->claims->n_services; i++) {
    if (services[i] && insured[i] && twice++ == 0) {
      char excerpt[SL_EXCERPT_TEXT];
      sl_source_fault(&build->source, sl_node_get(row.node, "services"),
                      "a service is insured twice: %s; allowed: each in one item of insured",
                      sl_text_excerpt(s->claims->services[i].name, excerpt));
    }
    insured[i] = insured[i] || services[i];
  }
}

/* A trial knows what all lines pay together, which prices an only line and not one of several. */
static void check_loss_ratio(const sl_build_t *build, sl_cursor_t list, sl_cursor_t row,
                             const sl_premium_t *premium)
{
  if (premium->kind == SL_PREMIUM_LOSS_RATIO && sl_cursor_length(list) > 1) {
    sl_source_fault(&build->source, sl_node_get(sl_cursor_child(row, "premium").node, "loss_ratio"),
                    "loss_ratio cannot price one of several insured items; allowed: one item for "
                    "all their services, or another premium");
  }
}

int sl_build_insured_lines(const sl_build_t *build, sl_cursor_t item, sl_arrangement_t *arrangement)
{
  const sl_cursor_t list = sl_cursor_child(item, "insured");
  const size_t n = sl_cursor_length(list);
  if (n == 0) {
    return SL_OK;
  }
  arrangement->insured_lines = calloc(n, sizeof *arrangement->insured_lines);
  arrangement->insured =
      calloc(build->scenario->claims->n_services + 1, sizeof *arrangement->insured);
  int code =
      arrangement->insured_lines != NULL && arrangement->insured != NULL ? SL_OK : SL_ERR_MEMORY;
  for (size_t i = 0; i < n && code == SL_OK; i++) {
    const sl_cursor_t row = sl_cursor_item(list, i);
    if (!sl_cursor_is_map(row)) {
      continue;
    }
    sl_insured_line_t *line = &arrangement->insured_lines[arrangement->n_insured_lines++];
    line->premium = sl_build_premium(build, sl_cursor_child(row, "premium"));
    check_loss_ratio(build, list, row, &line->premium);
    code = sl_build_service_mask(build, sl_cursor_child(row, "services"), "insured names",
                                 &line->services);
    if (line->services != NULL) {
      join_services(build, row, line->services, arrangement->insured);
    }
  }
  return code;
}
