/* Cells of a CSV table that programs read (RFC 4180).
 *
 * Checked by tests/cli/test_table.c and tests/cli/test_batch.c.
 */
#ifndef SL_SIM_OUTPUT_TEXT_CSV_CELLS_H
#define SL_SIM_OUTPUT_TEXT_CSV_CELLS_H

#include <stdio.h>

/* A number as sl_number_format has it, "inf" or "-inf"; nothing where it is NaN. */
void sl_csv_put_number(FILE *out, double value);

/* Words inside quotes; what looks like a formula is told to be a text. */
void sl_csv_put_words(FILE *out, const char *words);

/* A part of words inside quotes that the caller writes: a quote becomes two. */
void sl_csv_put_quoted(FILE *out, const char *text);

#endif
