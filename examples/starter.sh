# For the starters of programs, which source it with $root set to the project's folder.

# ensure_built NAME MODULE...: builds the modules, unless the jar of each is newer than all that went into it.
ensure_built() {
  local name=$1
  shift
  all_fresh "$@" && return
  # One build at a time, whichever programs are started together.
  (
    flock 9
    all_fresh "$@" || build "$name" "$@"
  ) 9<"$root/examples/starter.sh"
}

build() {
  local name=$1 module list
  shift
  list=$(IFS=,; echo "$*")
  echo "building $name (the first time takes a few minutes) ..." >&2
  (cd "$root" && ./mvnw -q -B package -DskipTests -Dspotless.check.skip -pl "$list" -am) >&2
  # Maven leaves a jar as it was when only modules below it changed.
  for module in "$@"; do touch "$(jar_of "$module")"; done
}

all_fresh() {
  local module
  for module in "$@"; do is_fresh "$module" || return 1; done
}

# jar_of MODULE: the newest, should there be those of older versions; empty where there is none.
jar_of() {
  ls -t "$root/$1"/target/mev-sdk-*.jar 2>/dev/null | grep -v -e '-sources\.jar$' -e '-javadoc\.jar$' | head -1 || true
}

is_fresh() {
  local jar parts
  jar=$(jar_of "$1")
  [ -n "$jar" ] || return 1
  mapfile -t parts < <(parts_of "$1")
  [ -z "$(find "$root/pom.xml" "$root/proto" "${parts[@]}" \
    \( -name target -o -name node_modules -o -name dist -o -name test -o -name e2e \) -prune \
    -o -type f ! -name '*.md' -newer "$jar" -print -quit)" ]
}

# The folders that a module is made of: its own, and those of the project's jars among its libraries.
parts_of() {
  local library name
  echo "$root/$1"
  for library in "$root/$1"/target/lib/mev-sdk-*.jar; do
    name=${library##*/}
    name=${name%%-[0-9]*}
    if [ -d "$root/$name" ]; then
      echo "$root/$name"
    elif [ -d "$root/examples/${name#mev-sdk-}" ]; then
      echo "$root/examples/${name#mev-sdk-}"
    fi
  done
}
