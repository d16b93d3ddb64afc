/* A document as one page of HTML. */
#include "sim/output/document/chart.h"
#include "sim/output/document/markup.h"
#include "sim/output/document/parts.h"

#include <stdlib.h>
#include <string.h>

#define PLUS_MINUS " \xc2\xb1 "

static const char style[] =
    "html{color:#202124;background:#fff;font:16px/1.5 system-ui,sans-serif}\n"
    "body{max-width:64rem;margin:0 auto;padding:1rem}\n"
    "h1{font-size:1.7rem;line-height:1.25;margin:.5rem 0 0;overflow-wrap:anywhere}\n"
    "h2{font-size:1.3rem;margin:2.5rem 0 .5rem;padding-bottom:.2rem;"
    "border-bottom:2px solid #1b5e9e}\n"
    "h3{font-size:1.08rem;margin:2rem 0 .5rem}\n"
    "h2,h3,p,li,figcaption,caption{overflow-wrap:anywhere}\n"
    "p,ul{max-width:46rem;margin:.6rem 0}\n"
    "p.subtitle,p.note{color:#5f6368}\n"
    "p.subtitle{margin-top:.1rem}\n"
    "p.note{font-size:.875rem}\n"
    "figure{margin:1.5rem 0}\n"
    "figcaption,caption{text-align:left;font-weight:bold;padding-bottom:.4rem}\n"
    "div.box{overflow-x:auto;margin:1.2rem 0}\n"
    "figure div.box{margin:0}\n"
    "figure svg{display:block;width:100%;height:auto}\n"
    "figure div.box svg{min-width:38rem}\n"
    "div.narrow{display:none;max-width:30rem}\n"
    "table{border-collapse:collapse;min-width:60%;font-size:.9rem;line-height:1.35;"
    "font-variant-numeric:tabular-nums}\n"
    "caption{position:sticky;left:0}\n"
    "th,td{padding:.32rem 0 .32rem 1.4rem;text-align:right;vertical-align:baseline;"
    "border-bottom:1px solid #e4e6e9}\n"
    "th{font-weight:normal}\n"
    "thead th{vertical-align:bottom;font-weight:bold;border-bottom:2px solid #5f6368;"
    "max-width:11rem;overflow-wrap:break-word}\n"
    "th:first-child{padding-left:0;padding-right:.4rem;text-align:left;min-width:9rem;"
    "overflow-wrap:anywhere;position:sticky;left:0;background:#fff}\n"
    "td.figure{white-space:nowrap}\n"
    "td.words{max-width:13rem;min-width:6rem;overflow-wrap:anywhere}\n"
    "table.list td,table.list th{text-align:left;max-width:none}\n"
    "td.figure span{color:#5f6368}\n"
    "th.section{font-weight:bold;color:#1b5e9e;padding-top:1rem}\n"
    "tr.total th,tr.total td{font-weight:bold;border-top:1px solid #5f6368;background:#f4f6f9}\n"
    "tr.total td.figure span{font-weight:normal}\n"
    "@media screen and (max-width:40rem){div.wide{display:none}div.narrow{display:block}}\n"
    "div.live form{margin:1rem 0;padding:.9rem 1rem;background:#f4f6f9;border-radius:.4rem;"
    "max-width:46rem}\n"
    "div.live form div,fieldset{margin:0 0 .7rem;padding:0;border:0}\n"
    "fieldset label{display:inline-block;margin-right:1.2rem;padding:.2rem 0}\n"
    "legend{padding:0}\n"
    "output{font-weight:bold}\n"
    "input[type=range]{display:block;width:100%;min-height:1.6rem;margin:.2rem 0;"
    "accent-color:#1b5e9e}\n"
    "button{font:inherit;padding:.25rem .8rem}\n"
    "div.live dl{display:flex;flex-wrap:wrap;gap:.7rem 2rem;margin:1rem 0}\n"
    "div.live dt{color:#5f6368;font-size:.875rem}\n"
    "div.live dd{margin:0;font-size:1.1rem;font-weight:bold;font-variant-numeric:tabular-nums}\n"
    "div.answers{display:flex;flex-wrap:wrap;margin:.6rem -.4rem}\n"
    "div.answers section{flex:1 1 26rem;min-width:0;margin:.3rem .4rem;padding:.45rem .8rem .55rem;"
    "background:#f4f6f9;border-left:4px solid #1b5e9e}\n"
    "div.answers h2{font-size:1rem;margin:0;padding:0;border:0}\n"
    "div.answers p{font-size:.95rem;line-height:1.42;margin:.15rem 0 0}\n"
    "@media(max-width:40rem){div.answers "
    "section{flex-basis:100%}body{padding:.75rem}h1{font-size:1.4rem}table{font-size:.8rem}"
    "th,td{padding-left:.9rem}th:first-child{min-width:7.5rem;max-width:9.5rem}}\n"
    "@media "
    "print{div.live{display:none}html{font-size:10pt}body{max-width:none;padding:0}p,ul{max-width:"
    "none}"
    "div.box{overflow:visible}figure{break-inside:avoid}figure svg{min-width:0;width:85%}"
    "table{font-size:8.5pt}th,td{padding-left:.7rem}tr,h2,h3{break-inside:avoid}"
    "thead{display:table-header-group}th:first-child,caption{position:static}"
    "div.answers{margin:.6rem 0}div.answers section{break-inside:avoid;padding:.3rem .6rem}"
    "h2,h3,h2+p,h2+p+p.note,caption,thead,figcaption,tr.section{break-after:avoid}}\n";

