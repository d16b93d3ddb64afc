/* stoploss import WHAT FILE: other people's files become the project's own. */
#include "sim/cli/cli.h"
#include "sim/cli/import.h"
#include "sim/cli/options.h"

#include <argp.h>
#include <stdio.h>
#include <string.h>

typedef struct what {
  const char *name;
  int (*run)(int argc, char **argv);
} what_t;

static const what_t whats[] = {{"census", cmd_import_census}, {"quotes", cmd_import_quotes}};

static error_t refuse(int key, char *argument, struct argp_state *state)
{
  (void)argument;
  if (key == ARGP_KEY_ARG || key == ARGP_KEY_END) {
    argp_error(state,
               "what is to be imported? say: stoploss import census FILE, or stoploss import "
               "quotes FILE");
  }
  return ARGP_ERR_UNKNOWN;
}

static const struct argp parser = {
    .parser = refuse,
    .args_doc = "census FILE\nquotes FILE",
    .doc =
        "Read a file as other people keep it and make the project's own of it: a census, or the "
        "quotes of carriers beside each other.\vEach has its own options: stoploss import census "
        "--help, stoploss import quotes --help."};

/* Where what is imported stands: before options, or behind those without an argument. */
static int find_what(int argc, char **argv, const what_t **what)
{
  for (int i = 1; i < argc; i++) {
    for (size_t w = 0; w < sizeof whats / sizeof *whats; w++) {
      if (strcmp(argv[i], whats[w].name) == 0) {
        *what = &whats[w];
        return i;
      }
    }
    if (argv[i][0] != '-') {
      break;
    }
  }
  return 0;
}

int cmd_import(int argc, char **argv)
{
  static char name[64];
  const what_t *what = NULL;
  const int at = find_what(argc, argv, &what);
  if (at == 0) {
    cli_parse(&parser, argc, argv, NULL); /* which ends the program: there is nothing to import */
    return 0;
  }
  snprintf(name, sizeof name, "stoploss import %s", what->name);
  for (int i = at; i > 1; i--) {
    argv[i] = argv[i - 1];
  }
  argv[1] = name;
  return what->run(argc - 1, argv + 1);
}
