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

/* A picture that cannot take its place keeps all others from it: something in the way, or in a
 * sticky folder a picture of another user (for which the test must be root). */
static void a_plot_that_fails_keeps_every_older_picture(void)
{
  static const char script[] =
      "pictures='cost-distributions exceedance deficit-chance'\n"
      "mkdir way; for p in $pictures; do echo older >way/$p.svg; done\n"
      "rm way/deficit-chance.svg; mkdir way/deficit-chance.svg\n"
      "\"$S\" plot out.h5 -o way; [ $? = 73 ] || exit 2\n"
      "[ \"$(cat way/cost-distributions.svg way/exceedance.svg | uniq -c | tr -d ' ')\" = 2older ] "
      "|| exit 3\n"
      "[ \"$(ls -A way | wc -l)\" = 3 ] || exit 4\n"
      "[ \"$(id -u)\" = 0 ] || exit 0\n"
      "w=$(mktemp -d); trap 'rm -rf $w' EXIT; chmod 755 $w; cp \"$S\" $w/s; cp out.h5 $w\n"
      "chmod 755 $w/s; chmod 644 $w/out.h5; mkdir $w/st; chmod 1777 $w/st\n"
      "for p in $pictures; do echo older >$w/st/$p.svg; done; chown 65534 $w/st/[ce]*\n"
      "cd $w; setpriv --reuid 65534 --regid 65534 --clear-groups ./s plot out.h5 -o st\n"
      "[ $? = 73 ] || exit 5\n"
      "[ \"$(cat st/*.svg | uniq -c | tr -d ' ')\" = 3older ] || exit 6\n"
      "[ \"$(ls -A st | wc -l)\" = 3 ] || exit 7\n"
      "rm st/deficit-chance.svg\n"
      "setpriv --reuid 65534 --regid 65534 --clear-groups ./s plot out.h5 -o st || exit 8\n"
      "[ \"$(ls -A st | wc -l)\" = 3 ] && ! grep -q older st/*.svg\n";
  char folder[SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "plot-keeps"));
  simulate_hostile(folder);
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

static void pictures_follow_the_umask(void)
{
  static const char script[] = "for m in 077:600 027:640 022:644 000:666; do\n"
                               "  (umask ${m%:*}; \"$S\" plot out.h5 -o um) || exit 2\n"
                               "  [ \"$(stat -c %a um/*.svg | sort -u)\" = ${m#*:} ] || exit 3\n"
                               "  rm -r um\n"
                               "done\n";
  char folder[SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "plot-umask"));
  simulate_hostile(folder);
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

static void without_gnuplot_no_folder_is_left(void)
{
  static const char script[] =
      "PATH_BEFORE=$PATH; mkdir there\n"
      "PATH=/nonexistent \"$S\" plot out.h5 -o a/b//c/; [ $? = 69 ] || exit 2\n"
      "[ ! -e a ] || exit 3\n"
      "PATH=/nonexistent \"$S\" plot out.h5 -o there/new; [ $? = 69 ]\n"
      "[ -d there ] && [ ! -e there/new ]";
  char folder[SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "plot-without"));
  simulate_hostile(folder);
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

SL_SUITE(cli_plot, "cli/plot",
         {"hostile names make pictures and nothing else",
          hostile_names_make_pictures_and_nothing_else},
         {"failures have their exit status", failures_have_their_exit_status},
         {"a plot that fails keeps every older picture",
          a_plot_that_fails_keeps_every_older_picture},
         {"pictures follow the umask", pictures_follow_the_umask},
         {"without gnuplot no folder is left", without_gnuplot_no_folder_is_left});
