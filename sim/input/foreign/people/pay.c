#include "sim/input/foreign/people/pay.h"

#include "sim/input/foreign/people/people.h"
#include "sim/input/foreign/words/plain.h"

#include <math.h>
#include <string.h>

#define WEEKS 52
#define LEAST_YEARLY 200

void sl_pay_begin(sl_pay_t *pay, const char *column)
{
  char word[SL_WORD];
  sl_word_plain(column, word);
  *pay = (sl_pay_t){.hourly_column = strstr(word, "hourly") != NULL,
                    .thousands = strstr(word, "000s") != NULL || strstr(word, "thousands") != NULL};
}

void sl_pay_survey(sl_pay_t *pay, const char *amount) { sl_money_marks_add(&pay->marks, amount); }

static sl_pay_basis_t period_of(double hours)
{
  if (hours <= 0) {
    return SL_PAY_YEAR;
  }
  if (hours <= 60) {
    return SL_PAY_WEEK;
  }
  return hours <= 82 ? SL_PAY_TWO_WEEKS : hours <= 100 ? SL_PAY_HALF_MONTH : SL_PAY_MONTH;
}

static double periods_of(sl_pay_basis_t basis, double hours)
{
  switch (basis) {
  case SL_PAY_HOUR:
    return (hours <= 0 ? 40 : hours > 60 ? hours / 2 : hours) * WEEKS;
  case SL_PAY_WEEK:
    return WEEKS;
  case SL_PAY_TWO_WEEKS:
    return 26;
  case SL_PAY_HALF_MONTH:
    return 24;
  case SL_PAY_MONTH:
    return 12;
  case SL_PAY_UNKNOWN:
  case SL_PAY_YEAR:
  case SL_PAY_SALARIED:
    break;
  }
  return 1;
}

double sl_pay_yearly(sl_pay_t *pay, const char *amount, const char *basis, const char *hours)
{
  double value = 0, worked = 0;
  const bool comma = pay->marks.comma > pay->marks.point;
  sl_pay_basis_t per = sl_foreign_pay_basis(basis);
  if (!sl_foreign_money(amount, comma, &value) || value < 0) {
    return NAN;
  }
  if (!sl_foreign_money(hours, comma, &worked)) {
    worked = 0;
  }
  if (per == SL_PAY_SALARIED) {
    per = period_of(worked);
  }
  if (per == SL_PAY_UNKNOWN) {
    const bool small = value > 0 && value < LEAST_YEARLY && !pay->thousands;
    per = pay->hourly_column || small ? SL_PAY_HOUR : SL_PAY_YEAR;
    pay->guessed_hourly += small && !pay->hourly_column ? 1 : 0;
  }
  pay->used[per]++;
  return value * (pay->thousands ? 1000 : 1) * periods_of(per, worked);
}

void sl_pay_notes(const sl_pay_t *pay, sl_import_t *import)
{
  static const struct {
    sl_pay_basis_t basis;
    const char *words;
  } said[] = {{SL_PAY_HOUR, "hourly pay x hours a week (40 where blank) x 52"},
              {SL_PAY_WEEK, "weekly pay x 52"},
              {SL_PAY_TWO_WEEKS, "pay for two weeks x 26"},
              {SL_PAY_HALF_MONTH, "pay for half a month x 24"},
              {SL_PAY_MONTH, "monthly pay x 12"}};
  for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
    if (pay->used[said[i].basis] > 0) {
      sl_import_note(import, "salaries are a year's: %s (%zu rows)", said[i].words,
                     pay->used[said[i].basis]);
    }
  }
  if (pay->guessed_hourly > 0) {
    sl_import_note(import, "%zu amounts of pay below %d without a basis are taken as hourly",
                   pay->guessed_hourly, LEAST_YEARLY);
  }
  if (pay->marks.comma > pay->marks.point) {
    sl_import_note(import, "amounts have a decimal comma: 31.500,00 is thirty-one thousand five "
                           "hundred");
  }
  if (pay->thousands) {
    sl_import_note(import, "salaries are in thousands, as the column says");
  }
}
