/* Sentences of the exhibit: what stands out, what the words mean, what is assumed. */
#include "sim/input/read/yaml_tree.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/exhibit/parts.h"
#include "sim/output/text/format.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- what stands out ---- */

typedef sl_estimate_t figure_of_t(const sl_compared_t *column);

static sl_estimate_t fixed(const sl_compared_t *column)
{
  return (sl_estimate_t){column->offer.fixed_cost, 0.0};
}

static sl_estimate_t expected(const sl_compared_t *column)
{
  return (sl_estimate_t){column->offer.expected_cost, 0.0};
}

static sl_estimate_t simulated(const sl_compared_t *column)
{
  return column->summary->expected_cost;
}

static sl_estimate_t in_20(const sl_compared_t *column)
{
  return column->summary->quantile[SL_QUANTILE_95];
}

/* The column on offer with the least of it; SL_NO_COLUMN where one of them has none, which might be
 * the least. */
static size_t least(const sl_comparison_t *comparison, figure_of_t *figure)
{
  size_t best = SL_NO_COLUMN;
  for (size_t a = 0; a < comparison->n; a++) {
    const sl_compared_t *column = &comparison->column[a];
    const double value = figure(column).value;
    if (column->role == SL_QUOTED_CURRENT) {
      continue;
    }
    if (isnan(value)) {
      return SL_NO_COLUMN;
    }
    if (best == SL_NO_COLUMN || value < figure(&comparison->column[best]).value) {
      best = a;
    }
  }
  return best;
}

/* rest: what follows the figure. */
static void say_least(sl_document_t *document, const sl_comparison_t *comparison, const char *what,
                      figure_of_t *figure, const char *rest)
{
  const size_t best = least(comparison, figure);
  char header[SL_COLUMN_HEADER];
  if (best == SL_NO_COLUMN) {
    return;
  }
  const sl_figure_t symbol = sl_currency_symbol(comparison->results->facts->currency);
  sl_column_header(&comparison->column[best], header);
  sl_document_item(document, "%s: %s, %s%s.", what, header,
                   sl_format_amount(symbol.text, figure(&comparison->column[best])).text, rest);
}

static void say_simulated(sl_document_t *document, const sl_comparison_t *comparison)
{
  char rest[SL_COLUMN_HEADER + 120] = "", header[SL_COLUMN_HEADER];
  if (comparison->rival != SL_NO_COLUMN) {
    sl_column_header(&comparison->column[comparison->rival], header);
    snprintf(rest, sizeof rest, "; the simulated years do not prove it cheaper than %s", header);
  }
  say_least(document, comparison, "Lowest cost on offer of an average simulated year", simulated,
            rest);
}

static void say_dominated(sl_document_t *document, const sl_comparison_t *comparison)
{
  bool any = false;
  for (size_t a = 0; a < comparison->n; a++) {
    const size_t by = comparison->column[a].dominated_by;
    char header[SL_COLUMN_HEADER], other[SL_COLUMN_HEADER];
    if (by == SL_NO_COLUMN) {
      continue;
    }
    sl_column_header(&comparison->column[a], header);
    sl_column_header(&comparison->column[by], other);
    sl_document_item(document,
                     "%s is dominated: with %s, years above any amount are no more frequent, and "
                     "the average year costs less.",
                     header, other);
    any = true;
  }
  if (!any && comparison->n > 1) {
    sl_document_item(document, "No quote is dominated: beside none is another one that is at least "
                               "as cheap in good years and in bad ones alike.");
  }
}

void sl_exhibit_findings(sl_document_t *document, const sl_comparison_t *comparison)
{
  const sl_run_facts_t *facts = comparison->results->facts;
  sl_document_paragraph(
      document,
      "%s employees, %s members, %s months from %04d-%02d-%02d. %s simulated years, the same for "
      "every column. Amounts in %s.",
      sl_format_count(comparison->enrolment.employees).text,
      sl_format_count(comparison->enrolment.members).text,
      sl_format_count(comparison->enrolment.plan_months).text, facts->start.year,
      facts->start.month, facts->start.day,
      sl_format_count((double)comparison->summary->trials).text, facts->currency);
  if (comparison->n < 2) {
    return;
  }
  say_least(document, comparison, "Lowest fixed cost on offer", fixed, "");
  say_least(document, comparison, "Lowest expected cost on offer, by the carriers' own claims",
            expected, "");
  say_simulated(document, comparison);
  say_least(document, comparison, "Lowest cost on offer of a bad year, 1 of 20", in_20, "");
  say_dominated(document, comparison);
}

/* ---- what the words mean ---- */

typedef struct used {
  bool specific, aggregate, lasers, aggregating;
} used_t;

