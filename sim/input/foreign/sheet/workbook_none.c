/* Where no other program can be started to read a workbook. */
#include "sim/input/foreign/sheet/workbook.h"

int sl_workbook_convert(sl_workbook_kind_t kind, const char *bytes, size_t n, char **text,
                        size_t *length, sl_error_t *error)
{
  (void)kind;
  (void)bytes;
  (void)n;
  (void)text;
  (void)length;
  return sl_fail(error, SL_ERR_UNSUPPORTED,
                 "this is a workbook: save its sheet as CSV in your spreadsheet program, and take "
                 "that");
}
