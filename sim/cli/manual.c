#include "sim/cli/manual.h"

#include "sim/cli/tables.h"
#include "sim/cli/version.h"
#include "sim/input/read/text.h"
#include "sim/input/reference/reference.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SCENARIO_PAGE "stoploss-scenario"

/* "stoploss-import-census" of "import census". */
static void page_name(const cli_command_t *command, char name[CLI_COMMAND_NAME + 16])
{
  snprintf(name, CLI_COMMAND_NAME + 16, "stoploss-%s", command->name);
  for (char *c = name; *c != '\0'; c++) {
    *c = *c == ' ' ? '-' : *c;
  }
}

char *cli_manual_names(void)
{
  sl_text_t text = {0};
  cli_command_t command;
  sl_text_append(&text, "stoploss.1\n" SCENARIO_PAGE ".5\n");
  for (size_t i = 0; cli_command_at(i, &command); i++) {
    char name[CLI_COMMAND_NAME + 16];
    page_name(&command, name);
    sl_text_append(&text, "%s.1\n", name);
  }
  return sl_text_take(&text);
}

/* length bytes of words, so that scdoc takes no character for a command of its own. */
static void append_part(sl_text_t *text, const char *words, size_t length)
{
  for (size_t i = 0; i < length; i++) {
    sl_text_append(text, strchr("*_\\#[]|+-", words[i]) != NULL ? "\\%c" : "%c", words[i]);
  }
}

static void append_plain(sl_text_t *text, const char *words)
{
  append_part(text, words, strlen(words));
}

/* A synopsis for each line of args_doc: what is in small letters or an option is to be typed as it
 * stands, the rest is put in place. */
static void append_synopsis(sl_text_t *text, const cli_command_t *command)
{
  const char *line = command->parser->args_doc != NULL ? command->parser->args_doc : "";
  do {
    const size_t end = strcspn(line, "\n");
    sl_text_append(text, "*stoploss %s* [_OPTION_...]", command->name);
    for (size_t at = 0; at < end;) {
      const size_t length = strcspn(line + at, " \n");
      const bool typed = line[at] == '-' || (line[at] >= 'a' && line[at] <= 'z');
      sl_text_append(text, " %s", typed ? "*" : "_");
      append_part(text, line + at, length);
      sl_text_append(text, typed ? "*" : "_");
      at += length + (line[at + length] == ' ');
    }
    line += end + (line[end] == '\n');
    sl_text_append(text, *line != '\0' ? "++\n" : "\n\n");
  } while (*line != '\0');
}

/* argp's doc: what stands before and, behind a \v, after the options. */
static void append_description(sl_text_t *text, const cli_command_t *command)
{
  const char *doc = command->parser->doc != NULL ? command->parser->doc : "";
  const size_t before = strcspn(doc, "\v");
  sl_text_append(text, "# DESCRIPTION\n\n");
  append_part(text, doc, before);
  if (doc[before] == '\v') {
    sl_text_append(text, "\n\n");
    append_plain(text, doc + before + 1);
  }
  sl_text_append(text, "\n\n");
}

static void append_option(sl_text_t *text, const struct argp_option *option)
{
  if (cli_option_has_letter(option)) {
    sl_text_append(text, "*\\-%c*, ", option->key);
  }
  sl_text_append(text, "*\\-\\-");
  append_plain(text, option->name);
  sl_text_append(text, "*");
  if (option->arg != NULL) {
    const bool may_lack = (option->flags & OPTION_ARG_OPTIONAL) != 0;
    sl_text_append(text, may_lack ? "[=_" : "=_");
    append_plain(text, option->arg);
    sl_text_append(text, may_lack ? "_]" : "_");
  }
  sl_text_append(text, "\n\t");
  append_plain(text, option->doc != NULL ? option->doc : "");
  sl_text_append(text, "\n\n");
}

