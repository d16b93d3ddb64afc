/* stoploss new NAME --employees N: a starter scenario and a synthetic census; or --quotes FILE: an
 * empty comparison of quotes. */
#include "models/group/population.h"
#include "sim/cli/cli.h"
#include "sim/cli/new_file.h"
#include "sim/cli/options.h"
#include "sim/cli/starter.h"
#include "sim/input/read/utf8.h"
#include "sim/output/import/quotes_form.h"

#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

typedef struct arguments {
  const char *name;
  size_t employees; /* 0 = not given */
  uint64_t seed;
  const char *quotes; /* a form of quotes instead; NULL: no */
} arguments_t;

enum { KEY_QUOTES = 256 };

static bool is_plain_text(const char *text)
{
  for (size_t left = strlen(text); left > 0;) {
    uint32_t code_point = 0;
    const size_t length = sl_utf8_next(text, left, &code_point);
    if (length == 0 || sl_utf8_is_control(code_point) || sl_utf8_is_invisible(code_point)) {
      return false;
    }
    text += length;
    left -= length;
  }
  return true;
}

static void check_name(const struct argp_state *state, const char *name)
{
  const char *slash = strrchr(name, '/');
  if (name[0] == '\0' || (slash != NULL && slash[1] == '\0') || !is_plain_text(name)) {
    argp_error(state, "NAME must be a file name in UTF-8, without control or invisible characters");
  }
}

static bool ends_in(const char *text, const char *ending)
{
  const size_t n = strlen(text), m = strlen(ending);
  return n > m && strcmp(text + n - m, ending) == 0;
}

static void check_arguments(const struct argp_state *state, const arguments_t *arguments)
{
  if (arguments->quotes != NULL) {
    if (arguments->name != NULL || arguments->employees > 0) {
      argp_error(state, "--quotes FILE stands by itself");
    }
    if (!ends_in(arguments->quotes, ".xlsx") && !ends_in(arguments->quotes, ".csv")) {
      argp_error(state, "--quotes is a file that ends in .xlsx or .csv, not '%s'",
                 arguments->quotes);
    }
    check_name(state, arguments->quotes);
    return;
  }
  if (arguments->name == NULL || arguments->employees == 0) {
    argp_error(state, "a NAME and --employees N are needed, or --quotes FILE.xlsx");
  }
  check_name(state, arguments->name);
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  arguments_t *arguments = state->input;
  switch (key) {
  case 'n':
    arguments->employees =
        (size_t)cli_whole_number(state, "--employees", argument, 1, SL_POPULATION_EMPLOYEES_MAX);
    return 0;
  case 's':
    arguments->seed = cli_whole_number(state, "--seed", argument, 0, UINT64_MAX);
    return 0;
  case KEY_QUOTES:
    arguments->quotes = argument;
    return 0;
  case ARGP_KEY_END:
    check_arguments(state, arguments);
    return 0;
  default:
    return cli_one_argument(state, key, argument, "NAME", &arguments->name);
  }
}

static const struct argp_option options[] = {
    {"employees", 'n', "N", 0, "How many employees (1 to 1,000,000); dependents come on top", 0},
    {"seed", 's', "S", 0, "Another seed invents other people (default 1)", 0},
    {"quotes", KEY_QUOTES, "FILE.xlsx", 0,
     "Write an empty comparison of quotes instead, to fill in and read by stoploss import quotes "
     "(.xlsx or .csv)",
     0},
    {0}};

static const struct argp parser = {
    .options = options,
    .parser = parse_option,
    .args_doc = "NAME --employees N\n--quotes FILE.xlsx",
    .doc = "Write NAME.yaml, a scenario that explains itself and runs as it is, and NAME.csv, a "
           "census of invented people, to put your own group in their place.\vExisting files are "
           "left as they are. The files can be read by you only."};

/* NAME without a .yaml that the user may have typed, with an extension. NULL if out of memory. */
static char *path_of(const char *name, const char *extension)
{
  const size_t n = strlen(name);
  const bool has_extension = n > 5 && strcmp(name + n - 5, ".yaml") == 0 && name[n - 6] != '/';
  const size_t stem = has_extension ? n - 5 : n;
  char *path = malloc(stem + strlen(extension) + 1);
  if (path != NULL) {
    memcpy(path, name, stem);
    strcpy(path + stem, extension);
  }
  return path;
}

