#include "sim/output/report/validate_html.h"

#include "sim/output/document/markup.h"
#include "sim/output/report/validate_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char style[] =
    "html{color:#202124;background:#fff;font:16px/1.5 system-ui,sans-serif}\n"
    "body{max-width:60rem;margin:0 auto;padding:1rem}\n"
    "h1{font-size:1.6rem;line-height:1.25;margin:.5rem 0;overflow-wrap:anywhere}\n"
    "h2{font-size:1.25rem;margin:2.5rem 0 .5rem}\n"
    "p{overflow-wrap:anywhere}\n"
    "figure{margin:1.5rem 0;overflow-x:auto}\n"
    "figure svg{display:block;width:100%;min-width:44rem;height:auto}\n"
    "table{width:100%;border-collapse:collapse;font-size:.875rem;line-height:1.35;"
    "font-variant-numeric:tabular-nums}\n"
    "th,td{padding:.3rem 0 .3rem .6rem;text-align:right;vertical-align:baseline;"
    "border-bottom:1px solid #dadce0}\n"
    "th{font-weight:normal}\n"
    "thead th{color:#5f6368}\n"
    "tbody th{padding-left:0;text-align:left;overflow-wrap:anywhere}\n"
    "th.section{font-weight:bold;padding-top:1.2rem}\n"
    "td:nth-child(4){white-space:nowrap}\n"
    "p.wide{display:none;color:#5f6368}\n"
    "td.off{color:#a81c22;font-weight:bold}\n"
    "@media(max-width:40rem){body{padding:.75rem}table{font-size:.75rem}"
    "th,td{padding-left:.35rem}p.wide{display:block}}\n"
    "@media print{html{font-size:10pt}body{max-width:none;padding:0}"
    "figure{break-inside:avoid;overflow:visible}figure svg{min-width:0;width:85%}"
    "p.wide{display:none}tbody{break-inside:avoid}thead{display:table-header-group}h2{break-after:"
    "avoid}}\n";

/* ---- pictures ---- */

static int put_picture(FILE *out, const sl_page_picture_t *picture, sl_error_t *error)
{
  const char *svg = strstr(picture->svg, "<svg");
  if (svg == NULL) {
    return sl_fail(error, SL_ERR_PROGRAM, "gnuplot drew no SVG of %s", picture->name);
  }
  fputs("<figure tabindex=\"0\" role=\"img\" aria-label=\"", out);
  sl_put_markup(out, picture->words);
  fputs("\">\n", out);
  sl_put_svg(out, svg, picture->name);
  fputs("</figure>\n", out);
  return SL_OK;
}

/* ---- tables ---- */

/* Names of services may be broken after an underscore. */
static void put_label(FILE *out, const char *label)
{
  fputs("<th scope=\"row\">", out);
  while (*label != '\0') {
    const size_t length = strcspn(label, "_");
    const size_t all = length + (label[length] == '_');
    sl_put_markup_part(out, label, all);
    fputs(label[length] == '_' ? "<wbr>" : "", out);
    label += all;
  }
  fputs("</th>", out);
}

static void put_row(FILE *out, const sl_validation_t *validation, size_t i)
{
  sl_validate_row_t row;
  sl_validate_row(validation, i, &row);
  fputs("<tr>", out);
  put_label(out, row.label);
  for (size_t c = 0; c < SL_VALIDATE_COLUMNS; c++) {
    sl_put_element(out, "td", row.met || c > 0 ? "" : " class=\"off\"", row.figure[c]);
  }
  sl_put_element(out, "td", row.met ? "" : " class=\"off\"", row.met ? "" : "*");
  fputs("</tr>\n", out);
}

static void put_section(FILE *out, const sl_validation_t *validation,
                        const sl_validate_part_t *part, const sl_validate_section_t *section)
{
  const size_t n = validation->targets->n;
  size_t i = sl_validate_next(validation, part, section, 0);
  if (i == n) {
    return;
  }
  fputs("<tbody>\n<tr>", out);
  sl_put_element(out, "th", " class=\"section\" colspan=\"5\" scope=\"rowgroup\"", section->title);
  fputs("</tr>\n", out);
  for (; i < n; i = sl_validate_next(validation, part, section, i + 1)) {
    put_row(out, validation, i);
  }
  fputs("</tbody>\n", out);
}

static bool has_any(const sl_validation_t *validation, const sl_validate_part_t *part)
{
  size_t n = 0;
  for (size_t i = 0; i < validation->targets->n; i++) {
    n += validation->targets->list[i].fitted == part->fitted;
  }
  return n > 0;
}

static void put_part(FILE *out, const sl_validation_t *validation, const sl_validate_part_t *part)
{
  sl_put_element(out, "h2", "", part->title);
  fputs("\n<table>\n<thead><tr><td></td>", out);
  for (size_t c = 0; c < SL_VALIDATE_COLUMNS; c++) {
    sl_put_element(out, "th", " scope=\"col\"", sl_validate_heads[c]);
  }
  fputs("<td></td></tr></thead>\n", out);
  for (size_t s = 0; s < SL_VALIDATE_SECTIONS; s++) {
    put_section(out, validation, part, &sl_validate_sections[s]);
  }
  fputs("</table>\n", out);
}

/* ---- the page ---- */

static int put_page(FILE *out, const sl_validation_t *validation, const sl_page_picture_t *pictures,
                    size_t n, sl_error_t *error)
{
  char text[SL_VALIDATE_TEXT];
  int code = SL_OK;
  fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
        "style-src 'unsafe-inline'; img-src data:\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
        out);
  sl_put_element(out, "title", "", validation->facts->title);
  fprintf(out, "\n<style>\n%s</style>\n</head>\n<body>\n", style);
  sl_put_element(out, "h1", "", validation->facts->title);
  sl_validate_origin(validation, text);
  sl_put_element(out, "p", "", text);
  sl_validate_verdict(validation, text);
  sl_put_element(out, "p", "", text);
  if (n > 0) {
    sl_put_element(out, "p", " class=\"wide\"",
                   "The pictures are wider than the screen: move them sideways.");
  }
  putc('\n', out);
  for (size_t i = 0; code == SL_OK && i < n; i++) {
    code = put_picture(out, &pictures[i], error);
  }
  for (size_t p = 0; p < SL_VALIDATE_PARTS; p++) {
    if (has_any(validation, &sl_validate_parts[p])) {
      put_part(out, validation, &sl_validate_parts[p]);
    }
  }
  fputs("</body>\n</html>\n", out);
  return code;
}

int sl_validate_html(const sl_validation_t *validation, const sl_page_picture_t *pictures, size_t n,
                     char **text, sl_error_t *error)
{
  size_t size = 0;
  *text = NULL;
  FILE *out = open_memstream(text, &size);
  if (out == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the page");
  }
  int code = put_page(out, validation, pictures, n, error);
  const int failed = ferror(out);
  if ((fclose(out) != 0 || failed || *text == NULL) && code == SL_OK) {
    code = sl_fail(error, SL_ERR_MEMORY, "no memory for the page");
  }
  if (code != SL_OK) {
    free(*text);
    *text = NULL;
  }
  return code;
}