static void append_options(sl_text_t *text, const struct argp_option *options)
{
  sl_text_append(text, "# OPTIONS\n\n");
  for (const struct argp_option *o = options; o != NULL && (o->name != NULL || o->doc != NULL);
       o++) {
    if (cli_option_shown(o)) {
      append_option(text, o);
    }
  }
  sl_text_append(text, "*\\-?*, *\\-\\-help*\n\tList the options.\n\n"
                       "*\\-\\-usage*\n\tSay in short how to call it.\n\n");
}

static void append_head(sl_text_t *text, const char *name, int section, const char *doc)
{
  sl_text_append(text, "%s(%d) \"stoploss %s\" \"stoploss\"\n\n# NAME\n\n%s - ", name, section,
                 SL_VERSION, name);
  append_plain(text, doc);
  sl_text_append(text, "\n\n");
}

/* One within another has no line of its own in --help: the beginning of its doc is one. */
static void append_command_head(sl_text_t *text, const cli_command_t *command, const char *name)
{
  if (command->doc != NULL) {
    append_head(text, name, 1, command->doc);
    return;
  }
  char first[160];
  snprintf(first, sizeof first, "%.*s", (int)strcspn(command->parser->doc, ".;,:(\v"),
           command->parser->doc);
  first[strcspn(first, "\n")] = '\0';
  append_head(text, name, 1, first);
}

static char *command_page(const char *name, bool *known)
{
  sl_text_t text = {0};
  cli_command_t command;
  for (size_t i = 0; cli_command_at(i, &command); i++) {
    char own[CLI_COMMAND_NAME + 16];
    page_name(&command, own);
    if (strcmp(own, name) == 0) {
      append_command_head(&text, &command, name);
      sl_text_append(&text, "# SYNOPSIS\n\n");
      append_synopsis(&text, &command);
      append_description(&text, &command);
      append_options(&text, command.parser->options);
      *known = true;
      return sl_text_take(&text);
    }
  }
  *known = false;
  return NULL;
}

static char *program_page(void)
{
  sl_text_t text = {0};
  cli_command_t command;
  append_head(&text, "stoploss", 1, "simulate what self-funding a health plan costs");
  sl_text_append(&text, "# SYNOPSIS\n\n*stoploss* _SUBCOMMAND_ [_OPTION_...]++\n"
                        "*stoploss \\-\\-version*++\n*stoploss \\-\\-help*\n\n# DESCRIPTION\n\n");
  append_plain(&text, cli_purpose);
  sl_text_append(&text, "\n# SUBCOMMANDS\n\nEach has a page of its own.\n\n");
  for (size_t i = 0; cli_command_at(i, &command); i++) {
    char name[CLI_COMMAND_NAME + 16];
    page_name(&command, name);
    if (command.doc != NULL) {
      sl_text_append(&text, "*%s*(1)\n\t", name);
      append_plain(&text, command.doc);
      sl_text_append(&text, "\n\n");
    }
  }
  sl_text_append(&text,
                 "# OPTIONS\n\n*\\-\\-version*\n\tPrint the version, and the instruction set "
                 "that runs will use.\n\n*\\-\\-help*\n\tList the subcommands.\n\n");
  return sl_text_take(&text);
}

static char *scenario_page(void)
{
  sl_text_t text = {0};
  char *markdown = sl_reference_markdown();
  char *keys = markdown != NULL ? cli_manual_of_markdown(markdown) : NULL;
  append_head(&text, SCENARIO_PAGE, 5, "the scenario file of stoploss: every key of it");
  sl_text_append(&text, "%s", sl_text_part(&text, keys));
  free(keys);
  free(markdown);
  return sl_text_take(&text);
}

char *cli_manual_page(const char *name, bool *known)
{
  *known = true;
  return strcmp(name, "stoploss") == 0      ? program_page()
         : strcmp(name, SCENARIO_PAGE) == 0 ? scenario_page()
                                            : command_page(name, known);
}
