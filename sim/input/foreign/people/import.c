#include "sim/input/foreign/people/people.h"

#include "sim/input/foreign/words/plain.h"

#include <stdlib.h>
#include <string.h>

/* An id that is nobody's name and no social security number: digits, at most six letters, plain
 * marks. */
static bool is_plain_id(const char *id)
{
  const size_t n = strlen(id);
  size_t digits = 0, letters = 0;
  for (size_t i = 0; i < n; i++) {
    const char c = id[i];
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    digits += c >= '0' && c <= '9' ? 1 : 0;
    letters += letter ? 1 : 0;
    if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '.' && c != '_') {
      return false;
    }
  }
  const bool social_security = digits == 9 && n == 11 && id[3] == '-' && id[6] == '-';
  return digits > 0 && letters <= 6 && n <= 20 && !social_security;
}

/* Whether the ids of the file go into the census. */
static bool ids_are_kept(const sl_import_t *import)
{
  const size_t column = import->layout.column[SL_FOREIGN_OWN][SL_FOREIGN_EMPLOYEE];
  char name[128], word[SL_WORD];
  if (column == SL_LAYOUT_NONE) {
    return false;
  }
  sl_word_plain(sl_layout_name(&import->sheet, &import->layout, column, name), word);
  if (strstr(word, "ssn") != NULL || strstr(word, "socialsecurity") != NULL) {
    return false;
  }
  for (size_t i = 0; i < import->n; i++) {
    const char *id = import->sheet.text + import->persons[i].id;
    if (import->persons[i].relationship == SL_EMPLOYEE && id[0] != '\0' && !is_plain_id(id)) {
      return false;
    }
  }
  return true;
}

static int compare_findings(const void *left, const void *right)
{
  const sl_finding_t *a = left, *b = right;
  if (a->line != b->line) {
    return a->line < b->line ? -1 : 1;
  }
  return (int)a->kind - (int)b->kind;
}

static int read(sl_import_t *import, sl_error_t *error)
{
  int code = sl_layout_find(&import->sheet, import->options->maps, import->options->n_maps,
                            &import->layout, error);
  if (code != SL_OK) {
    return code;
  }
  import->wide = import->layout.n_persons > 1;
  code = sl_import_read_rows(import, error);
  if (code == SL_OK && import->n == 0) {
    code = sl_fail(error, SL_ERR_INPUT, "below the column names is no row of a person");
  }
  import->employee_only = !import->wide;
  for (size_t i = 0; i < import->n; i++) {
    import->employee_only &= import->persons[i].relationship == SL_EMPLOYEE;
  }
  if (code == SL_OK) {
    import->own_ids = !ids_are_kept(import);
    code = sl_import_link(import, error);
  }
  if (code == SL_OK) {
    sl_import_cover(import);
    code = sl_import_draw(import, error);
  }
  if (code == SL_OK) {
    sl_import_count(import);
    sl_import_assume(import);
    if (import->n_findings > 0) {
      qsort(import->findings, import->n_findings, sizeof *import->findings, compare_findings);
    }
  }
  if (code == SL_OK && import->failed) {
    code = sl_fail(error, SL_ERR_MEMORY, "out of memory for the report");
  }
  return code;
}

int sl_import_read(sl_sheet_t *sheet, sl_import_options_t *options, sl_import_t **result,
                   sl_error_t *error)
{
  sl_import_t *import = calloc(1, sizeof *import);
  *result = NULL;
  if (import == NULL) {
    sl_sheet_free(sheet);
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for the census");
  }
  import->sheet = *sheet;
  *sheet = (sl_sheet_t){0};
  import->options = options;
  import->legend[SL_FEMALE] = import->legend[SL_MALE] = -1;
  const sl_date_t day = options->effective;
  import->day = day.year != 0 ? sl_date_serial(day) : 0;
  import->year_end =
      day.year != 0 ? sl_date_serial(sl_date_add_months(day, SL_MONTHS_PER_YEAR)) - 1 : 0;
  const int code = read(import, error);
  if (code != SL_OK) {
    sl_import_free(import);
    return code;
  }
  *result = import;
  return SL_OK;
}

void sl_import_free(sl_import_t *import)
{
  if (import != NULL) {
    sl_sheet_free(&import->sheet);
    free(import->persons);
    free(import->order);
    free(import->findings);
    free(import->notes);
    free(import);
  }
}

const sl_import_figures_t *sl_import_figures(const sl_import_t *import) { return &import->figures; }

size_t sl_import_findings(const sl_import_t *import, const sl_finding_t **list)
{
  *list = import->findings;
  return import->n_findings;
}

size_t sl_import_open_faults(const sl_import_t *import)
{
  size_t n = 0;
  for (size_t i = 0; i < import->n_findings; i++) {
    n += sl_finding_words[import->findings[i].kind].severity == SL_FINDING_ERROR ? 1 : 0;
  }
  return n;
}

size_t sl_import_notes(const sl_import_t *import, const char (**notes)[SL_IMPORT_NOTE])
{
  *notes = (const char(*)[SL_IMPORT_NOTE])import->notes;
  return import->n_notes;
}

bool sl_import_column(const sl_import_t *import, size_t c, char name[128], const char **field)
{
  const sl_layout_t *layout = &import->layout;
  const sl_sheet_row_t *rows = &import->sheet.rows[layout->header];
  *field = NULL;
  if (c >= rows[0].n && (layout->header_rows < 2 || c >= rows[1].n)) {
    return false;
  }
  sl_layout_name(&import->sheet, layout, c, name);
  for (size_t i = 0; i < layout->n_names; i++) {
    *field = layout->names[i] == c ? sl_foreign_field_word(SL_FOREIGN_NAME) : *field;
  }
  for (unsigned p = 0; p < layout->n_persons; p++) {
    for (size_t f = 0; f < SL_FOREIGN_FIELDS; f++) {
      if (layout->column[p][f] == c) {
        *field = sl_foreign_field_word((sl_foreign_field_t)f);
      }
    }
  }
  return true;
}
