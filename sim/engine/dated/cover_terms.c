#include "sim/engine/dated/cover_terms.h"

#include "models/core/amounts.h"
#include "models/funding/arrangement.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>

static sl_cover_terms_t terms_of_row(const sl_specific_t *specific, uint32_t row)
{
  sl_cover_terms_t terms = {.deductible = (double)INFINITY};
  if (specific != NULL) {
    terms.deductible = sl_specific_deductible_of(specific, row, &terms.excluded);
  }
  return terms;
}

/* A certificate takes the laser of any of its rows; exclusion before any deductible. */
static sl_cover_terms_t terms_of_certificate(const sl_model_t *model, const sl_family_t *family,
                                             const sl_specific_t *specific)
{
  sl_cover_terms_t terms = {.deductible = specific->deductible};
  for (uint32_t i = 0; i < family->n_persons && !terms.excluded; i++) {
    const uint32_t row = model->scenario->group->persons[family->first_person + i].row;
    const sl_cover_terms_t own = terms_of_row(specific, row);
    if (own.excluded || own.deductible != specific->deductible) {
      terms = own;
    }
  }
  return terms;
}

/* A sum of the same claims in another order may be smaller by so much of itself. */
#define ROUNDING 0x1p-40

/* Up to here a cover asks nothing of a person but the sums of claims and whether he is counted:
 * neither excess nor cap. */
static double bound_of(const sl_coverage_t *coverage, const sl_cover_terms_t *terms)
{
  double bound = sl_smaller(terms->deductible, coverage->known_at_most);
  for (size_t i = 0; i < coverage->n_takes; i++) {
    const sl_cover_t *cover = &coverage->take[i].cover;
    bound = sl_smaller(bound, sl_smaller(cover->eligible_cap, cover->run_in_maximum));
    if (cover->specific != NULL) {
      bound = sl_smaller(bound, cover->specific->deductible);
    }
  }
  return (1.0 - ROUNDING) * bound;
}

/* claimants: who passes half of the deductible is counted. *counted: NULL, or up to where nothing
 * but that is asked. */
static void bound_holder(const sl_coverage_t *coverage, const sl_cover_terms_t *terms,
                         bool claimants, double *bound, double *counted)
{
  const double own = bound_of(coverage, terms);
  if (counted != NULL) {
    *counted = sl_smaller(*counted, own);
  }
  *bound = sl_smaller(
      *bound, claimants ? sl_smaller(own, (1.0 - ROUNDING) * (0.5 * terms->deductible)) : own);
}

static void bound_ladder(const sl_model_t *model, const sl_ladder_t *ladder, size_t n_persons,
                         const sl_cover_terms_t *terms, bool claimants, double *bounds,
                         double *counted)
{
  for (size_t i = 0; i <= n_persons; i++) {
    bounds[i] = (double)INFINITY;
  }
  for (size_t k = 0; k < ladder->n; k++) {
    const sl_coverage_t *coverage = &model->covers[ladder->cover[k]];
    const sl_cover_terms_t *own = terms + ladder->cover[k] * n_persons;
    const bool counts = claimants && ladder->cover[k] < model->n_own_covers;
    if (coverage->per_certificate) {
      bound_holder(coverage, own, counts, &bounds[n_persons],
                   counted != NULL ? &counted[n_persons] : NULL);
    }
    for (size_t i = 0; !coverage->per_certificate && i < n_persons; i++) {
      bound_holder(coverage, &own[i], counts, &bounds[i], counted != NULL ? &counted[i] : NULL);
    }
  }
}

void sl_covers_bounds(const sl_model_t *model, const sl_family_t *family,
                      const sl_cover_terms_t *terms, bool claimants, sl_cover_bounds_t *bounds)
{
  const size_t n_holders = family->n_persons + 1;
  for (size_t i = 0; i < n_holders; i++) {
    bounds->least[i] = bounds->one_step[i] = bounds->counted[i] = (double)INFINITY;
  }
  for (size_t l = 0; l < model->n_ladders; l++) {
    const sl_coverage_t *coverage = &model->covers[model->ladders[l].cover[0]];
    const bool one_step = model->readings->one_step[l].covers != NULL;
    double *own = bounds->ladder + l * n_holders, *of = one_step ? bounds->one_step : bounds->least;
    bound_ladder(model, &model->ladders[l], family->n_persons, terms, claimants, own,
                 !one_step || sl_coverage_tells_months(coverage) ? bounds->counted : NULL);
    for (size_t i = 0; i < n_holders; i++) {
      of[i] = sl_smaller(of[i], own[i]);
    }
  }
  for (size_t i = 0; i < n_holders; i++) {
    bounds->least[i] = sl_smaller(bounds->least[i], bounds->counted[i]);
  }
}

void sl_covers_terms(const sl_model_t *model, const sl_family_t *family, sl_cover_terms_t *terms)
{
  for (size_t c = 0; c < model->n_covers; c++) {
    const sl_coverage_t *coverage = &model->covers[c];
    sl_cover_terms_t *own = terms + c * family->n_persons;
    for (uint32_t i = 0; i < family->n_persons; i++) {
      own[i] = terms_of_row(coverage->specific,
                            model->scenario->group->persons[family->first_person + i].row);
    }
    if (coverage->per_certificate) {
      own[0] = terms_of_certificate(model, family, coverage->specific);
    }
  }
}
