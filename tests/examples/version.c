/* Which version the program was compiled for, which one it runs with, and what variables there are.
 */
#include <stoploss.h>

#include <stdio.h>
#include <string.h>

#if STOPLOSS_VERSION_NUMBER < STOPLOSS_MAKE_VERSION(0, 1, 0)
#error "stoploss 0.1.0 or later, please"
#endif

int main(void)
{
  stoploss_variable_t variable;
  size_t n = 0;
  while (stoploss_variable_at(n, &variable)) {
    if (strcmp(variable.name, "cost") == 0 || strcmp(variable.name, "budget") == 0) {
      printf("%s: %s%s%s\n", variable.name, variable.long_name, variable.is_amount ? ", money" : "",
             variable.shape == STOPLOSS_BY_ARRANGEMENT ? "" : ", by trial");
    }
    n++;
  }
  printf("%s\n", n > 100 ? "and more than a hundred others" : "and few others");
  return strcmp(stoploss_version(), STOPLOSS_VERSION) == 0 &&
                 stoploss_version_number() == STOPLOSS_VERSION_NUMBER
             ? 0
             : 1;
}
