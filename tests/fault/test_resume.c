/* Nothing lost: a run that is killed, told to stop, or without room on the disk, goes on by the
 * same command and ends in the bytes of one that nothing disturbed. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <stdio.h>

/* A folder with a run of some seconds, R, and its undisturbed result, which is simulated once for
 * all folders. */
static void make_folder(char folder[SL_PATH_MAX], const char *name)
{
  char shop[SL_PATH_MAX], whole[SL_PATH_MAX], script[6 * SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, name));
  sl_source_path(shop, "scenarios/machine-shop");
  sl_scratch_path(whole, "resume-whole.h5");
  snprintf(script, sizeof script,
           "cp '%s.yaml' '%s.csv' . && cat >R <<'END'\n"
           "#!/bin/sh\nexec \"$S\" run machine-shop.yaml -q -o out.h5 --set "
           "simulation.trials=${T:-2000} "
           "--set simulation.pricing_trials=500 \"$@\"\nEND\n"
           "chmod +x R; w='%s'; [ -e $w ] || { ./R && mv out.h5 $w; } && cp -p $w whole.h5",
           shop, shop, whole);
  CU_ASSERT_EQUAL_FATAL(sl_shell(folder, script), 0);
}

/* How many times, and with what seed of the delays. */
static void disturb(const char *name, const char *script, int loops)
{
  char folder[SL_PATH_MAX], text[4096];
  make_folder(folder, name);
  snprintf(text, sizeof text, "loops=%d\n%s", loops, script);
  CU_ASSERT_EQUAL(sl_shell(folder, text), 0);
}

/* kept: the bytes of units that are kept. longer: the run was over before it could be disturbed, on
 * a fast machine; so it becomes a longer one, with an undisturbed result of its own. */
#define SHELL                                                                                      \
  "kept() { stat -c %s out.h5.parts 2>/dev/null || echo 0; }\n"                                    \
  "longer() { T=$((T * 2)); rm -f out.h5 out.h5.parts; ./R && mv out.h5 whole.h5; }\n"             \
  "export T=2000\n"

/* Four times after a unit more is kept, on any machine; and in a full run at moments of chance too,
 * each time after a little longer. */
static void killed_again_and_again_it_ends_in_the_same_bytes(void)
{
  static const char after_a_unit[] =
      SHELL "while :; do\n"
            "  n=0\n"
            "  while [ ! -e out.h5 ]; do\n"
            "    was=$(kept); ./R --resume --threads $((1 + n % 4)) & p=$!; n=$((n + 1))\n"
            "    [ $n -gt 4 ] || { await $p '[ $(kept) -gt $was ]' && kill -9 $p; }\n"
            "    wait $p 2>/dev/null; r=$?\n"
            "    [ $r = 0 ] || [ $r = 137 ] || { echo \"status $r\"; exit 2; }\n"
            "  done 2>/dev/null\n"
            "  cmp out.h5 whole.h5 || exit 4\n"
            "  [ ! -e out.h5.parts ] || [ $r = 137 ] || exit 5\n"
            "  [ $n = 1 ] || break; longer || exit 6\n"
            "done";
  static const char by_chance[] =
      "seed=1; next() { seed=$(((seed * 75 + 74) % 65537)); }\n"
      "for l in $(seq $loops); do\n"
      "  w=150; rm -f out.h5\n"
      "  while [ ! -e out.h5 ]; do\n"
      "    next; ms=$((w + seed % w)); w=$((w + w / 4)); next\n"
      "    ./R --resume --threads $((1 + seed % 4)) & p=$!\n"
      "    { sleep $((ms / 1000)).$(printf %03d $((ms % 1000))); kill -9 $p; } 2>/dev/null & k=$!\n"
      "    wait $p 2>/dev/null; r=$?; kill $k 2>/dev/null; wait $k 2>/dev/null\n"
      "    [ $r = 0 ] || [ $r = 137 ] || { echo \"status $r\"; exit 2; }\n"
      "  done\n"
      "  cmp out.h5 whole.h5 || exit 4\n"
      "  [ ! -e out.h5.parts ] || [ $r = 137 ] || exit 5\n"
      "  rm -f out.h5.parts\n"
      "done";
  disturb("resume-killed", after_a_unit, 1);
  if (sl_test_full()) {
    disturb("resume-killed-by-chance", by_chance, 20);
  }
}

