#include "sim/input/foreign/quotes/labels.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define LABEL_BYTES 240 /* of a label that are looked at */

typedef struct short_form {
  const char *word, *means; /* means: one or two words */
} short_form_t;

/* Words after small letters and without a plural's s. */
static const short_form_t short_forms[] = {
    {"spec", "specific"},
    {"isl", "specific"},
    {"ssl", "specific"},
    {"individual", "specific"},
    {"asl", "aggregate"},
    {"agg", "aggregate"},
    {"aggr", "aggregate"},
    {"isd", "specific deductible"},
    {"asd", "aggregating specific"},
    {"sl", "stop loss"},
    {"stoploss", "stop loss"},
    {"ded", "deductible"},
    {"deduct", "deductible"},
    {"prem", "premium"},
    {"admin", "administration"},
    {"administrative", "administration"},
    {"max", "maximum"},
    {"min", "minimum"},
    {"exp", "expected"},
    {"est", ""},
    {"estimated", ""},
    {"comp", "composite"},
    {"yr", "annual"},
    {"year", "annual"},
    {"yearly", "annual"},
    {"annually", "annual"},
    {"annualized", "annual"},
    {"annum", "annual"},
    {"monthly", "month"},
    {"mo", "month"},
    {"mth", "month"},
    {"enrollment", "enrolment"},
    {"enrolled", "enrolment"},
    {"live", "enrolment"},
    {"lif", "enrolment"},
    {"headcount", "enrolment"},
    {"demographic", "enrolment"},
    {"participant", "enrolment"},
    {"census", "enrolment"},
    {"count", "enrolment"},
    {"increase", "change"},
    {"chg", "change"},
    {"incr", "change"},
    {"inc", "change"},
    {"variance", "change"},
    {"lasered", "laser"},
    {"attach", "attachment"},
    {"comm", "commission"},
    {"mgmt", "management"},
    {"mgt", "management"},
    {"mgmnt", "management"},
    {"utilisation", "utilization"},
    {"util", "utilization"},
    {"subtotal", "total"},
    {"runin", "run in"},
    {"runout", "run out"},
    {"aggregated", "aggregating"},
    {"aggspec", "aggregating specific"},
    {"pct", "percent"},
    {"claimsfund", "claim fund"},
    {"mgr", "management"},
    {"tlo", "terminal"},
    {"ur", "utilization"},
    {"cm", "case management"},
    {"precert", "precertification"},
    {"oop", "out pocket"},
    {"ooc", "out country"},
    {"ooct", "out country"},
    {"consult", "consulting"},
    {"brokerage", "broker"},
    {"capped", "cap"},
    {"eff", "effective"},
    {"included", "include"},
    {"including", "include"},
    {"liabilit", "liability"},
    {"drug", "pharmacy"},
    {"sir", "specific retention"},
};

static const char *written_out(const char *word)
{
  for (size_t i = 0; i < sizeof short_forms / sizeof short_forms[0]; i++) {
    if (strcmp(short_forms[i].word, word) == 0) {
      return short_forms[i].means;
    }
  }
  return word;
}

static void strip_plural(char *word)
{
  const size_t n = strlen(word);
  if (n > 4 && strcmp(word + n - 3, "ies") == 0) {
    strcpy(word + n - 3, "y");
  } else if (n > 3 && word[n - 1] == 's' && word[n - 2] != 's' && word[n - 2] != 'i' &&
             word[n - 2] != 'u') {
    word[n - 1] = '\0';
  }
}

static void add_word(sl_quote_label_t *label, const char *word)
{
  char copy[SL_LABEL_WORD];
  if (word[0] == '\0' || label->n == SL_LABEL_WORDS) {
    return;
  }
  snprintf(copy, sizeof copy, "%s", word);
  strip_plural(copy);
  const bool per = label->n > 0 && strcmp(label->words[label->n - 1], "per") == 0;
  if (per && (strcmp(copy, "employee") == 0 || strcmp(copy, "ee") == 0)) {
    label->per_employee = true;
    return;
  }
  const char *means = written_out(copy);
  while (*means != '\0' && label->n < SL_LABEL_WORDS) {
    const size_t n = strcspn(means, " ");
    snprintf(label->words[label->n++], SL_LABEL_WORD, "%.*s", (int)n, means);
    means += n + (means[n] == ' ' ? 1 : 0);
  }
}

