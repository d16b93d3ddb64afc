#include "sim/input/foreign/people/layout.h"

#include "sim/input/foreign/words/plain.h"
#include "sim/input/read/utf8.h"

#include <stdio.h>
#include <string.h>

#define ROWS_LOOKED_AT 200
#define FIELDS_NEEDED 3

#define PART 60 /* bytes of a name that are kept, of each header row */

/* The beginning of text, whole characters, without any that commands a terminal or hides. */
static size_t append_part(char *name, const char *text)
{
  size_t kept = 0;
  for (size_t left = strlen(text); left > 0;) {
    uint32_t point = 0;
    const size_t length = sl_utf8_next(text, left, &point);
    if (length == 0 || kept + length > PART) {
      break;
    }
    if (!sl_utf8_is_control(point) && !sl_utf8_is_invisible(point)) {
      memcpy(name + kept, text, length);
      kept += length;
    }
    text += length;
    left -= length;
  }
  name[kept] = '\0';
  return kept;
}

/* The name of column c over `rows` header rows. */
static const char *joined(const sl_sheet_t *sheet, size_t header, size_t rows, size_t c,
                          char name[128])
{
  const size_t n = append_part(name, sl_sheet_cell(sheet, &sheet->rows[header], c));
  const char *lower = rows > 1 ? sl_sheet_cell(sheet, &sheet->rows[header + 1], c) : "";
  const bool both = n > 0 && lower[0] != '\0';
  if (both) {
    name[n] = ' ';
  }
  append_part(name + n + (both ? 1 : 0), lower);
  return name;
}

const char *sl_layout_name(const sl_sheet_t *sheet, const sl_layout_t *layout, size_t column,
                           char name[128])
{
  return joined(sheet, layout->header, layout->header_rows, column, name);
}

static const sl_column_map_t *mapped(const char *name, const sl_column_map_t *maps, size_t n_maps)
{
  for (size_t m = 0; m < n_maps; m++) {
    char column[128];
    snprintf(column, sizeof column, "%.*s", (int)(maps[m].length < 120 ? maps[m].length : 120),
             maps[m].column);
    if (sl_word_is(name, column)) {
      return &maps[m];
    }
  }
  return NULL;
}

static bool meaning_of(const char *name, const sl_column_map_t *maps, size_t n_maps,
                       sl_foreign_name_t *meaning)
{
  const sl_column_map_t *map = mapped(name, maps, n_maps);
  if (map != NULL) {
    *meaning = (sl_foreign_name_t){map->field, SL_FOREIGN_OWN, 9};
    return true;
  }
  return sl_foreign_column(name, meaning);
}

static size_t width(const sl_sheet_t *sheet, size_t header, size_t rows)
{
  const size_t upper = sheet->rows[header].n;
  const size_t lower = rows > 1 ? sheet->rows[header + 1].n : 0;
  return upper > lower ? upper : lower;
}

/* Different fields that a row names; 0 where it is no header of a census. */
static size_t score(const sl_sheet_t *sheet, size_t header, size_t rows,
                    const sl_column_map_t *maps, size_t n_maps)
{
  bool named[SL_FOREIGN_FIELDS] = {false};
  size_t n = 0;
  for (size_t c = 0; c < width(sheet, header, rows); c++) {
    char name[128];
    sl_foreign_name_t meaning;
    if (meaning_of(joined(sheet, header, rows, c, name), maps, n_maps, &meaning) &&
        !named[meaning.field]) {
      named[meaning.field] = true;
      n += meaning.field != SL_FOREIGN_IGNORED ? 1 : 0;
    }
  }
  const bool has_age = named[SL_FOREIGN_BIRTH_DATE] || named[SL_FOREIGN_AGE];
  return has_age && n >= FIELDS_NEEDED ? n : 0;
}

/* The best header of one sheet; its score, in which one row goes before two that say no more. */
static size_t search(const sl_sheet_t *sheet, const sl_sheet_tab_t *tab,
                     const sl_column_map_t *maps, size_t n_maps, size_t *header, size_t *rows)
{
  size_t best = 0;
  const size_t n = tab->n < ROWS_LOOKED_AT ? tab->n : ROWS_LOOKED_AT;
  for (size_t r = tab->first; r < tab->first + n; r++) {
    for (size_t k = 1; k <= 2 && r + k <= tab->first + tab->n; k++) {
      const size_t fields = score(sheet, r, k, maps, n_maps);
      const size_t found = fields > 0 ? 2 * fields + 2 - k : 0;
      if (found > best) {
        best = found;
        *header = r;
        *rows = k;
      }
    }
  }
  return best;
}

