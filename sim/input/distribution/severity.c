#include "models/severity/severity.h"
#include "models/severity/internal.h"
#include "sim/input/distribution/continuance_file.h"
#include "sim/input/distribution/distribution.h"
#include "sim/input/distribution/reader.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FAMILIES_MAX 64

static int bind_severity(const sl_source_t *source, const sl_node_t *node, bool nested,
                         sl_severity_t *severity);

static const sl_severity_family_t *find_family(const sl_source_t *source, const sl_node_t *node)
{
  const char *name = sl_family_name(source, node);
  const sl_severity_family_t *family = name != NULL ? sl_severity_family(name) : NULL;
  if (name != NULL && family == NULL) {
    const char *known[FAMILIES_MAX];
    size_t n;
    const sl_severity_family_t *const *all = sl_severity_families(&n);
    for (size_t i = 0; i < n && i < FAMILIES_MAX; i++) {
      known[i] = all[i]->name;
    }
    sl_family_unknown(source, node, name, known, n < FAMILIES_MAX ? n : FAMILIES_MAX);
  }
  return family;
}

const char *const *sl_severity_shape_keys(sl_severity_shape_t shape)
{
  static const char *const none[] = {NULL};
  static const char *const table[] = {"values", "probabilities", NULL};
  static const char *const continuance[] = {"file", NULL};
  static const char *const mixture[] = {"weights", "of", NULL};
  static const char *const splice[] = {"below", "above", "weight_above", NULL};
  switch (shape) {
  case SL_SEVERITY_TABLE:
    return table;
  case SL_SEVERITY_CONTINUANCE:
    return continuance;
  case SL_SEVERITY_MIXTURE:
    return mixture;
  case SL_SEVERITY_SPLICE:
    return splice;
  case SL_SEVERITY_SCALAR:
    break;
  }
  return none;
}

static void check_keys(const sl_source_t *source, const sl_node_t *node, bool nested,
                       const sl_severity_family_t *family)
{
  sl_family_keys_t keys = {.n = 0};
  sl_family_keys_add(&keys, "distribution");
  sl_family_keys_add_parameters(&keys, family->parameters, family->n_parameters);
  sl_family_keys_add_parameters(&keys, family->alternative, family->n_alternative);
  sl_family_keys_add_names(&keys, sl_severity_shape_keys(family->shape));
  sl_family_keys_add(&keys, "limit");
  if (!nested) {
    sl_family_keys_add(&keys, "times");
  } else if (sl_node_get(node, "times") != NULL) {
    sl_source_fault(source, sl_node_get(node, "times"),
                    "times cannot stand inside a part; put it beside the outermost distribution");
    sl_family_keys_add(&keys, "times"); /* said once */
  }
  sl_family_check_keys(source, node, family->name, &keys);
}

static bool gives_any(const sl_node_t *node, const sl_parameter_t *parameters, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    if (sl_node_get(node, parameters[i].name) != NULL) {
      return true;
    }
  }
  return false;
}

static void bind_parameters(const sl_source_t *source, const sl_node_t *node,
                            sl_severity_t *severity)
{
  const sl_severity_family_t *family = severity->family;
  const bool canonical = gives_any(node, family->parameters, family->n_parameters);
  const bool alternative = gives_any(node, family->alternative, family->n_alternative);
  if (canonical && alternative) {
    sl_source_fault(source, node,
                    "%s is given in two ways; allowed: either the parameters beginning with %s or "
                    "those beginning with %s",
                    family->name, family->parameters[0].name, family->alternative[0].name);
  } else if (alternative) {
    double given[SL_SEVERITY_PARAMETERS];
    sl_family_parameters(source, node, family->alternative, family->n_alternative, given);
    family->from_alternative(given, severity->parameter);
  } else {
    sl_family_parameters(source, node, family->parameters, family->n_parameters,
                         severity->parameter);
  }
}

static int bind_table(const sl_source_t *source, const sl_node_t *node, sl_severity_t *severity)
{
  int code = SL_OK;
  size_t n_probabilities;
  severity->values = sl_family_numbers(source, node, "values", &severity->n, &code);
  severity->probabilities =
      sl_family_numbers(source, node, "probabilities", &n_probabilities, &code);
  if (severity->values != NULL && severity->probabilities != NULL &&
      severity->n != n_probabilities) {
    sl_source_fault(source, node, "%zu values but %zu probabilities; allowed: as many of each",
                    severity->n, n_probabilities);
  }
  return code;
}

static int bind_continuance(const sl_source_t *source, const sl_node_t *node,
                            sl_severity_t *severity)
{
  const sl_schema_key_t *row = sl_schema_child(sl_schema_distribution(), "file");
  const sl_node_t *file = sl_family_require(source, node, "file");
  if (file == NULL || !sl_schema_check_value(row, file, source->path, source->faults)) {
    return SL_ERR_INPUT;
  }
  char *path = sl_source_resolve(source, file->text);
  const int code =
      path != NULL && sl_files_read_add(source->files, "continuance table", path) == SL_OK
          ? sl_continuance_read(source->provider, path, severity, source->faults)
          : SL_ERR_MEMORY;
  free(path);
  return code;
}

