# The manual pages, where scdoc is there to make them, and the completions.
set(completions ${PROJECT_BINARY_DIR}/completions)
foreach(shell bash zsh)
  add_custom_command(
    OUTPUT ${completions}/${shell}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${completions}
    COMMAND stoploss explain --completion=${shell} > ${completions}/${shell}
    DEPENDS stoploss
    COMMENT "Printing the completion for ${shell}"
    VERBATIM)
endforeach()
add_custom_target(completions ALL DEPENDS ${completions}/bash ${completions}/zsh)
install(FILES ${completions}/bash RENAME stoploss
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT program)
install(FILES ${completions}/zsh RENAME _stoploss
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT program)

find_program(SCDOC scdoc)
if(NOT SCDOC)
  message(STATUS "scdoc is missing: the manual pages are not made")
  return()
endif()
set(manual ${PROJECT_BINARY_DIR}/man)
set(maker ${CMAKE_CURRENT_SOURCE_DIR}/cli/manual/make)
file(GLOB by_hand CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/cli/manual/*.scd)
add_custom_command(
  OUTPUT ${manual}/made
  COMMAND bash ${maker} $<TARGET_FILE:stoploss> ${SCDOC} ${manual}
  DEPENDS stoploss ${maker} ${by_hand}
  COMMENT "Making the manual pages"
  VERBATIM)
add_custom_target(manual ALL DEPENDS ${manual}/made)
install(DIRECTORY ${manual}/man1 ${manual}/man5 DESTINATION ${CMAKE_INSTALL_MANDIR}
        COMPONENT program)
