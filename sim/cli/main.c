/* The program: one subcommand per file, named cmd_<name>.c. */
#include "models/simd/kernels.h"
#include "sim/cli/cli.h"
#include "sim/cli/ending.h"
#include "sim/cli/version.h"

#include <gsl/gsl_errno.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

const cli_subcommand_t cli_subcommands[] = {
    {"run", cmd_run, "run SCENARIO [-o OUT.h5]", "simulate, write OUT.h5, print the decision page"},
    {"merge", cmd_merge, "merge PARTS... -o OUT.h5", "the shares of a run into its result"},
    {"batch", cmd_batch, "batch MANIFEST.csv -o DIR", "many clients in one process; who fits"},
    {"sweep", cmd_sweep, "sweep SCENARIO --specific LIST",
     "deductibles x corridors on the same claims"},
    {"optimize", cmd_optimize, "optimize SCENARIO [--max-reserve M]",
     "the lowest cost within limits; the frontier"},
    {"sensitivity", cmd_sensitivity, "sensitivity SCENARIO [--stress F]",
     "what moves the cost most; stresses"},
    {"check", cmd_check, "check SCENARIO [--resolved]", "faults, or who is covered"},
    {"verify", cmd_verify, "verify OUT.h5",
     "whether a result file is whole, and its figures agree"},
    {"diff", cmd_diff, "diff A.h5 B.h5 [--json]", "how two results differ, beyond chance or not"},
    {"summary", cmd_summary, "summary OUT.h5 [--json]", "the decision page of a result file"},
    {"report", cmd_report, "report OUT.h5 [-o FILE.html]",
     "all of it as HTML, PDF, spreadsheet or text"},
    {"exhibit", cmd_exhibit, "exhibit OUT.h5 [-o FILE.xlsx]", "quotes side by side, as brokers do"},
    {"plot", cmd_plot, "plot OUT.h5 [-o DIR] [--format F]",
     "pictures of the costs: svg, png or pdf"},
    {"table", cmd_table, "table OUT.h5 [VARIABLE...]", "columns of a result as a CSV table"},
    {"trace", cmd_trace, "trace OUT.h5|SCENARIO --trial N", "one simulated year, claim by claim"},
    {"track", cmd_track, "track SCENARIO --actual MONTHLY.csv",
     "where the year in progress will end"},
    {"exact", cmd_exact, "exact SCENARIO [--json]", "the figures without simulation, where exact"},
    {"replay", cmd_replay, "replay SCENARIO --claims F.csv",
     "past large claimants through each specific"},
    {"validate", cmd_validate, "validate BASIS [--census C.csv]",
     "a basis beside published figures"},
    {"fit", cmd_fit, "fit CLAIMS.csv [-o BASIS.yaml]", "a claims basis from a group's own claims"},
    {"explain", cmd_explain, "explain [KEY]", "what a scenario key means, its unit and range"},
    {"import", cmd_import, "import census|quotes FILE [-o OUT]",
     "other people's censuses and quotes in"},
    {"new", cmd_new, "new NAME --employees N", "a starter scenario and a synthetic census"},
    {NULL, NULL, NULL, NULL},
};

const char cli_purpose[] =
    "What would self-funding cost this group, how likely is a deficit, and what does stop-loss\n"
    "do about it? Monte Carlo comparison of funding arrangements on the same claims.\n";

static void print_help(FILE *out)
{
  fprintf(out, "Usage: stoploss SUBCOMMAND [OPTION...]\n\n%s\n", cli_purpose);
  for (const cli_subcommand_t *s = cli_subcommands; s->name != NULL; s++) {
    fprintf(out, "  stoploss %-36s %s\n", s->usage, s->doc);
  }
  fputs(
      "\n  stoploss --version | --help | SUBCOMMAND --help\n\n"
      "Exit status: 0 done; 1 results differ (diff alone); 64 usage; 65 bad input data; 66 missing "
      "input file; 69 a needed\n"
      "program is missing or failed; 70 internal error; 73 cannot create the output; 74 input or\n"
      "output failed; 75 interrupted.\n",
      out);
}

/* argp takes the program's name for messages from argv[0]: make it "stoploss run". */
static int run_subcommand(const cli_subcommand_t *subcommand, int argc, char **argv)
{
  char name[64];
  snprintf(name, sizeof name, "stoploss %s", subcommand->name);
  argv[1] = name;
  return subcommand->run(argc - 1, argv + 1);
}

static int dispatch(int argc, char **argv)
{
  if (argc >= 2 && strcmp(argv[1], "--version") == 0) {
    printf("stoploss %s\nkernels: %s\n", SL_VERSION, sl_kernels_best()->name);
    return EX_OK;
  }
  if (argc >= 2 && strcmp(argv[1], "--help") == 0) {
    print_help(stdout);
    return EX_OK;
  }
  for (const cli_subcommand_t *s = cli_subcommands; argc >= 2 && s->name != NULL; s++) {
    if (strcmp(argv[1], s->name) == 0) {
      return run_subcommand(s, argc, argv);
    }
  }
  if (argc >= 2) {
    fprintf(stderr, "stoploss: there is no subcommand '%.60s'\n\n", argv[1]);
  }
  print_help(stderr);
  return EX_USAGE;
}

int main(int argc, char **argv)
{
  cli_guard_ending();
  cli_open_descriptors();
#ifdef __GLIBC__
  mallopt(M_ARENA_MAX, 1); /* threads ask for memory at the start only: no 64 MiB for each */
#endif
  gsl_set_error_handler_off();
  return dispatch(argc, argv);
}
