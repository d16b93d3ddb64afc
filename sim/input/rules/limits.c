#include "sim/input/rules/limits.h"

#include "sim/input/read/number.h"

#include <limits.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

extern const char sl_limits_us_plans[];
extern const char sl_limits_us_stoploss[];
extern const char sl_limits_canada_taxes[];

#define FIELDS_MAX 16
#define FIELD_TEXT 64 /* longer ones are remarks that nothing reads */

typedef struct row {
  char field[FIELDS_MAX][FIELD_TEXT];
} row_t;

/* Cut the line at text into fields; returns the next line. */
static const char *read_row(const char *text, row_t *row)
{
  memset(row, 0, sizeof *row);
  for (size_t i = 0; i < FIELDS_MAX; i++) {
    const size_t length = strcspn(text, ",\n");
    memcpy(row->field[i], text, length < FIELD_TEXT ? length : FIELD_TEXT - 1);
    text += length;
    if (*text != ',') {
      break;
    }
    text++;
  }
  return *text == '\n' ? text + 1 : text;
}

static const char *after_line(const char *text)
{
  text += strcspn(text, "\n");
  return *text == '\n' ? text + 1 : text;
}

/* A table's first row: behind the remarks and the line of column names. */
static const char *first_row(const char *table)
{
  while (*table == '#') {
    table = after_line(table);
  }
  return after_line(table);
}

/* NaN where the field is blank. */
static double number_of(const char *field)
{
  double value = NAN;
  return sl_number_parse(field, &value) ? value : (double)NAN;
}

static bool is_yes(const char *field) { return strcmp(field, "yes") == 0; }

sl_plan_limits_t sl_limits_of_plans(int year)
{
  sl_plan_limits_t limits = {.year = 0};
  row_t row;
  for (const char *line = first_row(sl_limits_us_plans); *line != '\0' && limits.year != year;) {
    line = read_row(line, &row);
    const int row_year = (int)number_of(row.field[0]);
    if (row_year != year && row_year < limits.year) {
      continue;
    }
    limits.year = row_year;
    for (size_t coverage = 0; coverage < 2; coverage++) {
      limits.aca_maximum[coverage] = number_of(row.field[1 + coverage]);
      limits.hdhp_deductible[coverage] = number_of(row.field[3 + coverage]);
      limits.hdhp_maximum[coverage] = number_of(row.field[5 + coverage]);
      limits.hsa[coverage] = number_of(row.field[7 + coverage]);
    }
  }
  return limits;
}

static sl_stoploss_minimum_t minimum_of(const row_t *row)
{
  const double from = number_of(row->field[1]), to = number_of(row->field[2]);
  return (sl_stoploss_minimum_t){.small_group = isnan(from) && isnan(to),
                                 .group_from = isnan(from) ? 0 : (int)from,
                                 .group_to = isnan(to) ? INT_MAX : (int)to,
                                 .specific = number_of(row->field[3]),
                                 .aggregate_member = number_of(row->field[4]),
                                 .aggregate_expected = number_of(row->field[5]),
                                 .aggregate_floor = number_of(row->field[6]),
                                 .sold = is_yes(row->field[7]),
                                 .lasers = is_yes(row->field[8])};
}

bool sl_limits_of_stoploss(const char *jurisdiction, double employees,
                           sl_stoploss_minimum_t *minimum)
{
  row_t row;
  for (const char *line = first_row(sl_limits_us_stoploss); *line != '\0';) {
    line = read_row(line, &row);
    *minimum = minimum_of(&row);
    if (strcmp(row.field[0], jurisdiction) == 0 && employees >= minimum->group_from &&
        employees <= minimum->group_to) {
      return true;
    }
  }
  return false;
}

bool sl_limits_of_taxes(const char *jurisdiction, sl_province_taxes_t *taxes)
{
  row_t row;
  for (const char *line = first_row(sl_limits_canada_taxes); *line != '\0';) {
    line = read_row(line, &row);
    if (strcmp(row.field[0], jurisdiction) == 0) {
      *taxes = (sl_province_taxes_t){.premium = number_of(row.field[1]),
                                     .premium_on_aso = is_yes(row.field[2]),
                                     .sales = number_of(row.field[3]),
                                     .sales_on_aso = is_yes(row.field[4]),
                                     .fees = number_of(row.field[5])};
      return true;
    }
  }
  return false;
}
