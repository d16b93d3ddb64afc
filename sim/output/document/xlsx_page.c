/* The page of a workbook, block by block. */
#include "sim/output/document/workbook.h"
#include "sim/output/text/layout.h"
#include "sim/output/text/typeset.h"

#include <string.h>

#define PAGE_COLUMNS 6    /* at least, so that sentences have room */
#define CREATED 946684800 /* 2000-01-01: equal documents give equal bytes */
#define PAGE_SHEET "Page"
#define FIGURES_SHEET "Chart figures"

static void put_list(sl_workbook_t *workbook, const sl_document_block_t *block)
{
  for (size_t i = 0; i < block->n; i++) {
    sl_workbook_put_sentence(workbook, "\xe2\x80\xa2 ", block->item[i], SL_STYLE_SENTENCE);
  }
  workbook->row++;
}

static void put_answers(sl_workbook_t *workbook, const sl_document_block_t *block)
{
  for (size_t i = 0; i < block->n; i++) {
    sl_workbook_put_sentence(workbook, "", block->asked[i].question, SL_STYLE_CAPTION);
    sl_workbook_put_sentence(workbook, "", block->asked[i].answer, SL_STYLE_SENTENCE);
  }
  workbook->row++;
}

static void put_block(sl_workbook_t *workbook, const sl_document_block_t *block)
{
  switch (block->kind) {
  case SL_BLOCK_HEADING:
    sl_workbook_put_sentence(workbook, "", block->text,
                             block->level == 1 ? SL_STYLE_HEADING : SL_STYLE_SECTION_HEADING);
    break;
  case SL_BLOCK_PARAGRAPH:
    sl_workbook_put_sentence(workbook, "", block->text, SL_STYLE_SENTENCE);
    workbook->row++;
    break;
  case SL_BLOCK_NOTE:
  case SL_BLOCK_PICTURE:
    sl_workbook_put_sentence(workbook, "", block->text, SL_STYLE_QUIET);
    workbook->row++;
    break;
  case SL_BLOCK_LIST:
    put_list(workbook, block);
    break;
  case SL_BLOCK_ANSWERS:
    put_answers(workbook, block);
    break;
  case SL_BLOCK_TABLE:
    sl_workbook_put_table(workbook, block->table);
    break;
  case SL_BLOCK_CHART:
    sl_workbook_put_chart(workbook, block->chart);
    break;
  }
}

/* The page's columns serve all of its tables. */
static void set_columns(sl_workbook_t *workbook)
{
  const sl_document_t *document = workbook->document;
  workbook->columns = PAGE_COLUMNS;
  for (size_t b = 0; b < document->blocks; b++) {
    const sl_document_table_t *table = document->block[b].table;
    const size_t n = table != NULL ? sl_workbook_table_columns(table) : 0;
    if (n > SL_COLUMNS_MAX) {
      sl_workbook_note(workbook, LXW_ERROR_PARAMETER_VALIDATION);
      return;
    }
    workbook->columns = n > workbook->columns ? n : workbook->columns;
    if (n > 0) {
      sl_workbook_widen(workbook, table);
    }
  }
  for (size_t c = 0; c < workbook->columns; c++) {
    const double least = c == 0 ? 28.0 : 13.0;
    workbook->width[c] = workbook->width[c] > least ? workbook->width[c] : least;
    sl_workbook_note(workbook, worksheet_set_column(workbook->page, (lxw_col_t)c, (lxw_col_t)c,
                                                    workbook->width[c], NULL));
  }
}

static void set_print(lxw_worksheet *sheet)
{
  worksheet_set_landscape(sheet);
  worksheet_fit_to_pages(sheet, 1, 0);
  worksheet_set_margins(sheet, 0.5, 0.5, 0.6, 0.6);
  worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
}

static bool has_chart(const sl_document_t *document)
{
  bool found = false;
  for (size_t b = 0; b < document->blocks; b++) {
    found = found || document->block[b].kind == SL_BLOCK_CHART;
  }
  return found;
}

void sl_workbook_open_sheets(sl_workbook_t *workbook)
{
  workbook->page = workbook_add_worksheet(workbook->book, PAGE_SHEET);
  if (has_chart(workbook->document)) {
    workbook->charts = workbook_add_worksheet(workbook->book, SL_CHARTS_SHEET);
    workbook->figures = workbook_add_worksheet(workbook->book, FIGURES_SHEET);
  }
  if (workbook->page == NULL ||
      (has_chart(workbook->document) && (workbook->charts == NULL || workbook->figures == NULL))) {
    sl_workbook_note(workbook, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return;
  }
  sl_workbook_make_styles(workbook);
  set_print(workbook->page);
  sl_workbook_note(workbook, worksheet_set_footer(workbook->page, "&C&P / &N"));
  set_columns(workbook);
  if (workbook->figures != NULL) {
    set_print(workbook->charts);
    worksheet_set_print_scale(workbook->charts, 100); /* in place of fitting: pages are broken */
    set_print(workbook->figures);
    sl_workbook_note(workbook, worksheet_set_column(workbook->figures, 0, 0, 36.0, NULL));
    sl_workbook_note(workbook, worksheet_set_column(workbook->figures, 1, 20, 16.0, NULL));
  }
}

void sl_workbook_put_page(sl_workbook_t *workbook)
{
  const sl_document_t *document = workbook->document;
  char title[128];
  size_t width;
  lxw_doc_properties properties = {.title = title, .created = CREATED};
  snprintf(title, sizeof title, "%.*s",
           (int)sl_text_measure(document->title, strlen(document->title), 30, &width),
           document->title);
  sl_workbook_note(workbook, workbook_set_properties(workbook->book, &properties));
  sl_workbook_put_sentence(workbook, "", document->title, SL_STYLE_TITLE);
  if (document->subtitle[0] != '\0') {
    sl_workbook_put_sentence(workbook, "", document->subtitle, SL_STYLE_QUIET);
  }
  workbook->row++;
  for (size_t b = 0; workbook->code == LXW_NO_ERROR && b < document->blocks; b++) {
    put_block(workbook, &document->block[b]);
  }
  sl_workbook_break_charts(workbook);
}
