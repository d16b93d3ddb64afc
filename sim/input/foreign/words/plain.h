/* A word without what people write differently: letter case, blanks, punctuation, accents' bytes.
 */
#ifndef SL_SIM_INPUT_FOREIGN_WORDS_PLAIN_H
#define SL_SIM_INPUT_FOREIGN_WORDS_PLAIN_H

#include <stdbool.h>

#define SL_WORD 64

/* The ASCII letters, small, and digits of text, at most SL_WORD - 1 of them. Returns word. */
char *sl_word_plain(const char *text, char word[SL_WORD]);

/* Whether two texts are the same word. */
bool sl_word_is(const char *text, const char *other);

/* Whether the plain word begins so. */
bool sl_word_begins(const char *word, const char *beginning);

/* Y, yes, true, X, 1 and the like: 1; N, no, false, 0: 0; else -1. */
int sl_word_flag(const char *text);

#endif
