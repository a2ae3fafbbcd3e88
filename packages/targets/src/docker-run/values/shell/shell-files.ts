// Made from the .sh files of this folder by `npm run shell`.

export const readValues: string = `# Takes lines NAME=VALUE for variables of this shell, those whose names begin with PREFIX; \\n, \\r and \\\\ in a value are
# what they are to printf. Values are data: nothing in them is run. FILE PREFIX
read_values() {
  while IFS= read -r line; do
    case \${line%%=*} in
      *[!A-Za-z0-9_]*) continue ;;
      "$2"*) ;;
      *) continue ;;
    esac
    set_to "\${line%%=*}" "$(printf '%bx' "\${line#*=}")"
  done <"$1"
}

# Only the name is read as a command, and it is nothing but letters, digits and _: NAME VALUEx
set_to() {
  eval "$1=\\\${2%x}"
}
`;

export const values: string = `# Whether a line of the engine's --env-file can hold a value: VALUE
fits() {
  case $1 in *"$newline"* | *"$carriage_return"*) return 1 ;; esac
  case $engine in *podman*) case $1 in *[\\'\\"\\\`\\\\\\#]*) return 1 ;; esac ;; esac
  [ "\${#1}" -lt 16000 ]
}

# Takes the values of a definition that no argument may show, and goes on with its options: FUNCTION WORD... -- OPTION...
# They become lines of an --env-file, which is a pipe: none of their names is one of this shell or of the engine. What no
# line can hold comes last, for the engine's environment.
take_values() {
  next=$1 values='' names='' many=0
  shift
  while [ "$1" != -- ]; do
    case $1 in
      secret | line)
        if [ -n "$dry_run" ]; then
          # What is shown has the names, which a pipe would hide.
          case $2 in *[!A-Za-z0-9_.-]*) ;; *) names="$names $2" ;; esac
        elif fits "$3"; then
          values="$values$2=$3$newline"
        elif [ "$1" = secret ]; then
          set -- "$@" "$2=$3"
          names="$names $2" many=$((many + 1))
        else
          die "$engine cannot be given this value of $2: it has line breaks or is too long"
        fi
        shift 3
        ;;
      file) shift 7 ;;
      *) shift 2 ;;
    esac
  done
  shift
  for variable in $names; do set -- --env "$variable" "$@"; done
  if [ -n "$values" ]; then set -- --env-file /dev/stdin "$@"; fi
  "$next" "$@"
}

# Runs a command of the engine with the values that were taken: COMMAND... NAME=VALUE...
with_values() {
  left=$(($# - many))
  set -- "$@" --
  while [ "$left" -gt 0 ]; do
    set -- "$@" "$1"
    shift
    left=$((left - 1))
  done
  if [ -n "$dry_run" ]; then
    while [ "$1" != -- ]; do shift; done
    shift
    show "$@"
  elif [ -n "$values" ]; then
    printf %s "$values" | with_environment "$@"
  else
    (with_environment "$@")
  fi
}

# Becomes a command with more variables. From here on nothing goes by a variable of this shell: NAME=VALUE... -- COMMAND...
with_environment() {
  while [ "$1" != -- ]; do
    export "\${1?}"
    shift
  done
  shift
  exec "$@"
}
`;

