/* Numbers in the C locale, whatever the program around the library has set: another one may write a
 * decimal comma. */
#ifndef SL_SIM_INPUT_READ_PLAIN_LOCALE_H
#define SL_SIM_INPUT_READ_PLAIN_LOCALE_H

#include <locale.h>

typedef struct sl_plain_locale {
  locale_t plain, before; /* 0 where there was no memory */
} sl_plain_locale_t;

/* Switch this thread, and back again. */
sl_plain_locale_t sl_plain_locale_begin(void);
void sl_plain_locale_end(sl_plain_locale_t locale);

#endif
