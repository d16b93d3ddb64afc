#include "sim/input/rules/jurisdiction.h"

#include <stddef.h>
#include <string.h>

static const char *const codes[] = {
    "US-AL", "US-AK", "US-AZ", "US-AR", "US-CA", "US-CO", "US-CT", "US-DE", "US-DC", "US-FL",
    "US-GA", "US-HI", "US-ID", "US-IL", "US-IN", "US-IA", "US-KS", "US-KY", "US-LA", "US-ME",
    "US-MD", "US-MA", "US-MI", "US-MN", "US-MS", "US-MO", "US-MT", "US-NE", "US-NV", "US-NH",
    "US-NJ", "US-NM", "US-NY", "US-NC", "US-ND", "US-OH", "US-OK", "US-OR", "US-PA", "US-RI",
    "US-SC", "US-SD", "US-TN", "US-TX", "US-UT", "US-VT", "US-VA", "US-WA", "US-WV", "US-WI",
    "US-WY", "CA-AB", "CA-BC", "CA-MB", "CA-NB", "CA-NL", "CA-NS", "CA-NT", "CA-NU", "CA-ON",
    "CA-PE", "CA-QC", "CA-SK", "CA-YT"};

#define N_CODES (sizeof codes / sizeof codes[0])

bool sl_jurisdiction_is_known(const char *code)
{
  for (size_t i = 0; i < N_CODES; i++) {
    if (strcmp(codes[i], code) == 0) {
      return true;
    }
  }
  return false;
}

static char capital(char c) { return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c; }

static bool same_letters(const char *a, const char *b)
{
  while (*a != '\0' && capital(*a) == capital(*b)) {
    a++;
    b++;
  }
  return *a == *b;
}

const char *sl_jurisdiction_nearest(const char *code)
{
  for (size_t i = 0; i < N_CODES; i++) {
    if (same_letters(codes[i], code) || same_letters(codes[i] + 3, code)) {
      return codes[i];
    }
  }
  return NULL;
}