export const variables: string = `not_set() {
  say "the variable $1 is not set: an empty string is used"
}

# NAME [WHY]
required() {
  die "required variable $1 is missing a value\${2:+: $2}"
}

# Reads the environment and env files as Docker Compose does. Prints VAR_NAME=VALUE for the names that are asked for and
# known, as read_values takes it: NAMES FILE...
read_env_files() {
  names=$1
  shift
  LC_ALL=C awk -v names="$names" '
    function wrong(what) {
      print FILENAME ": " what >"/dev/stderr"
      failed = 1
      exit 1
    }
    function begins(text, pattern) {
      return match(text, "^" pattern) ? RLENGTH : 0
    }
    function is_set(name) {
      return name in ENVIRON || name in known || name in earlier
    }
    function value_of(name) {
      return name in ENVIRON ? ENVIRON[name] : name in known ? known[name] : earlier[name]
    }
    # The closing brace of a variable; as in Compose, what follows an opening one does not count.
    function closing(text, at, open, sign, last) {
      sub(/\\n.*/, "", text)
      for (at = 1; at <= length(text); at++) {
        sign = substr(text, at, 1)
        if (sign == "}") {
          last = at
          if (--open == 0) return at
        } else if (sign == "{") {
          open++
          at++
        }
      }
      return last + 0
    }
    # A value with its variables filled in.
    function filled(text, out, at, name, sign, operand, end) {
      while (at = index(text, "$")) {
        out = out substr(text, 1, at - 1)
        text = substr(text, at + 1)
        if (at = begins(text, "[A-Za-z_][A-Za-z0-9_]*")) {
          name = substr(text, 1, at)
          text = substr(text, at + 1)
          out = out (is_set(name) ? value_of(name) : "")
        } else if (substr(text, 1, 1) == "{") {
          at = begins(text, "[{][A-Za-z_][A-Za-z0-9_]*")
          name = substr(text, 2, at - 1)
          sign = substr(text, at + 1, begins(substr(text, at + 1), ":?[-+?]"))
          end = substr(text, at + 1, 1) == "}" ? at + 1 : closing(text)
          if (!at || end <= at + length(sign) || (sign == "" && end != at + 1)) wrong("invalid interpolation format")
          operand = substr(text, at + 1 + length(sign), end - at - 1 - length(sign))
          text = substr(text, end + 1)
          at = is_set(name) && (sign !~ /^:/ || value_of(name) != "")
          if (sign ~ /[+]$/) out = out (at ? filled(operand) : "")
          else if (at) out = out value_of(name)
          else if (sign ~ /-$/) out = out filled(operand)
          else if (sign != "") wrong("required variable " name " is missing a value: " filled(operand))
        } else {
          out = out "$"
          sub(/^[$]/, "", text)
        }
      }
      return out text
    }
    # What is between double quotes, with its escapes; a dollar that is one is doubled for filled().
    function unescaped(text, out, at, sign) {
      while (at = index(text, "\\\\")) {
        sign = substr(text, at + 1, 1)
        out = out substr(text, 1, at - 1)
        text = substr(text, at + 2)
        if (sign == "0" && text ~ /^[0-3][0-7][0-7]/) {
          out = out sprintf("%c", substr(text, 1, 1) * 64 + substr(text, 2, 1) * 8 + substr(text, 3, 1))
          text = substr(text, 4)
        } else if (sign == "0") out = out "\\\\"
        else out = out (sign in escapes ? escapes[sign] : "\\\\" sign)
      }
      return out text
    }
    function parse(text, at, name, sign, value) {
      sub(/^\\357\\273\\277/, "", text)
      for (;;) {
        while (at = begins(text, "([ \\t\\n\\v\\f\\r]+|#[^\\n]*)")) text = substr(text, at + 1)
        if (text == "") return
        at = begins(text, "export[ \\t\\n\\f\\r][ \\t\\v\\f\\r]*")
        text = substr(text, at + 1)
        match(text, /[=:\\n]/)
        name = substr(text, 1, RSTART - 1)
        sign = substr(text, RSTART, 1)
        text = substr(text, RSTART + (sign != "\\n"))
        sub(/[ \\t\\v\\f\\r]+$/, "", name)
        if (name ~ /[ !-,\\/;<>?@^\\140{|}~\\\\]/) wrong("this is not the name of a variable: " name)
        if (sign == "\\n") continue
        sub(/^[ \\t\\v\\f\\r]+/, "", text)
        sign = substr(text, 1, 1)
        if (sign == "\\"" || sign == "\\047") {
          for (at = 2; substr(text, at, 1) != sign; at++) {
            if (at > length(text)) wrong("the quote of " name " is not closed")
            if (substr(text, at, 1) == "\\\\") at++
          }
          value = substr(text, 2, at - 2)
          text = substr(text, at + 1)
          if (sign == "\\"") value = filled(unescaped(value))
          else gsub(/\\\\\\047/, "\\047", value)
        } else {
          at = index(text, "\\n")
          value = substr(text, 1, at - 1)
          text = substr(text, at)
          sub(/ #.*/, "", value)
          sub(/[ \\t\\v\\f\\r]+$/, "", value)
          value = filled(value)
        }
        known[name] = value
      }
    }
    function finish(name) {
      parse(content)
      content = ""
      for (name in known) earlier[name] = known[name]
      split("", known)
    }
    BEGIN {
      split("a \\a b \\b f \\f n \\n r \\r t \\t v \\v \\\\ \\\\ \\" \\" $ $$", list, / /)
      for (at = 1; at in list; at += 2) escapes[list[at]] = list[at + 1]
    }
    FNR == 1 && NR > 1 { finish() }
    { content = content $0 "\\n" }
    END {
      if (failed) exit 1
      finish()
      count = split(names, list, / /)
      for (at = 1; at <= count; at++) {
        if (!is_set(list[at])) continue
        value = value_of(list[at])
        gsub(/\\\\/, "&&", value)
        gsub(/\\n/, "\\\\n", value)
        gsub(/\\r/, "\\\\r", value)
        print "VAR_" list[at] "=" value
      }
    }
  ' "$@"
}
`;
