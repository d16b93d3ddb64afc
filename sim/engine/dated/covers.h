/* Every cover on one family's adjudicated claims of one trial. */
#ifndef SL_SIM_ENGINE_DATED_COVERS_H
#define SL_SIM_ENGINE_DATED_COVERS_H

#include "models/stoploss/cover.h"
#include "sim/engine/trials/unit_sums.h"
#include "sim/input/scenario/group.h"

#include <stddef.h>

/* A person's deductible under one cover. */
typedef struct sl_cover_terms {
  double deductible;
  bool excluded;
} sl_cover_terms_t;

/* The most plan paid of a holder of which the covers of a ladder ask no more than the sums of
 * claims that the readings hold (sim/engine/compile/readings.h). Infinite for persons under covers
 * by certificate, and for the family under those by person. */
typedef struct sl_cover_bounds {
  double *ladder;  /* [n_ladders][n_persons + 1] */
  double *least;   /* [n_persons + 1]: of all ladders */
  double *counted; /* likewise, where nobody counts claimants: who passes least and not this is
                      counted, no more */
} sl_cover_bounds_t;

/* The plan paid of one family in a trial, by holder: its persons, last the family itself under
 * covers by certificate. */
typedef struct sl_family_claims {
  const sl_family_t *family;
  sl_cover_bounds_t bounds;
  double *paid;            /* [n_persons + 1] */
  bool *wanted;            /* [n_persons + 1]: paid above the least bound */
  sl_held_cells_t *held;   /* [n_persons + 1]: of those wanted */
  sl_cover_terms_t *terms; /* [n_covers][n_persons]; of a certificate: the first */
  sl_paid_claim_t *list;   /* [width]: scratch */
  double *room;            /* [sl_covers_room]: scratch */
  int32_t *ends;           /* [n_ladders]: sl_claimants_end */
  double *counted;         /* [n_ladders]: scratch of sl_claimants_count */
} sl_family_claims_t;

size_t sl_covers_room(const sl_model_t *model);

/* The deductibles of a family's persons; once for all trials. A laser on any row of a family
 * applies to its certificate. */
void sl_covers_terms(const sl_model_t *model, const sl_family_t *family, sl_cover_terms_t *terms);

/* claimants: whether those near their deductible are counted. Likewise once. */
void sl_covers_bounds(const sl_model_t *model, const sl_family_t *family,
                      const sl_cover_terms_t *terms, bool claimants, sl_cover_bounds_t *bounds);

/* Covers that ask for no more than a person's year (by_total): year[t] is the plan paid in trial
 * `trial` + t of the block, t < n. */
void sl_covers_take_years(const sl_model_t *model, const sl_cover_terms_t *terms, size_t n_persons,
                          uint32_t person, size_t trial, size_t n, const double *year,
                          sl_unit_sums_t *sums);

/* What a trial's claims come to above deductibles and caps, under every cover: added to its sums,
 * to which the readings add all that is eligible below them. No allocation. */
void sl_covers_take(const sl_model_t *model, sl_family_claims_t *claims, size_t trial,
                    sl_unit_sums_t *sums);

#endif
