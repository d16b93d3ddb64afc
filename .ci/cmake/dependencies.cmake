# What the libraries link to. The installed CMake package includes this same file, so that the
# list exists once.
find_package(PkgConfig REQUIRED)
find_package(OpenMP REQUIRED COMPONENTS C)
find_package(Threads REQUIRED)
pkg_check_modules(GSL REQUIRED IMPORTED_TARGET gsl)
pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(JANSSON REQUIRED IMPORTED_TARGET jansson)
pkg_check_modules(HDF5 REQUIRED IMPORTED_TARGET hdf5-serial)
pkg_check_modules(XLSXWRITER REQUIRED IMPORTED_TARGET xlsxwriter)
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)

# libcsv ships no pkg-config file.
find_library(CSV_LIBRARY csv REQUIRED)
if(NOT TARGET stoploss::csv)
  add_library(stoploss::csv UNKNOWN IMPORTED)
  set_target_properties(stoploss::csv PROPERTIES IMPORTED_LOCATION "${CSV_LIBRARY}")
endif()