/* A scheduler's warnings, twice: 75, what is finished is kept, and nothing else stays. */
static void told_to_stop_it_keeps_what_is_finished(void)
{
  static const char script[] = SHELL
      "for l in $(seq $loops); do for s in TERM INT USR1; do\n"
      "  n=0\n"
      "  while :; do\n"
      "    was=$(kept); env --default-signal=INT,TERM ./R --resume -k $((1 + n % 3)) 2>err & p=$!\n"
      "    [ $n = 2 ] || { await $p '[ $(kept) -gt $was ]' && kill -$s $p; }; wait $p; r=$?\n"
      "    [ $r != 0 ] || { cmp out.h5 whole.h5 && [ ! -e out.h5.parts ] || exit 5; rm out.h5\n"
      "      [ $n = 0 ] || break; longer || exit 6; continue; }\n"
      "    [ $r = 75 ] || { echo \"SIG$s: $r\"; cat err; exit 4; }\n"
      "    grep -q 'stopped by a signal: .* units of work are kept in out.h5.parts; the same "
      "command continues' err || { cat err; exit 2; }\n"
      "    [ \"$(ls -A | grep -c '^out.h5\\|^[.]out')\" = 1 ] || { ls -A; exit 3; }\n"
      "    n=$((n + 1))\n"
      "  done\n"
      "done; done";
  disturb("resume-stopped", script, sl_test_full() ? 5 : 1);
}

/* The limit doubles each time, so that it ends on a slow machine too. */
static void a_stop_file_and_a_limit_of_time_stop_it(void)
{
  static const char script[] = SHELL
      "touch out.h5.stop; ./R --max-time 1h 2>err; [ $? = 75 ] || exit 2\n"
      "grep -q 'stopped by the stop file' err && [ ! -e out.h5.stop ] || { cat err; exit 3; }\n"
      "n=0\n"
      "while :; do\n"
      "  t=1\n"
      "  while ./R --max-time ${t}s --threads 1 2>err; r=$?; [ $r = 75 ]; do\n"
      "    grep -q 'stopped by the limit of time' err || { cat err; exit 4; }\n"
      "    n=$((n + 1)); t=$((t * 2))\n"
      "  done\n"
      "  [ $r = 0 ] && cmp out.h5 whole.h5 && [ ! -e out.h5.parts ] || exit 5\n"
      "  [ $n = 0 ] || break; longer || exit 6\n"
      "done";
  disturb("resume-time", script, 1);
}

/* A second signal does not wait for the units in hand. */
static void a_second_signal_ends_it_at_once(void)
{
  static const char script[] =
      SHELL "while :; do\n"
            "  env --default-signal=INT,TERM ./R --resume 2>err & p=$!\n"
            "  await $p '[ -s out.h5.parts ]' && kill -TERM $p && kill -INT $p; wait $p; r=$?\n"
            "  [ $r = 0 ] || break; longer || exit 4\n"
            "done\n"
            "[ $r = 75 ] || exit 2\n"
            "grep -q 'the same command continues' err || exit 3\n"
            "./R && cmp out.h5 whole.h5";
  disturb("resume-twice", script, 1);
}

/* Units that take longer than the grace are given up; a large group's take a second and more. */
static void units_in_hand_are_given_up_after_the_grace(void)
{
  static const char script[] =
      "\"$S\" new many -n 1000 && R='run many.yaml -t 1024 -q -o out.h5 --no-band --threads 2 "
      "--set simulation.pricing_trials=512'\n"
      "env --default-signal=TERM \"$S\" $R --resume --grace 0s 2>err & p=$!\n"
      /* more than the head of the file */
      "await $p '[ $(stat -c %s out.h5.parts 2>/dev/null || echo 0) -gt 20000 ]' || exit 7\n"
      "kill -TERM $p; wait $p; [ $? = 75 ] || exit 2\n"
      "grep -q 'finished units are kept: the same command continues' err || { cat err; exit 3; }\n"
      "[ -s out.h5.parts ] && [ ! -e out.h5 ] && [ ! -e .out.h5.part ] || exit 4\n"
      "\"$S\" run many.yaml -t 1024 -o out.h5 --no-band --set simulation.pricing_trials=512 2>err "
      ">page || exit 5\n"
      "grep -q 'going on from out.h5.parts, which has [1-9]' err && [ ! -e out.h5.parts ] || exit "
      "6";
  disturb("resume-grace", script, 1);
}

