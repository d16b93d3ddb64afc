#include "sim/input/foreign/sheet/open_document.h"

#include "sim/input/child/private_folder.h"

#include <stdio.h>
#include <stdlib.h>

int sl_workbook_ended(const sl_child_result_t *result, sl_error_t *error)
{
  if (result->end == SL_CHILD_EXITED && result->status == 0) {
    return SL_OK;
  }
  if (result->end == SL_CHILD_TIME || result->end == SL_CHILD_TOO_MUCH) {
    return sl_fail(error, SL_ERR_INPUT,
                   "this workbook is too large to convert in 30 s, 2 GiB and 256 MiB of text; save "
                   "its sheet as CSV");
  }
  return sl_fail(error, SL_ERR_INPUT,
                 "this workbook cannot be read: it is damaged, or too large for 2 GiB; save its "
                 "sheet as CSV");
}

static int convert(const sl_private_folder_t *folder, sl_error_t *error)
{
  static const char *const dropped[] = {"TMPDIR=", NULL};
  char temporary[SL_PRIVATE_PATH + 16];
  char profile[SL_PRIVATE_PATH + 64], book[SL_PRIVATE_PATH + 16], outdir[SL_PRIVATE_PATH];
  char program[] = "soffice", headless[] = "--headless", no_restore[] = "--norestore";
  char convert_to[] = "--convert-to", xlsx[] = "xlsx", to[] = "--outdir";
  snprintf(profile, sizeof profile, "-env:UserInstallation=file://%s/profile", folder->path);
  snprintf(temporary, sizeof temporary, "TMPDIR=%s", folder->path);
  snprintf(book, sizeof book, "%s/census.ods", folder->path);
  snprintf(outdir, sizeof outdir, "%s", folder->path);
  char *const arguments[] = {program, profile, headless, no_restore, convert_to,
                             xlsx,    to,      outdir,   book,       NULL};
  char *const added[] = {temporary, NULL};
  const sl_child_t child = {.arguments = arguments,
                            .package = "libreoffice-calc-nogui",
                            .dropped = dropped,
                            .added = added,
                            .input = -1,
                            .output = -1,
                            .limits = SL_WORKBOOK_LIMITS(SL_OPEN_DOCUMENT_SECONDS)};
  sl_child_result_t *result = calloc(1, sizeof *result);
  int code = result == NULL ? sl_fail(error, SL_ERR_MEMORY, "out of memory")
                            : sl_child_run(&child, result, error);
  if (code == SL_OK) {
    code = sl_workbook_ended(result, error);
  }
  if (result != NULL) {
    free(result->output);
  }
  free(result);
  return code;
}

int sl_open_document_convert(const char *bytes, size_t n, char **xlsx, size_t *length,
                             sl_error_t *error)
{
  sl_private_folder_t folder;
  int code = sl_private_folder_make(&folder, error);
  if (code != SL_OK) {
    return code;
  }
  code = sl_private_folder_write(&folder, "census.ods", bytes, n, error);
  if (code == SL_OK) {
    code = convert(&folder, error);
  }
  if (code == SL_OK &&
      sl_private_folder_read(&folder, "census.xlsx", SL_WORKBOOK_BYTES, xlsx, length) != 0) {
    code = sl_fail(error, SL_ERR_INPUT,
                   "this workbook cannot be read: LibreOffice made nothing of it; save its sheet "
                   "as CSV");
  }
  sl_private_folder_remove(&folder);
  return code;
}
