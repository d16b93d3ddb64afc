/* Within models/renewal alone. */
#ifndef SL_MODELS_RENEWAL_INTERNAL_H
#define SL_MODELS_RENEWAL_INTERNAL_H

#include "models/renewal/renewal.h"

/* Contracts of plan year `to` over those of `from`; 1 where there were none. */
double sl_renewal_contracts_ratio(const sl_renewal_t *renewal, unsigned from, unsigned to);

/* t of all but the specific: that of `renewal`, else g. */
double sl_renewal_trend(const sl_renewal_t *renewal);

/* The attachment point of the state's year, with its minimum or before it. */
double sl_renewal_attachment(const sl_renewal_t *renewal, const sl_renewal_state_t *state,
                             const sl_enrolment_t *enrolment, bool with_minimum);

#endif
