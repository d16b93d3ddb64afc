# Text files compiled into a target, so that the installed program needs no data folder.
#
#   sl_embed_text(TARGET SYMBOL FILE)
#
# adds to TARGET a generated source that defines
#
#   extern const char SYMBOL[];   the bytes of FILE, then a NUL
#
# and is made again whenever FILE changes.
#
#   sl_embed_script(TARGET SYMBOL FILE)
#
# adds the same with SYMBOL_sha256[] beside it: the SHA-256 of those bytes in base64, as the policy of a
# page names the script that it lets run.
#
# Run as a script (cmake -P) it writes that source.

# hex: digits of 32 bytes. Three bytes are four letters; the last two are three and a =.
function(sl_in_base64 hex result)
  set(letters "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  set(text)
  foreach(at RANGE 0 60 6)
    string(SUBSTRING "${hex}00" ${at} 6 three)
    foreach(shift 18 12 6 0)
      math(EXPR letter "(0x${three} >> ${shift}) & 63")
      string(SUBSTRING "${letters}" ${letter} 1 letter)
      string(APPEND text "${letter}")
    endforeach()
  endforeach()
  string(SUBSTRING "${text}" 0 43 text)
  set(${result} "${text}=" PARENT_SCOPE)
endfunction()

if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  file(READ "${SL_EMBED_FILE}" bytes HEX)
  string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  # Bytes over 127 do not fit a signed char without the cast.
  string(REGEX REPLACE "0x([89a-f][0-9a-f])" "(char)0x\\1" bytes "${bytes}")
  file(WRITE "${SL_EMBED_OUTPUT}"
       "extern const char ${SL_EMBED_SYMBOL}[];\n"
       "const char ${SL_EMBED_SYMBOL}[] = {\n${bytes}0};\n")
  if(SL_EMBED_HASH)
    file(SHA256 "${SL_EMBED_FILE}" hash)
    sl_in_base64(${hash} hash)
    file(APPEND "${SL_EMBED_OUTPUT}"
         "extern const char ${SL_EMBED_SYMBOL}_sha256[];\n"
         "const char ${SL_EMBED_SYMBOL}_sha256[] = \"${hash}\";\n")
  endif()
  return()
endif()

set(SL_EMBED_SCRIPT "${CMAKE_CURRENT_LIST_FILE}")

function(sl_embed target symbol file hash)
  if(NOT TARGET ${target}) # a room that is left out
    return()
  endif()
  get_filename_component(file "${file}" ABSOLUTE)
  set(output "${PROJECT_BINARY_DIR}/generated/embedded/${symbol}.c")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND ${CMAKE_COMMAND} "-DSL_EMBED_FILE=${file}" "-DSL_EMBED_SYMBOL=${symbol}"
            "-DSL_EMBED_OUTPUT=${output}" "-DSL_EMBED_HASH=${hash}" -P "${SL_EMBED_SCRIPT}"
    DEPENDS "${file}" "${SL_EMBED_SCRIPT}"
    COMMENT "Embedding ${symbol}"
    VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()

function(sl_embed_text target symbol file)
  sl_embed(${target} ${symbol} "${file}" OFF)
endfunction()

function(sl_embed_script target symbol file)
  sl_embed(${target} ${symbol} "${file}" ON)
endfunction()
