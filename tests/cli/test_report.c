/* stoploss report from outside: its forms, which say the same; a PDF by programs that print and by
 * those that do not; each exit status. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

/* A folder with r.h5 of a scenario of the source tree. */
static void make_folder(char folder[SL_PATH_MAX], const char *name, const char *scenario)
{
  char script[3 * SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, name));
  snprintf(script, sizeof script,
           "\"$S\" run '%s/%s' -t 600 -q -o r.h5 --set simulation.pricing_trials=200",
           sl_test_source_dir(), scenario);
  CU_ASSERT_EQUAL_FATAL(sl_shell(folder, script), 0);
}

/* $D: the source tree. */
static void expect(const char *folder, const char *script)
{
  const size_t size = strlen(script) + SL_PATH_MAX;
  char *whole = malloc(size);
  CU_ASSERT_PTR_NOT_NULL_FATAL(whole);
  snprintf(whole, size, "D='%s'\n%s", sl_test_source_dir(), script);
  const int status = sl_shell(folder, whole);
  CU_ASSERT_EQUAL(status, 0);
  if (status != 0) {
    printf("\n    status %d of:\n%s\n", status, script);
  }
  free(whole);
}

/* ---- forms ---- */

static void every_form_says_the_same(void)
{
  static const char *const scenarios[] = {
      "scenarios/machine-shop.yaml", "scenarios/flower-shop.yaml", "scenarios/canadian-office.yaml",
      "tests/cli/hostile.yaml", "tests/cli/hostile-report.yaml"};
  for (size_t i = 0; i < sizeof scenarios / sizeof scenarios[0]; i++) {
    char folder[SL_PATH_MAX], name[32];
    snprintf(name, sizeof name, "report-forms-%zu", i);
    make_folder(folder, name, scenarios[i]);
    expect(folder, "mkdir f; for e in html txt xlsx; do\n"
                   "  [ \"$(\"$S\" report r.h5 -o f/d.$e)\" = f/d.$e ] || exit 2; done\n"
                   "\"$S\" report r.h5 --json >f/d.json || exit 3\n"
                   "/usr/bin/python3 \"$D/tests/unit/document_check.py\" f >/dev/null");
  }
}

static void text_is_printed_without_a_file(void)
{
  char folder[SL_PATH_MAX];
  sl_program_t program;
  make_folder(folder, "report-text", "scenarios/flower-shop.yaml");
  CU_ASSERT_EQUAL(SL_RUN(&program, folder, "report", "r.h5"), 0);
  CU_ASSERT_PTR_EQUAL(strstr(program.out, "Flower shop"), program.out);
  CU_ASSERT_STRING_EQUAL(program.err, "");
  sl_program_free(&program);
  expect(folder, "\"$S\" report r.h5 --json -o r.html >j || exit 2\n"
                 "grep -q '\"blocks\"' j && grep -q '<!DOCTYPE html>' r.html || exit 3\n"
                 "\"$S\" report r.h5 -o again.html >/dev/null; cmp r.html again.html");
}

static void each_failure_has_its_status(void)
{
  static const char script[] =
      "try() { s=$1; shift; \"$S\" report \"$@\" >out 2>err; r=$?\n"
      "  [ $r = $s ] || { echo \"$*: $r\"; cat err; exit 2; }; [ ! -s out ] || exit 3; }\n"
      "echo older >e.html; echo text >no.h5; head -c 100000 r.h5 >cut.h5; mkdir way.html\n"
      "try 64 r.h5 -o e.docx; try 64 r.h5 -o e.csv; try 64 r.h5 -o e; try 64 r.h5 -o .pdfx\n"
      "try 64 r.h5 -o e.html --paper a4; try 64 r.h5 -o e.pdf --paper A3; try 64; try 64 r.h5 "
      "r.h5\n"
      "try 65 no.h5 -o e.html; try 65 cut.h5 -o e.html; try 66 absent.h5 -o e.html\n"
      "try 73 r.h5 -o no/folder/e.html; try 73 r.h5 -o way.html\n"
      "cp r.h5 mine.html; try 73 mine.html -o mine.html; cmp r.h5 mine.html || exit 4\n"
      "[ \"$(cat e.html)\" = older ]";
  char folder[SL_PATH_MAX];
  make_folder(folder, "report-failures", "tests/cli/good.yaml");
  expect(folder, script);
}

