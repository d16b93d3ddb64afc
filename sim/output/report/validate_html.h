/* The page of a validation as HTML: the terminal's tables, and pictures.
 *
 * One file by itself: no script, nothing fetched, and a policy that lets nothing be; dark text on
 * white, for a phone's width and for print. Whatever a user wrote is text there, never markup.
 * Checked by tests/unit/test_validate_html.c.
 */
#ifndef SL_SIM_OUTPUT_REPORT_VALIDATE_HTML_H
#define SL_SIM_OUTPUT_REPORT_VALIDATE_HTML_H

#include "sim/output/report/validate_page.h"

#include <stddef.h>

typedef struct sl_page_picture {
  const char *name;  /* in front of the picture's ids: letters, digits and - */
  const char *words; /* what it shows, for whoever does not see it */
  const char *svg;   /* a document of gnuplot's; what stands before its <svg> is left out */
} sl_page_picture_t;

/* The caller frees *text. SL_ERR_PROGRAM where a picture has no <svg>, SL_ERR_MEMORY. */
int sl_validate_html(const sl_validation_t *validation, const sl_page_picture_t *pictures, size_t n,
                     char **text, sl_error_t *error);

#endif
