/* One step of a strict UTF-8 decoder, for everything that reads or repeats users' text. */
#ifndef SL_SIM_INPUT_READ_UTF8_H
#define SL_SIM_INPUT_READ_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The length in bytes (1 .. 4) of the first code point of bytes[0 .. n - 1], or 0 where they are
 * not UTF-8 (overlong forms, surrogates, values above U+10FFFF and cut sequences included) or n is
 * 0. *code_point (may be NULL) receives it. Source: RFC 3629, section 4. Checked by
 * tests/unit/test_census.c. */
size_t sl_utf8_next(const char *bytes, size_t n, uint32_t *code_point);

/* Whether a code point could command a terminal or reorder what is read: C0 and C1 controls, DEL,
 * line and paragraph separators, bidirectional controls. */
bool sl_utf8_is_control(uint32_t code_point);

/* Whether a code point takes no room and so can hide in a name or hide another text there: soft
 * hyphen, zero-width characters and joiners, fillers, byte order mark, tags. Source: Unicode 15,
 * Default_Ignorable_Code_Point without the variation selectors of emoji. Checked by
 * tests/unit/test_plots.c. */
bool sl_utf8_is_invisible(uint32_t code_point);

#endif
