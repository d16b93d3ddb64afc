/* What the terminal is: how wide the pages on it are, and in which characters. */
#ifndef SL_SIM_CLI_PAPER_H
#define SL_SIM_CLI_PAPER_H

#include "sim/output/text/paper.h"

/* Of standard output. On a terminal its width, which the environment's COLUMNS overrides, from 60
 * to 160; else 80. ASCII where the locale (LC_ALL, else LC_CTYPE, else LANG) is set and is not one
 * of UTF-8, such as C. */
sl_paper_t cli_paper(void);

/* The same for given circumstances: terminal_width 0 = no terminal; NULL = not set. */
sl_paper_t cli_paper_of(unsigned terminal_width, const char *columns, const char *locale);

#endif
