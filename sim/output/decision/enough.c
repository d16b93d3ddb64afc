/* How many trials were enough: what the run was asked to reach, and the spread between its parts.
 */
#include "sim/output/decision/chapters.h"
#include "sim/output/decision/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define Z95 1.96
#define GOOD_ENOUGH 0.01 /* half of the interval, of the expected cost */

/* "0.5%" of a share, with as many digits as it deserves. */
static sl_figure_t percent(double share)
{
  sl_figure_t figure;
  const double value = 100.0 * share;
  const int digits = !(value < 10.0) ? 0 : value < 0.01 ? 4 : value < 0.1 ? 3 : value < 1.0 ? 2 : 1;
  snprintf(figure.text, sizeof figure.text, "%.*f%%", digits, value);
  return figure;
}

/* An error of what was asked for. */
static sl_figure_t error_of(sl_precision_goal_t goal, double error)
{
  sl_figure_t figure = percent(error);
  if (goal == SL_PRECISION_DEFICIT) {
    figure.text[strlen(figure.text) - 1] = '\0';
    strcat(figure.text, " percentage points");
  }
  return figure;
}

/* Whose sample proves nothing: no year differed, though one could. */
static bool is_untold(const sl_decision_t *d, size_t a)
{
  return sl_decision_summary(d, a)->expected_cost.standard_error == 0.0 &&
         !sl_cost_is_fixed(sl_decision_facts(d, a));
}

/* The arrangement whose expected cost is known least well, in relation to it: what is enough for it
 * is enough for the others. */
static size_t least_known(const sl_decision_t *d)
{
  size_t worst = 0;
  for (size_t a = 1; a < d->n && !is_untold(d, worst); a++) {
    if (is_untold(d, a) || sl_precision_of_mean(sl_decision_summary(d, a)->expected_cost) >
                               sl_precision_of_mean(sl_decision_summary(d, worst)->expected_cost)) {
      worst = a;
    }
  }
  return worst;
}

static void put_asked(sl_document_t *document, const sl_decision_t *d)
{
  const sl_run_facts_t *facts = d->results->facts;
  const sl_precision_t *asked = &facts->precision;
  const double reached = d->summary->precision_reached;
  const char *of = asked->goal == SL_PRECISION_COST ? "of every expected cost"
                                                    : "for every share of years with a deficit";
  const sl_figure_t trials = sl_format_count((double)facts->trials);
  if (asked->goal == SL_PRECISION_NONE) {
    return;
  }
  if (reached <= asked->target) {
    sl_document_paragraph(document,
                          "You asked for a standard error of %s %s: %s simulated years reached %s.",
                          error_of(asked->goal, asked->target).text, of, trials.text,
                          error_of(asked->goal, reached).text);
  } else {
    sl_document_paragraph(
        document,
        "You asked for a standard error of %s %s. It was not reached: after the %s simulated years "
        "that were allowed it is %s.",
        error_of(asked->goal, asked->target).text, of, trials.text,
        isfinite(reached) ? error_of(asked->goal, reached).text
                          : "unknown, as too few of them, or none, had what makes the cost vary");
  }
}

/* What 95 runs in 100 keep within, of a standard deviation seen over so many parts, which is itself
 * known to 1 / sqrt(2 (parts - 1)) of its size; parts 0: computed, not seen. */
static sl_cell_t within(double deviation, double of, double parts, const char *source)
{
  const double share = Z95 * deviation / fabs(of);
  if (!isfinite(share)) {
    return sl_cell_unknown(source);
  }
  return sl_cell_estimate(
      SL_CELL_SHARE, (sl_estimate_t){share, parts > 1.0 ? share / sqrt(2.0 * (parts - 1.0)) : 0.0},
      source);
}

typedef struct part_size {
  unsigned long long parts, trials;
} part_size_t;

static sl_source_text_t source_of_parts(const char *pattern, const char *by, size_t a,
                                        part_size_t size)
{
  char made[SL_SOURCE_SIZE];
  snprintf(made, sizeof made, "1.96 * std(%s(reshape(%s[:%llu,@]%s, (%llu, %llu)), %s1), ddof=1)%s",
           strstr(pattern, "quantile") != NULL ? "quantile" : "mean",
           strstr(pattern, "deficit") != NULL ? "deficit" : "cost", size.parts * size.trials,
           strstr(pattern, "deficit") != NULL ? " > 0" : "", size.parts, size.trials,
           strstr(pattern, "quantile") != NULL ? "0.95, " : "", by);
  return sl_source_of(made, a, 0, 0);
}

