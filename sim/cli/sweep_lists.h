/* Which combinations of an arrangement's deductible and corridor, on the command line. */
#ifndef SL_SIM_CLI_SWEEP_LISTS_H
#define SL_SIM_CLI_SWEEP_LISTS_H

#include "sim/study/sweep/sweep.h"

#include <argp.h>

typedef struct cli_sweep_lists {
  const char *arrangement;     /* NULL: the first that takes stop-loss */
  double *specific, *corridor; /* owned; NULL: not given */
  sl_sweep_terms_t terms;      /* but for the arrangement's index */
} cli_sweep_lists_t;

#define CLI_KEY_SPECIFIC 0x100
#define CLI_KEY_CORRIDOR 0x101
#define CLI_KEY_SPECIFIC_RATIO 0x102
#define CLI_KEY_AGGREGATE_RATIO 0x103

/* Rows of a subcommand's options. */
#define CLI_SWEEP_OPTIONS                                                                          \
  {"specific",                                                                                     \
   CLI_KEY_SPECIFIC,                                                                               \
   "LIST",                                                                                         \
   0,                                                                                              \
   "Specific deductibles: 50k,75k,100k, or 50k:500k:10 for 10 from 50,000 to 500,000",             \
   0},                                                                                             \
      {"corridor",                                                                                 \
       CLI_KEY_CORRIDOR,                                                                           \
       "LIST",                                                                                     \
       0,                                                                                          \
       "Aggregate attachment points as multiples of expected eligible claims: 1.10,1.15,1.20 or "  \
       "1.1:1.5:5; they take the place of the arrangement's own rule",                             \
       0},                                                                                         \
      {"arrangement", 'a', "NAME", 0, "The arrangement (default: the first with stop-loss)", 0},   \
      {"specific-loss-ratio",                                                                      \
       CLI_KEY_SPECIFIC_RATIO,                                                                     \
       "R",                                                                                        \
       0,                                                                                          \
       "Price the specific at every point: expected reimbursement / R; `quoted`: the R that the "  \
       "scenario's own premium comes to",                                                          \
       0},                                                                                         \
  {                                                                                                \
    "aggregate-loss-ratio", CLI_KEY_AGGREGATE_RATIO, "R", 0, "Likewise the aggregate", 0           \
  }

/* For a subcommand's parser; ARGP_ERR_UNKNOWN for any other key. */
error_t cli_sweep_parse(int key, char *argument, const struct argp_state *state,
                        cli_sweep_lists_t *lists);

/* NULL where neither list was given. */
const sl_sweep_terms_t *cli_sweep_terms(const cli_sweep_lists_t *lists);

void cli_sweep_free(cli_sweep_lists_t *lists);

#endif
