/* A family's journey on the claim-by-claim path: its claims drawn and listed in order of day, split
 * by the plan design, added to cells, and, of persons whose claims pass some deductible, taken by
 * the covers. Part of the unit (unit.c, copies.c).
 */
#ifndef SL_SIM_ENGINE_DATED_FAMILY_H
#define SL_SIM_ENGINE_DATED_FAMILY_H

#include "sim/engine/dated/cells.h"
#include "sim/engine/dated/covers.h"
#include "sim/engine/dated/ledger.h"
#include "sim/engine/dated/listing.h"
#include "sim/engine/dated/person_totals.h"

typedef struct sl_copies sl_copies_t; /* sim/engine/dated/copies.h */

/* A thread's own buffers. */
typedef struct sl_dated_space {
  sl_ledger_t *ledger;
  sl_listing_t *listing;
  sl_accumulators_t *accumulators;
  sl_cells_t *cells;
  sl_cells_t *again; /* of those taken again, whose cells nobody reads */
  sl_claim_sums_t *totals;
  double group_level[SL_LEDGER_YEARS][SL_DATED_TRIALS];
  double group_factor[SL_LEDGER_YEARS][SL_DATED_TRIALS]; /* the year's own times the level */
  sl_copies_t *copies; /* of a later plan year's model; else NULL */
  uint64_t words[SL_DATED_TRIALS];
  size_t n_persons; /* of the largest family */
  double *nobody;   /* [width of the readings]: see sl_holders_t */
  sl_person_sums_t persons;
  double *year;                    /* [person][SL_DATED_TRIALS]: plan paid on C */
  double reached[SL_DATED_TRIALS]; /* of the family: see note_reached */
  double *reached_by;              /* [person]: of a trial listed; zero between trials */
  sl_family_claims_t claims;
} sl_dated_space_t;

/* What the functions of one run of trials share. */
typedef struct sl_dated_run {
  const sl_model_t *model;
  const sl_dating_t *dating;
  sl_trials_t trials; /* of the run */
  size_t offset;      /* of the run within the block */
  uint64_t place;     /* of the first seat: where lasers of the family at hand are kept */
  sl_dated_space_t *space;
  sl_cells_t *cells;
  sl_unit_sums_t *sums;       /* by seat from `offset` on */
  sl_unit_sums_t *cover_sums; /* what covers take claim by claim, by trial of the block */
  const uint16_t *trial;      /* of each seat; NULL = from `offset` on */
  sl_error_t *error;
} sl_dated_run_t;

/* Draw and adjudicate a family in the run's trials, and add it to the run's cells and sums. */
int sl_dated_family(const sl_dated_run_t *d, const sl_family_t *family);

#endif
