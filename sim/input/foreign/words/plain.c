#include "sim/input/foreign/words/plain.h"

#include <stddef.h>
#include <string.h>

char *sl_word_plain(const char *text, char word[SL_WORD])
{
  size_t n = 0;
  for (; *text != '\0' && n + 1 < SL_WORD; text++) {
    const char c = *text;
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      word[n++] = c;
    } else if (c >= 'A' && c <= 'Z') {
      word[n++] = (char)(c - 'A' + 'a');
    }
  }
  word[n] = '\0';
  return word;
}

bool sl_word_is(const char *text, const char *other)
{
  char a[SL_WORD], b[SL_WORD];
  return strcmp(sl_word_plain(text, a), sl_word_plain(other, b)) == 0;
}

bool sl_word_begins(const char *word, const char *beginning)
{
  return strncmp(word, beginning, strlen(beginning)) == 0;
}

int sl_word_flag(const char *text)
{
  static const char *const words[2][8] = {{"n", "no", "false", "0", "none", "f", NULL},
                                          {"y", "yes", "true", "1", "x", "t", NULL}};
  char word[SL_WORD];
  sl_word_plain(text, word);
  for (int flag = 0; flag < 2; flag++) {
    for (size_t i = 0; words[flag][i] != NULL; i++) {
      if (strcmp(words[flag][i], word) == 0) {
        return flag;
      }
    }
  }
  return -1;
}
