#define _XOPEN_SOURCE 700 /* realpath */
#include "sim/input/basis/basis.h"
#include "sim/input/load/load.h"
#include "sim/input/offers/yaml.h"
#include "sim/input/read/source.h"
#include "sim/input/read/text.h"
#include "sim/input/read/utf8.h"
#include "sim/input/read/yaml_tree.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define FILE_BYTES ((size_t)1 << 30) /* of a census and the like, as its own reader limits it */

/* Bytes of the old text that others take the place of. */
typedef struct edit {
  size_t from, to;
  char *text; /* owned */
} edit_t;

typedef struct splice {
  const char *path;
  const char *bytes;
  size_t n;
  char *prefix; /* from the output's folder to the scenario's: "" or ending in '/' */
  edit_t *edits;
  size_t n_edits;
  size_t block_from, block_to;
  bool failed; /* memory */
  sl_faults_t *faults;
} splice_t;

static void add_edit(splice_t *s, size_t from, size_t to, char *text)
{
  edit_t *more = realloc(s->edits, (s->n_edits + 1) * sizeof *more);
  if (more == NULL || text == NULL) {
    s->failed = true;
    s->edits = more != NULL ? more : s->edits;
    free(text);
    return;
  }
  s->edits = more;
  s->edits[s->n_edits++] = (edit_t){from, to, text};
}

/* ---- places ---- */

/* Where a line begins; the end of the text behind the last. */
static size_t line_start(const splice_t *s, size_t line)
{
  size_t at = 0;
  for (size_t l = 1; l < line && at < s->n; l++) {
    const char *end = memchr(s->bytes + at, '\n', s->n - at);
    at = end != NULL ? (size_t)(end - s->bytes) + 1 : s->n;
  }
  return at;
}

/* A column counts characters; a mark at the beginning of the file is none. */
static size_t place_of(const splice_t *s, const sl_node_t *node)
{
  size_t at = line_start(s, node->line);
  if (at == 0 && s->n >= 3 && memcmp(s->bytes, "\xEF\xBB\xBF", 3) == 0) {
    at = 3;
  }
  for (size_t c = 1; c < node->column && at < s->n; c++) {
    const size_t length = sl_utf8_next(s->bytes + at, s->n - at, NULL);
    at += length > 0 ? length : 1;
  }
  return at;
}

static size_t line_end(const splice_t *s, size_t at)
{
  const char *end = memchr(s->bytes + at, '\n', s->n - at);
  return end != NULL ? (size_t)(end - s->bytes) + 1 : s->n;
}

static bool is_blank_or_comment(const splice_t *s, size_t from, size_t to)
{
  if (from < to && s->bytes[from] == '#') {
    return true;
  }
  for (size_t i = from; i < to; i++) {
    if (strchr(" \t\r\n", s->bytes[i]) == NULL) {
      return false;
    }
  }
  return true;
}

/* Comments and blank lines directly above the next key are its own. */
static size_t without_heading(const splice_t *s, size_t from, size_t to)
{
  size_t end = to;
  for (size_t at = from; at < to;) {
    const size_t next = line_end(s, at);
    end = is_blank_or_comment(s, at, next) ? (end == to ? at : end) : to;
    at = next;
  }
  return end;
}

/* Where the document of the key ends: a line that ends it, or the text. */
static size_t document_end(const splice_t *s, size_t from)
{
  for (size_t at = from; at < s->n; at = line_end(s, at)) {
    if (strncmp(s->bytes + at, "...", s->n - at < 3 ? s->n - at : 3) == 0 && s->n - at >= 3) {
      return at;
    }
  }
  return s->n;
}

/* The lines of the section of arrangements; false, with a fault, where keys do not stand alone. */
static bool find_block(splice_t *s, const sl_node_t *root)
{
  size_t found = root->n;
  for (size_t i = 0; i < root->n; i++) {
    found = strcmp(root->keys[i].text, "arrangements") == 0 ? i : found;
  }
  for (size_t i = 0; i < root->n; i++) {
    if (root->keys[i].column != 1) {
      sl_faults_add(s->faults, SL_ERR_INPUT, s->path, root->keys[i].line, root->keys[i].column,
                    "arrangements are put only into a scenario whose keys begin their lines");
      return false;
    }
  }
  if (found == root->n) {
    s->block_from = s->block_to = document_end(s, 0);
    return true;
  }
  s->block_from = line_start(s, root->keys[found].line);
  const size_t behind = line_end(s, s->block_from);
  const size_t end =
      found + 1 < root->n ? line_start(s, root->keys[found + 1].line) : document_end(s, behind);
  s->block_to = without_heading(s, behind, end);
  return true;
}

