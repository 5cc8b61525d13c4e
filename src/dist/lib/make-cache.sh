#!/bin/sh
# make-cache.sh JAVA CACHE: trains the cache of loaded classes with Navette's own usual commands.
set -eu
lib=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
native=$(dirname -- "$lib")/native/linux-$(uname -m)
mkdir -p "$(dirname -- "$2")"
unfinished=$2.$$
trap 'rm -f "$unfinished" "$unfinished.config"' EXIT
"$1" -Xlog:disable -XX:AOTCacheOutput="$unfinished" -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:+UseSerialGC -XX:-UsePerfData -Xmx128m -Xss512k \
  -Dorg.sqlite.lib.path="$native" -Dorg.sqlite.lib.name=libsqlitejdbc.so \
  -jar "$lib/navette.jar" warm-up
mv "$unfinished" "$2"
