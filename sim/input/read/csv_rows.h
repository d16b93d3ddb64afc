/* Rows of a CSV file: strict, one row per line, each with its line number. */
#ifndef SL_SIM_INPUT_READ_CSV_ROWS_H
#define SL_SIM_INPUT_READ_CSV_ROWS_H

#include "sim/input/read/faults.h"
#include "sim/input/read/input_file.h"

#include <stddef.h>

#define SL_CSV_FIELD_MAX 4096                     /* bytes of one field */
#define SL_CSV_FIELDS_MAX 1024                    /* fields of one row that are kept */
#define SL_CSV_BYTES ((size_t)2048 * 1024 * 1024) /* of the file */

/* One row. fields: NUL-terminated texts, valid during the call; NULL where the line could not be
 * read (its fault has been added). n counts all fields of the line, though only the first
 * SL_CSV_FIELDS_MAX are kept. Any return but SL_OK ends the reading and is passed on. */
typedef int (*sl_csv_sink_t)(void *context, size_t line, const char *const *fields, size_t n);

/* Read path, of the provider or of the disk (NULL), and hand every row to sink, the header
 * included. A leading byte order mark is dropped; lines end in LF, CR LF or CR; blank lines are
 * skipped. Refused, with line and field number: NUL bytes, bytes that are not UTF-8, quotes inside
 * or after a field, a quoted field that does not end on its line, fields over SL_CSV_FIELD_MAX;
 * without one a file over SL_CSV_BYTES. Returns SL_OK (also after faults), the sink's code, or
 * sl_input_read's and SL_ERR_INPUT (nothing could be read) and SL_ERR_MEMORY, which are added to
 * *faults. Source: RFC 4180, without line breaks inside fields: an unclosed quote would silently
 * swallow the rows below it. Checked by tests/unit/test_census.c. */
int sl_csv_read(const sl_provider_t *provider, const char *path, sl_csv_sink_t sink, void *context,
                sl_faults_t *faults);

#endif
