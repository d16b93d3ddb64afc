#include "sim/output/schemas/parts.h"

#include "models/funding/arrangement.h"
#include "models/group/enrolment.h"
#include "sim/input/read/contract_text.h"
#include "sim/input/read/number.h"
#include "sim/input/read/text.h"
#include "sim/input/schema/kind_keys.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_MAX 200
#define EXACT_WHOLE 9007199254740992.0 /* 2^53 */

/* ---- parts ---- */

json_t *sl_schema_typed(const char *type) { return json_pack("{s:s}", "type", type); }

json_t *sl_schema_ref(const char *name)
{
  return json_pack("{s:o}", "$ref", json_sprintf("#/$defs/%s", name));
}

json_t *sl_schema_closed(json_t *properties, json_t *required)
{
  json_t *object = sl_json_with(sl_schema_typed("object"), "properties", properties);
  object = sl_json_with(object, "required", required);
  return sl_json_with(object, "additionalProperties", json_false());
}

/* ---- numbers ---- */

static json_t *number_of(double value)
{
  return floor(value) == value && fabs(value) <= EXACT_WHOLE ? json_integer((json_int_t)value)
                                                             : json_real(value);
}

/* Where .inf is allowed there is no most: an editor sees a number like any other. */
static json_t *with_range(json_t *schema, const sl_schema_key_t *key)
{
  if (isfinite(key->low)) {
    schema =
        sl_json_with(schema, key->low_open ? "exclusiveMinimum" : "minimum", number_of(key->low));
  }
  if (isfinite(key->high) && !key->infinite) {
    schema =
        sl_json_with(schema, key->high_open ? "exclusiveMaximum" : "maximum", number_of(key->high));
  }
  return schema;
}

/* Whether the reader takes a number with such an end for the row: asked of the reader itself, so
 * that the schema has the forms that it has. Some number is in the row's range. */
static bool takes(const sl_schema_key_t *key, const char *end)
{
  static const char *const numbers[] = {"1", "50", "100", "200"};
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
    char text[8];
    double value;
    snprintf(text, sizeof text, "%s%s", numbers[i], end);
    if (sl_schema_number(key, &(sl_node_t){.kind = SL_NODE_SCALAR, .text = text}, &value)) {
      return true;
    }
  }
  return false;
}

static json_t *number_schema(const sl_schema_key_t *key)
{
  json_t *number = with_range(sl_schema_typed("number"), key);
  const char *pattern = takes(key, "%")   ? "^[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)%$"
                        : takes(key, "k") ? "^[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)[kKM]$"
                                          : NULL;
  return pattern == NULL ? number
                         : json_pack("{s:[o, {s:s, s:s}]}", "anyOf", number, "type", "string",
                                     "pattern", pattern);
}

static json_t *whole_schema(const sl_schema_key_t *key)
{
  return key->low == key->high ? json_pack("{s:o}", "const", number_of(key->low))
                               : with_range(sl_schema_typed("integer"), key);
}

/* ---- texts ---- */

/* A scalar without quotes is a text too, whatever YAML takes it for: name: 2026. */
static json_t *text_schema(int most)
{
  json_t *schema = json_pack("{s:[s, s, s]}", "type", "string", "number", "boolean");
  return most > 0 ? sl_json_with(sl_json_with(schema, "minLength", json_integer(1)), "maxLength",
                                 json_integer(most))
                  : schema;
}

static json_t *pattern_schema(const char *pattern)
{
  return json_pack("{s:s, s:s}", "type", "string", "pattern", pattern);
}

/* The years that sl_date_parse takes; which days a month has the program tells. */
static json_t *date_schema(void)
{
  return pattern_schema("^(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$");
}

static json_t *contract_schema(void)
{
  _Static_assert(SL_CONTRACT_MONTHS_MIN == 12 && SL_CONTRACT_MONTHS_MAX == 60,
                 "the pattern says 12 to 60");
  return pattern_schema("^(paid|(1[2-9]|[2-5][0-9]|60)/(1[2-9]|[2-5][0-9]|60))$");
}

