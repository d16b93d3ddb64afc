/* What one pass of the exact engine works with, and how it takes in the persons of one cell; inside
 * sim/study/exact/exact*.c only.
 */
#ifndef SL_SIM_STUDY_EXACT_CELL_H
#define SL_SIM_STUDY_EXACT_CELL_H

#include "models/exact/group_sum.h"
#include "sim/study/exact/batches.h"
#include "sim/study/exact/maps.h"
#include "sim/study/exact/person.h"
#include "sim/study/exact/run.h"

/* The ladder's stretches as a cover's map takes them: rising ones, and those that it takes to one
 * amount, which is an atom. */
typedef struct sl_exact_stretches {
  size_t n, n_flat;
  size_t *point, *flat_point;  /* of the ladder */
  double *share, *flat_share;  /* of the point's mass */
  double *value, *low, *high;  /* of the rising ones, mapped */
  double *flat_value, *masses; /* masses: n, room for a node's */
  double *room;                /* what the arrays of numbers stand in */
} sl_exact_stretches_t;

/* Room of one cover while cells are worked through. */
typedef struct sl_exact_work {
  sl_group_sum_t *sum;          /* of whole persons; NULL = no distribution asked for */
  sl_group_sum_t *atomic;       /* of their atoms; NULL = not kept apart */
  double complex *log, *before; /* of the last two nodes */
  double complex *atomic_log, *atomic_before;
  sl_exact_maps_t maps;
  sl_exact_stretches_t stretches;
  sl_atoms_t mapped[SL_FREQUENCY_NODES_MAX]; /* the person's atoms by node of the cell */
  sl_atoms_t *group;                         /* the group's, by node of the group factor */
} sl_exact_work_t;

typedef struct sl_exact_running {
  sl_exact_pass_t *pass;
  sl_annual_ladder_t *ladder;
  sl_exact_person_t person;
  bool lattice;          /* the ladder's points are atoms, all of them */
  bool keeps_atoms;      /* atoms are listed, and not on the ladder */
  sl_exact_work_t *work; /* by cover */
  double *weights;       /* [nodes of the group factor][nodes of the cell] */
  double accuracy;
  sl_error_t *error;
} sl_exact_running_t;

int sl_exact_work_init(sl_exact_running_t *r, size_t a);
void sl_exact_work_free(const sl_exact_pass_t *pass, sl_exact_work_t *work);

int sl_exact_add_cell(sl_exact_running_t *r, const sl_exact_cell_t *cell);

/* ---- the same in steps ---- */

/* Take in whoever a cell stands for, batch by batch: add_node works out node j of a batch for every
 * cover and adds it (sl_exact_add_at_node). */
typedef int (*sl_exact_add_node_t)(sl_exact_running_t *r, const void *of,
                                   const sl_exact_batch_t *batch, size_t j);
int sl_exact_add_batches(sl_exact_running_t *r, const sl_exact_cell_t *cell,
                         sl_exact_add_node_t add_node, const void *of);

/* The covers' maps for a cell. */
void sl_exact_look_at(sl_exact_running_t *r, const sl_exact_cell_t *cell);

/* A person of the cell, for exposures from low to high; then the total at one of them, and what
 * else there is to say of it. */
int sl_exact_take_person(sl_exact_running_t *r, const sl_exact_cell_t *cell, double low,
                         double high);
int sl_exact_find_total(sl_exact_running_t *r, const sl_exact_cell_t *cell, double multiplier);
void sl_exact_settle_total(sl_exact_running_t *r, const sl_exact_cell_t *cell, double multiplier);

/* What cover a makes of the person found: atoms, and sums. */
int sl_exact_map_person(const sl_exact_running_t *r, size_t a, sl_atoms_t *mapped,
                        sl_exact_sums_t *sums);

/* Log transforms of all of a total, and of its atoms. */
typedef struct sl_exact_logs {
  double complex *whole, *atomic;
} sl_exact_logs_t;

/* The person's, so mapped; before: of a neighbouring node, or NULL. */
void sl_exact_transform_person(const sl_exact_running_t *r, size_t a, const sl_atoms_t *mapped,
                               const sl_exact_logs_t *before, const sl_exact_logs_t *into);

/* What stands in work->log and ->atomic_log becomes that of the node before. */
void sl_exact_swap_logs(sl_exact_work_t *work);

/* Sums and logs of node j of the batch that is worked through, for cover a. */
void sl_exact_add_at_node(sl_exact_running_t *r, size_t a, size_t j, const sl_exact_sums_t *sums);

/* A group whose atoms are too many to be listed (code SL_ERR_UNSUPPORTED, which becomes SL_OK) has
 * none worth the name: they stay on the grid. */
int sl_exact_drop_atoms(sl_exact_work_t *work, int code);

/* Weights may be negative: what is infinite stays so. */
void sl_exact_add_sums(sl_exact_sums_t *into, double weight, const sl_exact_sums_t *sums);

#endif
