#include "models/funding/beyond.h"
#include "models/funding/maximum_cost.h"
#include "sim/output/report/checks.h"
#include "sim/output/report/report.h"
#include "sim/output/report/years_json.h"
#include "sim/output/text/json_parts.h"

#include <math.h>

#define JSON_VERSION 2

static json_t *group_of(const sl_run_facts_t *facts)
{
  sl_enrolment_t enrolment = facts->enrolment;
  json_t *group = json_object();
  for (size_t v = 0; v < SL_N_GROUP_VARIABLES; v++) {
    group = sl_json_with(group, sl_group_variables[v].name,
                         sl_json_number(*sl_group_field(&enrolment, (sl_group_variable_t)v)));
  }
  for (size_t v = 0; v < SL_N_TIER_VARIABLES; v++) {
    json_t *tiers = json_object();
    for (size_t t = 0; t < SL_TIERS; t++) {
      tiers = sl_json_with(tiers, sl_tier_names[t],
                           sl_json_number(sl_tier_field(&enrolment, (sl_tier_variable_t)v)[t]));
    }
    group = sl_json_with(group, sl_tier_variables[v].name, tiers);
  }
  return group;
}

static json_t *claims_of(const sl_summary_t *summary)
{
  json_t *claims = json_object();
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    claims =
        sl_json_with(claims, sl_trial_variables[v].name, sl_json_estimate(summary->trial_mean[v]));
  }
  return claims;
}

static json_t *quantiles_of(const sl_arrangement_summary_t *summary)
{
  json_t *list = json_array();
  for (size_t q = 0; q < SL_N_QUANTILES; q++) {
    list = sl_json_and(list, sl_json_quantile(sl_quantile_levels[q], summary->quantile[q]));
  }
  return list;
}

static json_t *components_of(const sl_arrangement_summary_t *summary)
{
  json_t *components = json_object();
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    components = sl_json_with(components, sl_cost_variables[v].name,
                              sl_json_estimate(summary->component[v]));
  }
  return components;
}

static json_t *prices_of(const sl_run_facts_t *facts, size_t a)
{
  json_t *prices = json_object();
  for (size_t v = 0; v < SL_N_PRICE_VARIABLES; v++) {
    prices = sl_json_with(
        prices, sl_price_variables[v].name,
        sl_json_number(*sl_price_field(&facts->arrangements[a], (sl_price_variable_t)v)));
  }
  return prices;
}

static json_t *comparison_of(const sl_arrangement_summary_t *summary, size_t a)
{
  return a == 0 ? json_null()
                : json_pack("{s:o, s:o}", "baseline_costs_less",
                            sl_json_estimate(summary->baseline_cheaper), "baseline_saves",
                            sl_json_estimate(summary->baseline_saving));
}

static json_t *date_of(sl_date_t date)
{
  return date.year == 0 ? json_null()
                        : json_sprintf("%04d-%02d-%02d", date.year, date.month, date.day);
}

/* One variable of a month: a number, or a list by quantile. */
static json_t *month_value(const sl_months_t *months, sl_months_variable_t variable, size_t month,
                           size_t a)
{
  if (!sl_months_by_quantile(variable)) {
    return sl_json_number(sl_months_at(months, variable, 0, month, a));
  }
  json_t *list = json_array();
  for (size_t q = 0; q < SL_N_QUANTILES; q++) {
    list = sl_json_and(list, sl_json_number(sl_months_at(months, variable, q, month, a)));
  }
  return list;
}

/* The figures by month of an arrangement. */
static json_t *months_of(const sl_results_t *results, size_t a)
{
  const sl_months_t *months = results->months;
  json_t *list = json_array();
  for (size_t m = 0; months != NULL && m < months->n_months; m++) {
    json_t *month = json_pack("{s:I, s:o}", "month", (json_int_t)m + 1, "start",
                              date_of(sl_month_first_day(results->facts, m)));
    for (int v = 0; v < SL_N_MONTHS_VARIABLES; v++) {
      const sl_months_variable_t variable = (sl_months_variable_t)v;
      month = sl_json_with(month, sl_months_variables[v].name, month_value(months, variable, m, a));
    }
    list = sl_json_and(list, month);
  }
  return list;
}

static json_t *contract_of(const char *contract)
{
  return contract[0] != '\0' ? json_string(contract) : json_null();
}

static json_t *contracts_of(const sl_arrangement_facts_t *facts)
{
  return json_pack("{s:o, s:o, s:b, s:o}", "specific", contract_of(facts->specific_contract),
                   "aggregate", contract_of(facts->aggregate_contract), "per_certificate",
                   facts->per_certificate, "since", contract_of(facts->since));
}

