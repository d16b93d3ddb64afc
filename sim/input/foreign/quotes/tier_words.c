#include "sim/input/foreign/quotes/labels.h"

#include <ctype.h>
#include <string.h>

/* Where in a text a phrase may stand: "individual" is a tier at the end of a label and the specific
 * cover before it; "employee" is none in "per employee" and "employee assistance". */
typedef enum place { ANYWHERE, AT_AN_END, AT_THE_END } place_t;

typedef struct phrase {
  const char *words; /* letters and digits between blanks; what joins them in a text is free */
  sl_quote_tier_name_t tier;
  place_t place;
} phrase_t;

/* To teach the program a tier's word, add a row. The longest phrase that fits is taken. */
static const phrase_t phrases[] = {
    {"employee spouse child", SL_QUOTE_FAMILY, ANYWHERE},
    {"employee spouse children", SL_QUOTE_FAMILY, ANYWHERE},
    {"ee spouse children", SL_QUOTE_FAMILY, ANYWHERE},
    {"ee sp ch", SL_QUOTE_FAMILY, ANYWHERE},
    {"employee 1 dependent", SL_QUOTE_EMPLOYEE_PLUS_ONE, ANYWHERE},
    {"employee one dependent", SL_QUOTE_EMPLOYEE_PLUS_ONE, ANYWHERE},
    {"ee 1 dependent", SL_QUOTE_EMPLOYEE_PLUS_ONE, ANYWHERE},
    {"ee 1 dep", SL_QUOTE_EMPLOYEE_PLUS_ONE, ANYWHERE},
    {"employee 2 or more", SL_QUOTE_FAMILY, ANYWHERE},
    {"ee 2 or more", SL_QUOTE_FAMILY, ANYWHERE},
    {"employee domestic partner", SL_QUOTE_EMPLOYEE_SPOUSE, ANYWHERE},
    {"employee spouse", SL_QUOTE_EMPLOYEE_SPOUSE, ANYWHERE},
    {"employee sp", SL_QUOTE_EMPLOYEE_SPOUSE, ANYWHERE},
    {"ee spouse", SL_QUOTE_EMPLOYEE_SPOUSE, ANYWHERE},
    {"ee sp", SL_QUOTE_EMPLOYEE_SPOUSE, ANYWHERE},
    {"ee s", SL_QUOTE_EMPLOYEE_SPOUSE, ANYWHERE},
    {"emp spouse", SL_QUOTE_EMPLOYEE_SPOUSE, ANYWHERE},
    {"emp sp", SL_QUOTE_EMPLOYEE_SPOUSE, ANYWHERE},
    {"employee child", SL_QUOTE_EMPLOYEE_CHILDREN, ANYWHERE},
    {"employee children", SL_QUOTE_EMPLOYEE_CHILDREN, ANYWHERE},
    {"employee ch", SL_QUOTE_EMPLOYEE_CHILDREN, ANYWHERE},
    {"ee child", SL_QUOTE_EMPLOYEE_CHILDREN, ANYWHERE},
    {"ee children", SL_QUOTE_EMPLOYEE_CHILDREN, ANYWHERE},
    {"ee ch", SL_QUOTE_EMPLOYEE_CHILDREN, ANYWHERE},
    {"ee c", SL_QUOTE_EMPLOYEE_CHILDREN, ANYWHERE},
    {"emp child", SL_QUOTE_EMPLOYEE_CHILDREN, ANYWHERE},
    {"emp children", SL_QUOTE_EMPLOYEE_CHILDREN, ANYWHERE},
    {"emp ch", SL_QUOTE_EMPLOYEE_CHILDREN, ANYWHERE},
    {"single parent", SL_QUOTE_EMPLOYEE_CHILDREN, ANYWHERE},
    {"parent child", SL_QUOTE_EMPLOYEE_CHILDREN, ANYWHERE},
    {"employee 1", SL_QUOTE_EMPLOYEE_PLUS_ONE, ANYWHERE},
    {"employee one", SL_QUOTE_EMPLOYEE_PLUS_ONE, ANYWHERE},
    {"ee 1", SL_QUOTE_EMPLOYEE_PLUS_ONE, ANYWHERE},
    {"ee one", SL_QUOTE_EMPLOYEE_PLUS_ONE, ANYWHERE},
    {"emp 1", SL_QUOTE_EMPLOYEE_PLUS_ONE, ANYWHERE},
    {"employee family", SL_QUOTE_FAMILY, ANYWHERE},
    {"employee dependent", SL_QUOTE_FAMILY, ANYWHERE},
    {"employee dependents", SL_QUOTE_FAMILY, ANYWHERE},
    {"employee fam", SL_QUOTE_FAMILY, ANYWHERE},
    {"ee family", SL_QUOTE_FAMILY, ANYWHERE},
    {"ee fam", SL_QUOTE_FAMILY, ANYWHERE},
    {"ee dep", SL_QUOTE_FAMILY, ANYWHERE},
    {"ee deps", SL_QUOTE_FAMILY, ANYWHERE},
    {"ee dependents", SL_QUOTE_FAMILY, ANYWHERE},
    {"emp family", SL_QUOTE_FAMILY, ANYWHERE},
    {"emp fam", SL_QUOTE_FAMILY, ANYWHERE},
    {"two party", SL_QUOTE_COUPLE, ANYWHERE},
    {"two person", SL_QUOTE_COUPLE, ANYWHERE},
    {"2 party", SL_QUOTE_COUPLE, ANYWHERE},
    {"2 person", SL_QUOTE_COUPLE, ANYWHERE},
    {"employee only", SL_QUOTE_EMPLOYEE, ANYWHERE},
    {"employee alone", SL_QUOTE_EMPLOYEE, ANYWHERE},
    {"ee only", SL_QUOTE_EMPLOYEE, ANYWHERE},
    {"emp only", SL_QUOTE_EMPLOYEE, ANYWHERE},
    {"single employee", SL_QUOTE_SINGLE, ANYWHERE},
    {"self only", SL_QUOTE_SINGLE, ANYWHERE},
    {"couple", SL_QUOTE_COUPLE, ANYWHERE},
    {"couples", SL_QUOTE_COUPLE, ANYWHERE},
    {"family", SL_QUOTE_FAMILY, ANYWHERE},
    {"families", SL_QUOTE_FAMILY, ANYWHERE},
    {"fam", SL_QUOTE_FAMILY, ANYWHERE},
    {"ef", SL_QUOTE_FAMILY, ANYWHERE},
    {"single", SL_QUOTE_SINGLE, ANYWHERE},
    {"singles", SL_QUOTE_SINGLE, ANYWHERE},
    {"es", SL_QUOTE_EMPLOYEE_SPOUSE, ANYWHERE},
    {"eesp", SL_QUOTE_EMPLOYEE_SPOUSE, ANYWHERE},
    {"esp", SL_QUOTE_EMPLOYEE_SPOUSE, ANYWHERE},
    {"ec", SL_QUOTE_EMPLOYEE_CHILDREN, ANYWHERE},
    {"eech", SL_QUOTE_EMPLOYEE_CHILDREN, ANYWHERE},
    {"ech", SL_QUOTE_EMPLOYEE_CHILDREN, ANYWHERE},
    {"ecn", SL_QUOTE_EMPLOYEE_CHILDREN, ANYWHERE},
    {"ee1", SL_QUOTE_EMPLOYEE_PLUS_ONE, ANYWHERE},
    {"eef", SL_QUOTE_FAMILY, ANYWHERE},
    {"ee", SL_QUOTE_EMPLOYEE, ANYWHERE},
    {"eo", SL_QUOTE_EMPLOYEE, ANYWHERE},
    {"emp", SL_QUOTE_EMPLOYEE, ANYWHERE},
    {"employee", SL_QUOTE_EMPLOYEE, AT_AN_END},
    {"individual", SL_QUOTE_SINGLE, AT_THE_END},
    {"ind", SL_QUOTE_SINGLE, AT_THE_END},
};
#define N_PHRASES (sizeof phrases / sizeof phrases[0])