/* "per employee per month" before "month"; "per person per year" is no unit of a price. */
static void find_unit(sl_quote_label_t *label)
{
  static const struct {
    const char *word;
    sl_quote_unit_t unit;
  } units[] = {{"pepm", SL_UNIT_EMPLOYEE_MONTH}, {"pmpm", SL_UNIT_MEMBER_MONTH},
               {"pepy", SL_UNIT_EMPLOYEE_YEAR},  {"annual", SL_UNIT_YEAR},
               {"flat", SL_UNIT_YEAR},           {"lump", SL_UNIT_YEAR},
               {"month", SL_UNIT_MONTH}};
  const bool per_month = sl_quote_label_has(label, "per") && sl_quote_label_has(label, "month");
  if (label->per_employee) {
    label->unit =
        sl_quote_label_has(label, "annual") ? SL_UNIT_EMPLOYEE_YEAR : SL_UNIT_EMPLOYEE_MONTH;
    return;
  }
  if (per_month && sl_quote_label_has(label, "member")) {
    label->unit = SL_UNIT_MEMBER_MONTH;
    return;
  }
  for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
    if (sl_quote_label_has(label, units[i].word) &&
        !(units[i].unit == SL_UNIT_YEAR && sl_quote_label_has(label, "person"))) {
      label->unit = units[i].unit;
      return;
    }
  }
}

/* Take the tiers out of text, leaving blanks. */
static void take_tiers(char *text, sl_quote_label_t *label)
{
  size_t at = 0, from = 0;
  while (label->n_tiers < SL_QUOTE_TIERS_MAX) {
    const int tier = sl_quote_tier_next(text, &at, &from);
    if (tier < 0) {
      return;
    }
    label->tiers[label->n_tiers] = (sl_quote_tier_name_t)tier;
    snprintf(label->tier_words[label->n_tiers++], sizeof label->tier_words[0], "%.*s",
             (int)(at - from), text + from);
    memset(text + from, ' ', at - from);
  }
}

/* Words outside brackets, or those inside. */
static void read_words(const char *text, bool inside, sl_quote_label_t *label)
{
  char word[SL_LABEL_WORD] = "";
  size_t n = 0;
  int depth = 0;
  for (const char *at = text;; at++) {
    const unsigned char c = (unsigned char)*at;
    const bool here = (depth > 0) == inside;
    if (isalnum(c) && here && n + 1 < sizeof word) {
      word[n++] = (char)tolower(c);
      continue;
    }
    if (c == '\'' || (isalnum(c) && here)) {
      continue;
    }
    word[n] = '\0';
    add_word(label, word);
    n = 0;
    depth += c == '(' || c == '[' ? 1 : (c == ')' || c == ']') && depth > 0 ? -1 : 0;
    if (c == '%' && here) {
      add_word(label, "percent");
    }
    if (c == '#' && here) {
      add_word(label, "number");
    }
    if (c == '\0') {
      return;
    }
  }
}

bool sl_quote_label_has(const sl_quote_label_t *label, const char *word)
{
  for (size_t i = 0; i < label->n; i++) {
    if (strcmp(label->words[i], word) == 0) {
      return true;
    }
  }
  return false;
}

/* "Specific stop loss" is the specific cover: the two words say nothing more beside it. */
static void drop_stop_loss(sl_quote_label_t *label)
{
  if (!sl_quote_label_has(label, "specific") && !sl_quote_label_has(label, "aggregate")) {
    return;
  }
  size_t kept = 0, outside = label->n_outside;
  for (size_t i = 0; i < label->n; i++) {
    const bool drop = strcmp(label->words[i], "stop") == 0 || strcmp(label->words[i], "loss") == 0;
    outside -= drop && i < label->n_outside ? 1 : 0;
    if (!drop) {
      memmove(label->words[kept++], label->words[i], sizeof label->words[0]);
    }
  }
  label->n = kept;
  label->n_outside = outside;
}

