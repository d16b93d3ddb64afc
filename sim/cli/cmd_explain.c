/* stoploss explain [KEY]: what a scenario key means, its unit, range and default; JSON Schemas. */
#include "sim/cli/cli.h"
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
  const char *key, *schema;
  bool markdown;
} arguments_t;

static const struct argp_option options[] = {
    {"markdown", 'm', NULL, 0, "Print the whole reference page as Markdown", 0},
    {"json-schema", 's', "OF", OPTION_ARG_OPTIONAL,
     "Print the JSON Schema of a scenario; OF: of what that subcommand prints with --json (OF=? "
     "lists them)",
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
  case ARGP_KEY_END:
    if ((arguments->markdown || arguments->schema != NULL) && arguments->key != NULL) {
      argp_error(state, "%s prints everything: leave out the KEY",
                 arguments->markdown ? "--markdown" : "--json-schema");
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
  char *text = arguments.markdown         ? sl_reference_markdown()
               : arguments.schema != NULL ? sl_json_schema(arguments.schema)
               : arguments.key != NULL    ? sl_reference_topic(arguments.key, &known, &nearest)
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
