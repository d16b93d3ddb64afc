#include "sim/input/resolved.h"

#include "sim/input/number.h"
#include "sim/input/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

typedef struct writer {
  sl_text_t text;
  const sl_overrides_t *overrides;
} writer_t;

/* A scalar without a row of its own (inside a distribution): a number where it reads as one. */
static void write_free_scalar(writer_t *w, const sl_node_t *node)
{
  char buffer[SL_NUMBER_TEXT];
  double number;
  if (!node->quoted && sl_number_parse(node->text, &number)) {
    sl_text_append(&w->text, "%s", sl_number_format(number, buffer));
  } else {
    sl_text_append_quoted(&w->text, node->text);
  }
}

static void write_scalar(writer_t *w, const sl_schema_key_t *key, const sl_node_t *node)
{
  char buffer[SL_NUMBER_TEXT];
  double number;
  uint64_t whole;
  if ((key->types & SL_TYPE_WHOLE) && sl_schema_whole(key, node, &whole)) {
    sl_text_append(&w->text, "%" PRIu64, whole);
  } else if ((key->types & (SL_TYPE_NUMBER | SL_TYPE_TIERS | SL_TYPE_SERVICES)) &&
             sl_schema_number(key, node, &number)) {
    sl_text_append(&w->text, "%s", sl_number_format(number, buffer));
  } else if (key->types & (SL_TYPE_FLAG | SL_TYPE_DATE)) {
    sl_text_append(&w->text, "%s", node->text);
  } else {
    sl_text_append_quoted(&w->text, node->text);
  }
}

/* On one line, in the order given: distributions, and numbers by name. key NULL: no row. */
static void write_flow(writer_t *w, const sl_schema_key_t *key, const sl_node_t *node)
{
  const bool map = node->kind == SL_NODE_MAP;
  if (node->kind == SL_NODE_SCALAR) {
    if (key != NULL) {
      write_scalar(w, key, node);
    } else {
      write_free_scalar(w, node);
    }
    return;
  }
  sl_text_append(&w->text, map ? "{" : "[");
  for (size_t i = 0; i < node->n; i++) {
    sl_text_append(&w->text, "%s", i > 0 ? ", " : "");
    if (map) {
      sl_text_append_quoted(&w->text, node->keys[i].text);
      sl_text_append(&w->text, ": ");
    }
    write_flow(w, key, &node->items[i]);
  }
  sl_text_append(&w->text, map ? "}" : "]");
}

static void write_map(writer_t *w, sl_cursor_t map, unsigned indent, bool in_item);

static void write_list(writer_t *w, sl_cursor_t list, unsigned indent)
{
  if (list.node->n == 0) {
    sl_text_append(&w->text, " []\n");
    return;
  }
  sl_text_append(&w->text, "\n");
  for (size_t i = 0; i < list.node->n; i++) {
    sl_text_append(&w->text, "%*s- ", (int)indent, "");
    write_map(w, sl_cursor_item(list, i), indent + 2, true);
  }
}

static void write_value(writer_t *w, sl_cursor_t value, unsigned indent)
{
  const unsigned types = value.key->types;
  const bool section = value.node->kind == SL_NODE_MAP && (types & SL_TYPE_MAP);
  if (section && value.node->n > 0) {
    sl_text_append(&w->text, "\n");
    write_map(w, value, indent + 2, false);
  } else if (value.node->kind == SL_NODE_LIST && (types & SL_TYPE_LIST)) {
    write_list(w, value, indent + 2);
  } else {
    const bool distribution = types & (SL_TYPE_FREQUENCY | SL_TYPE_SEVERITY);
    sl_text_append(&w->text, " ");
    write_flow(w, distribution ? NULL : value.key, value.node);
    sl_text_append(&w->text, "\n");
  }
}

/* Whether the command line overrides the row; then its value has been written. */
static bool write_override(writer_t *w, const sl_schema_key_t *key)
{
  const sl_overrides_t *o = w->overrides;
  if (o != NULL && o->has_trials && strcmp(key->path, "simulation.trials") == 0) {
    sl_text_append(&w->text, " %" PRIu64 "\n", o->trials);
    return true;
  }
  if (o != NULL && o->has_seed && strcmp(key->path, "simulation.seed") == 0) {
    sl_text_append(&w->text, " %" PRIu64 "\n", o->seed);
    return true;
  }
  return false;
}

/* Sections that are not given, but whose keys have defaults, are written out of them alone. */
static bool has_defaults(const sl_schema_key_t *key)
{
  return strcmp(key->path, "simulation") == 0;
}

static void write_map(writer_t *w, sl_cursor_t map, unsigned indent, bool in_item)
{
  const sl_schema_key_t *children[SL_SCHEMA_CHILDREN];
  const size_t n = sl_schema_children(map.key, children, SL_SCHEMA_CHILDREN);
  for (size_t i = 0; i < n; i++) {
    const char *name = sl_schema_name(children[i]);
    const sl_cursor_t child = {children[i], sl_node_get(map.node, name)};
    if (child.node == NULL && child.key->fallback == NULL && !has_defaults(child.key)) {
      continue;
    }
    sl_text_append(&w->text, "%*s%s:", in_item ? 0 : (int)indent, "", name);
    in_item = false;
    if (write_override(w, child.key)) {
      continue;
    }
    if (child.node != NULL) {
      write_value(w, child, indent);
    } else if (child.key->fallback != NULL) {
      sl_text_append(&w->text, " %s\n", child.key->fallback);
    } else {
      sl_text_append(&w->text, "\n");
      write_map(w, child, indent + 2, false);
    }
  }
}

char *sl_resolved_text(sl_cursor_t root, const sl_overrides_t *overrides)
{
  writer_t writer = {.overrides = overrides};
  write_map(&writer, root, 0, false);
  return sl_text_take(&writer.text);
}
