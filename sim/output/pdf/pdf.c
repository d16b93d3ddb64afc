#define _GNU_SOURCE /* memmem */
#include "sim/output/pdf/pdf.h"

#include "sim/input/child/child.h"
#include "sim/input/child/private_folder.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SECONDS 300 /* WeasyPrint takes twenty of a processor of its own */
#define MOST_BYTES ((size_t)256 << 20)
#define PAGE "page.html"
#define PRINTED "page.pdf"
#define ROOM (SL_PRIVATE_PATH + 64)
#define ARGUMENTS 24
#define SAID 200

/* ---- the programs ---- */

/* A command line, its words in room of their own. */
typedef struct command {
  char word[ARGUMENTS][ROOM];
  char *argument[ARGUMENTS + 1];
  size_t n;
} command_t;

static void add(command_t *command, const char *word, const char *path, const char *name)
{
  snprintf(command->word[command->n], ROOM, "%s%s%s", word, path, name);
  command->argument[command->n] = command->word[command->n];
  command->n++;
  command->argument[command->n] = NULL;
}

/* Names are never looked up, so that even a fault of ours fetches nothing. The sandbox needs a user
 * who is not root. Older versions know the header's absence by its other name; what a version does
 * not know it ignores. */
static void call_chromium(command_t *command, const char *name, const char *folder)
{
  static const char *const always[] = {"--headless",
                                       "--disable-gpu",
                                       "--disable-dev-shm-usage",
                                       "--disable-extensions",
                                       "--disable-background-networking",
                                       "--disable-component-update",
                                       "--disable-sync",
                                       "--disable-breakpad",
                                       "--no-first-run",
                                       "--no-default-browser-check",
                                       "--password-store=basic",
                                       "--host-resolver-rules=MAP * ~NOTFOUND",
                                       "--no-pdf-header-footer",
                                       "--print-to-pdf-no-header",
                                       "--generate-pdf-document-outline"};
  add(command, name, "", "");
  for (size_t i = 0; i < sizeof always / sizeof always[0]; i++) {
    add(command, always[i], "", "");
  }
  if (geteuid() == 0) {
    add(command, "--no-sandbox", "", "");
  }
  add(command, "--user-data-dir=", folder, "/profile");
  add(command, "--print-to-pdf=", folder, "/" PRINTED);
  add(command, "file://", folder, "/" PAGE);
}

static void call_weasyprint(command_t *command, const char *name, const char *folder)
{
  add(command, name, "", "");
  add(command, "--quiet", "", "");
  add(command, "--encoding=utf-8", "", "");
  add(command, "", folder, "/" PAGE);
  add(command, "", folder, "/" PRINTED);
}

typedef struct printer {
  const char *name, *package;
  void (*call)(command_t *command, const char *name, const char *folder);
} printer_t;

static const printer_t printers[] = {{"chromium", "chromium", call_chromium},
                                     {"chromium-browser", "chromium", call_chromium},
                                     {"google-chrome", "chromium", call_chromium},
                                     {"weasyprint", "weasyprint", call_weasyprint}};

/* ---- how one ends ---- */

/* What it said of its failure: a line that calls itself fatal, else the last one; Chromium
 * complains of every desktop service that a server does not have. */
static void said(char *messages, char text[SAID])
{
  snprintf(text, SAID, "it said nothing");
  for (char *line = messages, *next; line != NULL; line = next) {
    next = strchr(line, '\n');
    if (next != NULL) {
      *next++ = '\0';
    }
    if (line[strspn(line, " \t\r")] != '\0' && strstr(line, "dbus") == NULL) {
      snprintf(text, SAID, "%.*s", SAID - 1, line);
      for (char *c = text; *c != '\0'; c++) {
        *c = iscntrl((unsigned char)*c) ? ' ' : *c;
      }
    }
    if (strstr(line, "FATAL") != NULL) {
      return;
    }
  }
}

/* A program that ran out of disk or time may leave a part. */
static bool is_whole(const char *bytes, size_t n)
{
  static const char begin[] = "%PDF-", end[] = "%%EOF";
  enum { TAIL = 64 };
  return n > TAIL && memcmp(bytes, begin, strlen(begin)) == 0 &&
         memmem(bytes + n - TAIL, TAIL, end, strlen(end)) != NULL;
}

