/* What was assumed, in a few sentences. */
#include "sim/input/load/assumptions.h"
#include "sim/output/decision/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define PLANS_TOLD 2

/* A number of the scenario with as many decimals as it has, three at most. */
static const char *plainly(double value, char buffer[32])
{
  snprintf(buffer, 32, "%.3g", value);
  return buffer;
}

static void say_share(sl_prose_t *prose, const char *words, double share, const char *source)
{
  char number[32];
  sl_prose_note(prose, words, sl_cell_exact(SL_CELL_SHARE, share, source));
  sl_text_append(&prose->text, ", %s %s%%", words, plainly(100.0 * share, number));
}

static void say_factor(sl_prose_t *prose, const char *words, double factor, const char *source)
{
  char number[32];
  sl_prose_note(prose, words, sl_cell_exact(SL_CELL_MULTIPLE, factor, source));
  sl_text_append(&prose->text, ", %s %s", words, plainly(factor, number));
}

static void say_claims(sl_prose_t *prose, const sl_assumptions_t *assumed)
{
  const char *between = "Claims: ";
  for (size_t i = 0; i < assumed->bases && i < SL_BASES_TOLD; i++) {
    sl_text_append(&prose->text, "%s%s", between, assumed->basis[i]);
    between = " + ";
  }
  if (assumed->bases == 0) {
    sl_text_append(&prose->text, "Claims: as the scenario gives them");
  } else if (assumed->bases > SL_BASES_TOLD) {
    sl_text_append(&prose->text, " and others");
  }
  say_share(prose, "trend", assumed->trend, "scenario.claims.trend");
  say_factor(prose, "risk factor", assumed->risk_factor, "scenario.claims.risk_factor");
  say_factor(prose, "area factor", assumed->area_factor, "scenario.claims.area_factor");
  say_share(prose, "uncertainty", assumed->uncertainty, "scenario.claims.uncertainty");
  sl_text_append(&prose->text, ".");
}

/* "$1,500 (family $3,000)" of a limit of the plan i. */
static void say_limit(sl_prose_t *prose, size_t i, const char *key, double person, double family)
{
  const char *words = strcmp(key, "deductible") == 0 ? key : "most out of pocket";
  const sl_figure_t symbol = sl_currency_symbol(prose->decision->results->facts->currency);
  char label[SL_NOTE_LABEL], pattern[SL_SOURCE_SIZE];
  snprintf(label, sizeof label, "Plan %zu: %s", i + 1, words);
  snprintf(pattern, sizeof pattern, "scenario.plans[%zu].%s.person", i, key);
  sl_prose_note(prose, label, sl_cell_exact(SL_CELL_MONEY, person, pattern));
  sl_text_append(&prose->text, "%s", sl_format_exact(symbol.text, person).text);
  if (isfinite(family)) {
    snprintf(label, sizeof label, "Plan %zu: %s, family", i + 1, words);
    snprintf(pattern, sizeof pattern, "scenario.plans[%zu].%s.family", i, key);
    sl_prose_note(prose, label, sl_cell_exact(SL_CELL_MONEY, family, pattern));
    sl_text_append(&prose->text, " (family %s)", sl_format_exact(symbol.text, family).text);
  }
}

static void say_plan(sl_prose_t *prose, size_t i)
{
  const sl_plan_terms_t plan = sl_plan_terms_of(prose->decision->scenario, i);
  char label[SL_NOTE_LABEL], pattern[SL_SOURCE_SIZE], number[32];
  sl_text_append(&prose->text, " %s: ", plan.name != NULL ? plan.name : "Plan");
  if (plan.deductible > 0.0) {
    sl_text_append(&prose->text, "deductible ");
    say_limit(prose, i, "deductible", plan.deductible, plan.family_deductible);
  } else {
    sl_text_append(&prose->text, "no deductible");
  }
  snprintf(label, sizeof label, "Plan %zu: coinsurance", i + 1);
  snprintf(pattern, sizeof pattern, "scenario.plans[%zu].coinsurance", i);
  sl_prose_note(prose, label, sl_cell_exact(SL_CELL_SHARE, plan.coinsurance, pattern));
  if (plan.coinsurance > 0.0) {
    sl_text_append(&prose->text, ", then members pay %s%%",
                   plainly(100.0 * plan.coinsurance, number));
  }
  if (isfinite(plan.most)) {
    sl_text_append(&prose->text, "%s",
                   plan.coinsurance > 0.0 ? " up to " : ", out of pocket up to ");
    say_limit(prose, i, "out_of_pocket_max", plan.most, plan.family_most);
  }
  sl_text_append(&prose->text, ".");
}

static void say_scenario(sl_prose_t *prose)
{
  const sl_assumptions_t assumed = sl_assumptions_of(prose->decision->scenario);
  say_claims(prose, &assumed);
  for (size_t i = 0; i < assumed.plans && i < PLANS_TOLD; i++) {
    say_plan(prose, i);
  }
  if (assumed.plans > PLANS_TOLD) {
    sl_prose_note(prose, "Plans",
                  sl_cell_exact(SL_CELL_COUNT, (double)assumed.plans, "len(scenario.plans)"));
    sl_text_append(&prose->text, " In all there are %zu plans.", assumed.plans);
  }
}

static void say_premium(sl_prose_t *prose)
{
  const sl_decision_t *d = prose->decision;
  const size_t r = d->reference;
  if (!d->is_insured) {
    return;
  }
  const sl_estimate_t multiple = sl_decision_facts(d, r)->price.premium_multiple;
  if (isfinite(multiple.value)) {
    sl_prose_note(prose, "Insured premium, times simulated claims",
                  sl_cell_estimate(SL_CELL_MULTIPLE, multiple,
                                   sl_source_of("premium_multiple[@]", r, 0, 0).text));
    sl_text_append(&prose->text, " The premium of %s is %.2f times the simulated claims.",
                   d->called[r], multiple.value);
  }
}

void sl_answer_assumed(sl_prose_t *prose, sl_document_t *document)
{
  const sl_run_facts_t *facts = prose->decision->results->facts;
  if (prose->decision->scenario != NULL) {
    say_scenario(prose);
  }
  say_premium(prose);
  sl_prose_note(prose, "Simulated years",
                sl_cell_exact(SL_CELL_COUNT, (double)facts->trials, "trials"));
  sl_text_append(&prose->text, "%s%s simulated year%s, seed %llu.%s",
                 prose->text.length > 0 ? " " : "", sl_format_count((double)facts->trials).text,
                 facts->trials == 1 ? "" : "s", (unsigned long long)facts->seed,
                 facts->sampler == SL_SAMPLE_TOTALS
                     ? " Members' annual totals were drawn from tables, not claim by claim."
                     : "");
  sl_prose_answer(prose, document, "What was assumed?");
}
