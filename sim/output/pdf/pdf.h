/* A document as PDF, by a program that prints HTML: Chromium, else WeasyPrint.
 *
 * What is printed is the document's own page (sl_document_sheets), so a PDF says what HTML says.
 * The program works in a folder that only this user can enter, its profile included, which is gone
 * at any end, fetches nothing, and has five minutes. PDF has the time of its making in it: equal
 * documents do not give equal bytes.
 * Checked by tests/cli/test_report.c.
 */
#ifndef SL_SIM_OUTPUT_PDF_PDF_H
#define SL_SIM_OUTPUT_PDF_PDF_H

#include "sim/output/document/document.h"

/* As the renderings of a document. The first of chromium, chromium-browser, google-chrome and
 * weasyprint in PATH that makes a whole PDF. SL_ERR_PROGRAM where none is there ("apt-get install
 * chromium") or all that are there fail, with what the first of them said; SL_ERR_CREATE,
 * SL_ERR_IO, SL_ERR_MEMORY. */
int sl_pdf(const sl_document_t *document, sl_paper_size_t size, char **bytes, size_t *n,
           sl_error_t *error);

/* The paper of the country: letter for USD and CAD, and A4. */
sl_paper_size_t sl_paper_size_of(const char *currency);

#endif
