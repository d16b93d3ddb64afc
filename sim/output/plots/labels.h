/* Where labels go: a field of cells that remembers where there is ink, so that a label can be put
 * near what it names and over nothing else. */
#ifndef SL_SIM_OUTPUT_PLOTS_LABELS_H
#define SL_SIM_OUTPUT_PLOTS_LABELS_H

#include "models/core/error.h"

#include <stddef.h>

typedef struct sl_plot_point {
  double x, y;
} sl_plot_point_t;

typedef struct sl_label_field {
  double left, bottom; /* of the area, in units of the picture */
  size_t columns, rows;
  double *ink;  /* [rows][columns], 0 = blank */
  double *sums; /* [rows + 1][columns + 1]: ink up to there, while a label is placed */
} sl_label_field_t;

typedef struct sl_label_spot {
  double x, y;            /* left and bottom of the label */
  sl_plot_point_t anchor; /* what it names */
  int far;                /* far enough from it to need a leader line ... */
  sl_plot_point_t leader; /* ... which ends here */
} sl_label_spot_t;

/* A blank field. SL_ERR_MEMORY. */
int sl_label_field_init(sl_label_field_t *field, double left, double right, double bottom,
                        double top, sl_error_t *error);
void sl_label_field_free(sl_label_field_t *field);

/* Put ink under a straight line, or over a box; parts outside the field are ignored. */
void sl_label_field_line(sl_label_field_t *field, sl_plot_point_t from, sl_plot_point_t to,
                         double ink);
void sl_label_field_box(sl_label_field_t *field, double x, double y, double width, double height,
                        double ink);

/* The spot for a width x height label by one of n anchors (the earlier, the better) that covers the
 * least ink and lies nearest: beside an anchor, or anywhere in the field where every spot beside
 * one hides a line. The label's own ink is then added. Cost: O(cells of the field), for each of
 * some anchors in the second case. Checked by tests/unit/test_plots_numbers.c. */
sl_label_spot_t sl_label_field_place(sl_label_field_t *field, const sl_plot_point_t *anchors,
                                     size_t n, double width, double height);

#endif
