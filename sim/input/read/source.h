/* A file that is being read: where its faults belong and what its paths are relative to. */
#ifndef SL_SIM_INPUT_READ_SOURCE_H
#define SL_SIM_INPUT_READ_SOURCE_H

#include "sim/input/read/faults.h"
#include "sim/input/read/files_read.h"
#include "sim/input/read/input_file.h"
#include "sim/input/read/yaml_tree.h"

#include <stdbool.h>

typedef struct sl_source {
  const char *path;   /* as messages name it */
  const char *folder; /* what its relative paths start from: "" or ending in '/' */
  sl_faults_t *faults;
  sl_files_read_t *files; /* where what it names is noted when it is opened; NULL = nowhere */
  const sl_provider_t *provider; /* who has what it names; NULL = the disk */
} sl_source_t;

/* Add a fault (SL_ERR_INPUT) at the place of node: in the file, or at its origin. */
void sl_source_fault(const sl_source_t *source, const sl_node_t *node, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;

/* The place of node for the middle of a message: "in line 12", or "by " and its origin. Returns
 * buffer. */
#define SL_PLACE_TEXT 256
char *sl_source_place(const sl_node_t *node, char buffer[SL_PLACE_TEXT]);

/* Whether no further fault would be kept: counts one more and lets the caller skip the search for
 * advice, which may be slow. */
bool sl_source_is_full(const sl_source_t *source);

/* The folder part of path, "" or with its '/'; the caller frees it. */
char *sl_source_folder_of(const char *path);

/* path as seen from the source's folder; the caller frees it. */
char *sl_source_resolve(const sl_source_t *source, const char *path);

#endif
