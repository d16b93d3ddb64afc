/* What a cell of a quote says: an amount, a share, a contract basis, a date, nothing.
 * Checked by tests/unit/test_quotes_words.c. */
#ifndef SL_SIM_INPUT_FOREIGN_QUOTES_VALUES_H
#define SL_SIM_INPUT_FOREIGN_QUOTES_VALUES_H

#include "sim/input/foreign/quotes/quotes.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum sl_quote_form {
  SL_FORM_BLANK,
  SL_FORM_NOTHING,   /* "None", "N/A", "-": said to be none or not to apply */
  SL_FORM_DECLINED,  /* "Declined", "DTQ", "No quote" */
  SL_FORM_UNLIMITED, /* "Unlimited", "No maximum" */
  SL_FORM_NUMBER,
  SL_FORM_WORDS
} sl_quote_form_t;

typedef struct sl_quote_value {
  sl_quote_form_t form;
  double number;    /* a percent as the fraction; "$50K" as 50000 */
  bool percent;     /* a % behind it */
  bool money;       /* a currency's sign or letters */
  bool scaled;      /* K or M behind it */
  const char *rest; /* of the text, behind the number; "" where there is nothing */
} sl_quote_value_t;

/* decimal_comma decides where one mark has three digits behind it: "1,234". */
sl_quote_value_t sl_quote_value(const char *text, bool decimal_comma);

/* The first number in text from *at on that stands by itself (not inside a word or a date); *at
 * behind it, *from where it begins, its sign and currency included. */
bool sl_quote_number_next(const char *text, bool decimal_comma, size_t *at, size_t *from,
                          sl_quote_value_t *value);

/* 12/15, 12-15, Paid, Incurred, "Incurred in 12 / paid in 15", "Level funded 12/18", and a date
 * that a spreadsheet made of 12/15. False: no contract basis. Sets basis, months and text where the
 * text is a constant; of months the text is the caller's. */
bool sl_quote_contract(const char *text, sl_quote_contract_t *contract);

/* The first date in text; day and month of an ordered one: the first of a month where one of the
 * two numbers is 1, else month first unless above 12. */
bool sl_quote_date(const char *text, sl_date_t *date);

/* Whether text has the word or words (small letters), at the start of a word. */
bool sl_quote_says(const char *text, const char *words);

#endif
