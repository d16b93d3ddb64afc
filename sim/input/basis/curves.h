/* Age curves: bands of ages in a file, a factor for each age in memory. */
#ifndef SL_SIM_INPUT_BASIS_CURVES_H
#define SL_SIM_INPUT_BASIS_CURVES_H

#include "sim/input/basis/services.h"

/* Read the list age_curves into *curves, *n of them; owned by the caller, also after an error. Each
 * item that is a map makes one, faulty or not. SL_OK or SL_ERR_MEMORY. */
int sl_curves_read(const sl_source_t *source, sl_cursor_t list, sl_named_curve_t **curves,
                   size_t *n);

/* *curve = a copy of the curve that an item names by its key age_curve, owned by the caller; it
 * stays as it is where none is named, or one that is none of the n, which is a fault. SL_OK or
 * SL_ERR_MEMORY. */
int sl_curve_of_item(const sl_source_t *source, sl_cursor_t item, const sl_named_curve_t *curves,
                     size_t n, sl_age_curve_t **curve);

/* Append a curve's keys ages, female and male, a line each behind `indent` blanks, in the fewest
 * bands. */
void sl_curve_write(sl_text_t *text, const sl_age_curve_t *curve, int indent);

#endif
