/* Amounts of money as people write them.
 * Checked by tests/unit/test_foreign.c.
 */
#ifndef SL_SIM_INPUT_FOREIGN_WORDS_MONEY_H
#define SL_SIM_INPUT_FOREIGN_WORDS_MONEY_H

#include <stdbool.h>
#include <stddef.h>

/* What a column's amounts tell of the mark before their decimals. */
typedef struct sl_money_marks {
  size_t comma, point; /* amounts that can only be read with that one */
} sl_money_marks_t;

void sl_money_marks_add(sl_money_marks_t *marks, const char *text);

/* An amount: digits with marks of thousands (comma, point, blank, apostrophe), at most one decimal
 * mark, a currency's sign or letters at either end, brackets or a minus for less than nothing,
 * k for thousands.
 * decimal_comma: whether the decimal mark is the comma. False: it is none. */
bool sl_foreign_money(const char *text, bool decimal_comma, double *amount);

#endif
