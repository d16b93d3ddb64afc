/* The forms of a document read by others: they agree cell by cell, hostile names are words in each,
 * and equal documents give equal bytes. */
#include "sim/output/document/document.h"

#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"
#include "tests/support/sample_document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct form {
  char *bytes;
  size_t n;
} form_t;

static form_t workbook_of(const sl_document_t *document)
{
  form_t form = {0};
  sl_error_t error = {0};
  CU_ASSERT_EQUAL_FATAL(sl_document_xlsx(document, &form.bytes, &form.n, &error), SL_OK);
  return form;
}

static void write_form(const char *folder, const char *name, int code, char *bytes, size_t n)
{
  char path[2 * SL_PATH_MAX];
  CU_ASSERT_EQUAL_FATAL(code, SL_OK);
  snprintf(path, sizeof path, "%s/%s", folder, name);
  CU_ASSERT(sl_file_write(path, bytes, n));
  free(bytes);
}

/* Into a scratch folder; the document is freed. */
static void write_forms(sl_document_t *document, const char *name, char folder[SL_PATH_MAX])
{
  const sl_paper_t paper = {SL_PAGE_WIDTH, false};
  sl_error_t error = {0};
  char *bytes;
  size_t n;
  CU_ASSERT_FATAL(sl_scratch_folder(folder, name));
  int code = sl_document_json(document, &bytes, &n, &error);
  write_form(folder, "d.json", code, bytes, n);
  code = sl_document_html(document, &bytes, &n, &error);
  write_form(folder, "d.html", code, bytes, n);
  code = sl_document_text(document, &paper, &bytes, &n, &error);
  write_form(folder, "d.txt", code, bytes, n);
  code = sl_document_csv(document, &bytes, &n, &error);
  write_form(folder, "d.csv", code, bytes, n);
  code = sl_document_xlsx(document, &bytes, &n, &error);
  write_form(folder, "d.xlsx", code, bytes, n);
  sl_document_free(document);
}

/* expected: the folder's name and how many of Excel's tables the workbook has. */
static void expect_agreement(const char *folder, const char *expected)
{
  char command[3 * SL_PATH_MAX];
  snprintf(command, sizeof command,
           "found=$(/usr/bin/python3 '%s/tests/unit/document_check.py' '%s') || exit 2\n"
           "[ \"$found\" = '%s' ] || { echo \"$found\" >&2; exit 3; }",
           sl_test_source_dir(), folder, expected);
  CU_ASSERT_EQUAL(sl_shell(folder, command), 0);
}

static void all_forms_say_the_same(void)
{
  char folder[SL_PATH_MAX];
  write_forms(sl_sample_document(), "document", folder);
  expect_agreement(folder, "document 2");
}

/* Of the two tables of a hostile document one has the same name above two columns, and so is none
 * of Excel's. */
static void hostile_names_are_words(void)
{
  for (size_t i = 0; i < SL_HOSTILE_NAMES; i++) {
    char folder[SL_PATH_MAX], name[32], expected[40];
    snprintf(name, sizeof name, "hostile%zu", i);
    snprintf(expected, sizeof expected, "%s 1", name);
    write_forms(sl_hostile_document(sl_hostile_names[i]), name, folder);
    expect_agreement(folder, expected);
  }
}

/* No table of Excel's: they are charts alone. */
static void charts_of_every_kind_say_the_same(void)
{
  char folder[SL_PATH_MAX];
  write_forms(sl_charts_document("Option A"), "charts", folder);
  expect_agreement(folder, "charts 0");
  for (size_t i = 0; i < SL_HOSTILE_NAMES; i++) {
    char name[32], expected[40];
    snprintf(name, sizeof name, "charts%zu", i);
    snprintf(expected, sizeof expected, "%s 0", name);
    write_forms(sl_charts_document(sl_hostile_names[i]), name, folder);
    expect_agreement(folder, expected);
  }
}

/* 40,000 letters, and as many of two UTF-16 units each. */
static void a_cell_of_a_workbook_holds_no_more_than_excel_reads(void)
{
  static const char *const letters[] = {"x", "\xf0\x9f\x99\x82", "_x0041_"};
  for (size_t i = 0; i < 3; i++) {
    const size_t length = strlen(letters[i]), n = 40000;
    char *name = malloc(n * length + 1), folder[SL_PATH_MAX], folder_name[16], expected[24];
    CU_ASSERT_PTR_NOT_NULL_FATAL(name);
    for (size_t k = 0; k < n; k++) {
      memcpy(name + k * length, letters[i], length);
    }
    name[n * length] = '\0';
    snprintf(folder_name, sizeof folder_name, "long%zu", i);
    snprintf(expected, sizeof expected, "%s 0", folder_name);
    sl_document_t *document = sl_document_new("Long", "", "USD");
    sl_document_paragraph(document, "%s", name);
    free(name);
    write_forms(document, folder_name, folder);
    expect_agreement(folder, expected);
  }
}

/* Two seconds are the step of a zip file's clock. */
static void equal_documents_give_equal_bytes(void)
{
  sl_document_t *one = sl_sample_document(), *other = sl_sample_document();
  const form_t first = workbook_of(one);
  nanosleep(&(struct timespec){2, 100000000}, NULL);
  const form_t second = workbook_of(other);
  CU_ASSERT_EQUAL(first.n, second.n);
  CU_ASSERT(first.n == second.n && memcmp(first.bytes, second.bytes, first.n) == 0);
  free(first.bytes);
  free(second.bytes);
  sl_document_free(one);
  sl_document_free(other);
}

/* Words of a picture may look like an id; ids themselves get the picture's name. */
static void ids_of_pictures_are_their_own(void)
{
  sl_document_t *document = sl_sample_document();
  sl_error_t error;
  char *page;
  size_t n;
  CU_ASSERT_EQUAL_FATAL(sl_document_html(document, &page, &n, &error), SL_OK);
  CU_ASSERT_PTR_NOT_NULL(strstr(page, "<circle id=\"dots-dot\""));
  CU_ASSERT_PTR_NOT_NULL(strstr(page, "<use href=\"#dots-dot\""));
  CU_ASSERT_PTR_NOT_NULL(strstr(page, ">id=\"dot\" in words<"));
  CU_ASSERT_PTR_NULL(strstr(page, "<?xml"));
  free(page);
  sl_document_free(document);
}

SL_SUITE(document_forms, "unit/document_forms", {"all forms say the same", all_forms_say_the_same},
         {"hostile names are words", hostile_names_are_words},
         {"charts of every kind say the same", charts_of_every_kind_say_the_same},
         {"a cell of a workbook holds no more than Excel reads",
          a_cell_of_a_workbook_holds_no_more_than_excel_reads},
         {"equal documents give equal bytes", equal_documents_give_equal_bytes},
         {"ids of pictures are their own", ids_of_pictures_are_their_own});