/* An optional number beside the parameters; *value stays as it is without one. */
static void bind_number(const sl_source_t *source, const sl_node_t *node, const char *name,
                        double *value)
{
  const sl_schema_key_t *row = sl_schema_child(sl_schema_distribution(), name);
  const sl_node_t *given = sl_node_get(node, name);
  if (given != NULL && sl_schema_check_value(row, given, source->path, source->faults)) {
    sl_schema_number(row, given, value);
  }
}

/* Reads n nodes into severity->parts, which takes those that were read. */
static int bind_parts(const sl_source_t *source, const sl_node_t *const *nodes, size_t n,
                      sl_severity_t *severity)
{
  int worst = SL_OK;
  sl_severity_t *parts = calloc(n, sizeof *parts);
  if (parts == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < n; i++) {
    const int code = bind_severity(source, nodes[i], true, &parts[i]);
    worst = code != SL_OK ? code : worst;
  }
  if (worst == SL_OK) {
    severity->parts = parts;
    return SL_OK;
  }
  for (size_t i = 0; i < n; i++) {
    sl_severity_free(&parts[i]);
  }
  free(parts);
  return worst;
}

static int bind_mixture(const sl_source_t *source, const sl_node_t *node, sl_severity_t *severity)
{
  int code = SL_OK;
  const sl_node_t *of = sl_family_require(source, node, "of");
  severity->probabilities = sl_family_numbers(source, node, "weights", &severity->n, &code);
  if (code != SL_OK || of == NULL || of->kind == SL_NODE_FAULTY) {
    return code;
  }
  if (of->kind != SL_NODE_LIST || of->n == 0) {
    sl_source_fault(source, of, "of is not a list of severities; allowed: one for each weight");
    return SL_ERR_INPUT;
  }
  const sl_node_t **nodes = malloc(of->n * sizeof *nodes);
  if (nodes == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < of->n; i++) {
    nodes[i] = &of->items[i];
  }
  const size_t n_weights = severity->n;
  code = bind_parts(source, nodes, of->n, severity);
  free(nodes);
  if (severity->probabilities != NULL && n_weights != of->n) {
    sl_source_fault(source, node, "%zu weights but %zu parts; allowed: as many of each", n_weights,
                    of->n);
    code = code == SL_OK ? SL_ERR_INPUT : code;
  }
  severity->n = of->n;
  return code;
}

static int bind_splice(const sl_source_t *source, const sl_node_t *node, sl_severity_t *severity)
{
  const sl_node_t *const nodes[] = {sl_family_require(source, node, "below"),
                                    sl_family_require(source, node, "above")};
  const int code = bind_parts(source, nodes, 2, severity);
  severity->n = code == SL_OK ? 2 : 0;
  bind_number(source, node, "weight_above", &severity->parameter[1]);
  return code;
}

static int bind_shape(const sl_source_t *source, const sl_node_t *node, sl_severity_t *severity)
{
  switch (severity->family->shape) {
  case SL_SEVERITY_TABLE:
    return bind_table(source, node, severity);
  case SL_SEVERITY_CONTINUANCE:
    return bind_continuance(source, node, severity);
  case SL_SEVERITY_MIXTURE:
    return bind_mixture(source, node, severity);
  case SL_SEVERITY_SPLICE:
    return bind_splice(source, node, severity);
  case SL_SEVERITY_SCALAR:
    break;
  }
  return SL_OK;
}

static void bind_limit_and_salary(const sl_source_t *source, const sl_node_t *node, bool nested,
                                  sl_severity_t *severity)
{
  const sl_schema_key_t *row = sl_schema_child(sl_schema_distribution(), "times");
  const sl_node_t *times = sl_node_get(node, "times");
  bind_number(source, node, "limit", &severity->limit);
  if (times != NULL && !nested) {
    severity->times_salary = sl_schema_check_value(row, times, source->path, source->faults);
  }
}

static int bind_severity(const sl_source_t *source, const sl_node_t *node, bool nested,
                         sl_severity_t *severity)
{
  const size_t before = source->faults->n + source->faults->suppressed;
  const sl_severity_family_t *family = NULL;
  sl_error_t error;
  if (node == NULL || node->kind == SL_NODE_FAULTY ||
      (family = find_family(source, node)) == NULL) {
    return SL_ERR_INPUT;
  }
  sl_severity_init(severity, family);
  check_keys(source, node, nested, family);
  bind_parameters(source, node, severity);
  bind_limit_and_salary(source, node, nested, severity);
  int code = bind_shape(source, node, severity);
  if (code == SL_OK && source->faults->n + source->faults->suppressed > before) {
    code = SL_ERR_INPUT;
  }
  if (code == SL_OK && (code = sl_severity_validate(severity, &error)) != SL_OK &&
      code != SL_ERR_MEMORY) {
    sl_source_fault(source, node, "%s", error.text);
    code = SL_ERR_INPUT;
  }
  if (code != SL_OK) {
    sl_severity_free(severity);
    *severity = (sl_severity_t){0};
  }
  return code;
}

int sl_bind_severity(const sl_source_t *source, const sl_node_t *node, sl_severity_t *severity)
{
  return bind_severity(source, node, false, severity);
}
