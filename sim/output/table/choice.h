/* Which variables a result has, where their numbers are, and which of them a table holds; for this
 * room only. */
#ifndef SL_SIM_OUTPUT_TABLE_CHOICE_H
#define SL_SIM_OUTPUT_TABLE_CHOICE_H

#include "sim/output/table/table.h"
#include "sim/results/band.h"
#include "sim/results/checks.h"
#include "sim/results/summary.h"

#define SL_TABLE_YEARS "years/" /* before the names of the group of plan years */

typedef enum sl_table_home {
  SL_HOME_TRIAL, /* columns of the trials */
  SL_HOME_COST,
  SL_HOME_FACTS, /* prices */
  SL_HOME_SUMMARY,
  SL_HOME_GROUP,
  SL_HOME_MONTHS,
  SL_HOME_BAND,
  SL_HOME_CHECKS, /* of an arrangement, and of the group */
  SL_HOME_CHECKED_GROUP,
  SL_HOME_RARE, /* likewise */
  SL_HOME_RARE_NUMBER,
  SL_HOME_YEAR,    /* columns of the trials by plan year */
  SL_HOME_PROMISE, /* and of promises */
  SL_HOME_YEARS,   /* figures of an arrangement and plan year */
  SL_HOME_PROMISES /* of a promise */
} sl_table_home_t;

/* A variable, and its place in its table. */
typedef struct sl_table_variable {
  const sl_variable_t *row;
  size_t index;
  sl_table_home_t home;
  const char *group; /* what stands before its name: "", "rare/" or "years/" */
} sl_table_variable_t;

struct sl_table {
  const sl_results_t *results;
  sl_summary_t *summary;      /* NULL where no variable needs it */
  const sl_dimension_t *rows; /* NULL: a single row */
  size_t n;
  sl_table_variable_t list[];
};

/* The i-th variable of all; false behind the last. */
bool sl_table_variable(size_t i, sl_table_variable_t *variable);

/* Whether the run has it: whether it was asked for what the variable is a part of. */
bool sl_table_has(const sl_results_t *results, const sl_table_variable_t *variable);

/* The dimension that its rows are; NULL for a single number. */
const sl_dimension_t *sl_table_rows(const sl_variable_t *variable);
bool sl_table_lies_on(const sl_variable_t *variable, const sl_dimension_t *dimension);

#endif
