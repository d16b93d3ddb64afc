/* The parts of the shim: which call fails, and what is done at each. */
#ifndef SL_TESTS_FAULT_SHIM_H
#define SL_TESTS_FAULT_SHIM_H

#include <stdbool.h>

/* Groups of calls that fail in the same way. */
typedef enum shim_group {
  SHIM_MALLOC,
  SHIM_READ,
  SHIM_WRITE,
  SHIM_FSYNC,
  SHIM_RENAME,
  SHIM_CLOSE,
  SHIM_OPEN,
  SHIM_FCNTL,
  SHIM_THREAD,
  SHIM_N_GROUPS
} shim_group_t;

/* Whether this call, the next one of its group, is to fail; errno is set then. */
bool shim_fails(shim_group_t group);

/* Calls between these two are the shim's own: they never fail and are not counted. */
void shim_enter(void);
void shim_leave(void);

/* Walking: at a call, go on in a child where it fails, in a copy of the working folder, and judge
 * how that ends. Returns true in the child, false in the walker once the child is judged. */
bool shim_walk(long call);

/* The verdicts so far, as text into a file. */
void shim_report(const char *path, long calls);

/* How many calls of each group there were, likewise. */
void shim_report_counts(const char *path, const long counts[SHIM_N_GROUPS]);

#endif
