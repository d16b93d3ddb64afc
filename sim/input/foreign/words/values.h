/* What people write in the cells of a census for relationship, sex, tier, status, basis of pay.
 *
 * To teach the program a word, add a row to the table in values.c. Words are compared without
 * letter case, blanks and punctuation, so that "EE + Child(ren)" is "eechildren". Checked by
 * tests/unit/test_foreign.c.
 */
#ifndef SL_SIM_INPUT_FOREIGN_WORDS_VALUES_H
#define SL_SIM_INPUT_FOREIGN_WORDS_VALUES_H

#include "models/group/person.h"

#include <stdbool.h>

#define SL_FOREIGN_SEX_UNKNOWN (-1)

typedef enum sl_kin {
  SL_KIN_UNKNOWN,
  SL_KIN_EMPLOYEE,
  SL_KIN_SPOUSE,
  SL_KIN_PARTNER, /* domestic or life partner: as a spouse, noted */
  SL_KIN_CHILD,
  SL_KIN_STEPCHILD, /* as a child, noted */
  SL_KIN_EX_SPOUSE  /* nobody's dependent */
} sl_kin_t;

/* *sex: what the word tells of it (wife, son), else SL_FOREIGN_SEX_UNKNOWN. */
sl_kin_t sl_foreign_kin(const char *text, int *sex);

/* SL_FEMALE, SL_MALE or SL_FOREIGN_SEX_UNKNOWN. Numbers need a legend (sl_foreign_legend). */
int sl_foreign_sex(const char *text);

/* The number that stands for a sex in a legend such as "Gender: 1 = Male, 2 = Female"; -1: none. */
int sl_foreign_legend(const char *text, sl_sex_t sex);

typedef enum sl_stated_tier {
  SL_STATED_NONE,
  SL_STATED_EMPLOYEE,
  SL_STATED_SPOUSE,
  SL_STATED_CHILDREN,
  SL_STATED_FAMILY,
  SL_STATED_PLUS_ONE, /* a spouse or a child */
  SL_STATED_WAIVED
} sl_stated_tier_t;

sl_stated_tier_t sl_foreign_tier(const char *text);

/* Whether the cell of a tier or of a plan says that somebody is not enrolled. */
bool sl_foreign_waived(const char *text);

typedef enum sl_work_status {
  SL_WORK_ACTIVE, /* and whatever is no other one */
  SL_WORK_COBRA,
  SL_WORK_RETIRED,
  SL_WORK_LEAVE,
  SL_WORK_DISABLED,
  SL_WORK_TERMINATED
} sl_work_status_t;

sl_work_status_t sl_foreign_status(const char *text);

typedef enum sl_pay_basis {
  SL_PAY_UNKNOWN,
  SL_PAY_YEAR,
  SL_PAY_MONTH,
  SL_PAY_HALF_MONTH,
  SL_PAY_TWO_WEEKS,
  SL_PAY_WEEK,
  SL_PAY_HOUR,
  SL_PAY_SALARIED /* a salary, for a period that the hours tell */
} sl_pay_basis_t;

sl_pay_basis_t sl_foreign_pay_basis(const char *text);

/* Whether a benefit's name is medical cover. */
bool sl_foreign_medical(const char *text);

#endif
