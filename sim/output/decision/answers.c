/* The first screen: five questions, and what was assumed. */
#include "sim/output/decision/ahead.h"
#include "sim/output/decision/chapters.h"
#include "sim/output/decision/words.h"

#include "models/funding/beyond.h"
#include "models/funding/exhibit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define FEW_TRIALS 1000 /* the 99th percentile then rests on ten trials */
#define TOO_FEW 100     /* no share of so few years, and none of the band's, says anything */

static const char *subject_of(const sl_decision_t *d) { return d->called[d->subject]; }

static const char *reference_of(const sl_decision_t *d) { return d->called[d->reference]; }

static bool has_reference(const sl_decision_t *d) { return d->reference != SL_NO_ARRANGEMENT; }

static const sl_arrangement_summary_t *own_summary(const sl_decision_t *d)
{
  return sl_decision_summary(d, d->subject);
}

static sl_source_text_t own(const sl_decision_t *d, const char *pattern)
{
  return sl_source_of(pattern, d->subject, d->reference, 0);
}

/* The same cost as the reference in every year. */
static bool is_the_same(const sl_decision_t *d)
{
  const sl_estimate_t saving = d->against[d->subject].saving;
  return has_reference(d) && fabs(saving.value) < SL_DEFICIT_TOLERANCE &&
         saving.standard_error == 0.0;
}

static const char *const level_words[SL_N_BAND_LEVELS] = {
    [SL_BAND_FEWER] = "if claims run 10% lower",
    [SL_BAND_MORE] = "if 10% higher",
    [SL_BAND_LARGE_HALVED] = "with half as many large claims",
    [SL_BAND_LARGE_DOUBLED] = "with twice as many",
};

/* ---- does it fit? ---- */

/* The least and the greatest share over levels of the band, the run's own among them. */
static void spread(const sl_decision_t *d, sl_band_level_t first, sl_band_level_t last, double *low,
                   double *high)
{
  *low = *high = sl_share_now(d).value.value;
  for (sl_band_level_t level = first; level <= last; level++) {
    const double share = sl_share_at(d, level).value.value;
    *low = fmin(*low, share);
    *high = fmax(*high, share);
  }
}

static bool crosses(double low, double high) { return low < 0.5 && high > 0.5; }

/* Whether the average saving has another sign at one of the levels than at the other, or as run. */
static bool turns(const sl_decision_t *d, sl_band_level_t first, sl_band_level_t last)
{
  const bool saves = sl_saving_now(d).value.value >= 0.0;
  return has_reference(d) && ((sl_saving_at(d, first).value.value >= 0.0) != saves ||
                              (sl_saving_at(d, last).value.value >= 0.0) != saves);
}

/* No simulated year differed, though one can: the sample proves nothing. */
static bool is_untold(const sl_decision_t *d, size_t a)
{
  return sl_decision_summary(d, a)->expected_cost.standard_error == 0.0 &&
         !sl_cost_is_fixed(sl_decision_facts(d, a));
}

static bool any_untold(const sl_decision_t *d)
{
  return is_untold(d, d->subject) || (has_reference(d) && is_untold(d, d->reference));
}

/* All on one side: low is the least of the shares, high the greatest. */
static const char *likely(double low, double high)
{
  if (low >= 0.4 && high <= 0.6) {
    return "About even:";
  }
  if (low >= 0.5) {
    return low >= 0.95 ? "Yes:" : low >= 0.6 ? "Likely yes:" : "Leaning yes:";
  }
  return high <= 0.05 ? "No:" : high <= 0.4 ? "Likely no:" : "Leaning no:";
}

/* The scale, by the share of years in which the subject costs less, as run and with claims 10%
 * lower and higher: all three from 0.95 yes, from 0.60 likely yes, from 0.50 leaning to yes; no in
 * the same way from 0.05, 0.40, 0.50; all between 0.40 and 0.60 about even. On both sides of one
 * half, or where the average saving turns round, it depends on the claims; where only the number of
 * large claims does that, on those; where it costs less in most years and yet more on average, or
 * the other way round, it is not clear. Without a band there is no verdict: nobody knows what flips
 * it; nor is there one of fewer than a hundred years. */
