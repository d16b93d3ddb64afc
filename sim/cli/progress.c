#include "sim/cli/progress.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BAR_WIDTH 30
#define SECONDS_BETWEEN_BARS 0.1
#define SECONDS_BETWEEN_LINES 5.0

static double seconds_between(struct timespec from, struct timespec to)
{
  return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) * 1e-9;
}

static struct timespec now(void)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time;
}

void cli_progress_init(cli_progress_t *progress, bool quiet)
{
  *progress = (cli_progress_t){.quiet = quiet, .terminal = isatty(STDERR_FILENO) == 1};
}

static void format_left(double seconds, char *text, size_t size)
{
  const unsigned long left = (unsigned long)ceil(seconds);
  if (left >= 3600) {
    snprintf(text, size, "%lu h %02lu min left", left / 3600, left % 3600 / 60);
  } else if (left >= 60) {
    snprintf(text, size, "%lu min %02lu s left", left / 60, left % 60);
  } else {
    snprintf(text, size, "%lu s left", left);
  }
}

static void print_state(const cli_progress_t *progress, const char *phase, uint64_t done,
                        uint64_t total, double elapsed)
{
  const double share = (double)done / (double)total;
  char left[48] = "";
  if (done > 0 && done < total) {
    format_left(elapsed * (1.0 - share) / share, left, sizeof left);
  }
  if (!progress->terminal) {
    fprintf(stderr, "%s: %3.0f%% of %llu trials%s%s\n", phase, 100.0 * share,
            (unsigned long long)total, left[0] != '\0' ? ", " : "", left);
    return;
  }
  char bar[BAR_WIDTH + 1];
  const int filled = (int)(share * BAR_WIDTH);
  for (int i = 0; i < BAR_WIDTH; i++) {
    bar[i] = i < filled ? '#' : '.';
  }
  bar[BAR_WIDTH] = '\0';
  fprintf(stderr, "\r%-10s [%s] %3.0f%%  %-18s", phase, bar, 100.0 * share, left);
}

void cli_progress_update(void *context, const char *phase, uint64_t done, uint64_t total)
{
  cli_progress_t *progress = context;
  if (progress->quiet || total == 0) {
    return;
  }
  const struct timespec time = now();
  if (progress->phase == NULL || strcmp(progress->phase, phase) != 0) {
    progress->phase = phase;
    progress->start = time;
    progress->last = time;
  }
  const double wait = progress->terminal ? SECONDS_BETWEEN_BARS : SECONDS_BETWEEN_LINES;
  if (seconds_between(progress->last, time) < wait) {
    return;
  }
  progress->last = time;
  progress->shown = true;
  print_state(progress, phase, done, total, seconds_between(progress->start, time));
}

void cli_progress_few_threads(void *context, int started, int wanted)
{
  const cli_progress_t *progress = context;
  if (!progress->quiet) {
    fprintf(stderr,
            "stoploss: only %d of %d threads can be started (a limit on processes or memory); the "
            "results are the same\n",
            started, wanted);
  }
}

void cli_progress_for(cli_progress_t *progress, sl_engine_options_t *options)
{
  options->progress = cli_progress_update;
  options->few_threads = cli_progress_few_threads;
  options->progress_context = progress;
}

void cli_progress_end(cli_progress_t *progress)
{
  if (progress->shown && progress->terminal) {
    fputs("\r\033[K", stderr);
  }
  progress->shown = false;
}
