/* stoploss explain [KEY]: what a scenario key means, its unit, range and default. */
#include "sim/cli/cli.h"
#include "sim/cli/options.h"
#include "sim/input/read/nearest.h"
#include "sim/input/reference/reference.h"

#include <argp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

typedef struct arguments {
  const char *key;
  bool markdown;
} arguments_t;

static const struct argp_option options[] = {
    {"markdown", 'm', NULL, 0, "Print the whole reference page as Markdown", 0}, {0}};

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  arguments_t *arguments = state->input;
  switch (key) {
  case 'm':
    arguments->markdown = true;
    return 0;
  case ARGP_KEY_END:
    if (arguments->markdown && arguments->key != NULL) {
      argp_error(state, "--markdown prints everything: leave out the KEY");
    }
    return 0;
  default:
    return cli_one_argument(state, key, argument, "KEY", &arguments->key);
  }
}

static const struct argp parser = {
    .options = options,
    .parser = parse_option,
    .args_doc = "[KEY]",
    .doc = "Explain a key of the scenario file, a distribution, a kind of arrangement or a word of "
           "the "
           "field; all keys without KEY.\vKEY is a path such as "
           "arrangements.specific.deductible, a last word such as deductible, a name such as "
           "lognormal or aso, or a word such as PEPM, IBNR, laser, 12/15 or \"aggregating "
           "specific\"."};

static int report_unknown(const char *key, const char *nearest)
{
  sl_error_t error;
  if (nearest != NULL) {
    char hint[SL_HINT_TEXT];
    sl_fail(&error, SL_ERR_INPUT, "nothing is known as '%s'%s", key,
            sl_did_you_mean(nearest, hint));
  } else {
    sl_fail(&error, SL_ERR_INPUT,
            "nothing is known as '%s'; say stoploss explain for a list of all keys", key);
  }
  cli_report_error(&error);
  return EX_USAGE;
}

int cmd_explain(int argc, char **argv)
{
  arguments_t arguments = {.key = NULL};
  const char *nearest = NULL;
  bool known = true;
  cli_parse(&parser, argc, argv, &arguments);
  char *text = arguments.markdown      ? sl_reference_markdown()
               : arguments.key != NULL ? sl_reference_topic(arguments.key, &known, &nearest)
                                       : sl_reference_tree();
  if (text == NULL && known) {
    const sl_error_t error = {.code = SL_ERR_MEMORY};
    return cli_report_error(&error);
  }
  if (text == NULL) {
    return report_unknown(arguments.key != NULL ? arguments.key : "", nearest);
  }
  fputs(text, stdout);
  free(text);
  return EX_OK;
}