static const char *verdict(const sl_decision_t *d)
{
  const sl_estimate_t saving = sl_saving_now(d).value;
  const double share = sl_share_now(d).value.value;
  double low, high, large_low, large_high;
  if (any_untold(d) || d->results->facts->trials < TOO_FEW) {
    return "In the years simulated,";
  }
  spread(d, SL_BAND_FEWER, SL_BAND_MORE, &low, &high);
  spread(d, SL_BAND_LARGE_HALVED, SL_BAND_LARGE_DOUBLED, &large_low, &large_high);
  if (isnan(sl_share_at(d, SL_BAND_MORE).value.value)) {
    return "If claims run as assumed,";
  }
  if ((crosses(low, high) && (low < 0.4 || high > 0.6)) || turns(d, SL_BAND_FEWER, SL_BAND_MORE)) {
    return "It depends on the claims:";
  }
  if ((share >= 0.6 && saving.value < 0.0) || (share <= 0.4 && saving.value > 0.0)) {
    return "Not clear:";
  }
  if ((crosses(fmin(low, large_low), fmax(high, large_high)) &&
       (large_low < 0.4 || large_high > 0.6)) ||
      turns(d, SL_BAND_LARGE_HALVED, SL_BAND_LARGE_DOUBLED)) {
    return "It depends on the large claims:";
  }
  return likely(low, high);
}

/* "in 82 if claims run 10% lower": a share along the band, of 100 years. */
static void say_level(sl_prose_t *prose, sl_band_level_t level, const char *between)
{
  static const char *const labels[SL_N_BAND_LEVELS] = {
      "the same, claims 10% lower", "the same, claims 10% higher",
      "the same, half as many large claims", "the same, twice as many large claims"};
  const sl_sourced_t share = sl_share_at(prose->decision, level);
  sl_prose_note(prose, labels[level],
                sl_cell_estimate(SL_CELL_SHARE, share.value, share.source.text));
  sl_text_append(&prose->text, "%sin %s %s", between, sl_of_hundred(share.value.value).text,
                 level == SL_BAND_LARGE_DOUBLED ? "with twice as many large claims"
                                                : level_words[level]);
}

/* In no year or in every one, at both levels too. */
static bool is_certain(const sl_decision_t *d)
{
  const double share = sl_share_now(d).value.value;
  return (share <= 0.0 || share >= 1.0) && sl_share_at(d, SL_BAND_FEWER).value.value == share &&
         sl_share_at(d, SL_BAND_MORE).value.value == share;
}

static void say_band_of_shares(sl_prose_t *prose, const char *chosen)
{
  if (is_certain(prose->decision)) {
    sl_text_append(&prose->text, ", also if claims run 10%% lower or higher");
  } else if (!isnan(sl_share_at(prose->decision, SL_BAND_FEWER).value.value)) {
    say_level(prose, SL_BAND_FEWER, "; ");
    say_level(prose, SL_BAND_MORE, ", ");
    if (strstr(chosen, "large") != NULL) {
      say_level(prose, SL_BAND_LARGE_HALVED, ", ");
      say_level(prose, SL_BAND_LARGE_DOUBLED, ", ");
    }
  }
}

static void answer_fit(sl_prose_t *prose, sl_document_t *document)
{
  const sl_decision_t *d = prose->decision;
  const sl_sourced_t share = sl_share_now(d);
  sl_text_t question = {0};
  sl_text_append(&question, "Does %s fit?", subject_of(d));
  if (is_the_same(d)) {
    sl_text_append(&prose->text, "Neither way: %s and %s cost the same in every simulated year.",
                   subject_of(d), reference_of(d));
  } else if (!has_reference(d)) {
    const sl_figure_t years =
        sl_prose_years(prose, "Years in which the budget is enough", share.value, share.source);
    const sl_estimate_t budget = sl_decision_facts(d, d->subject)->price.budget;
    sl_text_append(
        &prose->text,
        "It stands alone: there is nothing to compare it with. Its budget of %s is enough %s",
        sl_prose_money(prose, "Budget", budget, own(d, "budget[@]")).text, years.text);
    say_band_of_shares(prose, "");
    sl_text_append(&prose->text, ".");
  } else {
    const char *chosen = verdict(d);
    sl_text_append(
        &prose->text, "%s %s costs less than %s %s", chosen, subject_of(d), reference_of(d),
        sl_prose_years(prose, "Years in which it costs less", share.value, share.source).text);
    say_band_of_shares(prose, chosen);
    sl_text_append(&prose->text, ".");
    if (!sl_decision_can_choose(d, d->reference)) {
      sl_text_append(&prose->text, " %s is the price of the year that ends: nobody offers it.",
                     reference_of(d));
    }
  }
  sl_prose_answer(prose, document, sl_words_of(document, &question));
  sl_text_free(&question);
}

