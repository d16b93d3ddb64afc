#include "sim/input/foreign/sheet/open_document.h"

#include "sim/input/child/private_folder.h"
#include "sim/input/read/text.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
  char profile[SL_PRIVATE_PATH + 64], book[SL_PRIVATE_PATH + 16];
  snprintf(profile, sizeof profile, "-env:UserInstallation=file://%s/profile", folder->path);
  snprintf(book, sizeof book, "%s/census.ods", folder->path);
  /* Comma, double quote, UTF-8, from row 1, cells as shown, no formulas, every sheet. */
  char program[] = "soffice", headless[] = "--headless", no_restore[] = "--norestore";
  char convert_to[] = "--convert-to", to[] = "--outdir", outdir[SL_PRIVATE_PATH];
  char filter[] = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";
  snprintf(outdir, sizeof outdir, "%s", folder->path);
  char *const arguments[] = {program, profile, headless, no_restore, convert_to,
                             filter,  to,      outdir,   book,       NULL};
  const sl_child_t child = {.arguments = arguments,
                            .package = "libreoffice-calc-nogui",
                            .input = -1,
                            .output = -1,
                            .limits = SL_WORKBOOK_LIMITS};
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

static int by_name(const struct dirent **a, const struct dirent **b)
{
  return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_sheet(const struct dirent *entry)
{
  const size_t n = strlen(entry->d_name);
  return n > 4 && strcmp(entry->d_name + n - 4, ".csv") == 0;
}

static void append_sheet(const sl_private_folder_t *folder, const char *name, int number,
                         sl_text_t *text)
{
  char *bytes = NULL;
  size_t n = 0;
  if (sl_private_folder_read(folder, name, (size_t)256 << 20, &bytes, &n) == 0) {
    sl_text_append(text, "-------- %d - sheet\n%.*s\n", number, (int)n, bytes);
  }
  free(bytes);
}

int sl_open_document_convert(const char *bytes, size_t n, char **text, size_t *length,
                             sl_error_t *error)
{
  sl_private_folder_t folder;
  struct dirent **entries = NULL;
  sl_text_t all = {0};
  int found = 0;
  int code = sl_private_folder_make(&folder, error);
  if (code != SL_OK) {
    return code;
  }
  code = sl_private_folder_write(&folder, "census.ods", bytes, n, error);
  if (code == SL_OK) {
    code = convert(&folder, error);
  }
  if (code == SL_OK) {
    found = scandir(folder.path, &entries, is_sheet, by_name);
    for (int i = 0; i < found; i++) {
      append_sheet(&folder, entries[i]->d_name, i + 1, &all);
      free(entries[i]);
    }
    free(entries);
    *length = all.length;
    *text = sl_text_take(&all);
    code = found > 0 && *text != NULL
               ? SL_OK
               : sl_fail(error, SL_ERR_INPUT, "this workbook has no sheet that can be read");
  }
  sl_private_folder_remove(&folder);
  return code;
}
