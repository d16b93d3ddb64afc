#include "sim/output/track/track_page.h"

#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"
#include "sim/output/track/parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SUBTITLE_TEXT 160

static void subtitle_of(const sl_track_t *track, char text[SUBTITLE_TEXT])
{
  if (track->months == 0) {
    snprintf(text, SUBTITLE_TEXT, "The year before its first month");
    return;
  }
  const sl_date_t date = sl_date_add_months(track->scenario->start, (int)track->months - 1);
  snprintf(
      text, SUBTITLE_TEXT, "The year in progress: %zu of %zu months%s, to the end of %04d-%02d",
      track->months < track->plan_months ? track->months : track->plan_months, track->plan_months,
      track->months > track->plan_months ? " and run-out" : "", date.year, date.month);
}

/* ---- arrangements side by side ---- */

static sl_cell_t cell(double value, const char *source)
{
  return sl_cell_estimate(SL_CELL_MONEY, (sl_estimate_t){value, (double)NAN}, source);
}

static void put_arrangements(const sl_track_view_t *view)
{
  static const char *const headers[] = {
      "",       "At the start", "Year's end",    "1 year in 20 below", "1 year in 20 above",
      "Budget", "Deficit now",  "Specific pays", "Aggregate pays"};
  const sl_track_t *track = view->track;
  sl_document_table_t *table = sl_document_table(
      view->document, "arrangements", "What the year costs with each arrangement", false);
  for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
    sl_table_column(table, headers[i]);
  }
  for (size_t a = 0; a < track->n; a++) {
    const sl_track_arrangement_t *one = &track->list[a];
    sl_table_row(table, SL_ROW_PLAIN, one->name);
    sl_table_cell(table, sl_cell_estimate(SL_CELL_MONEY, one->at_start.mean, "cost_at_start_mean"));
    sl_table_cell(table, sl_cell_estimate(SL_CELL_MONEY, one->cost.mean, "cost_mean"));
    sl_table_cell(table, cell(one->cost.quantile[SL_LOW_BAND], "cost_quantile[0]"));
    sl_table_cell(table, cell(one->cost.quantile[SL_HIGH_BAND], "cost_quantile[4]"));
    sl_table_cell(table, sl_cell_estimate(SL_CELL_MONEY, one->price.budget, "budget"));
    sl_table_cell(table,
                  sl_cell_estimate(SL_CELL_SHARE, one->deficit_probability, "deficit_probability"));
    sl_table_cell(table, one->has_specific
                             ? sl_cell_estimate(SL_CELL_MONEY, one->specific, "specific_mean")
                             : sl_cell_unknown("specific_mean"));
    sl_table_cell(table, one->has_aggregate
                             ? sl_cell_estimate(SL_CELL_MONEY, one->aggregate, "aggregate_mean")
                             : sl_cell_unknown("aggregate_mean"));
  }
}

/* ---- the account at the end of the last month known ---- */

static void put_line(sl_document_table_t *table, sl_row_kind_t kind, const char *label,
                     double amount, const char *source)
{
  sl_table_row(table, kind, label);
  sl_table_cell(table, cell(amount, source));
}

