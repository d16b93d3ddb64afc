/* The layout of a result file: any number of variables, the caller's dimensions, and a first trial
 * that is not 0. */
#include "models/statistics/statistics.h"
#include "sim/output/result_file/layout.h"
#include "sim/output/result_file/result_file.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/sample_results.h"

#include <stdio.h>
#include <string.h>

#define LENGTH 3
#define MANY 700

static const sl_dimension_t colour = {.name = "colour"}, taste = {.name = "taste"};
static const double numbers[LENGTH] = {0.5, 1.5, 2.5};

/* A file in memory. */
static hid_t new_file(void)
{
  const hid_t access = H5Pcreate(H5P_FILE_ACCESS);
  H5Pset_fapl_core(access, 1 << 16, 0);
  const hid_t file = H5Fcreate("layout", H5F_ACC_TRUNC, H5P_DEFAULT, access);
  H5Pclose(access);
  CU_ASSERT_TRUE_FATAL(file >= 0);
  return file;
}

static sl_scale_t colours(int64_t id)
{
  return (sl_scale_t){
      .dimension = &colour, .id = id, .long_name = "colour", .length = LENGTH, .numbers = numbers};
}

static hsize_t length_of(hid_t object, bool is_attribute)
{
  hsize_t length = 0;
  const hid_t space = is_attribute ? H5Aget_space(object) : H5Dget_space(object);
  H5Sget_simple_extent_dims(space, &length, NULL);
  H5Sclose(space);
  return length;
}

/* More variables on one scale than any table has: the scale is told of them all. */
static void a_scale_knows_all_its_variables(void)
{
  static const sl_shape_t shape = {.rank = 1, .dimension = {&colour}};
  const hid_t file = new_file();
  const sl_scale_t scale = colours(0);
  sl_layout_t *layout = sl_layout_new(file, "USD", &scale, 1);
  CU_ASSERT_PTR_NOT_NULL_FATAL(layout);
  for (int v = 0; v < MANY; v++) {
    char name[16];
    snprintf(name, sizeof name, "v%d", v);
    const sl_variable_t variable = {.name = name, .long_name = "a variable", .shape = &shape};
    CU_ASSERT_EQUAL(sl_layout_values(layout, &variable, numbers), 0);
  }
  CU_ASSERT_EQUAL(sl_layout_finish(layout), 0);
  sl_layout_free(layout);
  const hid_t dataset = H5Dopen2(file, "colour", H5P_DEFAULT);
  const hid_t list = H5Aopen(dataset, "REFERENCE_LIST", H5P_DEFAULT);
  CU_ASSERT_TRUE_FATAL(list >= 0);
  CU_ASSERT_EQUAL(length_of(list, true), MANY);
  H5Aclose(list);
  H5Dclose(dataset);
  H5Fclose(file);
}

static void a_strange_dimension_is_refused(void)
{
  static const sl_shape_t shape = {.rank = 2, .dimension = {&colour, &taste}};
  static const sl_variable_t variable = {
      .name = "both", .long_name = "of two dimensions", .shape = &shape};
  const double values[LENGTH * LENGTH] = {0};
  const hid_t file = new_file();
  const sl_scale_t scale = colours(0);
  sl_layout_t *layout = sl_layout_new(file, "USD", &scale, 1);
  CU_ASSERT_PTR_NOT_NULL_FATAL(layout);
  CU_ASSERT_EQUAL(sl_layout_values(layout, &variable, values), -1);
  CU_ASSERT_EQUAL(H5Lexists(file, "both", H5P_DEFAULT), 0);
  CU_ASSERT_EQUAL(sl_layout_texts(layout, "texts", "texts", &taste, NULL), -1);
  /* No scale of this layout grows, and none does by more than a block. */
  CU_ASSERT_EQUAL(sl_layout_put_trials(layout, 0, 1), -1);
  sl_layout_free(layout);
  H5Fclose(file);
}

static void a_dimension_or_number_given_twice_is_refused(void)
{
  const hid_t file = new_file();
  sl_scale_t scales[2] = {colours(0), colours(1)};
  CU_ASSERT_PTR_NULL(sl_layout_new(file, "USD", scales, 2));
  H5Ldelete(file, "colour", H5P_DEFAULT);
  scales[1].dimension = &taste;
  scales[1].id = 0;
  CU_ASSERT_PTR_NULL(sl_layout_new(file, "USD", scales, 2));
  H5Fclose(file);
}

