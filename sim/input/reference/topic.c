#include "models/funding/arrangement.h"
#include "sim/input/read/nearest.h"
#include "sim/input/reference/entry.h"
#include "sim/input/reference/glossary.h"
#include "sim/input/reference/reference.h"
#include "sim/input/schema/kind_keys.h"

#include <stdlib.h>
#include <string.h>

/* ---- the tree ---- */

static unsigned depth_of(const char *path)
{
  unsigned depth = 0;
  for (; *path != '\0'; path++) {
    depth += *path == '.';
  }
  return depth;
}

static void append_tree_row(sl_text_t *text, const sl_schema_key_t *key)
{
  const unsigned indent = 2 * depth_of(key->path) + 2;
  const char *unit = sl_reference_unit(key);
  const bool list = key->types & SL_TYPE_LIST;
  sl_text_append(text, "%*s%s%s  (%s%s", (int)indent, "", sl_schema_name(key), list ? "[]" : "",
                 unit != NULL ? unit : "", unit != NULL ? "; " : "");
  sl_reference_append_default(text, key);
  sl_text_append(text, ")\n");
  sl_reference_append_wrapped(text, indent + 4, key->doc);
}

static void append_tree_group(sl_text_t *text, const char *group, const char *title)
{
  size_t n;
  const sl_schema_key_t *keys = sl_schema_keys(&n);
  sl_text_append(text, "%s\n\n", title);
  for (size_t i = 0; i < n; i++) {
    if (sl_reference_in_group(&keys[i], group)) {
      append_tree_row(text, &keys[i]);
    }
  }
  sl_text_append(text, "\n");
}

static void append_family_names(sl_text_t *text, const char *role, const char *title)
{
  sl_family_entry_t family;
  sl_text_t names = {0};
  for (size_t i = 0; sl_reference_family(i, &family); i++) {
    if (strcmp(family.role, role) == 0) {
      sl_text_append(&names, "%s%s", names.length > 0 ? ", " : "", family.name);
    }
  }
  char *line = sl_text_take(&names);
  sl_text_append(text, "%s\n\n", title);
  sl_reference_append_wrapped(text, 2, sl_text_part(text, line));
  sl_text_append(text, "\n");
  free(line);
}

char *sl_reference_tree(void)
{
  sl_text_t text = {0};
  append_tree_group(&text, "", "Scenario file");
  append_tree_group(&text, SL_SCHEMA_DISTRIBUTION,
                    "Distributions (frequency, severity): keys beside a family's parameters");
  append_family_names(&text, "frequency", "Frequencies");
  append_family_names(&text, "severity", "Severities");
  append_tree_group(&text, SL_SCHEMA_CENSUS, "Columns of a census");
  append_tree_group(&text, SL_SCHEMA_BASIS, "Claims basis file");
  append_tree_group(&text, SL_SCHEMA_STRESSES, "Stresses file");
  sl_text_append(&text, "Say `stoploss explain KEY` for one key, distribution or kind.\n");
  return sl_text_take(&text);
}

/* ---- one topic ---- */

static void append_row(sl_text_t *text, const sl_schema_key_t *key, const char *group)
{
  char *allowed = sl_schema_allowed(key);
  sl_text_t line = {0};
  sl_reference_append_path(text, key);
  sl_text_append(text, "%s\n", group);
  sl_reference_append_wrapped(text, 4, key->doc);
  sl_text_append(&line, "allowed: %s", sl_text_part(text, allowed));
  char *words = sl_text_take(&line);
  sl_reference_append_wrapped(text, 4, sl_text_part(text, words));
  if (sl_reference_unit(key) != NULL) {
    sl_text_append(text, "    unit: %s\n", sl_reference_unit(key));
  }
  sl_text_append(text, "    ");
  sl_reference_append_default(text, key);
  sl_text_append(text, "\n\n");
  free(words);
  free(allowed);
}

