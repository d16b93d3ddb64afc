# cmake --install: the program, the library (archive and shared), the public headers and nothing else
# of the sources, a pkg-config file and a CMake package. The components are those of package.cmake.
install(TARGETS stoploss RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
set_target_properties(stoploss_static PROPERTIES EXPORT_NAME stoploss)
set_target_properties(stoploss_shared PROPERTIES EXPORT_NAME shared)
install(TARGETS stoploss_static EXPORT stoploss-static
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
install(TARGETS stoploss_shared EXPORT stoploss-shared
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library
        NAMELINK_COMPONENT development)
foreach(folder IN LISTS SL_PUBLIC_INCLUDES)
  install(DIRECTORY ${folder}/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development
          FILES_MATCHING PATTERN "*.h")
endforeach()

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/stoploss)
include(CMakePackageConfigHelpers)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/stoplossConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
foreach(kind static shared)
  install(EXPORT stoploss-${kind} NAMESPACE stoploss:: DESTINATION ${package_dir}
          COMPONENT development)
endforeach()
install(FILES .ci/cmake/stoplossConfig.cmake .ci/cmake/dependencies.cmake
              ${PROJECT_BINARY_DIR}/stoplossConfigVersion.cmake
        DESTINATION ${package_dir} COMPONENT development)

# The prefix is found from where the file lies, so that an installed tree can be moved.
file(RELATIVE_PATH SL_PREFIX_FROM_PC ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
configure_file(.ci/cmake/stoploss.pc.in ${PROJECT_BINARY_DIR}/stoploss.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/stoploss.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig
        COMPONENT development)
