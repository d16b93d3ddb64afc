/* Sums of claims that ask for nobody's total: what is eligible before any deductible, paid by
 * month, gap, run-out, IBNR. Every claim is added once, to one cell, and the cells are read once a
 * trial.
 *
 * A row is a range of incurred days and some services; its cells are classes of paid days. A cover
 * has rows of its own: cut where its windows, its claim set C and its services cut, so that all
 * claims of a cell are one to it. What a cell is read as follows from asking the cover about one
 * claim of it (sl_cover_holds and the like): the same rules as claim by claim. Covers that cut
 * alike share rows. Since a cover's rows follow from itself alone, no sum's bits depend on which
 * other covers there are.
 *
 * Checked by tests/unit/test_readings.c against claims added up one by one.
 */
#ifndef SL_SIM_ENGINE_COMPILE_READINGS_H
#define SL_SIM_ENGINE_COMPILE_READINGS_H

#include "sim/engine/compile/class_places.h"
#include "sim/engine/compile/coverage.h"
#include "sim/engine/compile/one_step.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sl_model sl_model_t; /* sim/engine/compile/model.h */

/* Classes of paid days: a table by day, whose first entry stands for all days before and whose last
 * for all behind. */
typedef struct sl_paid_classes {
  int32_t first_day;
  int32_t n_days;
  uint16_t *of_day; /* owned, [n_days]; from 0, never falling */
  int32_t *begins;  /* owned, [n]: the first day of each; of class 0 the table's */
  size_t n;         /* of classes */
} sl_paid_classes_t;

static inline size_t sl_paid_class(const sl_paid_classes_t *classes, int32_t paid)
{
  const int32_t last = classes->n_days - 1, day = paid - classes->first_day;
  const int32_t listed = day < 0 ? 0 : day;
  return classes->of_day[listed < last ? listed : last];
}

typedef struct sl_reading_row {
  int32_t incurred_from, incurred_to;
  bool *services;   /* owned, by service index; NULL = all */
  uint32_t service; /* the first of them */
  size_t classes;   /* index */
  size_t at;        /* of its first cell among a trial's */
} sl_reading_row_t;

/* Where what a cell holds goes: columns of sl_unit_sums_t. */
typedef enum sl_read_column {
  SL_READ_DATED,  /* sl_unit_sums_t.dated, one column after the other */
  SL_READ_BEYOND, /* .beyond */
  SL_READ_PATH    /* .path */
} sl_read_column_t;

typedef struct sl_read {
  uint32_t cell;
  sl_read_column_t column;
  size_t at, stride; /* of trial t of the block: at + t x stride */
} sl_read_t;

/* The rows that hold claims incurred in one plan year. */
typedef struct sl_readings_year {
  uint32_t *row;        /* owned: indices, by service: those of s are row[first[s]] on */
  uint32_t *first;      /* owned, [n_services + 1] */
  const uint32_t *only; /* the row that holds all of the year's claims; NULL where there are more */
  int32_t first_paid;   /* what is paid before is of no account: to no cover, month or C */
} sl_readings_year_t;

/* The rows of one cover. */
typedef struct sl_readings_cover {
  size_t *row; /* owned: indices */
  size_t n;
  bool *has; /* owned, by row */
} sl_readings_cover_t;

typedef struct sl_readings {
  sl_paid_classes_t *classes;
  size_t n_classes;
  sl_reading_row_t *rows;
  size_t n_rows;
  size_t width;     /* cells of a trial */
  uint32_t *row_of; /* by cell */
  sl_read_t *reads;
  size_t n_reads;
  size_t *ibnr_row; /* by day from which claims are borne (the model's since): the row of all claims
                       incurred since, where there is a cash flow */
  sl_readings_year_t year[SL_YEARS_BEFORE_MAX + 1]; /* from the model's first on */
  sl_readings_cover_t *own;                         /* by cover */
  size_t n_covers;
  sl_class_places_t *places; /* owned, by ladder; NULL where there are none */
  sl_one_step_t *one_step;   /* owned, by ladder */
  size_t n_ladders;
} sl_readings_t;

/* What one person or certificate holds, by cell; those not touched are 0. */
typedef struct sl_held_cells {
  double *sums;      /* [width] */
  uint32_t *touched; /* [width]: the cells of n, in the order first met */
  size_t n;
  bool by_class; /* they are of one row, and ascend */
} sl_held_cells_t;

/* As claims under a cover: one for each cell of its rows, of days and service that stand for all of
 * it. list: room for width. Returns how many. */
size_t sl_readings_claims(const sl_readings_t *readings, size_t cover, const sl_held_cells_t *held,
                          sl_paid_claim_t *list);

/* Of a model whose covers and dating are compiled. SL_ERR_MEMORY. Cost: covers x cells. */
int sl_readings_new(const sl_model_t *model, sl_readings_t **readings, sl_error_t *error);
void sl_readings_free(sl_readings_t *readings); /* NULL is fine */

#endif
