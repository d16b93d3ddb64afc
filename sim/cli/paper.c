#include "sim/cli/paper.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

static bool is_utf8(const char *locale)
{
  const char *charset = strchr(locale, '.');
  return charset != NULL &&
         (strncasecmp(charset, ".UTF-8", 6) == 0 || strncasecmp(charset, ".utf8", 5) == 0);
}

static size_t within(unsigned long width)
{
  return width < SL_PAGE_WIDTH_MIN   ? SL_PAGE_WIDTH_MIN
         : width > SL_PAGE_WIDTH_MAX ? SL_PAGE_WIDTH_MAX
                                     : (size_t)width;
}

sl_paper_t cli_paper_of(unsigned terminal_width, const char *columns, const char *locale)
{
  sl_paper_t paper = {.width = SL_PAGE_WIDTH, .ascii = locale != NULL && !is_utf8(locale)};
  char *end = NULL;
  const unsigned long wanted = columns != NULL ? strtoul(columns, &end, 10) : 0;
  if (terminal_width > 0) {
    paper.width = within(end != NULL && *end == '\0' && wanted > 0 ? wanted : terminal_width);
  }
  return paper;
}

/* The first that is set and not empty, as setlocale has it. */
static const char *locale_name(void)
{
  static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    const char *value = getenv(names[i]);
    if (value != NULL && value[0] != '\0') {
      return value;
    }
  }
  return NULL;
}

sl_paper_t cli_paper(void)
{
  struct winsize window = {0};
  unsigned width = 0;
  if (isatty(STDOUT_FILENO)) {
    const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col > 0;
    width = known ? window.ws_col : SL_PAGE_WIDTH;
  }
  return cli_paper_of(width, getenv("COLUMNS"), locale_name());
}
