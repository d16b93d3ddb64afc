/* What columns of a census are called: one table of names met in practice.
 *
 * To teach the program a name, add a row to the table in columns.c. Names are compared without
 * letter case, blanks and punctuation. Where several columns stand for one field, the one of the
 * highest rank is taken.
 * Checked by tests/unit/test_foreign.c.
 */
#ifndef SL_SIM_INPUT_FOREIGN_WORDS_COLUMNS_H
#define SL_SIM_INPUT_FOREIGN_WORDS_COLUMNS_H

#include <stdbool.h>

typedef enum sl_foreign_field {
  SL_FOREIGN_EMPLOYEE, /* links the persons of a contract */
  SL_FOREIGN_RELATIONSHIP,
  SL_FOREIGN_BIRTH_DATE,
  SL_FOREIGN_AGE,
  SL_FOREIGN_SEX,
  SL_FOREIGN_TIER,
  SL_FOREIGN_PLAN,
  SL_FOREIGN_WAIVED,   /* yes or no */
  SL_FOREIGN_ENROLLED, /* yes or no */
  SL_FOREIGN_STATUS,
  SL_FOREIGN_FROM,
  SL_FOREIGN_TO,
  SL_FOREIGN_SALARY,
  SL_FOREIGN_PAY_BASIS,
  SL_FOREIGN_HOURS,
  SL_FOREIGN_REGION,
  SL_FOREIGN_MEMBER,     /* tells the persons of a contract apart */
  SL_FOREIGN_BENEFIT,    /* medical, dental, ... where each has a row */
  SL_FOREIGN_NAME,       /* told apart by it, never written */
  SL_FOREIGN_DISABLED,   /* explains a child over 26 */
  SL_FOREIGN_SPOUSE,     /* yes or no */
  SL_FOREIGN_CHILDREN,   /* how many */
  SL_FOREIGN_DEPENDENTS, /* how many */
  SL_FOREIGN_RISK_SCORE,
  SL_FOREIGN_IGNORED, /* known, and of no use here */
  SL_FOREIGN_FIELDS
} sl_foreign_field_t;

/* Whose column it is: of the person of the row, or of one beside the employee. */
#define SL_FOREIGN_OWN 0
#define SL_FOREIGN_OF_SPOUSE 1
#define SL_FOREIGN_OF_CHILD 2 /* of the first child; + k - 1 of the k-th */
#define SL_FOREIGN_CHILDREN_MAX 20
#define SL_FOREIGN_PERSONS (SL_FOREIGN_OF_CHILD + SL_FOREIGN_CHILDREN_MAX)

typedef struct sl_foreign_name {
  sl_foreign_field_t field;
  unsigned person; /* SL_FOREIGN_OWN, ... */
  unsigned rank;   /* 1 .. 9 */
} sl_foreign_name_t;

/* What a column's name stands for; false where it is in no table. */
bool sl_foreign_column(const char *name, sl_foreign_name_t *meaning);

/* A field by the word that --map and the report use ("birth_date"); SL_FOREIGN_FIELDS: none. */
sl_foreign_field_t sl_foreign_field(const char *word);
const char *sl_foreign_field_word(sl_foreign_field_t field);

#endif
