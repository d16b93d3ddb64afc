#include "sim/engine/progress.h"

static void report_expected(void *context, const char *phase, uint64_t done, uint64_t total)
{
  const sl_expectation_t *expectation = context;
  const uint64_t expected = sl_stopping_estimate(expectation->stopping, total);
  expectation->options->progress(expectation->options->progress_context, phase, done,
                                 done < expected ? expected : done);
}

sl_engine_options_t sl_expecting(sl_expectation_t *expectation)
{
  sl_engine_options_t options = *expectation->options;
  if (options.progress != NULL) {
    options.progress = report_expected;
    options.progress_context = expectation;
  }
  return options;
}

static void report_part(void *context, const char *phase, uint64_t done, uint64_t total)
{
  const sl_run_part_t *part = context;
  (void)total;
  part->options->progress(part->options->progress_context, phase, part->before + done, part->total);
}

sl_engine_options_t sl_reporting_part(sl_run_part_t *part)
{
  sl_engine_options_t options = *part->options;
  if (options.progress != NULL) {
    options.progress = report_part;
    options.progress_context = part;
  }
  return options;
}
