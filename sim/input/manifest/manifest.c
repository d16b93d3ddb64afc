#include "sim/input/manifest/manifest.h"

#include "sim/input/manifest/parts.h"
#include "sim/input/read/csv_rows.h"
#include "sim/input/read/source.h"
#include "sim/input/read/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROWS_AT_FIRST 64

static int lack_memory(const char *path, sl_faults_t *faults)
{
  sl_faults_add(faults, SL_ERR_MEMORY, path, 0, 0, "out of memory");
  return SL_ERR_MEMORY;
}

/* ---- rows ---- */

static void free_client(sl_client_t *client)
{
  for (size_t i = 0; i < client->n_overrides; i++) {
    free(client->values[i]);
  }
  free(client->overrides);
  free(client->values);
  free(client->name);
  free(client->fault);
  free(client->path);
}

static sl_client_t *next_client(sl_manifest_reader_t *reader)
{
  sl_manifest_t *manifest = reader->manifest;
  if (manifest->n == reader->capacity) {
    const size_t capacity = reader->capacity == 0 ? ROWS_AT_FIRST : 2 * reader->capacity;
    sl_client_t *list = realloc(manifest->clients, capacity * sizeof *list);
    if (list == NULL) {
      return NULL;
    }
    manifest->clients = list;
    reader->capacity = capacity;
  }
  sl_client_t *client = &manifest->clients[manifest->n++];
  *client = (sl_client_t){0};
  return client;
}

/* The line could not be read as fields; what is wrong with it is the fault added last. The list is
 * emptied, so that it never is too full for the next one. */
static int take_unreadable(sl_manifest_reader_t *reader, sl_client_t *client)
{
  sl_faults_t *faults = &reader->row_faults;
  client->fault =
      sl_text_copy(faults->n > 0 ? faults->list[faults->n - 1].text : "this line cannot be read");
  faults->n = 0;
  return client->fault != NULL ? SL_OK : SL_ERR_MEMORY;
}

static int take_row(void *context, size_t line, const char *const *fields, size_t n)
{
  sl_manifest_reader_t *reader = context;
  if (reader->manifest->n_columns == 0) {
    return sl_manifest_header(reader, line, fields, n);
  }
  sl_client_t *client = next_client(reader);
  if (client == NULL) {
    return SL_ERR_MEMORY;
  }
  client->line = line;
  const int code =
      fields == NULL ? take_unreadable(reader, client) : sl_manifest_row(reader, client, fields, n);
  if (code == SL_OK && client->name == NULL) {
    char place[32];
    snprintf(place, sizeof place, "line %zu", line);
    client->name = sl_text_copy(place);
  }
  return code == SL_OK && client->name != NULL ? SL_OK : SL_ERR_MEMORY;
}

/* ---- the whole ---- */

static int refuse_empty(const char *path, sl_faults_t *faults)
{
  sl_faults_add(faults, SL_ERR_INPUT, path, 0, 0,
                "no client: a manifest has a first line with the column scenario, and a row for "
                "each client below it");
  return SL_ERR_INPUT;
}

static int read_rows(sl_manifest_reader_t *reader)
{
  int code = sl_csv_read(NULL, reader->path, take_row, reader, &reader->row_faults);
  for (size_t i = 0; i < reader->row_faults.n; i++) {
    const sl_error_t *fault = &reader->row_faults.list[i];
    sl_faults_add(reader->faults, fault->code, fault->file, fault->line, fault->column, "%s",
                  fault->text);
  }
  if (code == SL_OK && reader->manifest->n == 0) {
    code = refuse_empty(reader->path, reader->faults);
  }
  return code == SL_OK ? sl_manifest_unlike_names(reader->manifest) : code;
}

int sl_manifest_read(const char *path, uint64_t batch_seed, sl_manifest_t **manifest,
                     sl_faults_t *faults)
{
  sl_manifest_reader_t reader = {.path = path, .batch_seed = batch_seed, .faults = faults};
  reader.manifest = calloc(1, sizeof *reader.manifest);
  reader.folder = sl_source_folder_of(path);
  sl_faults_init(&reader.row_faults);
  *manifest = NULL;
  const int code =
      reader.manifest != NULL && reader.folder != NULL ? read_rows(&reader) : SL_ERR_MEMORY;
  free(reader.folder);
  free(reader.role);
  sl_faults_free(&reader.row_faults);
  if (code == SL_OK) {
    *manifest = reader.manifest;
    return SL_OK;
  }
  sl_manifest_free(reader.manifest);
  return code == SL_ERR_MEMORY ? lack_memory(path, faults) : code;
}

void sl_manifest_free(sl_manifest_t *manifest)
{
  if (manifest == NULL) {
    return;
  }
  for (size_t i = 0; i < manifest->n; i++) {
    free_client(&manifest->clients[i]);
  }
  for (size_t c = 0; c < manifest->n_columns; c++) {
    free(manifest->columns[c]);
  }
  free(manifest->clients);
  free(manifest->columns);
  free(manifest);
}
