/* Legal limits by state and year, as far as they are on file: sim/input/limits/ has the tables with
 * their sources. Secondary summaries, to be verified; used for warnings only.
 * Checked by tests/unit/test_scenario_warnings.c.
 */
#ifndef SL_SIM_INPUT_RULES_LIMITS_H
#define SL_SIM_INPUT_RULES_LIMITS_H

#include <stdbool.h>

/* US plan limits of one plan year, by [coverage]: 0 = self-only, 1 = family. USD. */
typedef struct sl_plan_limits {
  int year;
  double aca_maximum[2];     /* most out-of-pocket maximum */
  double hdhp_deductible[2]; /* least deductible of a high deductible health plan */
  double hdhp_maximum[2];    /* its most out-of-pocket maximum */
  double hsa[2];             /* most contribution to a health savings account */
} sl_plan_limits_t;

/* The limits of a plan year that starts in `year`; where none are on file those of the latest year
 * that is. Cost: one pass of the table. */
sl_plan_limits_t sl_limits_of_plans(int year);

/* Minimum attachment points of stop-loss in a state. NaN: no such rule on file. USD. */
typedef struct sl_stoploss_minimum {
  bool small_group;          /* for small employers, without a number on file */
  int group_from, group_to;  /* employees, 0 .. INT_MAX, unless small_group */
  double specific;           /* least specific deductible */
  double aggregate_member;   /* the aggregate attachment is at least this x persons covered, */
  double aggregate_expected; /* this x expected claims, */
  double aggregate_floor;    /* and this amount */
  bool sold;                 /* false: not to be sold to such groups */
  bool lasers;               /* false: not allowed */
} sl_stoploss_minimum_t;

/* The rule for a group of so many employees; false where there is none on file. */
bool sl_limits_of_stoploss(const char *jurisdiction, double employees,
                           sl_stoploss_minimum_t *minimum);

/* Taxes on group benefits in a province, as shares; NaN: not on file. */
typedef struct sl_province_taxes {
  double premium, sales, fees; /* premium tax, sales tax, GST or HST on administration fees */
  bool premium_on_aso, sales_on_aso;
} sl_province_taxes_t;

bool sl_limits_of_taxes(const char *jurisdiction, sl_province_taxes_t *taxes);

#endif
