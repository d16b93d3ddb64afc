/* The drawings of charts: round ticks, the bins of dots, dots on a terminal. */
#include "sim/output/document/chart.h"
#include "sim/output/document/chart_axis.h"

#include "models/random/streams.h"
#include "tests/support/harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS 20000

static double uniform(sl_stream_t *stream, uint32_t round, uint32_t draw)
{
  return (double)(sl_stream_word(stream, round, 0, draw) >> 11) * 0x1p-53;
}

/* Any range from 1e-6 to 1e12 wide, about 0 or far from it: the ticks are multiples of 1, 2 or 5
 * times a power of ten, reach over the range by less than a step, and are few. */
static void ticks_are_round_and_few(void)
{
  sl_stream_t stream = sl_stream_init(7, SL_PASS_MAIN, SL_DRAW_AMOUNT, 0, 0);
  for (uint32_t i = 0; i < ROUNDS; i++) {
    const double width = pow(10.0, -6.0 + 18.0 * uniform(&stream, i, 0));
    const double low = width * 20.0 * (uniform(&stream, i, 1) - 0.5), high = low + width;
    const double steps = 2.0 + floor(8.0 * uniform(&stream, i, 2));
    const sl_axis_t axis = sl_axis_between(low, high, steps, 10.0, 110.0);
    const double power = pow(10.0, floor(log10(axis.step) + 1e-9));
    const double times = axis.step / power;
    CU_ASSERT_TRUE(fabs(times - 1.0) < 1e-9 || fabs(times - 2.0) < 1e-9 ||
                   fabs(times - 5.0) < 1e-9);
    CU_ASSERT_TRUE(axis.low <= low + 1e-9 * width && axis.low > low - axis.step * (1.0 + 1e-9));
    CU_ASSERT_TRUE(axis.high >= high - 1e-9 * width && axis.high < high + axis.step * (1.0 + 1e-9));
    CU_ASSERT_TRUE(sl_axis_ticks(&axis) >= 2 && (double)sl_axis_ticks(&axis) <= steps + 2.0);
    for (size_t t = 0; t < sl_axis_ticks(&axis); t++) {
      const double value = sl_axis_tick(&axis, t) / axis.step;
      CU_ASSERT_DOUBLE_EQUAL(value, nearbyint(value), 1e-6);
    }
    CU_ASSERT_DOUBLE_EQUAL(sl_axis_place(&axis, axis.low), 10.0, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(sl_axis_place(&axis, axis.high), 110.0, 1e-9);
  }
}

/* Equal numbers, or none: still an axis with the number on it. */
static void an_axis_without_a_range(void)
{
  static const double values[] = {0.0, 2875490.0, -12.5, 1e-3};
  for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
    const sl_axis_t axis = sl_axis_between(values[i], values[i], 5.0, 0.0, 1.0);
    CU_ASSERT_TRUE(axis.low < values[i] && axis.high > values[i]);
    CU_ASSERT_TRUE(sl_axis_ticks(&axis) >= 2 && sl_axis_ticks(&axis) <= 7);
  }
  const sl_axis_t none = sl_axis_between((double)INFINITY, -(double)INFINITY, 5.0, 0.0, 1.0);
  CU_ASSERT_TRUE(isfinite(none.low) && none.high > none.low);
}

/* By hand: bins of 10 from 100 on. */
static void dots_fall_into_their_bins(void)
{
  static const double values[] = {100.0, 109.99, 110.0, 114.0, 119.0, 150.0, 99.0};
  static const size_t expected[] = {0, 0, 1, 1, 1, 5, 0};
  const size_t n = sizeof values / sizeof values[0];
  for (size_t i = 0; i < n; i++) {
    CU_ASSERT_EQUAL(sl_dots_bin(values[i], 100.0, 10.0), expected[i]);
  }
}

static sl_document_t *dots(void)
{
  double values[50], same[50];
  sl_document_t *document = sl_document_new("Dots", "", "USD");
  sl_document_chart_t *chart =
      sl_document_chart(document, SL_CHART_DOTS, "dots", "Fifty", "cost", SL_CELL_MONEY);
  for (size_t i = 0; i < 50; i++) {
    sl_chart_category(chart, "");
    values[i] = i < 20 ? 1000.0 : 1000.0 + 1000.0 * (double)(i - 19) / 30.0;
    same[i] = 1500.0;
  }
  sl_chart_series(chart, "Varies", values);
  sl_chart_series(chart, "Same", same);
  sl_chart_mark_at(chart, "budget", 1800.0, 0);
  return document;
}

