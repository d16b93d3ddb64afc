#include "sim/input/offers/offers.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Room for one more item behind n of them; NULL sets failed. */
static void *grow(sl_offers_t *offers, void *list, size_t n, size_t size)
{
  void *more = realloc(list, (n + 1) * size);
  offers->failed = offers->failed || more == NULL;
  return more;
}

void sl_offers_find(sl_offers_t *offers, uint32_t row, const char *column, const char *format, ...)
{
  sl_offers_finding_t *more =
      grow(offers, offers->findings, offers->n_findings, sizeof *offers->findings);
  if (more == NULL) {
    return;
  }
  va_list arguments;
  offers->findings = more;
  sl_offers_finding_t *finding = &more[offers->n_findings++];
  finding->row = row;
  finding->column = column;
  va_start(arguments, format);
  vsnprintf(finding->what, sizeof finding->what, format, arguments);
  va_end(arguments);
}

void sl_offers_leave(sl_offers_t *offers, sl_quote_cell_t cell, const char *column,
                     const char *label, const char *format, ...)
{
  sl_offers_unplaced_t *more =
      grow(offers, offers->unplaced, offers->n_unplaced, sizeof *offers->unplaced);
  if (more == NULL) {
    return;
  }
  va_list arguments;
  offers->unplaced = more;
  sl_offers_unplaced_t *left = &more[offers->n_unplaced++];
  left->cell = cell;
  left->column = column;
  left->label = label;
  va_start(arguments, format);
  vsnprintf(left->why, sizeof left->why, format, arguments);
  va_end(arguments);
}

void sl_offers_assume(sl_offers_t *offers, const char *format, ...)
{
  char note[SL_OFFERS_NOTE];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(note, sizeof note, format, arguments);
  va_end(arguments);
  for (size_t i = 0; i < offers->n_assumed; i++) {
    if (strcmp(offers->assumed[i], note) == 0) {
      return; /* of another option, in the same words */
    }
  }
  char(*more)[SL_OFFERS_NOTE] =
      grow(offers, offers->assumed, offers->n_assumed, sizeof *offers->assumed);
  if (more != NULL) {
    offers->assumed = more;
    memcpy(more[offers->n_assumed++], note, sizeof note);
  }
}
