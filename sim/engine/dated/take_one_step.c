#include "sim/engine/dated/take_one_step.h"

#include "models/stoploss/contract.h"
#include "sim/engine/compile/model.h"

/* What the functions of one person and trial share. */
typedef struct job {
  const sl_model_t *model;
  const sl_family_claims_t *claims;
  size_t person, trial;
  double year; /* plan paid of the plan year's claims */
  sl_unit_sums_t *sums;
} job_t;

static const sl_cover_terms_t *terms_of(const job_t *job, size_t cover)
{
  return &job->claims->terms[cover * job->claims->family->n_persons + job->person];
}

/* held: E, all on one step. As sl_cover_take adds to it, whose eligible part the readings begin. */
static void take_cover(const job_t *job, const sl_one_step_cover_t *cover, double held)
{
  const sl_cover_terms_t *terms = terms_of(job, cover->cover);
  double *path = job->sums->path + job->trial * cover->width;
  if (cover->excess < SIZE_MAX && !terms->excluded && held > terms->deductible) {
    path[cover->excess] += sl_specific_excess(cover->specific, held, terms->deductible);
  }
  if (cover->eligible < SIZE_MAX && held > cover->eligible_cap) {
    path[cover->eligible] -= held - cover->eligible_cap;
  }
}

/* late: plan paid from one->end on. */
static void take_ladder(const job_t *job, size_t ladder, const sl_one_step_t *one, double late)
{
  const sl_ladder_t *covers = &job->model->ladders[ladder];
  const double held = job->year - late;
  for (size_t i = 0; i < covers->n; i++) {
    take_cover(job, &one->covers[i], held);
    if (covers->cover[i] < job->model->n_own_covers) {
      sl_unit_sums_count_claimant(job->sums, covers->cover[i], job->trial,
                                  terms_of(job, covers->cover[i])->deductible, held);
    }
  }
  if (one->late_is_gap && late > 0.0) {
    sl_covers_gap_above(job->model, covers, &job->claims->terms[job->person],
                        job->claims->family->n_persons, late, job->trial, job->sums);
  }
}

/* Whether a ladder of one step asks anything of the person. */
static bool is_near(const job_t *job, size_t ladder)
{
  const size_t n_holders = job->claims->family->n_persons + 1;
  return job->model->readings->one_step[ladder].covers != NULL &&
         job->year > job->claims->bounds.ladder[ladder * n_holders + job->person];
}

void sl_take_one_step(const sl_model_t *model, const sl_family_claims_t *claims,
                      const sl_listing_t *listing, size_t k, size_t person, double year,
                      size_t trial, sl_unit_sums_t *sums)
{
  const job_t job = {model, claims, person, trial, year, sums};
  const sl_listed_year_t *listed = &listing->year[sl_model_year_at(model, 0)];
  const uint32_t first = listed->first[k], n = listed->first[k + 1] - first;
  for (size_t l = 0; l < model->n_ladders; l++) {
    const sl_one_step_t *one = &model->readings->one_step[l];
    if (is_near(&job, l)) {
      claims->late[l] =
          one->same < l && is_near(&job, one->same)
              ? claims->late[one->same]
              : model->kernels->paid_from(listed->records + first, listed->plan + first, n,
                                          (uint32_t)person, (uint32_t)one->end);
      take_ladder(&job, l, one, claims->late[l]);
    }
  }
}
