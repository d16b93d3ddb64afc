#include "sim/engine/annual/person_cases.h"

#include "sim/engine/trials/case_totals.h"
#include "sim/engine/trials/cases.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/scenario.h"

#include <stdlib.h>

struct sl_person_cases {
  sl_cases_work_t *work;
  sl_case_list_t list; /* own cases, then each child's */
  sl_case_totals_t totals;
};

int sl_person_cases_new(sl_person_cases_t **cases, sl_error_t *error)
{
  *cases = calloc(1, sizeof **cases);
  int code =
      *cases != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for a thread's buffers");
  code = code == SL_OK ? sl_cases_work_new(&(*cases)->work, error) : code;
  if (code != SL_OK) {
    sl_person_cases_free(*cases);
    *cases = NULL;
  }
  return code;
}

void sl_person_cases_free(sl_person_cases_t *cases)
{
  if (cases != NULL) {
    sl_cases_work_free(cases->work);
    sl_case_list_free(&cases->list);
    free(cases);
  }
}

/* What the functions of one person share. */
typedef struct job {
  sl_person_cases_t *cases;
  const sl_trials_t *trials;
  const double *group_factor;
  const sl_plan_t *plan;
  sl_person_totals_t *totals;
  bool begun; /* the totals are the cases' own */
  sl_error_t *error;
} job_t;

static void add(job_t *job, size_t trial, double amount, const sl_condition_spread_t *spread)
{
  if (!job->begun) {
    const sl_claim_totals_t from = {job->totals->allowed, job->totals->shared, job->totals->copays};
    sl_case_totals_begin(&job->cases->totals, &from, job->totals->claims, job->trials->n);
  }
  job->begun = true;
  sl_case_totals_add(&job->cases->totals, job->plan, &(sl_case_charge_t){trial, amount, spread});
}

static int draw(const job_t *job, size_t p)
{
  job->cases->list.n = 0;
  return sl_cases_draw(job->cases->work, job->trials, 0, p, job->group_factor, 0, &job->cases->list,
                       job->error);
}

static int add_own(job_t *job, size_t p)
{
  const sl_condition_t *conditions = job->trials->model->conditions->list;
  const int code = draw(job, p);
  for (size_t k = 0; code == SL_OK && k < job->cases->list.n; k++) {
    const sl_case_t *one = &job->cases->list.cases[k];
    if (!one->left_out) {
      add(job, one->trial, one->amount, &conditions[one->condition].spread);
    }
  }
  return code;
}

static int add_child(job_t *job, size_t child)
{
  const sl_conditions_t *conditions = job->trials->model->conditions;
  const int code = draw(job, child);
  for (size_t k = 0; code == SL_OK && k < job->cases->list.n; k++) {
    const sl_case_t *one = &job->cases->list.cases[k];
    if (conditions->mothers[one->condition] != NULL && !one->left_out) {
      add(job, one->trial, sl_case_mother_amount(job->trials, 0, child, one),
          &conditions->list[one->condition].mother_spread);
    }
  }
  return code;
}

static int add_children(job_t *job, size_t p, const sl_family_t *family)
{
  const sl_model_t *model = job->trials->model;
  int code = SL_OK;
  if (sl_cases_mother(model, 0, family) != p - family->first_person) {
    return SL_OK;
  }
  for (uint32_t i = 0; code == SL_OK && i < family->n_persons; i++) {
    if (sl_cases_may_bring(model, 0, family->first_person + i)) {
      code = add_child(job, family->first_person + i);
    }
  }
  return code;
}

int sl_person_cases_add(sl_person_cases_t *cases, const sl_trials_t *trials, size_t p,
                        const double *group_factor, sl_person_totals_t *totals, sl_error_t *error)
{
  const sl_scenario_t *scenario = trials->model->scenario;
  const sl_family_t *family = &scenario->group->families[scenario->group->persons[p].family];
  job_t job = {.cases = cases,
               .trials = trials,
               .group_factor = group_factor,
               .plan = &scenario->plans->list[family->plan],
               .totals = totals,
               .error = error};
  int code = add_own(&job, p);
  code = code == SL_OK ? add_children(&job, p, family) : code;
  if (code == SL_OK && job.begun) {
    const sl_claim_totals_t told = sl_case_totals_tell(&cases->totals);
    totals->allowed = told.allowed;
    totals->shared = told.shared;
    totals->copays = told.copays;
    totals->claims = cases->totals.claims;
  }
  return code;
}
