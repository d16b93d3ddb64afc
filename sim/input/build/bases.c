#include "sim/input/basis/basis.h"
#include "sim/input/build/build.h"
#include "sim/input/read/text.h"
#include "sim/input/scenario/claims.h"

#include <string.h>

static int merge_named(sl_build_t *build, sl_basis_host_t *host, const sl_node_t *node)
{
  sl_basis_t *basis = NULL;
  const size_t before = host->claims->n_conditions;
  int code = sl_basis_named(&build->source, node, host->claims->n_services, &basis);
  host->named = node;
  if (basis != NULL) {
    code = sl_basis_merge(basis, host);
  }
  sl_basis_free(basis);
  for (size_t i = before; i < host->claims->n_conditions; i++) {
    build->condition_nodes[i] = node;
  }
  return code != SL_ERR_MEMORY ? sl_build_note_services(build, node, (sl_cursor_t){NULL, NULL})
                               : SL_ERR_MEMORY;
}

/* Whether an earlier item of the list is the same text. */
static bool is_repeated(const sl_node_t *list, size_t index)
{
  for (size_t i = 0; i < index; i++) {
    if (list->items[i].kind == SL_NODE_SCALAR &&
        strcmp(list->items[i].text, list->items[index].text) == 0) {
      return true;
    }
  }
  return false;
}

static int merge_list(sl_build_t *build, sl_basis_host_t *host, const sl_node_t *list)
{
  int code = SL_OK;
  if (list->n == 0) {
    sl_source_fault(&build->source, list,
                    "the list is empty: basis; allowed: at least one name of a basis");
  }
  for (size_t i = 0; i < list->n && code == SL_OK; i++) {
    const sl_node_t *item = &list->items[i];
    if (item->kind != SL_NODE_SCALAR) {
      continue;
    }
    if (is_repeated(list, i)) {
      char excerpt[SL_EXCERPT_TEXT];
      sl_source_fault(&build->source, item, "basis is named twice: %s; allowed: each once",
                      sl_text_excerpt(item->text, excerpt));
    } else {
      code = merge_named(build, host, item);
    }
  }
  return code;
}

int sl_build_bases(sl_build_t *build, sl_cursor_t claims, const sl_money_t *money)
{
  const sl_cursor_t named = sl_cursor_child(claims, "basis");
  const sl_node_t *frailty = sl_node_get(claims.node, "frailty");
  sl_basis_host_t host = {.source = &build->source,
                          .currency = build->scenario->currency,
                          .money = *money,
                          .own_frailty = frailty != NULL,
                          .own_correlation =
                              frailty != NULL && (frailty->kind != SL_NODE_MAP ||
                                                  sl_node_get(frailty, "correlation") != NULL),
                          .claims = build->parts.claims};
  int code = SL_OK;
  if (sl_cursor_is_scalar(named)) {
    code = merge_named(build, &host, named.node);
  } else if (named.node != NULL && named.node->kind == SL_NODE_LIST) {
    code = merge_list(build, &host, named.node);
  }
  build->basis_frailty = host.frailty;
  build->basis_correlation = host.correlation;
  return code;
}
