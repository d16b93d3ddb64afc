#include "sim/output/text/json_parts.h"
#include "sim/output/report/sweep_page.h"
#include "sim/study/sweep/variables.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#define JSON_VERSION 1

static json_t *numbers(const double *values, size_t n)
{
  json_t *list = json_array();
  for (size_t i = 0; i < n; i++) {
    list = sl_json_and(list, sl_json_number(values[i]));
  }
  return list;
}

static json_t *quantiles_of(const sl_sweep_point_t *point)
{
  json_t *list = json_array();
  for (size_t q = 0; q < SL_N_QUANTILES; q++) {
    list = sl_json_and(list, sl_json_quantile(sl_quantile_levels[q], point->quantile[q]));
  }
  return list;
}

/* An estimate of a point, by the variable of its value. */
static sl_estimate_t estimate_of(const sl_sweep_point_t *point, const sl_variable_t *variable)
{
  return (sl_estimate_t){sl_variable_value(variable, point, 0),
                         sl_variable_value(variable->twin, point, 0)};
}

static json_t *point_of(const sl_sweep_result_t *result, size_t p)
{
  /* "cost" where the file, whose variable of that name is by trial, says "cost_mean". */
  static const struct {
    const char *name;
    const sl_variable_t *variable;
  } rows[] = {
      {"cost", &sl_sweep_variables[SL_SWEEP_COST]},
      {"cost_above_lowest", &sl_sweep_variables[SL_SWEEP_ABOVE_LOWEST]},
      {"deficit_probability", &sl_sweep_variables[SL_SWEEP_DEFICIT_PROBABILITY]},
      {"deficit", &sl_sweep_variables[SL_SWEEP_DEFICIT]},
      {"specific_reimbursement", &sl_sweep_variables[SL_SWEEP_SPECIFIC]},
      {"aggregate_reimbursement", &sl_sweep_variables[SL_SWEEP_AGGREGATE]},
      {"attachment_point", &sl_sweep_variables[SL_SWEEP_ATTACHMENT]},
      {"specific_premium", &sl_sweep_variables[SL_SWEEP_SPECIFIC_PREMIUM]},
      {"aggregate_premium", &sl_sweep_variables[SL_SWEEP_AGGREGATE_PREMIUM]},
      {"budget", &sl_sweep_variables[SL_SWEEP_BUDGET]},
      {"maximum_cost", &sl_sweep_variables[SL_SWEEP_MAXIMUM_COST]},
      {"leveraged_trend", &sl_sweep_specific_variables[SL_SWEEP_LEVERAGED_TREND]},
  };
  const sl_sweep_point_t *point = &result->point[p];
  json_t *object = json_object();
  object =
      sl_json_with(object, "specific", sl_json_number(result->specific[p / result->n_corridor]));
  object =
      sl_json_with(object, "corridor", sl_json_number(result->corridor[p % result->n_corridor]));
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    object =
        sl_json_with(object, rows[i].name, sl_json_estimate(estimate_of(point, rows[i].variable)));
  }
  object = sl_json_with(object, "lasers_raised",
                        json_integer((json_int_t)result->lasers_raised[p / result->n_corridor]));
  object = sl_json_with(object, "cost_quantile", quantiles_of(point));
  return object;
}

static json_t *premium_of(const sl_sweep_premium_t *premium, bool quoted)
{
  const bool given = premium->rule == SL_SWEEP_AS_GIVEN;
  return json_pack("{s:b, s:o}", "stays_as_quoted", quoted, "loss_ratio",
                   sl_json_number(given ? (double)NAN : premium->loss_ratio));
}

int sl_sweep_json(const sl_sweep_result_t *result, char **text, sl_error_t *error)
{
  const sl_run_facts_t *run = result->run;
  json_t *points = json_array();
  for (size_t p = 0; p < result->n_specific * result->n_corridor; p++) {
    points = sl_json_and(points, point_of(result, p));
  }
  const sl_json_member_t members[] = {
      {"version", json_integer(JSON_VERSION)},
      {"title", json_string(run->title)},
      {"currency", json_string(run->currency)},
      {"arrangement", json_string(run->arrangements[0].name)},
      {"trials", json_integer((json_int_t)run->trials)},
      {"seed", sl_json_seed(run->seed)},
      {"infinite_variance", json_boolean(run->infinite_variance)},
      {"notes", json_string(run->notes)},
      {"specific", numbers(result->specific, result->n_specific)},
      {"corridor", numbers(result->corridor, result->n_corridor)},
      {"specific_premium", premium_of(&result->specific_premium, result->specific_quoted)},
      {"aggregate_premium", premium_of(&result->aggregate_premium, result->aggregate_quoted)},
      {"lowest", json_integer((json_int_t)result->lowest)},
      {"points", points},
  };
  json_t *root = sl_json_object(members, sizeof members / sizeof members[0]);
  *text = sl_json_text(root, JSON_INDENT(2), "");
  if (*text == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the JSON of the sweep");
  }
  return SL_OK;
}
