/* A file of somebody else's as a sheet: text with delimiters. A workbook needs programs that are
 * not here, and the fault says so; for this room only. */
#ifndef SL_SIM_PAGE_SHEET_H
#define SL_SIM_PAGE_SHEET_H

#include "sim/input/foreign/sheet/sheet.h"
#include "sim/input/read/faults.h"

/* SL_OK, or a fault. Free the sheet in any case. */
int page_sheet(const char *path, sl_sheet_t *sheet, sl_faults_t *faults);

#endif
