#include <stoploss.h>

const char *stoploss_version(void) { return STOPLOSS_VERSION; }

int stoploss_version_number(void) { return STOPLOSS_VERSION_NUMBER; }
