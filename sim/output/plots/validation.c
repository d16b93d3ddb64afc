#include "sim/output/plots/validation.h"

#include "sim/output/files/folder.h"
#include "sim/output/plots/drawing.h"
#include "sim/output/plots/validation_pictures.h"
#include "sim/output/report/validate_html.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PAGE "validate"
#define NONE SIZE_MAX

typedef int (*script_t)(const sl_validation_t *validation, sl_plot_format_t format, FILE *out,
                        sl_error_t *error);

static const struct drawing {
  const char *name, *words; /* of the file; for whoever cannot see it */
  script_t script;
} drawings[] = {
    {"continuance", "How many members have a year above an amount", sl_validation_continuance},
    {"services", "Claims and their amounts by service, simulated over published",
     sl_validation_services},
    {"ages-and-sexes", "Cost by age and sex over the mean of all", sl_validation_ages},
    {"concentration", "What the dearest members have of all dollars", sl_validation_concentration},
    {"persistence", "Where the members of each part of a year are in the next",
     sl_validation_persistence},
};
#define DRAWINGS (sizeof drawings / sizeof drawings[0])
#define FILES (DRAWINGS + 1)

/* ---- what the pictures share ---- */

sl_chart_t sl_validation_chart(const sl_validation_t *validation, FILE *out, double height,
                               size_t series)
{
  char name[SL_PLOT_TEXT], count[64];
  sl_chart_t chart = {
      .picture = {
          .out = out, .currency = validation->facts->currency, .series = series, .height = height}};
  sl_plot_text_fit(validation->facts->title, 44.0, name);
  sl_plot_text_count((unsigned long long)validation->validated->person_years, count, sizeof count);
  snprintf(chart.picture.subtitle, sizeof chart.picture.subtitle,
           "%s \xc2\xb7 %s simulated member-years", name, count);
  return chart;
}

size_t sl_validation_nearest(const sl_validation_t *validation, sl_quantity_t quantity, double like)
{
  size_t best = NONE;
  double least = HUGE_VAL;
  for (size_t i = 0; i < validation->targets->n; i++) {
    const sl_target_t *target = &validation->targets->list[i];
    const double apart = target->amount > 0.0 ? fabs(log(target->amount / like)) : HUGE_VAL;
    if (target->quantity == quantity && apart < least &&
        isfinite(validation->validated->figure[i].value)) {
      least = apart;
      best = i;
    }
  }
  return best;
}

void sl_validation_point(sl_chart_t *chart, const sl_target_t *target, int colour, double x,
                         double y, double low, double high, sl_chart_key_t *key)
{
  if (!isnan(low)) {
    const double least = chart->y.low;
    sl_chart_range(chart, colour, sl_chart_place(chart, x, fmax(low, least)),
                   sl_chart_place(chart, x, fmin(fmax(high, least), chart->y.high)));
    key->range = true;
  }
  if (y >= chart->y.low) {
    sl_chart_mark(chart, target->fitted ? SL_MARK_FITTED : SL_MARK_NOT_FITTED, colour,
                  sl_chart_place(chart, x, y));
    *(target->fitted ? &key->fitted : &key->not_fitted) = true;
  }
}

void sl_validation_share(double share, char *text, size_t size)
{
  snprintf(text, size, "%.3g%%", 100.0 * share);
}

/* ---- the files ---- */

typedef struct order {
  const sl_validation_t *validation;
  const char *folder;
  sl_plot_format_t format;
  sl_plot_written_t written;
  void *context;
} order_t;

typedef struct one_drawing {
  const struct drawing *drawing;
  const sl_validation_t *validation;
} one_drawing_t;

static int write_script(const void *context, sl_plot_format_t format, FILE *out, sl_error_t *error)
{
  const one_drawing_t *one = context;
  return one->drawing->script(one->validation, format, out, error);
}

static int read_back(int descriptor, char **text, sl_error_t *error)
{
  const off_t size = lseek(descriptor, 0, SEEK_END);
  off_t done = 0;
  *text = size >= 0 ? malloc((size_t)size + 1) : NULL;
  if (*text == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a picture");
  }
  while (done < size) {
    const ssize_t n = pread(descriptor, *text + done, (size_t)(size - done), done);
    if (n <= 0 && !(n < 0 && errno == EINTR)) {
      return sl_fail(error, SL_ERR_IO, "a picture cannot be read back: %s", strerror(errno));
    }
    done += n > 0 ? n : 0;
  }
  (*text)[size] = '\0';
  return SL_OK;
}

