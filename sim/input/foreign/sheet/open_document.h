/* OpenDocument spreadsheets by LibreOffice, and what every converter has in common. */
#ifndef SL_SIM_INPUT_FOREIGN_SHEET_OPEN_DOCUMENT_H
#define SL_SIM_INPUT_FOREIGN_SHEET_OPEN_DOCUMENT_H

#include "models/core/error.h"
#include "sim/input/child/child.h"

#include <stddef.h>

#define SL_WORKBOOK_LIMITS                                                                         \
  {                                                                                                \
    .seconds = 35, .cpu_seconds = 30, .memory = (size_t)2 << 30, .file_bytes = (size_t)256 << 20,  \
    .output_bytes = (size_t)256 << 20                                                              \
  }

/* How a converter ended, in words: SL_OK, or SL_ERR_INPUT. Nothing that it printed is repeated: it
 * may be of the census. */
int sl_workbook_ended(const sl_child_result_t *result, sl_error_t *error);

/* The sheets of an .ods as CSV, each behind its mark (workbook.h), by soffice in a folder of its
 * own, which is removed. Errors as sl_sheet_open's. */
int sl_open_document_convert(const char *bytes, size_t n, char **text, size_t *length,
                             sl_error_t *error);

#endif
