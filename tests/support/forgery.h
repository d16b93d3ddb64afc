/* Result files that lie about themselves: a few bytes changed at places that HDF5's structures
 * mark, under a right seal. */
#ifndef SL_TESTS_SUPPORT_FORGERY_H
#define SL_TESTS_SUPPORT_FORGERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* An edit is SL_FORGERY_EDIT bytes: which signature ("GCOL", "OHDR", ...; modulo their number),
 * which of its occurrences (modulo theirs), how far behind its start in two bytes, the higher
 * first, and the new byte. So a list of edits is small, and fits any result. */
#define SL_FORGERY_EDIT 5

/* Apply edits[0 .. length - 1] to the bytes of a result. */
void sl_forge(uint8_t *bytes, size_t n, const uint8_t *edits, size_t length);

/* Write n bytes of a result without its seal to path and seal them. */
bool sl_forgery_write(const char *path, const uint8_t *bytes, size_t n);

/* The bytes of a result without its seal; NULL where it cannot be read. The caller frees them. */
uint8_t *sl_forgery_read(const char *path, size_t *n);

#endif
