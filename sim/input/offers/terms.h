/* The terms of an option that no cover is made of: fees, taxes, and what is only told. */
#ifndef SL_SIM_INPUT_OFFERS_TERMS_H
#define SL_SIM_INPUT_OFFERS_TERMS_H

#include "sim/input/offers/offers.h"

/* Fees of an arrangement beside its lines of administration: a commission, a rebate, travel, the
 * level rate's administration, accommodation, at most. */
#define SL_OFFERS_FEES_MORE 8

/* Fill quoted, and the fees and taxes that the option lists; their lists have room. */
void sl_offers_take_terms(sl_offers_t *offers, const sl_offers_options_t *options,
                          sl_offered_t *offered);

/* Add a fee under a name that no other fee of the arrangement has. */
void sl_offers_add_fee(sl_offers_t *offers, sl_arrangement_t *arrangement, const char *name,
                       const sl_fee_t *fee);

/* Who --laser says that somebody is; NULL = not said. */
const sl_laser_place_t *sl_offers_laser_place(sl_offers_options_t *options, const char *who);

/* A copy of a text that a scenario may hold: no control or invisible characters, at most 200
 * characters, "-" where nothing is left; NULL without memory. */
char *sl_offers_plain(const char *text);

#endif
