/* stoploss validate: a claims basis beside the published figures that it stands for. */
#include "models/bases/bases.h"
#include "sim/cli/cli.h"
#include "sim/cli/job.h"
#include "sim/cli/options.h"
#include "sim/cli/paper.h"
#include "sim/cli/progress.h"
#include "sim/cli/value_list.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/targets/targets.h"
#include "sim/output/plots/validation.h"
#include "sim/study/validate/population.h"
#include "sim/study/validate/validate.h"

#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#define YEARS_DEFAULT 5e6
#define YEARS_LEAST 1e5
#define YEARS_MOST 1e9

typedef struct validate_options {
  const char *basis, *census, *targets, *folder; /* folder NULL: no pictures */
  sl_plot_format_t format;
  double years;
  uint64_t seed;
  int threads;
  bool json, quiet, has_format;
} validate_options_t;

enum { KEY_CENSUS = 0x100, KEY_TARGETS, KEY_YEARS };

static const struct argp_option options[] = {
    {"census", KEY_CENSUS, "CENSUS.csv", 0,
     "Persons to simulate (default: the basis's reference population under 65)", 0},
    {"targets", KEY_TARGETS, "TARGETS.csv", 0,
     "Published figures (default: those that come with the basis)", 0},
    {"years", KEY_YEARS, "N", 0, "Member-years at least (default 5M)", 0},
    {"output", 'o', "DIR", 0, "Folder for a page with pictures, made if absent", 0},
    {"format", 'f', "svg|png|pdf", 0,
     "Format of the pictures beside the page (default: svg; those in it are SVG)", 0},
    {"seed", 's', "S", 0, "Random seed (default 1)", 0},
    {"threads", 'k', "K", 0, "Threads (default: all processors); results do not depend on it", 0},
    {"json", 'j', NULL, 0, "Print the figures as JSON", 0},
    {"quiet", 'q', NULL, 0, "Print no progress", 0},
    {0},
};

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  validate_options_t *validate = state->input;
  switch (key) {
  case KEY_CENSUS:
    validate->census = argument;
    return 0;
  case KEY_TARGETS:
    validate->targets = argument;
    return 0;
  case KEY_YEARS:
    validate->years = cli_number(state, "--years", argument, YEARS_LEAST, YEARS_MOST);
    return 0;
  case 'o':
    validate->folder = argument;
    return 0;
  case 'f':
    validate->format = cli_plot_format(state, argument);
    validate->has_format = true;
    return 0;
  case 's':
    validate->seed = cli_whole_number(state, "--seed", argument, 0, UINT64_MAX);
    return 0;
  case 'k':
    validate->threads = (int)cli_whole_number(state, "--threads", argument, 1, CLI_MAX_THREADS);
    return 0;
  case 'j':
    validate->json = true;
    return 0;
  case 'q':
    validate->quiet = true;
    return 0;
  default:
    if (key == ARGP_KEY_END && validate->has_format && validate->folder == NULL) {
      argp_error(state, "--format is of the pictures that --output asks for");
    }
    return cli_one_argument(state, key, argument, "BASIS", &validate->basis);
  }
}

static const struct argp parser = {
    .options = options,
    .parser = parse_option,
    .args_doc = "BASIS",
    .doc =
        "Simulate member-years of a claims basis, by its name or the path of its file, and print "
        "each published figure beside the simulated one: continuance, spending and its "
        "concentration, ages, services, what stays from one year to the next. With --output also "
        "as "
        "validate.html, a page with pictures, which gnuplot draws.\vFigures outside "
        "their range are marked; the exit status does not depend on them."};

/* ---- targets ---- */

/* context: what comes with the program. */
static int read_embedded(void *context, const char *name, char **bytes, size_t *n)
{
  const char *text = ((const sl_embedded_basis_t *)context)->targets;
  (void)name;
  *n = strlen(text);
  *bytes = malloc(*n + 1);
  if (*bytes == NULL) {
    return SL_ERR_MEMORY;
  }
  memcpy(*bytes, text, *n + 1);
  return SL_OK;
}

static int read_targets(const validate_options_t *given, sl_targets_t *targets, sl_faults_t *faults)
{
  const sl_embedded_basis_t *found = sl_embedded_basis(given->basis);
  if (given->targets != NULL) {
    return sl_targets_read(NULL, given->targets, targets, faults);
  }
  if (found == NULL || found->targets == NULL) {
    sl_faults_add(faults, SL_ERR_INPUT, given->basis, 0, 0,
                  "no published figures come with this basis; give some with --targets");
    return SL_ERR_INPUT;
  }
  sl_embedded_basis_t basis = *found; /* a provider's context is no constant */
  const sl_provider_t provider = {read_embedded, &basis};
  return sl_targets_read(&provider, given->basis, targets, faults);
}

/* ---- the work ---- */

static int print(const validate_options_t *given, const sl_validation_t *validation,
                 sl_error_t *error)
{
  const sl_paper_t paper = cli_paper();
  char *text = NULL;
  const int code = given->json ? sl_validate_json(validation, &text, error)
                               : sl_validate_text(validation, &paper, &text, error);
  if (code == SL_OK) {
    fputs(text, stdout);
  }
  free(text);
  return code;
}

/* The figures first: they are not lost where there is no gnuplot. */
static int tell(const validate_options_t *given, const sl_scenario_t *scenario,
                const sl_targets_t *targets, const sl_validated_t *validated, sl_error_t *error)
{
  char population[64];
  snprintf(population, sizeof population, "%zu persons%s", scenario->group->n_persons,
           given->census != NULL ? " of the census given" : ", the reference population under 65");
  const sl_validate_facts_t facts = {.basis = given->basis,
                                     .title = scenario->name,
                                     .population = population,
                                     .currency = scenario->currency,
                                     .seed = given->seed};
  const sl_validation_t validation = {&facts, targets, validated};
  const int code = print(given, &validation, error);
  if (code != SL_OK || given->folder == NULL) {
    return code;
  }
  if (!given->json) {
    putchar('\n');
  }
  return sl_validation_draw(&validation, given->folder, given->format,
                            given->json ? NULL : cli_print_path, NULL, error);
}

static int validate_scenario(const validate_options_t *given, const sl_scenario_t *scenario,
                             const sl_targets_t *targets)
{
  sl_validated_t *validated = NULL;
  sl_error_t error = {0};
  cli_progress_t progress;
  sl_engine_options_t engine = {.threads = given->threads};
  cli_progress_init(&progress, given->quiet);
  cli_progress_for(&progress, &engine);
  int code = sl_validate(scenario, targets, &engine, &validated, &error);
  cli_progress_end(&progress);
  code = code == SL_OK ? tell(given, scenario, targets, validated, &error) : code;
  sl_validated_free(validated);
  return code == SL_OK ? EX_OK : cli_report_error(&error);
}

int cmd_validate(int argc, char **argv)
{
  validate_options_t given = {.years = YEARS_DEFAULT, .seed = 1};
  sl_scenario_t *scenario = NULL;
  sl_targets_t targets = {NULL, 0};
  sl_faults_t faults;
  cli_parse(&parser, argc, argv, &given);
  sl_faults_init(&faults);
  int code = read_targets(&given, &targets, &faults);
  if (code == SL_OK) {
    code = sl_population_scenario(given.basis, given.census, given.years, given.seed, &scenario,
                                  &faults);
  }
  const int status =
      code == SL_OK ? validate_scenario(&given, scenario, &targets) : cli_report_faults(&faults);
  sl_scenario_free(scenario);
  sl_targets_free(&targets);
  sl_faults_free(&faults);
  return status;
}
