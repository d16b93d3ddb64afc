/* "Did you mean ...?": the known name nearest to a mistyped one. */
#ifndef SL_SIM_INPUT_READ_NEAREST_H
#define SL_SIM_INPUT_READ_NEAREST_H

#include <stddef.h>

/* The nearest of n names by optimal string alignment distance (insertions, deletions,
 * substitutions and swaps of neighbours cost 1, letter case nothing), the first among equals; NULL
 * where none is within a third of the longer length (at least 1). Entries may be NULL (skipped).
 * Only the first 64 bytes are compared. Cost: n x 64^2 at most.
 * Source: F. J. Damerau (1964), "A technique for computer detection and correction of spelling
 * errors", Comm. ACM 7(3). Checked by tests/unit/test_census.c. */
const char *sl_nearest(const char *name, const char *const *names, size_t n);

/* What a message says of the nearest name, behind the name that is not known: "; did you mean
 * NAME?", long names cut; empty where nearest is NULL. Returns text. */
#define SL_HINT_TEXT 240
const char *sl_did_you_mean(const char *nearest, char text[SL_HINT_TEXT]);

#endif
