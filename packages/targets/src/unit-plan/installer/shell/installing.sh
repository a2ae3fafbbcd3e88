install_all() {
  prepare
  files render
  find_gone
  if [ -n "$problems" ]; then die 'nothing was changed'; fi
  if [ ! -s "$work/writes" ] && [ ! -s "$work/gone" ]; then
    say 'nothing has changed'
  else
    if [ -s "$work/gone" ]; then
      units_in "$work/gone" | active_ones | manage stop
      plain_units "$work/gone" | manage disable --quiet
      delete_files <"$work/gone"
    fi
    write_files
    if [ -z "$dry_run" ]; then
      (umask 022 && mkdir -p "$(dirname "$root$config")")
      mkdir -p "$root$config"
      cp "$work/manifest" "$manifest.new"
      mv -f "$manifest.new" "$manifest"
    fi
  fi
  manager daemon-reload
  units_in "$work/gone" | forget
  plain_units "$work/manifest" | manage reenable --quiet
  if [ -z "$no_start" ]; then start_all; fi
}