static json_t *cash_flow_of(const sl_results_t *results)
{
  const sl_run_facts_t *facts = results->facts;
  json_t *levels = json_array();
  if (facts->n_months == 0) {
    json_decref(levels);
    return json_null();
  }
  for (size_t q = 0; q < SL_N_QUANTILES; q++) {
    levels = sl_json_and(levels, json_real(sl_quantile_levels[q]));
  }
  return json_pack("{s:I, s:I, s:f, s:o}", "months", (json_int_t)facts->n_months,
                   "reimbursement_months", (json_int_t)facts->cash_flow.reimbursement_months,
                   "working_capital_level", facts->cash_flow.level, "quantiles", levels);
}

/* Standard deviations of a figure over disjoint parts of the run. */
static json_t *enough_of(const sl_enough_t *enough)
{
  json_t *list = json_array();
  for (size_t i = 0; i < enough->n; i++) {
    const sl_enough_row_t *row = &enough->row[i];
    list = sl_json_and(
        list, json_pack("{s:I, s:I, s:o, s:o, s:o}", "trials", (json_int_t)row->trials, "parts",
                        (json_int_t)row->parts, "expected_cost", sl_json_number(row->mean),
                        "cost_quantile_95", sl_json_number(row->quantile95), "deficit_probability",
                        sl_json_number(row->deficit_probability)));
  }
  return list;
}

/* What the run was asked to reach; null where it was a number of trials. */
static json_t *precision_of(const sl_run_facts_t *facts, const sl_summary_t *summary)
{
  const sl_precision_t *asked = &facts->precision;
  if (asked->goal == SL_PRECISION_NONE) {
    return json_null();
  }
  return json_pack("{s:s, s:f, s:o, s:b, s:I}", "of",
                   asked->goal == SL_PRECISION_COST ? "expected_cost" : "deficit_probability",
                   "asked", asked->target, "reached", sl_json_number(summary->precision_reached),
                   "met", summary->precision_reached <= asked->target, "trials_at_most",
                   (json_int_t)facts->most_trials);
}

/* Each reason with its size over the trials. */
static json_t *exceeded_by_of(const sl_arrangement_facts_t *facts,
                              const sl_arrangement_summary_t *s)
{
  json_t *list = json_array();
  for (size_t r = 0; r < SL_N_BEYOND; r++) {
    const size_t variable = SL_COST_BEYOND_CONTRACT + r;
    if ((facts->price.exceeded_by >> r & 1U) != 0U) {
      list = sl_json_and(list, json_pack("{s:s, s:s, s:o, s:o, s:o}", "reason",
                                         sl_cost_variables[variable].name, "text",
                                         sl_beyond_words((sl_beyond_t)r), "mean",
                                         sl_json_estimate(s->component[variable]), "quantile_95",
                                         sl_json_estimate(s->beyond95[r]), "tail_mean_99",
                                         sl_json_estimate(s->beyond99[r])));
    }
  }
  return list;
}

/* What the bad years owe to the gap, and the cost were the contracts renewed over it. */
static json_t *gap_in_tail_of(const sl_arrangement_summary_t *s)
{
  return json_pack(
      "{s:o, s:o, s:o, s:o, s:o, s:o}", "tail_mean_95", sl_json_estimate(s->tail_mean95),
      "gap_tail_mean_95", sl_json_estimate(s->gap_in_tail95), "gap_tail_mean_99",
      sl_json_estimate(s->gap_in_tail99), "renewed_expected_cost",
      sl_json_estimate(s->renewed_cost), "renewed_quantile_95", sl_json_estimate(s->renewed95),
      "renewed_quantile_99", sl_json_estimate(s->renewed99));
}

static json_t *arrangement_of(const sl_results_t *results, const sl_summary_t *summary, size_t a)
{
  const sl_arrangement_facts_t *facts = &results->facts->arrangements[a];
  const sl_arrangement_summary_t *s = &summary->arrangements[a];
  const sl_json_member_t members[] = {
      {"name", json_string(facts->name)},
      {"kind", json_string(facts->kind)},
      {"expected_cost", sl_json_estimate(s->expected_cost)},
      {"expected_cost_pepm", sl_json_estimate(s->expected_pepm)},
      {"quantiles", quantiles_of(s)},
      {"tail_mean_99", sl_json_estimate(s->tail_mean99)},
      {"maximum_cost", sl_json_number(s->maximum_cost.value)},
      {"maximum_cost_bounded", json_boolean(isfinite(s->maximum_cost.value))},
      {"budget", sl_json_estimate(facts->price.budget)},
      {"deficit_probability", sl_json_estimate(s->deficit_probability)},
      {"expected_deficit", sl_json_estimate(s->expected_deficit)},
      {"expected_deficit_given_deficit", sl_json_estimate(s->expected_deficit_given)},
      {"reserve_95", sl_json_estimate(s->reserve95)},
      {"reserve_99", sl_json_estimate(s->reserve99)},
      {"against_baseline", comparison_of(s, a)},
      {"mean", components_of(s)},
      {"prices", prices_of(results->facts, a)},
      {"contracts", contracts_of(facts)},
      {"working_capital", sl_json_estimate(s->working_capital)},
      {"months", months_of(results, a)},
      {"spread_of_parts", enough_of(&s->enough)},
      {"maximum_cost_standard_error", sl_json_number(s->maximum_cost.standard_error)},
      {"maximum_cost_exceeded_by", exceeded_by_of(facts, s)},
      {"gap_in_tail", gap_in_tail_of(s)},
  };
  return sl_json_object(members, sizeof members / sizeof members[0]);
}

