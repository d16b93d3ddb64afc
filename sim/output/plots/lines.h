/* What the two pictures of P(cost > x) share: curves, their marks and labels. */
#ifndef SL_SIM_OUTPUT_PLOTS_LINES_H
#define SL_SIM_OUTPUT_PLOTS_LINES_H

#include "sim/output/plots/curves.h"
#include "sim/output/plots/picture.h"

typedef struct sl_curve {
  size_t arrangement;
  int shown;
  size_t n;
  sl_exceedance_t *points; /* from the left edge to the first below the floor */
} sl_curve_t;

typedef struct sl_lines {
  sl_picture_t picture;
  sl_label_field_t field;
  double floor; /* the smallest probability of a logarithmic ordinate; 0 = linear */
  size_t n;
  sl_curve_t *curves;
  size_t n_marks;
  struct sl_mark {
    double x, probability;
    size_t arrangement;
  } * marks;
} sl_lines_t;

/* Curves of every arrangement; shown are all. SL_ERR_MEMORY. */
int sl_lines_init(sl_lines_t *lines, const sl_plot_data_t *data, FILE *out, double floor,
                  sl_error_t *error);
void sl_lines_free(sl_lines_t *lines);

/* After sl_picture_begin and sl_picture_amounts: the ordinate's caption, the curves' data and the
 * ink of the shown ones. SL_ERR_MEMORY. */
int sl_lines_begin(sl_lines_t *lines, const char *caption, sl_error_t *error);

/* Height of a probability in units, not below the plot area. */
double sl_lines_y(const sl_lines_t *lines, double probability);

/* A level of the ordinate: its grid line comes from plots/, its label from here. */
void sl_lines_level(sl_lines_t *lines, double probability, const char *text);

/* Remember a mark (at most two for each arrangement) and return its place, for a label. */
sl_plot_point_t sl_lines_mark(sl_lines_t *lines, size_t arrangement, double x, double probability);

/* The label of a curve at the best spot along it. */
void sl_lines_name(sl_lines_t *lines, size_t arrangement, const char *second);

/* The marks' data. */
void sl_lines_end(sl_lines_t *lines);

#endif
