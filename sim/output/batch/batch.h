/* A batch: every client of a manifest simulated into a folder, many at a time, in one process.
 *
 * Clients are run one to a thread; where there are fewer of them than threads each has its share;
 * and those with SL_BATCH_BIG person-years or more come last, one after the other, with every
 * thread. All of them share one cache of samplers and tables. DIR/NAME.h5 has the bytes that a run
 * of the scenario with the same overrides has: nothing of it depends on the others, or on threads.
 *
 * A client that is done is not run again: its file stands, and a record of the folder says that it
 * follows from the same scenario with everything in it, the same census and other files, and the
 * same version of this program. Cost: about that of the runs. Memory: that of a run for each
 * thread, the cache's SL_BATCH_CACHE, and some 500 bytes for each client and arrangement.
 *
 * Checked by tests/cli/test_batch.c and tests/unit/test_batch_folder.c.
 */
#ifndef SL_SIM_OUTPUT_BATCH_BATCH_H
#define SL_SIM_OUTPUT_BATCH_BATCH_H

#include "sim/engine/compile/options.h"
#include "sim/input/manifest/manifest.h"
#include "sim/output/batch/figures.h"
#include "sim/output/batch/folder.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SL_BATCH_BIG 16777216.0 /* persons at risk x trials: half a minute of one thread */
#define SL_BATCH_CACHE ((size_t)32 << 20) /* bytes of the cache that no run uses */

typedef enum sl_client_status {
  SL_CLIENT_WAITING, /* not run: the batch was stopped, or has only been asked what there is */
  SL_CLIENT_DONE,
  SL_CLIENT_FAILED
} sl_client_status_t;

typedef struct sl_batch_entry {
  const sl_client_t *client;
  sl_client_status_t status;
  char *reason; /* owned; of a failure, the first fault; else NULL */
  bool kept;    /* done by an earlier batch */
  char currency[4];
  uint64_t seed, trials;
  sl_client_row_t *rows; /* owned: n_rows, by arrangement; of a client that is done */
  size_t n_rows;
} sl_batch_entry_t;

typedef struct sl_batch_result {
  sl_batch_entry_t *entries; /* of the slice, in the order of the manifest */
  size_t n;
  size_t done, failed, waiting, kept; /* kept: of those done */
} sl_batch_result_t;

typedef struct sl_batch_options {
  sl_overrides_t overrides;   /* of every client, before its own */
  size_t slice, n_slices;     /* rows slice, slice + n_slices, ... of the manifest, from 1 on */
  bool collect;               /* run nothing: what is there */
  sl_engine_options_t engine; /* threads, band, kernels, stop, and the progress: phase "clients", or
                                 that of a client which has all threads */
} sl_batch_options_t;

/* Run the clients into the folder. The manifest must outlive the result. SL_OK whatever becomes of
 * them; SL_ERR_INTERRUPTED where engine.stop came true, and *result says how far it got;
 * SL_ERR_MEMORY. The caller frees *result in any case. */
int sl_batch_run(const sl_manifest_t *manifest, sl_batch_folder_t *folder,
                 const sl_batch_options_t *options, sl_batch_result_t **result, sl_error_t *error);
void sl_batch_free(sl_batch_result_t *result); /* NULL is fine */

#endif
