/* What went wrong: a code, a sentence and the place in a file. */
#ifndef STOPLOSS_ERROR_H
#define STOPLOSS_ERROR_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum stoploss_code {
  STOPLOSS_OK = 0,
  STOPLOSS_ERR_MEMORY = -1,      /* out of memory */
  STOPLOSS_ERR_ARGUMENT = -2,    /* an argument is out of range, a name unknown */
  STOPLOSS_ERR_INPUT = -3,       /* a scenario, census or result is not valid */
  STOPLOSS_ERR_UNSUPPORTED = -4, /* valid, but nothing that can be done here */
  STOPLOSS_ERR_MISSING = -5,     /* a file is missing or may not be read */
  STOPLOSS_ERR_PROGRAM = -6,     /* a needed program is missing or failed */
  STOPLOSS_ERR_CREATE = -7,      /* an output cannot be created */
  STOPLOSS_ERR_IO = -8,          /* reading or writing failed */
  STOPLOSS_ERR_INTERRUPTED = -9, /* stopped by the caller */
  STOPLOSS_ERR_INTERNAL = -10    /* a fault of the library */
};

/* The caller's; filled by a function that fails and otherwise left as it is. */
typedef struct stoploss_error {
  int code;        /* STOPLOSS_ERR_* */
  char text[1024]; /* one sentence with the offending value; may be empty */
  char file[512];  /* the input file by its name, or empty */
  size_t line;     /* 1 = first; 0 = unknown */
  size_t column;   /* 1 = first; 0 = unknown; of a CSV file the number of the field */
} stoploss_error_t;

/* What a code means in a few words; never NULL. */
const char *stoploss_error_message(int code);

/* All faults of an input, or all warnings, by file and line. */
typedef struct stoploss_faults stoploss_faults_t;

/* How many are listed (at most 200), and how many more were found. */
size_t stoploss_faults_count(const stoploss_faults_t *faults);
size_t stoploss_faults_left_out(const stoploss_faults_t *faults);

/* One of the list; NULL beyond its end. */
const stoploss_error_t *stoploss_faults_at(const stoploss_faults_t *faults, size_t i);

void stoploss_faults_free(stoploss_faults_t *faults);

/* Free a text that a function has handed to the caller. NULL is allowed. */
void stoploss_free(void *text);

#ifdef __cplusplus
}
#endif
#endif
