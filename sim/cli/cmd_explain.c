/* stoploss explain [KEY]: what a scenario key means, its unit, range and default; JSON Schemas,
 * manual pages and completion, for which the program knows the words. */
#include "sim/cli/cli.h"
#include "sim/cli/completion.h"
#include "sim/cli/manual.h"
#include "sim/cli/options.h"
#include "sim/input/read/nearest.h"
#include "sim/input/reference/reference.h"
#include "sim/output/schemas/schemas.h"

#include <argp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

typedef struct arguments {
  const char *key, *schema, *manual, *shell;
  bool markdown;
} arguments_t;

enum { KEY_MANUAL = 256, KEY_COMPLETION }; /* options without a letter */

static const struct argp_option options[] = {
    {"markdown", 'm', NULL, 0, "Print the whole reference page as Markdown", 0},
    {"json-schema", 's', "OF", OPTION_ARG_OPTIONAL,
     "Print the JSON Schema of a scenario; OF: of what that subcommand prints with --json (OF=? "
     "lists them)",
     0},
    {"manual", KEY_MANUAL, "PAGE", 0,
     "Print the source (scdoc) of a manual page, such as stoploss-run; PAGE=? lists them", 0},
    {"completion", KEY_COMPLETION, "bash|zsh", 0,
     "Print what makes this shell complete stoploss's command lines: bash, "
     "source <(stoploss explain --completion=bash)",
     0},
    {0}};

/* The name of a schema; a usage error that lists them where there is none. */
static const char *schema_name(const struct argp_state *state, const char *name)
{
  char all[256] = "";
  for (size_t i = 0; sl_json_schema_name(i) != NULL; i++) {
    if (strcmp(name, sl_json_schema_name(i)) == 0) {
      return sl_json_schema_name(i);
    }
    const size_t length = strlen(all);
    snprintf(all + length, sizeof all - length, "%s%s", i > 0 ? ", " : "", sl_json_schema_name(i));
  }
  argp_error(state, "there is no JSON Schema of '%.60s'; allowed: %s", name, all);
  return NULL;
}

/* The option that prints something else than a key; NULL where there is none. */
static const char *whole_option(const arguments_t *arguments)
{
  return arguments->markdown         ? "--markdown"
         : arguments->schema != NULL ? "--json-schema"
         : arguments->manual != NULL ? "--manual"
         : arguments->shell != NULL  ? "--completion"
                                     : NULL;
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  arguments_t *arguments = state->input;
  switch (key) {
  case 'm':
    arguments->markdown = true;
    return 0;
  case 's':
    arguments->schema = schema_name(state, argument != NULL ? argument : "scenario");
    return 0;
  case KEY_MANUAL:
    arguments->manual = argument;
    return 0;
  case KEY_COMPLETION:
    if (strcmp(argument, "bash") != 0 && strcmp(argument, "zsh") != 0) {
      argp_error(state, "--completion is bash or zsh, not '%.60s'", argument);
    }
    arguments->shell = argument;
    return 0;
  case ARGP_KEY_END:
    if (arguments->key != NULL && whole_option(arguments) != NULL) {
      argp_error(state, "%s prints everything: leave out the KEY", whole_option(arguments));
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

static int report_unknown_page(const char *page)
{
  sl_error_t error;
  sl_fail(&error, SL_ERR_INPUT, "there is no manual page '%.60s'; --manual=? lists them", page);
  cli_report_error(&error);
  return EX_USAGE;
}

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

/* What is asked for; NULL without memory, and where there is nothing of that name (*known). */
static char *answer(const arguments_t *arguments, bool *known, const char **nearest)
{
  if (arguments->markdown) {
    return sl_reference_markdown();
  }
  if (arguments->schema != NULL) {
    return sl_json_schema(arguments->schema);
  }
  if (arguments->shell != NULL) {
    return cli_completion(arguments->shell);
  }
  if (arguments->manual != NULL) {
    return strcmp(arguments->manual, "?") == 0 ? cli_manual_names()
                                               : cli_manual_page(arguments->manual, known);
  }
  return arguments->key != NULL ? sl_reference_topic(arguments->key, known, nearest)
                                : sl_reference_tree();
}

int cmd_explain(int argc, char **argv)
{
  arguments_t arguments = {.key = NULL};
  const char *nearest = NULL;
  bool known = true;
  cli_parse(&parser, argc, argv, &arguments);
  char *text = answer(&arguments, &known, &nearest);
  if (text == NULL && known) {
    const sl_error_t error = {.code = SL_ERR_MEMORY};
    return cli_report_error(&error);
  }
  if (text == NULL) {
    return arguments.manual != NULL
               ? report_unknown_page(arguments.manual)
               : report_unknown(arguments.key != NULL ? arguments.key : "", nearest);
  }
  fputs(text, stdout);
  free(text);
  return EX_OK;
}
