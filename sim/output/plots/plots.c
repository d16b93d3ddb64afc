#define _DEFAULT_SOURCE /* S_ISVTX */
#include "sim/output/plots/plots.h"

#include "sim/output/files/temporary.h"
#include "sim/output/plots/gnuplot.h"
#include "sim/output/plots/picture.h"

#include <errno.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_SIZE 4096
#define ROOM 64 /* for the name of a picture, be it temporary */
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
  sl_temporary_t *picture; /* NULL: not drawn */
  char older[PATH_SIZE];   /* where an older picture stands aside; empty: nowhere */
} output_t;

static int cannot_create(const char *path, int reason, sl_error_t *error)
{
  return sl_fail(error, reason == ENOMEM ? SL_ERR_MEMORY : SL_ERR_CREATE, "cannot create %s: %s",
                 path, strerror(reason));
}

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
  int code = write_script(plot, data, format, &script, &length, error);
  if (code == SL_OK) {
    const int failure = sl_temporary_create(output->path, 0666, &output->picture);
    code = failure == 0 ? SL_OK : cannot_create(output->path, failure, error);
  }
  if (code == SL_OK) {
    code = sl_gnuplot_run(script, length, output->picture->descriptor, error);
  }
  free(script);
  return code == SL_OK ? verify(output->picture->descriptor, format, output->path, error) : code;
}

/* The folder and those above it. *made: how long the path of the first new one is; 0 = none is. */
static int make_folder(const char *folder, size_t *made, sl_error_t *error)
{
  char path[PATH_SIZE];
  struct stat status;
  *made = 0;
  if (strlen(folder) >= sizeof path - ROOM || folder[0] == '\0') {
    return sl_fail(error, SL_ERR_CREATE, "cannot create the folder '%.200s': bad length", folder);
  }
  for (size_t n = 1; n <= strlen(folder); n++) {
    if (folder[n] != '/' && folder[n] != '\0') {
      continue;
    }
    snprintf(path, n + 1, "%s", folder);
    if (mkdir(path, 0777) == 0) {
      *made = *made == 0 ? n : *made;
    } else if (errno != EEXIST) {
      return sl_fail(error, SL_ERR_CREATE, "cannot create the folder %s: %s", folder,
                     strerror(errno));
    }
  }
  if (stat(folder, &status) != 0 || !S_ISDIR(status.st_mode)) {
    return sl_fail(error, SL_ERR_CREATE, "%s is not a folder", folder);
  }
  return SL_OK;
}

/* From the last to the first that make_folder has made. */
static void remove_folders(const char *folder, size_t made)
{
  char path[PATH_SIZE];
  for (size_t n = strlen(folder); made > 0 && n >= made; n--) {
    if (folder[n] == '/' || folder[n] == '\0') {
      snprintf(path, n + 1, "%s", folder);
      rmdir(path);
    }
  }
}

/* Whether the picture may have its name. In a sticky folder a file belongs to its owner. */
static int check_place(const char *folder, const char *path, sl_error_t *error)
{
  struct stat place, older;
  if (lstat(path, &older) != 0) {
    return SL_OK;
  }
  if (!S_ISREG(older.st_mode) && !S_ISLNK(older.st_mode)) {
    return sl_fail(error, SL_ERR_CREATE, "cannot create %s: it is %s", path,
                   S_ISDIR(older.st_mode) ? "a folder" : "not a regular file");
  }
  const uid_t self = geteuid();
  if (stat(folder, &place) == 0 && (place.st_mode & S_ISVTX) != 0 && self != 0 &&
      self != place.st_uid && self != older.st_uid) {
    return sl_fail(error, SL_ERR_CREATE,
                   "cannot create %s: the one that is there is another user's", path);
  }
  return SL_OK;
}

/* A second name where the file system has such, so that the first is never without a picture. 0 or
 * errno. */
static int set_aside(output_t *output)
{
  struct stat status;
  if (lstat(output->path, &status) != 0) {
    return 0;
  }
  snprintf(output->older, sizeof output->older, "%.*s~", PATH_SIZE - 2, output->picture->path);
  if (link(output->path, output->older) != 0 && rename(output->path, output->older) != 0) {
    output->older[0] = '\0';
    return errno;
  }
  return 0;
}

/* Give the pictures of a failure back to those they took the place of. */
static void restore(const output_t *output)
{
  if (output->older[0] != '\0') {
    rename(output->older, output->path);
  } else if (output->picture->path == NULL) {
    unlink(output->path);
  }
}

static int place_pictures(output_t *outputs, size_t n, sl_error_t *error)
{
  size_t p = 0;
  int failure = 0;
  while (failure == 0 && p < n) {
    failure = set_aside(&outputs[p]);
    failure = failure == 0 ? sl_temporary_rename(outputs[p].picture, outputs[p].path) : failure;
    p++;
  }
  for (size_t i = 0; i < p; i++) {
    if (failure != 0) {
      restore(&outputs[i]);
    } else if (outputs[i].older[0] != '\0') {
      unlink(outputs[i].older);
    }
  }
  return failure == 0 ? SL_OK : cannot_create(outputs[p - 1].path, failure, error);
}

static int draw_into(const sl_plot_data_t *data, const char *folder, sl_plot_format_t format,
                     output_t *outputs, size_t n, sl_error_t *error)
{
  const char *slash = folder[strlen(folder) - 1] == '/' ? "" : "/";
  int code = SL_OK;
  for (size_t p = 0; p < n && code == SL_OK; p++) {
    snprintf(outputs[p].path, PATH_SIZE, "%s%s%s.%s", folder, slash, plots[p].name,
             sl_plot_format_names[format]);
    code = check_place(folder, outputs[p].path, error);
  }
  for (size_t p = 0; p < n && code == SL_OK; p++) {
    code = draw(&plots[p], data, format, &outputs[p], error);
  }
  if (code == SL_OK) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    code = place_pictures(outputs, n, error);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
  }
  return code;
}

static int draw_all(const sl_plot_data_t *data, const char *folder, sl_plot_format_t format,
                    sl_plot_written_t written, void *context, sl_error_t *error)
{
  output_t outputs[PLOTS] = {{.picture = NULL}};
  const size_t n = count_plots(data->results);
  size_t made;
  int code = make_folder(folder, &made, error);
  code = code == SL_OK ? draw_into(data, folder, format, outputs, n, error) : code;
  for (size_t p = 0; p < n; p++) {
    sl_temporary_free(outputs[p].picture);
    if (code == SL_OK && written != NULL) {
      written(context, outputs[p].path);
    }
  }
  if (code != SL_OK) {
    remove_folders(folder, made);
  }
  return code;
}

int sl_plots_draw(const sl_results_t *results, const sl_summary_t *summary, const char *folder,
                  sl_plot_format_t format, sl_plot_written_t written, void *context,
                  sl_error_t *error)
{
  sl_plot_data_t *data = NULL;
  const locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
  int code = plain != (locale_t)0 ? sl_plot_data_new(results, summary, &data, error)
                                  : sl_fail(error, SL_ERR_MEMORY, "no memory for the pictures");
  if (code == SL_OK) {
    /* A host program's locale must not put commas into gnuplot's numbers. */
    const locale_t before = uselocale(plain);
    code = draw_all(data, folder, format, written, context, error);
    uselocale(before);
  }
  sl_plot_data_free(data);
  if (plain != (locale_t)0) {
    freelocale(plain);
  }
  return code;
}
