/* What a decision shows beside the summary, worked out once. */
#include "models/funding/arrangement.h"
#include "sim/input/read/text.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/decision/parts.h"
#include "sim/results/pairs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- which are compared ---- */

static bool retains(const sl_results_t *results, size_t a)
{
  const sl_arrangement_kind_t *kind = sl_arrangement_kind(results->facts->arrangements[a].kind);
  return kind != NULL && kind->retains_claims;
}

static bool is_insured(const sl_results_t *results, size_t a)
{
  return strcmp(results->facts->arrangements[a].kind, "fully_insured") == 0;
}

/* The first that retains claims, before those of the year that ends, which nobody offers. */
static size_t find_subject(const sl_decision_t *decision)
{
  size_t ended = SL_NO_ARRANGEMENT;
  for (size_t a = 0; a < decision->n; a++) {
    if (!retains(decision->results, a)) {
      continue;
    }
    if (sl_decision_can_choose(decision, a)) {
      return a;
    }
    ended = ended == SL_NO_ARRANGEMENT ? a : ended;
  }
  return ended == SL_NO_ARRANGEMENT ? 0 : ended;
}

static size_t find_reference(const sl_decision_t *decision)
{
  for (size_t a = 0; a < decision->n; a++) {
    if (a != decision->subject && is_insured(decision->results, a)) {
      return a;
    }
  }
  for (size_t a = 0; a < decision->n; a++) {
    if (a != decision->subject && !sl_decision_can_choose(decision, a)) {
      return a;
    }
  }
  if (decision->n < 2) {
    return SL_NO_ARRANGEMENT;
  }
  return decision->subject == 0 ? 1 : 0;
}

/* ---- on the same years ---- */

static int compare(sl_decision_t *decision, sl_pairs_t *pairs, size_t a,
                   sl_decision_extent_t extent, sl_error_t *error)
{
  static const sl_estimate_t none = {(double)NAN, (double)NAN};
  sl_against_t *against = &decision->against[a];
  sl_pair_t pair;
  *against = (sl_against_t){none, none, none, none};
  if (decision->reference == SL_NO_ARRANGEMENT || decision->reference == a) {
    return SL_OK;
  }
  const int code = sl_pairs_compare(pairs, decision->reference, a, &pair, error);
  if (code == SL_OK) {
    against->saving = pair.difference;
    against->cheaper = pair.dearer;
  }
  if (code == SL_OK && extent >= SL_DECISION_PAGE) {
    for (size_t t = 0; t < pairs->trials; t++) {
      pairs->difference[t] = -pairs->difference[t];
    }
    sl_sort(pairs->difference, pairs->trials);
    against->bad_year = sl_quantile(pairs->difference, pairs->trials, 0.95);
    against->worst = sl_quantile(pairs->difference, pairs->trials, 0.99);
  }
  return code;
}

static int take_years(sl_decision_t *decision, sl_pairs_t *pairs, size_t a, sl_error_t *error)
{
  int code = sl_pairs_read(pairs, a, error);
  if (code != SL_OK) {
    return code;
  }
  memcpy(decision->years[a], pairs->first, decision->n_years * sizeof(double));
  if (a == decision->reference) {
    const size_t n = pairs->trials < SL_LEVER_TRIALS_MAX ? pairs->trials : SL_LEVER_TRIALS_MAX;
    decision->reference_years = malloc(n * sizeof(double));
    if (decision->reference_years == NULL) {
      return sl_fail(error, SL_ERR_MEMORY, "no memory for the decision page");
    }
    memcpy(decision->reference_years, pairs->first, n * sizeof(double));
  }
  sl_sort(pairs->first, pairs->trials);
  for (size_t i = 0; i < decision->n_chances; i++) {
    const double level = 1.0 - sl_decision_chance(i);
    decision->exceeded[a][i] = sl_quantile(pairs->first, pairs->trials, level).value;
  }
  for (size_t i = 0; i < SL_DOTS_SHOWN; i++) {
    const double level = ((double)i + 0.5) / SL_DOTS_SHOWN;
    decision->dots[a][i] = sl_quantile(pairs->first, pairs->trials, level).value;
  }
  return SL_OK;
}

/* ---- which are worth a choice ---- */