void sl_quote_label_read(const char *text, sl_quote_label_t *label)
{
  char copy[LABEL_BYTES];
  *label = (sl_quote_label_t){.n = 0};
  snprintf(copy, sizeof copy, "%s", text);
  take_tiers(copy, label);
  read_words(copy, false, label);
  label->n_outside = label->n;
  read_words(copy, true, label);
  drop_stop_loss(label);
  label->percent = sl_quote_label_has(label, "percent");
  find_unit(label);
}

static bool among(const sl_quote_label_t *label, size_t n, const char *word, size_t length)
{
  for (size_t i = 0; i < n; i++) {
    if (strlen(label->words[i]) == length && strncmp(label->words[i], word, length) == 0) {
      return true;
    }
  }
  return false;
}

/* How many words of a row are there; 0 where one is missing. *own: how many of them in the label
 * itself. */
static size_t fit(const sl_quote_meaning_t *meaning, const sl_quote_label_t *label, size_t n,
                  const sl_quote_label_t *heading, size_t *own)
{
  size_t found = 0;
  *own = 0;
  for (const char *word = meaning->words; *word != '\0';) {
    const size_t length = strcspn(word, " ");
    const bool here = among(label, n, word, length);
    if (!here && (heading == NULL || !among(heading, heading->n, word, length))) {
      return 0;
    }
    *own += here ? 1 : 0;
    found++;
    word += length + (word[length] == ' ' ? 1 : 0);
  }
  return found;
}

static const sl_quote_meaning_t *best(const sl_quote_label_t *label, size_t n,
                                      const sl_quote_label_t *heading, bool vague_too)
{
  const sl_quote_meaning_t *found = NULL;
  size_t most = 0;
  for (size_t i = 0; i < sl_quote_n_meanings; i++) {
    size_t own;
    const size_t words = fit(&sl_quote_meanings[i], label, n, heading, &own);
    const bool counts =
        (own > 0 || (n == 0 && label->n_tiers > 0)) && (vague_too || !sl_quote_meanings[i].vague);
    if (words > most && counts) {
      most = words;
      found = &sl_quote_meanings[i];
    }
  }
  return found;
}

const sl_quote_meaning_t *sl_quote_label_meaning(const sl_quote_label_t *label,
                                                 const sl_quote_label_t *heading)
{
  const sl_quote_meaning_t *own = best(label, label->n_outside, NULL, true);
  if (own == NULL && label->n > label->n_outside) {
    own = best(label, label->n, NULL, true);
  }
  if (heading == NULL || (own != NULL && !own->vague)) {
    return own;
  }
  const sl_quote_meaning_t *with = best(label, label->n_outside, heading, own == NULL);
  return with != NULL ? with : own;
}

char *sl_quote_label_key(const char *text, char key[SL_LABEL_KEY])
{
  static const char *const left_out[] = {"pepm",   "pmpm", "per",  "month", "employee",
                                         "annual", "est",  "flat", NULL};
  size_t n = 0;
  for (const char *at = text; *at != '\0';) {
    char word[SL_LABEL_WORD];
    size_t length = 0;
    if (*at == '(') {
      break;
    }
    for (; isalnum((unsigned char)*at); at++) {
      if (length + 1 < sizeof word) {
        word[length++] = (char)tolower((unsigned char)*at);
      }
    }
    word[length] = '\0';
    if (length == 0) {
      snprintf(word, sizeof word, "%s", *at == '&' ? "and" : "");
      length = strlen(word);
      at++;
    }
    bool keep = length > 0;
    for (size_t i = 0; left_out[i] != NULL; i++) {
      keep &= strcmp(word, left_out[i]) != 0;
    }
    if (keep && n + length + 2 < SL_LABEL_KEY) {
      n += (size_t)snprintf(key + n, SL_LABEL_KEY - n, "%s%s", n > 0 ? "_" : "", word);
    }
  }
  key[n] = '\0';
  return key;
}
