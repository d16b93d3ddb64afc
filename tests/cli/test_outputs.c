/* Where output goes: never over an input, never over another run's, never into a stranger's
 * descriptor; and what is lost is said. */
#include "sim/output/result_file/result_file.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A folder with good.yaml and its census. */
static void make_folder(char folder[SL_PATH_MAX], const char *name)
{
  static const char *const names[] = {"good.yaml", "good.csv"};
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, name));
  for (size_t i = 0; i < 2; i++) {
    char from[SL_PATH_MAX], to[SL_PATH_MAX];
    sl_source_path(from, "tests/cli/%s", names[i]);
    snprintf(to, sizeof to, "%.900s/%s", folder, names[i]);
    CU_ASSERT_TRUE_FATAL(sl_file_copy(from, to));
  }
}

/* Eight runs at once: each that ends well has printed the page of its own seed, the others say that
 * another one is writing; what is there at the end is one of theirs, and nothing hidden. */
static void runs_at_once_print_their_own_pages(void)
{
  char folder[SL_PATH_MAX], path[SL_PATH_MAX];
  sl_results_t *results = NULL;
  make_folder(folder, "at-once");
  CU_ASSERT_EQUAL(sl_shell(folder,
                           "for i in 1 2 3 4 5 6 7 8; do\n"
                           "  ( \"$S\" run good.yaml -t 600 -s $i -o r.h5 >page.$i 2>err.$i\n"
                           "    echo $? >status.$i ) &\n"
                           "done; wait\n"
                           "ended=0\n"
                           "for i in 1 2 3 4 5 6 7 8; do\n"
                           "  case $(cat status.$i) in\n"
                           "  0) ended=$((ended + 1)); grep -q \"seed $i[.]\" page.$i || exit 2;;\n"
                           "  73) grep -q 'another run is writing it' err.$i || exit 3;;\n"
                           "  *) exit 4;;\n"
                           "  esac\n"
                           "done\n"
                           "[ $ended -ge 1 ] && [ \"$(ls -A | grep -c '^[.]')\" = 0 ]"),
                  0);
  snprintf(path, sizeof path, "%.900s/r.h5", folder);
  CU_ASSERT_EQUAL(sl_result_file_load(path, &results, NULL), SL_OK);
  sl_results_free(results);
}

/* A second run is refused while the first one writes, and not when that has been killed. On a slow
 * machine so long a run keeps its units (cli/resume). */
static void a_killed_run_locks_nothing(void)
{
  char folder[SL_PATH_MAX];
  make_folder(folder, "lock");
  CU_ASSERT_EQUAL(sl_shell(folder, "\"$S\" run good.yaml -t 4000000 -q -o r.h5 & p=$!\n"
                                   "await $p '[ -s .r.h5.part ]' || exit 7\n"
                                   "\"$S\" run good.yaml -t 4 -q -o r.h5; [ $? = 73 ] || exit 2\n"
                                   "\"$S\" run good.yaml -t 4 -q -o ./r.h5; [ $? = 73 ] || exit 3\n"
                                   "\"$S\" run good.yaml -t 4 -q -o other.h5 || exit 4\n"
                                   "kill -KILL $p; wait $p\n"
                                   "[ -e .r.h5.part ] || exit 5; rm -f r.h5.parts\n"
                                   "\"$S\" run good.yaml -t 4 -q -o r.h5 || exit 6\n"
                                   "cmp r.h5 other.h5 && [ ! -e .r.h5.part ]"),
                  0);
}

/* What no run of ours can have left is no run's to take over. */
static void a_strangers_file_is_not_taken_for_a_killed_runs(void)
{
  char folder[SL_PATH_MAX];
  make_folder(folder, "stranger");
  CU_ASSERT_EQUAL(sl_shell(folder, "echo mine >.r.h5.part; chmod 644 .r.h5.part\n"
                                   "\"$S\" run good.yaml -t 4 -q -o r.h5; [ $? = 73 ] || exit 2\n"
                                   "[ \"$(cat .r.h5.part)\" = mine ] || exit 3\n"
                                   "ln -sf good.csv .l.h5.part\n"
                                   "\"$S\" run good.yaml -t 4 -q -o l.h5; [ $? = 73 ] || exit 4\n"
                                   "[ ! -e l.h5 ] && \"$S\" check good.yaml >check.txt"),
                  0);
}

/* The bases and the continuance tables of a scenario are inputs as much as its census, under any
 * name that leads to them. */
