/* The manual pages, made from the tables that --help is made from, as scdoc source. */
#ifndef SL_SIM_CLI_MANUAL_H
#define SL_SIM_CLI_MANUAL_H

#include <stdbool.h>

/* The page of that name: "stoploss", "stoploss-run", "stoploss-import-census" (section 1),
 * "stoploss-scenario" (section 5). What is written by hand (EXAMPLES, EXIT STATUS) is not in it:
 * sim/cli/manual/ holds that, and sim/cli/manual/make puts both together. The caller frees it; NULL
 * without memory, and where there is no such page; *known tells which. Tested by
 * tests/cli/test_manual.c. */
char *cli_manual_page(const char *name, bool *known);

/* Their names, a line each, with the section: "stoploss-run.1". The caller frees it; NULL without
 * memory. */
char *cli_manual_names(void);

/* The reference of a scenario's keys (a page of Markdown: headings, lists, tables, `code`) as
 * scdoc, its own title left out. The caller frees it; NULL without memory. */
char *cli_manual_of_markdown(const char *markdown);

#endif
