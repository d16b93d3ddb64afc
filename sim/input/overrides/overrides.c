#include "sim/input/overrides/overrides.h"

#include "sim/input/overrides/places.h"
#include "sim/input/read/nearest.h"
#include "sim/input/read/number.h"
#include "sim/input/read/source.h"
#include "sim/input/read/text.h"
#include "sim/input/read/tree_edit.h"
#include "sim/input/schema/schema.h"

#include <stdlib.h>
#include <string.h>

/* One override on its way through the tree. */
typedef struct walk {
  sl_tree_t *tree;
  sl_source_t source; /* whose path is the origin: what messages name */
  const char *path;
  char *parts;                /* the path with NULs for dots */
  size_t n_parts, at;         /* the part that is looked for */
  const char *part;           /* likewise */
  sl_node_t *node;            /* where it is looked for */
  const sl_schema_key_t *key; /* the row of node; NULL where there is none */
  sl_node_t *grown;           /* the map that the first missing key was added to; NULL: none */
  sl_change_t change;
} walk_t;

/* ---- faults ---- */

static void refuse(const walk_t *w, const char *what)
{
  sl_faults_add(w->source.faults, SL_ERR_INPUT, w->source.path, 0, 0, "%s", what);
}

/* The path up to the node where a part is looked for; "the scenario" at its root. */
static const char *so_far(const walk_t *w, char buffer[SL_EXCERPT_TEXT])
{
  char *text = sl_text_copy(w->path);
  if (text == NULL || w->at == 0) {
    free(text);
    return "the scenario";
  }
  text[w->part - w->parts - 1] = '\0';
  sl_text_excerpt(text, buffer);
  free(text);
  return buffer;
}

/* Whether the check of the file refuses a scalar there anyway. */
static bool is_refused_as_scalar(const walk_t *w)
{
  return w->key != NULL && (w->key->types & ~(unsigned)(SL_TYPE_MAP | SL_TYPE_LIST)) == 0;
}

static void refuse_scalar(const walk_t *w)
{
  char place[SL_EXCERPT_TEXT], value[SL_EXCERPT_TEXT];
  if (w->node->kind == SL_NODE_SCALAR && !is_refused_as_scalar(w)) {
    sl_faults_add(
        w->source.faults, SL_ERR_INPUT, w->source.path, 0, 0,
        "the path leads nowhere: %s is %s, which has no parts; set it as a whole", so_far(w, place),
        w->key != NULL && w->key->secret ? "(not shown)" : sl_text_excerpt(w->node->text, value));
  }
}

static void refuse_absent_list(const walk_t *w)
{
  char place[SL_EXCERPT_TEXT];
  sl_faults_add(w->source.faults, SL_ERR_INPUT, w->source.path, 0, 0,
                "the path leads nowhere: %s is not given and has no items; set it as a whole",
                so_far(w, place));
}

static void refuse_item(const walk_t *w)
{
  char place[SL_EXCERPT_TEXT], part[SL_EXCERPT_TEXT], hint[SL_HINT_TEXT];
  const sl_node_t *list = w->node;
  const char **names = calloc(list->n + 1, sizeof *names);
  bool named = false;
  for (size_t i = 0; names != NULL && i < list->n; i++) {
    const sl_node_t *name = sl_node_get(&list->items[i], "name");
    names[i] = name != NULL && name->kind == SL_NODE_SCALAR ? name->text : NULL;
    named = named || names[i] != NULL;
  }
  const char *nearest = names != NULL ? sl_nearest(w->part, names, list->n) : NULL;
  sl_text_t text = {0};
  sl_text_append(&text, "the path leads nowhere: %s has no item %s%s", so_far(w, place),
                 sl_text_excerpt(w->part, part), sl_did_you_mean(nearest, hint));
  if (list->n == 0) {
    sl_text_append(&text, "; it is empty");
  } else if (list->n == 1) {
    sl_text_append(&text, "; allowed: the index 0%s", named ? " or the name of the item" : "");
  } else {
    sl_text_append(&text, "; allowed: an index from 0 to %zu%s", list->n - 1,
                   named ? " or the name of an item" : "");
  }
  char *said = sl_text_take(&text);
  refuse(w, said != NULL ? said : "the path leads nowhere");
  free(said);
  free(names);
}

/* ---- the way ---- */

static sl_node_t *item_of(const walk_t *w)
{
  sl_node_t *list = w->node;
  uint64_t index = 0;
  if (strspn(w->part, "0123456789") == strlen(w->part)) {
    const bool good = sl_number_parse_whole(w->part, &index) && index < list->n;
    return good ? &list->items[index] : NULL;
  }
  for (size_t i = 0; i < list->n; i++) {
    const sl_node_t *name = sl_node_get(&list->items[i], "name");
    if (name != NULL && name->kind == SL_NODE_SCALAR && strcmp(name->text, w->part) == 0) {
      return &list->items[i];
    }
  }
  return NULL;
}

static sl_node_t *child_of(const walk_t *w)
{
  const sl_node_t *child = sl_node_get(w->node, w->part);
  return child != NULL ? &w->node->items[child - w->node->items] : NULL;
}

