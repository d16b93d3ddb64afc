#include "sim/input/load/resolved.h"

#include "sim/input/read/number.h"
#include "sim/input/read/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

typedef struct writer {
  sl_text_t text;
  const sl_member_rows_t *members;
  double basis_frailty, basis_correlation; /* 0 = none */
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
  const unsigned numbers = SL_TYPE_NUMBER | SL_TYPE_NUMBERS | SL_TYPE_TIERS | SL_TYPE_SERVICES;
  char buffer[SL_NUMBER_TEXT];
  double number;
  uint64_t whole;
  if ((key->types & SL_TYPE_WHOLE) && sl_schema_whole(key, node, &whole)) {
    sl_text_append(&w->text, "%" PRIu64, whole);
  } else if ((key->types & numbers) && sl_schema_number(key, node, &number)) {
    sl_text_append(&w->text, "%s", sl_number_format(number, buffer));
  } else if ((key->types & SL_TYPE_CHOICE) && sl_schema_choice(key, node->text) >= 0) {
    sl_text_append_quoted(&w->text, key->choice((size_t)sl_schema_choice(key, node->text)));
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

/* Sections that are not given, but whose keys have defaults, are written out of them alone. */
static bool is_always_written(const sl_schema_key_t *key)
{
  return strcmp(key->path, "simulation") == 0;
}

/* What a basis says and the scenario does not. */
static bool is_inherited(const writer_t *w, sl_cursor_t value)
{
  return value.node == NULL &&
         ((w->basis_frailty > 0.0 && strcmp(value.key->path, "claims.frailty") == 0) ||
          (w->basis_correlation > 0.0 &&
           strcmp(value.key->path, "claims.frailty.correlation") == 0));
}

static void write_number(writer_t *w, double number)
{
  char buffer[SL_NUMBER_TEXT];
  sl_text_append(&w->text, "%s", sl_number_format(number, buffer));
}

/* The frailty of the bases. */
static void write_inherited(writer_t *w)
{
  sl_text_append(&w->text, " {distribution: gamma, shape: ");
  write_number(w, w->basis_frailty);
  if (w->basis_correlation > 0.0) {
    sl_text_append(&w->text, ", correlation: ");
    write_number(w, w->basis_correlation);
  }
  sl_text_append(&w->text, "}\n");
}

/* The data row that stands for a member_id; 0 where value is none. */
static uint32_t row_of_id(const writer_t *w, const sl_node_t *value)
{
  for (size_t i = 0; i < w->members->n; i++) {
    if (w->members->list[i].id == value) {
      return w->members->list[i].row;
    }
  }
  return 0;
}

/* The name of a child, but for an id, which its data row replaces. */
static const char *name_to_write(const writer_t *w, sl_cursor_t child)
{
  return row_of_id(w, child.node) != 0 ? "member" : sl_schema_name(child.key);
}

/* Whether a map is short enough for one line: all its keys have scalar values; those of an item of
 * a list may be by tier. */
static bool fits_line(const sl_schema_key_t *key)
{
  const unsigned scalars = SL_TYPE_NUMBER | SL_TYPE_WHOLE | SL_TYPE_TEXT | SL_TYPE_DATE |
                           SL_TYPE_CHOICE | SL_TYPE_FLAG |
                           (key->types & SL_TYPE_LIST ? SL_TYPE_TIERS : 0U);
  const sl_schema_key_t *children[SL_SCHEMA_CHILDREN];
  const size_t n = sl_schema_children(key, children, SL_SCHEMA_CHILDREN);
  for (size_t i = 0; i < n; i++) {
    if (children[i]->types & ~scalars) {
      return false;
    }
  }
  return true;
}

/* The children of a map that are given or have a default, in the schema's order. */
static size_t children_to_write(const writer_t *w, sl_cursor_t map,
                                sl_cursor_t children[SL_SCHEMA_CHILDREN])
{
  const sl_schema_key_t *rows[SL_SCHEMA_CHILDREN];
  const size_t n = sl_schema_children(map.key, rows, SL_SCHEMA_CHILDREN);
  size_t kept = 0;
  for (size_t i = 0; i < n; i++) {
    const sl_cursor_t child = {rows[i], sl_node_get(map.node, sl_schema_name(rows[i]))};
    if (child.node != NULL || child.key->fallback != NULL || is_always_written(child.key) ||
        is_inherited(w, child)) {
      children[kept++] = child;
    }
  }
  return kept;
}

static void write_line_map(writer_t *w, sl_cursor_t map)
{
  sl_cursor_t children[SL_SCHEMA_CHILDREN];
  const size_t n = children_to_write(w, map, children);
  sl_text_append(&w->text, "{");
  for (size_t i = 0; i < n; i++) {
    const uint32_t row = row_of_id(w, children[i].node);
    sl_text_append(&w->text, "%s%s: ", i > 0 ? ", " : "", name_to_write(w, children[i]));
    if (row != 0) {
      sl_text_append(&w->text, "%" PRIu32, row);
    } else if (children[i].node != NULL) {
      write_flow(w, children[i].key, children[i].node);
    } else if (is_inherited(w, children[i])) {
      write_number(w, w->basis_correlation);
    } else {
      sl_text_append(&w->text, "%s", children[i].key->fallback);
    }
  }
  sl_text_append(&w->text, "}");
}

static void write_map(writer_t *w, sl_cursor_t map, unsigned indent, bool in_item);

static void write_list(writer_t *w, sl_cursor_t list, unsigned indent)
{
  sl_text_append(&w->text, list.node->n == 0 ? " []\n" : "\n");
  for (size_t i = 0; i < list.node->n; i++) {
    sl_text_append(&w->text, "%*s- ", (int)indent, "");
    if (fits_line(list.key)) {
      write_line_map(w, sl_cursor_item(list, i));
      sl_text_append(&w->text, "\n");
    } else {
      write_map(w, sl_cursor_item(list, i), indent + 2, true);
    }
  }
}

/* What stands behind "key:", to the end of its last line. */
static void write_value(writer_t *w, sl_cursor_t value, unsigned indent)
{
  const unsigned types = value.key->types;
  const bool section =
      (types & SL_TYPE_MAP) && (value.node == NULL || value.node->kind == SL_NODE_MAP);
  if (section && !fits_line(value.key)) {
    sl_text_append(&w->text, "\n");
    write_map(w, value, indent + 2, false);
  } else if (!section && value.node->kind == SL_NODE_LIST && (types & SL_TYPE_LIST)) {
    write_list(w, value, indent + 2);
  } else {
    const bool distribution = types & (SL_TYPE_FREQUENCY | SL_TYPE_SEVERITY);
    sl_text_append(&w->text, " ");
    if (section) {
      write_line_map(w, value);
    } else {
      write_flow(w, distribution ? NULL : value.key, value.node);
    }
    sl_text_append(&w->text, "\n");
  }
}

static void write_map(writer_t *w, sl_cursor_t map, unsigned indent, bool in_item)
{
  sl_cursor_t children[SL_SCHEMA_CHILDREN];
  const size_t n = children_to_write(w, map, children);
  for (size_t i = 0; i < n; i++) {
    const sl_cursor_t child = children[i];
    sl_text_append(&w->text, "%*s%s:", i == 0 && in_item ? 0 : (int)indent, "",
                   name_to_write(w, child));
    if (row_of_id(w, child.node) != 0) {
      sl_text_append(&w->text, " %" PRIu32 "\n", row_of_id(w, child.node));
    } else if (is_inherited(w, child)) {
      write_inherited(w);
    } else if (child.node == NULL && child.key->fallback != NULL) {
      sl_text_append(&w->text, " %s\n", child.key->fallback);
    } else {
      write_value(w, child, indent);
    }
  }
}

char *sl_resolved_text(sl_cursor_t root, const sl_member_rows_t *members, double basis_frailty,
                       double basis_correlation)
{
  writer_t writer = {
      .members = members, .basis_frailty = basis_frailty, .basis_correlation = basis_correlation};
  write_map(&writer, root, 0, false);
  return sl_text_take(&writer.text);
}
