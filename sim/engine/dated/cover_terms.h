/* What a family's persons bear under every cover, and from what plan paid on a cover looks at them.
 * Checked by tests/unit/test_engine_dated.c and tests/verify/test_lasers.c through the covers. */
#ifndef SL_SIM_ENGINE_DATED_COVER_TERMS_H
#define SL_SIM_ENGINE_DATED_COVER_TERMS_H

#include "sim/engine/compile/model.h"
#include "sim/input/scenario/group.h"

#include <stdbool.h>

/* A person's deductible under one cover. */
typedef struct sl_cover_terms {
  double deductible;
  bool excluded;
} sl_cover_terms_t;

/* The most plan paid of a holder of which the covers of a ladder ask no more than the sums of
 * claims that the readings hold (sim/engine/compile/readings.h). Infinite for persons under covers
 * by certificate, and for the family under those by person. */
typedef struct sl_cover_bounds {
  double *ladder;   /* [n_ladders][n_persons + 1] */
  double *least;    /* [n_persons + 1]: of ladders that look at cells */
  double *one_step; /* likewise, of those of one step (sim/engine/compile/one_step.h) */
  double *counted;  /* likewise, where nobody counts claimants: who passes least and not this is
                       counted, no more */
} sl_cover_bounds_t;

/* The deductibles of a family's persons; once for all trials. A laser on any row of a family
 * applies to its certificate. */
void sl_covers_terms(const sl_model_t *model, const sl_family_t *family, sl_cover_terms_t *terms);

/* claimants: whether those near their deductible are counted. Likewise once. */
void sl_covers_bounds(const sl_model_t *model, const sl_family_t *family,
                      const sl_cover_terms_t *terms, bool claimants, sl_cover_bounds_t *bounds);

#endif
