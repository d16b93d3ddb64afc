/* A line of a manifest: its first one, and those of clients. */
#include "sim/input/manifest/parts.h"
#include "sim/input/read/csv_rows.h"
#include "sim/input/read/number.h"
#include "sim/input/read/source.h"
#include "sim/input/read/text.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define BLANKS " \t"
#define SUMMARY "summary" /* what the files over all clients are called */

static const char *const role_names[] = {"scenario", "name", "seed", "trials"};
#define N_ROLES (sizeof role_names / sizeof role_names[0])

/* A copy without the blanks around it. */
static char *trimmed(const char *field)
{
  const char *begin = field + strspn(field, BLANKS);
  size_t n = strlen(begin);
  while (n > 0 && strchr(BLANKS, begin[n - 1]) != NULL) {
    n--;
  }
  return strndup(begin, n);
}

/* ---- the first line ---- */

static sl_manifest_role_t role_of(const char *word)
{
  size_t role = 0;
  while (role < N_ROLES && strcasecmp(word, role_names[role]) != 0) {
    role++;
  }
  return (sl_manifest_role_t)role;
}

/* Two columns for one place: the same word twice, or one beside what it stands for. */
static bool is_twice(const sl_manifest_reader_t *reader, size_t column)
{
  static const char *const places[N_ROLES] = {
      [SL_MANIFEST_SEED] = SL_SEED_PATH, [SL_MANIFEST_TRIALS] = SL_TRIALS_PATH};
  const char *word = reader->manifest->columns[column];
  for (size_t c = 0; c < reader->manifest->n_columns; c++) {
    const sl_manifest_role_t role = reader->role[c], own = reader->role[column];
    const bool same =
        c < column && role == own &&
        (role != SL_MANIFEST_OVERRIDE || strcmp(reader->manifest->columns[c], word) == 0);
    const bool stands_for = role != SL_MANIFEST_OVERRIDE && own == SL_MANIFEST_OVERRIDE &&
                            places[role] != NULL && strcmp(places[role], word) == 0;
    if (same || stands_for) {
      return true;
    }
  }
  return false;
}

static int check_header(const sl_manifest_reader_t *reader, size_t line)
{
  const sl_manifest_t *manifest = reader->manifest;
  bool has_scenario = false, sound = true;
  for (size_t c = 0; c < manifest->n_columns; c++) {
    has_scenario = has_scenario || reader->role[c] == SL_MANIFEST_SCENARIO;
    const char *word = manifest->columns[c];
    char shown[SL_EXCERPT_TEXT];
    if (word[0] == '\0') {
      sound = false;
      sl_faults_add(reader->faults, SL_ERR_INPUT, reader->path, line, c + 1,
                    "this column has no word in the first line");
    } else if (is_twice(reader, c)) {
      sound = false;
      sl_faults_add(reader->faults, SL_ERR_INPUT, reader->path, line, c + 1,
                    "two columns are for '%s'", sl_text_excerpt(word, shown));
    }
  }
  if (!has_scenario) {
    sl_faults_add(reader->faults, SL_ERR_INPUT, reader->path, line, 0,
                  "no column 'scenario' in the first line: it says which file each row is of");
  }
  return sound && has_scenario ? SL_OK : SL_ERR_INPUT;
}

int sl_manifest_header(sl_manifest_reader_t *reader, size_t line, const char *const *fields,
                       size_t n)
{
  sl_manifest_t *manifest = reader->manifest;
  if (fields == NULL) {
    return SL_ERR_INPUT; /* its fault has been added */
  }
  if (n > SL_CSV_FIELDS_MAX) {
    sl_faults_add(reader->faults, SL_ERR_INPUT, reader->path, line, 0,
                  "more than %d columns in the first line", SL_CSV_FIELDS_MAX);
    return SL_ERR_INPUT;
  }
  manifest->columns = calloc(n, sizeof *manifest->columns);
  reader->role = calloc(n, sizeof *reader->role);
  if (manifest->columns == NULL || reader->role == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t c = 0; c < n; c++) {
    manifest->columns[c] = trimmed(fields[c]);
    if (manifest->columns[c] == NULL) {
      return SL_ERR_MEMORY;
    }
    manifest->n_columns = c + 1;
    reader->role[c] = role_of(manifest->columns[c]);
  }
  return check_header(reader, line);
}

/* ---- a row ---- */

