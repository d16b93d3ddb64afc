/* Dots on a terminal: for each series a line in which two columns are a bin, as high as the dots in
 * it: blocks of an eighth each, in ASCII a digit. */
#include "sim/output/document/text_dots.h"

#include "sim/output/document/chart.h"
#include "sim/output/document/chart_axis.h"
#include "sim/output/text/layout.h"

#include <math.h>
#include <string.h>

#define BLOCKS 8
#define DIGITS 9
#define STEPS 5.0
#define INDENT 2
#define COLUMNS 2 /* of a bin */

/* The bins: low of the axis is the middle of the first, high that of the last. */
typedef struct strip {
  const sl_document_chart_t *chart;
  sl_axis_t scale;
  double width; /* of a bin, in values */
  size_t bins;
  bool ascii;
  size_t count[SL_PAGE_WIDTH_MAX]; /* by bin */
} strip_t;

static size_t bin_of(const strip_t *strip, double value)
{
  const double column = floor((value - strip->scale.low) / strip->width + 0.5);
  return column < 0.0 ? 0 : column >= (double)strip->bins ? strip->bins - 1 : (size_t)column;
}

/* Returns how many columns of the bin are left blank. */
static size_t put_count(FILE *out, const strip_t *strip, size_t count)
{
  const int block = 0x80 + (int)(count > BLOCKS ? BLOCKS : count);
  if (strip->ascii) {
    putc(count > DIGITS ? '#' : '0' + (int)count, out);
    return COLUMNS - 1;
  }
  for (size_t i = 0; i < COLUMNS; i++) {
    fprintf(out, "\xe2\x96%c", block);
  }
  return 0;
}

static void put_strip(FILE *out, strip_t *strip, size_t s)
{
  const sl_document_chart_t *chart = strip->chart;
  size_t last = 0, blanks = INDENT;
  memset(strip->count, 0, sizeof strip->count);
  for (size_t i = 0; i < chart->categories; i++) {
    if (isfinite(chart->series[s].value[i])) {
      const size_t bin = bin_of(strip, chart->series[s].value[i]);
      strip->count[bin]++;
      last = bin > last ? bin : last;
    }
  }
  for (size_t b = 0; b <= last; b++) {
    if (strip->count[b] > 0) {
      fprintf(out, "%*s", (int)blanks, "");
      blanks = put_count(out, strip, strip->count[b]);
    } else {
      blanks += COLUMNS;
    }
  }
  putc('\n', out);
}

static void put_axis(FILE *out, const strip_t *strip)
{
  const size_t all = COLUMNS * strip->bins;
  size_t at = 0, ticks = sl_axis_ticks(&strip->scale);
  char line[SL_PAGE_WIDTH_MAX + 1] = "";
  memset(line, '-', COLUMNS * strip->bins - 1);
  for (size_t t = 0; t < ticks; t++) {
    line[COLUMNS * bin_of(strip, sl_axis_tick(&strip->scale, t))] = '+';
  }
  fprintf(out, "%*s%s\n%*s", INDENT, "", line, INDENT, "");
  for (size_t t = 0; t < ticks; t++) {
    const double value = sl_axis_tick(&strip->scale, t);
    const sl_figure_t figure = sl_tick_words(strip->chart, &strip->scale, value);
    const size_t width = sl_text_width(figure.text), column = COLUMNS * bin_of(strip, value);
    const size_t middle = column > width / 2 ? column - width / 2 : 0;
    const size_t from = middle + width > all ? all - width : middle;
    if (t == 0 || from > at) {
      fprintf(out, "%*s%s", (int)(from - at), "", figure.text);
      at = from + width;
    }
  }
  putc('\n', out);
}

static void put_name(FILE *out, const strip_t *strip, size_t s)
{
  const sl_document_chart_t *chart = strip->chart;
  char words[400];
  const char *mark = "";
  for (size_t m = 0; m < chart->marks; m++) {
    mark = chart->mark[m].series == s ? chart->mark[m].name : mark;
  }
  snprintf(words, sizeof words, "%.250s%s%.100s", chart->series[s].name,
           mark[0] != '\0' ? ": " : "", mark);
  sl_put_paragraph(out, 0, INDENT, words);
}

void sl_put_text_dots(FILE *out, const sl_document_chart_t *chart, const sl_paper_t *paper)
{
  double low = (double)INFINITY, high = -(double)INFINITY;
  strip_t strip = {
      .chart = chart, .bins = (paper->width - 2 * INDENT) / COLUMNS, .ascii = paper->ascii};
  sl_chart_reach(chart, &low, &high);
  strip.scale = sl_axis_between(low, high, STEPS, 0.0, 1.0);
  strip.width = (strip.scale.high - strip.scale.low) / (double)(strip.bins - 1);
  putc('\n', out);
  sl_put_paragraph(out, 0, 0, chart->title);
  putc('\n', out);
  for (size_t s = 0; s < chart->n; s++) {
    put_name(out, &strip, s);
    put_strip(out, &strip, s);
  }
  put_axis(out, &strip);
  char words[300];
  snprintf(words, sizeof words, "%.200s; %s", chart->axis,
           paper->ascii ? "a digit is how many dots are there, # 10 or more"
                        : "the higher, the more dots are there");
  sl_put_paragraph(out, INDENT, INDENT, words);
}
