#include "models/funding/quoted.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const sl_quoted_role_names[SL_QUOTED_ROLES] = {"option", "current", "renewal"};
const char *const sl_quoted_status_names[SL_QUOTED_STATUSES] = {"unknown", "firm", "contingent"};

sl_quoted_t *sl_quoted_new(void)
{
  sl_quoted_t *quote = calloc(1, sizeof *quote);
  if (quote != NULL) {
    quote->rate_cap = quote->commission = NAN;
    for (size_t i = 0; i < SL_TIERS; i++) {
      quote->expected[i] = quote->relativity[i] = NAN;
    }
  }
  return quote;
}

/* NULL for NULL; *good turns false where there is no memory. */
static char *copy_text(const char *text, bool *good)
{
  char *copy = text != NULL ? strdup(text) : NULL;
  *good = *good && (text == NULL || copy != NULL);
  return copy;
}

sl_quoted_t *sl_quoted_copy(const sl_quoted_t *quote)
{
  sl_quoted_t *copy = malloc(sizeof *copy);
  bool good = copy != NULL;
  if (!good) {
    return NULL;
  }
  *copy = *quote;
  copy->carrier = copy_text(quote->carrier, &good);
  copy->administrator = copy_text(quote->administrator, &good);
  copy->terms = copy_text(quote->terms, &good);
  copy->lasers = calloc(quote->n_lasers + 1, sizeof *copy->lasers);
  good = good && copy->lasers != NULL;
  copy->n_lasers = copy->lasers != NULL ? quote->n_lasers : 0;
  for (size_t i = 0; i < copy->n_lasers; i++) {
    copy->lasers[i].deductible = quote->lasers[i].deductible;
    copy->lasers[i].who = copy_text(quote->lasers[i].who, &good);
  }
  if (!good) {
    sl_quoted_free(copy);
    copy = NULL;
  }
  return copy;
}

void sl_quoted_free(sl_quoted_t *quote)
{
  if (quote == NULL) {
    return;
  }
  for (size_t i = 0; i < quote->n_lasers; i++) {
    free(quote->lasers[i].who);
  }
  free(quote->lasers);
  free(quote->carrier);
  free(quote->administrator);
  free(quote->terms);
  free(quote);
}