/* The first thing that is wrong with a row is its fault. */
static int refuse(sl_client_t *client, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 2, 3)))
#endif
    ;
static int refuse(sl_client_t *client, const char *format, ...)
{
  char text[512];
  sl_faults_t faults; /* which leaves nothing in it that commands a terminal */
  va_list arguments;
  if (client->fault != NULL) {
    return SL_OK;
  }
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  sl_faults_init(&faults);
  sl_faults_add(&faults, SL_ERR_INPUT, NULL, client->line, 0, "%s", text);
  client->fault = faults.n > 0 ? sl_text_copy(faults.list[0].text) : NULL;
  sl_faults_free(&faults);
  return client->fault != NULL ? SL_OK : SL_ERR_MEMORY;
}

static bool is_of(char c, const char *others)
{
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         (c != '\0' && strchr(others, c) != NULL);
}

static bool is_name(const char *text)
{
  size_t n = 0;
  while (is_of(text[n], n > 0 ? "._-" : "")) {
    n++;
  }
  return n > 0 && n <= SL_CLIENT_NAME_MAX && text[n] == '\0';
}

static bool is_taken(const char *name)
{
  const size_t n = strlen(SUMMARY);
  return strncasecmp(name, SUMMARY, n) == 0 && (name[n] == '\0' || name[n] == '-');
}

/* "clients/shop.yaml" -> "shop"; takes nothing over. */
static char *stem_of(const char *path)
{
  const char *slash = strrchr(path, '/');
  const char *base = slash != NULL ? slash + 1 : path;
  const char *dot = strrchr(base, '.');
  return strndup(base, dot != NULL && dot != base ? (size_t)(dot - base) : strlen(base));
}

/* Takes the name over. */
static int take_name(sl_client_t *client, char *name, bool is_given)
{
  char word[SL_EXCERPT_TEXT];
  int code = SL_OK;
  if (name == NULL) {
    return SL_ERR_MEMORY;
  }
  if (is_name(name) && !is_taken(name)) {
    client->name = name;
    return SL_OK;
  }
  if (is_name(name)) {
    code = refuse(client, "the name '%s' is kept for the files over all clients",
                  sl_text_excerpt(name, word));
  } else {
    code = refuse(client,
                  "%s'%s' is no name of a client: a letter or digit, then up to 99 letters, "
                  "digits, dots, dashes and underscores%s",
                  is_given ? "" : "the scenario's ", sl_text_excerpt(name, word),
                  is_given ? "" : "; give one in a column name");
  }
  free(name);
  return code;
}

/* Takes the value over; an empty one is none. */
static int put(sl_client_t *client, const char *path, char *value)
{
  if (value == NULL) {
    return SL_ERR_MEMORY;
  }
  if (value[0] == '\0') {
    free(value);
    return SL_OK;
  }
  client->values[client->n_overrides] = value;
  client->overrides[client->n_overrides++] = (sl_override_t){path, value};
  return SL_OK;
}

static int put_whole(sl_client_t *client, const char *word, const char *path, char *value)
{
  uint64_t number;
  char shown[SL_EXCERPT_TEXT];
  int code = SL_OK;
  if (value != NULL && value[0] != '\0' && !sl_number_parse_whole(value, &number)) {
    code = refuse(client, "%s is a whole number of 0 or more, not '%s'", word,
                  sl_text_excerpt(value, shown));
  }
  if (code != SL_OK) {
    free(value);
    return code;
  }
  return put(client, path, value);
}

static const char *cell_of(const sl_manifest_reader_t *reader, sl_manifest_role_t role,
                           const char *const *fields)
{
  for (size_t c = 0; c < reader->manifest->n_columns; c++) {
    if (reader->role[c] == role) {
      return fields[c];
    }
  }
  return "";
}

static int take_scenario(const sl_manifest_reader_t *reader, sl_client_t *client,
                         const char *const *fields)
{
  const sl_source_t source = {.path = reader->path, .folder = reader->folder};
  char *path = trimmed(cell_of(reader, SL_MANIFEST_SCENARIO, fields));
  char *name = trimmed(cell_of(reader, SL_MANIFEST_NAME, fields));
  int code = path != NULL && name != NULL ? SL_OK : SL_ERR_MEMORY;
  if (code == SL_OK && path[0] == '\0') {
    code = refuse(client, "the row names no scenario");
  }
  if (code == SL_OK && (name[0] != '\0' || path[0] != '\0')) {
    const bool is_given = name[0] != '\0';
    code = take_name(client, is_given ? strdup(name) : stem_of(path), is_given);
  }
  if (code == SL_OK) {
    client->path = sl_source_resolve(&source, path);
    code = client->path != NULL ? SL_OK : SL_ERR_MEMORY;
  }
  free(path);
  free(name);
  return code;
}