static void no_file_of_the_scenario_is_the_output(void)
{
  char folder[SL_PATH_MAX], source[SL_PATH_MAX], script[4 * SL_PATH_MAX];
  make_folder(folder, "basis");
  sl_source_path(source, "models/bases/us-commercial-2026.yaml");
  snprintf(script, sizeof script,
           "cp '%s' my.yaml; printf 'upto,pct\\n1000,0.5\\n5000,0.5\\n' >sizes.csv\n"
           "cat >b.yaml <<'END'\n"
           "stoploss: 1\nname: b\nstart: 2026-01-01\ncensus: good.csv\n"
           "claims:\n  basis: my.yaml\n  services:\n    - name: other\n"
           "      frequency: {distribution: poisson, mean: 1}\n"
           "      severity: {distribution: continuance, file: sizes.csv}\n"
           "plans:\n  - {name: PPO}\narrangements:\n  - {name: ASO, kind: aso}\nEND\n"
           "cp my.yaml kept.yaml; cp sizes.csv kept.csv\n"
           "ln -s my.yaml link.h5; ln sizes.csv hard.h5\n"
           "for o in my.yaml ./sizes.csv link.h5 hard.h5 good.csv b.yaml; do\n"
           "  \"$S\" run b.yaml -t 4 -q -o $o 2>err; [ $? = 73 ] || exit 2\n"
           "  grep -q 'that is being read' err || exit 3\n"
           "  \"$S\" sweep b.yaml --specific 1k -t 4 -q -o $o 2>err; [ $? = 73 ] || exit 4\n"
           "done\n"
           "cmp my.yaml kept.yaml && cmp sizes.csv kept.csv && \"$S\" run b.yaml -t 4 -q -o r.h5",
           source);
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

/* Through a link whose end is not there yet, and through two of them. */
static void a_dangling_link_stays_a_link(void)
{
  char folder[SL_PATH_MAX];
  make_folder(folder, "dangling");
  CU_ASSERT_EQUAL(sl_shell(folder, "mkdir sub; ln -s sub/end.h5 two.h5; ln -s two.h5 one.h5\n"
                                   "\"$S\" run good.yaml -t 4 -q -o one.h5 || exit 2\n"
                                   "[ -L one.h5 ] && [ -L two.h5 ] && [ -f sub/end.h5 ] || exit 3\n"
                                   "\"$S\" summary one.h5 >page || exit 4\n"
                                   "ln -s loop.h5 loop.h5\n"
                                   "\"$S\" run good.yaml -t 4 -q -o loop.h5; [ $? = 73 ]"),
                  0);
}

/* Neither warnings nor a page get into the result where it would have had their descriptor. */
static void closed_descriptors_are_no_output(void)
{
  char folder[SL_PATH_MAX];
  make_folder(folder, "closed");
  CU_ASSERT_EQUAL(sl_shell(folder,
                           "\"$S\" run good.yaml -t 600 -q -o good.h5 || exit 2\n"
                           "\"$S\" run good.yaml -t 600 -o a.h5 >page 2>&- || exit 3\n"
                           "\"$S\" run good.yaml -t 600 -q -o b.h5 <&- >&- 2>&- || exit 4\n"
                           "\"$S\" run good.yaml -t 600 -o c.h5 >&- 2>err; [ $? = 74 ] || exit 5\n"
                           "grep -q 'standard output' err || exit 6\n"
                           "cmp good.h5 a.h5 && cmp good.h5 b.h5 && cmp good.h5 c.h5"),
                  0);
}

static void a_full_device_is_said_by_every_text(void)
{
  char folder[SL_PATH_MAX];
  make_folder(folder, "full-device");
  CU_ASSERT_EQUAL(sl_shell(folder,
                           "\"$S\" run good.yaml -t 16 -q -o r.h5 || exit 1\n"
                           "for c in --help --version 'run --help' 'new --help' 'explain' \\\n"
                           "  'run --usage' 'check good.yaml' 'summary r.h5' 'summary -j r.h5' \\\n"
                           "  'plot --help' 'exact --help' 'run good.yaml -t 16 -o s.h5'; do\n"
                           "  \"$S\" $c >/dev/full 2>err; [ $? = 74 ] || { echo \"$c\"; exit 2; }\n"
                           "  grep -q 'standard output' err || exit 3\n"
                           "done\n"
                           "cmp r.h5 s.h5"),
                  0);
}

static void a_name_like_an_option_is_told_as_a_file(void)
{
  char folder[SL_PATH_MAX];
  make_folder(folder, "option-name");
  CU_ASSERT_EQUAL(sl_shell(folder, "\"$S\" new -n 2 -- -y >text || exit 2\n"
                                   "next=$(sed -n 's/^Next: stoploss //p' text)\n"
                                   "\"$S\" $next -q -t 4 -o r.h5"),
                  0);
}

SL_SUITE(outputs, "cli/outputs",
         {"runs at once print their own pages", runs_at_once_print_their_own_pages},
         {"a killed run locks nothing", a_killed_run_locks_nothing},
         {"a stranger's file is not taken for a killed run's",
          a_strangers_file_is_not_taken_for_a_killed_runs},
         {"no file of the scenario is the output", no_file_of_the_scenario_is_the_output},
         {"a dangling link stays a link", a_dangling_link_stays_a_link},
         {"closed descriptors are no output", closed_descriptors_are_no_output},
         {"a full device is said by every text", a_full_device_is_said_by_every_text},
         {"a name like an option is told as a file", a_name_like_an_option_is_told_as_a_file});