static void put_part_row(sl_document_table_t *table, const sl_decision_t *d, size_t a,
                         const sl_enough_row_t *row)
{
  const sl_arrangement_summary_t *s = sl_decision_summary(d, a);
  const double parts = (double)row->parts;
  const part_size_t size = {row->parts, row->trials};
  char source[64];
  sl_table_row(table, SL_ROW_PLAIN, sl_format_count((double)row->trials).text);
  snprintf(source, sizeof source, "trials // %llu", size.trials);
  sl_table_cell(table, sl_cell_exact(SL_CELL_COUNT, parts, source));
  sl_table_cell(table, within(row->mean, s->expected_cost.value, parts,
                              source_of_parts("mean", " / abs(cost_mean[@])", a, size).text));
  sl_table_cell(table,
                within(row->quantile95, s->quantile[SL_QUANTILE_95].value, parts,
                       source_of_parts("quantile", " / abs(cost_quantile[6,@])", a, size).text));
  sl_table_cell(table, within(row->deficit_probability, 1.0, parts,
                              source_of_parts("deficit", "", a, size).text));
}

static void put_spread(sl_document_t *document, const sl_decision_t *d, size_t a)
{
  static const char *const headers[] = {"years", "parts", "expected cost", "1 year in 20",
                                        "years with a deficit"};
  const sl_arrangement_summary_t *s = sl_decision_summary(d, a);
  const sl_estimate_t q95 = s->quantile[SL_QUANTILE_95];
  sl_text_t caption = {0};
  sl_text_append(&caption,
                 "%s: 95 runs in 100 keep within, seen in parts of this run that share no year",
                 sl_decision_name(d, a));
  sl_document_table_t *table =
      sl_document_table(document, "enough", sl_words_of(document, &caption), false);
  sl_text_free(&caption);
  for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
    sl_table_column(table, headers[i]);
  }
  for (size_t i = 0; i < s->enough.n; i++) {
    put_part_row(table, d, a, &s->enough.row[i]);
  }
  sl_table_row(table, SL_ROW_TOTAL, sl_format_count((double)d->summary->trials).text);
  sl_table_cell(table, sl_cell_text("all"));
  sl_table_cell(
      table,
      within(s->expected_cost.standard_error, s->expected_cost.value, 0.0,
             sl_source_of("1.96 * cost_standard_error[@] / abs(cost_mean[@])", a, 0, 0).text));
  sl_table_cell(
      table,
      within(q95.standard_error, q95.value, 0.0,
             sl_source_of("1.96 * cost_quantile_standard_error[6,@] / abs(cost_quantile[6,@])", a,
                          0, 0)
                 .text));
  sl_table_cell(table,
                within(s->deficit_probability.standard_error, 1.0, 0.0,
                       sl_source_of("1.96 * deficit_probability_standard_error[@]", a, 0, 0).text));
}

/* The least number of years that tells the expected cost well: of the smallest parts that do, or of
 * the whole run. */
static void put_sentence(sl_document_t *document, const sl_decision_t *d, size_t a)
{
  const sl_arrangement_summary_t *s = sl_decision_summary(d, a);
  const double enough = GOOD_ENOUGH * fabs(s->expected_cost.value) / Z95;
  size_t i = 0;
  while (i < s->enough.n && !(s->enough.row[i].mean <= enough)) {
    i++;
  }
  const uint64_t years = i < s->enough.n ? s->enough.row[i].trials : d->summary->trials;
  const bool is_good = i < s->enough.n || s->expected_cost.standard_error <= enough;
  sl_document_paragraph(
      document, "%s%s%s simulated years %s its expected cost to 1%%; the run has %s.",
      d->n > 1 ? sl_decision_name(d, a) : "", d->n > 1 ? " takes the most years: " : "",
      sl_format_count((double)years).text, is_good ? "tell" : "do not tell",
      sl_format_count((double)d->summary->trials).text);
}

/* n years without an event: a chance below 3 / n, at 95% (1 - (1 - 3 / n)^n = 95%). */
static void put_untold(sl_document_t *document, const sl_decision_t *d, size_t a)
{
  sl_document_paragraph(
      document,
      "That cannot be told: %s cost the same in every simulated year, though a year can cost "
      "another amount. Such years are rarer than 3 in %s (so 95 runs in 100 would show), and may "
      "be dear.",
      sl_decision_name(d, a), sl_format_count((double)d->summary->trials).text);
}

static void put_chapter(sl_document_t *document, const sl_decision_t *d, bool by_parts)
{
  const size_t a = least_known(d);
  const sl_arrangement_summary_t *s = sl_decision_summary(d, a);
  sl_document_heading(document, 2, "How many simulated years were enough?");
  put_asked(document, d);
  if (is_untold(d, a)) {
    put_untold(document, d, a);
  } else if (s->expected_cost.standard_error == 0.0) {
    sl_document_paragraph(document, "One: every arrangement costs the same in every year.");
  } else if (s->enough.n == 0) {
    sl_document_paragraph(
        document, "Parts of a run are compared with each other from 4,096 simulated years on.");
  } else {
    put_sentence(document, d, a);
  }
  if (by_parts && s->enough.n > 0 && s->expected_cost.standard_error > 0.0) {
    put_spread(document, d, a);
  }
}

void sl_chapter_enough(sl_document_t *document, const sl_decision_t *decision)
{
  put_chapter(document, decision, false);
}

void sl_chapter_enough_by_parts(sl_document_t *document, const sl_decision_t *decision)
{
  put_chapter(document, decision, true);
}