/* No room for all units: 74; with room again the run goes on. */
static void a_disk_that_was_full_costs_the_unit_in_hand(void)
{
  static const char script[] =
      "for k in 2000 4000; do\n"
      "  rm -f out.h5\n"
      "  (ulimit -f $k; ./R --resume 2>err); [ $? = 74 ] || { cat err; exit 2; }\n"
      "  [ ! -e out.h5 ] && [ -s out.h5.parts ] || exit 3\n"
      "  \"$S\" run machine-shop.yaml -o out.h5 --set simulation.trials=2000 --set "
      "simulation.pricing_trials=500 2>err >/dev/null || exit 4\n"
      "  grep -q 'going on from out.h5.parts, which has [1-9]' err || { cat err; exit 5; }\n"
      "  cmp out.h5 whole.h5 && [ ! -e out.h5.parts ] || exit 6\n"
      "done";
  disturb("resume-full", script, 1);
}

/* The second of two on one target is refused; the first, halted meanwhile so that it does not end
 * before, is not disturbed. */
static void two_at_once_are_one(void)
{
  static const char script[] = SHELL "while :; do\n"
                                     "  ./R --resume & p=$!\n"
                                     "  await $p '[ -s out.h5.parts ]' && kill -STOP $p && break\n"
                                     "  wait $p; longer || exit 5\n"
                                     "done\n"
                                     "trap 'kill -KILL $p' EXIT\n"
                                     "./R --resume 2>err; [ $? = 73 ] || exit 2\n"
                                     "./R --fresh 2>err; [ $? = 73 ] || exit 3\n"
                                     "grep -q 'another run is writing it' err || exit 4\n"
                                     "trap - EXIT; kill -CONT $p\n"
                                     "wait $p && cmp out.h5 whole.h5 && [ ! -e out.h5.parts ]";
  disturb("resume-two", script, 1);
}

/* Likewise of a share; and what one is still writing is not merged. */
static void a_share_is_one_process_s(void)
{
  static const char script[] =
      SHELL "while :; do\n"
            "  for k in 2 3 4; do ./R --shard $k/4 -o p$k || exit 2; done\n"
            "  ./R --shard 1/4 -o p1 & p=$!\n"
            "  await $p '[ -s p1.parts ]' && kill -STOP $p && break\n"
            "  wait $p; longer || exit 3\n"
            "done\n"
            "trap 'kill -KILL $p' EXIT\n"
            "./R --shard 1/4 -o p1 2>err; [ $? = 73 ] || exit 4\n"
            "./R --shard 1/4 -o p1 --fresh 2>err; [ $? = 73 ] || exit 5\n"
            "\"$S\" merge p1.parts p2 p3 p4 -q -o out.h5 2>err; [ $? = 73 ] || exit 6\n"
            "grep -q 'p1.parts: another run is writing it' err && [ ! -e out.h5 ] || exit 7\n"
            "trap - EXIT; kill -CONT $p; wait $p || exit 8\n"
            "\"$S\" merge p1 p2 p3 p4 -q -o out.h5 && cmp out.h5 whole.h5 && [ ! -e p1.parts ]";
  disturb("resume-shares", script, 1);
}

SL_SUITE(resume_fault, "fault/resume",
         {"killed again and again it ends in the same bytes",
          killed_again_and_again_it_ends_in_the_same_bytes},
         {"told to stop it keeps what is finished", told_to_stop_it_keeps_what_is_finished},
         {"a stop file and a limit of time stop it", a_stop_file_and_a_limit_of_time_stop_it},
         {"a second signal ends it at once", a_second_signal_ends_it_at_once},
         {"units in hand are given up after the grace", units_in_hand_are_given_up_after_the_grace},
         {"a disk that was full costs the unit in hand",
          a_disk_that_was_full_costs_the_unit_in_hand},
         {"two at once are one", two_at_once_are_one},
         {"a share is one process's", a_share_is_one_process_s});