/* ---- what does it save? ---- */

/* The cheapest one that is offered; the subject where none is. */
static size_t cheapest_of(const sl_decision_t *d)
{
  for (size_t i = 0; i < d->n; i++) {
    if (sl_decision_can_choose(d, d->by_cost[i])) {
      return d->by_cost[i];
    }
  }
  return d->subject;
}

/* Where a third one costs the least: by how much, and at which price in a bad year. */
static void say_cheapest(sl_prose_t *prose)
{
  const sl_decision_t *d = prose->decision;
  const size_t best = cheapest_of(d);
  const sl_arrangement_summary_t *s = sl_decision_summary(d, best), *o = own_summary(d);
  if (best == d->reference ||
      o->expected_cost.value - s->expected_cost.value <= SL_DEFICIT_TOLERANCE) {
    return;
  }
  const sl_estimate_t less = {o->expected_cost.value - s->expected_cost.value,
                              d->subject == 0 ? s->baseline_saving.standard_error : (double)NAN};
  const sl_estimate_t worst = s->quantile[SL_QUANTILE_99], own_worst = o->quantile[SL_QUANTILE_99];
  const sl_estimate_t gap = s->component[SL_COST_GAP];
  const bool is_worse = worst.value > own_worst.value;
  sl_text_append(&prose->text, " On average %s costs the least, %s less%s", d->called[best],
                 sl_prose_money(prose, "The cheapest one costs less by", less,
                                sl_source_of("cost_mean[@] - cost_mean[#]", d->subject, best, 0))
                     .text,
                 sl_saving_now(d).value.value > 0.0 ? " still" : "");
  sl_text_append(&prose->text, "%s 1 year in 100 %s or more", is_worse ? ", but" : ";",
                 sl_prose_money(prose, "Its cost 1 year in 100", worst,
                                sl_source_of("cost_quantile[7,@]", best, 0, 0))
                     .text);
  sl_text_append(
      &prose->text, " (%s: %s)", subject_of(d),
      sl_prose_money(prose, "Cost 1 year in 100", own_worst, own(d, "cost_quantile[7,@]")).text);
  if (is_worse && gap.value > o->component[SL_COST_GAP].value) {
    sl_text_append(
        &prose->text, ", as %s of its claims on average lie in no contract (the gap)",
        sl_prose_money(prose, "Its gap", gap, sl_source_of("mean(gap[:,@])", best, 0, 0)).text);
  }
  sl_text_append(&prose->text, ".");
}

static const char *saves_or_costs(double saving) { return saving >= 0.0 ? "saves" : "costs more"; }

static void say_band_of_savings(sl_prose_t *prose, bool saves)
{
  const double fewer = sl_saving_at(prose->decision, SL_BAND_FEWER).value.value;
  const double more = sl_saving_at(prose->decision, SL_BAND_MORE).value.value;
  if (isnan(fewer) || isnan(more)) {
    return;
  }
  if ((fewer >= 0.0) == saves && (more >= 0.0) == saves) {
    sl_text_append(&prose->text, " So it does if claims run 10%% lower or higher.");
  } else {
    sl_text_append(&prose->text, " If claims run 10%% lower it %s, if 10%% higher it %s.",
                   saves_or_costs(fewer), saves_or_costs(more));
  }
}

static void answer_saving(sl_prose_t *prose, sl_document_t *document)
{
  const sl_decision_t *d = prose->decision;
  const sl_sourced_t saving = sl_saving_now(d);
  if (!has_reference(d)) {
    sl_text_append(
        &prose->text,
        "That cannot be told without another arrangement. It costs %s in an average "
        "year.",
        sl_prose_money(prose, "Cost of an average year", saving.value, saving.source).text);
    sl_prose_answer(prose, document, "What does it save on average?");
    return;
  }
  const double cost = sl_decision_summary(d, d->reference)->expected_cost.value;
  const sl_estimate_t share = {saving.value.value / cost, saving.value.standard_error / fabs(cost)};
  const bool saves = saving.value.value >= 0.0;
  if (is_the_same(d)) {
    sl_text_append(&prose->text, "Nothing: both cost the same.");
  } else {
    sl_text_append(
        &prose->text, "%s%s a year", saves ? "" : "Nothing: it costs ",
        sl_prose_money(prose, "What it saves in an average year", saving.value, saving.source)
            .text);
    sl_text_append(&prose->text, "%s", saves ? "" : " more");
    if (isfinite(share.value)) {
      sl_prose_note(prose, "the same, of the cost of the other",
                    sl_cell_estimate(SL_CELL_SHARE, share,
                                     own(d, "mean(cost[:,#] - cost[:,@]) / cost_mean[#]").text));
      sl_text_append(&prose->text, ", %.1f%% of the cost of %s", 100.0 * fabs(share.value),
                     reference_of(d));
    }
    sl_text_append(&prose->text, ".");
    say_band_of_savings(prose, saves);
  }
  say_cheapest(prose);
  sl_prose_answer(prose, document, "What does it save on average?");
}

