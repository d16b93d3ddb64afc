#include "sim/cli/progress.h"

#include "sim/input/read/number.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BAR_WIDTH 30
#define SECONDS_BETWEEN_BARS 0.1
#define SECONDS_BETWEEN_LINES 60.0
#define SECONDS_BETWEEN_JSON 1.0

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

bool cli_progress_json(const struct argp_state *state, const char *argument)
{
  if (strcmp(argument, "json") != 0) {
    argp_error(state, "--progress is json, not '%s'", argument);
  }
  return true;
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

/* Of what is done in a phase: a batch's clients, else trials. */
static const char *unit_of(const char *phase)
{
  return strcmp(phase, "clients") == 0 ? phase : "trials";
}

/* Numbers without a locale's comma. */
static void print_json(const char *phase, uint64_t done, uint64_t total, double elapsed)
{
  char seconds[SL_NUMBER_TEXT], left[SL_NUMBER_TEXT] = "null";
  if (done > 0) {
    const double rest = elapsed * (double)(total - done) / (double)done;
    sl_number_format(round(rest * 10.0) / 10.0, left);
  }
  fprintf(stderr,
          "{\"phase\": \"%s\", \"unit\": \"%s\", \"done\": %" PRIu64 ", \"total\": %" PRIu64
          ", \"seconds\": %s, \"seconds_left\": %s}\n",
          phase, unit_of(phase), done, total,
          sl_number_format(round(elapsed * 10.0) / 10.0, seconds), left);
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
    fprintf(stderr, "%s: %3.0f%% of %llu %s%s%s\n", phase, 100.0 * share, (unsigned long long)total,
            unit_of(phase), left[0] != '\0' ? ", " : "", left);
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

static double seconds_to_wait(const cli_progress_t *progress)
{
  if (progress->json) {
    return SECONDS_BETWEEN_JSON;
  }
  return progress->terminal ? SECONDS_BETWEEN_BARS : SECONDS_BETWEEN_LINES;
}

/* Programs get the beginning and the end of each phase; total is no less than done. */
static bool is_due(cli_progress_t *progress, const char *phase, bool is_end,
                   const struct timespec *time)
{
  const bool begins = progress->phase == NULL || strcmp(progress->phase, phase) != 0;
  if (begins) {
    progress->phase = phase;
    progress->start = *time;
    progress->last = *time;
    progress->ended = false;
  }
  const bool ends = is_end && !progress->ended;
  progress->ended = progress->ended || is_end;
  return (progress->json && (begins || ends)) ||
         seconds_between(progress->last, *time) >= seconds_to_wait(progress);
}

void cli_progress_update(void *context, const char *phase, uint64_t done, uint64_t total)
{
  cli_progress_t *progress = context;
  if ((progress->quiet && !progress->json) || total == 0) {
    return;
  }
  const struct timespec time = now();
  if (!is_due(progress, phase, done == total, &time)) {
    return;
  }
  const double elapsed = seconds_between(progress->start, time);
  progress->last = time;
  if (progress->json) {
    print_json(phase, done, total, elapsed);
    return;
  }
  progress->shown = true;
  print_state(progress, phase, done, total, elapsed);
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
