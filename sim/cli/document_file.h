/* A document into a file, in the form that its name's ending says, or on the terminal. */
#ifndef SL_SIM_CLI_DOCUMENT_FILE_H
#define SL_SIM_CLI_DOCUMENT_FILE_H

#include "sim/input/read/files_read.h"
#include "sim/output/document/document.h"

#include <argp.h>
#include <stdbool.h>

typedef int cli_form_t(const sl_document_t *document, char **bytes, size_t *n, sl_error_t *error);

typedef enum cli_endings {
  CLI_ENDINGS_FIGURES, /* .xlsx, .html, .csv or .txt */
  CLI_ENDINGS_REPORT   /* .html, .pdf, .xlsx or .txt */
} cli_endings_t;

/* By the ending of path; another one is a usage error. */
cli_form_t *cli_form_of(const struct argp_state *state, const char *path, cli_endings_t endings);

/* Whether it is printed on paper, and the same on sheets of that size; other forms stay. */
bool cli_form_is_paper(cli_form_t *form);
cli_form_t *cli_form_on(cli_form_t *form, sl_paper_size_t size);

/* Written whole or not at all; not over one of the files that were read (NULL: none to spare). */
int cli_document_write(const sl_document_t *document, cli_form_t *form, const char *path,
                       const sl_files_read_t *files, sl_error_t *error);

/* What is shown of a result, and where. */
typedef struct cli_shown {
  const char *output; /* a file; NULL: standard output */
  cli_form_t *form;   /* of the file */
  const sl_files_read_t *files;
  const char *json; /* printed in place of the page; NULL = the page */
  bool quiet;
} cli_shown_t;

/* The document into its file, and on standard output what there is beside it: JSON, or the page
 * where there is no file. */
int cli_document_show(const sl_document_t *document, const cli_shown_t *shown, sl_error_t *error);

/* The same of a result file, which is spared; shown->files is not looked at. */
int cli_document_show_result(const sl_document_t *document, const char *result,
                             const cli_shown_t *shown, sl_error_t *error);

/* As text on standard output. */
int cli_document_print(const sl_document_t *document, sl_error_t *error);

#endif
