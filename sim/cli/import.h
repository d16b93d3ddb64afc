/* What `stoploss import` imports, a command each. argv[0] is "stoploss import census" and the like.
 */
#ifndef SL_SIM_CLI_IMPORT_H
#define SL_SIM_CLI_IMPORT_H

int cmd_import_census(int argc, char **argv);
int cmd_import_quotes(int argc, char **argv);

#endif