/* The picture as SVG once more, for the page. */
static int draw_for_page(const one_drawing_t *one, char **svg, sl_error_t *error)
{
  FILE *file = tmpfile();
  if (file == NULL) {
    return sl_fail(error, SL_ERR_IO, "no temporary file for a picture: %s", strerror(errno));
  }
  int code =
      sl_drawing_make(write_script, one, SL_PLOT_SVG, fileno(file), "a temporary file", error);
  code = code == SL_OK ? read_back(fileno(file), svg, error) : code;
  fclose(file);
  return code;
}

static int draw_picture(const order_t *order, sl_folder_t *folder, size_t i, char **svg,
                        sl_error_t *error)
{
  const one_drawing_t one = {&drawings[i], order->validation};
  const sl_folder_file_t *file = &folder->files[i];
  int code = sl_folder_create(folder, i, error);
  if (code == SL_OK) {
    code = sl_drawing_make(write_script, &one, order->format, file->file->descriptor, file->path,
                           error);
  }
  if (code != SL_OK) {
    return code;
  }
  return order->format == SL_PLOT_SVG ? read_back(file->file->descriptor, svg, error)
                                      : draw_for_page(&one, svg, error);
}

static int write_page(const order_t *order, sl_folder_t *folder, char *svg[DRAWINGS],
                      sl_error_t *error)
{
  sl_page_picture_t pictures[DRAWINGS];
  char *text = NULL;
  for (size_t i = 0; i < DRAWINGS; i++) {
    pictures[i] = (sl_page_picture_t){drawings[i].name, drawings[i].words, svg[i]};
  }
  int code = sl_validate_html(order->validation, pictures, DRAWINGS, &text, error);
  code = code == SL_OK ? sl_folder_create(folder, DRAWINGS, error) : code;
  const sl_folder_file_t *file = &folder->files[DRAWINGS];
  for (const char *rest = text; code == SL_OK && *rest != '\0';) {
    const ssize_t n = write(file->file->descriptor, rest, strlen(rest));
    if (n < 0 && errno != EINTR) {
      code = sl_fail(error, SL_ERR_IO, "%s cannot be written: %s", file->path, strerror(errno));
    }
    rest += n > 0 ? n : 0;
  }
  free(text);
  return code;
}

static int draw_into(const order_t *order, sl_folder_t *folder, sl_error_t *error)
{
  char *svg[DRAWINGS] = {NULL};
  int code = SL_OK;
  for (size_t i = 0; i < DRAWINGS && code == SL_OK; i++) {
    code = sl_folder_name(folder, i, drawings[i].name, sl_plot_format_names[order->format], error);
  }
  code = code == SL_OK ? sl_folder_name(folder, DRAWINGS, PAGE, "html", error) : code;
  for (size_t i = 0; i < DRAWINGS && code == SL_OK; i++) {
    code = draw_picture(order, folder, i, &svg[i], error);
  }
  code = code == SL_OK ? write_page(order, folder, svg, error) : code;
  for (size_t i = 0; i < DRAWINGS; i++) {
    free(svg[i]);
  }
  return code == SL_OK ? sl_folder_place(folder, error) : code;
}

static int draw_all(void *context, sl_error_t *error)
{
  const order_t *order = context;
  sl_folder_file_t files[FILES] = {{.file = NULL}};
  sl_folder_t folder;
  int code = sl_folder_open(&folder, order->folder, files, FILES, error);
  code = code == SL_OK ? draw_into(order, &folder, error) : code;
  sl_folder_close(&folder, code == SL_OK);
  for (size_t i = 0; code == SL_OK && order->written != NULL && i < FILES; i++) {
    order->written(order->context, files[i].path);
  }
  return code;
}

int sl_validation_draw(const sl_validation_t *validation, const char *folder,
                       sl_plot_format_t format, sl_plot_written_t written, void *context,
                       sl_error_t *error)
{
  order_t order = {validation, folder, format, written, context};
  return sl_drawing_plainly(draw_all, &order, error);
}
