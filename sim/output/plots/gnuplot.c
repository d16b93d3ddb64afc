#include "sim/output/plots/gnuplot.h"

#include "sim/input/child/child.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* gnuplot's first line that is not an echo of the script, a caret or a warning. */
static void first_message(char *messages, char *text, size_t size)
{
  snprintf(text, size, "it said nothing");
  for (char *line = messages, *next; line != NULL; line = next) {
    next = strchr(line, '\n');
    if (next != NULL) {
      *next++ = '\0';
    }
    line[strcspn(line, "\r")] = '\0';
    const char *start = line + strspn(line, " \t");
    if (*start != '\0' && strcmp(start, "^") != 0 && strncmp(start, "gnuplot>", 8) != 0 &&
        strstr(start, "warning:") == NULL) {
      snprintf(text, size, "%s", start);
      return;
    }
  }
}

int sl_gnuplot_run(const char *script, size_t length, int picture, sl_error_t *error)
{
  char program[] = "gnuplot", defaults[] = "-d", from_input[] = "-";
  char *const arguments[] = {program, defaults, from_input, NULL};
  static const char *const dropped[] = {"GNUTERM=", "GNUPLOT_", "GNUHELP=", "FIT_", NULL};
  const sl_child_t child = {.arguments = arguments,
                            .package = "gnuplot-nox",
                            .dropped = dropped,
                            .input = -1,
                            .script = script,
                            .script_length = length,
                            .output = picture};
  sl_child_result_t result;
  char text[256];
  int code = sl_child_run(&child, &result, error);
  free(result.output);
  if (code != SL_OK) {
    return code;
  }
  if (result.end != SL_CHILD_EXITED || result.status != 0) {
    first_message(result.messages, text, sizeof text);
    return sl_fail(error, SL_ERR_PROGRAM, "gnuplot failed: %s", text);
  }
  return result.unsent == 0 ? SL_OK
                            : sl_fail(error, SL_ERR_PROGRAM, "gnuplot did not read its script: %s",
                                      strerror(result.unsent));
}
