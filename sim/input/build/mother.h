/* On whom an admission falls that a child's condition brings: the contract's mother, as
 * models/claims/condition.h says. Checked by tests/unit/test_cases.c. */
#ifndef SL_SIM_INPUT_BUILD_MOTHER_H
#define SL_SIM_INPUT_BUILD_MOTHER_H

#include "sim/input/scenario/group.h"

#include <stdint.h>

#define SL_NO_MOTHER UINT32_MAX

/* Her index within the family: the first employee or spouse who is a woman of SL_MOTHER_AGE_LEAST
 * to SL_MOTHER_AGE_MOST; SL_NO_MOTHER where there is none, or where known claims replace all her
 * others. persons: the n of the family. Cost: O(n). */
uint32_t sl_mother_of(const sl_person_t *persons, uint32_t n);

#endif
