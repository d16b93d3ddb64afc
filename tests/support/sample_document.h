/* A document with a block of every kind, as an exhibit of quotes might be, and hostile names. */
#ifndef SL_TESTS_SUPPORT_SAMPLE_DOCUMENT_H
#define SL_TESTS_SUPPORT_SAMPLE_DOCUMENT_H

#include "sim/output/document/document.h"

/* Three options of a group, in dollars. The caller frees it. */
sl_document_t *sl_sample_document(void);

/* Names that a browser, a terminal or a spreadsheet would obey, at every place of a document. */
#define SL_HOSTILE_NAMES 9
extern const char *const sl_hostile_names[SL_HOSTILE_NAMES];
sl_document_t *sl_hostile_document(const char *name);

/* Charts of every kind that the samples have not, all of whose words are this one. */
sl_document_t *sl_charts_document(const char *word);

#endif
