/* The families of claim frequencies, one const struct each. Only models/frequency/frequency.c lists
 * them. */
#ifndef SL_MODELS_FREQUENCY_FAMILIES_H
#define SL_MODELS_FREQUENCY_FAMILIES_H

#include "models/frequency/frequency.h"

extern const sl_frequency_family_t sl_frequency_bernoulli;
extern const sl_frequency_family_t sl_frequency_binomial;
extern const sl_frequency_family_t sl_frequency_geometric;
extern const sl_frequency_family_t sl_frequency_negative_binomial;
extern const sl_frequency_family_t sl_frequency_poisson;
extern const sl_frequency_family_t sl_frequency_table;
extern const sl_frequency_family_t sl_frequency_zero_modified;

#endif