static const char *base_of(const char *path)
{
  const char *slash = strrchr(path, '/');
  return slash != NULL ? slash + 1 : path;
}

/* Both files or neither, whatever signal comes between. */
static int publish_both(new_file_t *census, new_file_t *scenario, sl_error_t *error)
{
  int code = new_file_finish(census, error);
  if (code == SL_OK) {
    code = new_file_finish(scenario, error);
  }
  sigset_t all, before;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, &before);
  if (code == SL_OK) {
    code = new_file_publish(census, error);
  }
  if (code == SL_OK) {
    code = new_file_publish(scenario, error);
    if (code != SL_OK) {
      remove(census->path);
    }
  }
  sigprocmask(SIG_SETMASK, &before, NULL);
  return code;
}

static int write_files(const arguments_t *arguments, const char *stem, const char *scenario_path,
                       const char *census_path, size_t *members, sl_error_t *error)
{
  sl_synthetic_person_t *persons = NULL;
  new_file_t scenario = {0}, census = {0};
  int code = sl_population_draw(arguments->employees, arguments->seed, &persons, members, error);
  if (code == SL_OK) {
    code = new_file_open(&scenario, scenario_path, error);
  }
  if (code == SL_OK) {
    code = new_file_open(&census, census_path, error);
  }
  if (code == SL_OK) {
    starter_write_scenario(scenario.stream, base_of(stem), arguments->employees, *members);
    starter_write_census(census.stream, persons, *members, arguments->employees);
    code = publish_both(&census, &scenario, error);
  }
  new_file_discard(&scenario);
  new_file_discard(&census);
  free(persons);
  return code;
}

static void print_done(const arguments_t *arguments, const char *scenario_path,
                       const char *census_path, size_t members)
{
  printf("Wrote %s, a scenario to edit, and %s, a census of invented people:\n"
         "%zu employee%s, %zu members in all. Put your own group's people in their place.\n"
         "Next: stoploss run ",
         scenario_path, census_path, arguments->employees, arguments->employees == 1 ? "" : "s",
         members);
  starter_write_shell_word(stdout, scenario_path);
  putchar('\n');
}

static int write_form(const char *path, sl_error_t *error)
{
  char *bytes = NULL;
  size_t n = 0;
  new_file_t file = {0};
  int code = sl_quotes_form(ends_in(path, ".csv") ? SL_FORM_CSV : SL_FORM_XLSX, &bytes, &n, error);
  if (code == SL_OK) {
    code = new_file_open(&file, path, error);
  }
  if (code == SL_OK) {
    fwrite(bytes, 1, n, file.stream);
    code = new_file_finish(&file, error);
  }
  if (code == SL_OK) {
    code = new_file_publish(&file, error);
  }
  new_file_discard(&file);
  free(bytes);
  return code;
}

static int new_form(const char *path)
{
  sl_error_t error;
  if (write_form(path, &error) != SL_OK) {
    return cli_report_error(&error);
  }
  printf("Wrote %s, an empty comparison of quotes. Fill in what the quotes say; leave the rest "
         "empty.\n"
         "Next: stoploss import quotes ",
         path);
  starter_write_shell_word(stdout, path);
  putchar('\n');
  return EX_OK;
}

int cmd_new(int argc, char **argv)
{
  arguments_t arguments = {.seed = 1};
  cli_parse(&parser, argc, argv, &arguments);
  if (arguments.quotes != NULL) {
    return new_form(arguments.quotes);
  }
  sl_error_t error;
  size_t members = 0;
  char *stem = path_of(arguments.name, "");
  char *scenario_path = path_of(arguments.name, ".yaml");
  char *census_path = path_of(arguments.name, ".csv");
  int code = stem == NULL || scenario_path == NULL || census_path == NULL
                 ? sl_fail(&error, SL_ERR_MEMORY, "out of memory")
                 : write_files(&arguments, stem, scenario_path, census_path, &members, &error);
  int status = EX_OK;
  if (code == SL_OK) {
    print_done(&arguments, scenario_path, census_path, members);
  } else {
    status = cli_report_error(&error);
  }
  free(stem);
  free(scenario_path);
  free(census_path);
  return status;
}
