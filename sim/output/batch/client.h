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

/* What a client has of the machine. */
typedef struct sl_client_share {
  int threads;
  bool is_alone; /* no other client is at work: the engine reports its progress */
} sl_client_share_t;

/* Run it and let the entry say what became of it. A client that is to have all threads and is not
 * alone is left as it is; whether it is one is returned. May be called by several threads at the
 * same time. */
bool sl_batch_client(sl_batch_t *batch, sl_batch_entry_t *entry, const sl_client_share_t *share);

#endif
