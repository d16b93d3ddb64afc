/* The folder of a batch: the one place where it writes, and what it remembers there.
 *
 * Nobody else may write in it, so that no name in it can lead elsewhere while a file is written;
 * what has been put there before is looked at without following links. Beside the results it holds
 * records, a file `.batch.records` for the whole manifest and `.batch-K-of-N.records` for a slice,
 * mode 0600 and locked while the batch runs: for each client that was simulated its name, a digest
 * of all that its result follows from, and the seal of the result. With these a client that is done
 * is recognised. A digest of a census is not far from the census, so it is salted with a random
 * number of the file's own, stays in this folder, and goes with it.
 *
 * Checked by tests/unit/test_batch_folder.c and tests/cli/test_batch.c.
 */
#ifndef SL_SIM_OUTPUT_BATCH_FOLDER_H
#define SL_SIM_OUTPUT_BATCH_FOLDER_H

#include "models/core/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SL_BATCH_PATH 4096
#define SL_SLICE_TEXT 48

typedef struct sl_batch_folder sl_batch_folder_t;

/* Open the folder, made with mode 0700 where it is absent (those above it are not made), and read
 * every record in it. ending: "" for a whole manifest, "-K-of-N" for a slice. writes: lock that
 * one's records and add to them; else nothing is written. SL_ERR_CREATE: no folder can be had, it
 * is another user's, others may write in it, or another batch is writing the same records. A record
 * that is torn is none. */
int sl_batch_folder_open(const char *path, const char *ending, bool writes,
                         sl_batch_folder_t **folder, sl_error_t *error);
void sl_batch_folder_close(sl_batch_folder_t *folder); /* NULL is fine */

/* The path of a file in it: NAME + ending, into path; SL_ERR_CREATE where something other than a
 * regular file of this user has the name. */
int sl_batch_folder_place(const sl_batch_folder_t *folder, const char *name, const char *ending,
                          char path[SL_BATCH_PATH], sl_error_t *error);

/* The result NAME.h5 that stands there and whose record is of this job, opened for reading; -1:
 * there is none. */
int sl_batch_folder_find(const sl_batch_folder_t *folder, const char *name, uint64_t job);

/* Note that NAME.h5, which has just been written, is of this job. A record that cannot be written
 * only costs another run: not an error. Not by two threads at the same time. */
void sl_batch_folder_note(sl_batch_folder_t *folder, const char *name, uint64_t job);

#endif
