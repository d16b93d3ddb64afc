#include "sim/cli/completion.h"

#include "sim/cli/tables.h"
#include "sim/input/read/text.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The functions that the scripts consist of beside the tables. */
extern const char sl_completion_keys[], sl_completion_bash[], sl_completion_zsh[];

/* The ending of "OUT.h5" or "FILE.csv", without the dot; NULL where it has none. */
static const char *ending_of(const char *argument)
{
  const char *dot = strrchr(argument, '.');
  return dot != NULL && islower((unsigned char)dot[1]) ? dot + 1 : NULL;
}

/* "svg|png|pdf": words to choose from, in small letters. */
static bool is_choice(const char *argument)
{
  return strchr(argument, '|') != NULL &&
         strspn(argument, "abcdefghijklmnopqrstuvwxyz0123456789-|") == strlen(argument);
}

/* What an argument of that name may be, as both scripts read it: "none" (there is no argument),
 * "any", "file", "file:ENDING", "folder", "basis", "key", "path", "of:WORD|WORD". */
static void append_kind(sl_text_t *text, const char *argument)
{
  if (argument == NULL) {
    sl_text_append(text, "none");
  } else if (is_choice(argument)) {
    sl_text_append(text, "of:%s", argument);
  } else if (strcmp(argument, "PATH=VALUE") == 0) {
    sl_text_append(text, "path");
  } else if (strcmp(argument, "KEY") == 0) {
    sl_text_append(text, "key");
  } else if (strcmp(argument, "BASIS") == 0) {
    sl_text_append(text, "basis");
  } else if (strcmp(argument, "DIR") == 0) {
    sl_text_append(text, "folder");
  } else if (strcmp(argument, "SCENARIO") == 0) {
    sl_text_append(text, "file:yaml");
  } else if (strcmp(argument, "FILE") == 0) {
    sl_text_append(text, "file");
  } else if (ending_of(argument) != NULL) {
    sl_text_append(text, "file:%s", ending_of(argument));
  } else {
    sl_text_append(text, "any");
  }
}

/* The first word of args_doc that is to be replaced: "SCENARIO", "KEY" of "[KEY]". A line that
 * begins with a command's own name or an option has none to complete. */
static void append_argument(sl_text_t *text, const struct argp *parser)
{
  char word[CLI_COMMAND_NAME] = "";
  const char *doc = parser->args_doc != NULL ? parser->args_doc : "";
  const char *begin = doc[0] == '[' ? doc + 1 : doc;
  const size_t length = strcspn(begin, " ]\n");
  if (isupper((unsigned char)begin[0]) && length < sizeof word) {
    memcpy(word, begin, length);
  }
  append_kind(text, word);
}

/* The first part of a doc, as a choice shows it, within single quotes. */
static void append_short_doc(sl_text_t *text, const char *doc)
{
  const size_t length = strcspn(doc, ";(:");
  for (size_t i = 0; i < length && !(doc[i] == ' ' && i + 1 == length); i++) {
    if (strchr("\t\n\v", doc[i]) == NULL) {
      sl_text_append(text, doc[i] == '\'' ? "'\\''" : "%c", doc[i]);
    }
  }
}

/* A line for each way to write an option: "--output<tab>file:h5<tab>Result file". A long option
 * whose argument may be left out takes it behind "=" alone: none is completed. */
static void append_option(sl_text_t *text, const struct argp_option *option)
{
  const char *argument = (option->flags & OPTION_ARG_OPTIONAL) != 0 ? NULL : option->arg;
  for (int letter = 0; letter < (cli_option_has_letter(option) ? 2 : 1); letter++) {
    if (letter == 1) {
      sl_text_append(text, "-%c\t", option->key);
    } else {
      sl_text_append(text, "--%s\t", option->name);
    }
    append_kind(text, argument);
    sl_text_append(text, "\t");
    append_short_doc(text, option->doc != NULL ? option->doc : "");
    sl_text_append(text, "\n");
  }
}

/* A command's lines of the table: what it is, what its argument is, and its options. */
static void append_command(sl_text_t *text, const cli_command_t *command)
{
  sl_text_append(text, "'%s')\n  _stoploss_argument=", command->name);
  sl_text_append(text, "'");
  append_argument(text, command->parser);
  sl_text_append(text, "'\n  _stoploss_options='");
  for (const struct argp_option *o = command->parser->options;
       o != NULL && (o->name != NULL || o->doc != NULL); o++) {
    if (cli_option_shown(o)) {
      append_option(text, o);
    }
  }
  sl_text_append(text, "--help\tnone\tList the options\n--usage\tnone\tSay in short how to call "
                       "it'\n  ;;\n");
}

static void append_commands(sl_text_t *text)
{
  cli_command_t command;
  sl_text_append(text, "# The subcommands: name, tab, what each is for.\n_stoploss_commands='");
  for (size_t i = 0; cli_command_at(i, &command); i++) {
    sl_text_append(text, "%s%s\t", i > 0 ? "\n" : "", command.name);
    append_short_doc(text, command.doc != NULL ? command.doc : command.parser->doc);
  }
  sl_text_append(text,
                 "'\n\n# Options of one: flag, tab, what its argument is, tab, what it does.\n"
                 "_stoploss_table() {\n  case $1 in\n");
  for (size_t i = 0; cli_command_at(i, &command); i++) {
    append_command(text, &command);
  }
  sl_text_append(text, "*)\n  _stoploss_argument=none\n  _stoploss_options='--help\tnone\tList the "
                       "subcommands\n--version\tnone\tPrint the version'\n  ;;\n  esac\n}\n\n");
}

char *cli_completion(const char *shell)
{
  const bool bash = strcmp(shell, "bash") == 0;
  sl_text_t text = {0};
  if (!bash && strcmp(shell, "zsh") != 0) {
    return NULL;
  }
  sl_text_append(&text,
                 "%s# Completion of stoploss in %s; printed by: stoploss explain "
                 "--completion=%s\n\n",
                 bash ? "" : "#compdef stoploss\n", shell, shell);
  append_commands(&text);
  sl_text_append(&text, "%s%s", sl_completion_keys, bash ? sl_completion_bash : sl_completion_zsh);
  return sl_text_take(&text);
}