/* ---- a bad year against the other ---- */

static void say_bad_years(sl_prose_t *prose)
{
  const sl_decision_t *d = prose->decision;
  const sl_estimate_t bad = d->against[d->subject].bad_year, worst = d->against[d->subject].worst;
  const sl_figure_t in_20 = sl_prose_money(prose, "Costs more 1 year in 20 by", bad,
                                           own(d, "quantile(cost[:,@] - cost[:,#], 0.95)"));
  const sl_figure_t in_100 = sl_prose_money(prose, "Costs more 1 year in 100 by", worst,
                                            own(d, "quantile(cost[:,@] - cost[:,#], 0.99)"));
  if (fabs(bad.value - worst.value) < SL_DEFICIT_TOLERANCE) {
    sl_text_append(&prose->text,
                   bad.value >= 0.0
                       ? "1 year in 20 it costs %s more than %s, and even 1 year in 100 no more "
                         "than that."
                       : "Even then, 1 year in 20 or in 100, it costs %s less than %s.",
                   in_20.text, reference_of(d));
  } else if (bad.value >= 0.0) {
    sl_text_append(&prose->text,
                   "1 year in 20 it costs at least %s more than %s, 1 year in 100 at least %s "
                   "more.",
                   in_20.text, reference_of(d), in_100.text);
  } else {
    sl_text_append(&prose->text,
                   worst.value > 0.0
                       ? "1 year in 20 it saves %s against %s, or less than that; 1 year in 100 it "
                         "costs at least %s more."
                       : "Even then it costs less: 1 year in 20 it saves %s against %s, or less "
                         "than that; 1 year in 100 it saves %s or less.",
                   in_20.text, reference_of(d), in_100.text);
  }
}

static void answer_bad_year(sl_prose_t *prose, sl_document_t *document)
{
  const sl_decision_t *d = prose->decision;
  sl_text_t question = {0};
  if (!has_reference(d)) {
    const sl_estimate_t *q = own_summary(d)->quantile;
    const sl_figure_t in_20 =
        sl_prose_money(prose, "Cost 1 year in 20", q[SL_QUANTILE_95], own(d, "cost_quantile[6,@]"));
    const sl_figure_t in_100 = sl_prose_money(prose, "Cost 1 year in 100", q[SL_QUANTILE_99],
                                              own(d, "cost_quantile[7,@]"));
    sl_text_append(&prose->text, "1 year in 20 it costs %s or more, 1 year in 100 %s or more.",
                   in_20.text, in_100.text);
    sl_prose_answer(prose, document, "What is a bad year?");
    return;
  }
  sl_text_append(&question, "What is a bad year against %s?",
                 d->is_insured ? "insurance" : reference_of(d));
  if (is_the_same(d)) {
    sl_text_append(&prose->text, "None: both cost the same in every simulated year.");
  } else {
    say_bad_years(prose);
  }
  sl_prose_answer(prose, document, sl_words_of(document, &question));
  sl_text_free(&question);
}

/* ---- the most that the contracts leave ---- */

