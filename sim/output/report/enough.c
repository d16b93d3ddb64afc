/* How many trials were enough: what the run was asked to reach, and the spread between its parts.
 */
#include "sim/output/report/page.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#define Z95 1.96
#define TEXT_SIZE 1600
#define GOOD_ENOUGH 0.01 /* half of the interval, of the expected cost */
#define NOTHING 5e-7     /* would round to it; quantiles of equal costs differ by their rounding */
#define PLUS_MINUS "\xc2\xb1"

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

static sl_figure_t half_width(double deviation, double of)
{
  const double share = Z95 * deviation / fabs(of);
  sl_figure_t figure = {"-"};
  if (share < NOTHING) {
    return (sl_figure_t){PLUS_MINUS " 0"};
  }
  if (isfinite(share)) {
    snprintf(figure.text, sizeof figure.text, PLUS_MINUS " %.20s", percent(share).text);
  }
  return figure;
}

/* Whose sample proves nothing: no year differed, though one could. */
static bool is_untold(const sl_page_t *page, size_t a)
{
  return page->summary->arrangements[a].expected_cost.standard_error == 0.0 &&
         !sl_cost_is_fixed(&page->results->facts->arrangements[a]);
}

/* The arrangement whose expected cost is known least well, in relation to it: what is enough for it
 * is enough for the others. */
static size_t least_known(const sl_page_t *page)
{
  const sl_summary_t *summary = page->summary;
  size_t worst = 0;
  for (size_t a = 1; a < summary->n_arrangements && !is_untold(page, worst); a++) {
    if (is_untold(page, a) ||
        sl_precision_of_mean(summary->arrangements[a].expected_cost) >
            sl_precision_of_mean(summary->arrangements[worst].expected_cost)) {
      worst = a;
    }
  }
  return worst;
}

static void put_asked(const sl_page_t *page)
{
  const sl_run_facts_t *facts = page->results->facts;
  const sl_precision_t *asked = &facts->precision;
  const double reached = page->summary->precision_reached;
  const char *of =
      asked->goal == SL_PRECISION_COST ? "of every expected cost" : "for every chance of a deficit";
  const sl_figure_t trials = sl_format_count((double)facts->trials);
  char text[TEXT_SIZE];
  if (asked->goal == SL_PRECISION_NONE) {
    return;
  }
  if (reached <= asked->target) {
    snprintf(text, sizeof text,
             "You asked for a standard error of %.32s %s: %.20s simulated years reached %.32s.",
             error_of(asked->goal, asked->target).text, of, trials.text,
             error_of(asked->goal, reached).text);
  } else {
    snprintf(text, sizeof text,
             "You asked for a standard error of %.32s %s. It was not reached: after the %.20s "
             "simulated years that were allowed it is %.100s.",
             error_of(asked->goal, asked->target).text, of, trials.text,
             isfinite(reached)
                 ? error_of(asked->goal, reached).text
                 : "unknown, as too few of them, or none, had what makes the cost vary");
  }
  sl_put_paragraph(page->out, 2, 2, text);
}

static void put_row(const sl_page_t *page, const char *trials, const char *parts, const char *mean,
                    const char *quantile, const char *deficit)
{
  FILE *out = page->out;
  fputs("  ", out);
  sl_put_right(out, trials, 12);
  sl_put_right(out, parts, 8);
  sl_put_right(out, mean, 18);
  sl_put_right(out, quantile, 18);
  sl_put_right(out, deficit, 20);
  putc('\n', out);
}

static sl_figure_t points(double deviation)
{
  sl_figure_t figure = {"-"};
  if (deviation == 0.0) {
    return (sl_figure_t){PLUS_MINUS " 0"};
  }
  if (isfinite(deviation)) {
    snprintf(figure.text, sizeof figure.text, PLUS_MINUS " %.*f points",
             Z95 * deviation < 0.001 ? 2 : 1, 100.0 * Z95 * deviation);
  }
  return figure;
}

static void put_spread(const sl_page_t *page, const sl_arrangement_summary_t *s)
{
  const sl_estimate_t q95 = s->quantile[SL_QUANTILE_95];
  put_row(page, "years", "parts", "expected cost", "1 year in 20", "chance of deficit");
  for (size_t i = 0; i < s->enough.n; i++) {
    const sl_enough_row_t *row = &s->enough.row[i];
    put_row(page, sl_format_count((double)row->trials).text,
            sl_format_count((double)row->parts).text,
            half_width(row->mean, s->expected_cost.value).text,
            half_width(row->quantile95, q95.value).text, points(row->deficit_probability).text);
  }
  put_row(page, sl_format_count((double)page->summary->trials).text, "all",
          half_width(s->expected_cost.standard_error, s->expected_cost.value).text,
          half_width(q95.standard_error, q95.value).text,
          points(s->deficit_probability.standard_error).text);
}

/* The smallest parts that tell the expected cost well, or the largest there are. */
static const sl_enough_row_t *telling_row(const sl_arrangement_summary_t *s)
{
  size_t i = 0;
  while (i + 1 < s->enough.n &&
         Z95 * s->enough.row[i].mean > GOOD_ENOUGH * fabs(s->expected_cost.value)) {
    i++;
  }
  return &s->enough.row[i];
}

static void put_sentence(const sl_page_t *page, size_t a)
{
  const sl_arrangement_summary_t *s = &page->summary->arrangements[a];
  const sl_enough_row_t *row = telling_row(s);
  const char *name = page->results->facts->arrangements[a].name;
  const int several = page->summary->n_arrangements > 1;
  char text[TEXT_SIZE];
  snprintf(text, sizeof text,
           "%s%s%.20s simulated years tell %s expected cost to %.24s, the %.20s of this run to "
           "%.24s. Here " PLUS_MINUS " is what 95 runs in 100 keep within, seen in parts of this "
           "run that share no year:",
           several ? name : "", several ? " takes the most years: " : "",
           sl_format_count((double)row->trials).text, several ? "its" : "the",
           half_width(row->mean, s->expected_cost.value).text,
           sl_format_count((double)page->summary->trials).text,
           half_width(s->expected_cost.standard_error, s->expected_cost.value).text);
  sl_put_paragraph(page->out, 2, 2, text);
}

/* n years without an event: a chance below 3 / n, at 95% (1 - (1 - 3 / n)^n = 95%). */
static void put_untold(const sl_page_t *page, size_t a)
{
  const char *name = page->results->facts->arrangements[a].name;
  const double n = (double)page->summary->trials;
  char text[TEXT_SIZE];
  snprintf(text, sizeof text,
           "That cannot be told: %s cost the same in every simulated year, though a year can cost "
           "another amount. Such years are rarer than 3 in %.20s (so 95 runs in 100 would show), "
           "and may be dear.",
           name, sl_format_count(n).text);
  sl_put_paragraph(page->out, 2, 2, text);
}

void sl_page_enough(const sl_page_t *page)
{
  const size_t a = least_known(page);
  const sl_arrangement_summary_t *s = &page->summary->arrangements[a];
  fputs("\nHow many simulated years were enough?\n", page->out);
  put_asked(page);
  if (is_untold(page, a)) {
    put_untold(page, a);
  } else if (s->expected_cost.standard_error == 0.0) {
    sl_put_paragraph(page->out, 2, 2, "One: every arrangement costs the same in every year.");
  } else if (s->enough.n == 0) {
    sl_put_paragraph(page->out, 2, 2,
                     "Parts of a run are compared with each other from 4,096 simulated years on.");
  } else {
    put_sentence(page, a);
    put_spread(page, s);
  }
}
