/* How the page says a figure in a sentence: without an error, and with one wording of a chance.
 * What a sentence says is noted with its unrounded value, its error and its source, so that the
 * report can put it into a table. Inside sim/output/decision only.
 */
#ifndef SL_SIM_OUTPUT_DECISION_WORDS_H
#define SL_SIM_OUTPUT_DECISION_WORDS_H

#include "sim/input/read/text.h"
#include "sim/output/decision/parts.h"
#include "sim/output/text/format.h"

/* A source from its pattern: every @ is the place of an arrangement, every # that of another, every
 * ^ that of a level of the band. */
#define SL_SOURCE_SIZE 240
typedef struct sl_source_text {
  char text[SL_SOURCE_SIZE];
} sl_source_text_t;
sl_source_text_t sl_source_of(const char *pattern, size_t a, size_t b, size_t level);

/* "in 62 of 100 years"; "in fewer than 1 of 100 years", "in more than 99 of 100 years"; and what
 * was seen in no or in every trial: "in none of the 20,000 simulated years", "in all of the ...".
 */
sl_figure_t sl_in_years(double share, uint64_t trials);
/* Of 100 years, without saying so: "62", "fewer than 1", "more than 99". */
sl_figure_t sl_of_hundred(double share);

/* One significant digit, for an error: "$2,000". */
sl_figure_t sl_format_rough(const char *symbol, double amount);

#define SL_NOTES_MAX 56
#define SL_NOTE_LABEL 96
typedef struct sl_note {
  char label[SL_NOTE_LABEL];
  sl_cell_t cell; /* without its source */
  sl_source_text_t source;
} sl_note_t;

typedef struct sl_notes {
  sl_note_t note[SL_NOTES_MAX];
  size_t n;
} sl_notes_t;

/* Sentences in the making. */
typedef struct sl_prose {
  const sl_decision_t *decision;
  sl_text_t text;
  sl_notes_t *notes;
} sl_prose_t;

/* Note a figure: a label seen before is not noted again. */
void sl_prose_note(sl_prose_t *prose, const char *label, sl_cell_t cell);

/* Note an amount, and how its size reads: "$82,400". */
sl_figure_t sl_prose_money(sl_prose_t *prose, const char *label, sl_estimate_t amount,
                           sl_source_text_t source);
/* Note a share of the run's trials, and how it reads: sl_in_years. */
sl_figure_t sl_prose_years(sl_prose_t *prose, const char *label, sl_estimate_t share,
                           sl_source_text_t source);

/* The text, "" while it is empty; where there was no memory for it the document has failed. */
const char *sl_words_of(sl_document_t *document, const sl_text_t *text);

/* The sentences become an answer of the document, and the prose is empty again. */
void sl_prose_answer(sl_prose_t *prose, sl_document_t *document, const char *question);

/* The last answer of the first screen: what was assumed. */
void sl_answer_assumed(sl_prose_t *prose, sl_document_t *document);

/* The share and the saving at a level of the band against the reference, or without one the share
 * of years in which the budget is enough and the cost; the run's own figure and its change. value
 * NaN where it is not known: without a band, and where neither arrangement is the baseline, whose
 * chance alone is stored. */
typedef struct sl_sourced {
  sl_estimate_t value;
  sl_source_text_t source;
} sl_sourced_t;
sl_sourced_t sl_share_now(const sl_decision_t *decision);
sl_sourced_t sl_share_at(const sl_decision_t *decision, sl_band_level_t level);
sl_sourced_t sl_saving_now(const sl_decision_t *decision);
sl_sourced_t sl_saving_at(const sl_decision_t *decision, sl_band_level_t level);

#endif
