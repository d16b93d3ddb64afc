#include "sim/engine/compile/conditions.h"

#include "sim/input/build/exposure.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>
#include <stdlib.h>

/* ---- waits ---- */

static void make_waits(sl_conditions_t *conditions)
{
  static const double first_month[SL_CONDITION_MONTHS] = {1.0};
  sl_wait_init(first_month, &conditions->of_mothers);
  for (size_t i = 0; i < conditions->n; i++) {
    sl_wait_init(conditions->list[i].months, &conditions->waits[i]);
  }
}

/* ---- chances ---- */

static void list_incidences(sl_conditions_t *conditions)
{
  for (int sex = 0; sex < 2; sex++) {
    for (unsigned age = 0; age < SL_AGES; age++) {
      double *into = conditions->incidence + ((size_t)sex * SL_AGES + age) * conditions->n;
      for (size_t i = 0; i < conditions->n; i++) {
        const bool brings = conditions->list[i].mother_severity.family != NULL;
        into[i] = sl_condition_incidence(&conditions->list[i], (sl_sex_t)sex, age);
        conditions->any[sex][age] += into[i];
        conditions->brings[sex][age] += brings ? into[i] : 0.0;
        conditions->some_brings = conditions->some_brings || brings;
      }
    }
  }
}

/* ---- all together ---- */

static bool allocate(sl_conditions_t *conditions)
{
  const size_t n = conditions->n;
  conditions->amounts = calloc(n, sizeof(sl_sampler_t *));
  conditions->mothers = calloc(n, sizeof(sl_sampler_t *));
  conditions->waits = calloc(n, sizeof *conditions->waits);
  conditions->incidence = calloc(2 * SL_AGES * n, sizeof *conditions->incidence);
  return conditions->amounts != NULL && conditions->mothers != NULL && conditions->waits != NULL &&
         conditions->incidence != NULL;
}

int sl_conditions_new(const sl_scenario_t *scenario, sl_conditions_t **conditions,
                      sl_error_t *error)
{
  *conditions = NULL;
  if (scenario->claims->n_conditions == 0) {
    return SL_OK;
  }
  int code = SL_OK;
  sl_conditions_t *made = calloc(1, sizeof *made);
  if (made != NULL) {
    made->list = scenario->claims->conditions;
    made->n = scenario->claims->n_conditions;
  }
  if (made == NULL || !allocate(made)) {
    code = sl_fail(error, SL_ERR_MEMORY, "no memory for %zu conditions",
                   scenario->claims->n_conditions);
  } else {
    list_incidences(made);
    make_waits(made);
  }
  if (code != SL_OK) {
    sl_conditions_free(made);
    made = NULL;
  }
  *conditions = made;
  return code;
}

void sl_conditions_free(sl_conditions_t *conditions)
{
  if (conditions == NULL) {
    return;
  }
  free(conditions->waits);
  free(conditions->amounts);
  free(conditions->mothers);
  free(conditions->incidence);
  free(conditions);
}

/* The limit falls on the amount after trend, area and frailty: the sampler knows none. */
static sl_sampler_job_t job_of(const sl_severity_t *severity, const sl_sampler_t **sampler)
{
  sl_sampler_job_t job = {*severity, sampler};
  job.severity.limit = (double)INFINITY;
  return job;
}

size_t sl_conditions_list_samplers(sl_conditions_t *conditions, sl_sampler_job_t *jobs)
{
  size_t n = 0;
  for (size_t i = 0; i < conditions->n; i++) {
    jobs[n++] = job_of(&conditions->list[i].severity, &conditions->amounts[i]);
    if (conditions->list[i].mother_severity.family != NULL) {
      jobs[n++] = job_of(&conditions->list[i].mother_severity, &conditions->mothers[i]);
    }
  }
  return n;
}
