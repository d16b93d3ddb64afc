/* The inside of sl_census_t, shared by census.c (reads it), census_contracts.c (groups it),
 * census_ids.c and census_warnings.c (look at it) and enrolment.c (uses it). */
#ifndef SL_SIM_INPUT_CENSUS_ROWS_H
#define SL_SIM_INPUT_CENSUS_ROWS_H

#include "sim/input/census/census.h"

#include <stdbool.h>
#include <stdint.h>

#define SL_CENSUS_BLANK SIZE_MAX /* sl_census_row_t.plan and member: none given */

#define SL_CENSUS_NOBODY UINT32_MAX

#define SL_CENSUS_NO_TIER UINT8_MAX

typedef struct sl_census_row {
  size_t employee; /* offset into text */
  size_t plan;     /* offset into text, or SL_CENSUS_BLANK */
  size_t member;   /* likewise */
  uint64_t fields; /* hash of all its fields: equal rows have the same */
  double risk_score;
  double salary; /* NaN = blank */
  size_t line;
  unsigned char relationship; /* sl_relationship_t */
  unsigned char sex;          /* sl_sex_t */
  unsigned char age;
  unsigned char months;
  unsigned char tier; /* sl_tier_t, or SL_CENSUS_NO_TIER */
  bool dated;         /* from or to is given */
  bool months_given;
  int from, to; /* relative days, inclusive; SL_DAY_ALWAYS_* where blank */
  int born;     /* relative day of a birth after the start of the plan year; 0 = before */
  bool sound;   /* false: the row had a fault and holds nothing */
} sl_census_row_t;

/* Rows of one contract: member[first .. first + n - 1], ascending. */
typedef struct sl_census_contract {
  uint32_t first;
  uint32_t n;
  uint32_t employee; /* row index of the employee's row; SL_CENSUS_NOBODY where it is missing */
} sl_census_contract_t;

struct sl_census {
  char *path;
  sl_calendar_t calendar; /* of the plan year */
  size_t plan_column;     /* CSV column of plan, 1 = first; 0 = none */
  size_t months_column;
  size_t from_column;
  size_t employee_column;
  size_t member_column;
  bool has_faults;
  char *text; /* NUL-terminated ids and plan names */
  size_t text_length;
  size_t text_capacity;
  sl_census_row_t *rows;
  size_t n_rows;
  size_t n_data; /* rows of the file; those behind are drawn */
  sl_census_drawn_t drawn;
  size_t rows_capacity;
  uint32_t *member; /* row indices (0 = first), contract by contract */
  sl_census_contract_t *contracts;
  size_t n_contracts;
};

/* Group the sound rows into contracts, in order of their first row, and check each one. */
int sl_census_group(sl_census_t *census, size_t relationship_column, sl_faults_t *faults);

/* Add a row. SL_ERR_MEMORY or SL_OK. */
int sl_census_keep_row(sl_census_t *census, const sl_census_row_t *row);

/* Check the tiers, and draw the dependents of employees that have one and no dependents' rows: rows
 * behind those of the file. Of a grouped census. column: of tier, for faults. SL_OK (also after
 * faults) or SL_ERR_MEMORY. */
int sl_census_draw(sl_census_t *census, size_t column, sl_faults_t *faults);

/* Faults for ids that two rows share or should share: a member's id given twice, employees' ids
 * that differ by blanks alone. After grouping. SL_ERR_MEMORY, or SL_OK whatever it finds. Cost:
 * O(rows log rows). */
int sl_census_check_ids(sl_census_t *census, sl_faults_t *faults);

/* Whether another row has the contract's id but for blanks, letter case and leading zeros: its
 * index; else SL_CENSUS_NOBODY. Cost: O(contracts). */
uint32_t sl_census_similar_id(const sl_census_t *census, const sl_census_contract_t *contract);

#endif
