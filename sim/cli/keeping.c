#include "sim/cli/keeping.h"

#include "sim/cli/options.h"
#include "sim/input/read/text.h"
#include "sim/output/parts/beside.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- options ---- */

/* "3h50m", "1d", "90s", "90"; 0 where it is none. */
static double read_duration(const char *text)
{
  static const char units[] = "dhms";
  static const double seconds[] = {86400.0, 3600.0, 60.0, 1.0};
  double sum = 0.0;
  size_t next = 0;
  while (*text != '\0') {
    char *end;
    if (*text < '0' || *text > '9' || strspn(text, "0123456789") > 9) {
      return 0.0;
    }
    const unsigned long n = strtoul(text, &end, 10);
    const char *unit = *end != '\0' ? strchr(units, *end) : units + 3;
    if (unit == NULL || (size_t)(unit - units) < next || next > 3) {
      return 0.0;
    }
    sum += (double)n * seconds[unit - units];
    next = (size_t)(unit - units) + 1;
    text = *end != '\0' ? end + 1 : end;
  }
  return sum;
}

static double duration(const struct argp_state *state, const char *option, const char *text)
{
  const double seconds = read_duration(text);
  if (!(seconds > 0.0)) {
    argp_error(state, "%s takes a time such as 3h50m, 20m or 90s, not '%s'", option, text);
  }
  return seconds;
}

static void read_shard(const struct argp_state *state, const char *text, cli_keeping_t *keeping)
{
  char first[24];
  const char *slash = strchr(text, '/');
  if (slash == NULL || (size_t)(slash - text) >= sizeof first) {
    argp_error(state, "--shard takes K/N, such as 2/4, not '%s'", text);
    return;
  }
  snprintf(first, sizeof first, "%.*s", (int)(slash - text), text);
  keeping->n_shares = cli_whole_number(state, "--shard K/N", slash + 1, 1, SL_PART_SHARES);
  keeping->share = cli_whole_number(state, "--shard K/N", first, 1, keeping->n_shares);
}