/* Each reason why a year can cost more, with its size in a bad year. */
static void say_beyond(sl_prose_t *prose)
{
  const sl_decision_t *d = prose->decision;
  const sl_arrangement_summary_t *s = own_summary(d);
  const unsigned reasons = sl_decision_facts(d, d->subject)->price.exceeded_by;
  const char *between = " On top, without limit:";
  for (size_t r = 0; r < SL_N_BEYOND; r++) {
    if ((reasons >> r & 1U) == 0U) {
      continue;
    }
    const char *words = sl_beyond_words((sl_beyond_t)r);
    char label[SL_NOTE_LABEL], pattern[SL_SOURCE_SIZE];
    snprintf(label, sizeof label, "1 year in 20 beyond: %.70s", words);
    snprintf(pattern, sizeof pattern, "quantile(%s[:,@], 0.95)",
             sl_cost_variables[SL_COST_BEYOND_CONTRACT + r].name);
    const sl_estimate_t bad = s->beyond95[r];
    if (s->component[SL_COST_BEYOND_CONTRACT + r].value == 0.0) {
      sl_text_append(&prose->text, "%s %s (none in any simulated year)", between, words);
    } else if (bad.value < SL_DEFICIT_TOLERANCE) {
      sl_text_append(&prose->text, "%s %s (rarer than 1 year in 20)", between, words);
    } else {
      sl_text_append(&prose->text, "%s %s (%s or more 1 year in 20)", between, words,
                     sl_prose_money(prose, label, bad, own(d, pattern)).text);
    }
    between = ",";
  }
  sl_text_append(&prose->text, ".");
}

static void answer_most(sl_prose_t *prose, sl_document_t *document)
{
  const sl_decision_t *d = prose->decision;
  const sl_arrangement_facts_t *facts = sl_decision_facts(d, d->subject);
  const sl_estimate_t most = own_summary(d)->maximum_cost;
  if (sl_cost_is_fixed(facts)) {
    sl_text_append(&prose->text, "%s always costs %s.", subject_of(d),
                   sl_prose_money(prose, "Cost of every year", own_summary(d)->expected_cost,
                                  own(d, "cost_mean[@]"))
                       .text);
  } else if (!isfinite(most.value)) {
    sl_text_append(
        &prose->text, "The contracts of %s set no upper limit; 1 year in 100 it costs %s or more.",
        subject_of(d),
        sl_prose_money(prose, "Cost 1 year in 100", own_summary(d)->quantile[SL_QUANTILE_99],
                       own(d, "cost_quantile[7,@]"))
            .text);
  } else {
    const sl_figure_t size = sl_prose_money(prose, "Maximum cost", most, own(d, "maximum_cost[@]"));
    if (facts->price.exceeded_by == 0U) {
      sl_text_append(&prose->text, "No year can cost more than %s.", size.text);
    } else {
      sl_text_append(&prose->text, "%s a year inside its contracts.", size.text);
      say_beyond(prose);
    }
  }
  sl_prose_answer(prose, document, "What is the most the contracts leave?");
}

/* ---- how sure? ---- */

/* Of these a figure repeats the verb of the one before it only where it is another. */
static void say_saving_at(sl_prose_t *prose, sl_band_level_t level, const char *between)
{
  static const char *const labels[SL_N_BAND_LEVELS] = {
      "Average saving, claims 10% lower", "Average saving, claims 10% higher",
      "Average saving, half as many large claims", "Average saving, twice as many large claims"};
  static const char *const cost_labels[SL_N_BAND_LEVELS] = {
      "Average cost, claims 10% lower", "Average cost, claims 10% higher",
      "Average cost, half as many large claims", "Average cost, twice as many large claims"};
  const sl_decision_t *d = prose->decision;
  const bool compared = has_reference(d);
  const sl_sourced_t at = sl_saving_at(d, level);
  const bool saves = compared && at.value.value >= 0.0;
  const bool again =
      level > SL_BAND_FEWER && (compared && sl_saving_at(d, level - 1).value.value >= 0.0) == saves;
  const sl_figure_t size =
      sl_prose_money(prose, compared ? labels[level] : cost_labels[level], at.value, at.source);
  sl_text_append(&prose->text, "%s%s%s%s %s", between,
                 again   ? ""
                 : saves ? "saves "
                         : "costs ",
                 size.text, compared && !saves ? " more" : "", level_words[level]);
}

static void say_assumptions_decide(sl_prose_t *prose)
{
  const sl_figure_t symbol = sl_currency_symbol(prose->decision->results->facts->currency);
  const double years = (double)prose->decision->results->band->trials;
  sl_text_append(&prose->text, "The claims assumed decide. It ");
  say_saving_at(prose, SL_BAND_FEWER, "");
  say_saving_at(prose, SL_BAND_MORE, " and ");
  say_saving_at(prose, SL_BAND_LARGE_HALVED, "; ");
  say_saving_at(prose, SL_BAND_LARGE_DOUBLED, " and ");
  sl_prose_note(prose, "Years that tell the band",
                sl_cell_exact(SL_CELL_COUNT, years, "band_trials"));
  sl_prose_note(prose, "A large claim, from",
                sl_cell_exact(SL_CELL_MONEY, SL_LARGE_CLAIM, "100000"));
  sl_text_append(&prose->text, " (large: from %s; told by the first %s years).",
                 sl_format_exact(symbol.text, SL_LARGE_CLAIM).text, sl_format_count(years).text);
}

