#include "sim/output/plots.h"

#include "sim/output/plots/gnuplot.h"
#include "sim/output/plots/picture.h"

#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_SIZE 4096
#define TAIL 64

const char *const sl_plot_format_names[SL_PLOT_FORMATS] = {"svg", "png", "pdf"};

/* What a complete picture of each format ends with. */
static const char *const endings[SL_PLOT_FORMATS] = {"</svg>", "IEND", "%%EOF"};

static const struct plot {
  const char *name;
  sl_plot_draw_t draw;
} plots[] = {
    {"cost-distributions", sl_plot_costs},
    {"exceedance", sl_plot_exceedance},
    {"deficit-chance", sl_plot_deficit},
    {"cash-flow", sl_plot_cash_flow},
    {"ibnr", sl_plot_ibnr},
};
#define PLOTS (sizeof plots / sizeof plots[0])
#define MONTH_PLOTS 2 /* the last ones */

/* Without a cash flow nothing is known by month. */
static size_t count_plots(const sl_results_t *results)
{
  return results->months != NULL ? PLOTS : PLOTS - MONTH_PLOTS;
}

typedef struct output {
  char path[PATH_SIZE];
  char temporary[PATH_SIZE]; /* empty: none to remove */
} output_t;

/* gnuplot does not notice a full disk on its standard output. */
static int verify(FILE *picture, sl_plot_format_t format, const char *path, sl_error_t *error)
{
  char tail[TAIL];
  size_t n = 0;
  if (fseek(picture, -TAIL, SEEK_END) == 0) {
    n = fread(tail, 1, TAIL, picture);
  }
  const size_t length = strlen(endings[format]);
  for (size_t i = 0; i + length <= n; i++) {
    if (memcmp(tail + i, endings[format], length) == 0) {
      return SL_OK;
    }
  }
  return sl_fail(error, SL_ERR_IO, "%s cannot be written: is the disk full?", path);
}

static int write_script(const struct plot *plot, const sl_plot_data_t *data,
                        sl_plot_format_t format, char **script, size_t *length, sl_error_t *error)
{
  FILE *out = open_memstream(script, length);
  if (out == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a picture");
  }
  int code = plot->draw(data, format, out, error);
  if (fclose(out) != 0 && code == SL_OK) {
    code = sl_fail(error, SL_ERR_MEMORY, "no memory for a picture");
  }
  return code;
}

static int draw(const struct plot *plot, const sl_plot_data_t *data, sl_plot_format_t format,
                output_t *output, sl_error_t *error)
{
  char *script = NULL;
  size_t length = 0;
  FILE *picture = NULL;
  int code = write_script(plot, data, format, &script, &length, error);
  if (code != SL_OK) {
    goto out;
  }
  const int descriptor = mkstemp(output->temporary);
  if (descriptor < 0 || (picture = fdopen(descriptor, "r+")) == NULL) {
    code = sl_fail(error, SL_ERR_CREATE, "cannot create %s: %s", output->path, strerror(errno));
    if (descriptor < 0) {
      output->temporary[0] = '\0';
    } else {
      close(descriptor);
    }
    goto out;
  }
  code = sl_gnuplot_run(script, length, descriptor, error);
  code = code == SL_OK ? verify(picture, format, output->path, error) : code;
  if (code == SL_OK && fchmod(descriptor, 0644) != 0) {
    code = sl_fail(error, SL_ERR_CREATE, "cannot create %s: %s", output->path, strerror(errno));
  }
out:
  if (picture != NULL) {
    fclose(picture);
  }
  free(script);
  return code;
}

/* The folder and those above it. *made: this one is new. */
static int make_folder(const char *folder, int *made, sl_error_t *error)
{
  char path[PATH_SIZE];
  struct stat status;
  *made = 0;
  if (strlen(folder) >= sizeof path - 64 || folder[0] == '\0') {
    return sl_fail(error, SL_ERR_CREATE, "cannot create the folder '%.200s': bad length", folder);
  }
  strcpy(path, folder);
  for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    mkdir(path, 0777);
    *slash = '/';
  }
  if (mkdir(path, 0777) == 0) {
    *made = 1;
  } else if (errno != EEXIST) {
    return sl_fail(error, SL_ERR_CREATE, "cannot create the folder %s: %s", folder,
                   strerror(errno));
  }
  if (stat(path, &status) != 0 || !S_ISDIR(status.st_mode)) {
    return sl_fail(error, SL_ERR_CREATE, "%s is not a folder", folder);
  }
  return SL_OK;
}

static int place_pictures(output_t *outputs, size_t n, sl_plot_written_t written, void *context,
                          sl_error_t *error)
{
  for (size_t p = 0; p < n; p++) {
    if (rename(outputs[p].temporary, outputs[p].path) != 0) {
      const int reason = errno;
      for (size_t done = 0; done < p; done++) {
        unlink(outputs[done].path);
      }
      return sl_fail(error, SL_ERR_CREATE, "cannot create %s: %s", outputs[p].path,
                     strerror(reason));
    }
    outputs[p].temporary[0] = '\0';
  }
  for (size_t p = 0; p < n && written != NULL; p++) {
    written(context, outputs[p].path);
  }
  return SL_OK;
}

static int draw_all(const sl_plot_data_t *data, const char *folder, sl_plot_format_t format,
                    sl_plot_written_t written, void *context, sl_error_t *error)
{
  output_t outputs[PLOTS] = {{{0}, {0}}};
  const size_t n = count_plots(data->results);
  int made;
  int code = make_folder(folder, &made, error);
  const char *slash = code == SL_OK && folder[strlen(folder) - 1] == '/' ? "" : "/";
  for (size_t p = 0; p < n && code == SL_OK; p++) {
    output_t *output = &outputs[p];
    snprintf(output->path, PATH_SIZE, "%s%s%s.%s", folder, slash, plots[p].name,
             sl_plot_format_names[format]);
    snprintf(output->temporary, PATH_SIZE, "%s%s.%s-XXXXXX", folder, slash, plots[p].name);
    code = draw(&plots[p], data, format, output, error);
  }
  code = code == SL_OK ? place_pictures(outputs, n, written, context, error) : code;
  for (size_t p = 0; p < PLOTS; p++) {
    if (outputs[p].temporary[0] != '\0') {
      unlink(outputs[p].temporary);
    }
  }
  if (code != SL_OK && made) {
    rmdir(folder);
  }
  return code;
}

int sl_plots_draw(const sl_results_t *results, const sl_summary_t *summary, const char *folder,
                  sl_plot_format_t format, sl_plot_written_t written, void *context,
                  sl_error_t *error)
{
  sl_plot_data_t *data;
  const locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
  int code = sl_plot_data_new(results, summary, &data, error);
  if (code == SL_OK) {
    /* A host program's locale must not put commas into gnuplot's numbers. */
    const locale_t before = uselocale(plain);
    code = draw_all(data, folder, format, written, context, error);
    uselocale(before);
  }
  sl_plot_data_free(data);
  freelocale(plain);
  return code;
}
