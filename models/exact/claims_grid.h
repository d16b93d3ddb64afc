/* One grid of a ladder (models/exact/annual_total.h): transforms of claims, and of their total. */
#ifndef SL_MODELS_EXACT_CLAIMS_GRID_H
#define SL_MODELS_EXACT_CLAIMS_GRID_H

#include "models/exact/annual_total.h"
#include "models/exact/atoms.h"
#include "models/exact/frailty.h"

#include <stddef.h>

typedef struct sl_claims_grid sl_claims_grid_t;

typedef struct sl_grid_shape {
  double step;
  size_t points; /* k step, k < points */
  bool keeps_atoms;
} sl_grid_shape_t;

/* frailty is not owned. */
int sl_claims_grid_new(const sl_grid_shape_t *shape, const sl_frailty_t *frailty,
                       sl_claims_grid_t **grid, sl_error_t *error);
void sl_claims_grid_free(sl_claims_grid_t *grid);

/* From now on by this form of sl_mix_frailty. */
void sl_claims_grid_mix_by(sl_claims_grid_t *grid, sl_mix_frailty_t mix);

/* Totals of the same laws for another thread: what was taken in is shared and must outlive it, the
 * buffers are its own. Takes no law and no person. */
int sl_claims_grid_fork(const sl_claims_grid_t *grid, sl_claims_grid_t **fork, sl_error_t *error);

/* Laws are numbered 0, 1, ... as they come. atoms: of one claim; read only where they are kept. */
int sl_claims_grid_add(sl_claims_grid_t *grid, const sl_claim_law_t *law, const sl_atoms_t *atoms,
                       sl_error_t *error);

/* mass[k], k < points, of the total, without its atoms where those are kept; *probability: of all
 * such totals. What is missing to it lies above the grid. */
int sl_claims_grid_total(sl_claims_grid_t *grid, const sl_claim_exposure_t *exposures, size_t n,
                         double multiplier, double *mass, double *probability, sl_error_t *error);

/* As models/exact/annual_total.h, for this grid. */
typedef struct sl_mixture_wish {
  double coarseness, claims;
} sl_mixture_wish_t;
int sl_claims_grid_tabulate(sl_claims_grid_t *grid, const sl_law_bundle_t *bundles, size_t n,
                            const sl_mixture_wish_t *wish, sl_error_t *error);
int sl_claims_grid_person(sl_claims_grid_t *grid, const sl_claim_exposure_t *exposures, size_t n,
                          double low, double high, sl_error_t *error);
/* Returns the probability. */
double sl_claims_grid_person_total(sl_claims_grid_t *grid, const sl_claim_exposure_t *cases,
                                   size_t n_cases, double multiplier, double *mass);

#endif