/* Other deductibles and corridors; where there is one only, why. */
static void the_tables_of_other_terms_are_the_files(void)
{
  static const char *const scenarios[] = {"scenarios/machine-shop.yaml",
                                          "scenarios/canadian-office.yaml"};
  char folder[SL_PATH_MAX], name[32];
  for (size_t i = 0; i < sizeof scenarios / sizeof scenarios[0]; i++) {
    snprintf(name, sizeof name, "report-levers-%zu", i);
    make_folder(folder, name, scenarios[i]);
    expect(folder,
           "\"$S\" report r.h5 --json >r.json || exit 2\n"
           "/usr/bin/python3 \"$D/tests/cli/report_terms_check.py\" r.h5 r.json >/dev/null");
  }
  sl_program_t program;
  CU_ASSERT_EQUAL(SL_RUN(&program, folder, "report", "r.h5"), 0);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "No other corridor is shown. The arrangement has no "
                                             "aggregate cover."));
  sl_program_free(&program);
}

/* Processor seconds of all programs that have run. */
static double seconds_of_programs(void)
{
  struct rusage used;
  getrusage(RUSAGE_CHILDREN, &used);
  return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         1e-6 * (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

/* A client's mailbox and patience: no longer than it takes to simulate 2,000 years, on a fast
 * machine and on a slow one. */
static void a_report_is_small_and_soon_made(void)
{
  char folder[SL_PATH_MAX], path[2 * SL_PATH_MAX], script[128];
  size_t size = 0;
  const int trials = sl_test_full() ? 20000 : 4000;
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "report-size"));
  const double begin = seconds_of_programs();
  snprintf(script, sizeof script, "\"$S\" run \"$D/scenarios/machine-shop.yaml\" -t %d -q -o r.h5",
           trials);
  expect(folder, script);
  const double run = seconds_of_programs();
  expect(folder, "\"$S\" report r.h5 -o r.html");
  const double report = seconds_of_programs();
  snprintf(path, sizeof path, "%s/r.html", folder);
  free(sl_file_read(path, &size));
  printf("\n    machine shop: run in %.2f s, %zu bytes of HTML in %.2f s\n    ", run - begin, size,
         report - run);
  CU_ASSERT(size > 10000 && size < 1500000);
  CU_ASSERT(report - run < (run - begin) * 2000.0 / trials);
}

/* ---- in a browser, in a full run ---- */

#define OPEN "/usr/bin/python3 \"$D/tests/cli/report_browser.py\" \"$S\" . "

/* Of all shipped scenarios, and of one whose names would run. */
static void reports_open_in_a_browser(void)
{
  char folder[SL_PATH_MAX];
  if (!sl_test_full()) {
    return;
  }
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "report-browser"));
  expect(folder, "for s in \"$D\"/scenarios/*.yaml \"$D/tests/cli/hostile-report.yaml\"; do\n"
                 "  \"$S\" run \"$s\" -t 2048 -q -o $(basename \"$s\" .yaml).h5 || exit 2\n"
                 "done\n" OPEN "*.h5");
}

static void sliders_say_what_a_run_says(void)
{
  char folder[SL_PATH_MAX];
  if (!sl_test_full()) {
    return;
  }
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "report-sliders"));
  expect(folder, "for s in machine-shop flower-shop; do\n"
                 "  /usr/bin/python3 \"$D/tests/cli/report_sliders.py\" \"$S\" "
                 "\"$D/scenarios/$s.yaml\" 3000 . || exit 2\n"
                 "done");
}

/* ---- PDF, by programs of the test that stand where Chromium and WeasyPrint would ---- */

