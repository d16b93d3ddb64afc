/* The plan years after the first: what each costs, and what all of them together say. */
#include "sim/output/decision/ahead.h"

#include "sim/output/decision/cells.h"
#include "sim/output/decision/chapters.h"

#include "models/funding/arrangement.h"

#include <math.h>
#include <stdio.h>

#define SAVING "mean(years.cumulative_cost[:,#,^] - years.cumulative_cost[:,@,^])"
#define FIRST_SAVING "mean(cost[:,#] - cost[:,@])"
#define FIRST_CHEAPER "mean(cost[:,#] - cost[:,@] > 0.005)"
#define CHEAPER "mean(years.cumulative_cost[:,#,^] - years.cumulative_cost[:,@,^] > 0.005)"

static const char *const promise_words[SL_N_PROMISES] = {
    [SL_PROMISE_NO_NEW_LASERS] = "no new lasers", [SL_PROMISE_RATE_CAP] = "a cap on its rate"};

static size_t years_of(const sl_decision_t *d) { return d->ahead->n_years; }

static const sl_year_figures_t *figures_of(const sl_decision_t *d, size_t a, size_t k)
{
  return sl_years_at(d->results->years, a, k);
}

/* ---- year by year ---- */

typedef struct column {
  const char *head, *source;
  sl_cell_unit_t unit;
  sl_estimate_t (*of)(const sl_year_figures_t *figures);
} column_t;

#define OF(name, expression)                                                                       \
  static sl_estimate_t name(const sl_year_figures_t *f) { return f->expression; }
OF(cost, mean[SL_YEAR_COST])
OF(dear, cost_quantile[SL_QUANTILE_95])
OF(deficit, deficit_probability)
OF(rate, mean[SL_YEAR_RATE_CHANGE])
OF(rate_dear, rate_quantile[SL_QUANTILE_95])
OF(lasers, mean[SL_YEAR_LASERS])
OF(reserve, mean[SL_YEAR_RESERVE])
OF(call, call_probability)
OF(called, call_so_far)
#undef OF

static const column_t columns[] = {
    {"cost", "years.cost_mean[@,^]", SL_CELL_MONEY, cost},
    {"1 year in 20", "years.cost_quantile[6,@,^]", SL_CELL_MONEY, dear},
    {"over budget", "years.deficit_probability[@,^]", SL_CELL_SHARE, deficit},
    {"rate", "years.rate_change_mean[@,^]", SL_CELL_GROWTH, rate},
    {"rate, 1 in 20", "years.rate_change_quantile[6,@,^]", SL_CELL_GROWTH, rate_dear},
    {"lasers", "years.lasers_mean[@,^]", SL_CELL_MULTIPLE, lasers},
    {"reserve", "years.reserve_mean[@,^]", SL_CELL_MONEY, reserve},
    {"called on", "years.call_probability[@,^]", SL_CELL_SHARE, call},
    {"by then", "years.call_so_far_probability[@,^]", SL_CELL_SHARE, called},
};
#define N_COLUMNS (sizeof columns / sizeof columns[0])

/* A rate has no change before the first renewal. */
static sl_cell_t cell_of(const sl_decision_t *d, size_t c, size_t a, size_t k,
                         const sl_source_text_t *source)
{
  const sl_estimate_t value = columns[c].of(figures_of(d, a, k));
  const bool is_rate = columns[c].unit == SL_CELL_GROWTH;
  if (isnan(value.value) || (is_rate && k == 0)) {
    return sl_cell_unknown(NULL);
  }
  sl_cell_t cell = sl_cell_estimate(columns[c].unit, value, source->text);
  cell.trials = columns[c].unit == SL_CELL_SHARE ? d->results->facts->trials : 0;
  return cell;
}

