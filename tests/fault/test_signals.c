/* Signals: whatever the program is at, it leaves nothing half-made and says 75. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <stdio.h>
#include <string.h>

/* A folder with a scenario, a result of it and a gnuplot that takes its time. */
static void make_folder(char folder[SL_PATH_MAX], const char *name)
{
  char source[SL_PATH_MAX], script[4 * SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, name));
  sl_source_path(source, "tests/cli");
  snprintf(script, sizeof script,
           "cp '%s/good.yaml' '%s/good.csv' . && \"$S\" run good.yaml -t 600 -q -o r.h5 &&\n"
           "mkdir slow && printf '#!/bin/sh\\necho $$ >../slow/pid\\nexec sleep 1200\\n' "
           ">slow/gnuplot && chmod +x slow/gnuplot",
           source, source);
  CU_ASSERT_EQUAL_FATAL(sl_shell(folder, script), 0);
}

/* Each subcommand that writes, each signal, as soon as there is something to leave behind. So
 * long a run may keep its units (fault/resume). */
static void every_signal_while_a_file_is_written_is_75(void)
{
  static const char script[] =
      "mkdir at; cd at\n"
      "try() { # COMMAND...: signalled once there is a file\n"
      "  for s in HUP INT TERM PIPE; do\n"
      "    env --default-signal=HUP,INT,TERM,PIPE \"$S\" \"$@\" >/dev/null 2>../err & p=$!\n"
      "    await $p '[ -n \"$(ls -A)\" ]' || exit 4\n"
      "    kill -$s $p; wait $p; r=$?\n"
      "    [ $r = 75 ] || { echo \"$* SIG$s: $r\"; cat ../err; exit 2; }\n"
      "    rm -f *.parts; [ -z \"$(ls -A)\" ] || { echo \"$* SIG$s left:\"; ls -AR; exit 3; }\n"
      "  done\n"
      "}\n"
      "try run ../good.yaml -t 4000000 -q -o out.h5\n"
      "try sweep ../good.yaml --specific 1k,2k -t 4000000 -q -o out.h5\n"
      "try new many -n 1000000\n";
  char folder[SL_PATH_MAX];
  make_folder(folder, "signals");
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

/* The older pictures stay, and no half of a new one. */
static void a_plot_that_is_ended_keeps_the_older_pictures(void)
{
  static const char script[] =
      "mkdir pl; echo older >pl/exceedance.svg\n"
      "for s in HUP INT TERM PIPE; do\n"
      "  rm -f slow/pid\n"
      "  (cd pl; PATH=../slow:$PATH exec env --default-signal=HUP,INT,TERM,PIPE \"$S\" plot "
      "../r.h5 2>../err) & p=$!\n"
      "  await $p '[ -s slow/pid ]' || exit 4\n"
      "  kill -$s $p; wait $p; r=$?; kill $(cat slow/pid)\n"
      "  [ $r = 75 ] || { echo \"SIG$s: $r\"; exit 2; }\n"
      "  [ \"$(ls -A pl)\" = exceedance.svg ] || { ls -A pl; exit 3; }\n"
      "done\n"
      "[ \"$(cat pl/exceedance.svg)\" = older ]";
  char folder[SL_PATH_MAX];
  make_folder(folder, "signals-plot");
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

/* A pipe, 4, without a reader. */
#define LEFT_PIPE "mkfifo pipe && exec 3<>pipe 4>pipe 3<&-\n"

/* A reader that has had enough, in every subcommand that prints more than a pipe holds or is told
 * so by its first write. */
static void a_reader_that_leaves_is_75(void)
{
  static const char script[] = LEFT_PIPE
      "for c in 'summary r.h5' 'summary -j r.h5' 'check good.yaml' 'explain' 'explain --markdown' "
      "\\\n"
      "  'run good.yaml -t 16 -o out.h5' 'run --help' '--help' '--version'; do\n"
      "  env --default-signal=PIPE \"$S\" $c >&4; r=$?\n"
      "  [ $r = 75 ] || { echo \"$c: $r\"; exit 2; }\n"
      "done\n"
      "[ -z \"$(ls -A | grep '^[.]')\" ]";
  char folder[SL_PATH_MAX];
  make_folder(folder, "signals-pipe");
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

/* nohup, and a shell's background jobs. */
static void an_ignored_signal_stays_ignored(void)
{
  static const char script[] =
      LEFT_PIPE "t=200000\n"
                "for s in HUP INT TERM; do\n"
                "  while :; do\n"
                "    env --ignore-signal=$s \"$S\" run good.yaml -t $t -q -o out.h5 & p=$!\n"
                "    await $p '[ -e .out.h5.part ]' && kill -$s $p && break\n"
                "    wait $p; t=$((t * 2))\n" /* it was over before */
                "  done\n"
                "  wait $p || exit 2\n"
                "  [ -s out.h5 ] && rm out.h5 || exit 3\n"
                "done\n"
                "env --ignore-signal=PIPE \"$S\" explain >&4 2>err; [ $? = 74 ]";
  char folder[SL_PATH_MAX];
  make_folder(folder, "signals-ignored");
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

/* A crash is one still, but nothing stays of what was being written. */
static void a_crash_leaves_nothing_either(void)
{
  static const char script[] =
      "for s in ABRT SEGV QUIT XCPU; do\n"
      "  ulimit -c 0; env --default-signal=$s \"$S\" run good.yaml -t 4000000 -q -o out.h5 & p=$!\n"
      "  await $p '[ -e .out.h5.part ]' || exit 4\n"
      "  kill -$s $p; wait $p; [ $? -ge 75 ] || exit 2\n"
      "  [ ! -e .out.h5.part ] || { echo $s; exit 3; }\n"
      "done";
  char folder[SL_PATH_MAX];
  make_folder(folder, "signals-crash");
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

SL_SUITE(signals, "fault/signals",
         {"every signal while a file is written is 75", every_signal_while_a_file_is_written_is_75},
         {"a plot that is ended keeps the older pictures",
          a_plot_that_is_ended_keeps_the_older_pictures},
         {"a reader that leaves is 75", a_reader_that_leaves_is_75},
         {"an ignored signal stays ignored", an_ignored_signal_stays_ignored},
         {"a crash leaves nothing either", a_crash_leaves_nothing_either});
