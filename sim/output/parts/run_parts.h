/* The part file beside a run's output, as the store of its units (sim/engine/compile/unit_store.h):
 * begun where it is worth it, gone on with where it is there, gone when the result stands. With it
 * go the files beside it that processes of the same run have left (beside.h): they are read, not
 * written.
 *
 * Checked by tests/cli/test_resume.c, tests/fault/test_resume.c and tests/cluster/ranks.
 */
#ifndef SL_SIM_OUTPUT_PARTS_RUN_PARTS_H
#define SL_SIM_OUTPUT_PARTS_RUN_PARTS_H

#include "sim/engine/compile/unit_store.h"
#include "sim/output/parts/part_file.h"

/* Without being asked to, a run keeps its units where it is expected to last so long, as far as its
 * first seconds tell, or where some are kept already. */
#define SL_PARTS_WORTH_SECONDS 60.0

typedef struct sl_run_parts_terms {
  const char *path; /* of the part file */
  bool keep;        /* from the first unit on, however soon the run ends */
  bool fresh;       /* discard what is there */
  uint64_t share, n_shares, rare, exact, band, levers; /* for the head */
  const char *texts; /* likewise: text_bytes of them, a multiple of 8 */
  uint64_t text_bytes;
  /* The head of the first of several processes that work on one run, where this is another one: its
   * own file gets the same, and the files beside it are not looked at. NULL: it is the first. */
  const sl_part_head_t *of;
} sl_run_parts_terms_t;

typedef struct sl_run_parts sl_run_parts_t;

/* Find what is kept of a run of the scenario, which must outlive the parts. SL_ERR_INPUT: it is of
 * another run, with what differs, or no part file; SL_ERR_CREATE: another process is at it. */
int sl_run_parts_open(const sl_scenario_t *scenario, const sl_run_parts_terms_t *terms,
                      sl_run_parts_t **parts, sl_error_t *error);

/* The head of its file, or of the one that it would begin. */
const sl_part_head_t *sl_run_parts_head(const sl_run_parts_t *parts);

/* Whether a unit was kept when the parts were opened, here or in a file beside. */
bool sl_run_parts_has(const sl_run_parts_t *parts, const sl_unit_t *unit);

/* Let other processes go on with the files beside; what they had stays known. */
void sl_run_parts_let_go(const sl_run_parts_t *parts);

/* For the engine's options, as long as the parts are open. */
const sl_unit_store_t *sl_run_parts_store(const sl_run_parts_t *parts);

/* Units kept by now, of so many in all (0: not known yet). */
uint64_t sl_run_parts_kept(sl_run_parts_t *parts, uint64_t *all);

/* Called with the descriptor of a part file as soon as there is one. */
void sl_run_parts_tell(sl_run_parts_t *parts, void (*tell)(int descriptor));

/* Force what is kept to the disk and close; where nothing is kept no file stays. NULL is fine. */
int sl_run_parts_leave(sl_run_parts_t *parts, sl_error_t *error);

/* The result stands: remove the file and close. */
void sl_run_parts_remove(sl_run_parts_t *parts);

/* All units are kept: give the file another name, and close. SL_ERR_IO. */
int sl_run_parts_rename(sl_run_parts_t *parts, const char *path, sl_error_t *error);

#endif
