#include "sim/input/distribution/distribution.h"
#include "sim/input/distribution/reader.h"

#include <stdlib.h>

#define FAMILIES_MAX 64

static const sl_frequency_family_t *find_family(const sl_source_t *source, const sl_node_t *node)
{
  const char *name = sl_family_name(source, node);
  const sl_frequency_family_t *family = name != NULL ? sl_frequency_family(name) : NULL;
  if (name != NULL && family == NULL) {
    const char *known[FAMILIES_MAX];
    size_t n;
    const sl_frequency_family_t *const *all = sl_frequency_families(&n);
    for (size_t i = 0; i < n && i < FAMILIES_MAX; i++) {
      known[i] = all[i]->name;
    }
    sl_family_unknown(source, node, name, known, n < FAMILIES_MAX ? n : FAMILIES_MAX);
  }
  return family;
}

const char *const *sl_frequency_shape_keys(sl_frequency_shape_t shape)
{
  static const char *const none[] = {NULL};
  static const char *const table[] = {"probabilities", NULL};
  static const char *const modified[] = {"of", NULL};
  return shape == SL_FREQUENCY_TABLE           ? table
         : shape == SL_FREQUENCY_ZERO_MODIFIED ? modified
                                               : none;
}

static void check_keys(const sl_source_t *source, const sl_node_t *node,
                       const sl_frequency_family_t *family)
{
  sl_family_keys_t keys = {.n = 0};
  sl_family_keys_add(&keys, "distribution");
  sl_family_keys_add_parameters(&keys, family->parameters, family->n_parameters);
  sl_family_keys_add_names(&keys, sl_frequency_shape_keys(family->shape));
  sl_family_check_keys(source, node, family->name, &keys);
}

static int bind_part(const sl_source_t *source, const sl_node_t *node, sl_frequency_t *frequency)
{
  sl_frequency_t *part = calloc(1, sizeof *part);
  if (part == NULL) {
    return SL_ERR_MEMORY;
  }
  const int code = sl_bind_frequency(source, sl_family_require(source, node, "of"), part);
  if (code != SL_OK) {
    free(part);
    return code;
  }
  frequency->part = part;
  return SL_OK;
}

static int bind_shape(const sl_source_t *source, const sl_node_t *node, sl_frequency_t *frequency)
{
  int code = SL_OK;
  if (frequency->family->shape == SL_FREQUENCY_TABLE) {
    frequency->probabilities =
        sl_family_numbers(source, node, "probabilities", &frequency->n, &code);
  } else if (frequency->family->shape == SL_FREQUENCY_ZERO_MODIFIED) {
    code = bind_part(source, node, frequency);
  }
  return code;
}

int sl_bind_frequency(const sl_source_t *source, const sl_node_t *node, sl_frequency_t *frequency)
{
  const size_t before = source->faults->n + source->faults->suppressed;
  const sl_frequency_family_t *family = NULL;
  sl_error_t error;
  if (node == NULL || node->kind == SL_NODE_FAULTY ||
      (family = find_family(source, node)) == NULL) {
    return SL_ERR_INPUT;
  }
  sl_frequency_init(frequency, family);
  check_keys(source, node, family);
  sl_family_parameters(source, node, family->parameters, family->n_parameters,
                       frequency->parameter);
  int code = bind_shape(source, node, frequency);
  if (code == SL_OK && source->faults->n + source->faults->suppressed > before) {
    code = SL_ERR_INPUT;
  }
  if (code == SL_OK && (code = sl_frequency_validate(frequency, &error)) != SL_OK &&
      code != SL_ERR_MEMORY) {
    sl_source_fault(source, node, "%s", error.text);
    code = SL_ERR_INPUT;
  }
  if (code != SL_OK) {
    sl_frequency_free(frequency);
    *frequency = (sl_frequency_t){0};
  }
  return code;
}
