/* A digest of 64-bit words: checksums of part files, seals of results, what tells a batch's clients
 * apart. A step is a bijection of the digest and of the word, so that one changed word is always
 * seen, and any other change but with chance 2^-64. Byte by byte it would take five times longer,
 * which a short run of a small group feels. No protection from who means to forge.
 *
 * Checked by tests/unit/test_result_file.c, tests/unit/test_part_file.c, tests/cli/test_resume.c
 * ("flipped bits").
 */
#ifndef SL_SIM_OUTPUT_FILES_DIGEST_H
#define SL_SIM_OUTPUT_FILES_DIGEST_H

#include <stddef.h>
#include <stdint.h>

/* Go on from `digest` (any seed at first) with n bytes, so that whole words may come in any pieces;
 * what is over counts as a word with zeros behind it. */
uint64_t sl_digest(uint64_t digest, const void *bytes, size_t n);

/* Of many words, in lanes that do not wait for each other, word i in lane i mod 4, which takes a
 * third of the time. Another digest than sl_digest's, with its promises: that of the lanes. */
#define SL_DIGEST_LANES 4
typedef struct sl_digest_lanes {
  uint64_t lane[SL_DIGEST_LANES];
} sl_digest_lanes_t;

sl_digest_lanes_t sl_digest_begin(uint64_t seed);
/* n: a multiple of SL_DIGEST_LANES in all pieces but the last. */
void sl_digest_go_on(sl_digest_lanes_t *lanes, const uint64_t *words, size_t n);
uint64_t sl_digest_end(const sl_digest_lanes_t *lanes);

/* Of all words in one piece. */
uint64_t sl_digest_words(uint64_t seed, const uint64_t *words, size_t n);

#endif
