/* An outside program: the error table comes from the installed models, the variables from sim. */
#include "models/core/error.h"
#include "sim/results/variables.h"

#include <stdio.h>

int main(void)
{
  printf("%s; first variable: %s\n", sl_error_message(SL_OK), sl_trial_variables[0].name);
  return SL_ERR_INPUT == -3 ? 0 : 1;
}
