# cmake --install: the program, the two libraries, the public headers (under include/stoploss, by the
# names the sources use: #include "models/severity.h"), a pkg-config file and a CMake package.
install(TARGETS stoploss RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS stoploss_models stoploss_sim EXPORT stoploss
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
set_target_properties(stoploss_models PROPERTIES EXPORT_NAME models)
set_target_properties(stoploss_sim PROPERTIES EXPORT_NAME sim)

set(SL_INCLUDE_DIR ${CMAKE_INSTALL_INCLUDEDIR}/stoploss)
install(FILES sim/input/faults.h sim/input/files_read.h sim/input/scenario.h
        DESTINATION ${SL_INCLUDE_DIR}/sim/input)
install(FILES sim/engine/engine.h DESTINATION ${SL_INCLUDE_DIR}/sim/engine)
foreach(folder models sim/results sim/study sim/output)
  install(DIRECTORY ${folder}/ DESTINATION ${SL_INCLUDE_DIR}/${folder}
          FILES_MATCHING PATTERN "*.h"
          PATTERN "*_internal.h" EXCLUDE
          PATTERN "kernel.h" EXCLUDE
          PATTERN "eight.h" EXCLUDE
          PATTERN "exact_*.h" EXCLUDE
          PATTERN "nonempty.h" EXCLUDE
          PATTERN "sweep_terms.h" EXCLUDE
          PATTERN "vector*.h" EXCLUDE
          PATTERN "bases" EXCLUDE
          PATTERN "data" EXCLUDE
          PATTERN "kinds" EXCLUDE)
endforeach()

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/stoploss)
include(CMakePackageConfigHelpers)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/stoplossConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(EXPORT stoploss NAMESPACE stoploss:: FILE stoplossTargets.cmake DESTINATION ${package_dir})
install(FILES .ci/cmake/stoplossConfig.cmake .ci/cmake/dependencies.cmake
              ${PROJECT_BINARY_DIR}/stoplossConfigVersion.cmake
        DESTINATION ${package_dir})

# The prefix is found from where the file lies, so that an installed tree can be moved.
file(RELATIVE_PATH SL_PREFIX_FROM_PC ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
configure_file(.ci/cmake/stoploss.pc.in ${PROJECT_BINARY_DIR}/stoploss.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/stoploss.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
