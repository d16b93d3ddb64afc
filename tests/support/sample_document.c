#include "tests/support/sample_document.h"

#include <math.h>
#include <stdio.h>

#define OPTIONS 3

static void put_row(sl_document_table_t *table, sl_row_kind_t kind, const char *label,
                    sl_cell_unit_t unit, const double *value)
{
  sl_table_row(table, kind, label);
  for (size_t i = 0; i < OPTIONS; i++) {
    sl_table_cell(table, sl_cell_exact(unit, value[i], NULL));
  }
}

static void put_estimates(sl_document_table_t *table, sl_row_kind_t kind, const char *label,
                          sl_cell_unit_t unit, uint64_t trials, const sl_estimate_t *value,
                          const char *source)
{
  sl_table_row(table, kind, label);
  for (size_t i = 0; i < OPTIONS; i++) {
    char of[64];
    snprintf(of, sizeof of, "%s[%zu]", source, i);
    sl_cell_t cell = sl_cell_estimate(unit, value[i], of);
    cell.trials = trials;
    sl_table_cell(table, cell);
  }
}

static void put_words(sl_document_table_t *table, const char *label, sl_cell_unit_t unit,
                      const char *const *text)
{
  sl_table_row(table, SL_ROW_PLAIN, label);
  for (size_t i = 0; i < OPTIONS; i++) {
    sl_table_cell(table, (sl_cell_t){.unit = unit, .text = text[i]});
  }
}

static void put_heads(sl_document_table_t *table, const char *label)
{
  sl_table_column(table, label);
  sl_table_column(table, "Current: Harbor Life");
  sl_table_column(table, "Renewal: Harbor Life");
  sl_table_column(table, "Option 1: Cedar Re, higher deductible");
}

static void put_quotes(sl_document_t *document)
{
  static const char *const firm[] = {"firm", "firm", "contingent upon disclosure"};
  static const char *const dates[] = {"2025-09-12", "2026-09-30", "2026-10-02"};
  sl_document_table_t *table = sl_document_table(document, "quotes", "What is quoted", false);
  put_heads(table, "");
  sl_table_row(table, SL_ROW_SECTION, "Specific cover");
  put_words(table, "Quote is", SL_CELL_TEXT, firm);
  put_words(table, "Date of the quote", SL_CELL_DATE, dates);
  put_row(table, SL_ROW_PLAIN, "Deductible", SL_CELL_MONEY, (double[]){75000.0, 75000.0, 100000.0});
  put_row(table, SL_ROW_PLAIN, "Rate, employee", SL_CELL_CENTS, (double[]){148.2, 170.11, 121.0});
  put_row(table, SL_ROW_PLAIN, "Rate, family", SL_CELL_CENTS, (double[]){371.5, 426.48, 302.75});
  sl_table_row(table, SL_ROW_PLAIN, "Aggregating specific");
  sl_table_cell(table, (sl_cell_t){.unit = SL_CELL_NONE});
  sl_table_cell(table, sl_cell_unknown(NULL));
  sl_table_cell(table, sl_cell_exact(SL_CELL_MONEY, 60000.0, NULL));
  sl_table_row(table, SL_ROW_SECTION, "Cost of a year");
  put_row(table, SL_ROW_PLAIN, "Specific premium", SL_CELL_MONEY,
          (double[]){489012.0, 561362.4, 399408.6});
  put_row(table, SL_ROW_PLAIN, "Administration", SL_CELL_MONEY,
          (double[]){102600.0, 104652.0, 104652.0});
  put_row(table, SL_ROW_TOTAL, "Total fixed cost", SL_CELL_MONEY,
          (double[]){591612.0, 666014.4, 504060.6});
  put_row(table, SL_ROW_PLAIN, "Change from current", SL_CELL_GROWTH,
          (double[]){0.0, 0.12576, -0.14799});
}

