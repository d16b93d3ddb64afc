/* A file of any kind that a census comes in, as a sheet. */
#ifndef SL_SIM_INPUT_FOREIGN_SHEET_OPEN_H
#define SL_SIM_INPUT_FOREIGN_SHEET_OPEN_H

#include "sim/input/foreign/sheet/sheet.h"
#include "sim/input/read/faults.h"

#define SL_SHEET_WORKBOOK_ROWS 200000 /* of a workbook; a text may have SL_SHEET_ROWS_MAX */

/* Read path: a text with delimiters, an .xlsx (by xlsx2csv) or an .ods (by LibreOffice to
 * .xlsx), told apart by their first bytes. The converter gets a copy without a name, or in a folder
 * of its own that only this user can enter; 30 s of processor, 35 s (an .ods: 20 s for each of its
 * two converters), 2 GiB, files up to 256 MiB. Hidden sheets are not read. SL_OK; or, with a fault,
 * SL_ERR_MISSING, SL_ERR_INPUT, SL_ERR_PROGRAM (the converter is missing, with what installs it),
 * SL_ERR_IO, SL_ERR_MEMORY. Free the sheet in any case. */
int sl_sheet_open(const char *path, sl_sheet_t *sheet, sl_faults_t *faults);

#endif
