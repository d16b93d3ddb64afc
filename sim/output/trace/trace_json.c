#include "sim/input/scenario/simulation.h"
#include "sim/output/text/json_parts.h"
#include "sim/output/trace/parts.h"

#include <math.h>

#define JSON_VERSION 1

/* ---- the year and its arrangements ---- */

static json_t *year_of(const sl_trace_t *trace)
{
  json_t *object = json_object();
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    object =
        sl_json_with(object, sl_trial_variables[v].name, sl_json_number(trace->trial_value[v]));
  }
  return object;
}

static json_t *arrangement_of(const sl_trace_t *trace, size_t a)
{
  const sl_trace_share_t sum = sl_trace_sum(trace, a);
  json_t *figures = json_object();
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    figures = sl_json_with(figures, sl_cost_variables[v].name, sl_json_number(trace->cost[v][a]));
  }
  const sl_json_member_t members[] = {
      {"name", json_string(sl_trace_arrangement(trace, a)->name)},
      {"kind", json_string(sl_trace_arrangement(trace, a)->kind->name)},
      {"budget", sl_json_number(trace->budget[a])},
      {"attachment_point", sl_json_number(trace->attachment[a])},
      {"above_deductibles", sl_json_number(sum.excess)},
      {"towards_aggregate", sl_json_number(sum.eligible)},
      {"figures", figures},
  };
  return sl_json_object(members, sizeof members / sizeof members[0]);
}

/* ---- persons ---- */

static json_t *contract_of(const sl_trace_t *trace, size_t p, size_t a)
{
  const sl_trace_cover_t *cover = &trace->cover[p * trace->n_arrangements + a];
  const sl_trace_share_t sum = sl_trace_person_sum(trace, p, a);
  const sl_json_member_t members[] = {
      {"arrangement", json_string(sl_trace_arrangement(trace, a)->name)},
      {"deductible", sl_json_number(cover->deductible)},
      {"excluded", json_boolean(cover->excluded)},
      {"above_deductible", sl_json_number(sum.excess)},
      {"specific", sl_json_number(sum.specific)},
      {"towards_aggregate", sl_json_number(sum.eligible)},
      {"aggregate", sl_json_number(sum.aggregate)},
      {"captive", sl_json_number(sum.captive)},
      {"insured", sl_json_number(sum.insured)},
      {"retained", sl_json_number(sum.retained)},
  };
  return sl_json_object(members, sizeof members / sizeof members[0]);
}

static json_t *day_or_null(const sl_trace_t *trace, const sl_seen_claim_t *seen, int32_t day)
{
  char text[SL_DAY_TEXT];
  return seen->is_year ? json_null() : json_string(sl_trace_day(trace, day, text));
}

static json_t *claim_of(const sl_trace_t *trace, const sl_trace_claim_t *claim)
{
  const sl_seen_claim_t *seen = &claim->seen;
  const char *condition = sl_trace_condition(trace, seen);
  const sl_json_member_t members[] = {
      {"service", seen->is_year ? json_null() : json_string(sl_trace_service(trace, seen))},
      {"condition", condition[0] != '\0' ? json_string(condition) : json_null()},
      {"incurred", day_or_null(trace, seen, seen->incurred)},
      {"paid", day_or_null(trace, seen, seen->paid)},
      {"in_year", json_boolean(claim->in_year)},
      {"allowed", sl_json_number(seen->allowed)},
      {"member_paid", sl_json_number(seen->allowed - seen->plan_paid)},
      {"plan_paid", sl_json_number(seen->plan_paid)},
  };
  return sl_json_object(members, sizeof members / sizeof members[0]);
}

static json_t *person_of(const sl_trace_t *trace, size_t p)
{
  const sl_trace_person_t *person = &trace->person[p];
  json_t *contracts = json_array(), *claims = json_array();
  for (size_t a = 0; a < trace->n_arrangements; a++) {
    contracts = sl_json_and(contracts, contract_of(trace, p, a));
  }
  for (size_t c = person->first; c < person->first + person->n; c++) {
    claims = sl_json_and(claims, claim_of(trace, &trace->claim[c]));
  }
  const sl_json_member_t members[] = {
      {"row", json_integer(sl_trace_row(trace, p))},
      {"spreadsheet_row", json_integer((json_int_t)sl_trace_row(trace, p) + 1)},
      {"allowed", sl_json_number(person->allowed)},
      {"member_paid", sl_json_number(person->allowed - person->plan_paid)},
      {"plan_paid", sl_json_number(person->plan_paid)},
      {"contracts", contracts},
      {"claims", claims},
  };
  return sl_json_object(members, sizeof members / sizeof members[0]);
}

int sl_trace_json(const sl_trace_t *trace, size_t persons, char **text, sl_error_t *error)
{
  const size_t all = trace->n_persons, n = persons == 0 || persons > all ? all : persons;
  json_t *arrangements = json_array(), *list = json_array();
  for (size_t a = 0; a < trace->n_arrangements; a++) {
    arrangements = sl_json_and(arrangements, arrangement_of(trace, a));
  }
  for (size_t p = 0; p < n; p++) {
    list = sl_json_and(list, person_of(trace, p));
  }
  const sl_json_member_t members[] = {
      {"version", json_integer(JSON_VERSION)},
      {"title", json_string(trace->scenario->name)},
      {"currency", json_string(trace->scenario->currency)},
      {"trial", json_integer((json_int_t)trace->trial)},
      {"seed", sl_json_seed(trace->scenario->simulation->seed)},
      {"group_factor", sl_json_number(trace->group_factor)},
      {"year", year_of(trace)},
      {"arrangements", arrangements},
      {"persons", list},
  };
  *text =
      sl_json_text(sl_json_object(members, sizeof members / sizeof members[0]), JSON_INDENT(2), "");
  return *text != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for the JSON of a year");
}