static json_t *in_small_letters(const char *word)
{
  json_t *string = NULL;
  sl_text_t text = {0};
  for (; *word != '\0'; word++) {
    sl_text_append(&text, "%c", *word >= 'A' && *word <= 'Z' ? *word - 'A' + 'a' : *word);
  }
  char *small = sl_text_take(&text);
  string = small != NULL ? json_string(small) : NULL;
  free(small);
  return string;
}

/* The reader takes an alias in capitals or in small letters throughout. */
static json_t *choice_schema(const sl_schema_key_t *key)
{
  json_t *words = json_array();
  for (size_t i = 0; key->choice(i) != NULL; i++) {
    words = sl_json_and(words, json_string(key->choice(i)));
    const char *alias = key->alias != NULL ? key->alias(i) : NULL;
    if (alias != NULL) {
      words = sl_json_and(words, json_string(alias));
      words = sl_json_and(words, in_small_letters(alias));
    }
  }
  return json_pack("{s:o}", "enum", words);
}

/* ---- lists and maps ---- */

static json_t *list_schema(json_t *items, bool some)
{
  json_t *list = sl_json_with(sl_schema_typed("array"), "items", items);
  return some ? sl_json_with(list, "minItems", json_integer(1)) : list;
}

static json_t *tiers_schema(const sl_schema_key_t *key)
{
  json_t *tiers = json_object();
  for (size_t t = 0; t < SL_TIERS; t++) {
    tiers = sl_json_with(tiers, sl_tier_names[t], number_schema(key));
  }
  return sl_schema_closed(tiers, json_array());
}

static json_t *children_schema(const sl_schema_key_t *key)
{
  const sl_schema_key_t *children[SL_SCHEMA_CHILDREN];
  const size_t n = sl_schema_children(key, children, SL_SCHEMA_CHILDREN);
  json_t *properties = json_object(), *required = json_array();
  for (size_t i = 0; i < n; i++) {
    properties =
        sl_json_with(properties, sl_schema_name(children[i]), sl_schema_of_row(children[i]));
    if (children[i]->required) {
      required = sl_json_and(required, json_string(sl_schema_name(children[i])));
    }
  }
  return sl_schema_closed(properties, required);
}

/* {"if": it is of this kind, "then": {"required": what it needs, "properties": {what it does not
 * take: false}}} */
static json_t *kind_schema(const sl_arrangement_kind_t *kind)
{
  sl_kind_key_t keys[SL_KIND_KEYS];
  json_t *refused = json_object(), *needed = json_array();
  sl_kind_keys(kind, keys);
  for (size_t i = 0; i < SL_KIND_KEYS; i++) {
    if (!keys[i].taken) {
      refused = sl_json_with(refused, keys[i].name, json_false());
    } else if (keys[i].needed) {
      needed = sl_json_and(needed, json_string(keys[i].name));
    }
  }
  return json_pack("{s:{s:{s:{s:s}}, s:[s]}, s:{s:o, s:o}}", "if", "properties", "kind", "const",
                   kind->name, "required", "kind", "then", "required", needed, "properties",
                   refused);
}

static json_t *with_kinds(json_t *arrangement)
{
  size_t n;
  const sl_arrangement_kind_t *const *kinds = sl_arrangement_kinds(&n);
  json_t *all = json_array();
  for (size_t i = 0; i < n; i++) {
    all = sl_json_and(all, kind_schema(kinds[i]));
  }
  return sl_json_with(arrangement, "allOf", all);
}

static json_t *items_schema(const sl_schema_key_t *key)
{
  json_t *item = children_schema(key);
  const bool arrangements = key == sl_schema_child(sl_schema_scenario(), "arrangements");
  return list_schema(arrangements ? with_kinds(item) : item, key->required);
}

/* ---- a row ---- */

