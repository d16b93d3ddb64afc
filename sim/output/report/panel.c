#include "sim/output/report/panel.h"

#include <stdbool.h>
#include <string.h>

const sl_arrangement_summary_t *sl_page_summary(const sl_page_t *page, size_t arrangement)
{
  return &page->summary->arrangements[arrangement];
}

const sl_arrangement_facts_t *sl_page_facts(const sl_page_t *page, size_t arrangement)
{
  return &page->results->facts->arrangements[arrangement];
}

sl_figure_t sl_page_amount(const sl_page_t *page, sl_estimate_t estimate)
{
  return sl_format_amount(page->symbol.text, estimate);
}

static int tells_nothing(const sl_page_t *page, const char *figure)
{
  return strcmp(figure, sl_format_exact(page->symbol.text, 0.0).text) == 0 ||
         strcmp(figure, sl_format_ratio(sl_exactly(0.0)).text) == 0 || strcmp(figure, "0") == 0 ||
         strcmp(figure, sl_format_multiple(sl_exactly(0.0)).text) == 0 || strcmp(figure, "-") == 0;
}

int sl_row_is_empty(const sl_page_t *page, const sl_panel_t *panel, const sl_row_t *row)
{
  for (size_t c = 0; c < panel->n; c++) {
    if (!tells_nothing(page, row->cell(page, panel->first + c).text)) {
      return 0;
    }
  }
  return 1;
}

static bool is_empty_section(const sl_page_t *page, const sl_panel_t *panel, const sl_row_t *rows)
{
  while (rows->label != NULL && sl_row_is_empty(page, panel, rows)) {
    rows++;
  }
  return rows->label == NULL;
}

void sl_put_section(const sl_page_t *page, const sl_panel_t *panel, const char *title,
                    const sl_row_t *rows, int drop_empty)
{
  if (drop_empty && is_empty_section(page, panel, rows)) {
    return;
  }
  fprintf(page->out, "\n%s\n", title);
  for (const sl_row_t *row = rows; row->label != NULL; row++) {
    if (drop_empty && sl_row_is_empty(page, panel, row)) {
      continue;
    }
    fputs("  ", page->out);
    sl_put_left(page->out, row->label, SL_LABEL_WIDTH - 2);
    for (size_t c = 0; c < panel->n; c++) {
      sl_put_right(page->out, row->cell(page, panel->first + c).text, panel->width);
    }
    putc('\n', page->out);
  }
}
