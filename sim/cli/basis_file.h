/* A claims basis on its way to a file. */
#ifndef SL_SIM_CLI_BASIS_FILE_H
#define SL_SIM_CLI_BASIS_FILE_H

#include "models/core/error.h"
#include "sim/input/basis/basis.h"
#include "sim/output/files/folder.h"

#include <stdbool.h>

#define CLI_BASIS_NAME 128

/* Whether a scenario takes the path for a basis file's: it ends in .yaml. */
bool cli_is_basis_path(const char *path);

/* "dir/my-basis.yaml" -> "my-basis", the name of the basis; "basis" where nothing is left. */
void cli_basis_name(const char *path, char name[CLI_BASIS_NAME]);

/* Write the files of a basis (sl_basis_write) as the folder's files from `first` on: the basis to
 * path, its continuance tables beside it, mode 0600, under temporary names until the folder is
 * placed. SL_ERR_CREATE, SL_ERR_IO, SL_ERR_MEMORY. */
int cli_write_basis(const sl_written_files_t *files, const char *path, sl_folder_t *folder,
                    size_t first, sl_error_t *error);

#endif
