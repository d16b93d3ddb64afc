#include "sim/input/schema/schema.h"

#include "sim/input/read/date.h"
#include "sim/input/read/number.h"
#include "sim/input/read/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SL_ALIAS_TEXT 16
#define SL_PATH_TEXT 128

/* NULL also where the path is longer than any of the table. */
static const sl_schema_key_t *find(const char *path, const char *separator, const char *name)
{
  char whole[SL_PATH_TEXT];
  const int length = snprintf(whole, sizeof whole, "%s%s%s", path, separator, name);
  return length < (int)sizeof whole ? sl_schema_row(whole) : NULL;
}

static bool is_root(const sl_schema_key_t *key)
{
  const size_t length = strlen(key->path);
  return length == 0 || key->path[length - 1] == ':';
}

/* What stands between a row's path and its children's names. */
static const char *separator_of(const sl_schema_key_t *key)
{
  if (is_root(key)) {
    return "";
  }
  return key->types & SL_TYPE_LIST ? "[]." : ".";
}

const sl_schema_key_t *sl_schema_scenario(void) { return sl_schema_row(""); }
const sl_schema_key_t *sl_schema_basis(void) { return sl_schema_row(SL_SCHEMA_BASIS); }
const sl_schema_key_t *sl_schema_census(void) { return sl_schema_row(SL_SCHEMA_CENSUS); }
const sl_schema_key_t *sl_schema_distribution(void)
{
  return sl_schema_row(SL_SCHEMA_DISTRIBUTION);
}
const sl_schema_key_t *sl_schema_stresses(void) { return sl_schema_row(SL_SCHEMA_STRESSES); }

/* Whether parent takes no child of this name from the rows it is like. */
static bool is_excepted(const sl_schema_key_t *parent, const char *name)
{
  const size_t length = strlen(name);
  const char *word = parent->except;
  while (word != NULL) {
    if (strcspn(word, " ") == length && strncmp(word, name, length) == 0) {
      return true;
    }
    word = strchr(word, ' ');
    word = word != NULL ? word + 1 : NULL;
  }
  return false;
}

const sl_schema_key_t *sl_schema_child(const sl_schema_key_t *parent, const char *name)
{
  const char *separator = separator_of(parent);
  const sl_schema_key_t *child = NULL;
  if (name[0] == '\0' || strpbrk(name, ".[]:") != NULL) {
    return NULL;
  }
  if (parent->like != NULL && !is_excepted(parent, name)) {
    child = find(parent->like, separator, name);
  }
  return child != NULL ? child : find(parent->path, separator, name);
}

/* Whether path is prefix + separator + one word. */
static bool is_child_path(const char *path, const char *prefix, const char *separator)
{
  const size_t n = strlen(prefix), n_separator = strlen(separator);
  if (strncmp(path, prefix, n) != 0 || strncmp(path + n, separator, n_separator) != 0) {
    return false;
  }
  const char *word = path + n + n_separator;
  return word[0] != '\0' && strpbrk(word, ".[]:") == NULL;
}

size_t sl_schema_children(const sl_schema_key_t *parent, const sl_schema_key_t **children,
                          size_t capacity)
{
  size_t n, found = 0;
  const sl_schema_key_t *keys = sl_schema_keys(&n);
  const char *separator = separator_of(parent);
  for (size_t i = 0; i < n && found < capacity; i++) {
    if ((parent->like != NULL && is_child_path(keys[i].path, parent->like, separator) &&
         !is_excepted(parent, sl_schema_name(&keys[i]))) ||
        is_child_path(keys[i].path, parent->path, separator)) {
      children[found++] = &keys[i];
    }
  }
  return found;
}

const char *sl_schema_name(const sl_schema_key_t *key)
{
  const char *name = key->path;
  for (const char *p = key->path; *p != '\0'; p++) {
    name = *p == '.' || *p == ':' ? p + 1 : name;
  }
  return name;
}

sl_schema_key_t sl_schema_of_parameter(const sl_parameter_t *parameter)
{
  return (sl_schema_key_t){.path = parameter->name,
                           .types = parameter->whole ? SL_TYPE_WHOLE : SL_TYPE_NUMBER,
                           .unit = parameter->unit,
                           .low = parameter->low,
                           .high = parameter->high,
                           .low_open = parameter->low_open,
                           .high_open = parameter->high_open,
                           .required = true,
                           .fitted = true,
                           .doc = parameter->doc};
}

static bool in_range(const sl_schema_key_t *key, double value)
{
  return (key->low_open ? value > key->low : value >= key->low) &&
         (key->high_open ? value < key->high : value <= key->high);
}

static bool is_of_group(const sl_schema_key_t *key, const char *group)
{
  return strncmp(key->path, group, strlen(group)) == 0;
}

/* Programs write a census, and a distribution's amounts may be days. */
static bool is_plain(const sl_schema_key_t *key)
{
  return key->fitted || is_of_group(key, SL_SCHEMA_CENSUS) ||
         is_of_group(key, SL_SCHEMA_DISTRIBUTION);
}

bool sl_schema_is_money(const sl_schema_key_t *key)
{
  return !is_plain(key) && key->unit != NULL && strncmp(key->unit, "amount", 6) == 0;
}

bool sl_schema_is_share(const sl_schema_key_t *key) { return !is_plain(key) && key->share; }

