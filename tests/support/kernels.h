/* The kernels that tests walk: those that this processor runs; those in plain C, which is the
 * baseline of other processors than x86-64; and the AVX-512 ones through SIMDe where the build has
 * it. So the bits of all are checked everywhere. */
#ifndef SL_TESTS_SUPPORT_KERNELS_H
#define SL_TESTS_SUPPORT_KERNELS_H

#include "models/simd/kernels.h"

/* The i-th; NULL past the last. */
const sl_kernels_t *sl_test_kernels_at(size_t i);

/* Those in plain C. */
const sl_kernels_t *sl_test_kernels_plain(void);

#endif
