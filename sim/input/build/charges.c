#include "sim/input/build/charges.h"

#include "models/funding/arrangement.h"
#include "sim/input/build/prices.h"
#include "sim/input/read/text.h"
#include "sim/input/schema/common.h"

#include <stdlib.h>
#include <string.h>

static sl_fee_t bind_fee(const sl_build_t *build, sl_cursor_t row)
{
  static const char *const ways[] = {"amount", "tiers"};
  const int per = sl_cursor_choice(row, "per");
  const sl_cursor_t tiers = sl_cursor_child(row, "tiers");
  const sl_node_t *per_node = sl_node_get(row.node, "per");
  sl_fee_t fee = {.per = per >= 0 ? (sl_per_t)per : SL_PER_YEAR,
                  .taxed_as_premium = sl_cursor_choice(row, "taxed_as") == 1};
  const int way = sl_build_exactly_one(build, row, "a fee", ways, 2);
  if (way == 0) {
    fee.amount = sl_build_amount_per(build, row, fee.per);
  }
  if (way == 0 && per_node == NULL) {
    sl_source_fault(&build->source, row.node,
                    "the amount of a fee needs per: what it is charged on; allowed: per: PEPM and "
                    "the like");
  } else if (way == 1 && per_node != NULL) {
    sl_source_fault(&build->source, per_node, "per goes with amount only; leave it out");
  }
  if (way == 1 && sl_cursor_is_map(tiers)) {
    fee.per = SL_PER_EMPLOYEE_MONTH;
    fee.by_tier = true;
    sl_build_monthly(build, tiers, fee.tier);
  }
  return fee;
}

int sl_build_fee_list(const sl_build_t *build, sl_cursor_t list, sl_build_fees_t *fees)
{
  const size_t n = sl_cursor_length(list);
  int code = sl_schema_unique_names(&build->source, list);
  *fees = (sl_build_fees_t){.list = calloc(n + 1, sizeof *fees->list), .from = list};
  code = fees->list == NULL ? SL_ERR_MEMORY : code;
  for (size_t i = 0; i < n && code == SL_OK; i++) {
    const sl_cursor_t row = sl_cursor_item(list, i);
    if (!sl_cursor_is_map(row)) {
      continue;
    }
    const char *name = sl_cursor_text(row, "name");
    sl_fee_t *fee = &fees->list[fees->n++];
    *fee = bind_fee(build, row);
    fee->name = sl_text_copy(name != NULL ? name : "");
    code = fee->name == NULL ? SL_ERR_MEMORY : SL_OK;
  }
  return code;
}

void sl_build_fee_list_free(sl_build_fees_t *fees)
{
  for (size_t i = 0; i < fees->n; i++) {
    free(fees->list[i].name);
  }
  free(fees->list);
}

static const sl_node_t *name_of(sl_cursor_t list, size_t item)
{
  const sl_node_t *name = sl_node_get(&list.node->items[item], "name");
  return name != NULL && name->kind == SL_NODE_SCALAR ? name : NULL;
}

/* A fee of its own that has the name of one of all arrangements. */
static void check_against_all(const sl_build_t *build, sl_cursor_t all, sl_cursor_t own)
{
  for (size_t i = 0; i < sl_cursor_length(own); i++) {
    for (size_t j = 0; j < sl_cursor_length(all); j++) {
      const sl_node_t *mine = name_of(own, i), *theirs = name_of(all, j);
      if (mine == NULL || theirs == NULL || strcmp(mine->text, theirs->text) != 0) {
        continue;
      }
      char excerpt[SL_EXCERPT_TEXT], place[SL_PLACE_TEXT];
      sl_source_fault(&build->source, mine,
                      "a fee of all arrangements has this name already: %s; %s; allowed: another "
                      "name, or one of the two",
                      sl_text_excerpt(mine->text, excerpt), sl_source_place(theirs, place));
    }
  }
}

int sl_build_fees(const sl_build_t *build, sl_cursor_t item, const sl_build_fees_t *all,
                  sl_arrangement_t *arrangement)
{
  sl_build_fees_t own;
  int code = sl_build_fee_list(build, sl_cursor_child(item, "fees"), &own);
  check_against_all(build, all->from, own.from);
  arrangement->fees = calloc(all->n + own.n + 1, sizeof *arrangement->fees);
  code = arrangement->fees == NULL ? SL_ERR_MEMORY : code;
  for (size_t i = 0; i < all->n + own.n && code == SL_OK; i++) {
    sl_fee_t *fee = i < all->n ? &all->list[i] : &own.list[i - all->n];
    char *name = sl_text_copy(fee->name);
    code = name != NULL ? SL_OK : SL_ERR_MEMORY;
    if (name != NULL) {
      arrangement->fees[arrangement->n_fees] = *fee;
      arrangement->fees[arrangement->n_fees++].name = name;
    }
  }
  sl_build_fee_list_free(&own);
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