static void place_column(sl_layout_t *layout, const sl_foreign_name_t *meaning, size_t c,
                         unsigned rank[SL_FOREIGN_PERSONS][SL_FOREIGN_FIELDS])
{
  if (meaning->field == SL_FOREIGN_NAME && layout->n_names < SL_LAYOUT_NAMES_MAX) {
    layout->names[layout->n_names++] = c;
  }
  if (meaning->rank > rank[meaning->person][meaning->field]) {
    rank[meaning->person][meaning->field] = meaning->rank;
    layout->column[meaning->person][meaning->field] = c;
  }
  if (meaning->person + 1 > layout->n_persons) {
    layout->n_persons = meaning->person + 1;
  }
}

static void place_columns(const sl_sheet_t *sheet, sl_column_map_t *maps, size_t n_maps,
                          sl_layout_t *layout)
{
  unsigned rank[SL_FOREIGN_PERSONS][SL_FOREIGN_FIELDS] = {{0}};
  for (size_t c = 0; c < width(sheet, layout->header, layout->header_rows); c++) {
    char name[128];
    sl_foreign_name_t meaning;
    joined(sheet, layout->header, layout->header_rows, c, name);
    if (meaning_of(name, maps, n_maps, &meaning)) {
      place_column(layout, &meaning, c, rank);
    } else if (name[0] != '\0' && layout->n_unknown < SL_SHEET_COLUMNS_MAX) {
      layout->unknown[layout->n_unknown++] = c;
    }
    for (size_t m = 0; m < n_maps; m++) {
      maps[m].used |= mapped(name, &maps[m], 1) != NULL;
    }
  }
}

static int check(const sl_layout_t *layout, const sl_column_map_t *maps, size_t n_maps,
                 sl_error_t *error)
{
  for (size_t m = 0; m < n_maps; m++) {
    if (!maps[m].used) {
      return sl_fail(error, SL_ERR_INPUT, "--map: no column is called '%.*s'",
                     (int)(maps[m].length < 60 ? maps[m].length : 60), maps[m].column);
    }
  }
  const size_t *own = layout->column[SL_FOREIGN_OWN];
  if (own[SL_FOREIGN_SEX] == SL_LAYOUT_NONE && own[SL_FOREIGN_RELATIONSHIP] == SL_LAYOUT_NONE) {
    return sl_fail(error, SL_ERR_INPUT,
                   "no column tells the sex; say which one: --map 'Their column=sex'");
  }
  return SL_OK;
}

int sl_layout_find(const sl_sheet_t *sheet, sl_column_map_t *maps, size_t n_maps,
                   sl_layout_t *layout, sl_error_t *error)
{
  size_t best = 0;
  layout->n_names = layout->n_unknown = layout->other_tabs = 0;
  layout->n_persons = 1;
  for (size_t t = 0; t < sheet->n_tabs; t++) {
    size_t header = 0, rows = 0;
    const size_t found = search(sheet, &sheet->tabs[t], maps, n_maps, &header, &rows);
    layout->other_tabs += found > 0 && best > 0 ? 1 : 0;
    if (found > best) {
      best = found;
      layout->tab = sheet->tabs[t];
      layout->header = header;
      layout->header_rows = rows;
    }
  }
  if (best == 0) {
    return sl_fail(
        error, SL_ERR_INPUT,
        "no row names the columns of a census: a birth date or an age, and two more such "
        "as relationship, sex, tier or employee; where yours are called otherwise, say "
        "--map 'Their column=birth_date'");
  }
  for (size_t p = 0; p < SL_FOREIGN_PERSONS; p++) {
    for (size_t f = 0; f < SL_FOREIGN_FIELDS; f++) {
      layout->column[p][f] = SL_LAYOUT_NONE;
    }
  }
  place_columns(sheet, maps, n_maps, layout);
  return check(layout, maps, n_maps, error);
}

bool sl_layout_repeats(const sl_sheet_t *sheet, const sl_layout_t *layout,
                       const sl_sheet_row_t *row)
{
  size_t filled = 0, same = 0;
  const sl_sheet_row_t *header = &sheet->rows[layout->header];
  for (size_t c = 0; c < row->n; c++) {
    const char *cell = sl_sheet_cell(sheet, row, c);
    filled += cell[0] != '\0' ? 1 : 0;
    same += cell[0] != '\0' && strcmp(cell, sl_sheet_cell(sheet, header, c)) == 0 ? 1 : 0;
  }
  return filled > 0 && 2 * same > filled;
}
