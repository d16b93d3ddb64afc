/* The kernels that tests walk: those that this processor runs, and the AVX-512 ones through SIMDe
 * where the build has it, so that their bits are checked everywhere. */
#ifndef SL_TESTS_SUPPORT_KERNELS_H
#define SL_TESTS_SUPPORT_KERNELS_H

#include "models/simd/kernels.h"

/* The i-th; NULL past the last. */
const sl_kernels_t *sl_test_kernels_at(size_t i);

#endif