static const char *group_note(const sl_schema_key_t *key)
{
  if (sl_reference_in_group(key, SL_SCHEMA_BASIS)) {
    return "  (in a claims basis file)";
  }
  if (sl_reference_in_group(key, SL_SCHEMA_CENSUS)) {
    return "  (column of a census)";
  }
  if (sl_reference_in_group(key, SL_SCHEMA_STRESSES)) {
    return "  (in a file of stresses)";
  }
  return sl_reference_in_group(key, SL_SCHEMA_DISTRIBUTION) ? "  (in a distribution)" : "";
}

/* Whether name is the row's path, with or without "[]", or its last word. */
static bool is_named(sl_text_t *text, const sl_schema_key_t *key, const char *name)
{
  sl_text_t path = {0};
  sl_reference_append_path(&path, key);
  char *plain = sl_text_take(&path);
  const bool named = strcmp(sl_text_part(text, plain), name) == 0 || strcmp(key->path, name) == 0 ||
                     strcmp(sl_schema_name(key), name) == 0;
  free(plain);
  return named && name[0] != '\0';
}

static void append_keys(sl_text_t *text, const char *name)
{
  size_t n;
  const sl_schema_key_t *keys = sl_schema_keys(&n);
  for (size_t i = 0; i < n; i++) {
    if (sl_schema_name(&keys[i])[0] != '\0' && is_named(text, &keys[i], name)) {
      append_row(text, &keys[i], group_note(&keys[i]));
    }
  }
}

static void append_columns(sl_text_t *text)
{
  const sl_schema_key_t *columns[SL_SCHEMA_CHILDREN];
  const size_t n = sl_schema_children(sl_schema_census(), columns, SL_SCHEMA_CHILDREN);
  for (size_t i = 0; i < n; i++) {
    append_row(text, columns[i], group_note(columns[i]));
  }
}

static void append_parameters(sl_text_t *text, const sl_parameter_t *parameters, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    const sl_schema_key_t row = sl_schema_of_parameter(&parameters[i]);
    const char *unit = sl_reference_unit(&row);
    char *allowed = sl_schema_allowed(&row);
    sl_text_t line = {0};
    sl_text_append(&line, "%s: %s; %s%s%s", row.path, row.doc, sl_text_part(text, allowed),
                   unit != NULL ? ", unit " : "", unit != NULL ? unit : "");
    char *words = sl_text_take(&line);
    sl_reference_append_wrapped(text, 4, sl_text_part(text, words));
    free(words);
    free(allowed);
  }
}

static void append_family(sl_text_t *text, const sl_family_entry_t *family)
{
  sl_text_append(text, "%s  (%s)\n", family->name, family->role);
  sl_reference_append_wrapped(text, 4, family->doc);
  append_parameters(text, family->parameters, family->n_parameters);
  if (family->n_alternative > 0) {
    sl_text_append(text, "  or\n");
    append_parameters(text, family->alternative, family->n_alternative);
  }
  if (family->extra[0] != NULL) {
    sl_text_append(text, "    takes also: ");
    sl_reference_append_extra(text, family);
    sl_text_append(text, "\n");
  }
  sl_text_append(text, "  source\n");
  sl_reference_append_wrapped(text, 4, family->citation);
  sl_text_append(text, "\n");
}

static bool has_parameter(const sl_parameter_t *parameters, size_t n, const char *name)
{
  for (size_t i = 0; i < n; i++) {
    if (strcmp(parameters[i].name, name) == 0) {
      return true;
    }
  }
  return false;
}

static void append_families(sl_text_t *text, const char *name)
{
  sl_family_entry_t family;
  for (size_t i = 0; sl_reference_family(i, &family); i++) {
    if (strcmp(family.name, name) == 0 ||
        has_parameter(family.parameters, family.n_parameters, name) ||
        has_parameter(family.alternative, family.n_alternative, name)) {
      append_family(text, &family);
    }
  }
}

