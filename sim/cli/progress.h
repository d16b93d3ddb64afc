/* Progress on stderr: a bar with the time left on a terminal, plain lines otherwise. */
#ifndef SL_SIM_CLI_PROGRESS_H
#define SL_SIM_CLI_PROGRESS_H

#include "sim/engine/compile/options.h"

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

typedef struct cli_progress {
  bool quiet;
  bool terminal;
  bool shown;            /* something of a bar is on the line */
  const char *phase;     /* the last one reported */
  struct timespec start; /* of the phase */
  struct timespec last;  /* of the last print */
} cli_progress_t;

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
