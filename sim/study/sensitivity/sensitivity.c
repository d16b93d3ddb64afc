#include "sim/study/sensitivity/sensitivity.h"

#include "models/funding/arrangement.h"
#include "sim/input/read/text.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"
#include "sim/study/costs.h"
#include "sim/study/sensitivity/factors.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int no_memory(sl_error_t *error)
{
  return sl_fail(error, SL_ERR_MEMORY, "no memory for the costs of the cases");
}

/* What all cases are compared with, and room for one. */
typedef struct comparing {
  sl_sensitivity_result_t *result;
  const sl_engine_options_t *options;
  const sl_scenario_t *scenario;
  size_t trials;
  double *base, *other; /* [n_arrangements][trials] */
  double *difference;   /* [trials] */
} comparing_t;

/* ---- differences ---- */

static double deficit_of(double cost, double budget)
{
  return cost - budget > SL_DEFICIT_TOLERANCE ? 1.0 : 0.0;
}

static sl_estimate_t change_of_cost(const comparing_t *c, size_t a)
{
  const double *base = c->base + a * c->trials, *other = c->other + a * c->trials;
  for (size_t t = 0; t < c->trials; t++) {
    c->difference[t] = other[t] - base[t];
  }
  return sl_mean(c->difference, c->trials);
}

static sl_estimate_t change_of_deficit(const comparing_t *c, size_t a)
{
  const double *base = c->base + a * c->trials, *other = c->other + a * c->trials;
  const double budget = c->result->budget[a].value;
  for (size_t t = 0; t < c->trials; t++) {
    c->difference[t] = deficit_of(other[t], budget) - deficit_of(base[t], budget);
  }
  return sl_mean(c->difference, c->trials);
}

/* Of these columns; less that of `less`, where it is not NULL. */
static sl_estimate_t saving_of(const comparing_t *c, const double *cost, const double *less)
{
  const size_t insured = c->result->insured * c->trials, own = c->result->arrangement * c->trials;
  if (c->result->insured == SL_NOT_INSURED) {
    return (sl_estimate_t){(double)NAN, (double)NAN};
  }
  for (size_t t = 0; t < c->trials; t++) {
    c->difference[t] = cost[insured + t] - cost[own + t];
    c->difference[t] -= less != NULL ? less[insured + t] - less[own + t] : 0.0;
  }
  return sl_mean(c->difference, c->trials);
}

static int compare(const comparing_t *c, sl_sensitivity_case_t *one, sl_error_t *error)
{
  const size_t n = c->result->n_arrangements;
  one->cost = calloc(n + 1, sizeof *one->cost);
  one->deficit = calloc(n + 1, sizeof *one->deficit);
  if (one->cost == NULL || one->deficit == NULL) {
    return no_memory(error);
  }
  for (size_t a = 0; a < n; a++) {
    one->cost[a] = change_of_cost(c, a);
    one->deficit[a] = change_of_deficit(c, a);
  }
  one->saving = saving_of(c, c->other, c->base);
  return SL_OK;
}

/* ---- cases ---- */

/* Run one of the program's cases. One that this scenario cannot have (a factor out of range, a
 * chance above 1) is left out with the reason. */
static int run_case(const comparing_t *c, sl_sensitivity_case_t *one, char **left_out,
                    sl_error_t *error)
{
  sl_scenario_t *variant = NULL;
  sl_faults_t faults;
  sl_faults_init(&faults);
  int code = sl_stress_variant(c->scenario, &one->stress, NULL, &variant, &faults);
  if (code == SL_ERR_INPUT && faults.n > 0) {
    *left_out = sl_text_copy(faults.list[0].text);
    code = *left_out != NULL ? SL_OK : no_memory(error);
  } else if (code != SL_OK) {
    sl_fail(error, code, "%s", faults.n > 0 ? faults.list[0].text : sl_error_message(code));
  } else {
    code = sl_run_costs(variant, c->options, c->other, NULL, error);
    code = code == SL_OK ? compare(c, one, error) : code;
  }
  sl_scenario_free(variant);
  sl_faults_free(&faults);
  return code;
}

