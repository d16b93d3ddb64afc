#include "sim/cli/document_file.h"

#include "sim/cli/cli.h"
#include "sim/cli/paper.h"
#include "sim/output/files/atomic_file.h"
#include "sim/output/pdf/pdf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int text_of(const sl_document_t *document, char **bytes, size_t *n, sl_error_t *error)
{
  static const sl_paper_t paper = {SL_PAGE_WIDTH, false};
  return sl_document_text(document, &paper, bytes, n, error);
}

static int on_letter(const sl_document_t *document, char **bytes, size_t *n, sl_error_t *error)
{
  return sl_pdf(document, SL_PAPER_LETTER, bytes, n, error);
}

static int on_a4(const sl_document_t *document, char **bytes, size_t *n, sl_error_t *error)
{
  return sl_pdf(document, SL_PAPER_A4, bytes, n, error);
}

cli_form_t *cli_form_of(const struct argp_state *state, const char *path, cli_endings_t endings)
{
  static const char *const names[] = {[CLI_ENDINGS_FIGURES] = ".xlsx, .html, .csv or .txt",
                                      [CLI_ENDINGS_REPORT] = ".html, .pdf, .xlsx or .txt"};
  static const struct {
    const char *ending;
    cli_form_t *form;
  } forms[] = {{".xlsx", sl_document_xlsx},
               {".html", sl_document_html},
               {".txt", text_of},
               {".csv", sl_document_csv},
               {".pdf", on_letter}};
  const char *ending = strrchr(path, '.');
  for (size_t i = 0; ending != NULL && i < sizeof forms / sizeof forms[0]; i++) {
    if (strcasecmp(ending, forms[i].ending) == 0 &&
        strstr(names[endings], forms[i].ending) != NULL) {
      return forms[i].form;
    }
  }
  argp_error(state, "the name of the output ends in %s, not as '%s'", names[endings], path);
  return NULL;
}

bool cli_form_is_paper(cli_form_t *form) { return form == on_letter || form == on_a4; }

cli_form_t *cli_form_on(cli_form_t *form, sl_paper_size_t size)
{
  return !cli_form_is_paper(form) ? form : size == SL_PAPER_A4 ? on_a4 : on_letter;
}

int cli_document_write(const sl_document_t *document, cli_form_t *form, const char *path,
                       const sl_files_read_t *files, sl_error_t *error)
{
  char *bytes = NULL;
  size_t n = 0;
  int code = files != NULL ? sl_files_read_spare(files, path, error) : SL_OK;
  code = code == SL_OK ? form(document, &bytes, &n, error) : code;
  code = code == SL_OK ? sl_atomic_file_write(path, bytes, n, error) : code;
  free(bytes);
  return code;
}

int cli_document_print(const sl_document_t *document, sl_error_t *error)
{
  const sl_paper_t paper = cli_paper();
  char *text = NULL;
  size_t n = 0;
  const int code = sl_document_text(document, &paper, &text, &n, error);
  if (code == SL_OK) {
    fputs(text, stdout);
  }
  free(text);
  return code;
}

int cli_document_show(const sl_document_t *document, const cli_shown_t *shown, sl_error_t *error)
{
  if (shown->output != NULL) {
    const int code = cli_document_write(document, shown->form, shown->output, shown->files, error);
    if (code != SL_OK) {
      return code;
    }
    if (shown->json == NULL && !shown->quiet) {
      cli_print_path(NULL, shown->output);
    }
  }
  if (shown->quiet || (shown->json == NULL && shown->output != NULL)) {
    return SL_OK;
  }
  if (shown->json == NULL) {
    return cli_document_print(document, error);
  }
  fputs(shown->json, stdout);
  if (shown->json[0] == '\0' || shown->json[strlen(shown->json) - 1] != '\n') {
    putchar('\n');
  }
  return SL_OK;
}

int cli_document_show_result(const sl_document_t *document, const char *result,
                             const cli_shown_t *shown, sl_error_t *error)
{
  sl_files_read_t files = {0};
  cli_shown_t own = *shown;
  own.files = &files;
  const int code = sl_files_read_add(&files, "result file", result) == SL_OK
                       ? cli_document_show(document, &own, error)
                       : sl_fail(error, SL_ERR_MEMORY, "out of memory");
  sl_files_read_free(&files);
  return code;
}