static bool is_list_only(const sl_schema_key_t *key)
{
  const unsigned lists = SL_TYPE_LIST | SL_TYPE_NUMBERS | SL_TYPE_TEXTS | SL_TYPE_CONTRACTS;
  return key != NULL && (key->types & lists) != 0 && (key->types & ~lists) == 0;
}

static bool is_one_more(const char *part) { return strcmp(part, "+") == 0; }

static void next_part(walk_t *w)
{
  w->part += strlen(w->part) + 1;
  w->at++;
}

/* Go one part down, adding it where it is missing. False where the way ends, said or not; *code is
 * then SL_ERR_MEMORY where that is why. */
static bool go_down(walk_t *w, int *code)
{
  const bool last = w->at + 1 == w->n_parts;
  sl_node_t *next = NULL;
  if (w->node->kind == SL_NODE_LIST) {
    next = last && is_one_more(w->part) ? sl_node_append(w->node, w->source.path) : item_of(w);
    *code = next == NULL && last && is_one_more(w->part) ? SL_ERR_MEMORY : SL_OK;
    if (next == NULL && *code == SL_OK) {
      refuse_item(w);
    }
    if (next == NULL) {
      return false;
    }
    w->node = next;
    next_part(w);
    return true;
  }
  if (w->node->kind != SL_NODE_MAP) {
    refuse_scalar(w);
    return false;
  }
  next = child_of(w);
  w->key = w->key != NULL ? sl_schema_child(w->key, w->part) : NULL;
  const bool absent = next == NULL;
  const bool grows = absent && w->at + 2 == w->n_parts && is_list_only(w->key) &&
                     is_one_more(w->part + strlen(w->part) + 1);
  if (absent && (last || grows || !is_list_only(w->key))) {
    next = sl_node_add(w->node, w->part, w->source.path);
    *code = next != NULL ? SL_OK : SL_ERR_MEMORY;
    w->grown = w->grown == NULL && next != NULL ? w->node : w->grown;
  }
  if (grows && next != NULL) {
    next->kind = SL_NODE_LIST;
  }
  next_part(w);
  if (absent && next == NULL && *code == SL_OK) {
    refuse_absent_list(w);
  }
  w->node = next;
  return next != NULL;
}

/* ---- one override ---- */

/* Cut the path at its dots; false, and said, where a part is empty or there are too many. */
static bool cut_path(walk_t *w)
{
  bool empty = w->parts[0] == '\0';
  w->n_parts = 1;
  for (char *c = w->parts; *c != '\0'; c++) {
    if (*c == '.') {
      *c = '\0';
      empty = empty || c == w->parts || c[-1] == '\0' || c[1] == '\0';
      w->n_parts++;
    }
  }
  if (empty) {
    refuse(w, "a part of the path is empty; allowed: keys, indices and names of items with single "
              "dots between, such as arrangements.0.specific.deductible");
  } else if (w->n_parts > SL_YAML_DEPTH) {
    refuse(w, "the path has too many parts; allowed: up to 32");
    return false;
  }
  return !empty;
}

static bool is_blank(const char *value)
{
  const char first = value[strspn(value, " \t\r\n")];
  return first == '\0' || first == '#';
}

/* The value as a tree of its own; NULL, and said, where it is none. Places in it mean nothing to
 * whoever wrote it on one line. */
static int parse_value(const walk_t *w, const char *value, sl_tree_t **tree)
{
  sl_faults_t faults;
  *tree = NULL;
  if (is_blank(value)) {
    refuse(w, "the value is missing");
    return SL_OK;
  }
  sl_faults_init(&faults);
  const int code = sl_tree_parse(w->source.path, value, strlen(value), tree, &faults);
  for (size_t i = 0; i < faults.n; i++) {
    refuse(w, faults.list[i].text);
  }
  sl_faults_free(&faults);
  return code == SL_ERR_MEMORY ? SL_ERR_MEMORY : SL_OK;
}

/* What was added on a way that ends nowhere would only be found incomplete. */
static void shrink(sl_node_t *map)
{
  map->n--;
  sl_node_free(&map->items[map->n]);
  sl_node_free(&map->keys[map->n]);
}

/* ---- a change of what stands there ---- */

static int set_number(sl_node_t *node, double number)
{
  char buffer[SL_NUMBER_TEXT];
  char *text = sl_text_copy(sl_number_format(number, buffer));
  free(node->text);
  node->text = text;
  return text != NULL ? SL_OK : SL_ERR_MEMORY;
}

static int change_numbers(const walk_t *w, sl_node_t *node, double by)
{
  double value;
  int code = SL_OK;
  if (node->kind == SL_NODE_SCALAR && sl_schema_parse_number(w->key, node->text, &value)) {
    code = set_number(node, w->change == SL_CHANGE_ADD ? value + by : value * by);
  }
  for (size_t i = 0; i < node->n && code == SL_OK; i++) {
    code = change_numbers(w, &node->items[i], by);
  }
  return code;
}

