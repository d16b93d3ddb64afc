#include "sim/study/validate/validate.h"

#include "sim/engine/person_years.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"
#include "sim/study/validate/sample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What the functions of one validation share. */
typedef struct work {
  const sl_scenario_t *scenario;
  const sl_targets_t *targets;
  const sl_person_years_t *years;
  size_t *service;  /* by target */
  bool *conditions; /* [target][condition] */
  double *sums;     /* [2][service]: events and dollars of a sample */
  double *batch;    /* [batch][target] */
} work_t;

bool sl_validated_is_met(const sl_target_t *target, double figure)
{
  return isnan(target->low) || (figure >= target->low && figure <= target->high);
}

/* ---- names ---- */

static int find_service(const work_t *w, const sl_target_t *target, size_t *service,
                        sl_error_t *error)
{
  const sl_claims_t *claims = w->scenario->claims;
  size_t s = 0;
  while (s < claims->n_services && strcmp(claims->services[s].name, target->at) != 0) {
    s++;
  }
  *service = s;
  return s < claims->n_services
             ? SL_OK
             : sl_fail(error, SL_ERR_INPUT,
                       "line %zu of the targets: no service of the basis is %.60s", target->line,
                       target->at);
}

static int mark_condition(const work_t *w, const sl_target_t *target, const char *name,
                          size_t length, bool *marks, sl_error_t *error)
{
  const sl_claims_t *claims = w->scenario->claims;
  for (size_t c = 0; c < claims->n_conditions; c++) {
    const char *known = claims->conditions[c].name;
    if (strlen(known) == length && strncmp(known, name, length) == 0) {
      marks[c] = true;
      return SL_OK;
    }
  }
  return sl_fail(error, SL_ERR_INPUT, "line %zu of the targets: no condition of the basis is %.*s",
                 target->line, (int)(length < 60 ? length : 60), name);
}

/* "a+b above 200000" */
static int mark_conditions(const work_t *w, const sl_target_t *target, bool *marks,
                           sl_error_t *error)
{
  const char *name = target->at, *end = strstr(target->at, " above ");
  int code = SL_OK;
  while (code == SL_OK && name < end) {
    const size_t length = strcspn(name, "+ ");
    code = mark_condition(w, target, name, length, marks, error);
    name += length + (name[length] == '+');
    name = name < end ? name : end;
  }
  return code;
}

static int find_names(const work_t *w, sl_error_t *error)
{
  int code = SL_OK;
  for (size_t i = 0; code == SL_OK && i < w->targets->n; i++) {
    const sl_target_t *target = &w->targets->list[i];
    const sl_target_at_t at = sl_quantities[target->quantity].at;
    if (at == SL_AT_SERVICE) {
      code = find_service(w, target, &w->service[i], error);
    } else if (at == SL_AT_CONDITIONS) {
      code =
          mark_conditions(w, target, w->conditions + i * w->scenario->claims->n_conditions, error);
    }
  }
  return code;
}

/* ---- measures ---- */

static void add_services(const work_t *w, size_t first_block, size_t end_block)
{
  const size_t n = w->years->n_services;
  memset(w->sums, 0, 2 * n * sizeof *w->sums);
  for (size_t b = first_block; b < end_block; b++) {
    for (size_t s = 0; s < n; s++) {
      w->sums[s] += w->years->events[b * n + s];
      w->sums[n + s] += w->years->dollars[b * n + s];
    }
  }
}

/* Of blocks first .. end - 1. curves: NULL = no need of them. */
static int measure(const work_t *w, size_t first, size_t end, double *figures, sl_curves_t *curves,
                   sl_error_t *error)
{
  const sl_person_years_t *years = w->years;
  const size_t per_block = years->trials / years->n_blocks * years->n_persons;
  const size_t at = first * per_block, n = (end - first) * per_block;
  sl_sample_t sample;
  const int code = sl_sample_init(&sample, w->scenario->group, years->n_persons, n,
                                  years->year + at, years->before + at, years->dearest + at, error);
  if (code == SL_OK) {
    add_services(w, first, end);
    sample.events = w->sums;
    sample.dollars = w->sums + years->n_services;
    for (size_t i = 0; i < w->targets->n; i++) {
      figures[i] = sl_sample_measure(&sample, &w->targets->list[i], w->service[i],
                                     w->conditions + i * w->scenario->claims->n_conditions);
    }
    if (curves != NULL) {
      sl_curves_measure(&sample, curves);
    }
  }
  sl_sample_free(&sample);
  return code;
}