static void put_account(const sl_track_view_t *view)
{
  const sl_track_arrangement_t *main = view->main;
  char caption[SUBTITLE_TEXT], month[SL_TRACK_MONTH_TEXT];
  if (view->track->months == 0) {
    return;
  }
  sl_track_month(view, view->track->months - 1, month);
  snprintf(caption, sizeof caption, "The account at the end of %.31s", month);
  sl_document_table_t *table = sl_document_table(view->document, "account", caption, false);
  sl_table_column(table, "");
  sl_table_column(table, "Amount");
  const double paid = main->retains ? main->paid_so_far : 0.0;
  const double spent = paid + main->fixed_so_far - main->reimbursed_so_far - main->advance;
  const double owed = main->retains ? main->ibnr.mean.value : 0.0;
  if (main->retains) {
    put_line(table, SL_ROW_PLAIN, "Claims paid", paid, "paid_so_far");
  }
  put_line(table, SL_ROW_PLAIN, "Fees, premiums and taxes", main->fixed_so_far, "fixed_so_far");
  if (main->retains) {
    put_line(table, SL_ROW_PLAIN, "Less reimbursements received", -main->reimbursed_so_far,
             "-reimbursed_so_far");
    put_line(table, SL_ROW_PLAIN, "Less advances outstanding", -main->advance, "-advance");
  }
  put_line(table, SL_ROW_TOTAL, "Cash spent", spent, "net so far");
  if (main->retains) {
    put_line(table, SL_ROW_PLAIN, "Accrual: incurred and not paid (IBNR)", owed, "ibnr_mean");
    put_line(table, SL_ROW_PLAIN, "Less specific reimbursement due", -main->receivable,
             "-receivable");
    put_line(table, SL_ROW_PLAIN, "Advances to be repaid", main->advance, "advance");
  }
  const double accrued = spent + owed + (main->retains ? main->advance - main->receivable : 0.0);
  put_line(table, SL_ROW_TOTAL, "Cost so far, with accruals", accrued, "sum");
  put_line(table, SL_ROW_PLAIN, "Budget for these months", main->budget_so_far, "budget_so_far");
  put_line(table, SL_ROW_TOTAL, "Over the budget so far", accrued - main->budget_so_far,
           "cost so far - budget so far");
}

/* ---- what it rests on ---- */

static void put_notes(const sl_track_view_t *view)
{
  const sl_track_t *track = view->track;
  const double effective = view->main->effective;
  if (effective < SL_EFFECTIVE_FEW && track->months > 0) {
    sl_document_paragraph(
        view->document,
        "Warning: only %.0f of %s simulated years come near what was paid so far. "
        "Take more trials (--trials); if it stays so, this year is unlike those "
        "that the scenario makes, and its assumptions are wrong for it.",
        effective, sl_format_count((double)track->trials).text);
  }
  if (track->months > 0) {
    sl_document_note(view->document,
                     "Simulated years weigh by how near they come to what was paid so far, and are "
                     "moved to it; together they are worth %s equal ones of %s (seed %llu).",
                     sl_format_count(round(effective)).text,
                     sl_format_count((double)track->trials).text,
                     (unsigned long long)track->scenario->simulation->seed);
  }
  if (track->months > 0 && track->lists_claimants) {
    sl_document_note(
        view->document,
        "Listed claimants are as their file has them: %zu, of whom %zu by their row of "
        "the census are left out of the simulated years. Everybody else is taken to "
        "have had at most half of the specific deductible so far.",
        track->n_listed, track->n_out);
  } else if (track->months > 0) {
    sl_document_note(view->document,
                     "No claimants were listed (--claimants): what stop-loss pays is then as if "
                     "persons had the simulated years' shares of what was paid.");
  }
  if (track->enrolled != 1.0) {
    sl_document_note(view->document,
                     "%.1f%% of the scenario's employees were enrolled last; the rest of the year "
                     "is taken to go on so.",
                     100.0 * track->enrolled);
  }
  sl_document_note(view->document, "The IBNR is that of the persons who are not listed.");
}

sl_document_t *sl_track_document(const sl_track_t *track)
{
  char subtitle[SUBTITLE_TEXT];
  subtitle_of(track, subtitle);
  sl_document_t *document =
      sl_document_new(track->scenario->name, subtitle, track->scenario->currency);
  const sl_track_view_t view = {document, track, &track->list[track->main],
                                sl_currency_symbol(track->scenario->currency)};
  sl_track_put_answers(&view);
  put_arrangements(&view);
  put_account(&view);
  sl_track_put_months(&view);
  sl_track_put_watch(&view);
  put_notes(&view);
  return document;
}
