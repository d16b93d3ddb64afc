/* The exhibit for programs. */
#include "sim/output/exhibit/exhibit.h"
#include "sim/output/text/json_parts.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#define MEMBERS(list) sl_json_object(list, sizeof(list) / sizeof(list)[0])

static json_t *text_or_null(const char *text)
{
  return text != NULL ? json_string(text) : json_null();
}

static json_t *tiers(const double rate[SL_TIERS], double factor)
{
  json_t *object = json_object();
  for (size_t t = 0; t < SL_TIERS; t++) {
    object = sl_json_with(object, sl_tier_names[t], sl_json_number(factor * rate[t]));
  }
  return object;
}

static json_t *percentile_tiers(const sl_compared_t *column)
{
  json_t *object = json_object();
  for (size_t t = 0; t < SL_TIERS; t++) {
    object = sl_json_with(object, sl_tier_names[t],
                          sl_json_number(column->equivalent_percentile[t].value));
  }
  return object;
}

/* "name" and "name_standard_error". */
static json_t *with_estimate(json_t *object, const char *name, sl_estimate_t estimate)
{
  char error_name[80];
  snprintf(error_name, sizeof error_name, "%s_standard_error", name);
  object = sl_json_with(object, name, sl_json_number(estimate.value));
  return sl_json_with(object, error_name, sl_json_number(estimate.standard_error));
}

static json_t *identity(const sl_compared_t *column)
{
  const sl_quoted_t *quote = column->arrangement->quoted;
  const sl_json_member_t members[] = {
      {"name", json_string(column->name)},
      {"role", json_string(sl_quoted_role_names[column->role])},
      {"carrier", text_or_null(quote != NULL ? quote->carrier : NULL)},
      {"administrator", text_or_null(quote != NULL ? quote->administrator : NULL)},
      {"status",
       json_string(sl_quoted_status_names[quote != NULL ? quote->status : SL_QUOTED_UNKNOWN])},
      {"kind", json_string(column->arrangement->kind->name)}};
  return MEMBERS(members);
}

typedef struct amount {
  const char *name;
  double value;
} amount_t;

static json_t *with_offer(json_t *object, const sl_comparison_t *comparison,
                          const sl_compared_t *column)
{
  const sl_offer_t *offer = &column->offer;
  const double months = comparison->enrolment.employee_months;
  const amount_t amounts[] = {{"specific_premium", offer->specific_premium},
                              {"aggregate_premium", offer->aggregate_premium},
                              {"insured_premium", offer->insured_premium},
                              {"other_premiums", offer->other_premiums},
                              {"fees", offer->fees},
                              {"taxes", offer->taxes},
                              {"fixed_cost", offer->fixed_cost},
                              {"fixed_cost_pepm", offer->fixed_cost / months},
                              {"expected_claims_carrier", offer->expected_claims},
                              {"expected_cost", offer->expected_cost},
                              {"maximum_claims", offer->maximum_claims},
                              {"aggregating_and_lasers", offer->aggregating_and_lasers},
                              {"maximum_cost", offer->maximum_cost},
                              {"maximum_cost_with_aggregating_and_lasers",
                               offer->maximum_cost + offer->aggregating_and_lasers},
                              {"rebates", offer->rebates}};
  for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++) {
    object = sl_json_with(object, amounts[i].name, sl_json_number(amounts[i].value));
  }
  return object;
}

static json_t *with_simulated(json_t *object, const sl_compared_t *column)
{
  const sl_arrangement_summary_t *summary = column->summary;
  const struct {
    const char *name;
    sl_estimate_t estimate;
  } estimates[] = {{"expected_claims", column->expected_claims},
                   {"kept_claims", summary->component[SL_COST_RETAINED_CLAIMS]},
                   {"simulated_cost", summary->expected_cost},
                   {"from_reference", column->from_reference},
                   {"from_renewal", column->from_renewal},
                   {"from_first", summary->baseline_saving},
                   {"chance_above_current", column->above_current},
                   {"chance_above_budget", summary->deficit_probability},
                   {"cost_1_in_20", summary->quantile[SL_QUANTILE_95]},
                   {"cost_1_in_100", summary->quantile[SL_QUANTILE_99]},
                   {"cost_at_percentile", column->at_percentile},
                   {"gap", summary->component[SL_COST_GAP]},
                   {"kept_above_deductible", column->kept_above},
                   {"break_even_premium", column->break_even_premium},
                   {"break_even_loss_ratio", column->break_even_loss_ratio}};
  for (size_t i = 0; i < sizeof estimates / sizeof estimates[0]; i++) {
    object = with_estimate(object, estimates[i].name, estimates[i].estimate);
  }
  return object;
}

static json_t *equivalents(const sl_compared_t *column)
{
  const sl_json_member_t members[] = {
      {"expected", tiers(column->equivalent_expected, 1.0)},
      {"expected_from", json_string(column->expected_is_ours ? "simulation" : "carrier")},
      {"maximum", tiers(column->offer.equivalent_maximum, 1.0)},
      {"percentile", percentile_tiers(column)}};
  return MEMBERS(members);
}

static json_t *column_of(const sl_comparison_t *comparison, size_t a)
{
  const sl_compared_t *column = &comparison->column[a];
  const size_t by = column->dominated_by;
  json_t *object = with_offer(identity(column), comparison, column);
  object = sl_json_with(with_simulated(object, column), "fie", equivalents(column));
  object = sl_json_with(object, "cobra",
                        comparison->is_us ? tiers(column->equivalent_expected, SL_COBRA_FACTOR)
                                          : json_null());
  return sl_json_with(object, "dominated_by",
                      text_or_null(by != SL_NO_COLUMN ? comparison->column[by].name : NULL));
}

static json_t *enrolment_of(const sl_comparison_t *comparison)
{
  const sl_enrolment_t *enrolment = &comparison->enrolment;
  const sl_json_member_t members[] = {
      {"employees", sl_json_number(enrolment->employee_months / enrolment->plan_months)},
      {"members", sl_json_number(enrolment->members)},
      {"months", sl_json_number(enrolment->plan_months)},
      {"tiers", tiers(enrolment->tier_months, 1.0 / enrolment->plan_months)}};
  return MEMBERS(members);
}

static json_t *name_of(const sl_comparison_t *comparison, size_t a)
{
  return a != SL_NO_COLUMN ? json_string(comparison->column[a].name) : json_null();
}

int sl_exhibit_json(const sl_comparison_t *comparison, const sl_document_t *document, char **text,
                    sl_error_t *error)
{
  const sl_run_facts_t *facts = comparison->results->facts;
  json_t *columns = json_array();
  for (size_t a = 0; a < comparison->n; a++) {
    columns = sl_json_and(columns, column_of(comparison, a));
  }
  const sl_json_member_t members[] = {{"title", json_string(facts->title)},
                                      {"currency", json_string(facts->currency)},
                                      {"trials", json_integer((json_int_t)facts->trials)},
                                      {"percentile", sl_json_number(comparison->percentile)},
                                      {"current", name_of(comparison, comparison->current)},
                                      {"renewal", name_of(comparison, comparison->renewal)},
                                      {"reference", name_of(comparison, comparison->reference)},
                                      {"cheapest", name_of(comparison, comparison->cheapest)},
                                      {"rival", name_of(comparison, comparison->rival)},
                                      {"enrolment", enrolment_of(comparison)},
                                      {"columns", columns},
                                      {"document", sl_document_tree(document)}};
  *text = sl_json_text(MEMBERS(members), JSON_INDENT(2), "");
  return *text != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for the exhibit");
}
