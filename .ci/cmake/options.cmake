option(SL_BUILD_TESTS "Build the tests" ON)
option(SL_BUILD_BENCH "Build the benchmarks" OFF)
set(SL_SANITIZE "" CACHE STRING "Sanitizers: address;undefined or thread")
option(SL_WARNINGS_AS_ERRORS "Treat warnings as errors" OFF)
option(SL_COVERAGE "Instrument for coverage" OFF)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_C_VISIBILITY_PRESET default)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

# Strict warnings and reproducible arithmetic, per target and never for others' headers.
# -ffp-contract=off: no compiler may fuse a multiply and an add, so that gcc, clang and every
# instruction set give the same bits.
function(sl_target_defaults target)
  target_compile_definitions(${target} PRIVATE _POSIX_C_SOURCE=200809L)
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wdouble-promotion
    -Wformat=2 -Wundef -Wvla -Wcast-align -Wcast-qual -Wpointer-arith -Wwrite-strings
    -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wswitch-enum
    -Wnull-dereference -Werror=implicit-function-declaration
    -ffp-contract=off -fno-math-errno)
  if(SL_WARNINGS_AS_ERRORS)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
  if(SL_SANITIZE)
    list(JOIN SL_SANITIZE "," sanitizers)
    target_compile_options(${target} PRIVATE -fsanitize=${sanitizers} -fno-omit-frame-pointer
                           -fno-sanitize-recover=all)
    target_link_options(${target} PRIVATE -fsanitize=${sanitizers})
  endif()
  if(SL_COVERAGE)
    target_compile_options(${target} PRIVATE --coverage -fprofile-update=atomic)
    target_link_options(${target} PRIVATE --coverage)
  endif()
endfunction()