static json_t *type_schema(const sl_schema_key_t *key, unsigned type)
{
  switch (type) {
  case SL_TYPE_NUMBER:
    return number_schema(key);
  case SL_TYPE_WHOLE:
    return whole_schema(key);
  case SL_TYPE_NUMBERS:
    return list_schema(number_schema(key), false);
  case SL_TYPE_TEXT:
    return text_schema(TEXT_MAX);
  case SL_TYPE_PARAGRAPH:
    return text_schema(0);
  case SL_TYPE_TEXTS:
    return list_schema(key->choice != NULL ? choice_schema(key) : text_schema(0), false);
  case SL_TYPE_DATE:
    return date_schema();
  case SL_TYPE_CHOICE:
    return choice_schema(key);
  case SL_TYPE_FLAG:
    return sl_schema_typed("boolean");
  case SL_TYPE_CONTRACT:
    return contract_schema();
  case SL_TYPE_CONTRACTS:
    return list_schema(contract_schema(), true);
  case SL_TYPE_MAP:
    return children_schema(key);
  case SL_TYPE_LIST:
    return items_schema(key);
  case SL_TYPE_TIERS:
    return tiers_schema(key);
  case SL_TYPE_SERVICES:
    return sl_json_with(sl_schema_typed("object"), "additionalProperties", number_schema(key));
  case SL_TYPE_FREQUENCY:
    return sl_schema_ref("frequency");
  default:
    return sl_schema_ref("severity");
  }
}

/* What is one of several types is in the order of the list, a number before a map. */
static json_t *types_schema(const sl_schema_key_t *key)
{
  static const unsigned order[] = {
      SL_TYPE_CONTRACT, SL_TYPE_NUMBER,    SL_TYPE_WHOLE, SL_TYPE_CHOICE,   SL_TYPE_TEXT,
      SL_TYPE_TEXTS,    SL_TYPE_PARAGRAPH, SL_TYPE_DATE,  SL_TYPE_FLAG,     SL_TYPE_MAP,
      SL_TYPE_LIST,     SL_TYPE_NUMBERS,   SL_TYPE_TIERS, SL_TYPE_SERVICES, SL_TYPE_FREQUENCY,
      SL_TYPE_SEVERITY, SL_TYPE_CONTRACTS};
  json_t *any = json_array(), *only = NULL;
  for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
    if (key->types & order[i]) {
      any = sl_json_and(any, type_schema(key, order[i]));
    }
  }
  if (any == NULL || json_array_size(any) > 1) {
    return json_pack("{s:o}", "anyOf", any);
  }
  only = json_incref(json_array_get(any, 0));
  json_decref(any);
  return only;
}

static bool is_number(const sl_schema_key_t *key)
{
  double value;
  return (key->types & (SL_TYPE_NUMBER | SL_TYPE_WHOLE)) != 0 &&
         sl_number_parse(key->fallback, &value);
}

/* Whether there is a default that JSON can say: .inf it cannot. */
static bool tells_default(const sl_schema_key_t *key)
{
  return key->fallback != NULL && strcmp(key->fallback, ".inf") != 0 &&
         (is_number(key) || (key->types & (SL_TYPE_FLAG | SL_TYPE_TEXT | SL_TYPE_CHOICE)) != 0);
}

static json_t *default_of(const sl_schema_key_t *key)
{
  double value = 0.0;
  if (is_number(key)) {
    sl_number_parse(key->fallback, &value);
    return number_of(value);
  }
  return (key->types & SL_TYPE_FLAG) != 0 ? json_boolean(strcmp(key->fallback, "true") == 0)
                                          : json_string(key->fallback);
}

static json_t *words_of(const sl_schema_key_t *key)
{
  sl_text_t text = {0};
  sl_text_append(&text, "%s", key->doc);
  if (key->unit != NULL && strcmp(key->unit, "1") != 0) {
    sl_text_append(&text, ". Unit: %s", key->unit);
  }
  if (key->fallback != NULL) {
    sl_text_append(&text, ". Default: %s", key->fallback);
  }
  char *words = sl_text_take(&text);
  json_t *string = words != NULL ? json_string(words) : NULL;
  free(words);
  return string;
}

json_t *sl_schema_of_row(const sl_schema_key_t *key)
{
  json_t *schema = sl_json_with(types_schema(key), "description", words_of(key));
  return tells_default(key) ? sl_json_with(schema, "default", default_of(key)) : schema;
}
