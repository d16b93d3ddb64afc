/* Somebody else's census, read: persons, what is wrong with them, what is assumed.
 *
 * Rules, each said in the report where it was used. Covered is who is covered on the effective
 * date.
 *   1. Employees who waived and their dependents are not covered.
 *   2. A last day before the effective date: not covered; later: covered, with `to`. A first day
 *      later: written with `from`, not counted as covered.
 *   3. A repeated row counts once; a dependent whose employee is not in the file, an ex-spouse and
 * a second spouse do not count. Of several spans of a person the one of the effective date does,
 *      as long as spans follow it without a day between.
 *   4. A child of 26 or more counts and is warned of. A person without a usable birth date counts;
 *      its age is assumed: the mean of those of its relationship.
 *   5. Partners are spouses, stepchildren children. COBRA, retirees, leave and disability count.
 *   6. Tiers come from the persons covered. Where a census has employees alone, from its tiers, and
 *      the dependents are drawn: see models/group/population.h.
 *   7. Ages are completed years on the effective date. Years of two digits: the latest not after
 *      that date; for employees and spouses the latest that makes an adult of at most 100.
 *   8. Salaries are a year's: hourly x hours x 52, two weeks x 26, half months x 24, months x 12.
 * Checked by tests/cli/test_import.c.
 */
#ifndef SL_SIM_INPUT_FOREIGN_PEOPLE_IMPORT_H
#define SL_SIM_INPUT_FOREIGN_PEOPLE_IMPORT_H

#include "models/core/calendar.h"
#include "models/core/error.h"
#include "models/group/enrolment.h"
#include "models/group/person.h"
#include "sim/input/foreign/people/layout.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SL_IMPORT_NOTE 240
#define SL_IMPORT_NOTES_MAX 60
#define SL_IMPORT_MAPS_MAX 64

typedef enum sl_date_choice {
  SL_DATES_DECIDE,
  SL_DATES_DAY_FIRST,
  SL_DATES_MONTH_FIRST
} sl_date_choice_t;

typedef struct sl_import_options {
  sl_date_t effective; /* year 0: not given; then a file with dates is refused */
  sl_date_choice_t dates;
  sl_column_map_t maps[SL_IMPORT_MAPS_MAX];
  size_t n_maps;
  uint64_t seed; /* of drawn dependents */
} sl_import_options_t;

typedef enum sl_finding_kind {
  SL_FOUND_FUTURE_BIRTH,
  SL_FOUND_IMPOSSIBLE_BIRTH,
  SL_FOUND_MISSING_BIRTH,
  SL_FOUND_UNKNOWN_SEX,
  SL_FOUND_DUPLICATE_ID,
  SL_FOUND_DUPLICATE,
  SL_FOUND_ORPHAN,
  SL_FOUND_TWO_SPOUSES,
  SL_FOUND_RELATIONSHIP,
  SL_FOUND_NO_TIER,
  SL_FOUND_NO_TIERS,
  SL_FOUND_OTHER_SHEET,
  SL_FOUND_EX_SPOUSE,
  SL_FOUND_OF_WAIVED,
  SL_FOUND_TERMINATED,
  SL_FOUND_OVER_26,
  SL_FOUND_TIER,
  SL_FOUND_AGE,
  SL_FOUND_NOT_YET,
  SL_FOUND_AFTER_YEAR,
  SL_FOUND_TWINS,
  SL_FOUND_BAD_DATE,
  SL_FOUND_NOT_MEDICAL,
  SL_FOUND_DISABLED_CHILD,
  SL_FOUND_OTHER_SPAN,
  SL_FOUND_ENDS,
  SL_FOUND_COBRA,
  SL_FOUND_RETIREE,
  SL_FOUND_LEAVE,
  SL_FOUND_DISABLED,
  SL_FOUND_PARTNER,
  SL_FOUND_STEPCHILD,
  SL_FINDINGS
} sl_finding_kind_t;

typedef enum sl_severity_of_finding {
  SL_FINDING_ERROR,   /* needs an answer */
  SL_FINDING_WARNING, /* taken by a rule, and worth a look */
  SL_FINDING_NOTE
} sl_severity_of_finding_t;

typedef struct sl_finding_words {
  const char *name;
  sl_severity_of_finding_t severity;
  bool left_out; /* the row is not written */
  const char *why;
} sl_finding_words_t;
extern const sl_finding_words_t sl_finding_words[SL_FINDINGS];

typedef struct sl_finding {
  uint32_t line;
  unsigned char kind;
} sl_finding_t;

/* Counts of the persons covered on the effective date, drawn ones included. */
typedef struct sl_import_figures {
  size_t employees, spouses, children, members, waived;
  size_t listed_employees, listed_dependents;
  size_t tiers[SL_TIERS];
  size_t sexes[2], unknown_sex;                   /* by sl_sex_t; as the file says */
  size_t employee_sexes[2], employee_unknown_sex; /* likewise */
  double mean_employee_age; /* of those with an age; NaN where there is none */
  size_t employees_with_age;
  double salary_sum;
  size_t employees_with_salary;
  size_t joining_employees, joining_members; /* later in the plan year */
  size_t leaving_employees, leaving_members; /* in the plan year */
  size_t drawn_spouses, drawn_children;
  size_t age_bands[8]; /* members under 18, 18-29, ..., 70 and over; unknown last */
} sl_import_figures_t;
extern const char *const sl_import_age_bands[8];

typedef struct sl_import sl_import_t;

/* Read a sheet (taken over, and freed with the import). options must outlive the import. SL_OK,
 * also where rows have faults: see sl_import_open_faults; SL_ERR_INPUT where the sheet is no census
 * or asks a question that only the user can answer, SL_ERR_MEMORY. Cost: O(rows log rows). */
int sl_import_read(sl_sheet_t *sheet, sl_import_options_t *options, sl_import_t **import,
                   sl_error_t *error);
void sl_import_free(sl_import_t *import);

const sl_import_figures_t *sl_import_figures(const sl_import_t *import);

/* Findings by row. */
size_t sl_import_findings(const sl_import_t *import, const sl_finding_t **list);

/* Findings that need an answer before the census is whole. */
size_t sl_import_open_faults(const sl_import_t *import);

/* What was assumed, a sentence each. */
size_t sl_import_notes(const sl_import_t *import, const char (**notes)[SL_IMPORT_NOTE]);

/* Column c of the file, 0 = first: its name and what it was taken for (NULL: left alone); false
 * behind the last one. */
bool sl_import_column(const sl_import_t *import, size_t c, char name[128], const char **field);

/* The census in the project's own format, a growing text from malloc; NULL without memory. Ids of
 * the file are kept where all are plain (digits and few letters) and none is a social security
 * number; else an employee is R and the row of the spreadsheet. */
char *sl_import_census(const sl_import_t *import);

#endif
