/* The page of a book: which clients of a batch fit self-funding, and what that is over all of them.
 *
 * A client's subject (its first arrangement that retains claims) is set against its reference
 * (sim/output/decision/decision.h), and the client
 *   fits         where the subject saves by more than twice the standard error, also if claims are
 *                10% higher than assumed (where the run has that figure), and where a chance of
 *                passing the budget was given as the limit keeps it
 *   depends      where it saves, but one of these does not hold
 *   fits not     where it does not save by more than twice the standard error
 * Clients have streams of their own, so that a total's standard error is the root of the sum of
 * squares; where clients share a seed it is the sum of errors, which no dependence can pass.
 *
 * Checked by tests/cli/test_batch.c.
 */
#ifndef SL_SIM_OUTPUT_BATCH_BOOK_H
#define SL_SIM_OUTPUT_BATCH_BOOK_H

#include "sim/output/batch/batch.h"
#include "sim/output/document/document.h"

typedef struct sl_book_terms {
  double most_deficit; /* NaN: no limit */
  size_t most_clients; /* named in a table; SIZE_MAX: all */
  bool arrangements;   /* and a table of every arrangement's figures */
} sl_book_terms_t;

/* NULL without memory, which every renderer takes as a failure. The caller frees it. */
sl_document_t *sl_book_document(const sl_batch_result_t *result, const sl_book_terms_t *terms);

#endif
