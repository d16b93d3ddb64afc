/* stoploss validate --output from outside: a page and its pictures, all or none. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TITLE "</title></svg><script>alert(1)</script> \\\"a\\\" 'b' ]]> & &amp; id='c' url(#d)"
#define BASIS                                                                                      \
  "stoploss_basis: 2\nname: own\ntitle: \"%s\"\ncurrency: USD\ndate: 2026-07-01\n"                 \
  "reference_population: {ages: [0, 25, 65], female: [3, 10, 50], male: [2, 5, 50]}\n"             \
  "services:\n  - name: office\n    frequency: {distribution: poisson, mean: 2}\n"                 \
  "    severity: {distribution: exponential, mean: 100}\n"
#define TARGETS                                                                                    \
  "quantity,at,target,low,high,fitted,source\n"                                                    \
  "share_above,0,0.86,0.8,0.9,yes,1 - exp(-2)\nshare_above,500,0.1,,,no,x\n"                       \
  "per_million_above,1000,1000,900,1100,no,x\nshare_of_top,0.01,0.1,0.05,0.2,yes,x\n"              \
  "share_of_lower_half,,0.1,0.05,0.2,yes,x\nage_ratio,0-24,1,0.9,1.1,yes,x\n"                      \
  "age_ratio,25-64F,1,,,no,x\nevents_per_1000,office,2000,1990,2010,yes,2\n"                       \
  "cost_per_event,office,50,40,60,no,wrong on purpose\ntop_stays,0.01,0.01,0,0.1,yes,x\n"          \
  "lower_half_stays,,0.5,0.4,0.6,yes,x\n"
#define VALIDATE "\"$S\" validate own.yaml --targets own.csv --years 2e5 -q "

static void make_folder(char folder[SL_PATH_MAX], const char *name, const char *title)
{
  char path[SL_PATH_MAX], basis[2048];
  snprintf(basis, sizeof basis, BASIS, title);
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, name));
  sl_scratch_path(path, "%s/own.yaml", name);
  CU_ASSERT_TRUE_FATAL(sl_file_write_text(path, basis));
  sl_scratch_path(path, "%s/own.csv", name);
  CU_ASSERT_TRUE_FATAL(sl_file_write_text(path, TARGETS));
}

static void a_hostile_title_is_words_in_a_page_by_itself(void)
{
  char folder[SL_PATH_MAX], command[4 * SL_PATH_MAX];
  sl_program_t program;
  make_folder(folder, "validate-hostile", TITLE);
  SL_RUN(&program, folder, "validate", "own.yaml", "--targets", "own.csv", "--years", "2e5", "-q",
         "-o", "`touch pwned`");
  CU_ASSERT_EQUAL(program.status, 0);
  CU_ASSERT_STRING_EQUAL(program.err, "");
  const char *paths = strstr(program.out, "\n`touch pwned`/");
  CU_ASSERT_PTR_NOT_NULL_FATAL(paths);
  CU_ASSERT_STRING_EQUAL(paths, "\n`touch pwned`/continuance.svg\n`touch pwned`/services.svg\n"
                                "`touch pwned`/ages-and-sexes.svg\n"
                                "`touch pwned`/concentration.svg\n"
                                "`touch pwned`/persistence.svg\n`touch pwned`/validate.html\n");
  sl_program_free(&program);
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 3);
  snprintf(command, sizeof command,
           "[ $(ls -A '`touch pwned`' | wc -l) = 6 ] || exit 2\n"
           "/usr/bin/python3 '%s/tests/cli/page_check.py' '`touch pwned`/validate.html' "
           "\"</title></svg><script>alert(1)</script> \\\"a\\\" 'b' ]]> & &amp; id='c' url(#d)\" "
           "'members above $500' 'ages 25-64F over the mean' '80%%-90%%'",
           sl_test_source_dir());
  CU_ASSERT_EQUAL(sl_shell(folder, command), 0);
}

static void other_formats_keep_svg_in_the_page(void)
{
  char folder[SL_PATH_MAX], command[2 * SL_PATH_MAX];
  make_folder(folder, "validate-png", "My own");
  snprintf(command, sizeof command,
           VALIDATE "-o svg >1 || exit 2\n" VALIDATE
                    "--threads 1 --format png -o png >2 || exit 3\n"
                    "cmp svg/validate.html png/validate.html || exit 4\n"
                    "[ \"$(ls png | tr '\\n' ' ')\" = 'ages-and-sexes.png concentration.png "
                    "continuance.png persistence.png services.png validate.html ' ] || exit 5\n"
                    "/usr/bin/python3 '%s/tests/cli/page_check.py' svg/validate.html 'My own'",
           sl_test_source_dir());
  CU_ASSERT_EQUAL(sl_shell(folder, command), 0);
}

static void json_stays_json(void)
{
  static const char script[] =
      VALIDATE "--json >alone.json || exit 2\n" VALIDATE "--json -o both >both.json || exit 3\n"
               "cmp alone.json both.json && [ -s both/validate.html ]";
  char folder[SL_PATH_MAX];
  make_folder(folder, "validate-json", "My own");
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

static void without_gnuplot_the_figures_are_told_and_nothing_is_left(void)
{
  static const char script[] =
      "mkdir there; echo older >there/continuance.svg\n"
      "PATH=/nonexistent " VALIDATE "-o a/b//c/ >out 2>err; [ $? = 69 ] || exit 2\n"
      "[ ! -e a ] || exit 3\n"
      "grep -q 'members above' out && grep -q 'apt-get install gnuplot-nox' err || exit 4\n"
      "PATH=/nonexistent " VALIDATE "-o there >out 2>err; [ $? = 69 ] || exit 5\n"
      "[ \"$(ls -A there)\" = continuance.svg ] && [ \"$(cat there/*)\" = older ]";
  char folder[SL_PATH_MAX];
  make_folder(folder, "validate-without", "My own");
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

static void a_failure_keeps_every_older_file(void)
{
  static const char script[] =
      "mkdir -p way/validate.html; echo older >way/services.svg\n" VALIDATE
      "-o way >out 2>err; [ $? = 73 ] || exit 2\n"
      "grep -q 'way/validate.html: it is a folder' err || exit 3\n"
      "[ \"$(cat way/services.svg)\" = older ] && [ $(ls -A way | wc -l) = 2 ] || exit 4\n"
      "rmdir way/validate.html; mkdir bin; printf '#!/bin/sh\\necho words >&2; exit 1\\n' "
      ">bin/gnuplot\n"
      "chmod +x bin/gnuplot; PATH=$PWD/bin:$PATH " VALIDATE
      "-o way >out 2>err; [ $? = 69 ] || exit 5\n"
      "grep -q 'gnuplot failed: words' err || exit 6\n"
      "[ \"$(cat way/*)\" = older ] && [ $(ls -A way | wc -l) = 1 ]";
  char folder[SL_PATH_MAX];
  make_folder(folder, "validate-keeps", "My own");
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

static void wrong_usage_is_64(void)
{
  sl_program_t program;
  SL_RUN(&program, NULL, "validate", "own.yaml", "--format", "png");
  CU_ASSERT_EQUAL(program.status, 64);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "--output"));
  sl_program_free(&program);
  SL_RUN(&program, NULL, "validate", "own.yaml", "-o", "x", "--format", "gif");
  CU_ASSERT_EQUAL(program.status, 64);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "svg, png or pdf, not 'gif'"));
  sl_program_free(&program);
}

SL_SUITE(validate_pictures, "cli/validate pictures",
         {"a hostile title is words in a page by itself",
          a_hostile_title_is_words_in_a_page_by_itself},
         {"other formats keep SVG in the page", other_formats_keep_svg_in_the_page},
         {"JSON stays JSON", json_stays_json},
         {"without gnuplot the figures are told and nothing is left",
          without_gnuplot_the_figures_are_told_and_nothing_is_left},
         {"a failure keeps every older file", a_failure_keeps_every_older_file},
         {"wrong usage is 64", wrong_usage_is_64});
