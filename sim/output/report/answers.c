#include "models/funding/beyond.h"
#include "models/funding/maximum_cost.h"
#include "sim/output/report/page.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#define ANSWER_SIZE 3000 /* two names of 200 characters, 800 bytes each, and what is said */
#define INDENT 4

static const char *name_of(const sl_page_t *page, size_t a)
{
  return page->results->facts->arrangements[a].name;
}

static const sl_price_t *price_of(const sl_page_t *page, size_t a)
{
  return &page->results->facts->arrangements[a].price;
}

static void put_question(const sl_page_t *page, const char *question)
{
  putc('\n', page->out);
  sl_put_paragraph(page->out, 0, 0, question);
}

static void put_answer(const sl_page_t *page, const char *answer)
{
  sl_put_paragraph(page->out, 2, INDENT, answer);
}

static sl_figure_t in_words(const sl_page_t *page, sl_estimate_t amount)
{
  return sl_format_words(page->symbol.text, amount);
}

/* One sampled so: only one that is fixed may be called constant. */
static bool is_constant(const sl_page_t *page, size_t a)
{
  return page->summary->arrangements[a].expected_cost.standard_error == 0.0;
}

static bool is_fixed(const sl_page_t *page, size_t a)
{
  return sl_cost_is_fixed(&page->results->facts->arrangements[a]);
}

/* ---- Is the baseline likely to cost less? */

static const char *verdict(double share)
{
  if (share >= 0.6) {
    return share >= 0.95 ? "Almost certainly:" : "Yes:";
  }
  return share > 0.4 ? "About even:" : share > 0.05 ? "No: only" : "Hardly ever:";
}

static void answer_saving(const sl_page_t *page, size_t a)
{
  const sl_arrangement_summary_t *s = &page->summary->arrangements[a];
  const char *baseline = name_of(page, 0);
  char text[ANSWER_SIZE];
  const sl_estimate_t size = {fabs(s->baseline_saving.value), s->baseline_saving.standard_error};
  const int saves = s->baseline_saving.value >= 0.0;
  snprintf(text, sizeof text, "Is %s likely to cost less than %s?", baseline, name_of(page, a));
  put_question(page, text);
  if (s->baseline_saving.value == 0.0 && s->baseline_saving.standard_error == 0.0) {
    snprintf(text, sizeof text, "Neither: both cost the same in every %syear.",
             is_fixed(page, 0) && is_fixed(page, a) ? "" : "simulated ");
    put_answer(page, text);
    return;
  }
  const int contrary = saves ? s->baseline_cheaper.value <= 0.4 : s->baseline_cheaper.value >= 0.6;
  snprintf(text, sizeof text, "%s in %s. %s it %s %s a year%s.", verdict(s->baseline_cheaper.value),
           sl_format_years(s->baseline_cheaper, page->results->facts->trials).text,
           contrary ? "Yet on average" : "On average", saves ? "saves" : "costs",
           in_words(page, size).text, saves ? "" : " more");
  put_answer(page, text);
}

/* ---- How bad can a year be? */

/* Each reason why a year can cost more, with its size. */
static void say_reasons(const sl_page_t *page, size_t a)
{
  const sl_arrangement_summary_t *s = &page->summary->arrangements[a];
  char text[ANSWER_SIZE];
  for (size_t r = 0; r < SL_N_BEYOND; r++) {
    const sl_estimate_t mean = s->component[SL_COST_BEYOND_CONTRACT + r];
    if ((price_of(page, a)->exceeded_by >> r & 1U) == 0U) {
      continue;
    }
    if (mean.value == 0.0) {
      snprintf(text, sizeof text, "+ %s: nothing in any simulated year.",
               sl_beyond_words((sl_beyond_t)r));
    } else {
      snprintf(text, sizeof text,
               "+ %s: %s on average, %s or more in 1 year of 20, %s on average in the worst 1%%.",
               sl_beyond_words((sl_beyond_t)r), in_words(page, mean).text,
               in_words(page, s->beyond95[r]).text, in_words(page, s->beyond99[r]).text);
    }
    sl_put_paragraph(page->out, INDENT, INDENT + 2, text);
  }
}

/* How much of the bad years lies in nobody's contract. */
static void say_gap(const sl_page_t *page, size_t a)
{
  const sl_arrangement_summary_t *s = &page->summary->arrangements[a];
  char text[ANSWER_SIZE];
  if (s->gap_in_tail99.value > 0.0) {
    snprintf(text, sizeof text,
             "Of the worst 5%% of its years (%s on average) %s is claims in nobody's contract (the "
             "gap), of the worst 1%% (%s) %s.",
             in_words(page, s->tail_mean95).text, in_words(page, s->gap_in_tail95).text,
             in_words(page, s->tail_mean99).text, in_words(page, s->gap_in_tail99).text);
    sl_put_paragraph(page->out, INDENT, INDENT, text);
  }
}

