#include "sim/output/report/years_json.h"

#include "sim/output/text/json_parts.h"

static json_t *quantiles_of(const sl_variable_t *variable, const sl_year_figures_t *figures)
{
  json_t *list = json_array();
  for (size_t q = 0; q < SL_N_QUANTILES; q++) {
    list = sl_json_and(list, sl_json_number(sl_variable_value(variable, figures, q)));
  }
  return list;
}

static json_t *year_of(const sl_years_t *years, size_t a, size_t k)
{
  const sl_year_figures_t *figures = sl_years_at(years, a, k);
  json_t *year = json_pack("{s:I}", "year", (json_int_t)k + 1);
  for (size_t v = 0; v < SL_N_YEARS_VARIABLES; v++) {
    year = sl_json_with(year, sl_years_variables[v].name,
                        sl_json_number(sl_variable_value(&sl_years_variables[v], figures, 0)));
  }
  for (size_t v = 0; v < SL_N_YEARS_QUANTILES; v++) {
    year = sl_json_with(year, sl_years_quantiles[v].name,
                        quantiles_of(&sl_years_quantiles[v], figures));
  }
  return year;
}

static json_t *then_of(const sl_run_facts_t *facts, size_t a)
{
  const sl_ahead_facts_t *ahead = &facts->arrangements[a].ahead;
  return ahead->then_year > 0.0
             ? json_pack("{s:I, s:s}", "year", (json_int_t)ahead->then_year, "arrangement",
                         facts->arrangements[(size_t)ahead->then_arrangement].name)
             : json_null();
}

static json_t *arrangement_of(const sl_results_t *results, size_t a)
{
  const sl_arrangement_facts_t *facts = &results->facts->arrangements[a];
  json_t *list = json_array();
  for (size_t k = 0; k < results->years->n_years; k++) {
    list = sl_json_and(list, year_of(results->years, a, k));
  }
  const sl_json_member_t members[] = {
      {"name", json_string(facts->name)},
      {"opening_reserve", sl_json_number(facts->ahead.opening_reserve)},
      {"then", then_of(results->facts, a)},
      {"years", list},
  };
  return sl_json_object(members, sizeof members / sizeof members[0]);
}

static json_t *promise_of(const sl_run_facts_t *facts, const sl_promise_figures_t *promise)
{
  const sl_json_member_t members[] = {
      {"arrangement", json_string(facts->arrangements[(size_t)promise->arrangement].name)},
      {"promise", json_string(sl_promise_names[(size_t)promise->kind])},
      {"saved", sl_json_estimate(promise->saved)},
  };
  return sl_json_object(members, sizeof members / sizeof members[0]);
}

json_t *sl_years_json(const sl_results_t *results)
{
  const sl_years_t *years = results->years;
  json_t *arrangements = json_array(), *promises = json_array();
  for (size_t a = 0; a < years->n_arrangements; a++) {
    arrangements = sl_json_and(arrangements, arrangement_of(results, a));
  }
  for (size_t p = 0; p < years->n_promises; p++) {
    promises = sl_json_and(promises, promise_of(results->facts, &years->promises[p]));
  }
  const sl_json_member_t members[] = {
      {"plan_years", json_integer((json_int_t)years->n_years)},
      {"discount", sl_json_number(results->facts->discount)},
      {"arrangements", arrangements},
      {"promises", promises},
  };
  return sl_json_object(members, sizeof members / sizeof members[0]);
}