bool sl_schema_parse_number(const sl_schema_key_t *key, const char *text, double *value)
{
  return sl_number_parse(text, value) ||
         (sl_schema_is_share(key) && sl_number_parse_percent(text, value)) ||
         (sl_schema_is_money(key) && sl_number_parse_money(text, value));
}

bool sl_schema_number(const sl_schema_key_t *key, const sl_node_t *node, double *value)
{
  if (node == NULL || node->kind != SL_NODE_SCALAR || node->quoted) {
    return false;
  }
  if (key->infinite && strcmp(node->text, ".inf") == 0) {
    *value = INFINITY;
    return true;
  }
  if (!sl_schema_parse_number(key, node->text, value) || !in_range(key, *value)) {
    return false;
  }
  *value += 0.0; /* -0 becomes 0 */
  return true;
}

bool sl_schema_whole(const sl_schema_key_t *key, const sl_node_t *node, uint64_t *value)
{
  return node != NULL && node->kind == SL_NODE_SCALAR && !node->quoted &&
         sl_number_parse_whole(node->text, value) && in_range(key, (double)*value);
}

/* Whether word is the alias, in capitals or in small letters throughout. */
static bool is_alias(const char *alias, const char *word)
{
  char small[SL_ALIAS_TEXT];
  size_t n = 0;
  for (; alias[n] != '\0' && n + 1 < sizeof small; n++) {
    small[n] = (char)(alias[n] >= 'A' && alias[n] <= 'Z' ? alias[n] - 'A' + 'a' : alias[n]);
  }
  small[n] = '\0';
  return strcmp(word, alias) == 0 || strcmp(word, small) == 0;
}

int sl_schema_choice(const sl_schema_key_t *key, const char *word)
{
  for (size_t i = 0; key->choice(i) != NULL; i++) {
    const char *alias = key->alias != NULL ? key->alias(i) : NULL;
    if (strcmp(key->choice(i), word) == 0 || (alias != NULL && is_alias(alias, word))) {
      return (int)i;
    }
  }
  return -1;
}

sl_cursor_t sl_cursor_child(sl_cursor_t map, const char *name)
{
  return (sl_cursor_t){sl_schema_child(map.key, name), sl_node_get(map.node, name)};
}

sl_cursor_t sl_cursor_item(sl_cursor_t list, size_t index)
{
  return (sl_cursor_t){list.key, &list.node->items[index]};
}

size_t sl_cursor_length(sl_cursor_t list)
{
  return list.node != NULL && list.node->kind == SL_NODE_LIST ? list.node->n : 0;
}

static bool is_kind(sl_cursor_t cursor, sl_node_kind_t kind)
{
  return cursor.node != NULL && cursor.node->kind == kind;
}

bool sl_cursor_is_map(sl_cursor_t cursor) { return is_kind(cursor, SL_NODE_MAP); }
bool sl_cursor_is_scalar(sl_cursor_t cursor) { return is_kind(cursor, SL_NODE_SCALAR); }

/* A default of the table, in the form of a node. */
static sl_node_t fallback_node(const sl_schema_key_t *key, char *buffer, size_t size)
{
  sl_node_t node = {.kind = SL_NODE_FAULTY};
  if (key->fallback != NULL && strlen(key->fallback) < size) {
    strcpy(buffer, key->fallback);
    node = (sl_node_t){.kind = SL_NODE_SCALAR, .text = buffer};
  }
  return node;
}

double sl_cursor_number(sl_cursor_t map, const char *name)
{
  const sl_cursor_t child = sl_cursor_child(map, name);
  char buffer[SL_NUMBER_TEXT];
  const sl_node_t fallback = fallback_node(child.key, buffer, sizeof buffer);
  double value = NAN;
  if (!sl_schema_number(child.key, child.node, &value) &&
      !sl_schema_number(child.key, &fallback, &value)) {
    return NAN;
  }
  return value;
}

double sl_cursor_number_or(sl_cursor_t map, const char *name, double otherwise)
{
  return sl_node_get(map.node, name) != NULL ? sl_cursor_number(map, name) : otherwise;
}

uint64_t sl_cursor_whole(sl_cursor_t map, const char *name)
{
  const sl_cursor_t child = sl_cursor_child(map, name);
  char buffer[SL_NUMBER_TEXT];
  const sl_node_t fallback = fallback_node(child.key, buffer, sizeof buffer);
  uint64_t value = 0;
  if (!sl_schema_whole(child.key, child.node, &value) &&
      !sl_schema_whole(child.key, &fallback, &value)) {
    return 0;
  }
  return value;
}

const char *sl_cursor_text(sl_cursor_t map, const char *name)
{
  const sl_cursor_t child = sl_cursor_child(map, name);
  return sl_cursor_is_scalar(child) ? child.node->text : child.key->fallback;
}

bool sl_cursor_date(sl_cursor_t map, const char *name, sl_date_t *date)
{
  const char *text = sl_cursor_text(map, name);
  return text != NULL && sl_date_parse(text, date);
}

bool sl_cursor_flag(sl_cursor_t map, const char *name)
{
  const char *word = sl_cursor_text(map, name);
  return word != NULL && strcmp(word, "true") == 0;
}

int sl_cursor_choice(sl_cursor_t map, const char *name)
{
  const char *word = sl_cursor_text(map, name);
  return word != NULL ? sl_schema_choice(sl_cursor_child(map, name).key, word) : -1;
}
