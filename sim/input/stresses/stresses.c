#include "sim/input/stresses/stresses.h"

#include "sim/input/load/load.h"
#include "sim/input/read/plain_locale.h"
#include "sim/input/read/source.h"
#include "sim/input/read/text.h"
#include "sim/input/schema/common.h"
#include "sim/input/schema/schema.h"

#include <stdlib.h>
#include <string.h>

#define PLAIN "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._+-/% "

/* ---- one stress ---- */

int sl_stress_init(sl_stress_t *stress, const char *name, const char *says)
{
  *stress = (sl_stress_t){.name = sl_text_copy(name), .says = sl_text_copy(says)};
  return stress->name != NULL && stress->says != NULL ? SL_OK : SL_ERR_MEMORY;
}

int sl_stress_set(sl_stress_t *stress, const char *path, const char *value)
{
  sl_override_t *set = realloc(stress->set, (stress->n + 1) * sizeof *set);
  stress->set = set != NULL ? set : stress->set;
  sl_stress_place_t *place = realloc(stress->place, (stress->n + 1) * sizeof *place);
  stress->place = place != NULL ? place : stress->place;
  char *own_path = sl_text_copy(path), *own_value = sl_text_copy(value);
  if (set == NULL || place == NULL || own_path == NULL || own_value == NULL) {
    free(own_path);
    free(own_value);
    return SL_ERR_MEMORY;
  }
  set[stress->n] = (sl_override_t){own_path, own_value};
  place[stress->n++] = (sl_stress_place_t){0, 0};
  return SL_OK;
}

void sl_stress_free(sl_stress_t *stress)
{
  for (size_t i = 0; i < stress->n; i++) {
    free((char *)(size_t)stress->set[i].path);
    free((char *)(size_t)stress->set[i].value);
  }
  free(stress->set);
  free(stress->place);
  free(stress->name);
  free(stress->says);
  *stress = (sl_stress_t){0};
}

/* ---- a file of them ---- */

/* On one line, as --set takes it. */
static void write_value(sl_text_t *text, const sl_node_t *node)
{
  const bool map = node->kind == SL_NODE_MAP;
  if (node->kind == SL_NODE_SCALAR) {
    if (!node->quoted && strspn(node->text, PLAIN) == strlen(node->text)) {
      sl_text_append(text, "%s", node->text);
    } else {
      sl_text_append_quoted(text, node->text);
    }
    return;
  }
  sl_text_append(text, map ? "{" : "[");
  for (size_t i = 0; i < node->n; i++) {
    sl_text_append(text, "%s", i > 0 ? ", " : "");
    if (map) {
      sl_text_append_quoted(text, node->keys[i].text);
      sl_text_append(text, ": ");
    }
    write_value(text, &node->items[i]);
  }
  sl_text_append(text, map ? "}" : "]");
}

static int read_set(const sl_node_t *set, sl_stress_t *stress)
{
  int code = SL_OK;
  for (size_t i = 0; set != NULL && set->kind == SL_NODE_MAP && i < set->n && code == SL_OK; i++) {
    sl_text_t text = {0};
    write_value(&text, &set->items[i]);
    char *value = sl_text_take(&text);
    code = value != NULL ? sl_stress_set(stress, set->keys[i].text, value) : SL_ERR_MEMORY;
    if (code == SL_OK) {
      stress->place[i] = (sl_stress_place_t){set->keys[i].line, set->keys[i].column};
    }
    free(value);
  }
  return code;
}

static int read_list(sl_cursor_t list, sl_stresses_t *stresses)
{
  const size_t n = sl_cursor_length(list);
  int code = SL_OK;
  stresses->list = calloc(n + 1, sizeof *stresses->list);
  for (size_t i = 0; stresses->list != NULL && i < n && code == SL_OK; i++) {
    const sl_cursor_t item = sl_cursor_item(list, i);
    sl_stress_t *stress = &stresses->list[stresses->n++];
    const char *name = sl_cursor_is_map(item) ? sl_cursor_text(item, "name") : NULL;
    const char *says = sl_cursor_is_map(item) ? sl_cursor_text(item, "says") : NULL;
    code = sl_stress_init(stress, name != NULL ? name : "", says != NULL ? says : "");
    code = code == SL_OK ? read_set(sl_node_get(item.node, "set"), stress) : code;
  }
  return stresses->list != NULL ? code : SL_ERR_MEMORY;
}