/* In bin/: a Chromium that keeps what it was given (seen) and prints, and a WeasyPrint. */
#define PRINTERS                                                                                   \
  "mkdir bin; cat >bin/chromium <<'END'\n"                                                         \
  "#!/bin/sh\n"                                                                                    \
  "PATH=/usr/bin:/bin; for a; do case $a in --print-to-pdf=*) out=${a#*=};; "                      \
  "file://*) page=${a#file://};; --user-data-dir=*) profile=${a#*=};; esac; done\n"                \
  "{ echo \"$@\"; echo \"HOME $HOME TMPDIR $TMPDIR\"; echo \"profile $profile\"; "                 \
  "echo \"mode $(stat -c %a \"${page%/*}\")\"; } >seen; cp \"$page\" page.html\n"                  \
  "mkdir -p \"$profile/deep/down\"; echo x >\"$profile/deep/down/file\"\n"                         \
  "{ printf '%%PDF-1.7\\n'; head -c 3000 /dev/zero; printf '\\n%%%%EOF\\n'; } >\"$out\"\n"         \
  "END\n"                                                                                          \
  "cat >bin/weasyprint <<'END'\n"                                                                  \
  "#!/bin/sh\n"                                                                                    \
  "PATH=/usr/bin:/bin; for a; do out=$a; done\n"                                                   \
  "echo weasyprint >seen; cp \"${out%/*}/page.html\" page.html\n"                                  \
  "{ printf '%%PDF-1.7\\n'; head -c 2000 /dev/zero; printf '\\n%%%%EOF\\n'; } >\"$out\"\n"         \
  "END\n"                                                                                          \
  "chmod +x bin/*; mkdir t; export TMPDIR=$PWD/t\n"                                                \
  "report() { PATH=$PWD/bin \"$S\" report r.h5 \"$@\"; }\n"

static void a_pdf_is_printed_by_chromium(void)
{
  static const char script[] = PRINTERS
      "[ \"$(report -o r.pdf)\" = r.pdf ] || exit 2\n"
      "[ \"$(stat -c %s r.pdf)\" = 3016 ] || exit 3\n"
      "f=$(sed -n 's/^profile //p' seen); f=${f%/profile}\n"
      "case $f in $PWD/t/stoploss-*) ;; *) exit 4;; esac\n"
      "grep -qx \"HOME $f TMPDIR $f\" seen && grep -qx 'mode 700' seen || exit 5\n"
      "grep -q -e --headless seen && grep -q -e --no-pdf-header-footer seen || exit 6\n"
      "[ -z \"$(ls -A t)\" ] || exit 7\n" /* nothing of the profile stays */
      "if [ \"$(id -u)\" = 0 ]; then grep -q -e --no-sandbox seen || exit 8\n"
      "else ! grep -q -e --no-sandbox seen || exit 8; fi\n"
      "grep -q '@page{size:letter;' page.html && ! grep -q '<script' page.html || exit 9\n"
      "report -o r.pdf --paper a4 >/dev/null && grep -q '@page{size:A4;' page.html || exit 10\n"
      "for b in chromium-browser google-chrome; do\n"
      "  mv bin/chromium bin/$b; rm -f seen r.pdf; report -o r.PDF >/dev/null || exit 11\n"
      "  grep -q -e --headless seen || exit 12; mv bin/$b bin/chromium; done";
  char folder[SL_PATH_MAX];
  make_folder(folder, "report-chromium", "tests/cli/good.yaml");
  expect(folder, script);
}

/* The sandbox is there for whoever is not root. */
static void only_root_prints_without_the_sandbox(void)
{
  static const char script[] =
      "[ \"$(id -u)\" = 0 ] || exit 0\n"
      "w=$(mktemp -d); trap 'rm -rf $w' EXIT; chmod 777 $w; cp \"$S\" $w/s; cp r.h5 $w; cd $w\n"
      "S=$w/s\n" PRINTERS "chmod 755 s bin bin/*; chmod 644 r.h5; chmod 777 t\n"
      "PATH=$w/bin /usr/bin/setpriv --reuid 65534 --regid 65534 --clear-groups ./s report r.h5 -o "
      "r.pdf || exit 2\n"
      "grep -q -e --headless seen && ! grep -q -e --no-sandbox seen";
  char folder[SL_PATH_MAX];
  make_folder(folder, "report-sandbox", "tests/cli/good.yaml");
  expect(folder, script);
}

static void the_paper_is_that_of_the_currency(void)
{
  static const char script[] =
      PRINTERS "cp \"$D/tests/cli/good.csv\" .; for c in CAD:letter EUR:A4; do\n"
               "  sed \"2i currency: ${c%:*}\" \"$D/tests/cli/good.yaml\" >c.yaml\n"
               "  \"$S\" run c.yaml -t 64 -q -o r.h5 || exit 2\n"
               "  report -o r.pdf >/dev/null || exit 3; grep -q \"@page{size:${c#*:};\" page.html "
               "|| exit 4\n"
               "done";
  char folder[SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "report-paper"));
  expect(folder, script);
}

