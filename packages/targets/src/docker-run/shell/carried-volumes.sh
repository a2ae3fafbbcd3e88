# The volume without a name that goes over to the new container, as a field of --mount: PLACE
carried() {
  anonymous_volumes | while read -r volume target; do
    if [ "$target" = "$1" ]; then printf ',source=%s' "$volume"; fi
  done
}
