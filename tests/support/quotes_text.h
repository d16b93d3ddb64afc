/* What was read of a file of quotes, a line for each thing that it says: for comparison with what a
 * person reads in the file. */
#ifndef SL_TESTS_SUPPORT_QUOTES_TEXT_H
#define SL_TESTS_SUPPORT_QUOTES_TEXT_H

#include "sim/input/foreign/quotes/quotes.h"

/* The caller frees the text. */
char *quotes_text(const sl_quotes_t *quotes);

#endif
