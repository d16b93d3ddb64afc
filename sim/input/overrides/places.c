#include "sim/input/overrides/places.h"

#include "sim/input/overrides/overrides.h"
#include "sim/input/read/number.h"
#include "sim/input/read/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

sl_change_t sl_change_of(const char *path, size_t *length)
{
  *length = strlen(path);
  const char last = *length > 1 && path[*length - 2] != '.' ? path[*length - 1] : '\0';
  if (last != '+' && last != '*') {
    return SL_CHANGE_NONE;
  }
  --*length;
  return last == '+' ? SL_CHANGE_ADD : SL_CHANGE_MULTIPLY;
}

bool sl_path_is_many(const char *path, size_t length)
{
  for (size_t i = 0; i < length; i++) {
    if (path[i] == '*' && (i == 0 || path[i - 1] == '.') &&
        (i + 1 == length || path[i + 1] == '.')) {
      return true;
    }
  }
  return false;
}

bool sl_node_is_changeable(const sl_schema_key_t *key, const sl_node_t *node)
{
  double value;
  if (key == NULL || node->quoted) {
    return false;
  }
  if (node->kind == SL_NODE_SCALAR) {
    return sl_schema_parse_number(key, node->text, &value);
  }
  const unsigned types = node->kind == SL_NODE_MAP    ? SL_TYPE_TIERS | SL_TYPE_SERVICES
                         : node->kind == SL_NODE_LIST ? SL_TYPE_NUMBERS
                                                      : 0U;
  bool all = (key->types & types) != 0;
  for (size_t i = 0; all && i < node->n; i++) {
    all = node->items[i].kind == SL_NODE_SCALAR && sl_node_is_changeable(key, &node->items[i]);
  }
  return all;
}

/* ---- every item ---- */

typedef struct finding {
  const char *end; /* of the path */
  sl_change_t change;
  char **paths;
  size_t n;
} finding_t;

/* The first `length` characters of a path, a dot where some stand before, and a part. */
static char *joined(const char *before, const char *part, size_t length)
{
  sl_text_t text = {0};
  sl_text_append(&text, "%s%s%.*s", before, before[0] != '\0' ? "." : "", (int)length, part);
  return sl_text_take(&text);
}

static int keep(finding_t *found, const char *path)
{
  char **paths = realloc(found->paths, (found->n + 1) * sizeof *paths);
  char *copy = sl_text_copy(path);
  found->paths = paths != NULL ? paths : found->paths;
  if (paths == NULL || copy == NULL) {
    free(copy);
    return SL_ERR_MEMORY;
  }
  paths[found->n++] = copy;
  return SL_OK;
}

static int find(finding_t *found, const sl_schema_key_t *key, const sl_node_t *node,
                const char *before, const char *rest);

static int find_in_item(finding_t *found, const sl_schema_key_t *key, const sl_node_t *list,
                        size_t index, const char *before, const char *rest)
{
  sl_text_t number = {0};
  sl_text_append(&number, "%zu", index);
  char *part = sl_text_take(&number);
  char *path = part != NULL ? joined(before, part, strlen(part)) : NULL;
  const int code = path != NULL ? find(found, key, &list->items[index], path, rest) : SL_ERR_MEMORY;
  free(path);
  free(part);
  return code;
}

/* Whether the part names the item. */
static bool is_item(const sl_node_t *list, size_t index, const char *part, size_t length)
{
  const sl_node_t *name = sl_node_get(&list->items[index], "name");
  uint64_t number;
  char *copy = sl_text_copy(part);
  bool same = length == 1 && part[0] == '*';
  if (copy != NULL) {
    copy[length] = '\0';
    same = same ||
           (strspn(copy, "0123456789") == length
                ? sl_number_parse_whole(copy, &number) && number == index
                : name != NULL && name->kind == SL_NODE_SCALAR && strcmp(name->text, copy) == 0);
  }
  free(copy);
  return same;
}

static int find_in_map(finding_t *found, const sl_schema_key_t *key, const sl_node_t *map,
                       const char *before, const char *part, size_t length)
{
  const char *rest = part + length;
  int code = SL_OK;
  for (size_t i = 0; i < map->n && code == SL_OK; i++) {
    const char *name = map->keys[i].text;
    if (strlen(name) == length && strncmp(name, part, length) == 0) {
      char *path = joined(before, part, length);
      code = path != NULL ? find(found, key != NULL ? sl_schema_child(key, name) : NULL,
                                 &map->items[i], path, rest)
                          : SL_ERR_MEMORY;
      free(path);
    }
  }
  return code;
}

/* rest: the path from here on, a dot before it but at the root. */
static int find(finding_t *found, const sl_schema_key_t *key, const sl_node_t *node,
                const char *before, const char *rest)
{
  if (rest == found->end) {
    return found->change == SL_CHANGE_NONE || sl_node_is_changeable(key, node) ? keep(found, before)
                                                                               : SL_OK;
  }
  const char *part = before[0] != '\0' ? rest + 1 : rest;
  size_t length = strcspn(part, ".");
  length = part + length > found->end ? (size_t)(found->end - part) : length;
  int code = SL_OK;
  if (node->kind == SL_NODE_MAP) {
    return find_in_map(found, key, node, before, part, length);
  }
  for (size_t i = 0; node->kind == SL_NODE_LIST && i < node->n && code == SL_OK; i++) {
    if (is_item(node, i, part, length)) {
      code = find_in_item(found, key, node, i, before, part + length);
    }
  }
  return code;
}

int sl_paths_of(const sl_tree_t *tree, const char *path, size_t length, sl_change_t change,
                char ***paths, size_t *n)
{
  finding_t found = {.end = path + length, .change = change};
  const int code = find(&found, sl_schema_scenario(), &tree->root, "", path);
  *paths = found.paths;
  *n = found.n;
  return code;
}

void sl_paths_free(char **paths, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    free(paths[i]);
  }
  free(paths);
}

size_t sl_overrides_places(const sl_tree_t *tree, const char *path)
{
  char **paths;
  size_t length, n;
  const sl_change_t change = sl_change_of(path, &length);
  const int code = sl_paths_of(tree, path, length, change, &paths, &n);
  sl_paths_free(paths, n);
  return code == SL_OK ? n : SIZE_MAX;
}