/* Behind all others, so that nothing else decides the stream. */
static int put_seed(const sl_manifest_reader_t *reader, sl_client_t *client,
                    const char *const *fields)
{
  char digits[24];
  char *seed = trimmed(cell_of(reader, SL_MANIFEST_SEED, fields));
  if (seed != NULL && seed[0] == '\0' && client->name != NULL) {
    free(seed);
    snprintf(digits, sizeof digits, "%" PRIu64, sl_client_seed(reader->batch_seed, client->name));
    seed = strdup(digits);
  }
  return put_whole(client, role_names[SL_MANIFEST_SEED], SL_SEED_PATH, seed);
}

/* Room by what stands in the row: a book may have many columns that few clients use. */
static size_t count_overrides(const sl_manifest_reader_t *reader, const char *const *fields)
{
  size_t n = 2; /* trials and seed */
  for (size_t c = 0; c < reader->manifest->n_columns; c++) {
    n += reader->role[c] == SL_MANIFEST_OVERRIDE && fields[c][strspn(fields[c], BLANKS)] != '\0';
  }
  return n;
}

static int put_overrides(const sl_manifest_reader_t *reader, sl_client_t *client,
                         const char *const *fields)
{
  const sl_manifest_t *manifest = reader->manifest;
  int code = SL_OK;
  const size_t room = count_overrides(reader, fields);
  client->overrides = calloc(room, sizeof *client->overrides);
  client->values = calloc(room, sizeof *client->values);
  if (client->overrides == NULL || client->values == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t c = 0; code == SL_OK && c < manifest->n_columns; c++) {
    if (reader->role[c] == SL_MANIFEST_OVERRIDE) {
      code = put(client, manifest->columns[c], trimmed(fields[c]));
    }
  }
  if (code == SL_OK) {
    code = put_whole(client, role_names[SL_MANIFEST_TRIALS], SL_TRIALS_PATH,
                     trimmed(cell_of(reader, SL_MANIFEST_TRIALS, fields)));
  }
  return code == SL_OK ? put_seed(reader, client, fields) : code;
}

int sl_manifest_row(sl_manifest_reader_t *reader, sl_client_t *client, const char *const *fields,
                    size_t n)
{
  if (n != reader->manifest->n_columns) {
    return refuse(client, "this row has %zu fields, the first line %zu", n,
                  reader->manifest->n_columns);
  }
  const int code = take_scenario(reader, client, fields);
  return code == SL_OK ? put_overrides(reader, client, fields) : code;
}

/* ---- names ---- */

static int by_name(const void *left, const void *right)
{
  const sl_client_t *const *a = left, *const *b = right;
  const int order = strcasecmp((*a)->name, (*b)->name);
  return order != 0 ? order : ((*a)->line > (*b)->line) - ((*a)->line < (*b)->line);
}

static int rename_to_line(sl_client_t *client, const sl_client_t *first)
{
  char text[32];
  const int code =
      refuse(client, "line %zu has the name '%s' already (capitals do not tell names apart)",
             first->line, first->name);
  snprintf(text, sizeof text, "line %zu", client->line);
  free(client->name);
  client->name = sl_text_copy(text);
  return code == SL_OK && client->name != NULL ? SL_OK : SL_ERR_MEMORY;
}

int sl_manifest_unlike_names(sl_manifest_t *manifest)
{
  sl_client_t **list = malloc(manifest->n * sizeof *list);
  int code = list != NULL ? SL_OK : SL_ERR_MEMORY;
  size_t n = 0;
  for (size_t i = 0; code == SL_OK && i < manifest->n; i++) {
    if (is_name(manifest->clients[i].name)) {
      list[n++] = &manifest->clients[i];
    }
  }
  if (n > 0) {
    qsort(list, n, sizeof *list, by_name);
  }
  for (size_t i = 1, first = 0; code == SL_OK && i < n; i++) {
    if (strcasecmp(list[first]->name, list[i]->name) != 0) {
      first = i;
    } else {
      code = rename_to_line(list[i], list[first]);
    }
  }
  free(list);
  return code;
}
