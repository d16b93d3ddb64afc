# Text files compiled into a target, so that the installed program needs no data folder.
#
#   sl_embed_text(TARGET SYMBOL FILE)
#
# adds to TARGET a generated source that defines
#
#   extern const char SYMBOL[];   the bytes of FILE, then a NUL
#
# and is made again whenever FILE changes. Run as a script (cmake -P) it writes that source.
if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  file(READ "${SL_EMBED_FILE}" bytes HEX)
  string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  # Bytes over 127 do not fit a signed char without the cast.
  string(REGEX REPLACE "0x([89a-f][0-9a-f])" "(char)0x\\1" bytes "${bytes}")
  file(WRITE "${SL_EMBED_OUTPUT}"
       "extern const char ${SL_EMBED_SYMBOL}[];\n"
       "const char ${SL_EMBED_SYMBOL}[] = {\n${bytes}0};\n")
  return()
endif()

set(SL_EMBED_SCRIPT "${CMAKE_CURRENT_LIST_FILE}")

function(sl_embed_text target symbol file)
  get_filename_component(file "${file}" ABSOLUTE)
  set(output "${PROJECT_BINARY_DIR}/generated/embedded/${symbol}.c")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND ${CMAKE_COMMAND} "-DSL_EMBED_FILE=${file}" "-DSL_EMBED_SYMBOL=${symbol}"
            "-DSL_EMBED_OUTPUT=${output}" -P "${SL_EMBED_SCRIPT}"
    DEPENDS "${file}" "${SL_EMBED_SCRIPT}"
    COMMENT "Embedding ${symbol}"
    VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()