/* ---- paths ---- */

static size_t token_end(const splice_t *s, size_t at, const sl_node_t *node)
{
  const char quote = at < s->n ? s->bytes[at] : '\0';
  if (quote == '"' || quote == '\'') {
    for (size_t i = at + 1; i < s->n; i++) {
      if (s->bytes[i] == '\\' && quote == '"') {
        i++;
      } else if (s->bytes[i] == quote && quote == '\'' && i + 1 < s->n &&
                 s->bytes[i + 1] == quote) {
        i++;
      } else if (s->bytes[i] == quote) {
        return i + 1;
      }
    }
    return at;
  }
  const size_t length = strlen(node->text);
  return s->n - at >= length && memcmp(s->bytes + at, node->text, length) == 0 ? at + length : at;
}

static void move_path(splice_t *s, const sl_node_t *node)
{
  if (s->prefix[0] == '\0' || node == NULL || node->kind != SL_NODE_SCALAR ||
      node->text[0] == '/') {
    return;
  }
  const size_t at = place_of(s, node), end = token_end(s, at, node);
  if (at >= s->block_from && at < s->block_to) {
    return;
  }
  if (end == at) {
    sl_faults_add(s->faults, SL_ERR_INPUT, s->path, node->line, node->column,
                  "a path that the output in another folder has to change; write it on one line");
    return;
  }
  sl_text_t full = {0}, token = {0};
  sl_text_append(&full, "%s%s", s->prefix, node->text);
  sl_text_append_quoted(&token, full.data != NULL ? full.data : "");
  token.failed = token.failed || full.failed;
  sl_text_free(&full);
  add_edit(s, at, end, sl_text_take(&token));
}

/* Tables of values that distributions name, wherever these stand. */
static void move_tables(splice_t *s, const sl_node_t *node)
{
  if (node->kind == SL_NODE_MAP && sl_node_get(node, "distribution") != NULL) {
    move_path(s, sl_node_get(node, "file"));
  }
  for (size_t i = 0; (node->kind == SL_NODE_MAP || node->kind == SL_NODE_LIST) && i < node->n;
       i++) {
    move_tables(s, &node->items[i]);
  }
}

static void move_paths(splice_t *s, const sl_node_t *root)
{
  const sl_node_t *basis = sl_node_get(sl_node_get(root, "claims"), "basis");
  move_path(s, sl_node_get(root, "census"));
  if (basis != NULL && basis->kind == SL_NODE_SCALAR && sl_basis_is_path(basis->text)) {
    move_path(s, basis);
  }
  for (size_t i = 0; basis != NULL && basis->kind == SL_NODE_LIST && i < basis->n; i++) {
    if (basis->items[i].kind == SL_NODE_SCALAR && sl_basis_is_path(basis->items[i].text)) {
      move_path(s, &basis->items[i]);
    }
  }
  move_tables(s, root);
}

/* The real folder of a path, with a slash behind; NULL where there is none, or no memory. */
static char *real_folder(const char *path)
{
  char *folder = sl_source_folder_of(path);
  char *real = folder != NULL ? realpath(folder[0] != '\0' ? folder : ".", NULL) : NULL;
  sl_text_t text = {0};
  if (real != NULL) {
    sl_text_append(&text, "%s%s", real, strcmp(real, "/") == 0 ? "" : "/");
  }
  free(folder);
  free(real);
  return text.length > 0 ? sl_text_take(&text) : NULL;
}

/* The way from one folder to another, both real: "../x/". */
static char *way(const char *from, const char *to)
{
  sl_text_t text = {0};
  size_t common = 0;
  for (size_t i = 0; from[i] != '\0' && from[i] == to[i]; i++) {
    common = from[i] == '/' ? i + 1 : common;
  }
  sl_text_append(&text, "%s", "");
  for (const char *c = from + common; *c != '\0'; c++) {
    if (*c == '/') {
      sl_text_append(&text, "../");
    }
  }
  sl_text_append(&text, "%s", to + common);
  return sl_text_take(&text);
}

