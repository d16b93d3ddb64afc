#include "sim/output/result_file/run_file.h"

static int open_file(void *context, const sl_run_facts_t *facts, sl_error_t *error)
{
  sl_run_file_t *file = context;
  return sl_result_writer_open(file->path, facts, &file->writer, error);
}

int sl_run_file_block(void *context, const sl_block_t *block, sl_error_t *error)
{
  const sl_run_file_t *file = context;
  return sl_result_writer_block(file->writer, block, error);
}

static int write_exhibit(void *context, const sl_price_t *prices, sl_error_t *error)
{
  const sl_run_file_t *file = context;
  (void)error;
  sl_result_writer_exhibit(file->writer, prices);
  return SL_OK;
}

static int write_band(void *context, const sl_band_t *band, sl_error_t *error)
{
  const sl_run_file_t *file = context;
  return sl_result_writer_band(file->writer, band, error);
}

static int write_levers(void *context, const sl_levers_t *levers, sl_error_t *error)
{
  const sl_run_file_t *file = context;
  return sl_result_writer_levers(file->writer, levers, error);
}

static int write_rare(void *context, sl_rare_t *rare, sl_error_t *error)
{
  const sl_run_file_t *file = context;
  return sl_result_writer_rare(file->writer, rare, error);
}

static int write_checks(void *context, const sl_checks_t *checks, sl_error_t *error)
{
  const sl_run_file_t *file = context;
  return sl_result_writer_checks(file->writer, checks, error);
}

int sl_run_file_finish(void *context, sl_error_t *error)
{
  sl_run_file_t *file = context;
  sl_result_writer_t *writer = file->writer;
  file->writer = NULL;
  return sl_result_writer_finish(writer, &file->results, &file->summary, error);
}

sl_run_sink_t sl_run_file_sink(void *context)
{
  return (sl_run_sink_t){.context = context,
                         .open = open_file,
                         .block = sl_run_file_block,
                         .exhibit = write_exhibit,
                         .band = write_band,
                         .levers = write_levers,
                         .rare = write_rare,
                         .checks = write_checks,
                         .finish = sl_run_file_finish};
}

void sl_run_file_end(sl_run_file_t *file)
{
  sl_summary_free(file->summary);
  sl_results_free(file->results);
  sl_result_writer_abort(file->writer);
  *file = (sl_run_file_t){.path = file->path};
}
