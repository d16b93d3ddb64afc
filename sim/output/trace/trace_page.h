/* A year told claim by claim (sim/study/trace/trace.h): as a document, for programs, and every
 * claim as CSV. Persons are rows of the census: no ids, no names. */
#ifndef SL_SIM_OUTPUT_TRACE_TRACE_PAGE_H
#define SL_SIM_OUTPUT_TRACE_TRACE_PAGE_H

#include "sim/output/document/document.h"
#include "sim/study/trace/trace.h"

#include <stddef.h>

#define SL_TRACE_LINES 20 /* claims shown of one person; smaller ones are added up in one line */

/* The year in words, then what it cost under each arrangement, then the dearest `persons` of it
 * with their claims and what the contracts paid on them. NULL without memory, as sl_document_new.
 * Checked by tests/cli/test_trace.c. */
sl_document_t *sl_trace_document(const sl_trace_t *trace, size_t persons);

/* {"version", "title", "currency", "trial", "seed", "group_factor", "year": {...},
 * "arrangements": [{"name", ..., "figures": {...}}], "persons": [{"row", "spreadsheet_row", ...,
 * "contracts": [...], "claims": [...]}]}. The caller frees *text. SL_ERR_MEMORY. */
int sl_trace_json(const sl_trace_t *trace, size_t persons, char **text, sl_error_t *error);

/* Every claim of every person: a header, then a line a claim, dearest person first; RFC 4180,
 * amounts unrounded, a column for each figure of each arrangement. The caller frees *bytes.
 * SL_ERR_MEMORY. */
int sl_trace_csv(const sl_trace_t *trace, char **bytes, size_t *n, sl_error_t *error);

#endif
