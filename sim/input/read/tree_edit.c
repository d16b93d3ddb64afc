#include "sim/input/read/tree_edit.h"

#include <stdlib.h>
#include <string.h>

const char *sl_tree_add_origin(sl_tree_t *tree, const char *text)
{
  char **origins = realloc(tree->origins, (tree->n_origins + 1) * sizeof *origins);
  if (origins == NULL) {
    return NULL;
  }
  tree->origins = origins;
  origins[tree->n_origins] = sl_text_copy(text);
  return origins[tree->n_origins] != NULL ? origins[tree->n_origins++] : NULL;
}

void sl_node_set_origin(sl_node_t *node, const char *origin)
{
  node->line = node->column = 0;
  node->origin = origin;
  for (size_t i = 0; i < node->n; i++) {
    sl_node_set_origin(&node->items[i], origin);
    if (node->keys != NULL) {
      sl_node_set_origin(&node->keys[i], origin);
    }
  }
}

sl_node_t *sl_node_add(sl_node_t *map, const char *key, const char *origin)
{
  sl_node_t *items = realloc(map->items, (map->n + 1) * sizeof *items);
  map->items = items != NULL ? items : map->items;
  sl_node_t *keys = realloc(map->keys, (map->n + 1) * sizeof *keys);
  map->keys = keys != NULL ? keys : map->keys;
  char *text = sl_text_copy(key);
  if (items == NULL || keys == NULL || text == NULL) {
    free(text);
    return NULL;
  }
  keys[map->n] = (sl_node_t){.kind = SL_NODE_SCALAR, .text = text, .origin = origin};
  items[map->n] = (sl_node_t){.kind = SL_NODE_MAP, .origin = origin};
  return &items[map->n++];
}

sl_node_t *sl_node_append(sl_node_t *list, const char *origin)
{
  sl_node_t *items = realloc(list->items, (list->n + 1) * sizeof *items);
  if (items == NULL) {
    return NULL;
  }
  list->items = items;
  items[list->n] = (sl_node_t){.kind = SL_NODE_MAP, .origin = origin};
  return &items[list->n++];
}

/* ---- copies ---- */

static bool copy_node(const sl_node_t *node, sl_node_t *copy)
{
  bool good = true;
  *copy = *node;
  copy->text = node->text != NULL ? sl_text_copy(node->text) : NULL;
  copy->items = node->items != NULL ? calloc(node->n + 1, sizeof *copy->items) : NULL;
  copy->keys = node->keys != NULL ? calloc(node->n + 1, sizeof *copy->keys) : NULL;
  if ((copy->text == NULL) != (node->text == NULL) ||
      (copy->items == NULL) != (node->items == NULL) ||
      (copy->keys == NULL) != (node->keys == NULL)) {
    copy->n = 0;
    return false;
  }
  for (size_t i = 0; i < node->n; i++) {
    good = copy_node(&node->items[i], &copy->items[i]) && good;
    good = (node->keys == NULL || copy_node(&node->keys[i], &copy->keys[i])) && good;
  }
  return good;
}

/* The copy's text in place of the other tree's. */
static void move_origins(sl_node_t *node, const sl_tree_t *from, const sl_tree_t *to)
{
  for (size_t i = 0; i < from->n_origins; i++) {
    if (node->origin == from->origins[i]) {
      node->origin = to->origins[i];
    }
  }
  for (size_t i = 0; i < node->n; i++) {
    move_origins(&node->items[i], from, to);
    if (node->keys != NULL) {
      move_origins(&node->keys[i], from, to);
    }
  }
}

sl_tree_t *sl_tree_copy(const sl_tree_t *tree)
{
  sl_tree_t *copy = calloc(1, sizeof *copy);
  bool good = copy != NULL;
  if (good) {
    copy->path = sl_text_copy(tree->path);
    good = copy_node(&tree->root, &copy->root) && copy->path != NULL;
  }
  for (size_t i = 0; good && i < tree->n_origins; i++) {
    good = sl_tree_add_origin(copy, tree->origins[i]) != NULL;
  }
  if (!good) {
    sl_tree_free(copy);
    return NULL;
  }
  move_origins(&copy->root, tree, copy);
  return copy;
}