double sl_decision_chance(size_t i)
{
  return i < SL_COMMON_CHANCES ? (double)(SL_COMMON_CHANCES - i) / 100.0
                               : (double)(9 - (i - SL_COMMON_CHANCES)) / 1000.0;
}

bool sl_decision_can_choose(const sl_decision_t *decision, size_t a)
{
  const sl_quoted_t *quoted =
      decision->scenario != NULL ? decision->scenario->arrangements->list[a].quoted : NULL;
  return quoted == NULL || quoted->role != SL_QUOTED_CURRENT;
}

size_t sl_decision_choices(const sl_decision_t *decision)
{
  size_t n = 0;
  for (size_t a = 0; a < decision->n; a++) {
    n += sl_decision_can_choose(decision, a);
  }
  return n;
}

static int find_dominated(sl_decision_t *decision, sl_pairs_t *pairs, sl_error_t *error)
{
  bool *offered = calloc(decision->n + 1, sizeof *offered);
  int code = offered != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for the report");
  const bool wanted = sl_decision_choices(decision) >= SL_CHOICE_LEAST;
  for (size_t a = 0; offered != NULL && a < decision->n; a++) {
    offered[a] = sl_decision_can_choose(decision, a);
    decision->dominated_by[a] = SL_NO_ARRANGEMENT;
  }
  for (size_t a = 0; wanted && code == SL_OK && a < decision->n; a++) {
    if (offered[a]) {
      code = sl_pairs_dominated(pairs, decision->summary, offered, a, &decision->dominated_by[a],
                                error);
    }
  }
  free(offered);
  return code;
}

static int fill(sl_decision_t *decision, sl_decision_extent_t extent, sl_error_t *error)
{
  const bool is_report = extent >= SL_DECISION_REPORT;
  sl_pairs_t pairs;
  int code = sl_pairs_new(decision->results, &pairs, error);
  decision->n_years = pairs.trials < SL_YEARS_SHOWN ? pairs.trials : SL_YEARS_SHOWN;
  decision->n_chances = pairs.trials >= SL_RARE_TRIALS ? SL_CHANCES_SHOWN : SL_COMMON_CHANCES;
  for (size_t a = 0; code == SL_OK && a < decision->n; a++) {
    code = is_report ? take_years(decision, &pairs, a, error) : SL_OK;
    code = code == SL_OK ? compare(decision, &pairs, a, extent, error) : code;
  }
  code = code == SL_OK && is_report ? find_dominated(decision, &pairs, error) : code;
  sl_pairs_free(&pairs);
  code = code == SL_OK && is_report ? sl_decision_bridge(decision, error) : code;
  return code == SL_OK && extent >= SL_DECISION_PAGE
             ? sl_weigh(decision->results, decision->scenario, &decision->weighed, error)
             : code;
}

/* ---- all of it ---- */

typedef struct place {
  double cost;
  size_t a;
} place_t;

static int by_cost(const void *left, const void *right)
{
  const place_t *l = left, *r = right;
  const int order = (l->cost > r->cost) - (l->cost < r->cost);
  return order != 0 ? order : (l->a > r->a) - (l->a < r->a);
}

static bool order_by_cost(sl_decision_t *decision)
{
  place_t *places = calloc(decision->n + 1, sizeof *places);
  for (size_t a = 0; places != NULL && a < decision->n; a++) {
    places[a] = (place_t){sl_decision_summary(decision, a)->expected_cost.value, a};
  }
  if (places != NULL) {
    qsort(places, decision->n, sizeof *places, by_cost);
  }
  for (size_t i = 0; places != NULL && i < decision->n; i++) {
    decision->by_cost[i] = places[i].a;
  }
  free(places);
  return places != NULL;
}

/* A name such as "10,000 a person" would read as a figure, one with a comma as two words. */
static bool call_by_name(sl_decision_t *decision)
{
  for (size_t a = 0; a < decision->n; a++) {
    const char *name = sl_decision_name(decision, a);
    const bool is_odd = (name[0] >= '0' && name[0] <= '9') || strchr(name, ',') != NULL;
    const char *quote = is_odd ? "\"" : "";
    sl_text_t text = {0};
    sl_text_append(&text, "%s%s%s", quote, name, quote);
    decision->called[a] = sl_text_take(&text);
    if (decision->called[a] == NULL) {
      return false;
    }
  }
  return true;
}