static void answer_bad_year(const sl_page_t *page, size_t a)
{
  const sl_arrangement_summary_t *s = &page->summary->arrangements[a];
  const char *symbol = page->symbol.text;
  char text[ANSWER_SIZE], limit[128];
  if (is_constant(page, a)) {
    snprintf(text, sizeof text,
             is_fixed(page, a) ? "%s: always %s." : "%s: %s in every simulated year.",
             name_of(page, a), sl_format_exact(symbol, s->expected_cost.value).text);
    put_answer(page, text);
    return;
  }
  if (isinf(s->maximum_cost.value)) {
    snprintf(limit, sizeof limit, "Its contracts set no upper limit.");
  } else if (price_of(page, a)->exceeded_by == 0U) {
    snprintf(limit, sizeof limit, "Maximum cost: %.60s.", in_words(page, s->maximum_cost).text);
  } else {
    snprintf(limit, sizeof limit, "Maximum cost inside its contracts: %.60s.",
             in_words(page, s->maximum_cost).text);
  }
  if (s->quantile[SL_QUANTILE_95].value == s->quantile[SL_QUANTILE_99].value) {
    snprintf(text, sizeof text, "%s: %s or less in 99 years of 100. %s", name_of(page, a),
             in_words(page, s->quantile[SL_QUANTILE_99]).text, limit);
  } else {
    snprintf(text, sizeof text, "%s: %s or more in 1 year of 20, %s or more in 1 of 100. %s",
             name_of(page, a), in_words(page, s->quantile[SL_QUANTILE_95]).text,
             in_words(page, s->quantile[SL_QUANTILE_99]).text, limit);
  }
  put_answer(page, text);
  say_reasons(page, a);
  say_gap(page, a);
}

/* ---- Will the budget do, and what must be kept beside it? */

static void answer_deficit(const sl_page_t *page, size_t a)
{
  const sl_arrangement_summary_t *s = &page->summary->arrangements[a];
  const sl_figure_t budget = in_words(page, price_of(page, a)->budget);
  char text[ANSWER_SIZE];
  if (s->deficit_probability.value == 0.0) {
    snprintf(text, sizeof text, "%s: the budget of %s was enough in every simulated year.",
             name_of(page, a), budget.text);
  } else {
    snprintf(text, sizeof text, "%s: the budget of %s falls short in %s, by %s on average then.",
             name_of(page, a), budget.text,
             sl_format_years(s->deficit_probability, page->results->facts->trials).text,
             in_words(page, s->expected_deficit_given).text);
  }
  put_answer(page, text);
}

static void answer_reserve(const sl_page_t *page, size_t a)
{
  const sl_arrangement_summary_t *s = &page->summary->arrangements[a];
  char text[ANSWER_SIZE];
  if (s->reserve99.value == 0.0) {
    snprintf(text, sizeof text, "%s: none; the budget covers 99 years of 100.", name_of(page, a));
  } else if (s->reserve95.value == s->reserve99.value) {
    snprintf(text, sizeof text, "%s: %s covers 95 years of 100, and 99 too.", name_of(page, a),
             in_words(page, s->reserve99).text);
  } else {
    snprintf(text, sizeof text, "%s: %s covers 95 years of 100, %s covers 99.", name_of(page, a),
             in_words(page, s->reserve95).text, in_words(page, s->reserve99).text);
  }
  put_answer(page, text);
}

/* ---- What would the stop-loss pay? */

static bool has_stoploss(const sl_page_t *page, size_t a)
{
  const sl_arrangement_facts_t *facts = &page->results->facts->arrangements[a];
  return facts->has_specific || facts->has_aggregate;
}

static void answer_stoploss(const sl_page_t *page, size_t a)
{
  const sl_arrangement_summary_t *s = &page->summary->arrangements[a];
  const sl_arrangement_facts_t *facts = &page->results->facts->arrangements[a];
  const sl_estimate_t premium = {facts->price.specific_premium.value +
                                     facts->price.aggregate_premium.value,
                                 hypot(facts->price.specific_premium.standard_error,
                                       facts->price.aggregate_premium.standard_error)};
  char text[ANSWER_SIZE], specific[160] = "", aggregate[160] = "";
  if (facts->has_specific) {
    snprintf(specific, sizeof specific, "%.60s a year on average for %s above %.40s",
             in_words(page, s->component[SL_COST_SPECIFIC_REIMBURSEMENT]).text,
             facts->per_certificate ? "families" : "persons",
             sl_format_exact(page->symbol.text, facts->specific_deductible).text);
  }
  if (facts->has_aggregate) {
    snprintf(aggregate, sizeof aggregate, "%.60s%s for the group above %.40s",
             in_words(page, s->component[SL_COST_AGGREGATE_REIMBURSEMENT]).text,
             facts->has_specific ? "" : " a year on average",
             in_words(page, facts->price.attachment).text);
  }
  snprintf(text, sizeof text, "%s: %s%s%s. Its premium is %s.", name_of(page, a), specific,
           facts->has_specific && facts->has_aggregate ? ", and " : "", aggregate,
           in_words(page, premium).text);
  put_answer(page, text);
}

static void for_each(const sl_page_t *page, void (*answer)(const sl_page_t *page, size_t a))
{
  for (size_t a = 0; a < page->summary->n_arrangements; a++) {
    answer(page, a);
  }
}

void sl_page_answers(const sl_page_t *page)
{
  int any_stoploss = 0;
  for (size_t a = 0; a < page->summary->n_arrangements; a++) {
    any_stoploss |= has_stoploss(page, a);
  }
  for (size_t a = 1; a < page->summary->n_arrangements; a++) {
    answer_saving(page, a);
  }
  put_question(page, "How bad can a year be?");
  for_each(page, answer_bad_year);
  put_question(page, "How likely is a deficit?");
  for_each(page, answer_deficit);
  put_question(page, "How much reserve is needed beyond the budget?");
  for_each(page, answer_reserve);
  if (any_stoploss) {
    put_question(page, "What would the stop-loss pay?");
    for (size_t a = 0; a < page->summary->n_arrangements; a++) {
      if (has_stoploss(page, a)) {
        answer_stoploss(page, a);
      }
    }
  }
}
