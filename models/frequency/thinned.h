/* The listed probabilities of a frequency at an exposure: inside models/counts/counts.c only. */
#ifndef SL_MODELS_FREQUENCY_THINNED_H
#define SL_MODELS_FREQUENCY_THINNED_H

#include "models/frequency/frequency.h"

#include <stddef.h>

/* *p receives (from malloc) the probabilities of 0 .. *n - 1 claims at the exposure, *n >= 1.
 * table, each claim kept with probability e: the coefficients of sum p(n) (1 - e + e z)^n.
 * (a, b, 0) class: the exposure by its own rule, which for Poisson, binomial and negative
 * binomial of fixed size is the same as keeping claims with probability e. zero_modified: with
 * S(e) the part's probability of any claim, p(n) = (1 - zero) / S(1) part_e(n), n > 0, and
 * p(0) = zero + (1 - zero) (1 - S(e) / S(1)).
 * SL_ERR_UNSUPPORTED where the part is too wide to be listed, SL_ERR_MEMORY. */
int sl_thinned_probabilities(const sl_frequency_t *frequency, double exposure, double **p,
                             size_t *n, sl_error_t *error);

#endif