static void append_word(sl_text_t *text, const char *name)
{
  const sl_glossary_entry_t *entry = sl_glossary_find(name);
  if (entry == NULL) {
    return;
  }
  sl_text_append(text, "%s  (a word of the field)\n", entry->word);
  sl_reference_append_wrapped(text, 4, entry->meaning);
  for (size_t i = 0; entry->keys[i] != NULL; i++) {
    sl_text_append(text, "    see %s\n", entry->keys[i]);
  }
  sl_text_append(text, "\n");
}

static void append_kind(sl_text_t *text, const char *name)
{
  const sl_arrangement_kind_t *kind = sl_arrangement_kind(name);
  sl_kind_key_t keys[SL_KIND_KEYS];
  if (kind == NULL) {
    return;
  }
  sl_text_append(text, "%s  (kind of arrangement)\n", kind->name);
  sl_reference_append_wrapped(text, 4, kind->doc);
  sl_kind_keys(kind, keys);
  for (size_t i = 0; i < SL_KIND_KEYS; i++) {
    sl_text_append(text, "    takes %s: %s\n", keys[i].name, sl_kind_key_need(&keys[i]));
  }
  sl_text_append(text, "  source\n");
  sl_reference_append_wrapped(text, 4, kind->citation);
  sl_text_append(text, "\n");
}

#define NAMES_MAX 1024

static void add_name(const char **names, size_t *n, const char *name)
{
  if (*n < NAMES_MAX && name[0] != '\0') {
    names[(*n)++] = name;
  }
}

/* The nearest of all names that a topic may have; paths are known by their last word. */
static const char *nearest_name(const char *name)
{
  const char *names[NAMES_MAX];
  size_t n = 0, n_keys, n_kinds, n_entries;
  const sl_glossary_entry_t *entries = sl_glossary(&n_entries);
  sl_family_entry_t family;
  const char *dot = strrchr(name, '.');
  const sl_schema_key_t *keys = sl_schema_keys(&n_keys);
  const sl_arrangement_kind_t *const *kinds = sl_arrangement_kinds(&n_kinds);
  for (size_t i = 0; i < n_keys; i++) {
    add_name(names, &n, sl_schema_name(&keys[i]));
  }
  for (size_t i = 0; sl_reference_family(i, &family); i++) {
    add_name(names, &n, family.name);
    for (size_t p = 0; p < family.n_parameters; p++) {
      add_name(names, &n, family.parameters[p].name);
    }
  }
  for (size_t i = 0; i < n_kinds; i++) {
    add_name(names, &n, kinds[i]->name);
  }
  for (size_t i = 0; i < n_entries; i++) {
    add_name(names, &n, entries[i].word);
    for (size_t a = 0; entries[i].also[a] != NULL; a++) {
      add_name(names, &n, entries[i].also[a]);
    }
  }
  return sl_nearest(dot != NULL ? dot + 1 : name, names, n);
}

char *sl_reference_topic(const char *name, bool *known, const char **nearest)
{
  sl_text_t text = {0};
  append_word(&text, name);
  append_keys(&text, name);
  const sl_schema_key_t *claims = sl_schema_child(sl_schema_scenario(), "claims");
  if (is_named(&text, sl_schema_child(sl_schema_child(claims, "services"), "lag"), name)) {
    sl_reference_append_lags(&text, false);
  }
  if (is_named(&text, sl_schema_child(sl_schema_scenario(), "census"), name)) {
    append_columns(&text);
  }
  append_families(&text, name);
  append_kind(&text, name);
  *nearest = NULL;
  const bool is_known = text.length > 0 || text.failed;
  if (known != NULL) {
    *known = is_known;
  }
  if (text.length == 0) {
    *nearest = is_known ? NULL : nearest_name(name);
    sl_text_free(&text);
    return NULL;
  }
  text.length--; /* one of the two line ends */
  return sl_text_take(&text);
}
