/* What the pictures by month and by plan year share: fans of quantiles above each other on one
 * scale of months or years. */
#ifndef SL_SIM_OUTPUT_PLOTS_FANS_H
#define SL_SIM_OUTPUT_PLOTS_FANS_H

#include "sim/output/plots/picture.h"

typedef struct sl_fans {
  sl_picture_t picture;
  const sl_months_t *months;
  sl_months_variable_t variable; /* by quantile */
  const sl_years_t *years;       /* in place of months; NULL: months */
  sl_years_quantile_t of_year;   /* by quantile */
  size_t rows;                   /* one for each arrangement, or for each of those shown */
  const size_t *shown;           /* by row: its arrangement; NULL: the row's own number */
  size_t year;                   /* months of the plan year; of years: all */
  double low, high;              /* amounts at foot and head of every row */
  double pitch, height;          /* of a row: with and without the room above it */
} sl_fans_t;

/* Rows, scales and the sheet: grid of months, shaded run-out, axes of amounts. budget: the rows'
 * scale holds every budget too. side: units for labels right of the plot. */
void sl_fans_begin(sl_fans_t *fans, sl_plot_format_t format, const char *title, const char *caption,
                   double left, double side, int budget);

/* Months, or plan years. */
size_t sl_fans_steps(const sl_fans_t *fans);

/* The ink of the word above the run-out months, for labels to keep off. */
void sl_fans_ink_run_out(const sl_fans_t *fans, sl_label_field_t *field);

/* A place on the sheet: months or years from the start, an amount, of a row. */
sl_plot_point_t sl_fans_place(const sl_fans_t *fans, size_t row, double month, double amount);

/* The quantile at the end of a month or of a plan year, 0 = the first; level is a place in
 * sl_quantile_levels. */
double sl_fans_value(const sl_fans_t *fans, size_t row, size_t level, size_t month);

/* The data and the script. from_zero: the lines begin at nothing. */
void sl_fans_end(sl_fans_t *fans, int from_zero);

#endif
