/* One client of a batch; for this room only. */
#ifndef SL_SIM_OUTPUT_BATCH_CLIENT_H
#define SL_SIM_OUTPUT_BATCH_CLIENT_H

#include "sim/output/batch/batch.h"

#include <pthread.h>

/* What the clients of a batch share. */
typedef struct sl_batch {
  sl_batch_folder_t *folder;
  const sl_batch_options_t *options;
  sl_cache_t *cache;
  pthread_mutex_t mutex; /* of the folder's records, and of what batch.c says */
} sl_batch_t;

/* Run it, with so many threads, and let the entry say what became of it; with more than one the
 * engine reports its progress. defers: a client that is to have all threads is left as it is, and
 * whether it is one is returned. May be called by several threads at the same time. */
bool sl_batch_client(sl_batch_t *batch, sl_batch_entry_t *entry, int threads, bool defers);

#endif
