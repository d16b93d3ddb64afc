/* Workbooks, by other programs. */
#ifndef SL_SIM_INPUT_FOREIGN_SHEET_WORKBOOK_H
#define SL_SIM_INPUT_FOREIGN_SHEET_WORKBOOK_H

#include "models/core/error.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum sl_workbook_kind {
  SL_WORKBOOK_NONE, /* a text */
  SL_WORKBOOK_XLSX,
  SL_WORKBOOK_ODS,
  SL_WORKBOOK_OLD /* .xls, or protected by a password */
} sl_workbook_kind_t;

sl_workbook_kind_t sl_workbook_kind(const char *bytes, size_t n);

/* The visible sheets as CSV in *text (from malloc), each behind a line SL_WORKBOOK_MARK number -
 * name. Dates are YYYY-MM-DD where the converter can tell. Errors as sl_sheet_open's. */
#define SL_WORKBOOK_MARK "-------- "
int sl_workbook_convert(sl_workbook_kind_t kind, const char *bytes, size_t n, char **text,
                        size_t *length, sl_error_t *error);

#endif
