#include "models/disability.h"

#include <stdlib.h>

void sl_disability_free(sl_disability_t *disability) { free(disability->termination); }
