copy_files() {
  :
}