static void say_simulation_error(sl_prose_t *prose)
{
  const sl_decision_t *d = prose->decision;
  const sl_estimate_t saving = sl_saving_now(d).value;
  const sl_figure_t symbol = sl_currency_symbol(d->results->facts->currency);
  if (!(saving.standard_error > 0.0)) {
    return;
  }
  const char *pattern = has_reference(d) ? "std(cost[:,#] - cost[:,@], ddof=1) / sqrt(trials)"
                                         : "cost_standard_error[@]";
  sl_prose_note(prose, "Standard error of the simulation",
                sl_cell_exact(SL_CELL_MONEY, saving.standard_error, own(d, pattern).text));
  sl_text_append(&prose->text, " The simulation itself is off by about %s.",
                 sl_format_rough(symbol.text, saving.standard_error).text);
}

/* Whatever the claims, the answers stay. */
static bool all_fixed(const sl_decision_t *d)
{
  return sl_cost_is_fixed(sl_decision_facts(d, d->subject)) &&
         (!has_reference(d) || sl_cost_is_fixed(sl_decision_facts(d, d->reference)));
}

static void answer_sure(sl_prose_t *prose, sl_document_t *document)
{
  const sl_decision_t *d = prose->decision;
  const sl_run_facts_t *facts = d->results->facts;
  if (is_the_same(d)) {
    sl_text_append(&prose->text, "No simulated year tells them apart.");
  } else if (all_fixed(d)) {
    sl_text_append(&prose->text, "No claims change what is paid: it is fixed.");
  } else if (d->results->band != NULL) {
    say_assumptions_decide(prose);
  } else {
    sl_text_append(&prose->text,
                   "That rests on the claims assumed; what other claims would change was not "
                   "worked out in this run.");
  }
  say_simulation_error(prose);
  if (any_untold(d)) {
    sl_text_append(&prose->text, " Every simulated year cost the same, though a year can cost "
                                 "another amount: rarer ones were not seen.");
  }
  if (sl_decision_quotes_differ(d)) {
    sl_text_append(&prose->text, " Quotes rest on other claims than these: settle that first.");
  }
  if (facts->trials < FEW_TRIALS) {
    sl_text_append(&prose->text, " %s simulated years say little of rare ones: run at least 1,000.",
                   sl_format_count((double)facts->trials).text);
  }
  if (facts->infinite_variance) {
    sl_text_append(&prose->text, " Averages cannot be trusted: an amount of infinite variance.");
  }
  sl_prose_answer(prose, document, "How sure are we?");
}

/* ---- the chapter ---- */

static void compose(sl_document_t *document, const sl_decision_t *decision, sl_notes_t *notes)
{
  sl_prose_t prose = {.decision = decision, .notes = notes};
  answer_fit(&prose, document);
  answer_saving(&prose, document);
  answer_bad_year(&prose, document);
  answer_most(&prose, document);
  answer_sure(&prose, document);
  sl_answer_ahead(&prose, document);
  sl_answer_assumed(&prose, document);
}

void sl_chapter_answers(sl_document_t *document, const sl_decision_t *decision)
{
  sl_notes_t notes = {.n = 0};
  compose(document, decision, &notes);
}

/* Composed once more, for its notes alone. */
void sl_chapter_figures(sl_document_t *document, const sl_decision_t *decision)
{
  sl_notes_t notes = {.n = 0};
  compose(NULL, decision, &notes);
  sl_document_table_t *table =
      sl_document_table(document, "figures", "Figures of the first answers", true);
  sl_table_column(table, "");
  sl_table_column(table, sl_decision_name(decision, decision->subject));
  for (size_t i = 0; i < notes.n; i++) {
    sl_cell_t cell = notes.note[i].cell;
    cell.source = notes.note[i].source.text;
    sl_table_row(table, SL_ROW_PLAIN, notes.note[i].label);
    sl_table_cell(table, cell);
  }
}
