/* An empty comparison of quotes, to be filled in in a spreadsheet and read by `stoploss import
 * quotes`. Checked by tests/cli/test_import_quotes.c.
 */
#ifndef SL_SIM_OUTPUT_IMPORT_QUOTES_FORM_H
#define SL_SIM_OUTPUT_IMPORT_QUOTES_FORM_H

#include "models/core/error.h"

#include <stddef.h>

typedef enum sl_form_type { SL_FORM_XLSX, SL_FORM_CSV } sl_form_type_t;

/* One sheet: a column for the current quote, the renewal and four options, rows in sections, what a
 * row wants in a last column of notes. *bytes is from malloc. SL_OK, SL_ERR_MEMORY or SL_ERR_IO. */
int sl_quotes_form(sl_form_type_t type, char **bytes, size_t *n, sl_error_t *error);

#endif
