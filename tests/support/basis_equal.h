/* Claims bases compared field by field. */
#ifndef SL_TESTS_SUPPORT_BASIS_EQUAL_H
#define SL_TESTS_SUPPORT_BASIS_EQUAL_H

#include "sim/input/basis/basis.h"

#include <stdbool.h>

/* Whether all that two objects hold is equal, numbers bit by bit (but that -0 equals 0, and the
 * mean of a bucket of probability 0 is nothing). Prints the first field that differs. */
bool sl_test_basis_equal(const sl_basis_t *one, const sl_basis_t *other);

#endif
