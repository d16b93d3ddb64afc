#include "sim/output/result_file/track_file.h"

#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"
#include "sim/output/hdf5/provenance.h"
#include "sim/output/hdf5/seal.h"
#include "sim/output/result_file/frame.h"
#include "sim/output/result_file/run_layout.h"
#include "sim/output/result_file/tables.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>

/* All trials are there at once. */
static const sl_dimension_t trial_dimension = {.name = "trial"};
static const sl_shape_t trial_shape = {
    2, {&trial_dimension, &sl_arrangement_dimension}, .omits_zeros = false};
static const sl_shape_t month_shape = {1, {&sl_month_dimension}, .omits_zeros = false};

typedef struct sl_track_arrangement record_t;

#define FIGURE(variable, words, amount, place)                                                     \
  {                                                                                                \
    .name = (variable), .long_name = (words), .is_amount = (amount),                               \
    .shape = &sl_arrangement_shape, .field = offsetof(record_t, place), .since = SL_ALWAYS         \
  }
#define ESTIMATED(variable, words, amount, place)                                                  \
  FIGURE(variable, words, amount, place.value),                                                    \
      FIGURE(variable "_standard_error", "standard error of " variable, amount,                    \
             place.standard_error)

static const sl_variable_t figures[] = {
    ESTIMATED("cost_mean", "mean of cost, weighed", true, cost.mean),
    ESTIMATED("cost_at_start_mean", "mean of cost before the first month", true, at_start.mean),
    ESTIMATED("plan_paid_mean", "mean of plan paid of the year and its run-out, before stop-loss",
              true, paid.mean),
    ESTIMATED("deficit_probability", "chance that the year costs more than its budget", false,
              deficit_probability),
    ESTIMATED("deficit_probability_at_start", "the same before the first month", false,
              deficit_at_start),
    ESTIMATED("deficit_mean", "mean over all trials of cost above the budget", true, mean_deficit),
    ESTIMATED("specific_reimbursement_mean", "mean of the specific reimbursement", true, specific),
    ESTIMATED("aggregate_reimbursement_mean", "mean of the aggregate reimbursement", true,
              aggregate),
    ESTIMATED("aggregate_probability", "chance that the aggregate pays", false,
              aggregate_probability),
    ESTIMATED("ibnr_mean",
              "incurred and not paid at the end of the last month known, of persons "
              "who are not listed",
              true, ibnr.mean),
    ESTIMATED("largest_advance_mean", "largest advance outstanding at a month's end of the year",
              true, largest_advance.mean),
    FIGURE("effective_trials", "how many trials of equal weight those of the file are worth", false,
           effective),
    FIGURE("budget", "the employer's budget of the year", true, price.budget.value),
    FIGURE("attachment_point", "aggregate attachment point, NaN without an aggregate", true,
           price.attachment.value),
    FIGURE("paid_so_far", "plan paid to the end of the last month known", true, paid_so_far),
    FIGURE("expected_so_far", "the same as expected before the first month", true, expected_by_now),
    FIGURE("paid_rank", "share of the trials that had paid less by then", false, rank),
    FIGURE("fixed_so_far", "fees, premiums and taxes so far", true, fixed_so_far),
    FIGURE("reimbursed_so_far", "reimbursements received so far", true, reimbursed_so_far),
    FIGURE("receivable", "above listed claimants' deductibles, not yet received", true, receivable),
    FIGURE("budget_so_far", "budget of the months known", true, budget_so_far),
    FIGURE("eligible_so_far", "towards the aggregate, NaN without one", true, eligible_so_far),
    FIGURE("attachment_so_far", "attachment point of the months known, likewise", true,
           attachment_so_far),
    FIGURE("advance", "outstanding under monthly accommodation", true, advance),
};

static const sl_variable_t cost_quantile = {.name = "cost_quantile",
                                            .long_name = "quantile of cost, weighed",
                                            .is_amount = true,
                                            .shape = &sl_quantile_shape,
                                            .field = SL_NO_FIELD,
                                            .since = SL_ALWAYS};

