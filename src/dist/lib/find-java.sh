# Finds a Java 25 or newer without starting it: sets java_home and java_id, or leaves them empty.
# Sourced by bin/navette and by scripts/; POSIX sh, no external commands on the usual path.

# Reads the folder's release file; $2 is the program that must be there (java, javac).
java_accept() {
  [ -n "$1" ] && [ -x "$1/bin/$2" ] && [ -r "$1/release" ] || return 1
  found_version='' found_runtime='' found_arch=''
  while IFS='=' read -r key value; do
    value=${value#\"} value=${value%\"}
    case $key in
      JAVA_VERSION)
        found_version=$value
        found_major=${value%%[!0-9]*}
        [ "${found_major:-0}" -ge 25 ] || return 1
        ;;
      JAVA_RUNTIME_VERSION) found_runtime=$value ;;
      OS_ARCH) found_arch=$value ;;
    esac
    # Each character is a call into the kernel: no more lines than are needed.
    [ -z "$found_version" ] || [ -z "$found_runtime" ] || [ -z "$found_arch" ] || break
  done <"$1/release"
  [ -n "$found_version" ] || return 1
  java_home=$1
  java_id=${found_runtime:-$found_version}-$found_arch
}

java_on_path() {
  on_path=$(command -v "$1") || return 1
  on_path=$(readlink -f "$on_path" 2>/dev/null) || return 1
  java_accept "${on_path%/bin/"$1"}" "$1"
}

java_in_usual_folders() {
  for folder in /usr/lib/jvm/*25* /usr/lib/jvm/* /opt/*jdk* /opt/*java* /opt/*jre* \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk/libexec/openjdk.jdk/Contents/Home; do
    java_accept "$folder" "$1" && return 0
  done
  return 1
}

# find_java PROGRAM [FOLDER]: one in the folder goes before all others; returns 1 when there is none.
find_java() {
  java_home='' java_id=''
  java_accept "${2:-}" "$1" || java_accept "${JAVA_HOME:-}" "$1" || java_on_path "$1" || java_in_usual_folders "$1"
}
