#include "sim/output/optimize/optimize_page.h"
#include "sim/output/text/json_parts.h"

#include <math.h>

#define JSON_VERSION 1

static json_t *name_or_null(const sl_optimize_result_t *result, size_t i)
{
  return i == SL_NO_CHOICE ? json_null() : json_string(result->choice[i].name);
}

static json_t *choice_of(const sl_optimize_result_t *result, size_t i)
{
  const sl_choice_t *choice = &result->choice[i];
  const sl_json_member_t members[] = {
      {"name", json_string(choice->name)},
      {"offered", json_boolean(choice->offered)},
      {"allowed", json_boolean(choice->allowed)},
      {"frontier", json_boolean(choice->frontier)},
      {"dominated_by", name_or_null(result, choice->dominated_by)},
      {"cost", sl_json_estimate(choice->cost)},
      {"above_best", sl_json_estimate(choice->above_best)},
      {"tail95", sl_json_estimate(choice->tail95)},
      {"tail99", sl_json_estimate(choice->tail99)},
      {"quantile95", sl_json_estimate(choice->quantile95)},
      {"deficit_probability", sl_json_estimate(choice->deficit_probability)},
      {"reserve95", sl_json_estimate(choice->reserve95)},
  };
  return sl_json_object(members, sizeof members / sizeof members[0]);
}

int sl_optimize_json(const sl_optimize_result_t *result, char **text, sl_error_t *error)
{
  json_t *choices = json_array();
  for (size_t i = 0; i < result->n; i++) {
    choices = sl_json_and(choices, choice_of(result, i));
  }
  const sl_json_member_t members[] = {
      {"version", json_integer(JSON_VERSION)},
      {"title", json_string(result->title)},
      {"currency", json_string(result->currency)},
      {"trials", json_integer((json_int_t)result->trials)},
      {"seed", sl_json_seed(result->seed)},
      {"risk", json_string(sl_risk_names[result->terms.risk])},
      {"budget", sl_json_estimate(result->budget)},
      {"most_deficit", sl_json_number(result->terms.most_deficit)},
      {"most_reserve", sl_json_number(result->terms.most_reserve)},
      {"best", name_or_null(result, result->best)},
      {"choices", choices},
  };
  json_t *root = sl_json_object(members, sizeof members / sizeof members[0]);
  *text = sl_json_text(root, JSON_INDENT(2), "");
  return *text != NULL ? SL_OK
                       : sl_fail(error, SL_ERR_MEMORY, "no memory for the JSON of the choices");
}