/* SL_OK; SL_ERR_CREATE with a fault where the output's folder is missing. */
static int find_prefix(splice_t *s, const char *output)
{
  errno = 0;
  char *from = real_folder(output);
  const bool missing = from == NULL && errno != ENOMEM;
  char *to = real_folder(s->path);
  int code = SL_OK;
  if (missing) {
    sl_faults_add(s->faults, SL_ERR_CREATE, output, 0, 0, "the folder of the output is missing");
    code = SL_ERR_CREATE;
  } else if (from != NULL && to != NULL) {
    s->prefix = way(from, to);
  }
  s->failed = s->failed || (code == SL_OK && s->prefix == NULL);
  free(from);
  free(to);
  return code;
}

/* ---- the text ---- */

static int by_place(const void *one, const void *other)
{
  const edit_t *a = one, *b = other;
  return (a->from > b->from) - (a->from < b->from);
}

static char *apply(splice_t *s)
{
  sl_text_t text = {0};
  size_t at = 0;
  qsort(s->edits, s->n_edits, sizeof *s->edits, by_place);
  for (size_t i = 0; i < s->n_edits; i++) {
    sl_text_append(&text, "%.*s%s", (int)(s->edits[i].from - at), s->bytes + at, s->edits[i].text);
    at = s->edits[i].to;
  }
  sl_text_append(&text, "%.*s", (int)(s->n - at), s->bytes + at);
  return sl_text_take(&text);
}

/* The section begins a line and ends one, whatever stands before it. */
static char *section_text(const splice_t *s, const char *section)
{
  sl_text_t text = {0};
  const bool open = s->block_from > 0 && s->bytes[s->block_from - 1] != '\n';
  sl_text_append(&text, "%s%s", open ? "\n" : "", section);
  return sl_text_take(&text);
}

static int splice_tree(splice_t *s, const char *output, const sl_node_t *root, const char *section,
                       char **text)
{
  const size_t before = s->faults->n;
  int code = find_prefix(s, output);
  if (code == SL_OK && !s->failed && find_block(s, root)) {
    move_paths(s, root);
    add_edit(s, s->block_from, s->block_to, section_text(s, section));
  }
  if (code == SL_OK && s->faults->n > before) {
    code = SL_ERR_INPUT;
  }
  if (code == SL_OK && !s->failed) {
    *text = apply(s);
  }
  for (size_t i = 0; i < s->n_edits; i++) {
    free(s->edits[i].text);
  }
  free(s->edits);
  free(s->prefix);
  return code == SL_OK && *text == NULL ? SL_ERR_MEMORY : code;
}

/* What is wrong with the arrangements of before does not matter; but the file must be YAML. */
static int splice(const char *path, const char *bytes, size_t n, const char *output,
                  const char *section, char **text, sl_faults_t *faults)
{
  sl_tree_t *tree = NULL;
  sl_faults_t ignored;
  sl_faults_init(&ignored);
  int code = sl_tree_parse(path, bytes, n, &tree, &ignored);
  if (code != SL_ERR_MEMORY && (tree == NULL || tree->root.kind != SL_NODE_MAP)) {
    sl_tree_free(tree);
    tree = NULL;
    code = sl_tree_parse(path, bytes, n, &tree, faults);
    if (code == SL_OK) {
      sl_faults_add(faults, SL_ERR_INPUT, path, 0, 0, "the file is no scenario");
      code = SL_ERR_INPUT;
    }
  } else if (code != SL_ERR_MEMORY) {
    splice_t s = {.path = path, .bytes = bytes, .n = n, .faults = faults};
    code = splice_tree(&s, output, &tree->root, section, text);
  }
  sl_faults_free(&ignored);
  sl_tree_free(tree);
  return code;
}

/* ---- as it will be read ---- */

typedef struct reading {
  const char *name, *text;
  sl_files_read_t *files;
  bool begun; /* the scenario is read first; a census of its name is the file that is there */
} reading_t;

