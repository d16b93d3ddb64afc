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

/* The plan paid of one family: a list per person, a list of room claims each, zeros left out. */
typedef struct sl_family_claims {
  const sl_family_t *family;
  sl_paid_claims_t *person; /* [n_persons] */
  sl_paid_claims_t whole;   /* all persons together, where a cover is per certificate */
  sl_cover_terms_t *terms;  /* [n_covers][n_persons]; of a certificate: the first */
  sl_cover_total_t *totals; /* [n_ladders][SL_TAKES_MAX]: scratch */
  double *year;             /* [n_persons]: plan paid on C */
  double *run_out;          /* [n_since]: plan paid incurred from that day to the plan year's end
                               and paid after it */
} sl_family_claims_t;

/* The deductibles of a family's persons; once for all trials. A laser on any row of a family
 * applies to its certificate. */
void sl_covers_terms(const sl_model_t *model, const sl_family_t *family, sl_cover_terms_t *terms);

/* Add the trial's claims to the sums of every cover. No allocation. */
void sl_covers_take(const sl_model_t *model, sl_family_claims_t *claims, size_t trial,
                    sl_unit_sums_t *sums);

#endif
