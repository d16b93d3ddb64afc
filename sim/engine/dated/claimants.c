#include "sim/engine/dated/claimants.h"

#include "sim/engine/compile/model.h"

/* Sums of a person's claims in two orders differ by less of all that was paid. */
#define ROUNDING 0x1p-30

static const sl_cover_t *specific_of(const sl_coverage_t *coverage)
{
  const sl_cover_t *cover = NULL;
  for (size_t i = 0; i < coverage->n_takes; i++) {
    cover = coverage->take[i].kind == SL_TAKE_SPECIFIC ? &coverage->take[i].cover : cover;
  }
  return cover;
}

int32_t sl_claimants_end(const sl_model_t *model, size_t ladder)
{
  const sl_coverage_t *coverage = &model->covers[model->ladders[ladder].cover[0]];
  const sl_readings_year_t *year = &model->readings->year[sl_model_year_at(model, 0)];
  const sl_cover_t *cover = specific_of(coverage);
  if (coverage->per_certificate || coverage->by_total || cover == NULL || year->only == NULL ||
      model->first_year != 0) {
    return SL_CLAIMANTS_UNKNOWN;
  }
  const sl_reading_row_t *row = &model->readings->rows[*year->only];
  const sl_paid_classes_t *classes = &model->readings->classes[row->classes];
  int32_t end = INT32_MAX;
  for (size_t i = sl_paid_class(classes, 0); i < classes->n; i++) { /* none is paid before */
    const sl_paid_claim_t claim = {
        .incurred = row->incurred_from, .paid = classes->begins[i], .service = row->service};
    const bool held = sl_cover_holds(cover, &claim);
    if (held && end < INT32_MAX) { /* what it holds begins later, too */
      return SL_CLAIMANTS_UNKNOWN;
    }
    end = held || end < INT32_MAX ? end : claim.paid;
  }
  return end > 0 ? end : SL_CLAIMANTS_UNKNOWN;
}

typedef struct counting {
  const sl_model_t *model;
  const sl_family_claims_t *claims;
  size_t person;
} counting_t;

/* 1: a claimant above half of his deductible under that cover; 0: none; -1: not told. */
static int is_claimant(const counting_t *c, size_t cover, double held)
{
  const double rounding = ROUNDING * c->claims->paid[c->person];
  const size_t at = cover * c->claims->family->n_persons + c->person;
  const double half = 0.5 * c->claims->terms[at].deductible;
  if (cover >= c->model->n_own_covers || held + rounding <= half) {
    return 0;
  }
  return held - rounding > half ? 1 : -1;
}

/* Whether a ladder asks anything of the person, other than of one step. */
static bool is_near(const counting_t *c, size_t ladder)
{
  const size_t n_holders = c->claims->family->n_persons + 1;
  return c->model->readings->one_step[ladder].covers == NULL &&
         c->claims->paid[c->person] > c->claims->bounds.ladder[ladder * n_holders + c->person];
}

/* Of trial k of those listed, what is paid before a day. */
static double held_of(const counting_t *c, const sl_listed_year_t *listed, size_t k, int32_t end)
{
  const uint32_t first = listed->first[k], n = listed->first[k + 1] - first;
  const double late = c->model->kernels->paid_from(listed->records + first, listed->plan + first, n,
                                                   (uint32_t)c->person, (uint32_t)end);
  return c->claims->paid[c->person] - late;
}

/* Of each ladder that is near, what its specific holds, in claims->counted. */
static bool all_told(const counting_t *c, const sl_listed_year_t *listed, size_t k)
{
  bool told = true;
  for (size_t l = 0; told && l < c->model->n_ladders; l++) {
    const sl_ladder_t *ladder = &c->model->ladders[l];
    const int32_t end = c->claims->ends[l];
    if (is_near(c, l)) {
      told = end != SL_CLAIMANTS_UNKNOWN;
      const double held = told ? held_of(c, listed, k, end) : 0.0;
      c->claims->counted[l] = held;
      for (size_t i = 0; told && i < ladder->n; i++) {
        told = is_claimant(c, ladder->cover[i], held) >= 0;
      }
    }
  }
  return told;
}

bool sl_claimants_count(const sl_model_t *model, const sl_family_claims_t *claims,
                        const sl_listing_t *listing, size_t k, size_t person, size_t trial,
                        sl_unit_sums_t *sums)
{
  const counting_t c = {model, claims, person};
  if (!all_told(&c, &listing->year[sl_model_year_at(model, 0)], k)) {
    return false;
  }
  for (size_t l = 0; l < model->n_ladders; l++) {
    const sl_ladder_t *ladder = &model->ladders[l];
    for (size_t i = 0; is_near(&c, l) && i < ladder->n; i++) {
      if (is_claimant(&c, ladder->cover[i], claims->counted[l]) > 0) {
        sums->claimants_half[ladder->cover[i] * SL_BLOCK_TRIALS + trial] += 1.0;
      }
    }
  }
  return true;
}
