/* A document: headings, sentences, tables, charts and pictures, composed once and rendered as text,
 * HTML, a spreadsheet, CSV and JSON, so that no sentence and no figure is written twice.
 *
 * Composing never fails at a call. The document notes the first failure (memory, an argument out of
 * range), takes whatever comes after it without effect, and every renderer returns it. All texts
 * are copied. In them a line break or a tab becomes a blank; what is not UTF-8, and characters that
 * command a terminal, reorder or hide text, become U+FFFD: so a name that a user chose is words in
 * every rendering. Checked by tests/unit/test_document*.c.
 */
#ifndef SL_SIM_OUTPUT_DOCUMENT_DOCUMENT_H
#define SL_SIM_OUTPUT_DOCUMENT_DOCUMENT_H

#include "models/core/error.h"
#include "models/statistics/statistics.h"
#include "sim/output/text/paper.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sl_document sl_document_t;
typedef struct sl_document_table sl_document_table_t;
typedef struct sl_document_chart sl_document_chart_t;

#if defined(__GNUC__)
#define SL_FORMATTED(which, first) __attribute__((format(printf, which, first)))
#else
#define SL_FORMATTED(which, first)
#endif

/* ---- a document and its blocks, in their order ---- */

/* subtitle: "" = none. currency: an ISO 4217 code, "" = none,
 * else letters (SL_ERR_ARGUMENT). NULL without memory, which every function here
 * takes as a document that has failed. */
sl_document_t *sl_document_new(const char *title, const char *subtitle, const char *currency);
void sl_document_free(sl_document_t *document);

/* There was no memory for what should come into it: SL_ERR_MEMORY of every renderer. */
void sl_document_fail(sl_document_t *document);

/* level 1 (a part of the document) or 2 (a section of a part). */
void sl_document_heading(sl_document_t *document, int level, const char *format, ...)
    SL_FORMATTED(3, 4);
void sl_document_paragraph(sl_document_t *document, const char *format, ...) SL_FORMATTED(2, 3);
/* Small print: what a figure does not say. */
void sl_document_note(sl_document_t *document, const char *format, ...) SL_FORMATTED(2, 3);
/* One sentence of a list; the first one after another block begins a list. */
void sl_document_item(sl_document_t *document, const char *format, ...) SL_FORMATTED(2, 3);

/* A question and what the figures answer: plain texts, not formats. Several in a row stand
 * together: on a page two beside each other where it is wide enough. */
void sl_document_answer(sl_document_t *document, const char *question, const char *answer);

/* An SVG document of the program's own drawing; what stands before its <svg> is left out. name:
 * stands in front of its ids, letters, digits, - and _. words: what it shows, for whoever does not
 * see it. SL_ERR_ARGUMENT without <svg. */
void sl_document_picture(sl_document_t *document, const char *name, const char *words,
                         const char *svg, size_t n);

/* ---- tables ---- */

typedef enum sl_cell_unit {
  SL_CELL_NONE,     /* an empty cell */
  SL_CELL_TEXT,     /* words */
  SL_CELL_MONEY,    /* an amount in whole units of the currency */
  SL_CELL_CENTS,    /* an amount with cents, as a rate */
  SL_CELL_SHARE,    /* a fraction, shown as a percentage */
  SL_CELL_GROWTH,   /* a fraction, shown as a percentage with its sign */
  SL_CELL_COUNT,    /* how many */
  SL_CELL_MULTIPLE, /* times another figure */
  SL_CELL_DATE,     /* text: YYYY-MM-DD */
  SL_CELL_UNKNOWN,  /* a figure that does not exist or is not known: a dash */
  SL_CELL_UNITS
} sl_cell_unit_t;

/* A figure with its standard error (0 = exact; NaN = not told by the sample), or words. */
typedef struct sl_cell {
  sl_cell_unit_t unit;
  sl_estimate_t value; /* unrounded */
  uint64_t trials;  /* of a share of trials: "none of 20,000" where it is 0; 0 = of anything else */
  const char *text; /* of SL_CELL_TEXT and SL_CELL_DATE */
  const char *source; /* result variable or formula, as "cost_mean[2]"; NULL = none */
} sl_cell_t;

static inline sl_cell_t sl_cell_text(const char *text)
{
  return (sl_cell_t){.unit = SL_CELL_TEXT, .text = text};
}

static inline sl_cell_t sl_cell_estimate(sl_cell_unit_t unit, sl_estimate_t value,
                                         const char *source)
{
  return (sl_cell_t){.unit = unit, .value = value, .source = source};
}

