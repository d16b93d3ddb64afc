/* Words of the pictures: users' text made harmless, money and chances as people say them. */
#ifndef SL_SIM_OUTPUT_PLOTS_TEXT_H
#define SL_SIM_OUTPUT_PLOTS_TEXT_H

#include <stddef.h>
#include <stdio.h>

#define SL_PLOT_TEXT 512

/* Width of UTF-8 text in ems of the house font (DejaVu Sans, generous by a few percent; bold is
 * about a tenth wider). An estimate by class of letter: it places labels, it sets no type. */
double sl_plot_text_width(const char *text);

/* Copy at most width ems of source to target[SL_PLOT_TEXT], ending in an ellipsis where cut. */
void sl_plot_text_fit(const char *source, double width, char target[SL_PLOT_TEXT]);

/* Break source into at most max_lines lines of at most width ems, between words where possible;
 * the last line ends in an ellipsis where the text does not fit. Returns the number of lines. */
size_t sl_plot_text_wrap(const char *source, double width, size_t max_lines,
                         char lines[][SL_PLOT_TEXT]);

/* Write text as a gnuplot string: single quotes (in which gnuplot runs and expands nothing), inner
 * ones doubled, what is not UTF-8 and what is a control character replaced by U+FFFD or a space.
 * A space before the text, cut off again by a substring, keeps gnuplot from reading a quote at the
 * very start as the end of an empty string.
 * Checked by tests/unit/test_plots.c. */
void sl_plot_text_quote(FILE *out, const char *text, int as_xml);

/* An amount in three figures or so: $1.23M, $812k, $9,150, C$1.23M, EUR 1.23M; in units of step
 * (digits enough to tell amounts one step apart) where step > 0. Checked by test_plots.c. */
void sl_plot_text_money(const char *currency, double amount, double step, char *text, size_t size);

/* How many years hits of trials are: "83 of 100 years", "fewer than 1 of 100 years", "every
 * simulated year", "no simulated year"; below a hundred trials the plain count, "19 of 50 years".
 */
void sl_plot_text_years(size_t hits, size_t trials, char *text, size_t size);

/* A probability as a percentage of two or three figures: "31%", "2.4%", "0.05%", "less than
 * 0.01%", "0%". */
void sl_plot_text_percent(double probability, char *text, size_t size);

/* A whole number with thousands separators: "20,000". */
void sl_plot_text_count(unsigned long long count, char *text, size_t size);

#endif