/* Who bears the year: itself, or the one that takes its place. */
static void label_year(const sl_decision_t *d, size_t a, size_t k, char label[200])
{
  const sl_ahead_facts_t *ahead = &sl_decision_facts(d, a)->ahead;
  if (ahead->then_year > 0.0 && (double)k + 1.0 >= ahead->then_year) {
    snprintf(label, 200, "Year %zu: %.150s", k + 1,
             sl_decision_name(d, (size_t)ahead->then_arrangement));
  } else {
    snprintf(label, 200, "Year %zu", k + 1);
  }
}

static void put_years(sl_document_t *document, const sl_decision_t *d, size_t a)
{
  char name[32], caption[240];
  snprintf(name, sizeof name, "ahead_%zu", a);
  snprintf(caption, sizeof caption, "Year by year: %.200s", sl_decision_name(d, a));
  sl_document_table_t *table = sl_document_table(document, name, caption, false);
  sl_table_column(table, "");
  for (size_t c = 0; c < N_COLUMNS; c++) {
    sl_table_column(table, columns[c].head);
  }
  for (size_t k = 0; k < years_of(d); k++) {
    char label[200];
    label_year(d, a, k, label);
    sl_table_row(table, SL_ROW_PLAIN, label);
    for (size_t c = 0; c < N_COLUMNS; c++) {
      const sl_source_text_t source = sl_source_of(columns[c].source, a, 0, k);
      sl_table_cell(table, cell_of(d, c, a, k, &source));
    }
  }
}

/* ---- against the reference ---- */

static void put_savings(sl_document_t *document, const sl_decision_t *d, const sl_shown_t *shown,
                        bool chance)
{
  char caption[240];
  snprintf(caption, sizeof caption,
           chance ? "Runs in which it has cost less than %.150s so far"
                  : "Saved so far against %.150s, on average",
           d->called[d->reference]);
  sl_document_table_t *table =
      sl_shown_table(document, d, shown, chance ? "ahead_cheaper" : "ahead_saving", caption);
  for (size_t k = 0; k < years_of(d); k++) {
    char label[32];
    snprintf(label, sizeof label, "After year %zu", k + 1);
    sl_table_row(table, SL_ROW_PLAIN, label);
    for (size_t i = 0; i < shown->n; i++) {
      const size_t a = shown->list[i];
      const sl_years_ahead_pair_t *pair = sl_years_ahead_at(d, a, k);
      if (chance) {
        sl_put_chance(table, pair->cheaper, d->results->facts->trials, "%s",
                      sl_source_of(CHEAPER, a, d->reference, k).text);
      } else {
        sl_put_figure(table, SL_CELL_MONEY, pair->saving, "%s",
                      sl_source_of(SAVING, a, d->reference, k).text);
      }
    }
  }
}

/* ---- all years together ---- */

static const struct {
  const char *label, *source;
  size_t level; /* of cumulative cost; SL_N_QUANTILES: its mean, then the largest */
} horizon[] = {
    {"All years together, on average", "years.cumulative_cost_mean[@,^]", SL_N_QUANTILES},
    {"1 run in 20: more than", "years.cumulative_cost_quantile[6,@,^]", SL_QUANTILE_95},
    {"1 run in 200: more than", "years.cumulative_cost_quantile[8,@,^]", SL_N_QUANTILES - 1},
    {"The dearest simulated run", "years.largest_cumulative_cost[@,^]", SL_N_QUANTILES + 1},
};

static sl_estimate_t horizon_of(const sl_year_figures_t *figures, size_t level)
{
  return level < SL_N_QUANTILES    ? figures->cumulative_quantile[level]
         : level == SL_N_QUANTILES ? figures->mean[SL_YEAR_CUMULATIVE]
                                   : (sl_estimate_t){figures->largest_cumulative, 0.0};
}

