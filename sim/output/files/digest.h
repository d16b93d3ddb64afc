/* A digest of 64-bit words: checksums of part files, seals of results, what tells a batch's clients
 * apart. A step is a bijection of the digest and of the word, so that one changed word is always
 * seen, and any other change but with chance 2^-64. Byte by byte it would take five times longer,
 * which a short run of a small group feels. No protection from who means to forge.
 *
 * Checked by tests/unit/test_result_file.c, tests/cli/test_resume.c ("flipped bits").
 */
#ifndef SL_SIM_OUTPUT_FILES_DIGEST_H
#define SL_SIM_OUTPUT_FILES_DIGEST_H

#include <stddef.h>
#include <stdint.h>

/* Go on from `digest` (any seed at first) with n bytes, so that whole words may come in any pieces;
 * what is over counts as a word with zeros behind it. */
uint64_t sl_digest(uint64_t digest, const void *bytes, size_t n);

#endif