static size_t count(const char *text, const char *word)
{
  size_t n = 0;
  for (text = strstr(text, word); text != NULL; text = strstr(text + 1, word)) {
    n++;
  }
  return n;
}

/* 50 a series in the wide and in the narrow drawing. Open are those above the budget: 1000 (1 +
 * k / 30) > 1800 for k = 25 .. 30 (24 is the budget itself). */
static void every_dot_is_drawn_once(void)
{
  sl_document_t *document = dots();
  sl_error_t error = {0};
  char *page;
  size_t n;
  CU_ASSERT_EQUAL_FATAL(sl_document_html(document, &page, &n, &error), SL_OK);
  CU_ASSERT_EQUAL(count(page, "<circle"), 2 * 2 * 50);
  CU_ASSERT_EQUAL(count(page, "fill=\"#fff\" stroke"), 2 * 6);
  free(page);
  sl_document_free(document);
}

/* The digits of a line sum to 50, # counts what they lack; no line is wider than the paper. */
static void dots_on_a_terminal(void)
{
  sl_error_t error = {0};
  for (size_t width = SL_PAGE_WIDTH_MIN; width <= SL_PAGE_WIDTH_MAX; width++) {
    const sl_paper_t paper = {width, true};
    sl_document_t *document = dots();
    char *text;
    size_t n, sum = 0;
    CU_ASSERT_EQUAL_FATAL(sl_document_text(document, &paper, &text, &n, &error), SL_OK);
    const char *line = strstr(text, "Varies: budget\n");
    CU_ASSERT_PTR_NOT_NULL_FATAL(line);
    line = strchr(line, '\n') + 1;
    CU_ASSERT_TRUE(*line == ' ' && strspn(line, " #0123456789") == strcspn(line, "\n"));
    CU_ASSERT_EQUAL(count(line, "#"), 3); /* the first bin, the other series, and what # is */
    for (const char *c = line; *c != '\n'; c++) {
      sum += *c >= '1' && *c <= '9' ? (size_t)(*c - '0') : 0;
    }
    CU_ASSERT_TRUE(sum <= 30 && sum >= 28); /* one or two of the 30 stand with the 20 */
    for (const char *c = text; *c != '\0'; c += strcspn(c, "\n") + 1) {
      CU_ASSERT_TRUE(strcspn(c, "\n") <= width);
    }
    free(text);
    sl_document_free(document);
  }
}

/* What does not fit is noted, and told by the rendering. */
static void misuse_of_a_chart_is_told(void)
{
  static const double one[] = {1.0};
  for (int i = 0; i < 4; i++) {
    sl_document_t *document = sl_document_new("Misuse", "", "USD");
    sl_error_t error = {0};
    char *page;
    size_t n;
    sl_document_chart_t *chart =
        sl_document_chart(document, SL_CHART_CURVES, "c", "c", "c", SL_CELL_MONEY);
    if (i == 0) {
      sl_chart_apart(chart);
    } else if (i == 1) {
      sl_chart_position(chart, "", (double)NAN);
    } else if (i == 2) {
      sl_chart_mark_at(chart, "", (double)INFINITY, SL_ALL_SERIES);
    } else {
      sl_chart_position(chart, "", 0.5);
      sl_chart_series(chart, "", one);
      sl_chart_position(chart, "", 0.4);
    }
    CU_ASSERT_EQUAL(sl_document_html(document, &page, &n, &error), SL_ERR_ARGUMENT);
    CU_ASSERT_PTR_NULL(page);
    sl_document_free(document);
  }
}

SL_SUITE(charts, "unit/charts", {"ticks are round and few", ticks_are_round_and_few},
         {"an axis without a range", an_axis_without_a_range},
         {"dots fall into their bins", dots_fall_into_their_bins},
         {"every dot is drawn once", every_dot_is_drawn_once},
         {"dots on a terminal", dots_on_a_terminal},
         {"misuse of a chart is told", misuse_of_a_chart_is_told});
