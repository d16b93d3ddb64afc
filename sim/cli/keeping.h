/* A run's finished units of work: the options about keeping them, and what happens at either end of
 * the run. */
#ifndef SL_SIM_CLI_KEEPING_H
#define SL_SIM_CLI_KEEPING_H

#include "sim/cli/overrides.h"
#include "sim/cli/stopping.h"
#include "sim/output/parts/run_parts.h"
#include "sim/study/run.h"

#include <argp.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct cli_keeping {
  bool resume, fresh;
  double max_seconds, grace_seconds;
  uint64_t share, n_shares; /* 0: the whole run */
  /* Of several processes that work on one run (ranks.h): which one this is, from 0; for the others
   * the first one's head. What is kept stays when they end. */
  bool together;
  unsigned process;
  const sl_part_head_t *of;
  bool gathered; /* all of them have ended, and nothing of what they keep is needed any more */
  /* From cli_keeping_begin to its end: */
  char *path, *stop_path;
  sl_run_parts_t *parts;
  cli_stopping_t stopping;
} cli_keeping_t;

/* Rows of the options of `run`, and what its parser is given for them. */
enum { CLI_KEY_RESUME = 0x1100, CLI_KEY_FRESH, CLI_KEY_MAX_TIME, CLI_KEY_GRACE, CLI_KEY_SHARD };
#define CLI_KEEPING_OPTIONS                                                                         \
  {"resume",                                                                                        \
   CLI_KEY_RESUME,                                                                                  \
   NULL,                                                                                            \
   0,                                                                                               \
   "Keep every finished unit of work in OUT.h5.parts and go on from what is there (the default "    \
   "where there is something, or the run is expected to last over a minute)",                       \
   0},                                                                                              \
      {"fresh", CLI_KEY_FRESH, NULL, 0, "Discard what an earlier run has kept, and begin anew", 0}, \
      {"max-time",                                                                                  \
       CLI_KEY_MAX_TIME,                                                                            \
       "TIME",                                                                                      \
       0,                                                                                           \
       "Stop after so long (3h50m, 90s), as at a signal or a file OUT.h5.stop: keep what is "       \
       "finished and end with 75; the same command continues",                                      \
       0},                                                                                          \
      {"grace",                                                                                     \
       CLI_KEY_GRACE,                                                                               \
       "TIME",                                                                                      \
       0,                                                                                           \
       "How long units in hand may take then (default 20s; 0s gives them up)",                      \
       0},                                                                                          \
  {                                                                                                 \
    "shard", CLI_KEY_SHARD, "K/N", 0,                                                               \
        "Compute the K-th of N shares of the run alone, into the file of -o, for stoploss merge",   \
        0                                                                                           \
  }

/* For a subcommand's parser; ARGP_ERR_UNKNOWN for any other key. */
error_t cli_keeping_parse(int key, const char *argument, const struct argp_state *state,
                          cli_keeping_t *keeping);

/* What the head of a share tells a merge of how the run was asked for. */
typedef struct cli_asked {
  const char *scenario;
  const cli_overrides_t *overrides;
  const sl_run_options_t *job;
} cli_asked_t;

/* Find what is kept beside `output`, say so unless quiet, and watch for what stops a run; `engine`
 * gets the store and the flag. cli_keeping_end in any case. */
int cli_keeping_begin(cli_keeping_t *keeping, const char *output, const sl_scenario_t *scenario,
                      const cli_asked_t *asked, sl_engine_options_t *engine, bool quiet,
                      sl_error_t *error);

/* The run has ended with `code`: where that is SL_OK its units are not needed any more, or are what
 * was asked for. Returns the code, and says in the error how to continue where it was stopped. */
int cli_keeping_end(cli_keeping_t *keeping, const char *output, int code, sl_error_t *error);

/* Back from the head of a share. The text's strings stay where they are. false: it is none. */
bool cli_asked_read(const sl_part_head_t *head, const char *texts, const char **scenario,
                    cli_overrides_t *overrides);

#endif
