#include "sim/output/schemas/parts.h"

#include "models/frequency/frequency.h"
#include "models/severity/internal.h"
#include "models/severity/severity.h"
#include "sim/input/distribution/distribution.h"

#include <string.h>

/* ---- distributions ---- */

static json_t *with_parameters(json_t *properties, const sl_parameter_t *parameters, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    const sl_schema_key_t row = sl_schema_of_parameter(&parameters[i]);
    properties = sl_json_with(properties, parameters[i].name, sl_schema_of_row(&row));
  }
  return properties;
}

static json_t *names_of(const sl_parameter_t *parameters, size_t n)
{
  json_t *names = json_array();
  for (size_t i = 0; i < n; i++) {
    names = sl_json_and(names, json_string(parameters[i].name));
  }
  return names;
}

static json_t *none_of(const sl_parameter_t *parameters, size_t n)
{
  json_t *refused = json_object();
  for (size_t i = 0; i < n; i++) {
    refused = sl_json_with(refused, parameters[i].name, json_false());
  }
  return refused;
}

/* A key of one row of the table for distributions; severities are parts there. */
static json_t *shape_key(const char *name, bool of_severity)
{
  const sl_schema_key_t *row = sl_schema_child(sl_schema_distribution(), name);
  const bool distribution = (row->types & (SL_TYPE_FREQUENCY | SL_TYPE_SEVERITY)) != 0;
  json_t *part = NULL;
  if (!distribution) {
    return sl_schema_of_row(row);
  }
  if (!of_severity) {
    part = sl_schema_ref("frequency");
  } else if (row->types & SL_TYPE_FREQUENCY) { /* `of`: the list of a mixture's parts */
    part = json_pack("{s:s, s:o, s:i}", "type", "array", "items", sl_schema_ref("severity_part"),
                     "minItems", 1);
  } else {
    part = sl_schema_ref("severity_part");
  }
  return sl_json_with(part, "description", json_string(row->doc));
}

static json_t *start_of(const char *name, const char *doc)
{
  return json_pack("{s:{s:s, s:s}}", "distribution", "const", name, "description", doc);
}

/* The keys of a family's shape, and which of them are required. */
static json_t *with_shape(json_t *properties, json_t *required, const char *const *names,
                          bool of_severity)
{
  for (; *names != NULL; names++) {
    properties = sl_json_with(properties, *names, shape_key(*names, of_severity));
    if (sl_schema_child(sl_schema_distribution(), *names)->required &&
        json_array_append_new(required, json_string(*names)) != 0) {
      json_decref(properties);
      properties = NULL;
    }
  }
  return properties;
}

static json_t *frequency_family(const sl_frequency_family_t *family)
{
  json_t *required =
      sl_json_and(names_of(family->parameters, family->n_parameters), json_string("distribution"));
  json_t *properties = with_parameters(start_of(family->name, family->doc), family->parameters,
                                       family->n_parameters);
  properties = with_shape(properties, required, sl_frequency_shape_keys(family->shape), false);
  return sl_schema_closed(properties, required);
}

/* Its parameters in one way or in the other. */
static json_t *ways_of(const sl_severity_family_t *family)
{
  return json_pack("[{s:o, s:o}, {s:o, s:o}]", "required",
                   names_of(family->parameters, family->n_parameters), "properties",
                   none_of(family->alternative, family->n_alternative), "required",
                   names_of(family->alternative, family->n_alternative), "properties",
                   none_of(family->parameters, family->n_parameters));
}

static json_t *severity_family(const sl_severity_family_t *family, bool part)
{
  const bool two_ways = family->n_alternative > 0;
  json_t *required = sl_json_and(names_of(family->parameters, two_ways ? 0 : family->n_parameters),
                                 json_string("distribution"));
  json_t *properties = with_parameters(start_of(family->name, family->doc), family->parameters,
                                       family->n_parameters);
  properties = with_parameters(properties, family->alternative, family->n_alternative);
  properties = with_shape(properties, required, sl_severity_shape_keys(family->shape), true);
  properties = sl_json_with(properties, "limit", shape_key("limit", true));
  if (!part) {
    properties = sl_json_with(properties, "times", shape_key("times", true));
  }
  json_t *object = sl_schema_closed(properties, required);
  return two_ways ? sl_json_with(object, "oneOf", ways_of(family)) : object;
}

static json_t *severities(bool part)
{
  size_t n;
  const sl_severity_family_t *const *families = sl_severity_families(&n);
  json_t *all = json_array();
  for (size_t i = 0; i < n; i++) {
    all = sl_json_and(all, severity_family(families[i], part));
  }
  return json_pack("{s:s, s:[s], s:o}", "type", "object", "required", "distribution", "oneOf", all);
}

static json_t *frequencies(void)
{
  size_t n;
  const sl_frequency_family_t *const *families = sl_frequency_families(&n);
  json_t *all = json_array();
  for (size_t i = 0; i < n; i++) {
    all = sl_json_and(all, frequency_family(families[i]));
  }
  return json_pack("{s:s, s:[s], s:o}", "type", "object", "required", "distribution", "oneOf", all);
}

json_t *sl_schema_of_distributions(void)
{
  return json_pack("{s:o, s:o, s:o}", "frequency", frequencies(), "severity", severities(false),
                   "severity_part", severities(true));
}

/* ---- the whole ---- */

json_t *sl_schema_of_scenario(void)
{
  json_t *schema =
      json_pack("{s:s, s:s}", "$schema", "https://json-schema.org/draft/2020-12/schema", "title",
                "A scenario of stoploss");
  json_t *root = sl_schema_of_row(sl_schema_scenario());
  if (root == NULL || json_object_update(schema, root) != 0) {
    json_decref(schema);
    schema = NULL;
  }
  json_decref(root);
  return sl_json_with(schema, "$defs", sl_schema_of_distributions());
}