static double size_of(const comparing_t *c, const sl_sensitivity_case_t *one)
{
  return fabs(c->result->insured != SL_NOT_INSURED ? one->saving.value
                                                   : one->cost[c->result->arrangement].value);
}

/* Less than a cent is the rounding of another path to the same costs. */
static bool changes_nothing(const comparing_t *c, const sl_sensitivity_case_t *one)
{
  bool nothing = true;
  for (size_t a = 0; a < c->result->n_arrangements; a++) {
    nothing = nothing && fabs(one->cost[a].value) < 0.01 && one->cost[a].standard_error < 0.01;
  }
  return nothing;
}

static int run_factor(const comparing_t *c, sl_sensitivity_factor_t *factor, sl_error_t *error)
{
  int code = factor->left_out == NULL ? run_case(c, &factor->low, &factor->left_out, error) : SL_OK;
  if (code == SL_OK && factor->left_out == NULL) {
    code = run_case(c, &factor->high, &factor->left_out, error);
  }
  if (code != SL_OK || factor->left_out != NULL) {
    return code;
  }
  factor->size = fmax(size_of(c, &factor->low), size_of(c, &factor->high));
  if (changes_nothing(c, &factor->low) && changes_nothing(c, &factor->high)) {
    factor->left_out = sl_text_copy("it changes no cost here");
    code = factor->left_out != NULL ? SL_OK : no_memory(error);
  }
  return code;
}

/* Largest first, by place where sizes are equal; those left out last. */
static int by_size(const void *a, const void *b)
{
  const sl_sensitivity_factor_t *x = a, *y = b;
  if ((x->left_out == NULL) != (y->left_out == NULL)) {
    return x->left_out == NULL ? -1 : 1;
  }
  if (x->size != y->size) {
    return x->size > y->size ? -1 : 1;
  }
  return strcmp(x->name, y->name);
}

static int run_factors(const comparing_t *c, sl_error_t *error)
{
  sl_sensitivity_result_t *result = c->result;
  int code = SL_OK;
  result->factor = calloc(SL_FACTORS, sizeof *result->factor);
  for (size_t i = 0; i < SL_FACTORS && result->factor != NULL && code == SL_OK; i++) {
    sl_sensitivity_factor_t *factor = &result->factor[result->n_factors++];
    code = sl_factor_make(i, c->scenario, factor);
    code = code == SL_OK ? run_factor(c, factor, error) : no_memory(error);
  }
  if (result->factor == NULL) {
    return no_memory(error);
  }
  qsort(result->factor, result->n_factors, sizeof *result->factor, by_size);
  return code;
}

/* ---- stresses ---- */

static bool is_replaced(const sl_stresses_t *stresses, const char *name)
{
  for (size_t i = 0; stresses != NULL && i < stresses->n; i++) {
    if (strcmp(stresses->list[i].name, name) == 0) {
      return true;
    }
  }
  return false;
}

static int copy_stress(const sl_stress_t *from, sl_stress_t *to)
{
  int code = sl_stress_init(to, from->name, from->says);
  for (size_t i = 0; i < from->n && code == SL_OK; i++) {
    code = sl_stress_set(to, from->set[i].path, from->set[i].value);
  }
  return code;
}