#define SHEET(size)                                                                                \
  "@page{size:" size ";margin:16mm 15mm 18mm;@bottom-right{content:counter(page)\" / \""           \
  "counter(pages);font:8pt sans-serif;color:#5f6368}}\n"

/* ---- tables ---- */

static void put_head(FILE *out, const sl_document_table_t *table)
{
  fputs("<thead><tr>", out);
  for (size_t c = 0; c < table->columns; c++) {
    sl_put_element(out, "th", " scope=\"col\"", table->header[c]);
  }
  fputs("</tr></thead>\n<tbody>\n", out);
}

static void put_cell(FILE *out, const sl_document_table_t *table, const sl_cell_t *cell)
{
  char buffer[SL_FIGURE_SIZE];
  const char *shown = sl_cell_shown(table->document, cell, table->show_errors, buffer);
  if (cell->unit == SL_CELL_TEXT) {
    sl_put_element(out, "td", " class=\"words\"", shown);
    return;
  }
  const char *error = strstr(shown, PLUS_MINUS);
  const size_t n = error != NULL ? (size_t)(error - shown) : strlen(shown);
  fputs("<td class=\"figure\">", out);
  sl_put_markup_part(out, shown, n);
  if (error != NULL) {
    sl_put_element(out, "span", "", error);
  }
  fputs("</td>", out);
}

static void put_row(FILE *out, const sl_document_table_t *table, const sl_document_row_t *row)
{
  if (row->kind == SL_ROW_SECTION) {
    char attributes[80];
    snprintf(attributes, sizeof attributes, " class=\"section\" scope=\"rowgroup\" colspan=\"%zu\"",
             table->columns);
    fputs("<tr class=\"section\">", out);
    sl_put_element(out, "th", attributes, row->label);
  } else {
    fputs(row->kind == SL_ROW_TOTAL ? "<tr class=\"total\">" : "<tr>", out);
    sl_put_element(out, "th", " scope=\"row\"", row->label);
    for (size_t c = 1; c < table->columns; c++) {
      put_cell(out, table, sl_row_cell(row, c));
    }
  }
  fputs("</tr>\n", out);
}

static void put_table(FILE *out, const sl_document_table_t *table)
{
  fputs("<div class=\"box\" tabindex=\"0\" role=\"group\" aria-label=\"", out);
  sl_put_markup(out, table->caption);
  fprintf(out, "\">\n<table%s>\n", sl_table_is_list(table) ? " class=\"list\"" : "");
  sl_put_element(out, "caption", "", table->caption);
  putc('\n', out);
  put_head(out, table);
  for (size_t r = 0; r < table->rows; r++) {
    put_row(out, table, &table->row[r]);
  }
  fputs("</tbody>\n</table>\n</div>\n", out);
}

/* ---- drawings ---- */

/* Of a chart whoever does not see it hears what it shows, or every figure. */
static void put_chart_words(FILE *out, const sl_document_chart_t *chart)
{
  char buffer[SL_FIGURE_SIZE];
  sl_put_markup(out, chart->title);
  if (chart->words[0] != '\0') {
    fputs(". ", out);
    sl_put_markup(out, chart->words);
    return;
  }
  for (size_t s = 0; s < chart->n; s++) {
    fputs(". ", out);
    sl_put_markup(out, chart->series[s].name);
    for (size_t c = 0; c < chart->categories; c++) {
      const sl_cell_t cell = sl_chart_cell(chart, s, c);
      fputs(c == 0 ? ": " : ", ", out);
      sl_put_markup(out, chart->category[c]);
      putc(' ', out);
      sl_put_markup(out, sl_cell_shown(chart->document, &cell, false, buffer));
    }
  }
}

static void put_chart(FILE *out, const sl_document_chart_t *chart)
{
  fputs("<figure>\n", out);
  sl_put_element(out, "figcaption", "", chart->title);
  fputs("\n<div role=\"img\" aria-label=\"", out);
  put_chart_words(out, chart);
  fputs("\">\n<div class=\"wide\">\n", out);
  sl_put_chart(out, chart, false);
  fputs("</div>\n<div class=\"narrow\">\n", out);
  sl_put_chart(out, chart, true);
  fputs("</div>\n</div>\n</figure>\n", out);
}

