# shellcheck shell=bash
# Steps that say how long they take, and what Niangjia needs on the machine: found, installed where
# that is allowed, or explained. Part of ../../niangjia, which sets log and sources this.

fail() {
  echo "niangjia: $*" >&2
  exit 1
}

# step TEXT COMMAND...: one line with the seconds it takes; what the command says shows if it fails.
step() {
  local text=$1 begin=$SECONDS ticker='' status=0
  shift
  mkdir -p "$(dirname "$log")"
  printf '%s ...' "$text"
  if [[ -t 1 ]]; then
    while sleep 1 && kill -0 $$ 2>/dev/null; do
      printf '\r%s ... %d s' "$text" $((SECONDS - begin))
    done &
    ticker=$!
  fi
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if [[ -n $ticker ]]; then
    kill "$ticker" 2>/dev/null || true
    wait "$ticker" 2>/dev/null || true
    printf '\r%s ...' "$text"
  fi
  printf ' %d s\n' $((SECONDS - begin))
  if ((status != 0)); then
    sed 's/\x1b\[[0-9;]*m//g' "$log" |
      grep -vE '^(\[INFO\].*|WARNING: .*|\[ERROR\] ?((To see|Re-run|For more|->|\[Help).*)?|)$' |
      tail -n 60 >&2
    fail "$text failed."
  fi
}

# install WHAT-FOR PACKAGE...: as root through apt-get, else says what to do.
install() {
  local purpose=$1
  shift
  if [[ $EUID != 0 ]] || ! command -v apt-get >/dev/null; then
    fail "$purpose is missing. Please install it, on Debian with: sudo apt-get install $*"
  fi
  step "Looking for packages" apt-get -o DPkg::Lock::Timeout=300 update
  local package
  for package in "$@"; do
    [[ -n $(apt-cache madison "$package" 2>/dev/null) ]] ||
      fail "$purpose is missing and this system has no package $package. Please install it."
  done
  step "Installing $*" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 \
    install -y --no-install-recommends "$@"
}

is_jdk25() {
  [[ -x $1/bin/javac && -r $1/release ]] && grep -q '^JAVA_VERSION="25[".]' "$1/release"
}

find_jdk() {
  local place on_path
  on_path=$(readlink -f "$(command -v java || true)" || true)
  for place in "${JAVA_HOME:-}" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* \
    "${on_path%/bin/java}"; do
    if [[ -n $place ]] && is_jdk25 "$place"; then
      export JAVA_HOME=$place
      return
    fi
  done
  return 1
}

need_jdk() {
  find_jdk && return
  install "A Java Development Kit 25 (for example from adoptium.net; then set JAVA_HOME)" \
    openjdk-25-jdk-headless
  find_jdk || fail "The JDK 25 is installed but cannot be found. Please set JAVA_HOME to it."
}

# at_least FOUND WANTED: compares version numbers.
at_least() {
  [[ $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]
}

need_maven() {
  command -v mvn >/dev/null || install "Maven 3.8 or newer" maven
  local found
  found=$(mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p' | head -n 1)
  at_least "$found" 3.8 || fail "Maven 3.8 or newer is needed, and this is $found."
  # Old Maven on a new JDK would warn about itself at every call.
  export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
}

need_node() {
  [[ -d web ]] || return 0
  local found
  if ! { command -v node && command -v npm; } >/dev/null; then
    install "Node.js 20.19 or newer with npm 10 or newer (nodejs.org)" nodejs npm
  fi
  found=$(node -p process.versions.node)
  at_least "$found" 20.19 || fail "Node.js 20.19 or newer is needed (nodejs.org), and this is $found."
  found=$(npm -v)
  at_least "$found" 10 || fail "npm 10 or newer is needed (npm install -g npm@10), and this is $found."
}

need_browser() {
  local missing=()
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing+=(chromium)
  [[ -n $(find /usr/share/fonts /usr/local/share/fonts "$HOME/.fonts" -iname '*cjk*' -print -quit \
    2>/dev/null) ]] || missing+=(fonts-noto-cjk)
  ((${#missing[@]} == 0)) || install "Chromium or a Chinese font, for the browser tests," "${missing[@]}"
}

need_build() {
  need_jdk
  need_maven
  need_node
}
