/* Frequencies and severities written as files write them, for distribution.h to read back.
 *
 * Each becomes a YAML flow map on one line, {distribution: NAME, PARAMETER: VALUE, ...}, by the
 * parameters of the family's canonical form. Numbers are the shortest that read back as the same
 * double; probabilities are those that reading scales to the ones that are meant (unscaled.h). A
 * continuance has no form in YAML: its table becomes a CSV file (continuance_file.h) that the map
 * names. Checked by tests/unit/test_basis_random.c.
 */
#ifndef SL_SIM_INPUT_DISTRIBUTION_WRITE_H
#define SL_SIM_INPUT_DISTRIBUTION_WRITE_H

#include "sim/input/read/text.h"

#include <stddef.h>

typedef struct sl_frequency sl_frequency_t; /* models/frequency/frequency.h */
typedef struct sl_severity sl_severity_t;   /* models/severity/severity.h */

typedef struct sl_written_file {
  char *name; /* without a folder */
  char *text;
} sl_written_file_t;

/* Files that belong together in one folder, as texts. */
typedef struct sl_written_files {
  sl_written_file_t *list;
  size_t n;
} sl_written_files_t;

/* Add a file; name and text are taken over in any case. SL_OK; SL_ERR_MEMORY, also where one of
 * them is NULL, since it could not be made. */
int sl_written_files_add(sl_written_files_t *files, char *name, char *text);
void sl_written_files_free(sl_written_files_t *files);

/* Append a validated frequency or severity. The table of a continuance is added to files as
 * `stem`-N.csv, N the number of files before it. Without memory text fails (sl_text_t). Cost:
 * O(entries), a few times over where probabilities are not those of a short text. */
void sl_write_frequency(sl_text_t *text, const sl_frequency_t *frequency);
void sl_write_severity(sl_text_t *text, const sl_severity_t *severity, const char *stem,
                       sl_written_files_t *files);

/* Append a number, a list "[1, 2.5]". */
void sl_write_number(sl_text_t *text, double number);
void sl_write_numbers(sl_text_t *text, const double *numbers, size_t n);

#endif
