// Each script only asks `loom __complete`, so that it never has to change with the commands.

const bash = `_loom() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("\${line%%$'\\t'*}")
  done < <(loom __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _loom loom
`;

const zsh = `#compdef loom
_loom() {
  local line
  local -a candidates
  for line in "\${(@f)$(loom __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] || continue
    candidates+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${\${line#*$'\\t'}#$line}")
  done
  if (( $#candidates )); then
    _describe loom candidates
  else
    _files
  fi
}
if [[ $funcstack[1] == _loom ]]; then
  _loom "$@"
else
  compdef _loom loom
fi
`;

const fish = `function __loom_complete
    set -l typed (commandline -opc) (commandline -ct)
    loom __complete -- $typed[2..-1] 2>/dev/null
end
complete -c loom -a '(__loom_complete)'
`;

const powershell = `Register-ArgumentCompleter -Native -CommandName loom -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  $next = if ($wordToComplete -eq '') { @('--next') } else { @() }
  loom __complete @next -- @words 2>$null | ForEach-Object {
    $name, $description = $_ -split "\`t", 2
    if (-not $description) { $description = $name }
    [System.Management.Automation.CompletionResult]::new($name, $name, 'ParameterValue', $description)
  }
}
`;

export const shellScripts = { bash, zsh, fish, powershell };

export type Shell = keyof typeof shellScripts;
