remove_all() {
  find_places
  if [ ! -e "$manifest" ]; then die "nothing is installed under the name $project"; fi
  : >"$work/touched"
  manager stop "$project.target" || :
  units_in "$manifest" | active_ones | manage stop
  plain_units "$manifest" | manage disable --quiet
  delete_files <"$manifest"
  cp "$manifest" "$work/removed"
  if [ -z "$dry_run" ]; then
    rm -f "$manifest"
    if ! rmdir "$root$config" 2>/dev/null; then say "left where it is: $root$config"; fi
  fi
  manager daemon-reload
  units_in "$work/removed" | forget
  if [ -n "$with_volumes" ]; then
    remove_volumes
  elif [ -z "$root" ] && [ -n "$(volumes)" ]; then
    say "these volumes stay, with the data in them (remove --volumes removes them): $(volumes | sort -u | tr '\n' ' ')"
  fi
}

remove_volumes() {
  if [ -n "$root" ]; then return; fi
  volumes | sort -u >"$work/volumes"
  while read -r volume; do
    say "removing the volume $volume"
    if ! run "$engine" volume rm "$volume" </dev/null >/dev/null; then problem "the volume $volume could not be removed"; fi
  done <"$work/volumes"
  if [ -n "$problems" ]; then exit 1; fi
}