static int allocate(sl_decision_t *made)
{
  const size_t n = made->n;
  made->against = calloc(n + 1, sizeof *made->against);
  made->dots = calloc(n + 1, sizeof *made->dots);
  made->years = calloc(n + 1, sizeof *made->years);
  made->exceeded = calloc(n + 1, sizeof *made->exceeded);
  made->dominated_by = calloc(n + 1, sizeof *made->dominated_by);
  made->called = calloc(n + 1, sizeof *made->called);
  made->by_cost = calloc(n + 1, sizeof *made->by_cost);
  const bool all = made->against != NULL && made->dots != NULL && made->years != NULL &&
                   made->exceeded != NULL && made->dominated_by != NULL && made->called != NULL &&
                   made->by_cost != NULL;
  return all && call_by_name(made) && order_by_cost(made) ? SL_OK : SL_ERR_MEMORY;
}

static int work_out(sl_decision_t *made, sl_decision_extent_t extent, sl_error_t *error)
{
  if (allocate(made) != SL_OK) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the decision page");
  }
  if (made->scenario != NULL && made->scenario->arrangements->n != made->n) {
    return sl_fail(error, SL_ERR_INPUT,
                   "the scenario stored in the file has other arrangements than its figures");
  }
  made->subject = find_subject(made);
  made->reference = find_reference(made);
  made->is_insured =
      made->reference != SL_NO_ARRANGEMENT && is_insured(made->results, made->reference);
  return fill(made, extent, error);
}

int sl_decision_new(const sl_results_t *results, const sl_summary_t *summary,
                    const sl_scenario_t *scenario, sl_decision_extent_t extent,
                    sl_decision_t **decision, sl_error_t *error)
{
  sl_decision_t *made = calloc(1, sizeof *made);
  *decision = NULL;
  if (made == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the decision page");
  }
  *made = (sl_decision_t){results, summary, scenario, .n = results->facts->n_arrangements};
  const int code = work_out(made, extent, error);
  if (code != SL_OK) {
    sl_decision_free(made);
    return code;
  }
  *decision = made;
  return SL_OK;
}

void sl_decision_free(sl_decision_t *decision)
{
  if (decision != NULL) {
    free(decision->against);
    free(decision->dots);
    free(decision->years);
    free(decision->exceeded);
    free(decision->dominated_by);
    free(decision->weighed);
    free(decision->reference_years);
    for (size_t a = 0; decision->called != NULL && a < decision->n; a++) {
      free(decision->called[a]);
    }
    free(decision->called);
    free(decision->by_cost);
    free(decision);
  }
}

const char *sl_decision_name(const sl_decision_t *decision, size_t a)
{
  return decision->results->facts->arrangements[a].name;
}

const sl_arrangement_facts_t *sl_decision_facts(const sl_decision_t *decision, size_t a)
{
  return &decision->results->facts->arrangements[a];
}

const sl_arrangement_summary_t *sl_decision_summary(const sl_decision_t *decision, size_t a)
{
  return &decision->summary->arrangements[a];
}

/* ---- what a picture holds ---- */

static bool is_among(const size_t *shown, size_t n, size_t a)
{
  bool found = false;
  for (size_t i = 0; i < n; i++) {
    found = found || shown[i] == a;
  }
  return found;
}

size_t sl_decision_shown(const sl_decision_t *decision, size_t most, size_t shown[SL_SHOWN_MOST])
{
  size_t n = 0;
  for (size_t a = 0; decision->n <= most && a < decision->n; a++) {
    shown[n++] = a;
  }
  if (decision->n <= most) {
    return n;
  }
  shown[n++] = decision->subject;
  shown[n++] = decision->reference;
  while (n < most) {
    size_t best = SL_NO_ARRANGEMENT;
    for (size_t a = 0; a < decision->n; a++) {
      const double mean = sl_decision_summary(decision, a)->expected_cost.value;
      if (!is_among(shown, n, a) &&
          (best == SL_NO_ARRANGEMENT ||
           mean < sl_decision_summary(decision, best)->expected_cost.value)) {
        best = a;
      }
    }
    shown[n++] = best;
  }
  return n;
}