static void put_horizon(sl_document_t *document, const sl_decision_t *d, const sl_shown_t *shown)
{
  char caption[80];
  snprintf(caption, sizeof caption, "The cost of %zu years together", years_of(d));
  sl_document_table_t *table = sl_shown_table(document, d, shown, "ahead_horizon", caption);
  for (size_t r = 0; r < sizeof horizon / sizeof horizon[0]; r++) {
    sl_table_row(table, SL_ROW_PLAIN, horizon[r].label);
    for (size_t i = 0; i < shown->n; i++) {
      const size_t a = shown->list[i], last = years_of(d) - 1;
      sl_put_figure(table, SL_CELL_MONEY, horizon_of(figures_of(d, a, last), horizon[r].level),
                    "%s", sl_source_of(horizon[r].source, a, 0, last).text);
    }
  }
}

/* ---- promises ---- */

static void say_promise(sl_document_t *document, const sl_decision_t *d, size_t p)
{
  const sl_promise_figures_t *promise = &d->results->years->promises[p];
  const sl_figure_t symbol = sl_currency_symbol(d->results->facts->currency);
  const double saved = promise->saved.value;
  sl_document_paragraph(
      document, "The carrier's promise of %s %s %s over the %zu years to %s, give or take %s.",
      promise_words[(size_t)promise->kind],
      saved >= 0.0 ? "is worth" : "costs more than it is worth, by",
      sl_format_round(symbol.text, fabs(saved)).text, years_of(d),
      d->called[(size_t)promise->arrangement],
      sl_format_round(symbol.text, promise->saved.standard_error).text);
}

static void put_promises(sl_document_t *document, const sl_decision_t *d)
{
  const sl_years_t *years = d->results->years;
  char label[240];
  if (years->n_promises == 0) {
    return;
  }
  sl_document_table_t *table =
      sl_document_table(document, "ahead_promises", "What the carrier's promises are worth", false);
  sl_table_column(table, "");
  snprintf(label, sizeof label, "over %zu years", years_of(d));
  sl_table_column(table, label);
  sl_table_column(table, "give or take");
  for (size_t p = 0; p < years->n_promises; p++) {
    const sl_promise_figures_t *promise = &years->promises[p];
    const sl_estimate_t error = {promise->saved.standard_error, 0.0};
    snprintf(label, sizeof label, "%.180s: %s", sl_decision_name(d, (size_t)promise->arrangement),
             promise_words[(size_t)promise->kind]);
    sl_table_row(table, SL_ROW_PLAIN, label);
    sl_put_figure(table, SL_CELL_MONEY, promise->saved, "years.promise_saved_mean[%zu]", p);
    sl_put_figure(table, SL_CELL_MONEY, error, "years.promise_saved_mean_standard_error[%zu]", p);
  }
  for (size_t p = 0; p < years->n_promises; p++) {
    say_promise(document, d, p);
  }
}

/* ---- where the first year misleads ---- */

static void put_flip(sl_document_table_t *table, const sl_decision_t *d, const sl_flip_t *flip)
{
  const size_t last = years_of(d) - 1;
  char label[400];
  snprintf(label, sizeof label, "%.150s, against %.150s", sl_decision_name(d, flip->one),
           sl_decision_name(d, flip->other));
  sl_table_row(table, SL_ROW_PLAIN, label);
  sl_put_figure(table, SL_CELL_MONEY, flip->first.saving, "%s",
                sl_source_of(FIRST_SAVING, flip->one, flip->other, 0).text);
  sl_put_chance(table, flip->first.cheaper, d->results->facts->trials, "%s",
                sl_source_of(FIRST_CHEAPER, flip->one, flip->other, 0).text);
  sl_put_figure(table, SL_CELL_MONEY, flip->all.saving, "%s",
                sl_source_of(SAVING, flip->one, flip->other, last).text);
  sl_put_chance(table, flip->all.cheaper, d->results->facts->trials, "%s",
                sl_source_of(CHEAPER, flip->one, flip->other, last).text);
}

