/* What a page of text is written for. */
#ifndef SL_SIM_OUTPUT_TEXT_PAPER_H
#define SL_SIM_OUTPUT_TEXT_PAPER_H

#include "models/core/error.h"

#include <stdbool.h>
#include <stddef.h>

#define SL_PAGE_WIDTH 80 /* where nobody says another */
#define SL_PAGE_WIDTH_MIN 60
#define SL_PAGE_WIDTH_MAX 160

typedef struct sl_paper {
  size_t width; /* columns, SL_PAGE_WIDTH_MIN .. SL_PAGE_WIDTH_MAX */
  bool ascii;   /* no other characters; else UTF-8 */
} sl_paper_t;

#endif