/* A program that fails, prints half a file or none says why; the next one is asked. */
static void a_program_that_fails_is_told_of(void)
{
  static const char script[] = PRINTERS
      "fails() { printf '#!/bin/sh\\n%s\\n' \"$1\" >bin/chromium; report -o r.pdf 2>err; r=$?\n"
      "  [ $r = 69 ] && [ \"$(cat r.pdf)\" = older ] && [ -z \"$(ls -A t)\" ] || exit $2\n"
      "  grep -q \"chromium did not print the PDF: $3\" err || { cat err; exit $2; }; }\n"
      "mv bin/weasyprint .; echo older >r.pdf\n"
      "out='for a; do case $a in --print-to-pdf=*) out=${a#*=};; esac; done'\n"
      "fails 'echo \"[1:2:ERROR:dbus/bus.cc] no bus\" >&2; echo \"FATAL: no sandbox\" >&2; echo "
      "\"#0 0x\" >&2; exit 1' 2 'FATAL: no sandbox'\n"
      "fails 'echo \"it is \033[31m broken\" >&2; kill -9 $$' 3 'it is  \\[31m broken'\n"
      "fails 'exit 0' 4 'it said nothing'\n"
      "fails \"$out; printf %%PDF-1.7 >\\$out; /usr/bin/head -c 900 /dev/zero >>\\$out\" 5 'it "
      "said'\n"
      "fails \"$out; /usr/bin/head -c 900 /dev/zero >\\$out; printf %%%%EOF >>\\$out\" 6 'it "
      "said'\n"
      "mv weasyprint bin; report -o r.pdf >/dev/null || exit 7\n"
      "[ \"$(stat -c %s r.pdf)\" = 2016 ] && grep -q weasyprint seen || exit 8\n"
      "rm -f bin/*; echo older >r.pdf; report -o r.pdf 2>err; [ $? = 69 ] || exit 9\n"
      "grep -q 'apt-get install chromium$' err && [ \"$(cat r.pdf)\" = older ]";
  char folder[SL_PATH_MAX];
  make_folder(folder, "report-no-pdf", "tests/cli/good.yaml");
  expect(folder, script);
}

/* Whatever ends the program ends the one that prints, and no folder or file of either stays. */
static void a_signal_while_it_is_printed_leaves_nothing(void)
{
  static const char script[] = PRINTERS
      "printf '#!/bin/sh\\necho $$ >pid\\nfor a; do case $a in --user-data-dir=*) /bin/mkdir "
      "${a#*=}; echo x >${a#*=}/file;; esac; done\\necho ready >ready\\nexec /bin/sleep 1200\\n' "
      ">bin/chromium\n"
      "for s in HUP INT TERM; do rm -f ready\n"
      "  PATH=$PWD/bin /usr/bin/env --default-signal=HUP,INT,TERM \"$S\" report r.h5 -o r.pdf "
      "2>err & p=$!\n"
      "  await $p '[ -e ready ]' || exit 4\n"
      "  kill -$s $p; wait $p; [ $? = 75 ] || exit 2\n"
      "  [ ! -e r.pdf ] && [ -z \"$(ls -A t)\" ] || exit 3\n"
      "  while kill -0 $(cat pid) 2>/dev/null; do sleep 0.05; done\n"
      "done; ! ls -A | grep -q '^[.]'";
  char folder[SL_PATH_MAX];
  make_folder(folder, "report-signal", "tests/cli/good.yaml");
  expect(folder, script);
}

SL_SUITE(cli_report, "cli/report", {"every form says the same", every_form_says_the_same},
         {"text is printed without a file", text_is_printed_without_a_file},
         {"each failure has its status", each_failure_has_its_status},
         {"the tables of other terms are the file's", the_tables_of_other_terms_are_the_files},
         {"a report is small and soon made", a_report_is_small_and_soon_made},
         {"reports open in a browser", reports_open_in_a_browser},
         {"sliders say what a run says", sliders_say_what_a_run_says},
         {"a PDF is printed by Chromium", a_pdf_is_printed_by_chromium},
         {"only root prints without the sandbox", only_root_prints_without_the_sandbox},
         {"the paper is that of the currency", the_paper_is_that_of_the_currency},
         {"a program that fails is told of", a_program_that_fails_is_told_of},
         {"a signal while it is printed leaves nothing",
          a_signal_while_it_is_printed_leaves_nothing});
