/** The shells that completion is written for. */
export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof shells)[number];

/**
 * The script that makes a shell ask `transpose __complete` at each TAB: the words so far go in, the last of them
 * begun, and a candidate for it comes out a line, with what it means behind a tab.
 */
export const completionScripts: Readonly<Record<Shell, string>> = {
  bash: `# Completion of transpose for bash: eval "$(transpose completion bash)"
_transpose() {
  local line IFS=$'\\n'
  COMPREPLY=()
  while read -r line; do
    COMPREPLY+=("\${line%%$'\\t'*}")
  done < <(transpose __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  [[ \${COMPREPLY[0]-} == */ ]] && compopt -o nospace
  return 0
}
complete -o default -F _transpose transpose
`,
  zsh: `#compdef transpose
# Completion of transpose for zsh: transpose completion zsh >"\${fpath[1]}/_transpose"
_transpose() {
  local -a lines words_ described
  local line
  lines=("\${(@f)$(transpose __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  for line in $lines; do
    [[ -n $line ]] && described+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  if (( $#described )); then
    _describe transpose described
  else
    _files
  fi
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _transpose "$@"
else
  compdef _transpose transpose
fi
`,
  fish: `# Completion of transpose for fish: transpose completion fish >~/.config/fish/completions/transpose.fish
function __transpose_complete
  set -l words (commandline --tokenize --current-process --cut-at-cursor)
  transpose __complete -- $words[2..] (commandline --current-token --cut-at-cursor) 2>/dev/null
end
complete --command transpose --arguments '(__transpose_complete)'
`,
  powershell: `# Completion of transpose for PowerShell: transpose completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName transpose -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
  transpose __complete -- @words "$wordToComplete" 2>$null | ForEach-Object {
    $name, $meaning = $_ -split "\`t", 2
    if (-not $meaning) { $meaning = $name }
    [System.Management.Automation.CompletionResult]::new($name, $name, 'ParameterValue', $meaning)
  }
}
`,
};
