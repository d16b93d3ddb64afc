#include "sim/output/report/difference_json.h"

#include "sim/output/text/json_parts.h"

#include <math.h>

#define JSON_VERSION 1

static json_t *of_arrangement(const sl_run_facts_t *facts, size_t arrangement)
{
  return arrangement == SL_NO_ARRANGEMENT ? json_null()
                                          : json_string(facts->arrangements[arrangement].name);
}

/* Only a row of one of several plan years has it. */
static json_t *with_year(json_t *row, size_t year)
{
  return year == SL_NO_YEAR ? row : sl_json_with(row, "year", json_integer((json_int_t)year + 1));
}

static json_t *place(double difference, uint64_t trial)
{
  const sl_json_member_t members[] = {{"difference", sl_json_number(difference)},
                                      {"trial", json_integer((json_int_t)trial)}};
  return sl_json_object(members, sizeof members / sizeof members[0]);
}

static json_t *row_of(const sl_difference_t *d, const sl_run_facts_t *facts,
                      const sl_trial_difference_t *row)
{
  const sl_json_member_t members[] = {
      {"name", json_string(row->variable->name)},
      {"arrangement", of_arrangement(facts, row->arrangement)},
      {"differing_trials", d->paired ? json_integer((json_int_t)row->differing) : json_null()},
      {"largest", row->differing > 0 ? place(row->largest, row->largest_trial) : json_null()},
      {"largest_relative", row->differing > 0
                               ? place(row->largest_relative, row->largest_relative_trial)
                               : json_null()},
      {"change", sl_json_estimate(row->change)},
      {"z", sl_json_number(row->z)}};
  return with_year(sl_json_object(members, sizeof members / sizeof members[0]), row->year);
}

static json_t *figure_of(const sl_run_facts_t *facts, const sl_figure_difference_t *figure)
{
  const sl_json_member_t members[] = {{"name", json_string(figure->variable->name)},
                                      {"arrangement", of_arrangement(facts, figure->arrangement)},
                                      {"quantile", sl_json_number(figure->level)},
                                      {"first", sl_json_number(figure->first)},
                                      {"second", sl_json_number(figure->second)},
                                      {"z", sl_json_number(figure->z)}};
  return with_year(sl_json_object(members, sizeof members / sizeof members[0]), figure->year);
}

static json_t *origins_of(const sl_origin_difference_t *origins, size_t n)
{
  json_t *list = json_array();
  for (size_t i = 0; i < n; i++) {
    const sl_json_member_t members[] = {{"name", json_string(origins[i].name)},
                                        {"first", json_string(origins[i].first)},
                                        {"second", json_string(origins[i].second)}};
    list = sl_json_and(list, sl_json_object(members, sizeof members / sizeof members[0]));
  }
  return list;
}

/* Arrangements of one result that the other has not. */
static json_t *alone_in(const sl_difference_t *d, const sl_results_t *const results[2], size_t side)
{
  const sl_run_facts_t *facts = results[side]->facts;
  json_t *list = json_array();
  for (size_t i = 0; i < facts->n_arrangements; i++) {
    bool found = side == 0 && d->matched[i] != SL_NO_ARRANGEMENT;
    for (size_t k = 0; side == 1 && k < results[0]->facts->n_arrangements; k++) {
      found = found || d->matched[k] == i;
    }
    if (!found) {
      list = sl_json_and(list, json_string(facts->arrangements[i].name));
    }
  }
  return list;
}

int sl_difference_json(const sl_difference_t *difference, const sl_results_t *const results[2],
                       const sl_origin_difference_t *origins, size_t n, char **text,
                       sl_error_t *error)
{
  const sl_run_facts_t *facts = results[0]->facts;
  json_t *rows = json_array(), *figures = json_array();
  for (size_t i = 0; i < difference->n_trials; i++) {
    rows = sl_json_and(rows, row_of(difference, facts, &difference->trials[i]));
  }
  for (size_t i = 0; i < difference->n_figures; i++) {
    figures = sl_json_and(figures, figure_of(facts, &difference->figures[i]));
  }
  const sl_json_member_t members[] = {{"version", json_integer(JSON_VERSION)},
                                      {"equal", json_boolean(difference->equal)},
                                      {"beyond_sampling_error", json_boolean(difference->beyond)},
                                      {"paired", json_boolean(difference->paired)},
                                      {"origins", origins_of(origins, n)},
                                      {"only_first", alone_in(difference, results, 0)},
                                      {"only_second", alone_in(difference, results, 1)},
                                      {"variables", rows},
                                      {"figures", figures}};
  *text = sl_json_text(sl_json_object(members, sizeof members / sizeof members[0]), JSON_INDENT(2),
                       "\n");
  return *text != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for the differences");
}