static void put_simulated(sl_document_t *document)
{
  sl_document_table_t *table =
      sl_document_table(document, "simulated", "What no quote tells", true);
  put_heads(table, "Of 20,000 simulated years");
  put_estimates(table, SL_ROW_PLAIN, "Mean cost of a year", SL_CELL_MONEY, 0,
                (sl_estimate_t[]){{2314205.37, 3100.0}, {2388731.25, 3140.0}, {2301877.5, 3905.0}},
                "cost_mean");
  put_estimates(table, SL_ROW_PLAIN, "1 year in 20 costs at least", SL_CELL_MONEY, 0,
                (sl_estimate_t[]){{2914000.0, 9000.0}, {2988500.0, 9100.0}, {3120750.0, 12000.0}},
                "cost_quantile");
  put_estimates(table, SL_ROW_PLAIN, "Years above the budget", SL_CELL_SHARE, 20000,
                (sl_estimate_t[]){{0.312, 0.0033}, {0.385, 0.0034}, {0.0, 0.0}},
                "deficit_probability");
  put_estimates(table, SL_ROW_PLAIN, "Members above the deductible", SL_CELL_COUNT, 0,
                (sl_estimate_t[]){{3.41, 0.02}, {3.41, 0.02}, {2.17, 0.01}}, "claimants");
  put_estimates(table, SL_ROW_TOTAL, "Less than the insured premium in", SL_CELL_SHARE, 0,
                (sl_estimate_t[]){{0.7241, 0.003}, {0.651, 0.003}, {0.74, 0.003}}, "cheaper");
  put_estimates(table, SL_ROW_PLAIN, "Premium as a multiple of claims", SL_CELL_MULTIPLE, 0,
                (sl_estimate_t[]){{1.182, 0.003}, {1.34, 0.004}, {1.21, 0.003}}, "multiple");
}

static void put_charts(sl_document_t *document)
{
  sl_document_chart_t *chart =
      sl_document_chart(document, SL_CHART_BARS, "costs", "Mean cost and a bad year",
                        "cost of a year", SL_CELL_MONEY);
  sl_chart_category(chart, "Current: Harbor Life");
  sl_chart_category(chart, "Renewal: Harbor Life");
  sl_chart_category(chart, "Option 1: Cedar Re, higher deductible");
  sl_chart_series(chart, "mean", (double[]){2314205.37, 2388731.25, 2301877.5});
  sl_chart_series(chart, "1 year in 20", (double[]){2914000.0, 2988500.0, 3120750.0});
  chart = sl_document_chart(document, SL_CHART_LINES, "cash", "Cash at the end of each month",
                            "cash held", SL_CELL_MONEY);
  double mean[24], bad[24];
  for (size_t m = 0; m < 24; m++) {
    char label[24];
    snprintf(label, sizeof label, "%zu/%d", m % 12 + 1, m < 12 ? 2026 : 2027);
    sl_chart_category(chart, label);
    mean[m] = 4000.0 * (double)m;
    bad[m] = m < 3 ? (double)NAN : 30000.0 - 9000.0 * (double)m;
  }
  sl_chart_series(chart, "mean", mean);
  sl_chart_series(chart, "1 year in 20", bad);
}

sl_document_t *sl_sample_document(void)
{
  static const char svg[] = "<?xml version=\"1.0\"?>\n<svg viewBox=\"0 0 300 40\"><defs>"
                            "<circle id=\"dot\" r=\"5\" fill=\"#1b5e9e\"/></defs>"
                            "<use href=\"#dot\" x=\"20\" y=\"20\"/><use href=\"#dot\" x=\"40\" "
                            "y=\"20\"/><text x=\"60\" y=\"25\">id=\"dot\" in words</text></svg>";
  sl_document_t *document =
      sl_document_new("Machine shop: stop-loss exhibit", "1 January 2027, 152 employees", "USD");
  sl_document_paragraph(document,
                        "Option 1 has the least fixed cost (%s a year), and on average the "
                        "renewal costs $86,900 more; but in 1 year of 20 it is Option 1 "
                        "that costs most.",
                        "$504,061");
  put_quotes(document);
  sl_document_answer(document, "Does it fit?", "In 62 of 100 years.");
  sl_document_answer(document, "How sure are we?", "The claims assumed decide.");
  sl_document_heading(document, 1, "What the years may bring");
  sl_document_item(document, "Each option is simulated on the same 20,000 years of claims, so that "
                             "their difference is known better than each of them.");
  sl_document_item(document, "Claims of the base year are those of the census.");
  put_simulated(document);
  sl_document_note(document,
                   "What stands after %s is one standard error of the simulation; it says "
                   "nothing about the assumptions.",
                   "\xc2\xb1");
  sl_document_heading(document, 2, "In pictures");
  put_charts(document);
  sl_document_picture(document, "dots", "Two dots for two years above the budget", svg, sizeof svg);
  return document;
}

/* ---- hostile ---- */

