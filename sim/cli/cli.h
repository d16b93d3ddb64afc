/* The program's subcommands. Only this folder prints or exits. */
#ifndef SL_SIM_CLI_CLI_H
#define SL_SIM_CLI_CLI_H

#include "models/core/error.h"
#include "sim/input/read/faults.h"
#include "sim/results/results.h"
#include "sim/results/summary.h"

#include <stdbool.h>

/* Each returns the program's exit status. argv[0] is "stoploss run" and the like, for argp. */
int cmd_run(int argc, char **argv);
int cmd_batch(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_sweep(int argc, char **argv);
int cmd_summary(int argc, char **argv);
int cmd_report(int argc, char **argv);
int cmd_plot(int argc, char **argv);
int cmd_table(int argc, char **argv);
int cmd_diff(int argc, char **argv);
int cmd_exact(int argc, char **argv);
int cmd_exhibit(int argc, char **argv);
int cmd_replay(int argc, char **argv);
int cmd_validate(int argc, char **argv);
int cmd_explain(int argc, char **argv);
int cmd_fit(int argc, char **argv);
int cmd_import(int argc, char **argv);
int cmd_merge(int argc, char **argv);
int cmd_new(int argc, char **argv);
int cmd_optimize(int argc, char **argv);
int cmd_sensitivity(int argc, char **argv);
int cmd_trace(int argc, char **argv);
int cmd_track(int argc, char **argv);
int cmd_verify(int argc, char **argv);

/* A row of main.c's table: "run", its usage and what it is for, as `stoploss --help` has them. */
typedef struct cli_subcommand {
  const char *name;
  int (*run)(int argc, char **argv);
  const char *usage;
  const char *doc;
} cli_subcommand_t;

/* All of them, in the order of `stoploss --help`; ends with a row without a name. */
extern const cli_subcommand_t cli_subcommands[];

/* What `stoploss --help` says above that table. */
extern const char cli_purpose[];

/* Print one error, or every fault, on stderr; return the exit status that belongs to it. To be
 * called after a failure alone: one that left no error and no fault had no memory to. */
int cli_report_error(const sl_error_t *error);

/* A path on a line of standard output: for sl_plots_draw and its like. */
void cli_print_path(void *context, const char *path);
int cli_report_faults(const sl_faults_t *faults);

/* Print a scenario's warnings on standard error, "warning: file:line:column: ...". */
void cli_print_warnings(const sl_faults_t *warnings);

/* Print the decision page (or its JSON) of a result on stdout; return the exit status. */
int cli_print_results(const sl_results_t *results, const sl_summary_t *summary, bool json);

#endif
