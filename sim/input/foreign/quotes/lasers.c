/* Lasers in one cell: "Claimant A at $175,000; Claimant B - 250K laser", "None", or an amount whose
 * label says whose it is. */
#include "sim/input/foreign/quotes/book.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define WHO 80
#define LASER_MIN 1000.0 /* smaller numbers are a count, an age, a claimant's number */

/* Take a word off the end or the beginning of a name where it says nothing of who it is. */
static bool drop_word(char *who)
{
  static const char *const words[] = {
      "at",         "laser", "lasers", "lasered",  "to", "of", "on",  "is",  "with",      "for",
      "deductible", "and",   "the",    "specific", "x",  "up", "set", "one", "individual"};
  size_t n = strlen(who);
  while (n > 0 && strchr(" -:;,|/@()=&.", who[n - 1]) != NULL) {
    who[--n] = '\0';
  }
  const size_t lead = strspn(who, " -:;,|/@()=&.");
  memmove(who, who + lead, n - lead + 1);
  n -= lead;
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    const size_t length = strlen(words[i]);
    if (n > length && who[n - length - 1] == ' ' && strcasecmp(who + n - length, words[i]) == 0) {
      who[n - length] = '\0';
      return true;
    }
    if (n >= length && strncasecmp(who, words[i], length) == 0 &&
        !isalnum((unsigned char)who[length]) && length > 1) {
      memmove(who, who + length, n - length + 1);
      return true;
    }
  }
  return false;
}

static char *name_of(const char *text, size_t n, char who[WHO])
{
  snprintf(who, WHO, "%.*s", (int)(n < WHO ? n : WHO - 1), text);
  while (drop_word(who)) {
  }
  return who;
}

static void add(const sl_quote_place_t *place, const char *who, double deductible)
{
  sl_quote_specific_t *specific = &place->option->specific;
  if (specific->n_lasers == SL_QUOTE_LASERS_MAX) {
    sl_quote_misplaced(place, "more lasers than are read");
    return;
  }
  specific->lasers[specific->n_lasers++] = (sl_quote_laser_t){
      .who = sl_book_copy(place->book, who, WHO), .deductible = deductible, .cell = place->cell};
}

/* Who stands before the amount, or behind it up to the next mark: "$175,000 on Claimant A". */
static void add_named(const sl_quote_place_t *place, size_t begin, size_t from, size_t *at,
                      double deductible)
{
  char who[WHO];
  name_of(place->text + begin, from - begin, who);
  if (who[0] == '\0') {
    const char *rest = place->text + *at;
    const size_t n = strcspn(rest, ";,|/");
    name_of(rest, n, who);
    *at += n;
  }
  if (who[0] == '\0') {
    name_of(place->label_text, strlen(place->label_text), who);
  }
  add(place, who, deductible);
}

/* An amount that is one: with thousands, a currency or K; "Claimant 1025" has none of them. */
static bool is_amount(const sl_quote_value_t *value, const char *text, size_t from, size_t at)
{
  const bool marked =
      value->money || value->scaled || memchr(text + from, ',', at - from) != NULL ||
      memchr(text + from, '.', at - from) != NULL || memchr(text + from, ' ', at - from) != NULL;
  return value->number >= LASER_MIN && (marked || value->number >= 10 * LASER_MIN);
}

void sl_quote_place_lasers(sl_quote_place_t *place)
{
  sl_quote_specific_t *specific = &place->option->specific;
  const sl_quote_value_t *value = &place->value;
  const bool none = value->form == SL_FORM_NOTHING || sl_quote_says(place->text, "no laser") ||
                    sl_quote_says(place->text, "none") ||
                    (value->form == SL_FORM_NUMBER && value->number == 0);
  if (none || value->form == SL_FORM_DECLINED) {
    specific->no_lasers = specific->n_lasers == 0;
    return;
  }
  size_t at = 0, from = 0, begin = 0, n = 0;
  sl_quote_value_t next;
  while (sl_quote_number_next(place->text, place->book->decimal_comma, &at, &from, &next)) {
    if (!next.percent && is_amount(&next, place->text, from, at)) {
      add_named(place, begin, from, &at, next.number);
      begin = at;
      n++;
    }
  }
  if (n == 0) {
    sl_quote_misplaced(place, "a laser without an amount");
  }
  specific->no_lasers = false;
}
