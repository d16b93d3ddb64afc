/* The records of one family in order of adjudication: by plan year and trial, for some trials at a
 * time, so that they stay in the first two caches until covers have taken them.
 */
#ifndef SL_SIM_ENGINE_DATED_LISTING_H
#define SL_SIM_ENGINE_DATED_LISTING_H

#include "models/plan/adjudication.h"
#include "sim/engine/dated/ledger.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SL_LISTED_TRIALS 32

/* One plan year of the trials listed. */
typedef struct sl_listed_year {
  uint32_t first[SL_LISTED_TRIALS + 1]; /* where each trial's records begin */
  sl_claim_record_t *records;           /* [first[n]] */
  double *plan;                         /* by record: room for what the plan pays */
  double *uncovered;
  size_t room;
} sl_listed_year_t;

typedef struct sl_listing sl_listing_t;
struct sl_listing {
  size_t begin, end;                      /* the trials listed, of those counted */
  sl_listed_year_t year[SL_LEDGER_YEARS]; /* from the model's first on */
  size_t *next;                           /* [entry]: the first record that is not yet listed */
  uint32_t *listed;                       /* [entry]: records of the trials listed */
  size_t room_entries;
  uint16_t *count;  /* [bucket of days][trial]: scratch */
  uint32_t *bucket; /* of each record of a year: scratch */
};

int sl_listing_new(sl_listing_t **listing, sl_error_t *error);
void sl_listing_free(sl_listing_t *listing);

/* Begin with the ledger's trials as drawn last. */
int sl_listing_start(sl_listing_t *listing, const sl_ledger_t *ledger, sl_error_t *error);

/* List the next trials, as many as fit the cache; false, without change, where there are none.
 * ordered: whether the order of claims counts; else they stand as drawn. */
bool sl_listing_next(sl_listing_t *listing, const sl_ledger_t *ledger, bool ordered, int *code,
                     sl_error_t *error);

/* The lists of a year (see sl_model_year_at), to be adjudicated. */
static inline sl_claim_lists_t sl_listing_of(const sl_listing_t *listing, size_t year)
{
  return (sl_claim_lists_t){.n_trials = listing->end - listing->begin,
                            .first = listing->year[year].first,
                            .claims = listing->year[year].records};
}

#endif
