/* The part files that the other processes of a run have left beside the first one's:
 * OUT.h5.parts.1, OUT.h5.parts.2 and so on, one for each process but the first. Whoever goes on
 * with the run reads them, be it with more processes, fewer, or alone.
 *
 * Checked by tests/cli/test_resume.c and tests/cluster/ranks.
 */
#ifndef SL_SIM_OUTPUT_PARTS_BESIDE_H
#define SL_SIM_OUTPUT_PARTS_BESIDE_H

#include "sim/engine/compile/unit_store.h"
#include "sim/output/parts/part_file.h"

typedef struct sl_beside {
  sl_part_file_t **files; /* n, owned */
  char **paths;           /* likewise */
  size_t n;
} sl_beside_t;

/* Open whatever has the name of the first one's file, a dot and digits, to read. All must be of the
 * scenario. SL_ERR_INPUT with what differs, and otherwise as sl_part_file_open; *beside is empty
 * then. Cost: the scenario's files are read once for each salt, which one run's files share. */
int sl_beside_open(const char *path, const sl_scenario_t *scenario, sl_beside_t *beside,
                   sl_error_t *error);
void sl_beside_close(sl_beside_t *beside);

/* Whether they agree, with the first one's too (NULL: there is none), on units that several of them
 * have. SL_ERR_INPUT: two files have a unit with other values. Cost: a look at each record for each
 * other file, and a reading of units that are there twice. */
int sl_beside_agree(const sl_beside_t *beside, const sl_part_file_t *first, const char *path,
                    sl_error_t *error);

bool sl_beside_has(const sl_beside_t *beside, const sl_unit_t *unit);
bool sl_beside_take(const sl_beside_t *beside, const sl_unit_t *unit,
                    const sl_unit_values_t *values);
uint64_t sl_beside_records(const sl_beside_t *beside); /* units that are in two files count twice */

/* Let other processes go on with them. */
void sl_beside_let_go(const sl_beside_t *beside);

/* They are not needed any more. */
void sl_beside_remove(const sl_beside_t *beside);

/* Remove what has such a name and is no other user's and no other process's at this moment.
 * SL_ERR_CREATE, SL_ERR_MEMORY. */
int sl_beside_discard(const char *path, sl_error_t *error);

#endif