static used_t used_words(const sl_comparison_t *comparison)
{
  used_t used = {0};
  for (size_t a = 0; a < comparison->n; a++) {
    const sl_arrangement_t *arrangement = comparison->column[a].arrangement;
    const bool quoted = arrangement->quoted != NULL && arrangement->quoted->n_lasers > 0;
    used.specific |= arrangement->has_specific;
    used.aggregate |= arrangement->has_aggregate;
    used.lasers |= arrangement->has_specific && (arrangement->specific.n_lasers > 0 || quoted);
    used.aggregating |=
        arrangement->has_specific && arrangement->specific.aggregating_deductible > 0.0;
  }
  return used;
}

static void say_word(sl_document_t *document, bool is_used, const char *sentence)
{
  if (is_used) {
    sl_document_item(document, "%s", sentence);
  }
}

void sl_exhibit_words(sl_document_t *document, const sl_comparison_t *comparison)
{
  const used_t used = used_words(comparison);
  sl_document_heading(document, 1, "What the words mean");
  say_word(document, used.specific,
           "Specific stop-loss: the employer pays one person's claims up to the deductible; the "
           "carrier pays what is above it.");
  say_word(document, used.lasers,
           "Laser: a higher deductible for one person whose large claims are foreseen.");
  say_word(
      document, used.aggregating,
      "Aggregating specific: a further amount that the employer pays, once for the whole group, "
      "before the specific pays anything.");
  say_word(document, used.aggregate,
           "Aggregate stop-loss: once the claims below the deductible, of all persons together, "
           "pass the attachment point, the carrier pays the rest.");
  say_word(document, used.aggregate,
           "Corridor: how far the attachment point lies above the claims that the carrier expects: "
           "125% is a quarter above.");
  say_word(document, used.specific || used.aggregate,
           "Contract basis, such as 12/15: claims incurred in the 12 months of the plan year and "
           "paid within 15 months from its start. Claims that no contract holds are the gap.");
  say_word(
      document, true,
      "Fixed cost is paid whatever the claims are. Expected cost adds the claims of an average "
      "year, maximum cost those at which the aggregate begins to pay.");
  say_word(
      document, true,
      "Fully-insured-equivalent rate: what each contract would have to pay a month so that all "
      "of them together pay the plan's cost.");
  say_word(document, true,
           "Dominated: another quote is at least as cheap in good years and in bad ones, and "
           "cheaper on average.");
}

/* ---- what is assumed ---- */

static const char *scalar(const sl_node_t *map, const char *key)
{
  const sl_node_t *node = sl_node_get(map, key);
  return node != NULL && node->kind == SL_NODE_SCALAR ? node->text : NULL;
}

/* One name, or several of a list, as long as they fit. */
static void basis_words(const sl_node_t *basis, char *words, size_t size)
{
  const bool is_list = basis != NULL && basis->kind == SL_NODE_LIST;
  size_t length = 0;
  snprintf(words, size, "the scenario's own services");
  for (size_t i = 0; basis != NULL && i < (is_list ? basis->n : 1); i++) {
    const sl_node_t *name = is_list ? &basis->items[i] : basis;
    if (name->text != NULL && length < size) {
      length += (size_t)snprintf(words + length, size - length, "%s%s",
                                 i > 0                     ? ", "
                                 : is_list && basis->n > 1 ? "the bases "
                                                           : "the basis ",
                                 name->text);
    }
  }
}

static void note_claims(sl_document_t *document, const sl_comparison_t *comparison)
{
  const sl_tree_t *tree = comparison->scenario->tree;
  const sl_node_t *claims = tree != NULL ? sl_node_get(&tree->root, "claims") : NULL;
  const char *trend = scalar(claims, "trend");
  const char *risk = scalar(claims, "risk_factor"), *area = scalar(claims, "area_factor");
  char basis[300];
  basis_words(sl_node_get(claims, "basis"), basis, sizeof basis);
  sl_document_note(
      document,
      "Claims are simulated by %s; trend %s a year, risk factor %s, area factor %s. "
      "They are a model's: with claims that are higher, or more uneven, every figure of "
      "the simulated years changes.",
      basis, trend != NULL ? trend : "0", risk != NULL ? risk : "1", area != NULL ? area : "1");
  if (comparison->results->facts->notes[0] != '\0') {
    sl_document_note(document, "%s", comparison->results->facts->notes);
  }
}

static bool has_credit(const sl_comparison_t *comparison, const sl_compared_t *column)
{
  for (size_t i = 0; i < column->arrangement->n_fees; i++) {
    if (sl_offer_fee(column->arrangement, &comparison->enrolment, &column->facts->price, i, 1.0) <
        0.0) {
      return true;
    }
  }
  return false;
}

/* By the cost of a million more. */
static bool charges_follow_claims(const sl_comparison_t *comparison, const sl_compared_t *column)
{
  static const double more = 1e6;
  const sl_price_t *price = &column->facts->price;
  const double charged =
      sl_offer_cost_at(column->arrangement, &comparison->enrolment, price, more) -
      sl_offer_cost_at(column->arrangement, &comparison->enrolment, price, 0.0) - more;
  return fabs(charged) > 1.0;
}

typedef struct noted {
  bool rebates, credits, per_claim, unknown, accounts, follows;
} noted_t;

