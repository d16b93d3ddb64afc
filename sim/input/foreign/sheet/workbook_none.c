/* Where no other program can be started to read a workbook: whoever hands one over has put its sheets
 * beside it, as that program would have written them. */
#include "sim/input/foreign/sheet/sheet.h"
#include "sim/input/foreign/sheet/workbook.h"
#include "sim/input/read/input_file.h"

#define SHEETS "workbook-sheets.csv"

int sl_workbook_convert(sl_workbook_kind_t kind, const char *bytes, size_t n, char **text,
                        size_t *length, sl_error_t *error)
{
  sl_faults_t faults;
  sl_faults_init(&faults);
  (void)bytes;
  (void)n;
  const int code = kind == SL_WORKBOOK_XLSX ? sl_input_read(NULL, SHEETS, SL_SHEET_BYTES, "512 MiB",
                                                            text, length, &faults)
                                            : SL_ERR_UNSUPPORTED;
  sl_faults_free(&faults);
  return code == SL_OK ? SL_OK
                       : sl_fail(error, SL_ERR_UNSUPPORTED,
                                 "this is a workbook: save its sheet as CSV in your spreadsheet "
                                 "program, and take that");
}