static void put_picture(FILE *out, const sl_document_block_t *block)
{
  fputs("<figure>\n<div class=\"box\" tabindex=\"0\" role=\"img\" aria-label=\"", out);
  sl_put_markup(out, block->text);
  fputs("\">\n", out);
  sl_put_svg(out, block->svg, block->name);
  fputs("</div>\n</figure>\n", out);
}

/* ---- the page ---- */

static void put_answers(FILE *out, const sl_document_block_t *block)
{
  fputs("<div class=\"answers\">\n", out);
  for (size_t i = 0; i < block->n; i++) {
    fputs("<section>\n", out);
    sl_put_element(out, "h2", "", block->asked[i].question);
    putc('\n', out);
    sl_put_element(out, "p", "", block->asked[i].answer);
    fputs("\n</section>\n", out);
  }
  fputs("</div>", out);
}

static void put_block(FILE *out, const sl_document_block_t *block)
{
  switch (block->kind) {
  case SL_BLOCK_HEADING:
    sl_put_element(out, block->level == 1 ? "h2" : "h3", "", block->text);
    break;
  case SL_BLOCK_PARAGRAPH:
    sl_put_element(out, "p", "", block->text);
    break;
  case SL_BLOCK_NOTE:
    sl_put_element(out, "p", " class=\"note\"", block->text);
    break;
  case SL_BLOCK_LIST:
    fputs("<ul>\n", out);
    for (size_t i = 0; i < block->n; i++) {
      sl_put_element(out, "li", "", block->item[i]);
      putc('\n', out);
    }
    fputs("</ul>", out);
    break;
  case SL_BLOCK_ANSWERS:
    put_answers(out, block);
    break;
  case SL_BLOCK_TABLE:
    put_table(out, block->table);
    break;
  case SL_BLOCK_CHART:
    put_chart(out, block->chart);
    break;
  case SL_BLOCK_PICTURE:
    put_picture(out, block);
    break;
  }
  putc('\n', out);
}

/* Nothing in a script of data ends it, or begins a comment, where there is no `<`. */
static void put_live(FILE *out, const sl_document_live_t *live)
{
  fprintf(out, "<div id=\"%s\" class=\"live\">\n<script type=\"application/json\">", live->name);
  for (const char *at = live->data; *at != '\0';) {
    const size_t n = strcspn(at, "<");
    fwrite(at, 1, n, out);
    at += n;
    if (*at == '<') {
      fputs("\\u003c", out);
      at++;
    }
  }
  fputs("</script>\n</div>\n", out);
}

static void put_head_of_page(FILE *out, const sl_document_t *document, const char *rules,
                             const sl_page_script_t *script)
{
  fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
        "style-src 'unsafe-inline'; img-src data:",
        out);
  if (script != NULL) {
    fprintf(out, "; script-src 'sha256-%s'", script->sha256);
  }
  fputs("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n", out);
  sl_put_element(out, "title", "", document->title);
  fprintf(out, "\n<style>\n%s%s</style>\n</head>\n", style, rules);
}

/* rules: more of the style; live: NULL = without the script. */
static void put_page(FILE *out, const sl_document_t *document, const char *rules,
                     const sl_document_live_t *live)
{
  put_head_of_page(out, document, rules, live != NULL ? live->script : NULL);
  fputs("<body>\n<main>\n", out);
  sl_put_element(out, "h1", "", document->title);
  putc('\n', out);
  if (document->subtitle[0] != '\0') {
    sl_put_element(out, "p", " class=\"subtitle\"", document->subtitle);
    putc('\n', out);
  }
  for (size_t b = 0; b <= document->blocks; b++) {
    if (live != NULL && live->before == b) {
      put_live(out, live);
    }
    if (b < document->blocks) {
      put_block(out, &document->block[b]);
    }
  }
  fputs("</main>\n", out);
  if (live != NULL) {
    fprintf(out, "<script>%s</script>\n", live->script->text);
  }
  fputs("</body>\n</html>\n", out);
}

static int put_document(const sl_document_t *document, const char *rules, bool is_live,
                        char **bytes, size_t *n, sl_error_t *error)
{
  *bytes = NULL;
  *n = 0;
  const int code = sl_document_check(document, error);
  if (code != SL_OK) {
    return code;
  }
  FILE *out = open_memstream(bytes, n);
  if (out != NULL) {
    put_page(out, document, rules,
             is_live && document->live.script != NULL ? &document->live : NULL);
  }
  return sl_rendered(out, SL_OK, bytes, error);
}

int sl_document_html(const sl_document_t *document, char **bytes, size_t *n, sl_error_t *error)
{
  return put_document(document, "", true, bytes, n, error);
}

int sl_document_sheets(const sl_document_t *document, sl_paper_size_t size, char **bytes, size_t *n,
                       sl_error_t *error)
{
  static const char *const rules[] = {
      [SL_PAPER_LETTER] = SHEET("letter"), [SL_PAPER_A4] = SHEET("A4")};
  return put_document(document, rules[size], false, bytes, n, error);
}
