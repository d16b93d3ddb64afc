/* What a part file is of: the beginning of the file, and the words for what differs.
 *
 * Nothing personal is in it. The scenario, the census and the other files that the scenario names
 * are told by digests with a salt of the file's own, so that nobody can look a census up by its
 * digest, nor see that two files are of one census.
 */
#ifndef SL_SIM_OUTPUT_PARTS_HEAD_H
#define SL_SIM_OUTPUT_PARTS_HEAD_H

#include "models/core/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

#define SL_PART_FORMAT 2
#define SL_PART_VERSION 32    /* bytes of the program's version */
#define SL_PART_TEXT 65536    /* bytes of the texts at most */
#define SL_PART_SHARES 100000 /* a run is dealt out to at most so many */

/* As it stands in the file; the text and a checksum follow. */
typedef struct sl_part_head {
  char magic[8];
  uint64_t format, block_trials;
  char version[SL_PART_VERSION];
  uint64_t seed, trials;
  uint64_t share, n_shares;           /* share 1 .. n_shares of a run; 0 and 0: a run of its own */
  uint64_t rare, exact, band, levers; /* what a merge is to do besides: rare years; 0 or 1 */
  uint64_t salt[2];
  uint64_t scenario, census, others; /* digests */
  uint64_t text_bytes;               /* a multiple of 8 */
} sl_part_head_t;

/* Magic, format, version, seed, trials and digests of the scenario, read from its files; all else
 * is the caller's. salt: 2 words, or NULL for new ones. SL_ERR_IO, SL_ERR_MEMORY. */
int sl_part_head_of(const sl_scenario_t *scenario, const uint64_t *salt, sl_part_head_t *head,
                    sl_error_t *error);

/* Whether a head can be one of ours: magic, format, limits. */
bool sl_part_head_is_sound(const sl_part_head_t *head);

/* Whether the first `size` bytes of it, or all, are a beginning of one of ours. */
bool sl_part_head_begins(const sl_part_head_t *head, uint64_t size);

/* What differs first of two heads with one salt, in words ("the seed is 2, not 1"); false where
 * nothing does. Neither share nor what is to be done besides is looked at. */
bool sl_part_head_differs(const sl_part_head_t *of_part, const sl_part_head_t *wanted,
                          char text[200]);

#endif
