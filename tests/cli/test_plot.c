/* stoploss plot from outside. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <string.h>
#include <unistd.h>

/* A result file of the scenario whose every name is an attack, in a folder of its own. */
static void simulate_hostile(const char *folder)
{
  char scenario[SL_PATH_MAX];
  sl_program_t program;
  sl_source_path(scenario, "tests/cli/hostile.yaml");
  CU_ASSERT_EQUAL_FATAL(SL_RUN(&program, folder, "run", scenario, "-o", "out.h5", "--quiet"), 0);
  sl_program_free(&program);
}

static void hostile_names_make_pictures_and_nothing_else(void)
{
  char folder[SL_PATH_MAX], pictures[SL_PATH_MAX];
  sl_program_t program;
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "plot-hostile"));
  simulate_hostile(folder);
  CU_ASSERT_EQUAL(SL_RUN(&program, folder, "plot", "out.h5", "-o", "`touch pwned`"), 0);
  CU_ASSERT_STRING_EQUAL(program.out, "`touch pwned`/cost-distributions.svg\n"
                                      "`touch pwned`/exceedance.svg\n"
                                      "`touch pwned`/deficit-chance.svg\n");
  CU_ASSERT_STRING_EQUAL(program.err, "");
  sl_program_free(&program);
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 2); /* the result and the folder: nothing was run */
  sl_scratch_path(pictures, "plot-hostile/`touch pwned`");
  CU_ASSERT_EQUAL(sl_folder_entries(pictures), 3);
}

static void failures_have_their_exit_status(void)
{
  char folder[SL_PATH_MAX], file[SL_PATH_MAX];
  sl_program_t program;
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "plot-failures"));
  sl_scratch_path(file, "plot-failures/text.h5");
  CU_ASSERT_TRUE_FATAL(sl_file_write_text(file, "no result"));
  CU_ASSERT_EQUAL(SL_RUN(&program, folder, "plot", "absent.h5"), 66);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "absent.h5"));
  sl_program_free(&program);
  CU_ASSERT_EQUAL(SL_RUN(&program, folder, "plot", "text.h5"), 65);
  sl_program_free(&program);
  simulate_hostile(folder);
  CU_ASSERT_EQUAL(SL_RUN(&program, folder, "plot", "out.h5", "-o", "text.h5/pictures"), 73);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "text.h5/pictures"));
  sl_program_free(&program);
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 2);
}

SL_SUITE(cli_plot, "cli/plot",
         {"hostile names make pictures and nothing else",
          hostile_names_make_pictures_and_nothing_else},
         {"failures have their exit status", failures_have_their_exit_status});