static inline sl_cell_t sl_cell_exact(sl_cell_unit_t unit, double value, const char *source)
{
  return (sl_cell_t){.unit = unit, .value = {value, 0.0}, .source = source};
}

static inline sl_cell_t sl_cell_unknown(const char *source)
{
  return (sl_cell_t){.unit = SL_CELL_UNKNOWN, .source = source};
}

typedef enum sl_row_kind {
  SL_ROW_PLAIN,
  SL_ROW_SECTION, /* a heading between rows; it has no cells */
  SL_ROW_TOTAL
} sl_row_kind_t;

/* name: a word for programs, unlike any other table's. caption: what stands above it. show_errors:
 * each estimate's standard error is shown: after the value in text and HTML ("$2.314M ± 3.1k"), in
 * a column of its own in a spreadsheet and in CSV, behind the others. JSON has it always. */
sl_document_table_t *sl_document_table(sl_document_t *document, const char *name,
                                       const char *caption, bool show_errors);

/* The first column is that of the rows' labels; all of them come before the first row. */
void sl_table_column(sl_document_table_t *table, const char *header);

/* The cells that follow belong to it, from the second column on; those that do not come are empty.
 * SL_ERR_ARGUMENT for one more than there are columns, or for one of a section. */
void sl_table_row(sl_document_table_t *table, sl_row_kind_t kind, const char *label);
void sl_table_cell(sl_document_table_t *table, sl_cell_t cell);

/* ---- charts ---- */

typedef enum sl_chart_kind { SL_CHART_BARS, SL_CHART_LINES } sl_chart_kind_t;

/* name: as a table's. unit: of all values, SL_CELL_MONEY .. SL_CELL_MULTIPLE. axis: what the
 * values are, as "cost of a year". */
sl_document_chart_t *sl_document_chart(sl_document_t *document, sl_chart_kind_t kind,
                                       const char *name, const char *title, const char *axis,
                                       sl_cell_unit_t unit);
/* All categories come before the first series; each series has a value for each of them, NaN where
 * it has none. */
void sl_chart_category(sl_document_chart_t *chart, const char *label);
void sl_chart_series(sl_document_chart_t *chart, const char *name, const double *values);

/* ---- renderings: *bytes receives n bytes and a NUL after them; the caller frees it. SL_OK, the
 * failure of the composing, or what is said; then *bytes is NULL ---- */

/* For a terminal or a printer, as wide as the paper: as many columns of a table beside each other
 * as fit, the others below. A picture is its description, a chart its figures. SL_ERR_MEMORY. */
int sl_document_text(const sl_document_t *document, const sl_paper_t *paper, char **bytes,
                     size_t *n, sl_error_t *error);

/* One file by itself: no script, nothing fetched, a policy that lets nothing be, charts as inline
 * SVG; for a screen, a phone and print. SL_ERR_MEMORY. */
int sl_document_html(const sl_document_t *document, char **bytes, size_t *n, sl_error_t *error);

/* A workbook for Excel 2007 and later: the page on the first sheet with its tables, then its
 * charts, then the figures of the charts on a second one. Numbers are unrounded, with a format;
 * words are never formulas, and are cut where a cell holds no more (32,767 characters). Equal
 * documents give equal bytes. It is made in a copy of this process, for libxlsxwriter may crash
 * where memory ends. SL_ERR_MEMORY; SL_ERR_ARGUMENT for more than 200 columns; SL_ERR_IO where no
 * temporary file can be written (libxlsxwriter collects the parts in some, without a name). */
int sl_document_xlsx(const sl_document_t *document, char **bytes, size_t *n, sl_error_t *error);

/* Tables and the figures of charts, one below the other: the caption, the header, the rows, a blank
 * line. RFC 4180. Numbers are unrounded; words that a spreadsheet would take for a formula begin
 * with '. SL_ERR_MEMORY. */
int sl_document_csv(const sl_document_t *document, char **bytes, size_t *n, sl_error_t *error);

/* {"title", "subtitle", "currency", "blocks": [{"type", ...}]}: every figure as it is shown
 * ("text"), unrounded ("value"), its standard error, unit and source. SL_ERR_MEMORY. */
int sl_document_json(const sl_document_t *document, char **bytes, size_t *n, sl_error_t *error);

/* The same as a tree of jansson, for a page of programs that holds more; NULL where the composing
 * failed or memory ends. The caller owns it. */
struct json_t *sl_document_tree(const sl_document_t *document);

#endif