static noted_t what_to_note(const sl_comparison_t *comparison)
{
  noted_t noted = {0};
  for (size_t a = 0; a < comparison->n; a++) {
    const sl_compared_t *column = &comparison->column[a];
    noted.rebates |= column->offer.rebates > 0.0;
    noted.credits |= has_credit(comparison, column);
    noted.unknown |= isnan(column->offer.fixed_cost);
    noted.accounts |= column->summary->component[SL_COST_HSA_CONTRIBUTIONS].value > 0.0;
    noted.follows |=
        isnan(column->offer.expected_claims) && charges_follow_claims(comparison, column);
    for (size_t i = 0; i < column->arrangement->n_fees; i++) {
      noted.per_claim |= column->arrangement->fees[i].per == SL_PER_CLAIM;
    }
  }
  return noted;
}

static void note_where(sl_document_t *document, bool is_so, const char *sentence)
{
  if (is_so) {
    sl_document_note(document, "%s", sentence);
  }
}

static void note_columns(sl_document_t *document, const sl_comparison_t *comparison)
{
  const noted_t noted = what_to_note(comparison);
  note_where(
      document, comparison->current != SL_NO_COLUMN,
      "Current is the price of the year that ends, set against the claims of the coming one: "
      "it shows the change, and is not on offer.");
  note_where(document, noted.rebates,
             "Rebates are never taken off fixed, expected or maximum cost of the quotes.");
  note_where(
      document, noted.credits,
      "Rebates that the scenario counts as negative fees are taken off the cost of simulated "
      "years.");
  note_where(document, noted.follows,
             "Fees and taxes that follow claims are left out of the fixed cost where the carrier "
             "states no claims.");
  note_where(document, noted.accounts,
             "The employer's contributions to health savings accounts are in the cost of simulated "
             "years alone.");
  note_where(
      document, noted.per_claim,
      "Fees per claim are in the cost of simulated years alone: no quote says how many claims "
      "there are.");
  note_where(document, noted.unknown,
             "A charge on payroll is not known, nor the fixed cost of its column: the result file "
             "holds no payroll of fewer than five employees, and older files hold none.");
}

/* A quote's rates hold for every plan, and the result file does not keep claims by plan. */
static void note_plans(sl_document_t *document, const sl_comparison_t *comparison)
{
  const sl_tree_t *tree = comparison->scenario->tree;
  const sl_node_t *plans = tree != NULL ? sl_node_get(&tree->root, "plans") : NULL;
  if (plans != NULL && plans->kind == SL_NODE_LIST && plans->n > 1) {
    sl_document_note(document,
                     "The %zu plans have the same rates and factors, as quoted. Equivalent and "
                     "COBRA rates are by tier for all plans together: a rich plan's own rates "
                     "would be higher, a lean one's lower. The result file does not tell claims "
                     "by plan.",
                     plans->n);
  }
}

static void note_figures(sl_document_t *document, const sl_comparison_t *comparison)
{
  sl_document_note(
      document, "Enrolment is contract months / months of the plan year, constant as in the "
                "census. The carrier's expected claims are those that it states, else attachment "
                "point / its corridor (125%% where it names none).");
  sl_document_note(document,
                   "Simulated claims beside the carrier's are those below the deductible in the "
                   "aggregate's contract (expected_eligible); without an aggregate, all that the "
                   "employer keeps. Equivalent rates at expected claims follow the carrier's, and "
                   "ours where it states none.");
  sl_document_note(
      document,
      "Rates at the %.4g%% percentile: claims are set so that the whole year costs what "
      "%.4g of 100 simulated years do not exceed.",
      100.0 * comparison->percentile, 100.0 * comparison->percentile);
  sl_document_note(
      document,
      "Dominated: another quote on offer has, at every amount, no more simulated years "
      "above it, and a mean lower by more than %.0f standard errors of the difference "
      "on the same years. Cost alone: not the carrier's strength, its terms, or claims "
      "after the year.",
      SL_DOMINANCE_ERRORS);
  sl_document_note(
      document, "The premium of the same average cost is that at which insurance and the column "
                "cost the same on average; its loss ratio is the claims of an average year / it.");
}

static void note_lasers(sl_document_t *document, const sl_comparison_t *comparison)
{
  const used_t used = used_words(comparison);
  if (used.lasers || used.aggregating) {
    sl_document_note(document,
                     "What lasers and the aggregating specific cost in an average year is told for "
                     "all of them together, coinsurance and maxima included, and only where "
                     "specific and aggregate hold "
                     "the same claims, all of them of this year's cost. Of each the most that it "
                     "can cost is shown: a "
                     "laser less the deductible. The result file does not tell the average of one "
                     "from another's.");
  }
}

void sl_exhibit_notes(sl_document_t *document, const sl_comparison_t *comparison)
{
  sl_document_heading(document, 1, "What is assumed");
  note_claims(document, comparison);
  note_columns(document, comparison);
  note_plans(document, comparison);
  note_figures(document, comparison);
  note_lasers(document, comparison);
}
