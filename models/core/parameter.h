/* A parameter of a distribution, described once for parser, messages and docs. */
#ifndef SL_MODELS_CORE_PARAMETER_H
#define SL_MODELS_CORE_PARAMETER_H

#include <stdbool.h>

typedef struct sl_parameter {
  const char *name; /* the scenario key */
  const char *unit; /* "amount", "log amount", "claims", "1" */
  double low;       /* allowed range; -INFINITY / INFINITY where unbounded */
  double high;
  bool low_open;  /* low itself is refused */
  bool high_open; /* high itself is refused */
  bool whole;     /* whole numbers only */
  const char *doc;
} sl_parameter_t;

#endif