/* Where nothing is given, the default stands there to be changed. False, and said, without one. */
static bool stand_in(walk_t *w, int *code)
{
  double value;
  if (w->key->fallback == NULL || !sl_number_parse(w->key->fallback, &value)) {
    refuse(w, "it is not given and has no default that could be changed; set it as a whole");
    return false;
  }
  w->node->kind = SL_NODE_SCALAR;
  *code = set_number(w->node, value);
  return *code == SL_OK;
}

/* False where nothing was changed, said or not. */
static bool change(walk_t *w, const sl_node_t *by, int *code)
{
  const bool absent = w->grown != NULL;
  double number;
  if (by->kind != SL_NODE_SCALAR || by->quoted ||
      !(w->change == SL_CHANGE_ADD && w->key != NULL
            ? sl_schema_parse_number(w->key, by->text, &number)
            : sl_number_parse(by->text, &number) || sl_number_parse_percent(by->text, &number))) {
    refuse(w, "the value is no number to change another one by");
    return false;
  }
  if (absent && w->key != NULL && !stand_in(w, code)) {
    return false;
  }
  if (w->key != NULL && !sl_node_is_changeable(w->key, w->node)) {
    refuse(w, "what stands there is no number that could be changed; set it as a whole");
    return false;
  }
  *code = w->key != NULL ? change_numbers(w, w->node, number) : SL_OK;
  sl_node_set_origin(w->node, w->source.path);
  return true;
}

static void replace(walk_t *w, sl_tree_t *parsed)
{
  sl_node_free(w->node);
  *w->node = parsed->root;
  parsed->root = (sl_node_t){0};
  sl_node_set_origin(w->node, w->source.path);
}

static int put(walk_t *w, const char *value)
{
  sl_tree_t *parsed = NULL;
  int code = cut_path(w) ? parse_value(w, value, &parsed) : SL_OK;
  bool arrived = code == SL_OK && parsed != NULL && w->tree->root.kind == SL_NODE_MAP;
  while (arrived && w->at < w->n_parts) {
    arrived = go_down(w, &code);
  }
  if (arrived && w->change != SL_CHANGE_NONE) {
    arrived = change(w, &parsed->root, &code);
  } else if (arrived) {
    replace(w, parsed);
  }
  if (!arrived && w->grown != NULL) {
    shrink(w->grown);
  }
  sl_tree_free(parsed);
  return code;
}

/* Whether the override names a member by something that may be an id. */
static bool names_member(const sl_override_t *override)
{
  const char *dot = strrchr(override->path, '.');
  const char *last = dot != NULL ? dot + 1 : override->path;
  return strcmp(last, "member") == 0 || strstr(override->path, "member_id") != NULL ||
         strstr(override->value, "member_id") != NULL;
}

/* The value to one place, whose path has no * and no change behind it. */
static int apply_at(const sl_override_t *override, const char *path, const walk_t *common)
{
  walk_t walk = *common;
  walk.parts = sl_text_copy(path);
  walk.path = path;
  walk.part = walk.parts;
  walk.node = &walk.tree->root;
  walk.key = sl_schema_scenario();
  const int code = walk.parts != NULL ? put(&walk, override->value) : SL_ERR_MEMORY;
  free(walk.parts);
  return code;
}

/* To every place that the path leads to. */
static int apply_to_all(const sl_override_t *override, size_t length, const walk_t *common)
{
  char **paths;
  size_t n;
  int code = sl_paths_of(common->tree, override->path, length, common->change, &paths, &n);
  if (code == SL_OK && n == 0) {
    refuse(common, common->change == SL_CHANGE_NONE
                       ? "the path leads nowhere: no item has what it says"
                       : "the path leads nowhere: no item has such a number");
  }
  for (size_t i = 0; i < n && code == SL_OK; i++) {
    code = apply_at(override, paths[i], common);
  }
  sl_paths_free(paths, n);
  return code;
}

static int apply(const sl_override_t *override, sl_tree_t *tree, sl_faults_t *faults)
{
  char excerpt[SL_EXCERPT_TEXT];
  size_t length;
  sl_text_t text = {0};
  sl_text_append(&text, "--set %.200s=%s", override->path,
                 names_member(override) ? "(not shown)"
                                        : sl_text_excerpt(override->value, excerpt));
  char *named = sl_text_take(&text);
  const walk_t common = {
      .tree = tree,
      .source = {.path = named != NULL ? sl_tree_add_origin(tree, named) : NULL, .faults = faults},
      .change = sl_change_of(override->path, &length)};
  char *path = sl_text_copy(override->path);
  int code = SL_ERR_MEMORY;
  if (common.source.path != NULL && path != NULL) {
    path[length] = '\0';
    code = sl_path_is_many(path, length) ? apply_to_all(override, length, &common)
                                         : apply_at(override, path, &common);
  }
  free(path);
  free(named);
  return code;
}

int sl_overrides_apply(const sl_overrides_t *overrides, sl_tree_t *tree, sl_faults_t *faults)
{
  int code = SL_OK;
  for (size_t i = 0; code == SL_OK && i < overrides->n; i++) {
    code = apply(&overrides->list[i], tree, faults);
  }
  return code;
}