static void trials_begin_where_the_caller_says(void)
{
  int64_t trial[SL_BLOCK_TRIALS + 2] = {0};
  const hid_t file = new_file();
  const sl_scale_t scale = {.dimension = &sl_trial_dimension,
                            .long_name = "trial",
                            .length = SL_BLOCK_TRIALS + 1,
                            .first = 5 * SL_BLOCK_TRIALS};
  sl_layout_t *layout = sl_layout_new(file, "USD", &scale, 1);
  CU_ASSERT_PTR_NOT_NULL_FATAL(layout);
  CU_ASSERT_EQUAL(sl_layout_put_trials(layout, SL_BLOCK_TRIALS + 1, SL_BLOCK_TRIALS + 1), -1);
  CU_ASSERT_EQUAL(sl_layout_put_trials(layout, SL_BLOCK_TRIALS + 1, 1), 0);
  sl_layout_free(layout);
  const hid_t dataset = H5Dopen2(file, "trial", H5P_DEFAULT);
  CU_ASSERT_EQUAL_FATAL(length_of(dataset, false), SL_BLOCK_TRIALS + 2);
  H5Dread(dataset, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, trial);
  for (int64_t t = 0; t < SL_BLOCK_TRIALS + 2; t++) {
    CU_ASSERT_EQUAL(trial[t], 5 * SL_BLOCK_TRIALS + t);
  }
  H5Dclose(dataset);
  H5Fclose(file);
}

/* Write the blocks of a run from a first trial on. */
static sl_results_t *write_part(const char *path, uint64_t first_trial, uint64_t trials)
{
  sl_run_facts_t *facts = sl_sample_facts(trials, 2);
  sl_results_t *results = NULL;
  sl_summary_t *summary = NULL;
  sl_result_writer_t *writer = NULL;
  sl_block_t *block = NULL;
  sl_sample_add_months(facts, 3);
  facts->first_trial = first_trial;
  CU_ASSERT_EQUAL_FATAL(sl_result_writer_open(path, facts, &writer, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_block_new(2, 3, &block, NULL), SL_OK);
  for (uint64_t row = 0; row < trials; row += SL_BLOCK_TRIALS) {
    facts->trials = first_trial + trials; /* of the whole run, which the sample counts in */
    sl_sample_block(facts, first_trial + row, block);
    CU_ASSERT_EQUAL(block->first_trial, first_trial + row);
    CU_ASSERT_EQUAL_FATAL(sl_result_writer_block(writer, block, NULL), SL_OK);
  }
  CU_ASSERT_EQUAL_FATAL(sl_result_writer_finish(writer, &results, &summary, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_results_load(results, NULL), SL_OK);
  sl_block_free(block);
  sl_summary_free(summary);
  sl_run_facts_free(facts);
  return results;
}

/* The columns of a part are those of the whole run from its first trial on, its months are told of
 * its own trials. */
static void a_part_of_a_run_has_its_own_trials(void)
{
  enum { FIRST = 2 * SL_BLOCK_TRIALS, PART = SL_BLOCK_TRIALS + 88 };
  char path[SL_PATH_MAX];
  int64_t trial[PART];
  double net[PART];
  sl_scratch_path(path, "part.h5");
  sl_results_t *whole = write_part(path, 0, FIRST + PART);
  sl_results_t *part = write_part(path, FIRST, PART);
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    CU_ASSERT_EQUAL(memcmp(part->trial[v], whole->trial[v] + FIRST, PART * sizeof(double)), 0);
  }
  for (size_t a = 0; a < 2; a++) {
    CU_ASSERT_EQUAL(memcmp(sl_results_cost_column(part, SL_COST_COST, a),
                           sl_results_cost_column(whole, SL_COST_COST, a) + FIRST,
                           PART * sizeof(double)),
                    0);
  }
  for (uint64_t t = 0; t < PART; t++) {
    net[t] = sl_sample_net(FIRST + t, 0, 1, 3);
  }
  sl_sort(net, PART);
  CU_ASSERT_EQUAL(sl_months_at(part->months, SL_MONTH_NET_QUANTILE, SL_QUANTILE_25, 1, 0),
                  sl_quantile(net, PART, 0.25).value);
  const hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
  const hid_t dataset = H5Dopen2(file, "trial", H5P_DEFAULT);
  H5Dread(dataset, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, trial);
  CU_ASSERT_EQUAL(trial[0], FIRST);
  CU_ASSERT_EQUAL(trial[PART - 1], FIRST + PART - 1);
  H5Dclose(dataset);
  H5Fclose(file);
  sl_results_free(part);
  sl_results_free(whole);
}

SL_SUITE(file_layout, "unit/file_layout",
         {"a scale knows all its variables", a_scale_knows_all_its_variables},
         {"a strange dimension is refused", a_strange_dimension_is_refused},
         {"no dimension twice", a_dimension_or_number_given_twice_is_refused},
         {"trials begin where the caller says", trials_begin_where_the_caller_says},
         {"a part of a run has its own trials", a_part_of_a_run_has_its_own_trials});
