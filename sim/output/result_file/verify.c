#include "sim/output/result_file/verify.h"

#include "sim/output/result_file/load.h"
#include "sim/output/result_file/result_file.h"
#include "sim/results/identities.h"
#include "sim/results/summary.h"
#include "sim/results/year_identities.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define ALIKE 1e-9

#define IDENTITIES_SINCE 3 /* the format that has all their variables */

/* ---- trials ---- */

typedef struct walk {
  const sl_run_facts_t *facts;
  sl_error_t fault; /* the first */
} walk_t;

static void check_years(walk_t *walk, const sl_block_t *block, size_t t, size_t a)
{
  size_t year = 0;
  const char *broken = sl_year_identity_broken(block, t, a, walk->facts, &year);
  if (broken != NULL) {
    sl_fail(&walk->fault, SL_ERR_INPUT, "trial %" PRIu64 ", %s, plan year %zu: %s",
            block->first_trial + t, walk->facts->arrangements[a].name, year + 1, broken);
  }
}

static void check_block(void *context, const sl_block_t *block)
{
  walk_t *walk = context;
  for (size_t t = 0; walk->fault.code == SL_OK && t < block->n_trials; t++) {
    for (size_t a = 0; walk->fault.code == SL_OK && a < block->n_arrangements; a++) {
      const sl_arrangement_facts_t *facts = &walk->facts->arrangements[a];
      const char *broken = sl_identity_broken(block, t, a, &facts->price);
      if (broken != NULL) {
        sl_fail(&walk->fault, SL_ERR_INPUT, "trial %" PRIu64 ", %s: %s", block->first_trial + t,
                facts->name, broken);
      } else if (block->years != NULL) {
        check_years(walk, block, t, a);
      }
    }
  }
}

static int check_trials(const sl_results_t *results, int64_t format, sl_error_t *error)
{
  walk_t walk = {.facts = results->facts};
  if (format < IDENTITIES_SINCE) {
    return SL_OK; /* that its numbers are such was seen when it was opened */
  }
  const int code = results->years != NULL
                       ? sl_results_each_year(results, check_block, &walk, error)
                       : sl_results_each_block(results, check_block, &walk, error);
  if (code == SL_OK && walk.fault.code != SL_OK && error != NULL) {
    *error = walk.fault;
  }
  return code == SL_OK ? walk.fault.code : code;
}

/* ---- figures ---- */

static bool is_alike(double a, double b)
{
  return a == b || (isnan(a) && isnan(b)) || fabs(a - b) <= ALIKE * fmax(fabs(a), fabs(b));
}

/* One variable of one record, at all its levels. */
static bool agrees(const sl_variable_t *variable, const void *stored, const void *told)
{
  const size_t levels = variable->step > 0 ? SL_N_QUANTILES : 1;
  bool alike = true;
  for (size_t k = 0; k < levels; k++) {
    alike = alike &&
            is_alike(sl_variable_value(variable, stored, k), sl_variable_value(variable, told, k));
  }
  return alike;
}

typedef struct comparison {
  const sl_run_facts_t *facts;
  const sl_arrangement_summary_t *stored, *told; /* by arrangement */
  int64_t format;
  sl_verified_t *verified;
} comparison_t;

static int compare_table(const comparison_t *c, const sl_variable_t *variables, size_t n,
                         sl_error_t *error)
{
  for (size_t v = 0; v < n; v++) {
    for (size_t a = 0; variables[v].since <= c->format && a < c->facts->n_arrangements; a++) {
      if (!agrees(&variables[v], &c->stored[a], &c->told[a])) {
        return sl_fail(error, SL_ERR_INPUT, "%s of %s is not that of its trials", variables[v].name,
                       c->facts->arrangements[a].name);
      }
      c->verified->n_figures++;
    }
  }
  return SL_OK;
}

static int check_figures(const sl_results_t *results, const sl_arrangement_summary_t *stored,
                         sl_verified_t *verified, sl_error_t *error)
{
  sl_summary_t *summary = NULL;
  int code = sl_summary_new(results, &summary, error);
  if (code == SL_OK) {
    const comparison_t c = {results->facts, stored, summary->arrangements, verified->format,
                            verified};
    code = compare_table(&c, sl_summary_variables, SL_N_SUMMARY_VARIABLES, error);
    code = code == SL_OK ? compare_table(&c, sl_quantile_variables, SL_N_QUANTILE_VARIABLES, error)
                         : code;
  }
  sl_summary_free(summary);
  return code;
}

/* Every figure of a record at all its levels. */
static int compare_years(const sl_variable_t *variables, size_t n, const void *stored,
                         const void *told, const char *name, sl_verified_t *verified,
                         sl_error_t *error)
{
  for (size_t v = 0; v < n; v++) {
    if (!agrees(&variables[v], stored, told)) {
      return sl_fail(error, SL_ERR_INPUT, "years/%s of %s is not that of its trials",
                     variables[v].name, name);
    }
    verified->n_figures++;
  }
  return SL_OK;
}

static int check_year_figures(const sl_results_t *results, sl_verified_t *verified,
                              sl_error_t *error)
{
  const sl_years_t *stored = results->years;
  sl_years_t *told = NULL;
  int code = sl_years_of_results(results, &told, error);
  for (size_t i = 0; code == SL_OK && told != NULL && i < told->n_arrangements * told->n_years;
       i++) {
    const char *name = results->facts->arrangements[i / told->n_years].name;
    const void *one = &stored->figures[i], *other = &told->figures[i];
    code =
        compare_years(sl_years_variables, SL_N_YEARS_VARIABLES, one, other, name, verified, error);
    code = code == SL_OK ? compare_years(sl_years_quantiles, SL_N_YEARS_QUANTILES, one, other, name,
                                         verified, error)
                         : code;
  }
  for (size_t p = 0; code == SL_OK && told != NULL && p < told->n_promises; p++) {
    code = compare_years(sl_promise_figures, SL_N_PROMISE_FIGURES, &stored->promises[p],
                         &told->promises[p], "a promise", verified, error);
  }
  sl_years_free(told);
  return code;
}

static int verify(const sl_results_t *results, sl_verified_t *verified, sl_error_t *error)
{
  const size_t n = results->facts->n_arrangements;
  sl_arrangement_summary_t *stored = calloc(n + 1, sizeof *stored);
  if (stored == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the figures");
  }
  *verified = (sl_verified_t){.trials = results->facts->trials, .n_arrangements = n};
  int code = sl_result_stored_figures(results, stored, &verified->format, error);
  code = code == SL_OK ? check_trials(results, verified->format, error) : code;
  code = code == SL_OK ? check_figures(results, stored, verified, error) : code;
  code = code == SL_OK ? check_year_figures(results, verified, error) : code;
  free(stored);
  return code;
}

int sl_result_file_verify(const char *path, sl_verified_t *verified, sl_error_t *error)
{
  sl_results_t *results = NULL;
  int code = sl_result_file_open(path, &results, error);
  if (code == SL_OK) {
    code = verify(results, verified, error);
    if (code != SL_OK && error != NULL) {
      strncpy(error->file, path, sizeof error->file - 1);
    }
  }
  sl_results_free(results);
  return code;
}
