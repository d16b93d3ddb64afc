/* The census: who is covered, read from a CSV file and enrolled in the plans of a scenario.
 *
 * Columns (header row, any order): employee, relationship (employee | spouse | child), sex (F | M)
 * and one of age or birth_date (YYYY-MM-DD); optional plan, months, risk_score, salary, region,
 * member, from, to (first and last day enrolled, YYYY-MM-DD, inclusive), tier (employee |
 * employee_spouse | employee_children | family: an employee's whose dependents have no rows; they
 * are drawn, see models/group/population.h, and have row numbers behind those of the file). Unknown
 * columns are refused, since a misspelt one would otherwise be ignored.
 *
 * A census is personal data: no message shows a value of the columns employee, member or
 * birth_date. Faults carry the physical line (1 = first, the header's) and, as column, the number
 * of the CSV column (1 = first); 0 where the whole row is meant.
 *
 * Checked by tests/unit/test_census.c.
 */
#ifndef SL_SIM_INPUT_CENSUS_CENSUS_H
#define SL_SIM_INPUT_CENSUS_CENSUS_H

#include "sim/input/read/faults.h"
#include "sim/input/read/input_file.h"
#include "sim/input/scenario/group.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SL_CENSUS_ROWS_MAX 20000000 /* data rows */
#define SL_CENSUS_SALARY_MAX 1e15   /* as every amount of a scenario */
#define SL_CENSUS_RISK_MAX 1000.0   /* as every factor of a scenario */

typedef struct sl_census sl_census_t; /* the rows as read; immutable */

/* Who was drawn behind a tier. */
typedef struct sl_census_drawn {
  size_t employees; /* that got dependents */
  size_t spouses, children;
  double spouse_ages, child_ages; /* sums */
} sl_census_drawn_t;

/* Read path, of the provider or of the disk (NULL), and check every row and contract: exactly one
 * employee per contract, at most one spouse. Ages are taken at `start`; plan_months (1 .. 12) is
 * the longest and default enrolment. Returns SL_OK, SL_ERR_MISSING (no such file), SL_ERR_INPUT or
 * SL_ERR_MEMORY, with every fault added to *faults. After SL_ERR_INPUT *census may still hold the
 * sound rows, so that sl_census_enrol can add what it finds; else it is NULL. The caller frees it
 * in any case. Cost: O(rows log rows), about a second per million rows. */
int sl_census_read(const sl_provider_t *provider, const char *path, const sl_date_t *start,
                   unsigned plan_months, sl_census_t **census, sl_faults_t *faults);

/* Enrol the census in the plans: drop waived rows and rows without months, give each contract its
 * plan and tier, and sum the enrolment. Dependents without a plan take the employee's; an employee
 * without one takes the only plan. Families are in order of their first row, their persons
 * contiguous in row order, base_claims true.
 * A month is billed (employee, member and tier months, first month) where the person is covered on
 * its first day, and a contract is in the tier of those covered that day. A row with `from` or `to`
 * has the exposure of the days covered; months beside them in a row are refused. Dependents without
 * dates take those of an employee with dates; dates outside the employee's enrolment are cut to it,
 * and it is a fault where nothing is left. Somebody who left before the plan year is kept, with 0
 * months, where an earlier year that a contract may reach back to has claims of theirs.
 * The caller frees *persons and *families (NULL on
 * failure). Returns SL_OK, SL_ERR_INPUT (also for a census that had faults) or SL_ERR_MEMORY.
 * Cost: O(rows x plans). */
int sl_census_enrol(const sl_census_t *census, char *const *plan_names, size_t n_plans,
                    sl_person_t **persons, size_t *n_persons, sl_family_t **families,
                    size_t *n_families, sl_enrolment_t *enrolment, sl_faults_t *faults);

/* A row as a study of past claims sees it. */
typedef struct sl_census_cover {
  const char *id;    /* member; where there is none, of an employee the employee's id, else "" */
  int first, last;   /* days since 1970-01-01 on which the person is enrolled, inclusive; INT_MIN
                        and INT_MAX where the census does not say; first above last: never */
  double share;      /* of every year, by the column months; 1 where there are dates */
  unsigned char sex; /* sl_sex_t */
  unsigned char age; /* at the start that the census was read with */
  bool employee;
} sl_census_cover_t;

/* covers: one for each data row, in order. Dependents have their employee's dates as in
 * sl_census_enrol; waived rows are never covered. Plans are not looked at. Cost: O(rows). Checked
 * by tests/unit/test_census_covers.c. */
void sl_census_covers(const sl_census_t *census, sl_census_cover_t *covers);

/* Who was drawn; all 0 where nobody was. */
const sl_census_drawn_t *sl_census_drawn(const sl_census_t *census);

/* The name of the index-th plan that the census has, in order of first appearance, waived left out;
 * NULL behind the last. Owned by the census. Cost: O(rows x index). */
const char *sl_census_plan(const sl_census_t *census, size_t index);

/* Data rows, waived ones included; blank lines and lines of empty fields are none. */
size_t sl_census_rows(const sl_census_t *census);

/* The physical line of data row `row` (1 = first); 0 where there is no such row. */
size_t sl_census_line(const sl_census_t *census, uint32_t row);

/* Whether the census has a column member, whose ids then name persons. */
bool sl_census_has_members(const sl_census_t *census);

/* The data row (1 = first) of the person with this id: of the column member; of a census without it
 * of the employee with this id of the column employee. Letters and blanks as in the file. 0 where
 * there is none. Cost: O(rows). Checked by tests/unit/test_member_id.c. */
uint32_t sl_census_row_of(const sl_census_t *census, const char *id);

const char *sl_census_path(const sl_census_t *census);
void sl_census_free(sl_census_t *census);

#endif
