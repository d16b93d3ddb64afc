/* The year in progress: what sl_track_new found, as a document and for programs. */
#ifndef SL_SIM_OUTPUT_TRACK_TRACK_PAGE_H
#define SL_SIM_OUTPUT_TRACK_TRACK_PAGE_H

#include "sim/output/document/document.h"
#include "sim/study/track/track.h"

/* Where the year will end, in answers; the arrangements side by side; what is owed at the end of
 * the last month known; the months with their fans; the watch list. About track->main. Claimants
 * are called by their row of the file, never by a text of it. NULL without memory, as
 * sl_document_new. Checked by tests/cli/test_track.c. */
sl_document_t *sl_track_document(const sl_track_t *track);

/* By sim/output/schemas/track.schema.json. The caller frees *text. SL_ERR_MEMORY. */
int sl_track_json(const sl_track_t *track, char **text, sl_error_t *error);

#endif
