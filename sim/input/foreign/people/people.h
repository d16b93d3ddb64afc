/* The persons of somebody else's census: what the import's steps hand to one another.
 *
 * read_rows.c makes a person of every row (or of every group of columns), families.c tells who
 * belongs together and which rows are one person, coverage.c says who is covered, draw.c invents
 * dependents behind a tier, figures.c counts. Nothing of a person but its row goes into a finding.
 */
#ifndef SL_SIM_INPUT_FOREIGN_PEOPLE_PEOPLE_H
#define SL_SIM_INPUT_FOREIGN_PEOPLE_PEOPLE_H

#include "sim/input/foreign/people/import.h"
#include "sim/input/foreign/people/layout.h"
#include "sim/input/foreign/words/dates.h"
#include "sim/input/foreign/words/values.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#define SL_NOBODY UINT32_MAX
#define SL_AGE_UNKNOWN (-1)
#define SL_OPEN_FROM INT_MIN
#define SL_OPEN_TO INT_MAX

typedef struct sl_foreign_person {
  uint64_t family_key; /* of the employee's id */
  uint64_t identity;   /* equal for rows of one person */
  double salary;       /* a year's; NaN = unknown */
  double risk_score;   /* NaN = not given */
  sl_date_t birth;     /* year 0: none that can be used */
  int from, to;        /* days since 1970-01-01, inclusive; SL_OPEN_* */
  uint32_t line;       /* row of the spreadsheet */
  uint32_t id;         /* offsets into the sheet's text; 0 = blank */
  uint32_t plan, region;
  uint32_t employee;               /* index of the employee's person; SL_NOBODY: an orphan */
  short age, stated_age;           /* completed years; SL_AGE_UNKNOWN */
  short children;                  /* how many an employee-only census states; -1 = not stated */
  unsigned char kin, status, tier; /* sl_kin_t, sl_work_status_t, sl_stated_tier_t */
  unsigned char relationship;      /* sl_relationship_t */
  unsigned char birth_fault;       /* sl_finding_kind_t; SL_FINDINGS = none */
  signed char sex;                 /* SL_FOREIGN_SEX_UNKNOWN */
  signed char has_spouse;          /* stated: 0, 1; -1 = not stated */
  bool waived, medical, disabled, nameless;
  bool same_row;    /* of the wide employee's own row */
  bool is_person;   /* false: another row of somebody who is in the list already */
  bool left_out;    /* a finding says why */
  bool covered;     /* on the effective date */
  bool joins;       /* later in the plan year */
  bool told_by_kin; /* the sex, by wife, son and the like */
  bool short_year;  /* of birth */
  bool drawn;       /* invented */
  bool own_id;      /* the file's id cannot be kept */
} sl_foreign_person_t;

struct sl_import {
  sl_sheet_t sheet;
  sl_layout_t layout;
  sl_import_options_t *options;
  int day;      /* the effective date, in days since 1970-01-01 */
  int year_end; /* the last day of the plan year */
  sl_foreign_person_t *persons;
  size_t n, capacity;
  uint32_t *order; /* employees and their dependents, family by family; n of them */
  bool failed;     /* memory ended while a finding or a note was kept */
  bool own_ids;    /* no id of the file is kept */
  bool wide, employee_only;
  bool decimal_comma;
  int legend[2];        /* numbers that stand for a sex; -1 = none */
  short assumed_age[3]; /* by sl_relationship_t, where none is known */
  sl_sex_t assumed_sex[3];
  sl_finding_t *findings;
  size_t n_findings, findings_capacity;
  char (*notes)[SL_IMPORT_NOTE]; /* assumptions and what was repaired */
  size_t n_notes;
  sl_import_figures_t figures;
};

/* Rows to persons. SL_OK, SL_ERR_INPUT or SL_ERR_MEMORY. */
int sl_import_read_rows(sl_import_t *import, sl_error_t *error);

/* Add a person; its index, or SL_NOBODY without memory. */
uint32_t sl_import_add_person(sl_import_t *import, const sl_foreign_person_t *person);

/* Tie persons to employees, tell rows of one person from persons. */
int sl_import_link(sl_import_t *import, sl_error_t *error);

/* Make `order` anew: families by their employee's row, the employee first. */
int sl_import_order(sl_import_t *import, sl_error_t *error);

/* Who is covered, by the rules of import.h; ages, and what is assumed where one is missing. */
void sl_import_cover(sl_import_t *import);

/* Whether somebody goes into the census: covered on the effective date or later in the year. */
bool sl_import_is_written(const sl_foreign_person_t *person);

/* The tiers that an employee-only census states, as persons. */
int sl_import_draw(sl_import_t *import, sl_error_t *error);

void sl_import_count(sl_import_t *import);

/* Say what was taken for granted of those who are written. */
void sl_import_assume(sl_import_t *import);

/* One finding, one note; without memory `failed` is set. A note's text holds nothing of a person.
 */
void sl_import_find(sl_import_t *import, uint32_t line, sl_finding_kind_t kind);
void sl_import_note(sl_import_t *import, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 2, 3)))
#endif
    ;

#endif
