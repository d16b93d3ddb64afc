#include "sim/cli/tables.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

static struct {
  bool asked;
  const struct argp *parser;
  jmp_buf back;
} learning;

void cli_tables_learn(const struct argp *parser)
{
  if (learning.asked) {
    learning.parser = parser;
    longjmp(learning.back, 1);
  }
}

/* Nothing is lost by the jump: before its cli_parse a subcommand holds nothing. */
static const struct argp *parser_of(const cli_subcommand_t *subcommand, char *within)
{
  char name[] = "stoploss";
  char *arguments[] = {name, within, NULL};
  learning.parser = NULL;
  learning.asked = true;
  if (setjmp(learning.back) == 0) {
    subcommand->run(within != NULL ? 2 : 1, arguments);
  }
  learning.asked = false;
  return learning.parser;
}

/* The n-th word in small letters that a line of args_doc (NULL: no line) begins with. */
static bool inner_name(const char *args_doc, size_t n, char name[CLI_COMMAND_NAME])
{
  const char *line = args_doc;
  while (line != NULL && *line != '\0') {
    const size_t length = strspn(line, "abcdefghijklmnopqrstuvwxyz-");
    const bool found = length > 0 && line[0] != '-' && length < CLI_COMMAND_NAME &&
                       strchr(" \n", line[length]) != NULL;
    if (found && n-- == 0) {
      snprintf(name, CLI_COMMAND_NAME, "%.*s", (int)length, line);
      return true;
    }
    line = strchr(line, '\n');
    line = line != NULL ? line + 1 : NULL;
  }
  return false;
}

bool cli_command_at(size_t i, cli_command_t *command)
{
  for (const cli_subcommand_t *s = cli_subcommands; s->name != NULL; s++) {
    const struct argp *parser = parser_of(s, NULL);
    char inner[CLI_COMMAND_NAME];
    if (i-- == 0) {
      *command = (cli_command_t){.doc = s->doc, .parser = parser};
      snprintf(command->name, sizeof command->name, "%s", s->name);
      return true;
    }
    for (size_t n = 0; inner_name(parser->args_doc, n, inner); n++) {
      if (i-- == 0) {
        *command = (cli_command_t){.parser = parser_of(s, inner)};
        snprintf(command->name, sizeof command->name, "%.30s %.30s", s->name, inner);
        return true;
      }
    }
  }
  return false;
}

bool cli_option_shown(const struct argp_option *option)
{
  return option->name != NULL && (option->flags & OPTION_HIDDEN) == 0;
}

bool cli_option_has_letter(const struct argp_option *option)
{
  return option->key > ' ' && option->key <= '~';
}
