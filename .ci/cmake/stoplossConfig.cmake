# find_package(stoploss) gives stoploss::stoploss, the archive, and stoploss::shared;
# find_package(stoploss COMPONENTS shared) gives the shared library alone and looks for no other.
include(${CMAKE_CURRENT_LIST_DIR}/stoploss-shared.cmake)
set(stoploss_shared_FOUND TRUE)
if(NOT "${stoploss_FIND_COMPONENTS}" STREQUAL "shared")
  include(${CMAKE_CURRENT_LIST_DIR}/dependencies.cmake)
  include(${CMAKE_CURRENT_LIST_DIR}/stoploss-static.cmake)
  set(stoploss_static_FOUND TRUE)
endif()
