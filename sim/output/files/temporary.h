/* Files that exist only while something is made, and who removes them.
 *
 * A program that is ended by a signal, or by a library that calls exit, must leave no half-written
 * file behind: every temporary file stands in a list of this process from before it has a name
 * until it has another one, and sl_temporaries_remove may be called at any moment.
 *
 * Checked by tests/fault/test_signals.c and tests/fault/test_campaign.c.
 */
#ifndef SL_SIM_OUTPUT_FILES_TEMPORARY_H
#define SL_SIM_OUTPUT_FILES_TEMPORARY_H

#include <sys/types.h>

typedef struct sl_temporary {
  int descriptor; /* open for reading and writing, closed in programs that are started; -1: closed
                   */
  char *path;     /* NULL once the file has no temporary name any more */
  pid_t owner;
  struct sl_temporary *next;
} sl_temporary_t;

/* Create a hidden file beside target, under a name that no other process has; its mode is what the
 * umask leaves of `mode`. 0 or errno. */
int sl_temporary_create(const char *target, mode_t mode, sl_temporary_t **temporary);

/* The same under the one name that every process uses for this target, locked as long as the
 * descriptor is open. What a killed process left there is taken over and emptied. EWOULDBLOCK where
 * another process holds it, EEXIST where something stands there that no run can have left. Where
 * the file system has no locks the name is as in sl_temporary_create. */
int sl_temporary_lock(const char *target, mode_t mode, sl_temporary_t **temporary);

/* Give the file its name. 0 or errno, and then it is as it was. */
int sl_temporary_rename(sl_temporary_t *temporary, const char *target);

/* Take its name away; the descriptor stays. */
void sl_temporary_unlink(sl_temporary_t *temporary);

/* Remove the file where it still has its temporary name, close it and free. NULL is allowed. */
void sl_temporary_free(sl_temporary_t *temporary);

/* Remove every temporary file of this process (not of the one it was forked from). Safe in a signal
 * handler, as long as no other thread creates or frees temporary files meanwhile. */
void sl_temporaries_remove(void);

#endif
