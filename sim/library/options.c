#include "sim/library/library.h"

#include <string.h>

#define THREADS_MAX 4096

void stoploss_options_init_sized(stoploss_options_t *options, size_t size)
{
  memset(options, 0, size);
  options->size = size;
}

int sl_library_take(const void *given, void *own, size_t size, stoploss_error_t *error)
{
  size_t theirs = 0;
  memset(own, 0, size);
  if (given == NULL) {
    return SL_OK;
  }
  memcpy(&theirs, given, sizeof theirs);
  if (theirs < sizeof theirs || theirs > size) {
    return sl_library_refuse(error, SL_ERR_ARGUMENT,
                             "a struct of options was not initialised, or is of a later version "
                             "than this library, %s",
                             stoploss_version());
  }
  memcpy(own, given, theirs);
  return SL_OK;
}

static int check_goal(const stoploss_options_t *options, stoploss_error_t *error)
{
  const int goal = (int)options->goal;
  if (goal < (int)STOPLOSS_GOAL_NONE || goal > (int)STOPLOSS_GOAL_DEFICIT) {
    return sl_library_refuse(error, SL_ERR_ARGUMENT, "there is no goal %d", goal);
  }
  if (options->goal != STOPLOSS_GOAL_NONE &&
      !(options->precision > 0.0 && options->precision < 1.0)) {
    return sl_library_refuse(error, SL_ERR_ARGUMENT,
                             "a precision of %g is out of range; allowed: between 0 and 1",
                             options->precision);
  }
  return SL_OK;
}

static int check(const stoploss_options_t *options, stoploss_error_t *error)
{
  if (options->threads < 0 || options->threads > THREADS_MAX) {
    return sl_library_refuse(error, SL_ERR_ARGUMENT,
                             "%d threads are out of range; allowed: up to %d, or 0 for all "
                             "processors",
                             options->threads, THREADS_MAX);
  }
  if (options->rare != 0 &&
      (options->rare < SL_RARE_TRIALS_MIN || options->rare > SL_RARE_TRIALS_MAX)) {
    return sl_library_refuse(
        error, SL_ERR_ARGUMENT, "%llu rare years are out of range; allowed: 0, or from %d to %d",
        (unsigned long long)options->rare, SL_RARE_TRIALS_MIN, SL_RARE_TRIALS_MAX);
  }
  return check_goal(options, error);
}

int sl_library_options(const stoploss_options_t *given, stoploss_options_t *own,
                       sl_engine_options_t *engine, stoploss_error_t *error)
{
  static const sl_precision_goal_t goals[] = {[STOPLOSS_GOAL_NONE] = SL_PRECISION_NONE,
                                              [STOPLOSS_GOAL_COST] = SL_PRECISION_COST,
                                              [STOPLOSS_GOAL_DEFICIT] = SL_PRECISION_DEFICIT};
  int code = sl_library_take(given, own, sizeof *own, error);
  code = code == SL_OK ? check(own, error) : code;
  if (code == SL_OK) {
    *engine = (sl_engine_options_t){.threads = own->threads,
                                    .precision = {goals[own->goal], own->precision},
                                    .cache = own->cache != NULL ? own->cache->cache : NULL,
                                    .progress = own->progress,
                                    .few_threads = own->few_threads,
                                    .progress_context = own->context,
                                    .stop = own->stop};
  }
  return code;
}

int sl_library_level(double level, size_t *place, stoploss_error_t *error)
{
  for (*place = 0; *place < SL_N_QUANTILES; ++*place) {
    if (level >= sl_quantile_levels[*place] && level <= sl_quantile_levels[*place]) {
      return SL_OK;
    }
  }
  return sl_library_refuse(error, SL_ERR_ARGUMENT, "no quantile is kept at the level %g", level);
}

int sl_library_text(sl_library_writer_t writer, const void *subject, const sl_paper_t *paper,
                    char **text, stoploss_error_t *error)
{
  sl_error_t fault = {0};
  *text = NULL;
  const sl_plain_locale_t locale = sl_plain_locale_begin();
  const int code = writer(subject, paper, text, &fault);
  sl_plain_locale_end(locale);
  return sl_library_tell(code, &fault, error);
}

int sl_library_page(sl_library_writer_t writer, const void *subject, size_t width, char **text,
                    stoploss_error_t *error)
{
  const sl_paper_t paper = {.width = width};
  *text = NULL;
  return width >= SL_PAGE_WIDTH_MIN && width <= SL_PAGE_WIDTH_MAX
             ? sl_library_text(writer, subject, &paper, text, error)
             : sl_library_refuse(error, SL_ERR_ARGUMENT,
                                 "a page of %zu columns is out of range; allowed: from %d to %d",
                                 width, SL_PAGE_WIDTH_MIN, SL_PAGE_WIDTH_MAX);
}