/* The usual reason: what a first contract leaves out, later ones may pay. */
static const char *reason_of(const sl_decision_t *d, const sl_flip_t *flip)
{
  const double own = sl_decision_summary(d, flip->one)->component[SL_COST_GAP].value;
  const double others = sl_decision_summary(d, flip->other)->component[SL_COST_GAP].value;
  return others > own + SL_DEFICIT_TOLERANCE
             ? " The other's first contract leaves claims out, which count against it in a year "
               "looked at alone; its later contracts may pay them back."
         : own > others + SL_DEFICIT_TOLERANCE
             ? " Its first contract is cheap for the claims that it leaves out; those of the later "
               "years pay more of them, and cost more."
             : " Its later years are the dearer ones: look at how it renews.";
}

static void say_flip(sl_document_t *document, const sl_decision_t *d, const sl_flip_t *flip)
{
  const sl_figure_t symbol = sl_currency_symbol(d->results->facts->currency);
  sl_document_item(document,
                   "%s costs %s less than %s in the first year on average, and less in %s of 100 "
                   "years; over the %zu years together it costs %s more, and less in %s of 100 "
                   "runs.%s",
                   d->called[flip->one],
                   sl_format_round(symbol.text, flip->first.saving.value).text,
                   d->called[flip->other], sl_of_hundred(flip->first.cheaper.value).text,
                   years_of(d), sl_format_round(symbol.text, -flip->all.saving.value).text,
                   sl_of_hundred(flip->all.cheaper.value).text, reason_of(d, flip));
}

static void put_flips(sl_document_t *document, const sl_decision_t *d)
{
  const sl_years_ahead_t *ahead = d->ahead;
  char head[48];
  if (ahead->n_flips == 0) {
    return;
  }
  sl_document_heading(document, 2, "Where the first year misleads");
  for (size_t i = 0; i < ahead->n_flips; i++) {
    say_flip(document, d, &ahead->flip[i]);
  }
  sl_document_table_t *table =
      sl_document_table(document, "ahead_flips",
                        "Cheaper in the first year, dearer over all: saved, and how often", true);
  sl_table_column(table, "");
  sl_table_column(table, "first year");
  sl_table_column(table, "costs less");
  snprintf(head, sizeof head, "%zu years", years_of(d));
  sl_table_column(table, head);
  sl_table_column(table, "they cost less");
  for (size_t i = 0; i < ahead->n_flips; i++) {
    put_flip(table, d, &ahead->flip[i]);
  }
}

/* ---- the chapter ---- */

static void put_notes(sl_document_t *document, const sl_decision_t *d)
{
  const double discount = d->results->facts->discount;
  sl_document_note(document,
                   "Amounts of a year are in its own money; sums over years %s. What a later "
                   "contract pays back of a year\'s claims counts in that year: year 1 can cost "
                   "less here than above. A rate is that of "
                   "the specific or insured premium, as changed from the year before. Lasers: "
                   "persons, on average. Called on: reserve and budget do not pay the year, and "
                   "the employer pays in; by then: in this year or one before it. A run is one "
                   "simulated course of all the years.",
                   discount != 0.0 ? "are discounted to the first one" : "are not discounted");
}

void sl_chapter_ahead(sl_document_t *document, const sl_decision_t *d)
{
  if (d->ahead == NULL) {
    return;
  }
  const sl_shown_t shown = sl_shown(d);
  sl_document_heading(document, 1, "Years ahead");
  sl_document_paragraph(document,
                        "All that stands before this is the first plan year. Here every simulated "
                        "year goes on to the end of year %zu: people and their health as the "
                        "scenario says, prices renewed on the claims that the carrier has seen.",
                        years_of(d));
  put_flips(document, d);
  if (d->reference != SL_NO_ARRANGEMENT) {
    put_savings(document, d, &shown, false);
    put_savings(document, d, &shown, true);
  }
  put_horizon(document, d, &shown);
  sl_put_ahead_charts(document, d);
  for (size_t i = 0; i < shown.n; i++) {
    put_years(document, d, shown.list[i]);
  }
  put_promises(document, d);
  put_notes(document, d);
}

/* ---- the first screen ---- */

