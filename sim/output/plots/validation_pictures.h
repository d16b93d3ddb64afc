/* What the five pictures of a validation share, and their scripts. Inside sim/output/plots only. */
#ifndef SL_SIM_OUTPUT_PLOTS_VALIDATION_PICTURES_H
#define SL_SIM_OUTPUT_PLOTS_VALIDATION_PICTURES_H

#include "sim/output/plots/chart.h"
#include "sim/output/report/validate_page.h"

/* A chart of that height, its subtitle written, its sheet not yet opened. */
sl_chart_t sl_validation_chart(const sl_validation_t *validation, FILE *out, double height,
                               size_t series);

/* The published figure of a quantity that is nearest to `like` by ratio and simulated too; SIZE_MAX
 * = there is none. */
size_t sl_validation_nearest(const sl_validation_t *validation, sl_quantity_t quantity,
                             double like);

/* The published figure at x, with its range, and what the key has to say of it. */
void sl_validation_point(sl_chart_t *chart, const sl_target_t *target, int colour, double x,
                         double y, double low, double high, sl_chart_key_t *key);

/* A share as titles have it: "25.6%". */
void sl_validation_share(double share, char *text, size_t size);

int sl_validation_continuance(const sl_validation_t *validation, sl_plot_format_t format, FILE *out,
                              sl_error_t *error);
int sl_validation_services(const sl_validation_t *validation, sl_plot_format_t format, FILE *out,
                           sl_error_t *error);
int sl_validation_ages(const sl_validation_t *validation, sl_plot_format_t format, FILE *out,
                       sl_error_t *error);
int sl_validation_concentration(const sl_validation_t *validation, sl_plot_format_t format,
                                FILE *out, sl_error_t *error);
int sl_validation_persistence(const sl_validation_t *validation, sl_plot_format_t format, FILE *out,
                              sl_error_t *error);

#endif
