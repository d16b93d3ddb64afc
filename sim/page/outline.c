/* What the form is made from: the scenario's keys, and a file as a tree with its places. */
#include "sim/input/read/yaml_tree.h"
#include "sim/input/schema/schema.h"
#include "sim/page/page.h"
#include "sim/page/session.h"

#include <stdlib.h>

static json_t *node_of(const sl_node_t *node);

static json_t *items_of(const sl_node_t *node)
{
  json_t *list = json_array();
  for (size_t i = 0; i < node->n; i++) {
    json_t *child = node_of(&node->items[i]);
    if (node->kind == SL_NODE_MAP) {
      const sl_json_member_t members[] = {{"key", json_string(node->keys[i].text)},
                                          {"value", child}};
      child = sl_json_object(members, 2);
    }
    list = sl_json_and(list, child);
  }
  return list;
}

static json_t *node_of(const sl_node_t *node)
{
  static const char *const kinds[] = {[SL_NODE_SCALAR] = "scalar",
                                      [SL_NODE_LIST] = "list",
                                      [SL_NODE_MAP] = "map",
                                      [SL_NODE_FAULTY] = "faulty"};
  const sl_json_member_t members[] = {{"kind", json_string(kinds[node->kind])},
                                      {"line", json_integer((json_int_t)node->line)},
                                      {"column", json_integer((json_int_t)node->column)}};
  json_t *object = sl_json_object(members, sizeof members / sizeof members[0]);
  if (node->kind == SL_NODE_SCALAR) {
    object = sl_json_with(object, "text", json_string(node->text));
    return sl_json_with(object, "quoted", json_boolean(node->quoted));
  }
  return sl_json_with(object, node->kind == SL_NODE_MAP ? "entries" : "items", items_of(node));
}

char *page_outline(const char *path)
{
  sl_tree_t *tree = NULL;
  sl_faults_t faults;
  sl_faults_init(&faults);
  sl_tree_read(NULL, path, &tree, &faults);
  json_t *answer = page_answer(&faults, NULL);
  if (tree != NULL) {
    answer = sl_json_with(answer, "tree", node_of(&tree->root));
  }
  sl_tree_free(tree);
  sl_faults_free(&faults);
  return page_answer_text(answer);
}

/* ---- keys ---- */

static json_t *types_of(const sl_schema_key_t *key)
{
  static const struct {
    unsigned type;
    const char *name;
  } names[] = {{SL_TYPE_MAP, "map"},           {SL_TYPE_LIST, "list"},
               {SL_TYPE_NUMBERS, "numbers"},   {SL_TYPE_TEXTS, "texts"},
               {SL_TYPE_NUMBER, "number"},     {SL_TYPE_WHOLE, "whole"},
               {SL_TYPE_TEXT, "text"},         {SL_TYPE_PARAGRAPH, "paragraph"},
               {SL_TYPE_DATE, "date"},         {SL_TYPE_CHOICE, "choice"},
               {SL_TYPE_FLAG, "flag"},         {SL_TYPE_TIERS, "tiers"},
               {SL_TYPE_SERVICES, "services"}, {SL_TYPE_FREQUENCY, "frequency"},
               {SL_TYPE_SEVERITY, "severity"}, {SL_TYPE_CONTRACT, "contract"},
               {SL_TYPE_PLACES, "places"}};
  json_t *list = json_array();
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    if ((key->types & names[i].type) != 0) {
      list = sl_json_and(list, json_string(names[i].name));
    }
  }
  return list;
}

static json_t *choices_of(const sl_schema_key_t *key)
{
  if ((key->types & SL_TYPE_CHOICE) == 0) {
    return json_null();
  }
  json_t *list = json_array();
  for (size_t i = 0; key->choice(i) != NULL; i++) {
    list = sl_json_and(list, json_string(key->choice(i)));
  }
  return list;
}

static json_t *text_or_null(const char *text)
{
  return text != NULL ? json_string(text) : json_null();
}

static json_t *key_of(const sl_schema_key_t *key)
{
  char *allowed = sl_schema_allowed(key);
  const sl_json_member_t members[] = {{"path", json_string(key->path)},
                                      {"types", types_of(key)},
                                      {"unit", text_or_null(key->unit)},
                                      {"default", text_or_null(key->fallback)},
                                      {"choices", choices_of(key)},
                                      {"required", json_boolean(key->required)},
                                      {"money", json_boolean(sl_schema_is_money(key))},
                                      {"share", json_boolean(sl_schema_is_share(key))},
                                      {"like", text_or_null(key->like)},
                                      {"except", text_or_null(key->except)},
                                      {"doc", text_or_null(key->doc)},
                                      {"allowed", text_or_null(allowed)}};
  json_t *object = sl_json_object(members, sizeof members / sizeof members[0]);
  free(allowed);
  return object;
}

static int is_of_scenario(const sl_schema_key_t *key)
{
  for (const char *at = key->path; *at != '\0'; at++) {
    if (*at == ':') {
      return 0;
    }
  }
  return 1;
}

char *page_keys(void)
{
  size_t n = 0;
  const sl_schema_key_t *keys = sl_schema_keys(&n);
  json_t *list = json_array();
  for (size_t i = 0; i < n; i++) {
    if (is_of_scenario(&keys[i])) {
      list = sl_json_and(list, key_of(&keys[i]));
    }
  }
  return page_answer_text(sl_json_with(page_answer(NULL, NULL), "keys", list));
}
