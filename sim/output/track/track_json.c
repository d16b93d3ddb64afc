#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"
#include "sim/output/text/json_parts.h"
#include "sim/output/track/track_page.h"

#include <math.h>

#define JSON_VERSION 1
#define OBJECT(members) sl_json_object(members, sizeof members / sizeof members[0])

static json_t *quantiles_of(const double quantile[SL_TRACK_BANDS])
{
  json_t *list = json_array();
  for (size_t b = 0; b < SL_TRACK_BANDS; b++) {
    const sl_json_member_t members[] = {{"quantile", sl_json_number(sl_track_fractions[b])},
                                        {"value", sl_json_number(quantile[b])}};
    list = sl_json_and(list, OBJECT(members));
  }
  return list;
}

static json_t *spread_of(const sl_track_spread_t *spread)
{
  const sl_json_member_t members[] = {{"mean", sl_json_estimate(spread->mean)},
                                      {"quantiles", quantiles_of(spread->quantile)}};
  return OBJECT(members);
}

/* A list by month, in each of them one by band; null where there is none. */
static json_t *fan_of(const sl_track_t *track, size_t a, sl_track_fan_t fan)
{
  if (track->list[a].fan[fan] == NULL) {
    return json_null();
  }
  json_t *list = json_array();
  for (size_t m = 0; m < track->n_months; m++) {
    json_t *month = json_array();
    for (size_t b = 0; b < SL_TRACK_BANDS; b++) {
      month = sl_json_and(month, sl_json_number(sl_track_at(track, a, fan, b, m)));
    }
    list = sl_json_and(list, month);
  }
  return list;
}

static json_t *numbers_of(const double *values, size_t n)
{
  json_t *list = values != NULL ? json_array() : json_null();
  for (size_t i = 0; values != NULL && i < n; i++) {
    list = sl_json_and(list, sl_json_number(values[i]));
  }
  return list;
}

static json_t *watch_of(const sl_track_t *track, const sl_track_arrangement_t *one)
{
  if (one->watch == NULL) {
    return json_null();
  }
  json_t *list = json_array();
  for (size_t i = 0; i < track->n_listed; i++) {
    const sl_track_watch_t *watch = &one->watch[i];
    const sl_json_member_t members[] = {
        {"row", json_integer((json_int_t)watch->line)},
        {"deductible", sl_json_number(watch->deductible)},
        {"paid", sl_json_number(watch->paid)},
        {"to_come", sl_json_number(watch->to_come)},
        {"used", sl_json_number(watch->used)},
        {"will_use", sl_json_number(watch->will_use)},
        {"passes_in_month",
         watch->passes > 0 ? json_integer((json_int_t)watch->passes) : json_null()}};
    list = sl_json_and(list, OBJECT(members));
  }
  return list;
}

static json_t *so_far_of(const sl_track_arrangement_t *one)
{
  const sl_json_member_t members[] = {
      {"paid", sl_json_number(one->paid_so_far)},
      {"expected", sl_json_number(one->expected_by_now)},
      {"rank", sl_json_number(one->rank)},
      {"fixed", sl_json_number(one->fixed_so_far)},
      {"reimbursed", sl_json_number(one->reimbursed_so_far)},
      {"receivable", sl_json_number(one->receivable)},
      {"budget", sl_json_number(one->budget_so_far)},
      {"eligible", sl_json_number(one->eligible_so_far)},
      {"attachment", sl_json_number(one->attachment_so_far)},
      {"advance", sl_json_number(one->advance)},
      {"ibnr", spread_of(&one->ibnr)},
  };
  return OBJECT(members);
}

static json_t *arrangement_of(const sl_track_t *track, size_t a)
{
  const sl_track_arrangement_t *one = &track->list[a];
  const sl_json_member_t members[] = {
      {"name", json_string(one->name)},
      {"effective_trials", sl_json_number(one->effective)},
      {"budget", sl_json_estimate(one->price.budget)},
      {"attachment_point", sl_json_number(one->price.attachment.value)},
      {"cost", spread_of(&one->cost)},
      {"cost_at_start", spread_of(&one->at_start)},
      {"plan_paid", spread_of(&one->paid)},
      {"deficit_probability", sl_json_estimate(one->deficit_probability)},
      {"deficit_probability_at_start", sl_json_estimate(one->deficit_at_start)},
      {"deficit", sl_json_estimate(one->mean_deficit)},
      {"specific_reimbursement", sl_json_estimate(one->specific)},
      {"aggregate_reimbursement", sl_json_estimate(one->aggregate)},
      {"aggregate_probability", sl_json_estimate(one->aggregate_probability)},
      {"fixed", sl_json_estimate(one->fixed)},
      {"largest_advance", spread_of(&one->largest_advance)},
      {"so_far", track->months > 0 ? so_far_of(one) : json_null()},
      {"paid_by_month", fan_of(track, a, SL_TRACK_PAID)},
      {"eligible_by_month", fan_of(track, a, SL_TRACK_ELIGIBLE)},
      {"net_by_month", fan_of(track, a, SL_TRACK_NET)},
      {"attachment_by_month", numbers_of(one->attachment, track->plan_months)},
      {"watch", watch_of(track, one)},
  };
  return OBJECT(members);
}

int sl_track_json(const sl_track_t *track, char **text, sl_error_t *error)
{
  json_t *arrangements = json_array();
  for (size_t a = 0; a < track->n; a++) {
    arrangements = sl_json_and(arrangements, arrangement_of(track, a));
  }
  const sl_json_member_t members[] = {
      {"version", json_integer(JSON_VERSION)},
      {"title", json_string(track->scenario->name)},
      {"currency", json_string(track->scenario->currency)},
      {"trials", json_integer((json_int_t)track->trials)},
      {"seed", sl_json_seed(track->scenario->simulation->seed)},
      {"months", json_integer((json_int_t)track->months)},
      {"plan_months", json_integer((json_int_t)track->plan_months)},
      {"paid", numbers_of(track->paid, track->months)},
      {"enrolled", sl_json_number(track->enrolled)},
      {"claimants",
       track->lists_claimants ? json_integer((json_int_t)track->n_listed) : json_null()},
      {"claimants_left_out", json_integer((json_int_t)track->n_out)},
      {"claimants_paid", sl_json_number(track->listed_so_far)},
      {"claimants_to_come", sl_json_number(track->listed_to_come)},
      {"arrangements", arrangements},
  };
  *text = sl_json_text(OBJECT(members), JSON_INDENT(2), "");
  return *text != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for the JSON of a track");
}
