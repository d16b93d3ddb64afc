/* Every cover on one family's adjudicated claims of one trial. */
#ifndef SL_SIM_ENGINE_DATED_COVERS_H
#define SL_SIM_ENGINE_DATED_COVERS_H

#include "models/stoploss/cover.h"
#include "sim/engine/dated/cover_terms.h"
#include "sim/engine/trials/unit_sums.h"
#include "sim/input/scenario/group.h"

#include <stddef.h>

/* As many steps as are a multiple of this, the last without a claim: the processor then guesses
 * when a loop over them ends. */
#define SL_STEPS_WHOLE 8

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
  sl_cover_step_t *steps;  /* [width + SL_STEPS_WHOLE]: likewise */
  double *room;            /* [sl_covers_room]: scratch */
  int32_t *ends;           /* [n_ladders]: sl_claimants_end */
  double *counted;         /* [n_ladders]: scratch of sl_claimants_count */
  double *late;            /* [n_ladders]: scratch of sl_take_one_step */
} sl_family_claims_t;

size_t sl_covers_room(const sl_model_t *model);

/* Covers that ask for no more than a person's year (by_total): year[t] is the plan paid in trial
 * `trial` + t of the block, t < n. */
void sl_covers_take_years(const sl_model_t *model, const sl_cover_terms_t *terms, size_t n_persons,
                          uint32_t person, size_t trial, size_t n, const double *year,
                          sl_unit_sums_t *sums);

/* Send for the sums of persons wanted, whose lines of memory are then on their way while cells are
 * held. */
void sl_covers_send_for(const sl_model_t *model, const sl_family_claims_t *claims, size_t trial,
                        sl_unit_sums_t *sums);

/* What a trial's claims come to above deductibles and caps, under every cover: added to its sums,
 * to which the readings add all that is eligible below them. No allocation. */
void sl_covers_take(const sl_model_t *model, sl_family_claims_t *claims, size_t trial,
                    sl_unit_sums_t *sums);

/* Add what a person's or certificate's gap comes to above each deductible of a ladder. terms: under
 * cover 0; stride: to the next cover's. */
void sl_covers_gap_above(const sl_model_t *model, const sl_ladder_t *ladder,
                         const sl_cover_terms_t *terms, size_t stride, double gap, size_t trial,
                         sl_unit_sums_t *sums);

#endif
