/* The exhibit of a result, for the subcommands that show it. */
#ifndef SL_SIM_CLI_EXHIBIT_VIEW_H
#define SL_SIM_CLI_EXHIBIT_VIEW_H

#include "sim/output/exhibit/exhibit.h"
#include "sim/results/results.h"
#include "sim/results/summary.h"

typedef struct cli_exhibit {
  sl_scenario_t *scenario; /* what the file holds of it */
  sl_comparison_t *comparison;
  sl_document_t *document; /* NULL where memory ended, which its renderers say */
} cli_exhibit_t;

/* path: of the result file, for messages. Close in any case. */
int cli_exhibit_open(cli_exhibit_t *exhibit, const sl_results_t *results,
                     const sl_summary_t *summary, const char *path, double percentile,
                     sl_error_t *error);
void cli_exhibit_close(cli_exhibit_t *exhibit);

#endif