const char *const sl_quote_tier_names[SL_QUOTE_TIER_NAMES] = {
    [SL_QUOTE_SINGLE] = "single",
    [SL_QUOTE_COUPLE] = "couple",
    [SL_QUOTE_EMPLOYEE] = "employee",
    [SL_QUOTE_EMPLOYEE_SPOUSE] = "employee_spouse",
    [SL_QUOTE_EMPLOYEE_CHILDREN] = "employee_children",
    [SL_QUOTE_EMPLOYEE_PLUS_ONE] = "employee_plus_one",
    [SL_QUOTE_FAMILY] = "family"};

static bool in_word(char c) { return isalnum((unsigned char)c) != 0; }

static size_t word_length(const char *text)
{
  size_t n = 0;
  while (in_word(text[n])) {
    n++;
  }
  return n;
}

static bool same(const char *text, const char *word, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    if (tolower((unsigned char)text[i]) != word[i]) {
      return false;
    }
  }
  return true;
}

/* Past what may join two words of a tier: a blank, + & and the words "and", "plus"; / and - only
 * close to both ("EE/SP"), and never before a family: "EE/FAM" are two tiers. A number needs more
 * than a blank: "EE 1.00" is a rate, "EE + 1" a tier. NULL where they are not joined. */
static const char *joint(const char *text, bool family)
{
  const bool close = (*text == '-' || (*text == '/' && !family)) && in_word(text[1]);
  const char *at = text + (close ? 1 : strspn(text, " +&."));
  const size_t n = word_length(at);
  bool joined = memchr(text, '+', (size_t)(at - text)) != NULL ||
                memchr(text, '&', (size_t)(at - text)) != NULL;
  if ((n == 3 && same(at, "and", 3)) || (n == 4 && same(at, "plus", 4))) {
    joined = true;
    at += n;
    at += strspn(at, " ");
  }
  return joined || !isdigit((unsigned char)*at) ? at : NULL;
}

