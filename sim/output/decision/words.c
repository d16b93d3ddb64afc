#include "sim/output/decision/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define FEWEST 0.01 /* of the years: what is rarer has no number of 100 */

sl_source_text_t sl_source_of(const char *pattern, size_t a, size_t b, size_t level)
{
  sl_source_text_t made = {""};
  size_t n = 0;
  for (const char *c = pattern; *c != '\0' && n + 24 < sizeof made.text; c++) {
    const size_t place = *c == '@' ? a : *c == '#' ? b : level;
    if (*c == '@' || *c == '#' || *c == '^') {
      n += (size_t)snprintf(made.text + n, sizeof made.text - n, "%zu", place);
    } else {
      made.text[n++] = *c;
    }
  }
  return made;
}

sl_figure_t sl_of_hundred(double share)
{
  sl_figure_t figure;
  if (share < FEWEST) {
    return (sl_figure_t){"fewer than 1"};
  }
  if (share > 1.0 - FEWEST) {
    return (sl_figure_t){"more than 99"};
  }
  snprintf(figure.text, sizeof figure.text, "%.0f", 100.0 * share);
  return figure;
}

sl_figure_t sl_in_years(double share, uint64_t trials)
{
  sl_figure_t figure;
  if (trials == 1) {
    snprintf(figure.text, sizeof figure.text, "%s",
             share > 0.0 ? "in the one simulated year" : "not in the one simulated year");
  } else if (share <= 0.0 || share >= 1.0) {
    snprintf(figure.text, sizeof figure.text, "in %s of the %.24s simulated years",
             share <= 0.0 ? "none" : "all", sl_format_count((double)trials).text);
  } else {
    snprintf(figure.text, sizeof figure.text, "in %.20s of 100 years", sl_of_hundred(share).text);
  }
  return figure;
}

sl_figure_t sl_format_rough(const char *symbol, double amount)
{
  const double unit = amount >= 1.0 ? pow(10.0, floor(log10(amount))) : 1.0;
  return sl_format_round(symbol, unit * nearbyint(amount / unit));
}

/* ---- prose ---- */

void sl_prose_note(sl_prose_t *prose, const char *label, sl_cell_t cell)
{
  sl_notes_t *notes = prose->notes;
  for (size_t i = 0; i < notes->n; i++) {
    if (strcmp(notes->note[i].label, label) == 0) {
      return;
    }
  }
  if (notes->n < SL_NOTES_MAX) {
    sl_note_t *note = &notes->note[notes->n++];
    snprintf(note->label, sizeof note->label, "%.*s", (int)sizeof note->label - 1, label);
    snprintf(note->source.text, sizeof note->source.text, "%s", cell.source);
    note->cell = cell;
    note->cell.source = NULL;
  }
}

sl_figure_t sl_prose_money(sl_prose_t *prose, const char *label, sl_estimate_t amount,
                           sl_source_text_t source)
{
  const sl_figure_t symbol = sl_currency_symbol(prose->decision->results->facts->currency);
  sl_prose_note(prose, label, sl_cell_estimate(SL_CELL_MONEY, amount, source.text));
  return sl_format_round(symbol.text, fabs(amount.value));
}

sl_figure_t sl_prose_years(sl_prose_t *prose, const char *label, sl_estimate_t share,
                           sl_source_text_t source)
{
  sl_cell_t cell = sl_cell_estimate(SL_CELL_SHARE, share, source.text);
  cell.trials = prose->decision->results->facts->trials;
  sl_prose_note(prose, label, cell);
  return sl_in_years(share.value, cell.trials);
}

const char *sl_words_of(sl_document_t *document, const sl_text_t *text)
{
  if (text->failed) {
    sl_document_fail(document, SL_ERR_MEMORY);
  }
  return text->data != NULL ? text->data : "";
}

void sl_prose_answer(sl_prose_t *prose, sl_document_t *document, const char *question)
{
  sl_document_answer(document, question, sl_words_of(document, &prose->text));
  sl_text_free(&prose->text);
}

/* ---- against the reference, as run and along the band ---- */

static const sl_band_figures_t *band_of(const sl_decision_t *decision, size_t a,
                                        sl_band_level_t level)
{
  return &decision->results->band->arrangements[a].level[level];
}