static const sl_variable_t by_trial[2] = {{.name = "cost",
                                           .long_name = "employer's cost of the plan year",
                                           .is_amount = true,
                                           .shape = &trial_shape,
                                           .field = SL_NO_FIELD,
                                           .since = SL_ALWAYS},
                                          {.name = "weight",
                                           .long_name = "of the trial, the largest 1",
                                           .shape = &trial_shape,
                                           .field = SL_NO_FIELD,
                                           .since = SL_ALWAYS}};

#define FAN(variable, words)                                                                       \
  {                                                                                                \
    .name = (variable), .long_name = (words), .is_amount = true, .may_be_unknown = true,           \
    .shape = &sl_month_quantile_shape, .field = SL_NO_FIELD, .since = SL_ALWAYS                    \
  }
static const sl_variable_t fans[SL_TRACK_FANS] = {
    FAN("month_paid_quantile", "plan paid to the month's end; NaN where an insurer pays"),
    FAN("month_eligible_quantile", "towards the aggregate to the month's end; NaN without one"),
    FAN("month_net_quantile", "the employer's cash to the month's end")};

static const sl_variable_t actual_paid = {.name = "actual_paid",
                                          .long_name = "plan paid in the month; NaN where it is "
                                                       "not known",
                                          .is_amount = true,
                                          .may_be_unknown = true,
                                          .shape = &month_shape,
                                          .field = SL_NO_FIELD,
                                          .since = SL_ALWAYS};

/* ---- the file ---- */

static int put_header(hid_t file, const sl_track_t *track, const sl_run_facts_t *facts)
{
  return sl_h5_put_text(file, "Conventions", "CF-1.10") == 0 &&
                 sl_h5_put_text(file, "title", facts->title) == 0 &&
                 sl_h5_put_text(file, "source", sl_provenance_source()) == 0 &&
                 sl_h5_put_signed(file, "stoploss_format_version", SL_RESULT_FORMAT_VERSION) == 0 &&
                 sl_h5_put_text(file, "content", "track") == 0 &&
                 sl_h5_put_text(file, "currency", facts->currency) == 0 &&
                 sl_h5_put_unsigned(file, "seed", facts->seed) == 0 &&
                 sl_h5_put_signed(file, "trials", (int64_t)track->trials) == 0 &&
                 sl_h5_put_signed(file, "months_known", (int64_t)track->months) == 0 &&
                 sl_h5_put_signed(file, "plan_months", (int64_t)track->plan_months) == 0 &&
                 sl_h5_put_number(file, "enrolled", track->enrolled) == 0
             ? 0
             : -1;
}

static sl_layout_t *new_layout(hid_t file, const sl_track_t *track, const sl_run_facts_t *facts)
{
  const char **names = sl_arrangement_names(facts);
  const sl_scale_t scales[] = {
      {.dimension = &trial_dimension,
       .id = SL_TRIAL_ID,
       .long_name = "number of the trial",
       .length = track->trials},
      {.dimension = &sl_arrangement_dimension,
       .id = SL_ARRANGEMENT_ID,
       .long_name = "arrangement",
       .length = track->n,
       .texts = names},
      {.dimension = &sl_quantile_dimension,
       .id = SL_QUANTILE_ID,
       .long_name = "share of the trials below, by weight",
       .length = SL_TRACK_BANDS,
       .numbers = sl_track_fractions},
      {.dimension = &sl_month_dimension,
       .id = SL_MONTH_ID,
       .long_name = "month from the start of the plan year, 1 = the first",
       .length = track->n_months,
       .first = 1},
  };
  sl_layout_t *layout =
      names != NULL ? sl_layout_new(file, facts->currency, scales, sizeof scales / sizeof scales[0])
                    : NULL;
  free(names);
  return layout;
}

