#include "sim/output/schemas/parts.h"

#include "models/group/enrolment.h"
#include "sim/results/variables.h"
#include "sim/results/year_variables.h"
#include "sim/study/exact/exact.h"

/* Adds a member for each variable of a table: what `name` defines. */
static json_t *with_members(json_t *object, const sl_variable_t *table, size_t n, const char *name)
{
  json_t *properties = json_object_get(object, "properties");
  json_t *required = json_object_get(object, "required");
  for (size_t i = 0; object != NULL && i < n; i++) {
    json_t *member =
        sl_json_with(sl_schema_ref(name), "description", json_string(table[i].long_name));
    const bool good = json_object_set_new(properties, table[i].name, member) == 0 &&
                      json_array_append_new(required, json_string(table[i].name)) == 0;
    if (!good) {
      json_decref(object);
      object = NULL;
    }
  }
  return object;
}

static json_t *nothing(void) { return sl_schema_closed(json_object(), json_array()); }

static json_t *members(const sl_variable_t *table, size_t n, const char *name)
{
  return with_members(nothing(), table, n, name);
}

/* One more member, which must be there. */
static json_t *with_member(json_t *object, const char *name, json_t *schema)
{
  json_t *properties = json_object_get(object, "properties");
  json_t *required = json_object_get(object, "required");
  const bool good = json_object_set_new(properties, name, schema) == 0 &&
                    json_array_append_new(required, json_string(name)) == 0;
  if (!good) {
    json_decref(object);
    object = NULL;
  }
  return object;
}

/* Figures that are left out where they are not known. */
static json_t *optional(json_t *object)
{
  return object != NULL && json_object_del(object, "required") == 0 ? object : NULL;
}

/* ---- numbers ---- */

static json_t *number(void) { return json_pack("{s:[s, s]}", "type", "number", "null"); }

/* An unknown value is null, and so is its error. */
static json_t *value_and(const char *error)
{
  json_t *object = with_member(nothing(), "value", sl_schema_ref("number"));
  return with_member(object, error, sl_schema_ref("number"));
}

static json_t *quantile(void)
{
  return with_member(value_and("standard_error"), "quantile", sl_schema_typed("number"));
}

/* sl_json_seed: digits where JSON's integers end. */
static json_t *seed(void)
{
  return json_pack("{s:[{s:s, s:i}, {s:s, s:s}]}", "anyOf", "type", "integer", "minimum", 0, "type",
                   "string", "pattern", "^[0-9]+$");
}

static json_t *levels(void)
{
  return json_pack("{s:s, s:o, s:i, s:i}", "type", "array", "items", sl_schema_ref("number"),
                   "minItems", SL_N_QUANTILES, "maxItems", SL_N_QUANTILES);
}

static json_t *tiers(void)
{
  json_t *object = nothing();
  for (size_t t = 0; t < SL_TIERS; t++) {
    object = with_member(object, sl_tier_names[t], sl_schema_ref("number"));
  }
  return object;
}

/* ---- of a run ---- */

static json_t *group(void)
{
  json_t *object = members(sl_group_variables, SL_N_GROUP_VARIABLES, "number");
  return with_members(object, sl_tier_variables, SL_N_TIER_VARIABLES, "tiers");
}

static json_t *month(void)
{
  json_t *object = with_member(nothing(), "month", sl_schema_typed("integer"));
  object = with_member(object, "start", json_pack("{s:[s, s]}", "type", "string", "null"));
  for (size_t v = 0; v < SL_N_MONTHS_VARIABLES; v++) {
    const sl_variable_t *row = &sl_months_variables[v];
    object =
        with_members(object, row, 1, row->shape == &sl_month_quantile_shape ? "levels" : "number");
  }
  return object;
}

/* An arrangement at a level of the band. */
static json_t *banded(void)
{
  json_t *object = with_member(nothing(), "name", sl_schema_typed("string"));
  return with_members(object, sl_band_variables, SL_N_BAND_VARIABLES, "number");
}

static json_t *rare(void)
{
  json_t *one = with_member(nothing(), "name", sl_schema_typed("string"));
  one = with_members(one, sl_rare_variables, SL_N_RARE_VARIABLES, "number");
  return with_member(members(sl_rare_numbers, SL_N_RARE_NUMBERS, "number"), "arrangements",
                     json_pack("{s:s, s:o}", "type", "array", "items", one));
}

/* One plan year of an arrangement. */
static json_t *plan_year(void)
{
  json_t *object = with_member(nothing(), "year", sl_schema_typed("integer"));
  object = with_members(object, sl_years_variables, SL_N_YEARS_VARIABLES, "number");
  return with_members(object, sl_years_quantiles, SL_N_YEARS_QUANTILES, "levels");
}

/* What pages consist of: a file too, for several outputs hold one. */
extern const char sl_schema_document[];

json_t *sl_schema_with_definitions(json_t *schema)
{
  const sl_json_member_t all[] = {
      {"number", number()},
      {"document", json_loads(sl_schema_document, 0, NULL)},
      {"estimate", value_and("standard_error")},
      {"exact", value_and("bound")},
      {"quantile", quantile()},
      {"levels", levels()},
      {"seed", seed()},
      {"tiers", tiers()},
      {"group", group()},
      {"claims", members(sl_trial_variables, SL_N_TRIAL_VARIABLES, "estimate")},
      {"mean", members(sl_cost_variables, SL_N_COST_VARIABLES, "estimate")},
      {"trial_figures", members(sl_trial_variables, SL_N_TRIAL_VARIABLES, "number")},
      {"cost_figures", members(sl_cost_variables, SL_N_COST_VARIABLES, "number")},
      {"prices", members(sl_price_variables, SL_N_PRICE_VARIABLES, "number")},
      {"month", month()},
      {"banded", banded()},
      {"rare", rare()},
      {"plan_year", plan_year()},
      {"control_variates", members(sl_control_figures, SL_N_CONTROL_FIGURES, "estimate")},
      {"exact_figures", optional(members(sl_exact_variables, SL_N_EXACT_FIGURES, "exact"))},
      {"exact_group",
       optional(members(sl_exact_group_variables, SL_N_EXACT_GROUP_FIGURES, "exact"))},
  };
  json_t *definitions = json_object_get(schema, "$defs");
  bool good = definitions != NULL;
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    if (json_is_true(json_object_get(definitions, all[i].name))) {
      good = json_object_set_new(definitions, all[i].name, all[i].value) == 0 && good;
    } else {
      json_decref(all[i].value);
    }
  }
  if (!good) {
    json_decref(schema);
    return NULL;
  }
  return schema;
}