static int list_stresses(const comparing_t *c, const sl_stresses_t *stresses, sl_error_t *error)
{
  sl_sensitivity_result_t *result = c->result;
  const size_t n = SL_OWN_STRESSES + (stresses != NULL ? stresses->n : 0);
  int code = SL_OK;
  result->stress = calloc(n, sizeof *result->stress);
  result->stress_left_out = calloc(n, sizeof *result->stress_left_out);
  if (result->stress == NULL || result->stress_left_out == NULL) {
    return no_memory(error);
  }
  for (size_t i = 0; i < n && code == SL_OK; i++) {
    sl_stress_t *stress = &result->stress[result->n_stresses].stress;
    code = i < SL_OWN_STRESSES ? sl_own_stress_make(i, c->scenario, stress,
                                                    &result->stress_left_out[result->n_stresses])
                               : copy_stress(&stresses->list[i - SL_OWN_STRESSES], stress);
    result->n_stresses++;
    if (code == SL_OK && i < SL_OWN_STRESSES && is_replaced(stresses, stress->name)) {
      result->n_stresses--;
      sl_stress_free(stress);
      free(result->stress_left_out[result->n_stresses]);
      result->stress_left_out[result->n_stresses] = NULL;
    }
  }
  return code == SL_OK ? SL_OK : no_memory(error);
}

static int run_stresses(const comparing_t *c, const sl_stresses_t *stresses, sl_error_t *error)
{
  sl_sensitivity_result_t *result = c->result;
  int code = list_stresses(c, stresses, error);
  for (size_t i = 0; i < result->n_stresses && code == SL_OK; i++) {
    if (result->stress_left_out[i] == NULL) {
      code = run_case(c, &result->stress[i], &result->stress_left_out[i], error);
    }
  }
  return code;
}

/* Whether every stress of the caller fits the scenario and changes nothing that all cases share. */
static int check_stresses(const sl_scenario_t *scenario, const sl_stresses_t *stresses,
                          sl_faults_t *faults)
{
  int code = SL_OK;
  for (size_t i = 0; stresses != NULL && i < stresses->n && code != SL_ERR_MEMORY; i++) {
    const sl_stress_t *stress = &stresses->list[i];
    sl_scenario_t *variant = NULL;
    const int own = sl_stress_variant(scenario, stress, stresses->path, &variant, faults);
    if (own == SL_OK && (variant->simulation->trials != scenario->simulation->trials ||
                         variant->arrangements->n != scenario->arrangements->n)) {
      sl_faults_add(faults, SL_ERR_INPUT, stresses->path, stress->place[0].line,
                    stress->place[0].column,
                    "stress %.200s changes how many trials or arrangements there are; allowed: "
                    "what leaves both as they are",
                    stress->name);
    }
    code = own == SL_ERR_MEMORY ? own : code;
    sl_scenario_free(variant);
  }
  return code == SL_OK ? sl_faults_code(faults) : code;
}

/* ---- the whole ---- */

static int find_arrangement(const sl_scenario_t *scenario, const char *name, size_t *found,
                            sl_error_t *error)
{
  const sl_arrangements_t *all = scenario->arrangements;
  for (*found = 0; *found < all->n; (*found)++) {
    const sl_arrangement_t *arrangement = &all->list[*found];
    if (name != NULL ? strcmp(arrangement->name, name) == 0 : arrangement->kind->retains_claims) {
      return SL_OK;
    }
  }
  *found = 0;
  return name == NULL ? SL_OK
                      : sl_fail(error, SL_ERR_INPUT, "no arrangement is named '%.200s'", name);
}

/* The first whose insurer bears the claims, but the arrangement itself. */
static size_t find_insured(const sl_scenario_t *scenario, size_t arrangement)
{
  for (size_t a = 0; a < scenario->arrangements->n; a++) {
    if (a != arrangement && !scenario->arrangements->list[a].kind->retains_claims) {
      return a;
    }
  }
  return SL_NOT_INSURED;
}

static int fill_head(comparing_t *c, sl_error_t *error)
{
  sl_sensitivity_result_t *result = c->result;
  const sl_scenario_t *scenario = c->scenario;
  const size_t n = scenario->arrangements->n;
  result->title = sl_text_copy(scenario->name);
  result->currency = sl_text_copy(scenario->currency);
  result->name = calloc(n + 1, sizeof *result->name);
  result->cost = calloc(n + 1, sizeof *result->cost);
  result->deficit = calloc(n + 1, sizeof *result->deficit);
  result->budget = calloc(n + 1, sizeof *result->budget);
  bool whole = result->title != NULL && result->currency != NULL && result->name != NULL &&
               result->cost != NULL && result->deficit != NULL && result->budget != NULL;
  result->trials = scenario->simulation->trials;
  result->seed = scenario->simulation->seed;
  for (size_t a = 0; a < n && whole; a++) {
    result->name[a] = sl_text_copy(scenario->arrangements->list[a].name);
    whole = result->name[a] != NULL;
    result->n_arrangements += whole;
  }
  return whole ? SL_OK : no_memory(error);
}

