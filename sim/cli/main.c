#include "sim/cli/cli.h"

#include "sim/cli/version.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

typedef struct subcommand {
  const char *name;
  int (*run)(int argc, char **argv);
  const char *usage;
  const char *doc;
} subcommand_t;

static const subcommand_t subcommands[] = {
    {NULL, NULL, NULL, NULL},
};

static void print_help(FILE *out)
{
  fputs("Usage: stoploss SUBCOMMAND [OPTION...]\n\n", out);
  for (const subcommand_t *s = subcommands; s->name != NULL; s++) {
    fprintf(out, "  stoploss %-34s %s\n", s->usage, s->doc);
  }
}

int main(int argc, char **argv)
{
  if (argc >= 2 && strcmp(argv[1], "--version") == 0) {
    puts("stoploss " SL_VERSION);
    return EX_OK;
  }
  if (argc >= 2 && strcmp(argv[1], "--help") == 0) {
    print_help(stdout);
    return EX_OK;
  }
  print_help(stderr);
  return EX_USAGE;
}