static void say_alone(sl_prose_t *prose)
{
  const sl_decision_t *d = prose->decision;
  const size_t a = d->subject, last = years_of(d) - 1;
  const sl_year_figures_t *figures = figures_of(d, a, last);
  sl_text_append(&prose->text, "%s costs %s on average, all together.", d->called[a],
                 sl_prose_money(prose, "Cost of all plan years", figures->mean[SL_YEAR_CUMULATIVE],
                                sl_source_of("years.cumulative_cost_mean[@,^]", a, 0, last))
                     .text);
}

static void say_compared(sl_prose_t *prose)
{
  const sl_decision_t *d = prose->decision;
  const size_t a = d->subject, r = d->reference, last = years_of(d) - 1;
  const sl_years_ahead_pair_t *pair = sl_years_ahead_at(d, a, last);
  const sl_estimate_t first = d->against[a].saving;
  const bool is_sure = fabs(first.value) > SL_FLIP_ERRORS * first.standard_error;
  const bool less = pair->saving.value >= 0.0;
  sl_prose_note(
      prose, "Runs of all plan years in which it costs less",
      sl_cell_estimate(SL_CELL_SHARE, pair->cheaper, sl_source_of(CHEAPER, a, r, last).text));
  sl_text_append(&prose->text,
                 "%s costs %s %s than %s on average, all together, and less in %s of 100 runs.",
                 d->called[a],
                 sl_prose_money(prose, "Saved over all plan years", pair->saving,
                                sl_source_of(SAVING, a, r, last))
                     .text,
                 less ? "less" : "more", d->called[r], sl_of_hundred(pair->cheaper.value).text);
  if (is_sure && (first.value >= 0.0) != less) {
    sl_text_append(&prose->text, " So they turn the first year round: there it costs %s %s.",
                   sl_prose_money(prose, "Saved in the first plan year", first,
                                  sl_source_of(FIRST_SAVING, a, r, 0))
                       .text,
                   less ? "more" : "less");
  }
}

/* Another pair of arrangements, where the first year misleads. */
static void say_other_flips(sl_prose_t *prose)
{
  const sl_decision_t *d = prose->decision;
  for (size_t i = 0; i < d->ahead->n_flips; i++) {
    const sl_flip_t *flip = &d->ahead->flip[i];
    const bool told = (flip->one == d->subject && flip->other == d->reference) ||
                      (flip->other == d->subject && flip->one == d->reference);
    if (!told) {
      sl_text_append(&prose->text,
                     " %s is cheaper than %s in the first year alone: over all years it is dearer.",
                     d->called[flip->one], d->called[flip->other]);
    }
  }
}

static void say_calls(sl_prose_t *prose)
{
  const sl_decision_t *d = prose->decision;
  const size_t a = d->subject, last = years_of(d) - 1;
  const sl_estimate_t called_on = figures_of(d, a, last)->call_so_far;
  if (called_on.value > 0.0) {
    sl_prose_note(
        prose, "Runs in which reserve and budget do not suffice",
        sl_cell_estimate(SL_CELL_SHARE, called_on,
                         sl_source_of("years.call_so_far_probability[@,^]", a, 0, last).text));
    sl_text_append(&prose->text,
                   " In %s of 100 runs reserve and budget do not pay some year of it, and the "
                   "employer pays in.",
                   sl_of_hundred(called_on.value).text);
  }
}

void sl_answer_ahead(sl_prose_t *prose, sl_document_t *document)
{
  const sl_decision_t *d = prose->decision;
  if (d->ahead == NULL) {
    return;
  }
  const double n = (double)years_of(d);
  sl_prose_note(prose, "Plan years", sl_cell_exact(SL_CELL_COUNT, n, "years.plan_years"));
  sl_text_append(&prose->text, "All answers above are of the first plan year. Over %s plan years ",
                 sl_format_count(n).text);
  if (d->reference != SL_NO_ARRANGEMENT) {
    say_compared(prose);
  } else {
    say_alone(prose);
  }
  say_other_flips(prose);
  say_calls(prose);
  sl_prose_answer(prose, document, "And in later years?");
}
