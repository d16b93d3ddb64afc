/* What the files of the page share. */
#ifndef SL_SIM_OUTPUT_TRACK_PARTS_H
#define SL_SIM_OUTPUT_TRACK_PARTS_H

#include "sim/output/document/document.h"
#include "sim/output/text/format.h"
#include "sim/study/track/track.h"

enum { SL_LOW_BAND, SL_MIDDLE_BAND = 2, SL_HIGH_BAND = SL_TRACK_BANDS - 1 };

typedef struct sl_track_view {
  sl_document_t *document;
  const sl_track_t *track;
  const sl_track_arrangement_t *main;
  sl_figure_t symbol;
} sl_track_view_t;

/* "2026-06" of a month, from 0; of the months after the last "later" is not said here. */
#define SL_TRACK_MONTH_TEXT 32
void sl_track_month(const sl_track_view_t *view, size_t month, char text[SL_TRACK_MONTH_TEXT]);

void sl_track_put_answers(const sl_track_view_t *view);
void sl_track_put_months(const sl_track_view_t *view);
void sl_track_put_watch(const sl_track_view_t *view);

#endif
