#include "sim/input/read/date.h"

#include <stddef.h>
#include <string.h>

static int digits(const char *text, size_t n)
{
  int value = 0;
  for (size_t i = 0; i < n; i++) {
    if (text[i] < '0' || text[i] > '9') {
      return -1;
    }
    value = 10 * value + (text[i] - '0');
  }
  return value;
}

bool sl_date_parse(const char *text, sl_date_t *date)
{
  if (strlen(text) != 10 || text[4] != '-' || text[7] != '-') {
    return false;
  }
  *date = (sl_date_t){digits(text, 4), digits(text + 5, 2), digits(text + 8, 2)};
  return date->year >= 1900 && date->year <= 2999 && date->month >= 1 && date->month <= 12 &&
         date->day >= 1 && date->day <= (int)sl_date_days_in_month(date->year, date->month);
}

static double month_fraction(const sl_date_t *date)
{
  return (date->day - 1) / (double)sl_date_days_in_month(date->year, date->month);
}

double sl_date_years_to_middle(const sl_date_t *from, const sl_date_t *start, unsigned months)
{
  const int whole = SL_MONTHS_PER_YEAR * (start->year - from->year) + start->month - from->month;
  return (whole + months / 2.0 + (month_fraction(start) - month_fraction(from))) /
         SL_MONTHS_PER_YEAR;
}
