/* How figures read: money, shares and their standard errors.
 *
 * A figure with a standard error of 0 is exact and shows every unit ("$2,523,960"); an estimate is
 * cut to what it can carry, with one standard error after it ("$2.314M ± 3.1k").
 * Checked by tests/unit/test_report.c.
 */
#ifndef SL_SIM_OUTPUT_TEXT_FORMAT_H
#define SL_SIM_OUTPUT_TEXT_FORMAT_H

#include "models/statistics/statistics.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SL_FIGURE_SIZE 64

typedef struct sl_figure {
  char text[SL_FIGURE_SIZE];
} sl_figure_t;

/* What stands before an amount: "$", "€", or the code and a space. */
sl_figure_t sl_currency_symbol(const char *currency);

/* Every unit, in groups of three; cents below 10,000 unless whole. "-" for NaN, "not bounded" for
 * infinity. */
sl_figure_t sl_format_exact(const char *symbol, double amount);

/* An exact amount with its cents, whatever its size, as a rate or a premium is quoted: "$612.00".
 */
sl_figure_t sl_format_cents(const char *symbol, double amount);

/* Three significant digits or so, without standard error, for running text. */
sl_figure_t sl_format_round(const char *symbol, double amount);

/* True where the standard error is 0 but for the rounding of sums. */
bool sl_is_exact(sl_estimate_t amount);

/* Whatever stands with an error below follows one rule (format.c): the error shows a digit other
 * than 0, the value as many decimals as that takes; an error below half of the last digit that a
 * value of its kind may show is left out, as that of an exact value is; a value that is 0 in all
 * its decimals is "0"; an error that the trials cannot tell is "?". */

/* An amount with its standard error, or the exact amount alone. */
sl_figure_t sl_format_amount(const char *symbol, sl_estimate_t amount);

/* The same in running text, three significant digits or so: "$310,000 (± 8k)". */
sl_figure_t sl_format_words(const char *symbol, sl_estimate_t amount);

/* A bare standard error: "3.1k". */
sl_figure_t sl_format_error(double standard_error);

/* A share of the trials as a percentage with its standard error: "31.2% ± 0.3"; "none of 20,000" or
 * "all of 20,000" where it is 0 or 1, since rarer things than one in 20,000 may still happen. */
sl_figure_t sl_format_share(sl_estimate_t share, uint64_t trials);

/* A ratio as a percentage with its standard error, "71.2% ± 0.4"; "-" for NaN. */
sl_figure_t sl_format_ratio(sl_estimate_t ratio);

/* A rate of growth as a percentage with its standard error, "+14.2% ± 0.3"; "-" for NaN. */
sl_figure_t sl_format_growth(sl_estimate_t growth);

/* A multiple: "1.18", "1.182 ± 0.003"; "-" for NaN. */
sl_figure_t sl_format_multiple(sl_estimate_t multiple);

/* An expected number of persons with its standard error: "3.41 ± 0.02"; "-" for NaN. */
sl_figure_t sl_format_persons(sl_estimate_t persons);

/* A whole number in groups of three. */
sl_figure_t sl_format_count(double count);

#endif
