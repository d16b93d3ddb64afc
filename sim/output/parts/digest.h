/* A digest of 64-bit words, for checksums of what a run writes by the second: a step is a bijection
 * of the digest and of the word, so that one changed word is always seen, and any other change but
 * with chance 2^-64. Byte by byte, as the seal of a result file (hdf5/seal.h), it would take five
 * times longer. No protection from who means to forge: a part is never trusted for its checksums.
 */
#ifndef SL_SIM_OUTPUT_PARTS_DIGEST_H
#define SL_SIM_OUTPUT_PARTS_DIGEST_H

#include <stddef.h>
#include <stdint.h>

/* Go on from `digest` (any seed at first) with n bytes, so that whole words may come in any pieces;
 * what is over counts as a word with zeros behind it. */
uint64_t sl_part_digest(uint64_t digest, const void *bytes, size_t n);

#endif
