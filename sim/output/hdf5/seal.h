/* A seal at the end of a result file: a digest of all bytes before it.
 *
 * HDF5 has checksums for most of a file but not for the heap of texts, and may crash or loop on a
 * damaged heap; so a file is checked before HDF5 sees it. HDF5 ignores bytes after its own. Whoever
 * changes the file through HDF5 breaks the seal or cuts it off.
 *
 * The digest is of words (files/digest.h): every step is a bijection of the state, so one changed
 * byte is always seen. It guards against accidents, not against forgers. In files of earlier
 * versions it is FNV-1a, 64 bits (G. Fowler, L. C. Noll, K.-P. Vo 1991), byte by byte.
 *
 * Checked by tests/unit/test_result_file.c ("flipped bits").
 */
#ifndef SL_SIM_OUTPUT_HDF5_SEAL_H
#define SL_SIM_OUTPUT_HDF5_SEAL_H

#include <stdbool.h>
#include <stdint.h>

/* Append the seal. 0, or the errno of the failure. Cost: one pass over the file. */
int sl_seal_put(int descriptor);

/* 0: whole. -1: no seal, or it does not match. Else the errno of a failed read. */
int sl_seal_check(int descriptor);

/* The digest that the seal says, unchecked; false where there is no seal. */
bool sl_seal_get(int descriptor, uint64_t *digest);

#endif
