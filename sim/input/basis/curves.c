#include "sim/input/basis/curves.h"

#include "sim/input/distribution/write.h"
#include "sim/input/read/text.h"
#include "sim/input/schema/common.h"

#include <stdlib.h>
#include <string.h>

/* The list of factors of one sex, checked against the bands; NULL after a fault. */
static const sl_node_t *factor_list(const sl_source_t *source, sl_cursor_t item, const char *name,
                                    size_t n_bands)
{
  const sl_node_t *list = sl_node_get(item.node, name);
  if (list == NULL || list->kind != SL_NODE_LIST) {
    return NULL;
  }
  if (list->n != n_bands) {
    sl_source_fault(source, list, "%s has %zu factors for %zu ages; allowed: as many of each", name,
                    list->n, n_bands);
    return NULL;
  }
  return list;
}

static void fill_curve(sl_cursor_t item, const uint64_t *ages, size_t n_bands, const char *name,
                       const sl_node_t *list, double factor[SL_AGES])
{
  const sl_schema_key_t *row = sl_cursor_child(item, name).key;
  for (size_t age = 0, band = 0; age < SL_AGES; age++) {
    while (band + 1 < n_bands && ages[band + 1] <= age) {
      band++;
    }
    factor[age] = 1.0;
    sl_schema_number(row, &list->items[band], &factor[age]);
  }
}

/* First ages of the bands; 0 bands after a fault. */
static size_t read_ages(const sl_source_t *source, sl_cursor_t item, uint64_t ages[SL_AGES])
{
  const sl_node_t *list = sl_node_get(item.node, "ages");
  if (list == NULL || list->kind != SL_NODE_LIST) {
    return 0;
  }
  const sl_schema_key_t *row = sl_cursor_child(item, "ages").key;
  bool ascending = list->n > 0 && list->n <= SL_AGES;
  for (size_t i = 0; i < list->n && ascending; i++) {
    ascending = sl_schema_whole(row, &list->items[i], &ages[i]) &&
                (i == 0 ? ages[i] == 0 : ages[i] > ages[i - 1]);
  }
  if (!ascending) {
    sl_source_fault(source, list,
                    "ages are not in order; allowed: whole numbers that begin with 0 and ascend");
    return 0;
  }
  return list->n;
}

static int bind_curve(const sl_source_t *source, sl_cursor_t item, sl_named_curve_t *curve)
{
  const char *name = sl_cursor_text(item, "name");
  uint64_t ages[SL_AGES];
  const size_t n_bands = read_ages(source, item, ages);
  curve->name = sl_text_copy(name != NULL ? name : "");
  if (curve->name == NULL) {
    return SL_ERR_MEMORY;
  }
  if (n_bands == 0) {
    return SL_OK;
  }
  const sl_node_t *female = factor_list(source, item, "female", n_bands);
  const sl_node_t *male = factor_list(source, item, "male", n_bands);
  if (female != NULL && male != NULL) {
    fill_curve(item, ages, n_bands, "female", female, curve->curve.factor[SL_FEMALE]);
    fill_curve(item, ages, n_bands, "male", male, curve->curve.factor[SL_MALE]);
  }
  return SL_OK;
}

int sl_curves_read(const sl_source_t *source, sl_cursor_t list, sl_named_curve_t **curves,
                   size_t *n)
{
  const size_t length = sl_cursor_length(list);
  *n = 0;
  *curves = calloc(length + 1, sizeof **curves);
  int code = *curves == NULL ? SL_ERR_MEMORY : sl_schema_unique_names(source, list);
  for (size_t i = 0; i < length && code == SL_OK; i++) {
    const sl_cursor_t item = sl_cursor_item(list, i);
    if (sl_cursor_is_map(item)) {
      code = bind_curve(source, item, &(*curves)[(*n)++]);
    }
  }
  return code;
}

int sl_curve_of_item(const sl_source_t *source, sl_cursor_t item, const sl_named_curve_t *curves,
                     size_t n, sl_age_curve_t **curve)
{
  if (sl_cursor_child(item, "age_curve").key == NULL) {
    return SL_OK; /* no file but a basis has curves */
  }
  const char *name = sl_cursor_text(item, "age_curve");
  for (size_t i = 0; name != NULL && i < n; i++) {
    if (strcmp(curves[i].name, name) == 0) {
      *curve = malloc(sizeof **curve);
      if (*curve == NULL) {
        return SL_ERR_MEMORY;
      }
      **curve = curves[i].curve;
      return SL_OK;
    }
  }
  if (name != NULL) {
    char excerpt[SL_EXCERPT_TEXT];
    sl_source_fault(source, sl_node_get(item.node, "age_curve"),
                    "age_curve is not known: %s; allowed: the name of one of the age_curves",
                    sl_text_excerpt(name, excerpt));
  }
  return SL_OK;
}

static size_t find_bands(const sl_age_curve_t *curve, double first[SL_AGES])
{
  size_t n = 0;
  for (size_t age = 0; age < SL_AGES; age++) {
    if (age == 0 || curve->factor[SL_FEMALE][age] != curve->factor[SL_FEMALE][age - 1] ||
        curve->factor[SL_MALE][age] != curve->factor[SL_MALE][age - 1]) {
      first[n++] = (double)age;
    }
  }
  return n;
}

void sl_curve_write(sl_text_t *text, const sl_age_curve_t *curve, int indent)
{
  static const char *const names[] = {[SL_FEMALE] = "female", [SL_MALE] = "male"};
  double first[SL_AGES], factors[SL_AGES];
  const size_t n = find_bands(curve, first);
  sl_text_append(text, "%*sages: ", indent, "");
  sl_write_numbers(text, first, n);
  for (size_t sex = SL_FEMALE; sex <= SL_MALE; sex++) {
    for (size_t band = 0; band < n; band++) {
      factors[band] = curve->factor[sex][(size_t)first[band]];
    }
    sl_text_append(text, "\n%*s%s: ", indent, "", names[sex]);
    sl_write_numbers(text, factors, n);
  }
  sl_text_append(text, "\n");
}
