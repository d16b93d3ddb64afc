/* The bytes of a text file as UTF-8, whatever program wrote it. */
#ifndef SL_SIM_INPUT_FOREIGN_SHEET_DECODE_H
#define SL_SIM_INPUT_FOREIGN_SHEET_DECODE_H

#include "models/core/error.h"

#include <stddef.h>

/* Replace *bytes (n of them, from malloc) by the same text in UTF-8. A byte order mark decides
 * (UTF-8, UTF-16 of either order); without one a text with a NUL in every second byte is UTF-16,
 * one that is UTF-8 is that, and everything else Windows-1252. *encoding: words for a report.
 * SL_ERR_INPUT where it is no text (other NUL bytes, half a UTF-16 unit), SL_ERR_MEMORY; *bytes
 * stays the caller's. Cost: O(n). Source: WHATWG Encoding Standard, index windows-1252. Checked by
 * tests/unit/test_foreign.c. */
int sl_sheet_decode(char **bytes, size_t *n, const char **encoding, sl_error_t *error);

#endif
