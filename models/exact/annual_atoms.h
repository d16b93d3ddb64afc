/* Atoms of one person's annual total (models/exact/annual_total.h), and of one claim.
 *
 * A claim's amount has atoms where its severity has (constants, tables), at its limit, and at 0
 * where a copay takes it whole; so has a condition's case, as paid. Of the annual total the atoms
 * are the years in which every claim fell on one: with P_s the probability generating function of
 * service s's claims and A_s the list of its claim's atoms, which may come to less than 1, the
 * product of P_s(A_s); P_s by its probabilities, p(0) + p(1) A + p(2) A A + ... Under a frailty:
 * mixed over its nodes, or, where one law of claims remains once all Poisson services are one, over
 * its probabilities. A condition that has a case with probability q is a factor 1 - q + q A_c after
 * that.
 *
 * Checked by tests/unit/test_atoms.c.
 */
#ifndef SL_MODELS_EXACT_ANNUAL_ATOMS_H
#define SL_MODELS_EXACT_ANNUAL_ATOMS_H

#include "models/exact/annual_total.h"
#include "models/exact/atoms.h"
#include "models/exact/frailty.h"

#include <stddef.h>

/* Zero-initialise. */
typedef struct sl_annual_laws {
  size_t n;
  sl_claim_law_t *law; /* owned */
  sl_atoms_t *atoms;   /* owned: of one claim */
} sl_annual_laws_t;

int sl_annual_laws_add(sl_annual_laws_t *laws, const sl_claim_law_t *law, sl_error_t *error);
void sl_annual_laws_free(sl_annual_laws_t *laws);

typedef struct sl_annual_exposure {
  const sl_claim_exposure_t *exposures;
  size_t n;
  double multiplier;
} sl_annual_exposure_t;

/* As sl_annual_ladder_atoms. */
int sl_annual_atoms(const sl_annual_laws_t *laws, const sl_frailty_t *frailty,
                    const sl_annual_exposure_t *exposure, sl_atoms_t *atoms, sl_error_t *error);

/* Of one claim: what is left of it after its limit and its copay. */
int sl_claim_atoms(const sl_claim_law_t *law, sl_atoms_t *atoms, sl_error_t *error);

#endif