/* Chromium's status is 0 whether it has printed or not: what counts is the file. */
static int take(const printer_t *printer, const sl_private_folder_t *folder,
                sl_child_result_t *result, char **bytes, size_t *n, sl_error_t *error)
{
  char text[SAID];
  if (result->end == SL_CHILD_TIME) {
    return sl_fail(error, SL_ERR_PROGRAM, "%s did not print the PDF in %d s", printer->name,
                   SECONDS);
  }
  const bool ended_well = result->end == SL_CHILD_EXITED && result->status == 0;
  if (ended_well && sl_private_folder_read(folder, PRINTED, MOST_BYTES, bytes, n) == 0 &&
      is_whole(*bytes, *n)) {
    return SL_OK;
  }
  free(*bytes);
  *bytes = NULL;
  *n = 0;
  said(result->messages, text);
  return sl_fail(error, SL_ERR_PROGRAM, "%s did not print the PDF: %s", printer->name, text);
}

/* *ran: it could be started. */
static int print_by(const printer_t *printer, const sl_private_folder_t *folder, bool *ran,
                    char **bytes, size_t *n, sl_error_t *error)
{
  static const char *const dropped[] = {
      "HOME=", "TMPDIR=", "XDG_", "DBUS_", "DISPLAY=", "WAYLAND_", "CHROM", "PYTHON", NULL};
  char home[ROOM], temporary[ROOM];
  char *const added[] = {home, temporary, NULL};
  command_t *command = calloc(1, sizeof *command);
  sl_child_result_t *result = calloc(1, sizeof *result);
  int code = command != NULL && result != NULL
                 ? SL_OK
                 : sl_fail(error, SL_ERR_MEMORY, "no memory for the PDF");
  if (code == SL_OK) {
    snprintf(home, sizeof home, "HOME=%s", folder->path);
    snprintf(temporary, sizeof temporary, "TMPDIR=%s", folder->path);
    printer->call(command, printer->name, folder->path);
    const sl_child_t child = {.arguments = command->argument,
                              .package = printer->package,
                              .dropped = dropped,
                              .added = added,
                              .input = -1,
                              .output = -1,
                              .limits = {.seconds = SECONDS, .output_bytes = SL_CHILD_MESSAGES}};
    code = sl_child_run(&child, result, error);
    *ran = code == SL_OK;
    code = *ran ? take(printer, folder, result, bytes, n, error) : code;
    free(result->output);
  }
  free(result);
  free(command);
  return code;
}

static int print_page(const sl_private_folder_t *folder, char **bytes, size_t *n, sl_error_t *error)
{
  sl_error_t first = {0};
  for (size_t i = 0; i < sizeof printers / sizeof printers[0]; i++) {
    bool ran = false;
    const int code = print_by(&printers[i], folder, &ran, bytes, n, error);
    if (code != SL_ERR_PROGRAM) {
      return code;
    }
    if (ran && first.code == SL_OK) {
      first = *error;
    }
  }
  return first.code != SL_OK
             ? sl_fail(error, first.code, "%s", first.text)
             : sl_fail(error, SL_ERR_PROGRAM,
                       "a PDF needs chromium or weasyprint, and neither is here; on Debian: "
                       "apt-get install chromium");
}

int sl_pdf(const sl_document_t *document, sl_paper_size_t size, char **bytes, size_t *n,
           sl_error_t *error)
{
  sl_private_folder_t folder;
  char *page = NULL;
  size_t length = 0;
  *bytes = NULL;
  *n = 0;
  int code = sl_document_sheets(document, size, &page, &length, error);
  if (code == SL_OK) {
    code = sl_private_folder_make(&folder, error);
    if (code == SL_OK) {
      code = sl_private_folder_write(&folder, PAGE, page, length, error);
      code = code == SL_OK ? print_page(&folder, bytes, n, error) : code;
      sl_private_folder_remove(&folder);
    }
  }
  free(page);
  return code;
}

sl_paper_size_t sl_paper_size_of(const char *currency)
{
  return strcmp(currency, "USD") == 0 || strcmp(currency, "CAD") == 0 ? SL_PAPER_LETTER
                                                                      : SL_PAPER_A4;
}