error_t cli_keeping_parse(int key, const char *argument, const struct argp_state *state,
                          cli_keeping_t *keeping)
{
  switch (key) {
  case CLI_KEY_RESUME:
    keeping->resume = true;
    return 0;
  case CLI_KEY_FRESH:
    keeping->fresh = true;
    return 0;
  case CLI_KEY_MAX_TIME:
    keeping->max_seconds = duration(state, "--max-time", argument);
    return 0;
  case CLI_KEY_GRACE:
    keeping->grace_seconds = strcmp(argument, "0") == 0 || strcmp(argument, "0s") == 0
                                 ? 0.0
                                 : duration(state, "--grace", argument);
    return 0;
  case CLI_KEY_SHARD:
    read_shard(state, argument, keeping);
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

/* ---- how the run was asked for ---- */

/* Each text with the zero byte behind it, zeros up to a whole word; NULL where there are too many
 * or memory ends. */
static char *write_asked(const cli_asked_t *asked, uint64_t *n)
{
  const sl_overrides_t overrides = cli_overrides_list(asked->overrides);
  size_t size = strlen(asked->scenario) + 1;
  for (size_t i = 0; i < overrides.n; i++) {
    size += strlen(overrides.list[i].path) + strlen(overrides.list[i].value) + 2;
  }
  *n = (size + 7) / 8 * 8;
  char *text = *n <= SL_PART_TEXT ? calloc(1, *n) : NULL;
  char *at = text;
  if (text == NULL) {
    return NULL;
  }
  at = stpcpy(at, asked->scenario) + 1;
  for (size_t i = 0; i < overrides.n; i++) {
    at = stpcpy(at, overrides.list[i].path) + 1;
    at = stpcpy(at, overrides.list[i].value) + 1;
  }
  return text;
}

bool cli_asked_read(const sl_part_head_t *head, const char *texts, const char **scenario,
                    cli_overrides_t *overrides)
{
  const char *end = texts + head->text_bytes, *at = texts;
  *scenario = texts;
  if (head->n_shares == 0 || head->text_bytes == 0 || texts[0] == '\0' || end[-1] != '\0') {
    return false;
  }
  at += strlen(at) + 1;
  while (at < end && *at != '\0') {
    const char *path = at, *value = path + strlen(path) + 1;
    if (value >= end) {
      return false;
    }
    cli_overrides_add(overrides, path, value);
    at = value + strlen(value) + 1;
  }
  return true;
}

/* ---- a run's beginning and end ---- */

static int open_parts(cli_keeping_t *keeping, const sl_scenario_t *scenario,
                      const cli_asked_t *asked, sl_error_t *error)
{
  sl_run_parts_terms_t terms = {.path = keeping->path,
                                .keep = keeping->stopping.keeps,
                                .fresh = keeping->fresh,
                                .share = keeping->share,
                                .n_shares = keeping->n_shares,
                                .of = keeping->of};
  char *texts = NULL;
  if (keeping->n_shares > 0) {
    texts = write_asked(asked, &terms.text_bytes);
    if (texts == NULL) {
      return sl_fail(error, SL_ERR_ARGUMENT, "what the command line says is too long for a share");
    }
    terms.texts = texts;
    terms.rare = asked->job->rare;
    terms.exact = asked->job->exact;
    terms.band = asked->job->engine.band;
    terms.levers = asked->job->levers;
  }
  const int code = sl_run_parts_open(scenario, &terms, &keeping->parts, error);
  free(texts);
  return code;
}

/* A name with an ending. */
static char *name_beside(const char *output, const char *ending)
{
  char *name = malloc(strlen(output) + strlen(ending) + 1);
  if (name != NULL) {
    strcpy(stpcpy(name, output), ending);
  }
  return name;
}

int cli_keeping_begin(cli_keeping_t *keeping, const char *output, const sl_scenario_t *scenario,
                      const cli_asked_t *asked, sl_engine_options_t *engine, bool quiet,
                      sl_error_t *error)
{
  uint64_t all;
  char ending[32] = ".parts";
  if (keeping->process > 0) {
    snprintf(ending, sizeof ending, ".parts.%u", keeping->process);
  }
  keeping->path = name_beside(output, ending);
  keeping->stop_path = name_beside(output, ".stop");
  keeping->stopping = (cli_stopping_t){.stop_path = keeping->stop_path,
                                       .max_seconds = keeping->max_seconds,
                                       .grace_seconds = keeping->grace_seconds,
                                       .keeps = keeping->resume || keeping->max_seconds > 0.0 ||
                                                keeping->n_shares > 0};
  if (keeping->path == NULL || keeping->stop_path == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the name of the output");
  }
  const int code = open_parts(keeping, scenario, asked, error);
  if (code != SL_OK) {
    return code;
  }
  if (sl_run_parts_kept(keeping->parts, &all) > 0 && !quiet) {
    fprintf(stderr, "stoploss: going on from %s, which has %" PRIu64 " units of work\n",
            keeping->path, sl_run_parts_kept(keeping->parts, &all));
  }
  cli_stopping_begin(&keeping->stopping);
  sl_run_parts_tell(keeping->parts, cli_stopping_keeps);
  engine->store = sl_run_parts_store(keeping->parts);
  engine->stop = cli_stopping_flag();
  return SL_OK;
}

static void say_how_to_continue(const cli_keeping_t *keeping, const char *why, sl_error_t *error)
{
  uint64_t all = 0;
  const uint64_t kept = sl_run_parts_kept(keeping->parts, &all);
  if (keeping->together) {
    sl_fail(error, SL_ERR_INTERRUPTED,
            "stopped by %s: finished units of work are kept in the part files beside the output; "
            "the same command continues",
            why);
  } else if (kept > 0) {
    sl_fail(error, SL_ERR_INTERRUPTED,
            "stopped by %s: %" PRIu64 " of %" PRIu64
            " units of work are kept in %s; the same command continues",
            why, kept, all, keeping->path);
  } else {
    sl_fail(error, SL_ERR_INTERRUPTED, "stopped by %s before the first unit of work was finished",
            why);
  }
}

int cli_keeping_end(cli_keeping_t *keeping, const char *output, int code, sl_error_t *error)
{
  if (keeping->parts != NULL) {
    const char *why = cli_stopping_end();
    if (code == SL_ERR_INTERRUPTED && why != NULL) {
      say_how_to_continue(keeping, why, error);
    }
    if (code != SL_OK) {
      sl_run_parts_leave(keeping->parts, NULL);
    } else if (keeping->together && !keeping->gathered) {
      code = sl_run_parts_leave(keeping->parts, error);
    } else if (keeping->n_shares > 0) {
      code = sl_run_parts_rename(keeping->parts, output, error);
    } else {
      sl_run_parts_remove(keeping->parts);
      if (keeping->gathered) { /* those that have come since it began */
        sl_beside_discard(keeping->path, NULL);
      }
    }
  }
  keeping->parts = NULL;
  free(keeping->path);
  free(keeping->stop_path);
  keeping->path = keeping->stop_path = NULL;
  return code;
}
