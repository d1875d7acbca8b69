/** Prints the script by which a shell asks `stepmaker complete` for words. What has been typed is handed over as arguments, never evaluated. */
export function printCompletion(shell: string): void {
  process.stdout.write(SCRIPTS[shell] as string);
}

const BASH = `# bash completion for stepmaker
_stepmaker() {
  local candidate
  COMPREPLY=()
  while IFS=$'\\t' read -r candidate _; do
    COMPREPLY+=("$candidate")
  done < <(stepmaker complete bash -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  if [[ \${#COMPREPLY[@]} -eq 1 && "\${COMPREPLY[0]}" == *[/=] ]]; then
    compopt -o nospace 2>/dev/null
  fi
}
complete -F _stepmaker stepmaker
`;

const ZSH = `#compdef stepmaker
_stepmaker() {
  local line
  local -a words_found open_words
  while IFS= read -r line; do
    case "\${line%%$'\\t'*}" in
      */|*=) open_words+=("\${line%%$'\\t'*}") ;;
      *) words_found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}") ;;
    esac
  done < <(stepmaker complete zsh -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  (( \${#open_words} )) && compadd -S '' -- "\${open_words[@]}"
  (( \${#words_found} )) && _describe -V stepmaker words_found
}
if [[ "\${funcstack[1]}" == "_stepmaker" ]]; then
  _stepmaker "$@"
else
  compdef _stepmaker stepmaker
fi
`;

const FISH = `# fish completion for stepmaker
function __stepmaker_complete
    set -l typed (commandline -opc)
    set -l current (commandline -ct)
    stepmaker complete fish -- $typed[2..-1] "$current" 2>/dev/null
end
complete -c stepmaker -f -a '(__stepmaker_complete)'
`;

const SCRIPTS: Readonly<Record<string, string>> = { bash: BASH, zsh: ZSH, fish: FISH };
