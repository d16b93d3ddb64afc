/* What the rows of a comparison of quotes are called: one table of labels met in practice.
 *
 * To teach the program a label, add a row to the table in words.c; a short form, to the one in
 * labels.c. A label is taken apart into words: small letters, without a plural's s, short forms
 * written out, its tier and its unit known by themselves; "stop loss" beside "specific" or
 * "aggregate" goes. A row of the table fits where all of its words are there, in any order; the row
 * of most words is taken, the earlier among equals. Checked by tests/unit/test_quotes_words.c.
 */
#ifndef SL_SIM_INPUT_FOREIGN_QUOTES_LABELS_H
#define SL_SIM_INPUT_FOREIGN_QUOTES_LABELS_H

#include "sim/input/foreign/quotes/quotes.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum sl_quote_item {
  SL_ITEM_NONE,
  SL_ITEM_IGNORED, /* known, and of no use here */
  SL_ITEM_CARRIER,
  SL_ITEM_MGU,
  SL_ITEM_ADMINISTRATOR,
  SL_ITEM_FUNDING,
  SL_ITEM_STATUS,
  SL_ITEM_EFFECTIVE,
  SL_ITEM_ENROLMENT,
  SL_ITEM_RELATIVITY,
  SL_ITEM_CONTRACT, /* of which cover, its heading says; of both where none does */
  SL_ITEM_SPECIFIC_DEDUCTIBLE,
  SL_ITEM_SPECIFIC_CONTRACT,
  SL_ITEM_SPECIFIC_RATE,
  SL_ITEM_AGGREGATING,
  SL_ITEM_PERSON_MAXIMUM,
  SL_ITEM_RUN_IN,
  SL_ITEM_LASER,
  SL_ITEM_AGGREGATE_CONTRACT,
  SL_ITEM_AGGREGATE_PREMIUM,
  SL_ITEM_FACTOR,
  SL_ITEM_ATTACHMENT, /* a year's; of a tier or a month a factor */
  SL_ITEM_MINIMUM,
  SL_ITEM_CORRIDOR,
  SL_ITEM_AGGREGATE_MAXIMUM,
  SL_ITEM_ACCOMMODATION,
  SL_ITEM_STOP_LOSS, /* both covers, or a component of a level rate */
  SL_ITEM_RATE,      /* of an insured plan, or a level rate */
  SL_ITEM_CHANGE,
  SL_ITEM_CLAIMS_FUND,
  SL_ITEM_REFUND,
  SL_ITEM_EXPECTED_SHARE,
  SL_ITEM_EXPECTED_CLAIMS,
  SL_ITEM_OUT_OF_COUNTRY,
  SL_ITEM_FEE,
  SL_ITEM_COMMISSION,
  SL_ITEM_REBATE,
  SL_ITEM_TAX,
  SL_ITEM_TERM,
  SL_ITEM_TOTAL,
  SL_ITEMS
} sl_quote_item_t;

typedef struct sl_quote_meaning {
  const char *words; /* separated by blanks */
  sl_quote_item_t item;
  const char *key; /* of a fee or tax; NULL: its label */
  int which;       /* sl_quote_total_kind_t or sl_quote_term_kind_t */
  bool vague;      /* a heading may say what it belongs to */
} sl_quote_meaning_t;
extern const sl_quote_meaning_t sl_quote_meanings[];
extern const size_t sl_quote_n_meanings;

typedef enum sl_quote_unit {
  SL_UNIT_UNSAID,
  SL_UNIT_EMPLOYEE_MONTH,
  SL_UNIT_MEMBER_MONTH,
  SL_UNIT_EMPLOYEE_YEAR,
  SL_UNIT_MONTH, /* the group's a month, or of a tier an employee's */
  SL_UNIT_YEAR
} sl_quote_unit_t;

#define SL_LABEL_WORDS 24
#define SL_LABEL_WORD 24

/* A label taken apart. */
typedef struct sl_quote_label {
  char words[SL_LABEL_WORDS][SL_LABEL_WORD];      /* without tier and unit */
  size_t n, n_outside;                            /* the first n_outside stand outside brackets */
  sl_quote_tier_name_t tiers[SL_QUOTE_TIERS_MAX]; /* "Rate - Single / Family" has two */
  char tier_words[SL_QUOTE_TIERS_MAX][SL_LABEL_WORD * 2]; /* as the label says them */
  size_t n_tiers;
  sl_quote_unit_t unit;
  bool percent;      /* "%", "percent" */
  bool per_employee; /* "per employee": a unit, and no word */
} sl_quote_label_t;

void sl_quote_label_read(const char *text, sl_quote_label_t *label);

bool sl_quote_label_has(const sl_quote_label_t *label, const char *word);

/* What a label below a heading (NULL: none) means; NULL where no row fits. */
const sl_quote_meaning_t *sl_quote_label_meaning(const sl_quote_label_t *label,
                                                 const sl_quote_label_t *heading);

/* A tier's name found in a text from *at on: sl_quote_tier_name_t, and *at behind it, *from where
 * it begins; -1: none. */
int sl_quote_tier_next(const char *text, size_t *at, size_t *from);

/* The tier that a whole text says ("EE + Child(ren)"); -1: none. */
int sl_quote_tier_of(const char *text);

/* The label's words joined by _, "and" for &, without tier and unit: a key of at most 48 bytes. */
#define SL_LABEL_KEY 49
char *sl_quote_label_key(const char *text, char key[SL_LABEL_KEY]);

#endif