static int read_file(void *context, const char *name, char **bytes, size_t *n)
{
  reading_t *reading = context;
  if (!reading->begun && strcmp(name, reading->name) == 0) {
    reading->begun = true;
    *n = strlen(reading->text);
    *bytes = sl_text_copy(reading->text);
    return *bytes != NULL ? SL_OK : SL_ERR_MEMORY;
  }
  sl_faults_t faults;
  sl_faults_init(&faults);
  int code = sl_input_read(NULL, name, FILE_BYTES, "1 GiB", bytes, n, &faults);
  sl_faults_free(&faults);
  if (code == SL_OK && sl_files_read_add(reading->files, "input", name) != SL_OK) {
    free(*bytes);
    *bytes = NULL;
    code = SL_ERR_MEMORY;
  }
  return code;
}

int sl_offers_put(const sl_offers_base_t *base, const char *output, const char *section,
                  char **text, sl_scenario_t **scenario, sl_files_read_t *files,
                  sl_faults_t *faults)
{
  *text = NULL;
  *scenario = NULL;
  int code = splice(base->path, base->bytes, base->n, output, section, text, faults);
  if (code == SL_OK) {
    reading_t reading = {output, *text, files, false};
    const sl_provider_t provider = {read_file, &reading};
    code = sl_scenario_load_from(&provider, output, NULL, scenario, faults);
  }
  if (code != SL_OK) {
    free(*text);
    *text = NULL;
  }
  return code;
}

int sl_offers_into(const char *path, const char *output, const char *section, char **text,
                   sl_scenario_t **scenario, sl_files_read_t *files, sl_faults_t *faults)
{
  char *bytes = NULL;
  size_t n = 0;
  *text = NULL;
  *scenario = NULL;
  int code = sl_files_read_add(files, "scenario", path);
  if (code == SL_OK) {
    code = sl_input_read(NULL, path, SL_YAML_BYTES, "1 MiB", &bytes, &n, faults);
  }
  if (code == SL_OK) {
    const sl_offers_base_t base = {path, bytes, n};
    code = sl_offers_put(&base, output, section, text, scenario, files, faults);
  }
  free(bytes);
  return code;
}

/* ---- beside the scenario ---- */

static void compare_enrolment(sl_offers_t *offers, const sl_enrolment_t *census)
{
  sl_text_t counts = {0};
  bool differs = false;
  for (size_t i = 0; i < offers->quotes->n_tiers; i++) {
    const sl_quote_tier_t *tier = &offers->quotes->tiers[i];
    double employees = 0.0;
    for (size_t t = 0; t < SL_TIERS; t++) {
      employees += tier->covers[t] ? census->tier_first_month[t] : 0.0;
    }
    differs = differs || employees != tier->enrolment.value;
    sl_text_append(&counts, "%s%s %.0f and %.0f", i > 0 ? ", " : "",
                   sl_quote_tier_names[tier->name], tier->enrolment.value, employees);
  }
  if (differs && !counts.failed) {
    sl_offers_assume(offers, "The file's enrolment is not the census's (file and census): %s",
                     counts.data);
  }
  offers->failed = offers->failed || counts.failed;
  sl_text_free(&counts);
}

void sl_offers_compare(sl_offers_t *offers, const sl_scenario_t *scenario)
{
  const sl_quotes_t *quotes = offers->quotes;
  const sl_date_t *start = &scenario->start;
  const sl_enrolment_t *census = &scenario->group->enrolment;
  double employees = 0.0;
  for (size_t t = 0; t < SL_TIERS; t++) {
    employees += census->tier_first_month[t];
  }
  if (scenario->tree != NULL && sl_node_get(&scenario->tree->root, "fees") != NULL) {
    sl_offers_assume(offers, "The scenario's own fees: for all arrangements come on top of these");
  }
  if (quotes->currency != NULL && strcmp(quotes->currency, scenario->currency) != 0) {
    sl_offers_assume(offers, "The file is in %s, the scenario in %s: amounts are taken as they are",
                     quotes->currency, scenario->currency);
  }
  if (quotes->has_effective && sl_date_serial(quotes->effective) != sl_date_serial(*start)) {
    sl_offers_assume(offers, "The quotes begin on %04d-%02d-%02d, the scenario on %04d-%02d-%02d",
                     quotes->effective.year, quotes->effective.month, quotes->effective.day,
                     start->year, start->month, start->day);
  }
  if (offers->has_tier_enrolment) {
    compare_enrolment(offers, census);
  } else if (offers->has_enrolment && employees != offers->enrolment.employees) {
    sl_offers_assume(offers, "The file has %.0f employees, the census %.0f",
                     offers->enrolment.employees, employees);
  }
}