static sl_sourced_t unknown(void) { return (sl_sourced_t){{(double)NAN, (double)NAN}, {""}}; }

static double within_0_and_1(double share) { return fmin(fmax(share, 0.0), 1.0); }

sl_sourced_t sl_share_now(const sl_decision_t *decision)
{
  const size_t a = decision->subject, r = decision->reference;
  if (r != SL_NO_ARRANGEMENT) {
    return (sl_sourced_t){decision->against[a].cheaper,
                          sl_source_of("mean(cost[:,#] - cost[:,@] > 0.005)", a, r, 0)};
  }
  const sl_estimate_t deficit = sl_decision_summary(decision, a)->deficit_probability;
  return (sl_sourced_t){{1.0 - deficit.value, deficit.standard_error},
                        sl_source_of("1 - deficit_probability[@]", a, 0, 0)};
}

/* The stored chance is that the baseline, arrangement 0, costs less than another one: of the
 * subject's to cost less the change is the same, or the contrary where the reference is the
 * baseline. */
static sl_estimate_t change_of_share(const sl_decision_t *decision, sl_band_level_t level,
                                     const char **pattern)
{
  const size_t a = decision->subject, r = decision->reference;
  if (r == SL_NO_ARRANGEMENT) {
    *pattern = "clip(1 - deficit_probability[@] - band_deficit_probability_change[^,@], 0, 1)";
    const sl_estimate_t change = band_of(decision, a, level)->deficit_change;
    return (sl_estimate_t){-change.value, change.standard_error};
  }
  if (a == 0) {
    *pattern = "clip(mean(cost[:,#] - cost[:,@] > 0.005) + "
               "band_cheaper_probability_change[^,#], 0, 1)";
    return band_of(decision, r, level)->cheaper_change;
  }
  if (r == 0) {
    *pattern = "clip(mean(cost[:,#] - cost[:,@] > 0.005) - "
               "band_cheaper_probability_change[^,@], 0, 1)";
    const sl_estimate_t change = band_of(decision, a, level)->cheaper_change;
    return (sl_estimate_t){-change.value, change.standard_error};
  }
  return unknown().value;
}

sl_sourced_t sl_share_at(const sl_decision_t *decision, sl_band_level_t level)
{
  const char *pattern = "";
  if (decision->results->band == NULL) {
    return unknown();
  }
  const sl_estimate_t change = change_of_share(decision, level, &pattern);
  const sl_estimate_t now = sl_share_now(decision).value;
  if (isnan(change.value)) {
    return unknown();
  }
  return (sl_sourced_t){
      {within_0_and_1(now.value + change.value), hypot(now.standard_error, change.standard_error)},
      sl_source_of(pattern, decision->subject, decision->reference, level)};
}

sl_sourced_t sl_saving_now(const sl_decision_t *decision)
{
  const size_t a = decision->subject, r = decision->reference;
  if (r == SL_NO_ARRANGEMENT) {
    return (sl_sourced_t){sl_decision_summary(decision, a)->expected_cost,
                          sl_source_of("cost_mean[@]", a, 0, 0)};
  }
  return (sl_sourced_t){decision->against[a].saving,
                        sl_source_of("mean(cost[:,#] - cost[:,@])", a, r, 0)};
}

/* The errors of both changes are taken for independent, which errs on the safe side. */
sl_sourced_t sl_saving_at(const sl_decision_t *decision, sl_band_level_t level)
{
  const size_t a = decision->subject, r = decision->reference;
  if (decision->results->band == NULL) {
    return unknown();
  }
  const sl_estimate_t now = sl_saving_now(decision).value;
  const sl_estimate_t own = band_of(decision, a, level)->cost_change;
  if (r == SL_NO_ARRANGEMENT) {
    return (sl_sourced_t){{now.value + own.value, hypot(now.standard_error, own.standard_error)},
                          sl_source_of("cost_mean[@] + band_cost_mean_change[^,@]", a, 0, level)};
  }
  const sl_estimate_t other = band_of(decision, r, level)->cost_change;
  return (sl_sourced_t){
      {now.value + other.value - own.value,
       hypot(now.standard_error, hypot(own.standard_error, other.standard_error))},
      sl_source_of("mean(cost[:,#] - cost[:,@]) + band_cost_mean_change[^,#] - "
                   "band_cost_mean_change[^,@]",
                   a, r, level)};
}
