#include "sim/input/schema/common.h"

#include "sim/input/read/text.h"

#include <stdlib.h>
#include <string.h>

typedef struct named_item {
  const char *name;
  size_t index;
} named_item_t;

static int by_name(const void *a, const void *b)
{
  const named_item_t *x = a, *y = b;
  const int order = strcmp(x->name, y->name);
  return order != 0 ? order : (x->index > y->index) - (x->index < y->index);
}

int sl_schema_unique_names(const sl_source_t *source, sl_cursor_t list)
{
  const size_t length = sl_cursor_length(list);
  named_item_t *items = malloc((length + 1) * sizeof *items);
  size_t n = 0;
  if (items == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < length; i++) {
    const sl_cursor_t item = sl_cursor_item(list, i);
    const char *name = sl_cursor_is_map(item) ? sl_cursor_text(item, "name") : NULL;
    if (name != NULL) {
      items[n++] = (named_item_t){name, i};
    }
  }
  qsort(items, n, sizeof *items, by_name);
  for (size_t i = 1, first = 0; i < n; i++) {
    if (strcmp(items[first].name, items[i].name) != 0) {
      first = i;
      continue;
    }
    char excerpt[SL_EXCERPT_TEXT], place[SL_PLACE_TEXT];
    const sl_node_t *earlier = sl_node_get(&list.node->items[items[first].index], "name");
    sl_source_fault(source, sl_node_get(&list.node->items[items[i].index], "name"),
                    "name is used twice: %s; also %s; allowed: names that are unique "
                    "within their list",
                    sl_text_excerpt(items[i].name, excerpt), sl_source_place(earlier, place));
  }
  free(items);
  return SL_OK;
}

bool sl_schema_currency(const sl_source_t *source, sl_cursor_t map)
{
  const char *code = sl_cursor_text(map, "currency");
  const sl_node_t *node = sl_node_get(map.node, "currency");
  bool valid = code != NULL && strlen(code) == 3;
  for (size_t i = 0; valid && i < 3; i++) {
    valid = code[i] >= 'A' && code[i] <= 'Z';
  }
  if (!valid && code != NULL && node != NULL) {
    char excerpt[SL_EXCERPT_TEXT];
    sl_source_fault(source, node,
                    "currency is not a currency code: %s; allowed: three capital letters such as "
                    "USD",
                    sl_text_excerpt(code, excerpt));
  }
  return valid;
}