static int read_file(const char *path, sl_stresses_t *stresses, sl_faults_t *faults)
{
  sl_tree_t *tree = NULL;
  int code = sl_tree_read(NULL, path, &tree, faults);
  if (tree != NULL && code != SL_ERR_MEMORY) {
    const sl_cursor_t root = {sl_schema_stresses(), &tree->root};
    const sl_source_t source = {.path = path, .faults = faults};
    sl_schema_check(root.key, tree, faults);
    const sl_cursor_t list = sl_cursor_child(root, "stresses");
    code = sl_schema_unique_names(&source, list);
    stresses->path = sl_text_copy(path);
    code = code == SL_OK && stresses->path != NULL ? read_list(list, stresses) : SL_ERR_MEMORY;
  }
  if (code == SL_ERR_MEMORY) {
    sl_faults_add(faults, SL_ERR_MEMORY, path, 0, 0, "out of memory");
  }
  sl_tree_free(tree);
  return code == SL_OK ? sl_faults_code(faults) : code;
}

int sl_stresses_read(const char *path, sl_stresses_t *stresses, sl_faults_t *faults)
{
  const sl_plain_locale_t locale = sl_plain_locale_begin();
  *stresses = (sl_stresses_t){0};
  const int code = read_file(path, stresses, faults);
  sl_plain_locale_end(locale);
  return code;
}

void sl_stresses_free(sl_stresses_t *stresses)
{
  for (size_t i = 0; i < stresses->n; i++) {
    sl_stress_free(&stresses->list[i]);
  }
  free(stresses->list);
  free(stresses->path);
  *stresses = (sl_stresses_t){0};
}

/* ---- in a scenario ---- */

/* The value of the stress that a fault's file names ("--set PATH=VALUE"); stress->n: none. */
static size_t value_of(const sl_stress_t *stress, const char *file)
{
  static const char prefix[] = "--set ";
  for (size_t i = 0; i < stress->n && strncmp(file, prefix, sizeof prefix - 1) == 0; i++) {
    const char *path = stress->set[i].path;
    const size_t length = strlen(path) < 200 ? strlen(path) : 200; /* as messages cut it */
    if (strncmp(file + sizeof prefix - 1, path, length) == 0 &&
        file[sizeof prefix - 1 + length] == '=') {
      return i;
    }
  }
  return stress->n;
}

static void pass_on(const sl_faults_t *from, const sl_stress_t *stress, const char *path,
                    sl_faults_t *faults)
{
  for (size_t i = 0; i < from->n; i++) {
    const sl_error_t *fault = &from->list[i];
    const size_t value = path != NULL ? value_of(stress, fault->file) : stress->n;
    if (value < stress->n) {
      sl_faults_add(faults, fault->code, path, stress->place[value].line,
                    stress->place[value].column, "%s: %s", stress->set[value].path, fault->text);
    } else {
      sl_faults_add(faults, fault->code, fault->file, fault->line, fault->column, "%s",
                    fault->text);
    }
  }
  faults->suppressed += from->suppressed;
}

int sl_stress_variant(const sl_scenario_t *scenario, const sl_stress_t *stress, const char *path,
                      sl_scenario_t **variant, sl_faults_t *faults)
{
  const sl_overrides_t overrides = {stress->set, stress->n};
  sl_faults_t own;
  sl_faults_init(&own);
  const int code = sl_scenario_variant(NULL, scenario, &overrides, variant, &own);
  pass_on(&own, stress, path, faults);
  sl_faults_free(&own);
  return code;
}
