/* The claims bases that come with the program, as the text of their YAML files. */
#ifndef SL_MODELS_BASES_BASES_H
#define SL_MODELS_BASES_BASES_H

#include <stddef.h>

typedef struct sl_embedded_basis {
  const char *name;    /* what a scenario's claims.basis calls it */
  const char *text;    /* the file, byte for byte, NUL-terminated; README.md describes the format */
  const char *targets; /* likewise its file of targets/; NULL = none comes with it */
} sl_embedded_basis_t;

/* All of them; *n receives how many. Constant, never freed. Checked by tests/unit/test_basis.c. */
const sl_embedded_basis_t *sl_embedded_bases(size_t *n);

/* That of the name; NULL where none of that name comes with the program. */
const sl_embedded_basis_t *sl_embedded_basis(const char *name);

#endif
