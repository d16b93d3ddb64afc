/* Input files that are not on the disk: from memory, a database, an archive. */
#ifndef STOPLOSS_FILES_H
#define STOPLOSS_FILES_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Who has the files of a scenario: the scenario itself, its census, claims bases and continuance
 * tables. With one, nothing is read from the disk. */
typedef struct stoploss_files {
  /* Hand out the file of that name: *bytes from malloc, which the library frees, and their number.
   * The scenario's name is what stoploss_scenario_load was given. The names of others are what the
   * scenario says, behind the folder of the scenario's name: "shops/a.yaml" with "census: a.csv"
   * asks for "shops/a.csv"; a name that begins with '/' stays as it is. Claims bases that are
   * compiled in are not asked for.
   * Returns STOPLOSS_OK; STOPLOSS_ERR_MISSING where there is no such file; STOPLOSS_ERR_MEMORY; any
   * other code for a failure (STOPLOSS_ERR_IO). *bytes is looked at after STOPLOSS_OK only. Called
   * from the thread that loads, only while it loads. */
  int (*read)(void *context, const char *name, char **bytes, size_t *n);
  void *context;
} stoploss_files_t;

#ifdef __cplusplus
}
#endif
#endif