/* By the names of the variables in the file's group. */
static json_t *rare_of(const sl_results_t *results)
{
  json_t *arrangements = json_array(), *rare = json_object();
  if (results->rare == NULL) {
    json_decref(arrangements);
    json_decref(rare);
    return json_null();
  }
  for (size_t v = 0; v < SL_N_RARE_NUMBERS; v++) {
    rare = sl_json_with(rare, sl_rare_numbers[v].name,
                        sl_json_number(*sl_rare_number(results->rare, (sl_rare_number_t)v)));
  }
  for (size_t a = 0; a < results->facts->n_arrangements; a++) {
    json_t *one = json_pack("{s:s}", "name", results->facts->arrangements[a].name);
    for (size_t v = 0; v < SL_N_RARE_VARIABLES; v++) {
      one = sl_json_with(
          one, sl_rare_variables[v].name,
          sl_json_number(*sl_rare_field(&results->rare->arrangements[a], (sl_rare_variable_t)v)));
    }
    arrangements = sl_json_and(arrangements, one);
  }
  return sl_json_with(rare, "arrangements", arrangements);
}

/* By the names of the variables in the file; null without a band. */
static json_t *band_of(const sl_results_t *results)
{
  const sl_band_t *band = results->band;
  if (band == NULL) {
    return json_null();
  }
  json_t *levels = json_array();
  for (int k = 0; k < SL_N_BAND_LEVELS; k++) {
    json_t *arrangements = json_array();
    for (size_t a = 0; a < band->n_arrangements; a++) {
      json_t *one = json_pack("{s:s}", "name", results->facts->arrangements[a].name);
      for (int v = 0; v < SL_N_BAND_VARIABLES; v++) {
        one = sl_json_with(one, sl_band_variables[v].name,
                           sl_json_number(sl_band_value(
                               &band->arrangements[a], (sl_band_variable_t)v, (sl_band_level_t)k)));
      }
      arrangements = sl_json_and(arrangements, one);
    }
    levels = sl_json_and(levels, json_pack("{s:s, s:I, s:s, s:o}", "band", sl_band_names[k],
                                           "trials", (json_int_t)band->trials, "drawn_afresh",
                                           k == SL_BAND_MORE ? band->afresh : "", "arrangements",
                                           arrangements));
  }
  return levels;
}

static json_t *report_of(const sl_results_t *results, const sl_summary_t *summary)
{
  const sl_run_facts_t *facts = results->facts;
  json_t *arrangements = json_array();
  for (size_t a = 0; a < summary->n_arrangements; a++) {
    arrangements = sl_json_and(arrangements, arrangement_of(results, summary, a));
  }
  const sl_json_member_t members[] = {
      {"stoploss_summary", json_integer(JSON_VERSION)},
      {"title", json_string(facts->title)},
      {"currency", json_string(facts->currency)},
      {"trials", json_integer((json_int_t)facts->trials)},
      {"seed", sl_json_seed(facts->seed)},
      {"pricing_trials", json_integer((json_int_t)facts->pricing_trials)},
      {"sampler", json_string(facts->sampler == SL_SAMPLE_TOTALS ? "totals" : "claims")},
      {"infinite_variance", json_boolean(facts->infinite_variance)},
      {"start", date_of(facts->start)},
      {"accounting", json_string(facts->accounting == SL_ACCOUNT_PAID ? "paid" : "incurred")},
      {"jurisdiction", json_string(facts->jurisdiction)},
      {"notes", json_string(facts->notes)},
      {"precision", precision_of(facts, summary)},
      {"cash_flow", cash_flow_of(results)},
      {"group", group_of(facts)},
      {"claims", claims_of(summary)},
      {"band", band_of(results)},
      {"rare", rare_of(results)},
      {"arrangements", arrangements},
  };
  return sl_json_object(members, sizeof members / sizeof members[0]);
}

int sl_report_json(const sl_results_t *results, const sl_summary_t *summary, char **text,
                   sl_error_t *error)
{
  json_t *report = report_of(results, summary);
  if (results->years != NULL) {
    report = sl_json_with(report, "years", sl_years_json(results));
  }
  if (results->checks != NULL) {
    report = sl_json_with(report, "exact", sl_checks_json(results, summary));
  }
  *text = sl_json_text(report, JSON_INDENT(2) | JSON_REAL_PRECISION(17) | JSON_PRESERVE_ORDER, "");
  if (*text == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the JSON summary");
  }
  return SL_OK;
}