const char *const sl_hostile_names[SL_HOSTILE_NAMES] = {
    "<script>alert(1)</script>",
    "]]><!--</style></title></svg>",
    "\"' onload='alert(1)' x=\"",
    "\xe2\x80\xae evil \xe2\x81\xa6 \xe2\x80\x8f",
    "=HYPERLINK(\"http://x\",\"y\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\033]0;owned\007 \001R3,0;x\002 \r\n\t",
    "_x000A_ \xff\xfe \xef\xbf\xbe %s %n &amp; \\u003c",
    "+1-800-555-0199",
};

sl_document_t *sl_hostile_document(const char *name)
{
  sl_document_t *document = sl_document_new(name, name, "USD");
  sl_document_heading(document, 1, "%s", name);
  sl_document_paragraph(document, "%s", name);
  sl_document_item(document, "%s", name);
  sl_document_answer(document, name, name);
  sl_document_note(document, "%s", name);
  sl_document_table_t *table = sl_document_table(document, name, name, true);
  sl_table_column(table, name);
  sl_table_column(table, name);
  sl_table_column(table, "other");
  sl_table_row(table, SL_ROW_SECTION, name);
  sl_table_row(table, SL_ROW_PLAIN, name);
  sl_table_cell(table, (sl_cell_t){.unit = SL_CELL_TEXT, .text = name, .source = name});
  sl_table_cell(table, sl_cell_exact(SL_CELL_MONEY, -1234.0, name));
  table = sl_document_table(document, name, "unlike heads", false);
  sl_table_column(table, name);
  sl_table_column(table, "other");
  sl_table_row(table, SL_ROW_TOTAL, name);
  sl_table_cell(table, (sl_cell_t){.unit = SL_CELL_DATE, .text = name});
  sl_document_chart_t *chart =
      sl_document_chart(document, SL_CHART_BARS, name, name, name, SL_CELL_SHARE);
  sl_chart_category(chart, name);
  sl_chart_category(chart, name);
  sl_chart_series(chart, name, (double[]){0.5, -0.25});
  sl_chart_series(chart, name, (double[]){(double)INFINITY, (double)NAN});
  sl_document_picture(document, "p", name, "<svg></svg>", 11);
  return document;
}

/* ---- charts of every kind ---- */

#define VALUES 6

static sl_document_chart_t *put_kind(sl_document_t *document, sl_chart_kind_t kind,
                                     const char *word, const char *title)
{
  sl_document_chart_t *chart = sl_document_chart(document, kind, word, title, word, SL_CELL_MONEY);
  sl_chart_along(chart, word);
  for (size_t c = 0; c < VALUES; c++) {
    if (kind == SL_CHART_CURVES) {
      sl_chart_position(chart, word, 0.9 / (double)(1 + 2 * c));
    } else {
      sl_chart_category(chart, word);
    }
    if (kind == SL_CHART_STEPS ? c == 0 || c + 1 == VALUES : c == 1) {
      sl_chart_apart(chart);
    }
  }
  return chart;
}

sl_document_t *sl_charts_document(const char *word)
{
  static const double values[5][VALUES] = {{1000.5, 1100.25, 1150, 1200, 1300, 1900},
                                           {1050, 1150, 1200, 1250, 1350, 1950},
                                           {1200, 1200, 1200, 1200, 1200, 1200},
                                           {1300, 1300, 1300, 1400, 1450, 2000},
                                           {1400, 1400, 1400, 1500, 1550, 2100}};
  static const double steps[VALUES] = {1000, -250, 75.5, 0, 600, 1425.5};
  static const sl_chart_kind_t kinds[] = {SL_CHART_DOTS, SL_CHART_YEARS, SL_CHART_CURVES,
                                          SL_CHART_FAN};
  sl_document_t *document = sl_document_new(word, "", "USD");
  for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
    sl_document_chart_t *chart = put_kind(document, kinds[k], word, word);
    for (size_t s = 0; s < 5; s++) {
      sl_chart_series(chart, word, values[s]);
    }
    sl_chart_mark_at(chart, word, 1250.0, 0);
    sl_chart_mark_at(chart, word, 1200.0, SL_ALL_SERIES);
    sl_chart_describe(chart, "%s", word);
  }
  sl_chart_series(put_kind(document, SL_CHART_STEPS, word, word), word, steps);
  sl_document_chart_t *points = put_kind(document, SL_CHART_POINTS, word, word);
  sl_chart_series(points, word, values[0]);
  sl_chart_series(points, word, values[3]);
  sl_chart_drawing_only(points);
  return document;
}
