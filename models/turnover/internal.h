/* What the files of this folder share. */
#ifndef SL_MODELS_TURNOVER_INTERNAL_H
#define SL_MODELS_TURNOVER_INTERNAL_H

#include "models/turnover/turnover.h"

#define SL_YOUNGER_MAX 255 /* what a stay can hold */

/* at_least[j] = P(J >= j) before any cap, 0 .. SL_YOUNGER_MAX + 1. */
void sl_younger_law(const sl_turnover_terms_t *terms, double at_least[SL_YOUNGER_MAX + 2]);

/* The most years that an employee is made younger by that law. */
static inline unsigned sl_younger_cap(unsigned age)
{
  return age > SL_TURNOVER_YOUNGEST ? age - SL_TURNOVER_YOUNGEST : 0;
}

/* Room for so many contracts, and for so many stays more than there are. Errors: SL_ERR_MEMORY. */
int sl_stays_contracts(sl_stays_t *stays, size_t contracts, sl_error_t *error);
int sl_stays_reserve(sl_stays_t *stays, size_t more, sl_error_t *error);

/* Into the order that sl_stays_t has, from one by slot; and first, for contracts begin .. end - 1.
 */
void sl_stays_sort(sl_stays_t *stays, size_t begin, size_t end);

#endif
