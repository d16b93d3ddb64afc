/* Words, figures and sentences in the cells of a workbook, and how they look. */
#include "sim/input/read/utf8.h"
#include "sim/output/document/workbook.h"
#include "sim/output/text/typeset.h"

#include <stdlib.h>
#include <string.h>

#define CELL_MOST 32767 /* UTF-16 units that a cell holds */
#define ESCAPE "_x005F"
#define ELLIPSIS "\xe2\x80\xa6"
#define LINE_HEIGHT 15.0

void sl_workbook_note(sl_workbook_t *workbook, lxw_error code)
{
  workbook->code = workbook->code == LXW_NO_ERROR ? code : workbook->code;
}

/* ---- words ---- */

static bool is_hex(char c)
{
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_escape(const char *text)
{
  bool is = text[0] == '_' && text[1] == 'x';
  for (size_t i = 2; is && i < 6; i++) {
    is = is_hex(text[i]);
  }
  return is && text[6] == '_';
}

const char *sl_workbook_words(sl_workbook_t *workbook, const char *text)
{
  const size_t n = strlen(text);
  char *words = realloc(workbook->words, 2 * n + sizeof ELLIPSIS);
  if (words == NULL) {
    sl_workbook_note(workbook, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return "";
  }
  workbook->words = words;
  size_t end = 0, units = 0, length;
  for (size_t i = 0; i < n; i += length) {
    const size_t escape = is_escape(text + i) ? strlen(ESCAPE) : 0;
    length = sl_utf8_next(text + i, n - i, NULL);
    length = length > 0 ? length : 1;
    units += escape + (length == 4 ? 2 : 1);
    if (units >= CELL_MOST && i + length < n) {
      memcpy(words + end, ELLIPSIS, strlen(ELLIPSIS));
      end += strlen(ELLIPSIS);
      break;
    }
    memcpy(words + end, ESCAPE, escape);
    memcpy(words + end + escape, text + i, length);
    end += escape + length;
  }
  words[end] = '\0';
  return words;
}

size_t sl_workbook_lines(const char *text, double width)
{
  sl_stretch_t rest = {text, strlen(text)};
  size_t lines = 0;
  do {
    sl_next_line(&rest, width > 2.0 ? (size_t)(width - 1.0) : 1);
    lines++;
  } while (rest.length > 0 && lines < 25); /* a row is at most 409 points high */
  return lines;
}

void sl_workbook_height(sl_workbook_t *workbook, lxw_row_t row, size_t lines, double line)
{
  if (lines > 1 || line != LINE_HEIGHT) {
    sl_workbook_note(workbook,
                     worksheet_set_row(workbook->page, row, line * (double)lines + 1.0, NULL));
  }
}

/* ---- styles ---- */

typedef struct look {
  double size;
  lxw_color_t colour; /* 0 = black */
  bool is_bold, is_wrapped, is_right;
  uint8_t top, bottom;
  lxw_color_t ground; /* 0 = white */
} look_t;

static const look_t looks[SL_STYLES] = {
    [SL_STYLE_TITLE] = {.size = 16.0, .is_bold = true},
    [SL_STYLE_QUIET] = {.size = 10.0, .colour = 0x5f6368, .is_wrapped = true},
    [SL_STYLE_HEADING] = {.size = 13.0, .colour = 0x1b5e9e, .is_bold = true},
    [SL_STYLE_SECTION_HEADING] = {.size = 11.0, .is_bold = true},
    [SL_STYLE_SENTENCE] = {.size = 11.0, .is_wrapped = true},
    [SL_STYLE_CAPTION] = {.size = 11.0, .is_bold = true},
    [SL_STYLE_HEAD_LABEL] = {.size = 11.0,
                             .is_bold = true,
                             .is_wrapped = true,
                             .bottom = LXW_BORDER_MEDIUM},
    [SL_STYLE_HEAD] = {.size = 11.0,
                       .is_bold = true,
                       .is_wrapped = true,
                       .is_right = true,
                       .bottom = LXW_BORDER_MEDIUM},
    [SL_STYLE_LABEL] = {.size = 11.0, .is_wrapped = true},
    [SL_STYLE_SECTION] = {.size = 11.0, .colour = 0x1b5e9e, .is_bold = true},
    [SL_STYLE_TOTAL] = {.size = 11.0,
                        .is_bold = true,
                        .is_wrapped = true,
                        .top = LXW_BORDER_THIN,
                        .ground = 0xf4f6f9},
};

static lxw_format *make_style(sl_workbook_t *workbook, const look_t *look)
{
  lxw_format *format = workbook_add_format(workbook->book);
  if (format == NULL) {
    sl_workbook_note(workbook, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return NULL;
  }
  format_set_font_size(format, look->size);
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  if (look->colour != 0) {
    format_set_font_color(format, look->colour);
  }
  if (look->is_bold) {
    format_set_bold(format);
  }
  if (look->is_wrapped) {
    format_set_text_wrap(format);
  }
  if (look->is_right) {
    format_set_align(format, LXW_ALIGN_RIGHT);
  }
  if (look->ground != 0) {
    format_set_bg_color(format, look->ground);
  }
  format_set_top(format, look->top);
  format_set_bottom(format, look->bottom);
  return format;
}

void sl_workbook_number_format(const sl_document_t *document, sl_cell_unit_t unit, char *format,
                               size_t size)
{
  const char *symbol = document->symbol.text;
  switch (unit) {
  case SL_CELL_MONEY:
    snprintf(format, size, "\"%.16s\"#,##0;-\"%.16s\"#,##0", symbol, symbol);
    break;
  case SL_CELL_CENTS:
    snprintf(format, size, "\"%.16s\"#,##0.00;-\"%.16s\"#,##0.00", symbol, symbol);
    break;
  case SL_CELL_SHARE:
    snprintf(format, size, "0.0%%");
    break;
  case SL_CELL_GROWTH:
    snprintf(format, size, "+0.0%%;-0.0%%;0.0%%");
    break;
  case SL_CELL_COUNT:
    snprintf(format, size, "#,##0.##");
    break;
  case SL_CELL_MULTIPLE:
    snprintf(format, size, "0.00#");
    break;
  case SL_CELL_DATE:
    snprintf(format, size, "yyyy-mm-dd");
    break;
  case SL_CELL_NONE:
  case SL_CELL_TEXT:
  case SL_CELL_UNKNOWN:
  case SL_CELL_UNITS:
  default:
    snprintf(format, size, "General");
    break;
  }
}

lxw_format *sl_workbook_figure_style(sl_workbook_t *workbook, sl_cell_unit_t unit,
                                     sl_row_kind_t kind)
{
  lxw_format **kept = &workbook->figure[unit][kind];
  if (*kept == NULL) {
    char format[64];
    look_t look = looks[kind == SL_ROW_TOTAL ? SL_STYLE_TOTAL : SL_STYLE_LABEL];
    look.is_right = true;
    look.is_wrapped = unit == SL_CELL_TEXT;
    *kept = make_style(workbook, &look);
    sl_workbook_number_format(workbook->document, unit, format, sizeof format);
    if (*kept != NULL) {
      format_set_num_format(*kept, format);
    }
  }
  return *kept;
}

/* ---- cells ---- */

static bool read_date(const char *text, lxw_datetime *date)
{
  static const char digits[] = "0123456789";
  char rest;
  const bool is_plain = strlen(text) == 10 && strspn(text, digits) == 4;
  return is_plain &&
         sscanf(text, "%4d-%2d-%2d%c", &date->year, &date->month, &date->day, &rest) == 3 &&
         date->year >= 1900 && date->month >= 1 && date->month <= 12 && date->day >= 1 &&
         date->day <= 31;
}

void sl_workbook_put_cell(sl_workbook_t *workbook, lxw_worksheet *sheet, lxw_row_t row,
                          lxw_col_t column, const sl_cell_t *cell, lxw_format *format)
{
  lxw_datetime date = {0};
  lxw_error code;
  if (sl_cell_is_number(cell)) {
    code = worksheet_write_number(sheet, row, column, cell->value.value, format);
  } else if (cell->unit == SL_CELL_NONE) {
    code = worksheet_write_blank(sheet, row, column, format);
  } else if (cell->unit == SL_CELL_DATE && read_date(cell->text, &date)) {
    code = worksheet_write_datetime(sheet, row, column, &date, format);
  } else {
    char buffer[SL_FIGURE_SIZE];
    const char *shown = sl_cell_shown(workbook->document, cell, false, buffer);
    code = worksheet_write_string(sheet, row, column, sl_workbook_words(workbook, shown), format);
  }
  sl_workbook_note(workbook, code);
}

void sl_workbook_put_sentence(sl_workbook_t *workbook, const char *before, const char *text,
                              sl_style_t style)
{
  double width = 0.0;
  for (size_t c = 0; c < workbook->columns; c++) {
    width += workbook->width[c];
  }
  char *all = malloc(strlen(before) + strlen(text) + 1);
  if (all == NULL) {
    sl_workbook_note(workbook, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return;
  }
  strcpy(all, before);
  strcat(all, text);
  const lxw_row_t row = workbook->row++;
  const double size = looks[style].size;
  sl_workbook_note(workbook, worksheet_merge_range(
                                 workbook->page, row, 0, row, (lxw_col_t)(workbook->columns - 1),
                                 sl_workbook_words(workbook, all), workbook->style[style]));
  sl_workbook_height(workbook, row, sl_workbook_lines(all, width * 11.0 / size),
                     LINE_HEIGHT * size / 11.0);
  free(all);
}

void sl_workbook_make_styles(sl_workbook_t *workbook)
{
  for (size_t s = 0; s < SL_STYLES; s++) {
    workbook->style[s] = make_style(workbook, &looks[s]);
  }
}
