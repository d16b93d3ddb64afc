/* The pictures of a validation, and its page: a claims basis beside published figures. */
#ifndef SL_SIM_OUTPUT_PLOTS_VALIDATION_H
#define SL_SIM_OUTPUT_PLOTS_VALIDATION_H

#include "sim/output/plots/plots.h"
#include "sim/output/report/validate_page.h"

#include <stdio.h>

/* Draw continuance, services, ages-and-sexes, concentration and persistence into folder, in that
 * format, and validate.html, which holds them as SVG: all six files or none, as
 * sl_plots_draw. Errors as there. Checked by tests/cli/test_validate_pictures.c. */
int sl_validation_draw(const sl_validation_t *validation, const char *folder,
                       sl_plot_format_t format, sl_plot_written_t written, void *context,
                       sl_error_t *error);

#endif
