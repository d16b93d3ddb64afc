/* Where the members of each part of one year are in the next. */
#include "sim/output/plots/validation_pictures.h"

#include <math.h>
#include <string.h>

#define LEFT 84.0
#define RIGHT 140.0 /* what the lines are */
#define APART 17.0
#define FOOT 84.0

static void write_title(const sl_validation_t *v, char *title, size_t size)
{
  const size_t i = sl_validation_nearest(v, SL_TOP_STAYS, 0.01);
  char share[64], simulated[64], published[64];
  if (i == SIZE_MAX) {
    snprintf(title, size, "Where the members of each part of a year are in the next");
    return;
  }
  const sl_target_t *target = &v->targets->list[i];
  sl_plot_text_percent(target->amount, share, sizeof share);
  sl_validation_share(v->validated->figure[i].value, simulated, sizeof simulated);
  sl_validation_share(target->target, published, sizeof published);
  snprintf(title, size, "%s of the dearest %s are so again next year (published: %s)", simulated,
           share, published);
}

static void tick_groups(sl_chart_t *chart)
{
  char text[80], from[32], to[32];
  for (size_t g = 0; g < SL_RANK_GROUPS; g++) {
    sl_plot_text_percent(sl_rank_groups[g], from, sizeof from);
    sl_plot_text_percent(sl_rank_groups[g + 1], to, sizeof to);
    from[strcspn(from, "%")] = '\0';
    snprintf(text, sizeof text, "%s\xe2\x80\x93%s", from, to);
    sl_chart_tick_x(chart, (double)g + 0.5, text);
  }
}

/* The groups that a published figure is of; false: the picture has no such groups. */
static bool find_groups(const sl_target_t *target, sl_later_t *later, double *from, double *to)
{
  if (target->quantity == SL_LOWER_HALF_STAYS) {
    *later = SL_LATER_LOWER_HALF;
    *from = 0.0;
    *to = 5.0;
    return true;
  }
  const bool is_1 = fabs(target->amount - 0.01) < 1e-9, is_5 = fabs(target->amount - 0.05) < 1e-9;
  *later = is_1 ? SL_LATER_TOP_1 : SL_LATER_TOP_5;
  *from = SL_RANK_GROUPS - (is_1 ? 1.0 : 2.0);
  *to = SL_RANK_GROUPS;
  return target->quantity == SL_TOP_STAYS && (is_1 || is_5);
}

static sl_chart_key_t draw_points(const sl_validation_t *v, sl_chart_t *chart)
{
  sl_chart_key_t key = {.line = true};
  for (size_t i = 0; i < v->targets->n; i++) {
    const sl_target_t *target = &v->targets->list[i];
    sl_later_t later;
    double from, to;
    if (find_groups(target, &later, &from, &to)) {
      sl_chart_range(chart, (int)later, sl_chart_place(chart, from, target->target),
                     sl_chart_place(chart, to, target->target));
      sl_validation_point(chart, target, (int)later, 0.5 * (from + to), target->target, target->low,
                          target->high, &key);
    }
  }
  return key;
}

/* At the right end of each line, from below, none over another. */
static void name_lines(sl_chart_t *chart, sl_plot_point_t places[SL_LATERS][SL_RANK_GROUPS],
                       const size_t n[SL_LATERS])
{
  static const char *const names[SL_LATERS] = {[SL_LATER_TOP_1] = "dearest 1%",
                                               [SL_LATER_TOP_5] = "dearest 5%",
                                               [SL_LATER_LOWER_HALF] = "cheaper half"};
  double y[SL_LATERS] = {0.0}, free = chart->picture.bottom;
  bool done[SL_LATERS] = {false};
  for (size_t l = 0; l < SL_LATERS; l++) {
    y[l] = n[l] > 0 ? places[l][n[l] - 1].y : chart->picture.bottom;
  }
  for (size_t turn = 0; turn < SL_LATERS; turn++) {
    size_t lowest = SL_LATERS;
    for (size_t l = 0; l < SL_LATERS; l++) {
      lowest = !done[l] && (lowest == SL_LATERS || y[l] < y[lowest]) ? l : lowest;
    }
    done[lowest] = true;
    free = fmax(free, y[lowest]);
    if (n[lowest] > 0) {
      sl_picture_label(&chart->picture, chart->picture.right + 10.0, free, SL_ALIGN_LEFT,
                       SL_TYPE_STRONG, (int)lowest, names[lowest]);
      free += APART;
    }
  }
}

static void draw_all(const sl_validation_t *v, sl_chart_t *chart)
{
  sl_plot_point_t places[SL_LATERS][SL_RANK_GROUPS];
  size_t n[SL_LATERS] = {0};
  for (size_t l = 0; l < SL_LATERS; l++) {
    for (size_t g = 0; g < SL_RANK_GROUPS; g++) {
      const double share = v->validated->curves.later[l][g];
      if (!isnan(share)) {
        places[l][n[l]++] = sl_chart_place(chart, (double)g + 0.5, share);
      }
    }
  }
  const sl_chart_key_t key = draw_points(v, chart);
  for (size_t l = 0; l < SL_LATERS; l++) {
    sl_chart_line(chart, places[l], n[l], NULL);
    for (size_t i = 0; i < n[l]; i++) {
      sl_chart_mark(chart, SL_MARK_SIMULATED, (int)l, places[l][i]);
    }
  }
  name_lines(chart, places, n);
  sl_chart_key(chart, &key);
}

int sl_validation_persistence(const sl_validation_t *validation, sl_plot_format_t format, FILE *out,
                              sl_error_t *error)
{
  sl_chart_t chart = sl_validation_chart(validation, out, SL_SHEET_HEIGHT, SL_LATERS);
  char title[SL_PLOT_TEXT], text[64];
  write_title(validation, title, sizeof title);
  sl_picture_begin(&chart.picture, format, title, LEFT, RIGHT, FOOT);
  chart.x = (sl_scale_t){.low = 0.0, .high = SL_RANK_GROUPS};
  chart.y = (sl_scale_t){.low = 0.0, .high = 1.0};
  const int code = sl_chart_begin(&chart, error);
  if (code == SL_OK) {
    sl_picture_caption(
        &chart.picture,
        "share of each group's members who belong next year to the dearest or cheaper part "
        "named at the right");
    tick_groups(&chart);
    for (int t = 0; t <= 5; t++) {
      sl_plot_text_percent(0.2 * t, text, sizeof text);
      sl_chart_tick_y(&chart, 0.2 * t, text);
    }
    sl_chart_abscissa(&chart, "members by what their year costs, from the cheapest to the dearest");
    draw_all(validation, &chart);
    sl_chart_end(&chart);
  }
  sl_chart_free(&chart);
  return code;
}
