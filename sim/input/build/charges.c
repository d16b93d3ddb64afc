#include "sim/input/build/charges.h"

#include "models/funding/arrangement.h"
#include "sim/input/build/prices.h"
#include "sim/input/read/text.h"
#include "sim/input/schema/common.h"

#include <stdlib.h>

int sl_build_fees(const sl_build_t *build, sl_cursor_t item, sl_arrangement_t *arrangement)
{
  const sl_cursor_t list = sl_cursor_child(item, "fees");
  const size_t n = sl_cursor_length(list);
  int code = sl_schema_unique_names(&build->source, list);
  arrangement->fees = calloc(n + 1, sizeof *arrangement->fees);
  code = arrangement->fees == NULL ? SL_ERR_MEMORY : code;
  for (size_t i = 0; i < n && code == SL_OK; i++) {
    const sl_cursor_t row = sl_cursor_item(list, i);
    if (!sl_cursor_is_map(row)) {
      continue;
    }
    const char *name = sl_cursor_text(row, "name");
    const int per = sl_cursor_choice(row, "per");
    sl_fee_t *fee = &arrangement->fees[arrangement->n_fees++];
    *fee = (sl_fee_t){.name = sl_text_copy(name != NULL ? name : ""),
                      .amount = sl_cursor_number(row, "amount"),
                      .per = per >= 0 ? (sl_per_t)per : SL_PER_YEAR};
    code = fee->name == NULL ? SL_ERR_MEMORY : SL_OK;
  }
  return code;
}

/* The bits of enum sl_tax_base that a list of their words names. */
static unsigned bind_tax_bases(const sl_build_t *build, sl_cursor_t list)
{
  unsigned bases = 0;
  const size_t n = sl_cursor_length(list);
  if (list.node != NULL && list.node->kind == SL_NODE_LIST && n == 0) {
    sl_source_fault(&build->source, list.node,
                    "the list is empty: on; allowed: at least one of premium, paid_claims, fees");
  }
  for (size_t i = 0; i < n; i++) {
    const sl_node_t *word = &list.node->items[i];
    const int base = word->kind == SL_NODE_SCALAR ? sl_schema_choice(list.key, word->text) : -1;
    if (base >= 0 && (bases & 1U << base) != 0) {
      sl_source_fault(&build->source, word, "on names a base twice: %s; allowed: each once",
                      word->text);
    }
    bases |= base >= 0 ? 1U << base : 0;
  }
  return bases;
}

int sl_build_taxes(const sl_build_t *build, sl_cursor_t item, sl_arrangement_t *arrangement)
{
  const sl_cursor_t list = sl_cursor_child(item, "taxes");
  const size_t n = sl_cursor_length(list);
  int code = sl_schema_unique_names(&build->source, list);
  arrangement->taxes = calloc(n + 1, sizeof *arrangement->taxes);
  code = arrangement->taxes == NULL ? SL_ERR_MEMORY : code;
  for (size_t i = 0; i < n && code == SL_OK; i++) {
    const sl_cursor_t row = sl_cursor_item(list, i);
    if (!sl_cursor_is_map(row)) {
      continue;
    }
    const char *name = sl_cursor_text(row, "name");
    sl_tax_t *tax = &arrangement->taxes[arrangement->n_taxes++];
    *tax = (sl_tax_t){.name = sl_text_copy(name != NULL ? name : ""),
                      .rate = sl_cursor_number(row, "rate"),
                      .on = bind_tax_bases(build, sl_cursor_child(row, "on")),
                      .compounds = sl_cursor_flag(row, "compounds")};
    code = tax->name == NULL ? SL_ERR_MEMORY : SL_OK;
  }
  return code;
}

void sl_build_contributions(const sl_build_t *build, sl_cursor_t item,
                            sl_arrangement_t *arrangement)
{
  const sl_cursor_t tiers = sl_cursor_child(item, "contributions");
  if (sl_cursor_is_map(tiers)) {
    sl_build_monthly(build, tiers, arrangement->contribution);
  }
}
