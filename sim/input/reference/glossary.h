/* The words of the field: what brokers, carriers and actuaries say, in one or two plain sentences.
 *
 * Checked by tests/unit/test_glossary.c: every key that an entry names is one of the schema's.
 */
#ifndef SL_SIM_INPUT_REFERENCE_GLOSSARY_H
#define SL_SIM_INPUT_REFERENCE_GLOSSARY_H

#include <stddef.h>

#define SL_GLOSSARY_ALSO 10
#define SL_GLOSSARY_KEYS 5

typedef struct sl_glossary_entry {
  const char *word;
  const char *also[SL_GLOSSARY_ALSO + 1]; /* other words for it, ended by NULL */
  const char *meaning;
  const char *keys[SL_GLOSSARY_KEYS + 1]; /* where it is set, ended by NULL; a path, or a path and
                                             a value: "arrangements.fees.per: PEPM" */
} sl_glossary_entry_t;

/* The whole table, in the order of the page. */
const sl_glossary_entry_t *sl_glossary(size_t *n);

/* The entry of a word, whatever its letter case, with blanks, hyphens or underscores between its
 * parts; any contract basis a/b is that entry's. NULL where there is none. */
const sl_glossary_entry_t *sl_glossary_find(const char *word);

#endif
