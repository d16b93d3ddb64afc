#include "models/funding/arrangement.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/text/json_parts.h"
#include "sim/output/report/replay_page.h"

#define JSON_VERSION 1

static json_t *year_of(const sl_replay_year_t *year)
{
  const sl_json_member_t members[] = {{"plan_year", json_integer(year->year)},
                                      {"claimants", json_integer((json_int_t)year->claimants)},
                                      {"claims", sl_json_number(year->claims)},
                                      {"largest", sl_json_number(year->largest)}};
  return sl_json_object(members, sizeof members / sizeof members[0]);
}

static json_t *deductible_of(const sl_replay_t *replay, const sl_replay_cover_t *cover, size_t d)
{
  json_t *above = json_array(), *reimbursed = json_array();
  for (size_t y = 0; y < replay->n_years; y++) {
    const sl_replay_cell_t *cell = &cover->cell[d * replay->n_years + y];
    above = sl_json_and(above, json_integer((json_int_t)cell->above));
    reimbursed = sl_json_and(reimbursed, sl_json_number(cell->reimbursed));
  }
  const sl_json_member_t members[] = {{"deductible", sl_json_number(cover->deductibles[d])},
                                      {"claimants_above", above},
                                      {"reimbursed", reimbursed}};
  return sl_json_object(members, sizeof members / sizeof members[0]);
}

static json_t *cover_of(const sl_scenario_t *scenario, const sl_replay_t *replay,
                        const sl_price_t *prices, const sl_replay_cover_t *cover)
{
  const sl_arrangement_t *arrangement = &scenario->arrangements->list[cover->arrangement];
  const sl_price_t *price = &prices[cover->arrangement];
  char contract[SL_CONTRACT_TEXT];
  json_t *years = json_array(), *deductibles = json_array();
  sl_contract_describe(&arrangement->specific.contract, contract, sizeof contract);
  for (size_t y = 0; y < replay->n_years; y++) {
    years = sl_json_and(years, year_of(&cover->year[y]));
  }
  for (size_t d = 0; d < cover->n_deductibles; d++) {
    deductibles = sl_json_and(deductibles, deductible_of(replay, cover, d));
  }
  const sl_json_member_t members[] = {
      {"arrangement", json_string(arrangement->name)},
      {"contract", json_string(contract)},
      {"specific_deductible", sl_json_number(cover->deductible)},
      {"lasers_left_aside", json_boolean(cover->has_lasers)},
      {"services_left_aside", json_boolean(cover->has_services)},
      {"per_certificate", json_boolean(cover->per_certificate)},
      {"reaches_back", json_boolean(cover->reaches_back)},
      {"captive", json_boolean(arrangement->has_captive)},
      {"expected_specific", sl_json_estimate(price->expected_specific)},
      {"specific_premium", sl_json_estimate(price->specific_premium)},
      {"years", years},
      {"deductibles", deductibles},
  };
  return sl_json_object(members, sizeof members / sizeof members[0]);
}

int sl_replay_json(const sl_scenario_t *scenario, const sl_replay_t *replay,
                   const sl_price_t *prices, char **text, sl_error_t *error)
{
  json_t *covers = json_array();
  for (size_t i = 0; i < replay->n_covers; i++) {
    covers = sl_json_and(covers, cover_of(scenario, replay, prices, &replay->covers[i]));
  }
  const sl_json_member_t members[] = {
      {"version", json_integer(JSON_VERSION)},
      {"name", json_string(scenario->name)},
      {"currency", json_string(scenario->currency)},
      {"plan_year", json_integer(replay->plan_year)},
      {"trend", sl_json_number(replay->trend)},
      {"smallest_claimant", sl_json_number(replay->least)},
      {"has_paid_months", json_boolean(replay->has_paid)},
      {"has_incurred_months", json_boolean(replay->has_incurred)},
      {"covers", covers},
  };
  json_t *root = sl_json_object(members, sizeof members / sizeof members[0]);
  *text = sl_json_text(root, JSON_INDENT(2), "\n");
  return *text != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for the JSON");
}
