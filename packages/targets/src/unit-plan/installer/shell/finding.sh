find_places() {
  newline='
'
  tab=$(printf '\t')
  if [ "$scope" = system ]; then
    units=/etc/systemd/system quadlets=/etc/containers/systemd config=/etc/transpose/$project
  else
    home_config=${XDG_CONFIG_HOME:-$HOME/.config}
    units=$home_config/systemd/user quadlets=$home_config/containers/systemd config=$home_config/transpose/$project
  fi
  manifest=$root$config/manifest
  mkdir -p "$work/unit" "$work/quadlet" "$work/config" "$work/secret"
}

# What is to be done is gathered in lists.
empty_lists() {
  for list in names manifest writes touched gone; do : >"$work/$list"; done
}