static int fill_base(comparing_t *c, sl_error_t *error)
{
  sl_sensitivity_result_t *result = c->result;
  const int code = sl_run_costs(c->scenario, c->options, c->base, result->budget, error);
  for (size_t a = 0; a < result->n_arrangements && code == SL_OK; a++) {
    const double *cost = c->base + a * c->trials;
    size_t hits = 0;
    for (size_t t = 0; t < c->trials; t++) {
      hits += deficit_of(cost[t], result->budget[a].value) > 0.0;
    }
    result->cost[a] = sl_mean(cost, c->trials);
    result->deficit[a] = sl_proportion(hits, c->trials);
  }
  result->saving = code == SL_OK ? saving_of(c, c->base, NULL) : result->saving;
  return code;
}

static int run_all(comparing_t *c, const sl_stresses_t *stresses, sl_error_t *error)
{
  const size_t n = c->result->n_arrangements;
  c->base = malloc((n * c->trials + 1) * sizeof *c->base);
  c->other = malloc((n * c->trials + 1) * sizeof *c->other);
  c->difference = malloc((c->trials + 1) * sizeof *c->difference);
  int code =
      c->base != NULL && c->other != NULL && c->difference != NULL ? SL_OK : no_memory(error);
  code = code == SL_OK ? fill_base(c, error) : code;
  code = code == SL_OK ? run_factors(c, error) : code;
  code = code == SL_OK ? run_stresses(c, stresses, error) : code;
  free(c->base);
  free(c->other);
  free(c->difference);
  return code;
}

int sl_sensitivity(const sl_scenario_t *scenario, const sl_sensitivity_terms_t *terms,
                   const sl_engine_options_t *options, sl_sensitivity_result_t **result,
                   sl_faults_t *faults, sl_error_t *error)
{
  *result = calloc(1, sizeof **result);
  if (*result == NULL) {
    return no_memory(error);
  }
  comparing_t comparing = {.result = *result,
                           .options = options,
                           .scenario = scenario,
                           .trials = (size_t)scenario->simulation->trials};
  int code = find_arrangement(scenario, terms->arrangement, &(*result)->arrangement, error);
  (*result)->insured = find_insured(scenario, (*result)->arrangement);
  code = code == SL_OK ? check_stresses(scenario, terms->stresses, faults) : code;
  code = code == SL_OK ? fill_head(&comparing, error) : code;
  code = code == SL_OK ? run_all(&comparing, terms->stresses, error) : code;
  if (code != SL_OK) {
    sl_sensitivity_free(*result);
    *result = NULL;
  }
  return code;
}

static void free_case(sl_sensitivity_case_t *one)
{
  sl_stress_free(&one->stress);
  free(one->cost);
  free(one->deficit);
}

void sl_sensitivity_free(sl_sensitivity_result_t *result)
{
  if (result == NULL) {
    return;
  }
  for (size_t i = 0; i < result->n_factors; i++) {
    free_case(&result->factor[i].low);
    free_case(&result->factor[i].high);
    free(result->factor[i].left_out);
  }
  for (size_t i = 0; i < result->n_stresses; i++) {
    free_case(&result->stress[i]);
    free(result->stress_left_out[i]);
  }
  for (size_t a = 0; a < result->n_arrangements; a++) {
    free(result->name[a]);
  }
  free(result->title);
  free(result->currency);
  free(result->name);
  free(result->cost);
  free(result->deficit);
  free(result->budget);
  free(result->factor);
  free(result->stress);
  free(result->stress_left_out);
  free(result);
}
