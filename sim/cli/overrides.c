#include "sim/cli/overrides.h"

#include "sim/cli/cli.h"
#include "sim/cli/options.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void end_without_memory(void)
{
  const sl_error_t error = {.code = SL_ERR_MEMORY};
  exit(cli_report_error(&error));
}

/* The first `length` bytes of path. */
static void append(cli_overrides_t *overrides, const char *path, size_t length, const char *value)
{
  sl_override_t *list = realloc(overrides->list, (overrides->n + 1) * sizeof *list);
  overrides->list = list != NULL ? list : overrides->list;
  char **texts = realloc(overrides->texts, (overrides->n + 1) * sizeof *texts);
  overrides->texts = texts != NULL ? texts : overrides->texts;
  char *text = malloc(length + strlen(value) + 2);
  if (list == NULL || texts == NULL || text == NULL) {
    free(text);
    end_without_memory();
    return;
  }
  memcpy(text, path, length);
  text[length] = '\0';
  strcpy(text + length + 1, value);
  texts[overrides->n] = text;
  list[overrides->n++] = (sl_override_t){text, text + length + 1};
}

void cli_overrides_add(cli_overrides_t *overrides, const char *path, const char *value)
{
  append(overrides, path, strlen(path), value);
}

void cli_overrides_set(const struct argp_state *state, cli_overrides_t *overrides,
                       const char *argument)
{
  const size_t length = strcspn(argument, "=");
  if (length == 0 || argument[length] == '\0') {
    argp_error(state,
               "--set takes PATH=VALUE, such as arrangements.0.specific.deductible=75000, not '%s'",
               argument);
    return;
  }
  append(overrides, argument, length, argument + length + 1);
}

void cli_overrides_number(const struct argp_state *state, cli_overrides_t *overrides,
                          const char *option, const char *path, const char *argument, uint64_t low,
                          uint64_t high)
{
  char number[24];
  snprintf(number, sizeof number, "%" PRIu64, cli_whole_number(state, option, argument, low, high));
  cli_overrides_add(overrides, path, number);
}

bool cli_overrides_have(const cli_overrides_t *overrides, const char *path)
{
  bool found = false;
  for (size_t i = 0; i < overrides->n; i++) {
    found = found || strcmp(overrides->list[i].path, path) == 0;
  }
  return found;
}

sl_overrides_t cli_overrides_list(const cli_overrides_t *overrides)
{
  return (sl_overrides_t){overrides->list, overrides->n};
}

void cli_overrides_free(cli_overrides_t *overrides)
{
  for (size_t i = 0; i < overrides->n; i++) {
    free(overrides->texts[i]);
  }
  free(overrides->texts);
  free(overrides->list);
}
