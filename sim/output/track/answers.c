/* What a finance officer asks in the middle of the year. */
#include "sim/output/track/parts.h"

#include "models/funding/arrangement.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>
#include <stdio.h>

#define ANSWER_TEXT 600

static const sl_arrangement_t *arrangement_of(const sl_track_view_t *view)
{
  return &view->track->scenario->arrangements->list[view->track->main];
}

static sl_figure_t money(const sl_track_view_t *view, double amount)
{
  return sl_format_round(view->symbol.text, amount);
}

/* Years of 100 with what many readers know better than a percentage. */
static double of_100(double share) { return 100.0 * share; }

static void answer_end(const sl_track_view_t *view)
{
  const sl_track_arrangement_t *main = view->main;
  char text[ANSWER_TEXT];
  snprintf(text, sizeof text,
           "With %.120s it costs %.30s on average, in 90 years of 100 from %.30s to %.30s. Before "
           "the first month it was %.30s, from %.30s to %.30s.",
           main->name, money(view, main->cost.mean.value).text,
           money(view, main->cost.quantile[SL_LOW_BAND]).text,
           money(view, main->cost.quantile[SL_HIGH_BAND]).text,
           money(view, main->at_start.mean.value).text,
           money(view, main->at_start.quantile[SL_LOW_BAND]).text,
           money(view, main->at_start.quantile[SL_HIGH_BAND]).text);
  sl_document_answer(view->document, "Where will the year end?", text);
}

static void answer_budget(const sl_track_view_t *view)
{
  const sl_track_arrangement_t *main = view->main;
  const double chance = main->deficit_probability.value, budget = main->price.budget.value;
  char text[ANSWER_TEXT];
  int n =
      snprintf(text, sizeof text,
               "The chance of a deficit is %.1f%% now, %.1f%% before the first month. The budget "
               "is %.30s.",
               of_100(chance), of_100(main->deficit_at_start.value), money(view, budget).text);
  if (chance > 0.0 && n > 0 && (size_t)n < sizeof text) {
    snprintf(text + n, sizeof text - (size_t)n, " If there is one it is %.30s on average.",
             money(view, main->mean_deficit.value / chance).text);
  }
  sl_document_answer(view->document, "Will the budget do?", text);
}

static void answer_so_far(const sl_track_view_t *view)
{
  const sl_track_arrangement_t *main = view->main;
  char text[ANSWER_TEXT];
  if (view->track->months == 0 || !main->retains) {
    return;
  }
  snprintf(text, sizeof text,
           "The plan has paid %.30s before stop-loss; %.30s was to be expected by now. Of 100 "
           "simulated years %.0f had paid less by then.",
           money(view, main->paid_so_far).text, money(view, main->expected_by_now).text,
           of_100(main->rank));
  sl_document_answer(view->document, "Are claims high or low so far?", text);
}

static void answer_aggregate(const sl_track_view_t *view)
{
  const sl_track_arrangement_t *main = view->main;
  char text[ANSWER_TEXT];
  if (!main->has_aggregate) {
    return;
  }
  int n =
      snprintf(text, sizeof text, "It pays in %.1f of 100 years, %.30s on average of all. ",
               of_100(main->aggregate_probability.value), money(view, main->aggregate.value).text);
  if (view->track->months > 0 && n > 0 && (size_t)n < sizeof text) {
    n +=
        snprintf(text + n, sizeof text - (size_t)n,
                 "So far %.30s is eligible, against %.30s of the attachment point of %.30s. ",
                 money(view, main->eligible_so_far).text, money(view, main->attachment_so_far).text,
                 money(view, main->price.attachment.value).text);
  }
  if (arrangement_of(view)->aggregate.accommodation && view->track->months > 0 && n > 0 &&
      (size_t)n < sizeof text) {
    snprintf(text + n, sizeof text - (size_t)n,
             main->advance > SL_DEFICIT_TOLERANCE
                 ? "The monthly accommodation advances the carrier's %.30s now."
                 : "The monthly accommodation advances nothing now%.0s.",
             money(view, main->advance).text);
  }
  sl_document_answer(view->document, "Will the aggregate stop-loss pay?", text);
}

static void answer_owed(const sl_track_view_t *view)
{
  const sl_track_arrangement_t *main = view->main;
  char text[ANSWER_TEXT];
  if (view->track->months == 0 || !main->retains) {
    return;
  }
  int n = snprintf(
      text, sizeof text,
      "Incurred and not yet paid (IBNR): %.30s on average, 1 year in 20 %.30s or more. ",
      money(view, main->ibnr.mean.value).text, money(view, main->ibnr.quantile[SL_HIGH_BAND]).text);
  if (main->receivable > SL_DEFICIT_TOLERANCE && n > 0 && (size_t)n < sizeof text) {
    snprintf(text + n, sizeof text - (size_t)n,
             "The specific stop-loss carrier owes %.30s for claims paid above deductibles.",
             money(view, main->receivable).text);
  }
  sl_document_answer(view->document, "What is owed, and to whom?", text);
}

/* How many have used so much of their deductible. */
static size_t above(const sl_track_view_t *view, double share)
{
  size_t n = 0;
  for (size_t i = 0; i < view->track->n_listed; i++) {
    n += view->main->watch[i].used > share;
  }
  return n;
}

static void answer_watch(const sl_track_view_t *view)
{
  const sl_track_t *track = view->track;
  const size_t left = track->months < track->plan_months ? track->plan_months - track->months : 0;
  char text[ANSWER_TEXT];
  if (view->main->watch == NULL) {
    return;
  }
  snprintf(text, sizeof text,
           "Above 50%% of it: %zu; above 80%%: %zu; above all of it: %zu. With %zu months to go "
           "%.30s more is expected of those listed.",
           above(view, 0.5), above(view, 0.8), above(view, 1.0), left,
           money(view, track->listed_to_come).text);
  sl_document_answer(view->document, "Who is near the specific deductible?", text);
}

void sl_track_put_answers(const sl_track_view_t *view)
{
  answer_end(view);
  answer_budget(view);
  answer_so_far(view);
  answer_aggregate(view);
  answer_owed(view);
  answer_watch(view);
}