static int put_figures(sl_layout_t *layout, const sl_track_t *track, double *room)
{
  int result = sl_put_table(layout, figures, sizeof figures / sizeof figures[0], track->list,
                            track->n, sizeof track->list[0]);
  for (size_t a = 0; a < track->n; a++) {
    for (size_t b = 0; b < SL_TRACK_BANDS; b++) {
      room[b * track->n + a] = track->list[a].cost.quantile[b];
    }
  }
  result |= sl_layout_values(layout, &cost_quantile, room);
  for (size_t m = 0; m < track->n_months; m++) {
    room[m] = m < track->months ? track->paid[m] : (double)NAN;
  }
  return result | sl_layout_values(layout, &actual_paid, room);
}

static int put_fans(sl_layout_t *layout, const sl_track_t *track, double *room)
{
  int result = 0;
  for (size_t f = 0; f < SL_TRACK_FANS; f++) {
    for (size_t i = 0; i < SL_TRACK_BANDS * track->n_months; i++) {
      for (size_t a = 0; a < track->n; a++) {
        const double *fan = track->list[a].fan[f];
        room[i * track->n + a] = fan != NULL ? fan[i] : (double)NAN;
      }
    }
    result |= sl_layout_values(layout, &fans[f], room);
  }
  return result;
}

static int put_trials(sl_layout_t *layout, const sl_track_t *track, double *room)
{
  for (size_t t = 0; t < track->trials; t++) {
    for (size_t a = 0; a < track->n; a++) {
      room[t * track->n + a] = track->list[a].trial_cost[t];
    }
  }
  int result = sl_layout_values(layout, &by_trial[0], room);
  for (size_t t = 0; t < track->trials; t++) {
    for (size_t a = 0; a < track->n; a++) {
      const double *weight = track->list[a].weight;
      room[t * track->n + a] = weight != NULL ? weight[t] : 1.0;
    }
  }
  return result | sl_layout_values(layout, &by_trial[1], room);
}

static int put_all(sl_frame_t *frame, const sl_track_t *track, const sl_run_facts_t *facts,
                   sl_error_t *error)
{
  const size_t by_month = SL_TRACK_BANDS * track->n_months;
  const size_t most = track->trials > by_month ? (size_t)track->trials : by_month;
  double *room = malloc(most * track->n * sizeof *room);
  if (room == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the file of a track");
  }
  frame->layout =
      put_header(frame->file, track, facts) == 0 ? new_layout(frame->file, track, facts) : NULL;
  const bool good = frame->layout != NULL && put_trials(frame->layout, track, room) == 0 &&
                    put_figures(frame->layout, track, room) == 0 &&
                    put_fans(frame->layout, track, room) == 0 &&
                    sl_put_provenance(frame->file, facts) == 0 &&
                    sl_layout_finish(frame->layout) == 0 && frame->failure == 0;
  free(room);
  if (!good) {
    return sl_frame_error(frame, "the figures", error);
  }
  const int code = sl_frame_seal(frame, "the figures", error);
  return code == SL_OK && sl_seal_check(frame->output.temporary->descriptor) != 0
             ? sl_fail(error, SL_ERR_IO, "%s was damaged while it was written",
                       frame->output.target)
             : code;
}

static int write_file(const char *path, const sl_track_t *track, const sl_run_facts_t *facts,
                      sl_error_t *error)
{
  sl_frame_t frame = sl_frame_none();
  int code = sl_frame_open(&frame, path, error);
  if (code == SL_OK) {
    const sl_h5_silence_t silence = sl_h5_silence();
    code = put_all(&frame, track, facts, error);
    sl_h5_speak(&silence);
  }
  code = code == SL_OK ? sl_atomic_file_commit(&frame.output, error) : code;
  sl_frame_close(&frame);
  return code;
}

int sl_track_file_write(const char *path, const sl_track_t *track, sl_error_t *error)
{
  sl_run_facts_t *facts = NULL;
  sl_price_t *prices = malloc(track->n * sizeof *prices);
  int code = prices != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for the prices");
  for (size_t a = 0; code == SL_OK && a < track->n; a++) {
    prices[a] = track->list[a].price;
  }
  code = code == SL_OK ? sl_run_facts_new(track->scenario, prices, &facts, error) : code;
  code = code == SL_OK ? write_file(path, track, facts, error) : code;
  sl_run_facts_free(facts);
  free(prices);
  return code;
}
