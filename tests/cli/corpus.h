/* The tables of tests/cli/bad and tests/cli/good, and scenarios around their censuses. */
#ifndef SL_TESTS_CLI_CORPUS_H
#define SL_TESTS_CLI_CORPUS_H

/* Call each with every line of tests/cli/FOLDER/expect.txt that is no comment (it may be changed).
 * Asserts that there are as many lines as other files in the folder. */
void sl_corpus_each(const char *folder, void (*each)(void *context, char *line), void *context);

/* Call each with every piece of texts, cut at " | ". */
void sl_corpus_texts(const char *texts, void (*each)(void *context, const char *text),
                     void *context);

/* Write tests/cli/census.yaml to path with census in it. */
void sl_corpus_census_scenario(const char *path, const char *census);

#endif
