#include "tests/cli/corpus.h"

#include "tests/support/files.h"
#include "tests/support/harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void sl_corpus_each(const char *folder, void (*each)(void *context, char *line), void *context)
{
  char path[SL_PATH_MAX], *rest = NULL;
  size_t length = 0;
  int n = 0;
  sl_source_path(path, "tests/cli/%s/expect.txt", folder);
  char *table = sl_file_read(path, &length);
  CU_ASSERT_PTR_NOT_NULL_FATAL(table);
  for (char *line = strtok_r(table, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
    if (line[0] != '#') {
      each(context, line);
      n++;
    }
  }
  free(table);
  sl_source_path(path, "tests/cli/%s", folder);
  CU_ASSERT_EQUAL(n, sl_folder_entries(path) - 1);
}

void sl_corpus_texts(const char *texts, void (*each)(void *context, const char *text),
                     void *context)
{
  char *rest = NULL, *copy = strdup(texts);
  CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
  for (char *text = strtok_r(copy, "|", &rest); text != NULL; text = strtok_r(NULL, "|", &rest)) {
    text += strspn(text, " ");
    size_t length = strlen(text);
    while (length > 0 && text[length - 1] == ' ') {
      text[--length] = '\0';
    }
    each(context, text);
  }
  free(copy);
}

void sl_corpus_census_scenario(const char *path, const char *census)
{
  static const char mark[] = "\"CENSUS\"";
  char from[SL_PATH_MAX], text[4096];
  size_t length = 0;
  sl_source_path(from, "tests/cli/census.yaml");
  char *scenario = sl_file_read(from, &length);
  CU_ASSERT_PTR_NOT_NULL_FATAL(scenario);
  char *place = strstr(scenario, mark);
  CU_ASSERT_PTR_NOT_NULL_FATAL(place);
  *place = '\0';
  snprintf(text, sizeof text, "%s\"%s\"%s", scenario, census, place + strlen(mark));
  CU_ASSERT_FATAL(sl_file_write_text(path, text));
  free(scenario);
}
