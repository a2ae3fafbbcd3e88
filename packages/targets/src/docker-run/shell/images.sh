# Sees to it that the image of a service is there: SERVICE
image_for() {
  image_of "$1"
  missing=
  [ -n "$(inspect image '{{.Id}}' "$image")" ] || missing=yes
  if [ -n "$builds" ]; then
    if [ -n "$no_build" ]; then return; fi
    pull=${pull_all:-$pull}
    if [ -n "$build_all$missing" ] || [ "$pull" = build ]; then build_once "$builds"; fi
  else
    case ${pull_all:-$pull}$missing in always* | missingyes | buildyes) pull_image "$1" ;; esac
  fi
}

# Builds an image, unless this run has built it: SERVICE
build_once() {
  case $built in *" $1 "*) return ;; esac
  built="$built$1 "
  build_image "$1"
}

# Reads a definition for its image: SERVICE
image_of() {
  define "$1" 1 :
  case $image in -*) die "$image is not the name of an image" ;; esac
}

pull_image() {
  image_of "$1"
  if [ -z "$builds" ]; then
    say "pulling $image"
    quietly "$engine" pull --quiet ${platform:+--platform "$platform"} "$image"
  fi
}
