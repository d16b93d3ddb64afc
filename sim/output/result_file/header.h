/* The attributes of a result file's root, and its texts by arrangement and by month: written before
 * the first trial but for the outcome, read and checked as if they came from anyone. */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_HEADER_H
#define SL_SIM_OUTPUT_RESULT_FILE_HEADER_H

#include "sim/output/result_file/layout.h"
#include "sim/results/summary.h"

/* 0, or -1 where HDF5 failed. */
int sl_put_header(hid_t file, const sl_run_facts_t *facts);
/* What is known after the last trial. */
int sl_put_outcome(hid_t file, const sl_run_facts_t *facts, const sl_summary_t *summary);
int sl_put_texts(sl_layout_t *layout, const sl_run_facts_t *facts);

/* Fill facts but for enrolment and prices. *version: the file's format. SL_ERR_INPUT,
 * SL_ERR_MEMORY.
 */
int sl_get_header(hid_t file, sl_run_facts_t *facts, int64_t *version, sl_error_t *error);
int sl_get_texts(hid_t file, int64_t version, sl_run_facts_t *facts, sl_error_t *error);

/* Text that may be shown: UTF-8 without controls. */
bool sl_is_plain_text(const char *text);

/* Read a variable of texts, one per arrangement; the caller frees the list with sl_free_texts. NULL
 * where it is missing or of another kind. */
char **sl_read_texts(hid_t file, const char *name, size_t *n);
void sl_free_texts(char **texts, size_t n);

#endif
