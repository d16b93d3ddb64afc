#include "sim/input/build/build.h"
#include "sim/input/scenario/claims.h"

#include <stdlib.h>

int sl_build_note_services(sl_build_t *build, const sl_node_t *named, sl_cursor_t list)
{
  const size_t n = build->scenario->claims->n_services;
  const sl_node_t **nodes = realloc(build->service_nodes, (n + 1) * sizeof *nodes);
  if (nodes == NULL) {
    return SL_ERR_MEMORY;
  }
  build->service_nodes = nodes;
  for (size_t i = 0; build->n_service_nodes < n; i++) {
    if (named != NULL) {
      nodes[build->n_service_nodes++] = named;
    } else if (sl_cursor_is_map(sl_cursor_item(list, i))) {
      nodes[build->n_service_nodes++] = sl_node_get(&list.node->items[i], "frequency");
    }
  }
  return SL_OK;
}
