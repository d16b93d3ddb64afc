#include "sim/output/plots/drawing.h"

#include "sim/output/plots/gnuplot.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TAIL 64

const char *const sl_plot_format_names[SL_PLOT_FORMATS] = {"svg", "png", "pdf"};

/* What a complete picture of each format ends with. */
static const char *const endings[SL_PLOT_FORMATS] = {"</svg>", "IEND", "%%EOF"};

/* gnuplot does not notice a full disk on its standard output. */
static int verify(int picture, sl_plot_format_t format, const char *path, sl_error_t *error)
{
  char tail[TAIL];
  const off_t size = lseek(picture, 0, SEEK_END);
  const ssize_t n = size >= TAIL ? pread(picture, tail, TAIL, size - TAIL) : 0;
  const size_t length = strlen(endings[format]);
  for (size_t i = 0; n > 0 && i + length <= (size_t)n; i++) {
    if (memcmp(tail + i, endings[format], length) == 0) {
      return SL_OK;
    }
  }
  return sl_fail(error, SL_ERR_IO, "%s cannot be written: is the disk full?", path);
}

static int write_script(sl_drawing_script_t script, const void *context, sl_plot_format_t format,
                        char **text, size_t *length, sl_error_t *error)
{
  FILE *out = open_memstream(text, length);
  if (out == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a picture");
  }
  int code = script(context, format, out, error);
  if (fclose(out) != 0 && code == SL_OK) {
    code = sl_fail(error, SL_ERR_MEMORY, "no memory for a picture");
  }
  return code;
}

int sl_drawing_make(sl_drawing_script_t script, const void *context, sl_plot_format_t format,
                    int descriptor, const char *path, sl_error_t *error)
{
  char *text = NULL;
  size_t length = 0;
  int code = write_script(script, context, format, &text, &length, error);
  if (code == SL_OK) {
    code = sl_gnuplot_run(text, length, descriptor, error);
  }
  free(text);
  return code == SL_OK ? verify(descriptor, format, path, error) : code;
}

int sl_drawing_plainly(int (*work)(void *context, sl_error_t *error), void *context,
                       sl_error_t *error)
{
  const locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
  if (plain == (locale_t)0) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the pictures");
  }
  const locale_t before = uselocale(plain);
  const int code = work(context, error);
  uselocale(before);
  freelocale(plain);
  return code;
}
