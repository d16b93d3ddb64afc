#include "sim/output/text/json_parts.h"

#include "sim/input/read/text.h"

#include <math.h>

json_t *sl_json_with(json_t *object, const char *name, json_t *value)
{
  if (object == NULL) {
    json_decref(value);
  } else if (json_object_set_new(object, name, value) != 0) {
    json_decref(object);
    object = NULL;
  }
  return object;
}

json_t *sl_json_and(json_t *list, json_t *value)
{
  if (list == NULL) {
    json_decref(value);
  } else if (json_array_append_new(list, value) != 0) {
    json_decref(list);
    list = NULL;
  }
  return list;
}

json_t *sl_json_object(const sl_json_member_t *members, size_t n)
{
  json_t *object = json_object();
  for (size_t i = 0; i < n; i++) {
    object = sl_json_with(object, members[i].name, members[i].value);
  }
  return object;
}

json_t *sl_json_number(double value) { return isfinite(value) ? json_real(value) : json_null(); }

json_t *sl_json_estimate(sl_estimate_t estimate)
{
  return json_pack("{s:o, s:o}", "value", sl_json_number(estimate.value), "standard_error",
                   sl_json_number(estimate.standard_error));
}

json_t *sl_json_quantile(double level, sl_estimate_t estimate)
{
  return json_pack("{s:f, s:o, s:o}", "quantile", level, "value", sl_json_number(estimate.value),
                   "standard_error", sl_json_number(estimate.standard_error));
}

static int take_bytes(const char *bytes, size_t n, void *context)
{
  sl_text_t *text = context;
  sl_text_append(text, "%.*s", (int)n, bytes);
  return text->failed ? -1 : 0;
}

char *sl_json_text(json_t *tree, size_t flags, const char *end)
{
  sl_text_t text = {.failed = tree == NULL};
  if (!text.failed && json_dump_callback(tree, take_bytes, &text, flags) != 0) {
    text.failed = true;
  }
  json_decref(tree);
  sl_text_append(&text, "%s", end);
  return sl_text_take(&text);
}

json_t *sl_json_seed(uint64_t seed)
{
  return seed <= INT64_MAX ? json_integer((json_int_t)seed)
                           : json_sprintf("%llu", (unsigned long long)seed);
}
