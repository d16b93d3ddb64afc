#include "models/claims/lags.h"
#include "sim/input/reference/entry.h"

static void append_row(sl_text_t *text, sl_line_t line, bool markdown)
{
  sl_severity_t lag;
  if (sl_lag_default(line, &lag, NULL) == SL_OK) {
    const double mean = sl_severity_mean(&lag);
    const double months = mean * 12.0 / 365.25, last = sl_severity_quantile_upper(&lag, 0.0);
    if (markdown) {
      sl_text_append(text, "| `%s` | %.1f | %.2f | %.0f |\n", sl_line_names[line], mean, months,
                     last);
    } else {
      sl_text_append(text, "    %-23s %5.1f days (%.2f months), the last after %.0f\n",
                     sl_line_names[line], mean, months, last);
    }
  } else {
    text->failed = true;
  }
  sl_severity_free(&lag);
}

void sl_reference_append_lags(sl_text_t *text, bool markdown)
{
  sl_text_append(text, "%s",
                 markdown ? "| line | mean, days | in months | last paid after, days |\n"
                            "| --- | --- | --- | --- |\n"
                          : "default lags by line, on average\n");
  for (int line = 0; line < SL_LINE_COUNT; line++) {
    append_row(text, (sl_line_t)line, markdown);
  }
  sl_text_append(text, "\n");
}
