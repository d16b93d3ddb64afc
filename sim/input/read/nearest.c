#include "sim/input/read/nearest.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define LONGEST 64

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

static bool same_letter(char a, char b)
{
  return tolower((unsigned char)a) == tolower((unsigned char)b);
}

static size_t distance(const char *a, size_t n, const char *b, size_t m)
{
  size_t rows[3][LONGEST + 1];
  size_t *before = rows[0], *last = rows[1], *now = rows[2];
  for (size_t j = 0; j <= m; j++) {
    before[j] = last[j] = j;
  }
  for (size_t i = 1; i <= n; i++) {
    now[0] = i;
    for (size_t j = 1; j <= m; j++) {
      const size_t substitution = last[j - 1] + (same_letter(a[i - 1], b[j - 1]) ? 0 : 1);
      now[j] = least(substitution, least(last[j], now[j - 1]) + 1);
      if (i > 1 && j > 1 && same_letter(a[i - 1], b[j - 2]) && same_letter(a[i - 2], b[j - 1])) {
        now[j] = least(now[j], before[j - 2] + 1);
      }
    }
    size_t *const oldest = before;
    before = last;
    last = now;
    now = oldest;
  }
  return last[m];
}

const char *sl_nearest(const char *name, const char *const *names, size_t n)
{
  const size_t length = least(strlen(name), LONGEST);
  const char *best = NULL;
  size_t best_distance = 0;
  for (size_t i = 0; i < n; i++) {
    if (names[i] == NULL) {
      continue;
    }
    const size_t other = least(strlen(names[i]), LONGEST);
    const size_t longer = length > other ? length : other;
    const size_t d = distance(name, length, names[i], other);
    if (d <= (longer > 3 ? longer / 3 : 1) && d < longer && (best == NULL || d < best_distance)) {
      best = names[i];
      best_distance = d;
    }
  }
  return best;
}

const char *sl_did_you_mean(const char *nearest, char text[SL_HINT_TEXT])
{
  text[0] = '\0';
  if (nearest != NULL) {
    snprintf(text, SL_HINT_TEXT, "; did you mean %.200s?", nearest);
  }
  return text;
}
