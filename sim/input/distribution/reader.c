#include "sim/input/distribution/reader.h"

#include "sim/input/read/nearest.h"
#include "sim/input/read/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void sl_family_keys_add(sl_family_keys_t *keys, const char *name)
{
  for (size_t i = 0; i < keys->n; i++) {
    if (strcmp(keys->list[i], name) == 0) {
      return;
    }
  }
  if (keys->n < SL_FAMILY_KEYS) {
    keys->list[keys->n++] = name;
  }
}

void sl_family_keys_add_names(sl_family_keys_t *keys, const char *const *names)
{
  for (; *names != NULL; names++) {
    sl_family_keys_add(keys, *names);
  }
}

void sl_family_keys_add_parameters(sl_family_keys_t *keys, const sl_parameter_t *parameters,
                                   size_t n)
{
  for (size_t i = 0; i < n; i++) {
    sl_family_keys_add(keys, parameters[i].name);
  }
}

const char *sl_family_name(const sl_source_t *source, const sl_node_t *node)
{
  if (node->kind != SL_NODE_MAP) {
    char excerpt[SL_EXCERPT_TEXT];
    sl_source_fault(source, node,
                    "a distribution is not of the right form: %s; allowed: a map "
                    "{distribution: NAME, PARAMETER: VALUE, ...}",
                    node->kind == SL_NODE_SCALAR ? sl_text_excerpt(node->text, excerpt) : "a list");
    return NULL;
  }
  const sl_node_t *name = sl_family_require(source, node, "distribution");
  if (name == NULL || name->kind == SL_NODE_FAULTY) {
    return NULL;
  }
  if (name->kind != SL_NODE_SCALAR) {
    sl_source_fault(source, name, "distribution is not a name; allowed: the name of a family");
    return NULL;
  }
  return name->text;
}

static char *join(const char *const *names, size_t n)
{
  sl_text_t text = {0};
  for (size_t i = 0; i < n; i++) {
    sl_text_append(&text, "%s%s", i > 0 ? ", " : "", names[i]);
  }
  return sl_text_take(&text);
}

void sl_family_unknown(const sl_source_t *source, const sl_node_t *node, const char *name,
                       const char *const *known, size_t n)
{
  char excerpt[SL_EXCERPT_TEXT], hint[SL_HINT_TEXT];
  const char *nearest = sl_nearest(name, known, n);
  char *all = join(known, n);
  sl_source_fault(source, sl_node_get(node, "distribution"),
                  "distribution is not known: %s%s; allowed: one of %s",
                  sl_text_excerpt(name, excerpt), sl_did_you_mean(nearest, hint),
                  all != NULL ? all : "");
  free(all);
}

static bool has_key(const sl_family_keys_t *keys, const char *name)
{
  for (size_t i = 0; i < keys->n; i++) {
    if (strcmp(keys->list[i], name) == 0) {
      return true;
    }
  }
  return false;
}

void sl_family_check_keys(const sl_source_t *source, const sl_node_t *node, const char *family,
                          const sl_family_keys_t *keys)
{
  for (size_t i = 0; i < node->n; i++) {
    const sl_node_t *key = &node->keys[i];
    if (has_key(keys, key->text) || sl_source_is_full(source)) {
      continue;
    }
    char excerpt[SL_EXCERPT_TEXT], hint[SL_HINT_TEXT];
    const char *nearest = sl_nearest(key->text, keys->list, keys->n);
    char *all = join(keys->list, keys->n);
    sl_source_fault(source, key, "unknown key of %s: %s%s allowed here: %s", family,
                    sl_text_excerpt(key->text, excerpt),
                    nearest != NULL ? sl_did_you_mean(nearest, hint) : ";", all != NULL ? all : "");
    free(all);
  }
}

static void report_missing(const sl_source_t *source, const sl_node_t *node,
                           const sl_schema_key_t *row)
{
  char *allowed = sl_schema_allowed(row);
  sl_source_fault(source, node, "a required key is missing: %s (%s); allowed: %s",
                  sl_schema_name(row), row->doc, allowed != NULL ? allowed : "");
  free(allowed);
}

static double read_parameter(const sl_schema_key_t *row, const sl_node_t *node)
{
  double value = NAN;
  uint64_t whole;
  if (row->types & SL_TYPE_WHOLE) {
    return sl_schema_whole(row, node, &whole) ? (double)whole : (double)NAN;
  }
  return sl_schema_number(row, node, &value) ? value : (double)NAN;
}

void sl_family_parameters(const sl_source_t *source, const sl_node_t *node,
                          const sl_parameter_t *parameters, size_t n, double *values)
{
  for (size_t i = 0; i < n; i++) {
    const sl_schema_key_t row = sl_schema_of_parameter(&parameters[i]);
    const sl_node_t *value = sl_node_get(node, parameters[i].name);
    values[i] = NAN;
    if (value == NULL) {
      report_missing(source, node, &row);
    } else if (sl_schema_check_value(&row, value, source->path, source->faults)) {
      values[i] = read_parameter(&row, value);
    }
  }
}

const sl_node_t *sl_family_require(const sl_source_t *source, const sl_node_t *node,
                                   const char *name)
{
  const sl_node_t *value = sl_node_get(node, name);
  if (value == NULL) {
    report_missing(source, node, sl_schema_child(sl_schema_distribution(), name));
  }
  return value;
}

double *sl_family_numbers(const sl_source_t *source, const sl_node_t *node, const char *name,
                          size_t *n, int *code)
{
  const sl_schema_key_t *row = sl_schema_child(sl_schema_distribution(), name);
  const sl_node_t *list = sl_family_require(source, node, name);
  *n = 0;
  if (list == NULL || !sl_schema_check_value(row, list, source->path, source->faults)) {
    return NULL;
  }
  double *numbers = malloc((list->n + 1) * sizeof *numbers);
  if (numbers == NULL) {
    *code = SL_ERR_MEMORY;
    return NULL;
  }
  for (size_t i = 0; i < list->n; i++) {
    if (sl_schema_number(row, &list->items[i], &numbers[*n])) {
      ++*n;
    }
  }
  if (*n == 0 || *n != list->n) {
    if (list->n == 0) {
      sl_source_fault(source, list, "the list is empty: %s; allowed: at least one number", name);
    }
    free(numbers);
    return NULL;
  }
  return numbers;
}