/* What a plural or "child(ren)" leaves behind a word. */
static const char *ending(const char *text)
{
  static const char *const endings[] = {"(ren)", "(s)", "(ies)"};
  for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
    if (strncmp(text, endings[i], strlen(endings[i])) == 0) {
      return text + strlen(endings[i]);
    }
  }
  return text;
}

/* Behind the phrase where text, at the start of a word, begins with it; else NULL. */
static const char *follow(const char *text, const phrase_t *phrase)
{
  const char *words = phrase->words;
  while (true) {
    const size_t n = strcspn(words, " ");
    if (word_length(text) != n || !same(text, words, n)) {
      return NULL;
    }
    text = ending(text + n);
    words += n;
    if (*words == '\0') {
      return text;
    }
    words++;
    text = joint(text, phrase->tier == SL_QUOTE_FAMILY);
    if (text == NULL) {
      return NULL;
    }
  }
}

static bool only_marks(const char *text, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    if (in_word(text[i]) || (unsigned char)text[i] >= 0x80) {
      return false;
    }
  }
  return true;
}

/* "per employee" and "employee assistance" are no tier; "Employee 44 / Couple 17" has two. */
static bool stands_well(const char *text, size_t from, const char *end, place_t place)
{
  const bool first = only_marks(text, from), last = only_marks(end, strlen(end));
  size_t before = from;
  while (before > 0 && text[before - 1] == ' ') {
    before--;
  }
  if (before >= 3 && same(text + before - 3, "per", 3)) {
    return false;
  }
  const char *next = end + strspn(end, " ");
  if (same(next, "assist", strnlen(next, 6)) && strlen(next) >= 6) {
    return false;
  }
  const char *behind = end + strspn(end, " :=-");
  const bool counted =
      isdigit((unsigned char)*behind) || (before > 0 && isdigit((unsigned char)text[before - 1]));
  return place == ANYWHERE || last || (place == AT_AN_END && (first || counted));
}

/* The longest phrase that text + from begins with; NULL: none. */
static const phrase_t *phrase_at(const char *text, size_t from, const char **end)
{
  const phrase_t *found = NULL;
  *end = NULL;
  for (size_t i = 0; i < N_PHRASES; i++) {
    const char *behind = follow(text + from, &phrases[i]);
    if (behind != NULL && (*end == NULL || behind > *end) &&
        stands_well(text, from, behind, phrases[i].place)) {
      *end = behind;
      found = &phrases[i];
    }
  }
  return found;
}

int sl_quote_tier_next(const char *text, size_t *at, size_t *from)
{
  size_t i = *at;
  while (text[i] != '\0') {
    const size_t n = word_length(text + i);
    if (n == 0) {
      i++;
      continue;
    }
    const char *end;
    const phrase_t *phrase = phrase_at(text, i, &end);
    if (phrase != NULL) {
      *from = i;
      *at = (size_t)(end - text);
      return (int)phrase->tier;
    }
    i += n;
  }
  *at = i;
  return -1;
}

int sl_quote_tier_of(const char *text)
{
  size_t at = 0, from = 0;
  const int tier = sl_quote_tier_next(text, &at, &from);
  const bool whole =
      tier >= 0 && only_marks(text, from) && only_marks(text + at, strlen(text + at));
  return whole ? tier : -1;
}
