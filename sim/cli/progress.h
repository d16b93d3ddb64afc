/* Progress on stderr: a bar with the time left on a terminal; a line a minute otherwise, as logs
 * are read later; or a line of JSON a second for programs:
 *   {"phase": "simulating", "unit": "trials", "done": 512, "total": 20000, "seconds": 1.5,
 *    "seconds_left": 57.1}
 * seconds: since the phase began; seconds_left: null where nothing tells. Each phase has a line
 * where it begins and where it ends. Checked by tests/cli/test_batch.c. */
#ifndef SL_SIM_CLI_PROGRESS_H
#define SL_SIM_CLI_PROGRESS_H

#include "sim/engine/compile/options.h"

#include <argp.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

typedef struct cli_progress {
  bool quiet;
  bool json;
  bool terminal;
  bool shown;            /* something of a bar is on the line */
  bool ended;            /* the phase's end has been reported */
  const char *phase;     /* the last one reported */
  struct timespec start; /* of the phase */
  struct timespec last;  /* of the last print */
} cli_progress_t;

/* Of the option --progress. */
#define CLI_KEY_PROGRESS 0x1200
#define CLI_OPTION_PROGRESS                                                                        \
  {                                                                                                \
    "progress", CLI_KEY_PROGRESS, "json", 0,                                                       \
        "How far it is, as a line of JSON a second on standard error, for programs; --quiet does " \
        "not silence it",                                                                          \
        0                                                                                          \
  }
/* Its argument: json; anything else is a usage error. */
bool cli_progress_json(const struct argp_state *state, const char *argument);

void cli_progress_init(cli_progress_t *progress, bool quiet);

/* An sl_progress_t: context is a cli_progress_t. */
void cli_progress_update(void *context, const char *phase, uint64_t done, uint64_t total);

/* An sl_few_threads_t: says so, unless quiet. */
void cli_progress_few_threads(void *context, int started, int wanted);

/* Let the engine report to it. */
void cli_progress_for(cli_progress_t *progress, sl_engine_options_t *options);

/* Clear the bar. */
void cli_progress_end(cli_progress_t *progress);

#endif
