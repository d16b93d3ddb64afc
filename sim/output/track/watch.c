/* The watch list: listed claimants by how much of their deductible they have used. */
#include "sim/output/track/parts.h"

#include <math.h>
#include <stdio.h>

#define STATE_TEXT 80

static const char *state_of(const sl_track_view_t *view, const sl_track_watch_t *watch,
                            char text[STATE_TEXT])
{
  char month[SL_TRACK_MONTH_TEXT];
  if (isinf(watch->deductible)) {
    return "not in the specific";
  }
  if (watch->used > 1.0) {
    return "above it";
  }
  if (watch->passes > 0) {
    sl_track_month(view, watch->passes - 1, month);
    snprintf(text, STATE_TEXT, "passes it in %.31s", month);
    return text;
  }
  return watch->used > 0.8 ? "above 80%" : watch->used > 0.5 ? "above 50%" : "at most 50%";
}

static void put_row(const sl_track_view_t *view, sl_document_table_t *table,
                    const sl_track_watch_t *watch)
{
  char label[STATE_TEXT], text[STATE_TEXT];
  snprintf(label, sizeof label, "row %zu", watch->line);
  sl_table_row(table, SL_ROW_PLAIN, label);
  sl_table_cell(table, sl_cell_exact(SL_CELL_MONEY, watch->paid, "paid so far"));
  sl_table_cell(table, sl_cell_exact(SL_CELL_MONEY, watch->to_come, "expected to come"));
  if (isinf(watch->deductible)) {
    sl_table_cell(table, sl_cell_unknown("deductible"));
    sl_table_cell(table, sl_cell_unknown("paid / deductible"));
    sl_table_cell(table, sl_cell_unknown("(paid + to come) / deductible"));
  } else {
    sl_table_cell(table, sl_cell_exact(SL_CELL_MONEY, watch->deductible, "deductible"));
    sl_table_cell(table, sl_cell_exact(SL_CELL_SHARE, watch->used, "paid / deductible"));
    sl_table_cell(table,
                  sl_cell_exact(SL_CELL_SHARE, watch->will_use, "(paid + to come) / deductible"));
  }
  sl_table_cell(table, sl_cell_text(state_of(view, watch, text)));
}

void sl_track_put_watch(const sl_track_view_t *view)
{
  static const char *const headers[] = {"Claimant",   "Paid so far", "To come", "Deductible",
                                        "Used of it", "At year end", "State"};
  if (view->main->watch == NULL) {
    return;
  }
  sl_document_heading(view->document, 1, "Watch list: the specific deductible of %s",
                      view->main->name);
  if (view->track->n_listed == 0) {
    sl_document_paragraph(view->document, "The claimants file lists nobody.");
    return;
  }
  sl_document_table_t *table =
      sl_document_table(view->document, "watch", "Listed claimants, the most used first", false);
  for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
    sl_table_column(table, headers[i]);
  }
  for (size_t i = 0; i < view->track->n_listed; i++) {
    put_row(view, table, &view->main->watch[i]);
  }
  sl_document_note(
      view->document,
      "A claimant is called by the row of the claimants file, which tells nothing to "
      "whoever has not got that file: this page is handed on, and the list is personal "
      "data.");
  if (view->track->at_pace) {
    sl_document_note(view->document, "Where the file does not say what is to come, it is as much a "
                                     "month as so far.");
  }
}