static double error_of(const work_t *w, size_t target)
{
  double mean = 0.0, square = 0.0;
  for (size_t b = 0; b < SL_VALIDATE_BATCHES; b++) {
    mean += w->batch[b * w->targets->n + target] / SL_VALIDATE_BATCHES;
  }
  for (size_t b = 0; b < SL_VALIDATE_BATCHES; b++) {
    const double apart = w->batch[b * w->targets->n + target] - mean;
    square += apart * apart;
  }
  return sqrt(square / (SL_VALIDATE_BATCHES - 1) / SL_VALIDATE_BATCHES);
}

static int measure_all(const work_t *w, sl_validated_t *validated, sl_error_t *error)
{
  const size_t blocks = w->years->n_blocks;
  double *whole = malloc((w->targets->n + 1) * sizeof *whole);
  int code = whole != NULL ? measure(w, 0, blocks, whole, &validated->curves, error)
                           : sl_fail(error, SL_ERR_MEMORY, "no memory for the figures");
  for (size_t b = 0; code == SL_OK && b < SL_VALIDATE_BATCHES; b++) {
    code = measure(w, b * blocks / SL_VALIDATE_BATCHES, (b + 1) * blocks / SL_VALIDATE_BATCHES,
                   w->batch + b * w->targets->n, NULL, error);
  }
  for (size_t i = 0; code == SL_OK && i < w->targets->n; i++) {
    validated->figure[i] = (sl_estimate_t){whole[i], error_of(w, i)};
  }
  free(whole);
  return code;
}

/* ---- all together ---- */

static int allocate(work_t *w, sl_validated_t *validated, sl_error_t *error)
{
  const size_t n = w->targets->n + 1, n_services = w->scenario->claims->n_services + 1;
  w->service = calloc(n, sizeof *w->service);
  w->conditions = calloc(n * (w->scenario->claims->n_conditions + 1), sizeof *w->conditions);
  w->sums = calloc(2 * n_services, sizeof *w->sums);
  w->batch = calloc(n * SL_VALIDATE_BATCHES, sizeof *w->batch);
  validated->figure = calloc(n, sizeof *validated->figure);
  return w->service != NULL && w->conditions != NULL && w->sums != NULL && w->batch != NULL &&
                 validated->figure != NULL
             ? SL_OK
             : sl_fail(error, SL_ERR_MEMORY, "no memory for %zu targets", w->targets->n);
}

static int draw_and_measure(work_t *w, const sl_engine_options_t *options,
                            sl_validated_t *validated, sl_error_t *error)
{
  sl_person_years_t *years = NULL;
  int code = sl_person_years_new(w->scenario, options, &years, error);
  if (code == SL_OK && years->n_blocks < SL_VALIDATE_BATCHES) {
    code = sl_fail(error, SL_ERR_ARGUMENT, "%zu blocks of trials are too few: %d at least",
                   years->n_blocks, SL_VALIDATE_BATCHES);
  }
  if (code == SL_OK) {
    w->years = years;
    validated->person_years = (double)years->trials * (double)years->n_persons;
    code = measure_all(w, validated, error);
  }
  sl_person_years_free(years);
  return code;
}

int sl_validate(const sl_scenario_t *scenario, const sl_targets_t *targets,
                const sl_engine_options_t *options, sl_validated_t **validated, sl_error_t *error)
{
  work_t w = {.scenario = scenario, .targets = targets};
  sl_validated_t *made = calloc(1, sizeof *made);
  *validated = NULL;
  if (made == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the figures");
  }
  made->n = targets->n;
  int code = allocate(&w, made, error);
  code = code == SL_OK ? find_names(&w, error) : code;
  code = code == SL_OK ? draw_and_measure(&w, options, made, error) : code;
  free(w.service);
  free(w.conditions);
  free(w.sums);
  free(w.batch);
  if (code == SL_OK) {
    *validated = made;
  } else {
    sl_validated_free(made);
  }
  return code;
}

void sl_validated_free(sl_validated_t *validated)
{
  if (validated != NULL) {
    free(validated->figure);
    free(validated);
  }
}
