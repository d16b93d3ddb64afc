/* From a list of rows (variables.h) to a table of sl_variable_t. Who includes this defines before
 * each table
 *   SL_TABLE    the table's name
 *   SL_RECORD   the struct of its fields
 *   SL_STEP     from one level or tier to the next, in bytes; 0
 *   SL_SHAPE(u) the shape of a row of that unit
 * and undefines them after it. For the files that hold tables, not for those that use them.
 */
#ifndef SL_SIM_RESULTS_VARIABLE_ROWS_H
#define SL_SIM_RESULTS_VARIABLE_ROWS_H

#include "sim/results/variable.h"

#define SL_ROW(s, n, u, l)                                                                         \
  .name = (n), .long_name = (l), .is_amount = ((u)&SL_AMOUNT) != 0,                                \
  .may_be_unknown = ((u)&SL_MAY_BE_UNKNOWN) != 0, .shape = SL_SHAPE(u), .since = (s)

/* A row of columns, and of one field. */
#define SL_COLUMN_ROW(id, s, n, u, l) [id] = {SL_ROW(s, n, u, l), .field = SL_NO_FIELD},
#define SL_ONE_ROW(id, s, n, u, l, f)                                                              \
  [id] = {SL_ROW(s, n, u, l), .field = offsetof(SL_RECORD, f), .step = SL_STEP},

/* An estimate's value, its standard error, and both. */
#define SL_FIRST_ROW(id, s, s2, n, n2, u, l, f, f2)                                                \
  [id] = {SL_ROW(s, n, u, l), .field = offsetof(SL_RECORD, f), .step = SL_STEP,                    \
          .twin = &SL_TABLE[id##_SE]},
#define SL_SECOND_ROW(id, s, s2, n, n2, u, l, f, f2)                                               \
  SL_ONE_ROW(id##_SE, s2, n2, u, "standard error of " n, f2)
#define SL_TWO_ROW(id, s, s2, n, n2, u, l, f, f2)                                                  \
  SL_FIRST_ROW(id, s, s2, n, n2, u, l, f, f2) SL_SECOND_ROW(id, s, s2, n, n2, u, l, f, f2)

#endif
