/* OpenDocument spreadsheets by LibreOffice, and what every converter has in common. */
#ifndef SL_SIM_INPUT_FOREIGN_SHEET_OPEN_DOCUMENT_H
#define SL_SIM_INPUT_FOREIGN_SHEET_OPEN_DOCUMENT_H

#include "models/core/error.h"
#include "sim/input/child/child.h"

#include <stddef.h>

#define SL_WORKBOOK_BYTES ((size_t)256 << 20) /* that a converter may write */
#define SL_WORKBOOK_SECONDS 35
#define SL_OPEN_DOCUMENT_SECONDS 20 /* of each of the two converters */
#define SL_WORKBOOK_LIMITS(time)                                                                   \
  {                                                                                                \
    .seconds = (time), .cpu_seconds = 30, .memory = (size_t)2 << 30,                               \
    .file_bytes = SL_WORKBOOK_BYTES, .output_bytes = SL_WORKBOOK_BYTES                             \
  }

/* How a converter ended, in words: SL_OK, or SL_ERR_INPUT. Nothing that it printed is repeated: it
 * may be of the census. */
int sl_workbook_ended(const sl_child_result_t *result, sl_error_t *error);

/* An .ods as the bytes of an .xlsx (from malloc), by soffice in a folder of its own, which is
 * removed: in that form the next converter tells hidden sheets and dates apart. Errors as
 * sl_sheet_open's. */
int sl_open_document_convert(const char *bytes, size_t n, char **xlsx, size_t *length,
                             sl_error_t *error);

#endif
