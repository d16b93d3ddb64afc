/* The page models/VALIDATION.md is what this run of the tests found: the last suite of all. It is
 * part of runs that hold every suite of this folder, with the usual number of trials.
 * stoploss_tests --write-validation verify writes the page anew. */
#include "tests/support/harness.h"
#include "tests/verify/validation.h"

#include <stdlib.h>
#include <string.h>

static FILE *open_page(const char *mode)
{
  char path[1024];
  snprintf(path, sizeof path, "%s/models/VALIDATION.md", sl_test_source_dir());
  FILE *page = fopen(path, mode);
  CU_ASSERT_PTR_NOT_NULL_FATAL(page);
  return page;
}

/* The first lines that differ are shown. */
static void compare(FILE *page, char *found)
{
  char line[1024], *rest = NULL;
  for (char *ours = strtok_r(found, "\n", &rest); ours != NULL;
       ours = strtok_r(NULL, "\n", &rest)) {
    do {
      line[0] = '\0';
    } while (fgets(line, sizeof line, page) != NULL && strcmp(line, "\n") == 0);
    line[strcspn(line, "\n")] = '\0';
    if (strcmp(line, ours) != 0) {
      printf("\n    the page: %s\n    found:    %s\n", line, ours);
      CU_FAIL_FATAL(
          "models/VALIDATION.md is not what the tests found; see this file's first lines");
    }
  }
  while (fgets(line, sizeof line, page) != NULL) {
    CU_ASSERT_STRING_EQUAL(line, "\n");
  }
}

static void the_page_is_what_the_tests_found(void)
{
  if (sl_test_writes_validation()) {
    FILE *page = open_page("w");
    sl_validation_write(page);
    CU_ASSERT_EQUAL(fclose(page), 0);
    return;
  }
  char *found = NULL;
  size_t size = 0;
  FILE *memory = open_memstream(&found, &size), *page = open_page("r");
  CU_ASSERT_PTR_NOT_NULL_FATAL(memory);
  sl_validation_write(memory);
  CU_ASSERT_EQUAL_FATAL(fclose(memory), 0);
  compare(page, found);
  fclose(page);
  free(found);
}

SL_SUITE(validation, "verify/validation",
         {"the page is what the tests found", the_page_is_what_the_tests_found});
