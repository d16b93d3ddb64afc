/* A chart as a drawing: plain SVG, as a page shows it. Inside sim/output/document only. */
#ifndef SL_SIM_OUTPUT_DOCUMENT_CHART_H
#define SL_SIM_OUTPUT_DOCUMENT_CHART_H

#include "sim/output/document/parts.h"

/* Bars lie, one below the other, so that long names can be read; lines run from left to right over
 * the categories. The axis of those begins at 0 or includes it, that of the others is about the
 * values. is_narrow: for a phone, with labels above what they belong to. A value that is not finite
 * is left out. No ids, no style of its own, no script. What colour tells, a shape, a dash or an
 * open mark tells too. Cost: O(values), of dots O(values^2). Checked by
 * tests/unit/test_document_forms.c and tests/unit/test_charts.c. */
void sl_put_chart(FILE *out, const sl_document_chart_t *chart, bool is_narrow);

/* A kind's drawing: its height, and what is drawn from y = top on. chart_KIND.c. */
typedef struct sl_chart_drawing {
  double (*height)(const sl_document_chart_t *chart);
  void (*put)(FILE *out, const sl_document_chart_t *chart, double top);
} sl_chart_drawing_t;

extern const sl_chart_drawing_t sl_drawing_dots, sl_drawing_years, sl_drawing_steps,
    sl_drawing_curves, sl_drawing_fan, sl_drawing_points;

/* The bin that a dot stands in, from 0 on, of bins of that width from `low` on. */
size_t sl_dots_bin(double value, double low, double width);

#endif
