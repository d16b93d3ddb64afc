/* A manifest while it is read; for this room only. */
#ifndef SL_SIM_INPUT_MANIFEST_PARTS_H
#define SL_SIM_INPUT_MANIFEST_PARTS_H

#include "sim/input/manifest/manifest.h"

/* Where the columns trials and seed go. */
#define SL_TRIALS_PATH "simulation.trials"
#define SL_SEED_PATH "simulation.seed"

typedef enum sl_manifest_role {
  SL_MANIFEST_SCENARIO,
  SL_MANIFEST_NAME,
  SL_MANIFEST_SEED,
  SL_MANIFEST_TRIALS,
  SL_MANIFEST_OVERRIDE
} sl_manifest_role_t;

typedef struct sl_manifest_reader {
  const char *path;
  char *folder; /* of the manifest: "" or ending in '/' */
  uint64_t batch_seed;
  sl_faults_t *faults;    /* of the whole */
  sl_faults_t row_faults; /* of the line in hand, and of the file */
  sl_manifest_t *manifest;
  size_t capacity;
  sl_manifest_role_t *role; /* of each column */
} sl_manifest_reader_t;

/* The first line: SL_ERR_INPUT with a fault, SL_ERR_MEMORY. */
int sl_manifest_header(sl_manifest_reader_t *reader, size_t line, const char *const *fields,
                       size_t n);

/* A row: what is wrong with it becomes its fault. SL_OK or SL_ERR_MEMORY. */
int sl_manifest_row(sl_manifest_reader_t *reader, sl_client_t *client, const char *const *fields,
                    size_t n);

/* Let rows with the name of an earlier one be faulty. SL_OK or SL_ERR_MEMORY. */
int sl_manifest_unlike_names(sl_manifest_t *manifest);

#endif
