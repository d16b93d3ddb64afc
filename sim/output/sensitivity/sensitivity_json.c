#include "sim/output/sensitivity/sensitivity_page.h"
#include "sim/output/text/json_parts.h"

#define JSON_VERSION 1

static json_t *text_or_null(const char *text)
{
  return text != NULL ? json_string(text) : json_null();
}

static json_t *set_of(const sl_stress_t *stress)
{
  json_t *set = json_array();
  for (size_t i = 0; i < stress->n; i++) {
    const sl_json_member_t members[] = {{"path", json_string(stress->set[i].path)},
                                        {"value", json_string(stress->set[i].value)}};
    set = sl_json_and(set, sl_json_object(members, 2));
  }
  return set;
}

static json_t *changes_of(const sl_sensitivity_result_t *result, const sl_sensitivity_case_t *one)
{
  json_t *list = json_array();
  for (size_t a = 0; a < result->n_arrangements; a++) {
    const sl_json_member_t members[] = {
        {"name", json_string(result->name[a])},
        {"cost_change", sl_json_estimate(one->cost[a])},
        {"deficit_change", sl_json_estimate(one->deficit[a])},
    };
    list = sl_json_and(list, sl_json_object(members, sizeof members / sizeof members[0]));
  }
  return list;
}

/* name: of a stress; NULL: of a factor's case, which has none. */
static json_t *case_of(const sl_sensitivity_result_t *result, const sl_sensitivity_case_t *one,
                       const char *name, const char *left_out)
{
  const bool run = one->cost != NULL && left_out == NULL;
  const sl_json_member_t members[] = {
      {"says", json_string(one->stress.says)},
      {"set", set_of(&one->stress)},
      {"saving_change",
       run && result->insured != SL_NOT_INSURED ? sl_json_estimate(one->saving) : json_null()},
      {"arrangements", run ? changes_of(result, one) : json_array()},
      {"name", text_or_null(name)},
      {"left_out", name != NULL ? text_or_null(left_out) : json_null()},
  };
  return sl_json_object(members, name != NULL ? 6 : 4);
}

static json_t *factor_of(const sl_sensitivity_result_t *result,
                         const sl_sensitivity_factor_t *factor)
{
  const sl_json_member_t members[] = {
      {"name", json_string(factor->name)},
      {"size", sl_json_number(factor->size)},
      {"left_out", text_or_null(factor->left_out)},
      {"low", case_of(result, &factor->low, NULL, factor->left_out)},
      {"high", case_of(result, &factor->high, NULL, factor->left_out)},
  };
  return sl_json_object(members, sizeof members / sizeof members[0]);
}

static json_t *arrangements_of(const sl_sensitivity_result_t *result)
{
  json_t *list = json_array();
  for (size_t a = 0; a < result->n_arrangements; a++) {
    const sl_json_member_t members[] = {
        {"name", json_string(result->name[a])},
        {"budget", sl_json_number(result->budget[a].value)},
        {"cost", sl_json_estimate(result->cost[a])},
        {"deficit_probability", sl_json_estimate(result->deficit[a])},
    };
    list = sl_json_and(list, sl_json_object(members, sizeof members / sizeof members[0]));
  }
  return list;
}

int sl_sensitivity_json(const sl_sensitivity_result_t *result, char **text, sl_error_t *error)
{
  const bool insured = result->insured != SL_NOT_INSURED;
  json_t *factors = json_array(), *stresses = json_array();
  for (size_t i = 0; i < result->n_factors; i++) {
    factors = sl_json_and(factors, factor_of(result, &result->factor[i]));
  }
  for (size_t i = 0; i < result->n_stresses; i++) {
    const sl_sensitivity_case_t *one = &result->stress[i];
    stresses =
        sl_json_and(stresses, case_of(result, one, one->stress.name, result->stress_left_out[i]));
  }
  const sl_json_member_t members[] = {
      {"version", json_integer(JSON_VERSION)},
      {"title", json_string(result->title)},
      {"currency", json_string(result->currency)},
      {"trials", json_integer((json_int_t)result->trials)},
      {"seed", sl_json_seed(result->seed)},
      {"arrangement", json_string(result->name[result->arrangement])},
      {"insured", text_or_null(insured ? result->name[result->insured] : NULL)},
      {"saving", insured ? sl_json_estimate(result->saving) : json_null()},
      {"arrangements", arrangements_of(result)},
      {"factors", factors},
      {"stresses", stresses},
  };
  json_t *root = sl_json_object(members, sizeof members / sizeof members[0]);
  *text = sl_json_text(root, JSON_INDENT(2), "");
  return *text != NULL ? SL_OK
                       : sl_fail(error, SL_ERR_MEMORY, "no memory for the JSON of the cases");
}
