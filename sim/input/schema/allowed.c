#include "models/stoploss/contract.h"
#include "sim/input/read/number.h"
#include "sim/input/read/text.h"
#include "sim/input/schema/schema.h"

#include <math.h>
#include <string.h>

static void append_range(sl_text_t *text, const sl_schema_key_t *key)
{
  char low[SL_NUMBER_TEXT], high[SL_NUMBER_TEXT];
  const bool has_low = !isinf(key->low), has_high = !isinf(key->high);
  sl_number_format(key->low, low);
  sl_number_format(key->high, high);
  if (has_high && key->high >= 18446744073709551615.0) {
    strcpy(high, "18446744073709551615"); /* 2^64 - 1, which is no double */
  }
  if (has_low && has_high && key->low == key->high) {
    sl_text_append(text, ": %s only", low);
  } else if (has_low && has_high) {
    sl_text_append(text, " %s %s %s %s", key->low_open ? "above" : "from", low,
                   key->high_open ? "to below" : "to", high);
  } else if (has_low) {
    sl_text_append(text, key->low_open ? " above %s" : " from %s", low);
  }
  if (sl_schema_is_money(key)) {
    sl_text_append(text, " (also as 175k or 2.5M%s)",
                   sl_schema_is_share(key) ? ", or a percentage" : "");
  } else if (sl_schema_is_share(key)) {
    sl_text_append(text, " (also as a percentage)");
  }
  if (key->infinite) {
    sl_text_append(text, ", or .inf");
  }
}

static void append_choices(sl_text_t *text, const sl_schema_key_t *key)
{
  sl_text_append(text, "one of ");
  for (size_t i = 0; key->choice(i) != NULL; i++) {
    const char *alias = key->alias != NULL ? key->alias(i) : NULL;
    sl_text_append(text, "%s%s", i > 0 ? ", " : "", key->choice(i));
    if (alias != NULL) {
      sl_text_append(text, " (%s)", alias);
    }
  }
}

void sl_schema_append_keys(sl_text_t *text, const sl_schema_key_t *key)
{
  const sl_schema_key_t *children[SL_SCHEMA_CHILDREN];
  const size_t n = sl_schema_children(key, children, SL_SCHEMA_CHILDREN);
  for (size_t i = 0; i < n; i++) {
    sl_text_append(text, "%s%s", i > 0 ? ", " : "", sl_schema_name(children[i]));
  }
}

static const char *fixed_words(unsigned type)
{
  switch (type) {
  case SL_TYPE_TEXT:
    return "a text on one line";
  case SL_TYPE_PARAGRAPH:
    return "a text";
  case SL_TYPE_DATE:
    return "a date as YYYY-MM-DD, from 1900-01-01 to 2999-12-31";
  case SL_TYPE_FLAG:
    return "true or false";
  case SL_TYPE_FREQUENCY:
    return "a frequency {distribution: NAME, ...}";
  case SL_TYPE_SEVERITY:
    return "a severity {distribution: NAME, ...}";
  case SL_TYPE_PLACES:
    return "a map from paths of the scenario to values, at least one";
  case SL_TYPE_CONTRACT:
    return "paid, or a/b in months from 12 to 60 such as 12/15";
  case SL_TYPE_CONTRACTS:
    return "a list of these (paid or a/b) by plan year";
  default:
    return "a value";
  }
}

static void append_type(sl_text_t *text, const sl_schema_key_t *key, unsigned type)
{
  switch (type) {
  case SL_TYPE_TEXTS:
    sl_text_append(text, key->choice != NULL ? "a list of words, each " : "a list of texts");
    if (key->choice != NULL) {
      append_choices(text, key);
    }
    break;
  case SL_TYPE_MAP:
    sl_text_append(text, "a map {");
    sl_schema_append_keys(text, key);
    sl_text_append(text, "}");
    break;
  case SL_TYPE_LIST:
    sl_text_append(text, "a list of maps {");
    sl_schema_append_keys(text, key);
    sl_text_append(text, "}");
    break;
  case SL_TYPE_NUMBERS:
    sl_text_append(text, "a list of numbers");
    append_range(text, key);
    break;
  case SL_TYPE_NUMBER:
    sl_text_append(text, "a number");
    append_range(text, key);
    break;
  case SL_TYPE_WHOLE:
    sl_text_append(text, "a whole number");
    append_range(text, key);
    break;
  case SL_TYPE_CHOICE:
    append_choices(text, key);
    break;
  case SL_TYPE_TIERS:
    sl_text_append(text, "a map from tiers (");
    for (size_t i = 0; i < SL_TIERS; i++) {
      sl_text_append(text, "%s%s", i > 0 ? ", " : "", sl_tier_names[i]);
    }
    sl_text_append(text, ") to numbers");
    append_range(text, key);
    break;
  case SL_TYPE_SERVICES:
    sl_text_append(text, "a map from service names to numbers");
    append_range(text, key);
    break;
  default:
    sl_text_append(text, "%s", fixed_words(type));
  }
}

char *sl_schema_allowed(const sl_schema_key_t *key)
{
  /* A number first where a number or a map may stand. */
  static const unsigned order[] = {
      SL_TYPE_CONTRACT, SL_TYPE_NUMBER, SL_TYPE_WHOLE,    SL_TYPE_MAP,       SL_TYPE_LIST,
      SL_TYPE_NUMBERS,  SL_TYPE_TEXTS,  SL_TYPE_TEXT,     SL_TYPE_PARAGRAPH, SL_TYPE_DATE,
      SL_TYPE_CHOICE,   SL_TYPE_FLAG,   SL_TYPE_TIERS,    SL_TYPE_SERVICES,  SL_TYPE_FREQUENCY,
      SL_TYPE_SEVERITY, SL_TYPE_PLACES, SL_TYPE_CONTRACTS};
  sl_text_t text = {0};
  for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
    if (key->types & order[i]) {
      sl_text_append(&text, "%s", text.length > 0 ? ", or " : "");
      append_type(&text, key, order[i]);
    }
  }
  return sl_text_take(&text);
}
