/**
 * Completion: the script that each shell reads. All three find the command that the words before the cursor name,
 * and offer its commands, its options after a dash, and else files.
 */

import type { Choice, Place } from './places.ts';

/** Text between single quotes. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Everything that has no entry of its own is offered as a file. */
const offersOf = ({ commands, words }: Place): readonly string[] =>
  commands.length > 0 ? commands.map(({ word }) => word) : words;

const pathsOf = (places: readonly Place[]): string =>
  places
    .filter(({ path }) => path !== '')
    .map(({ path }) => quoted(path))
    .join(' | ');

function writeBash(places: readonly Place[]): string {
  const rows = places.map((place) => {
    const options = place.options.map(({ word }) => word).join(' ');
    const valued = [...place.valued.keys()].join(' ');
    return `    ${quoted(place.path)}) offers=${quoted(offersOf(place).join(' '))} options=${quoted(options)} valued=${quoted(valued)} ;;`;
  });
  const values = places.flatMap(({ path, valued }) =>
    [...valued]
      .filter(([, words]) => words.length > 0)
      .map(
        ([option, words]) =>
          `    ${quoted(`${path} ${option}`)}) offers=${quoted(words.join(' '))} ;;`,
      ),
  );
  return `# Completion of holdfast for bash: source <(holdfast completion bash)
_holdfast() {
  local path='' word offers='' options='' valued='' i
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]}
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${path:+$path }\${COMP_WORDS[i]}"
    case "$word" in
    ${pathsOf(places)}) path=$word ;;
    esac
  done
  case "$path" in
${rows.join('\n')}
  esac
  COMPREPLY=()
  if [[ -n $valued && " $valued " == *" $before "* ]]; then
    offers=''
    case "$path $before" in
${values.join('\n')}
    *) return ;;
    esac
  elif [[ $current == -* ]]; then
    offers=$options
  fi
  COMPREPLY=($(compgen -W "$offers" -- "$current"))
}
complete -o default -F _holdfast holdfast`;
}

function writeZsh(places: readonly Place[]): string {
  const told = (choices: readonly Choice[]): string =>
    choices
      .map(({ word, meaning }) => quoted(`${word}:${meaning.replaceAll(':', '\\:')}`))
      .join(' ');
  const rows = places.map((place) => {
    const words = place.words.map((word) => ({ word, meaning: word }));
    const offers = told(place.commands.length > 0 ? place.commands : words);
    const valued = [...place.valued.keys()].join(' ');
    return `    ${quoted(place.path)}) offers=(${offers}) options=(${told(place.options)}) valued=(${valued}) ;;`;
  });
  const values = places.flatMap(({ path, valued }) =>
    [...valued]
      .filter(([, words]) => words.length > 0)
      .map(
        ([option, words]) =>
          `    ${quoted(`${path} ${option}`)}) offers=(${words.map(quoted).join(' ')}) ;;`,
      ),
  );
  return `#compdef holdfast
# Completion of holdfast for zsh: source <(holdfast completion zsh), or this file as _holdfast in $fpath
_holdfast() {
  local at='' word i before=\${words[CURRENT - 1]}
  local -a offers options valued
  for ((i = 2; i < CURRENT; i++)); do
    word="\${at:+$at }\${words[i]}"
    case "$word" in
    ${pathsOf(places)}) at=$word ;;
    esac
  done
  case "$at" in
${rows.join('\n')}
  esac
  if (( \${valued[(Ie)$before]} )); then
    offers=()
    case "$at $before" in
${values.join('\n')}
    esac
  elif [[ \${words[CURRENT]} == -* ]]; then
    offers=("\${options[@]}")
  fi
  if (( \${#offers} )); then _describe holdfast offers; else _files; fi
}
(( $+functions[compdef] )) && compdef _holdfast holdfast`;
}

function writeFish(places: readonly Place[]): string {
  const rows = places.flatMap((place) => {
    const at = `complete -c holdfast -n ${quoted(`__holdfast_at '${place.path}'`)}`;
    const words = place.words.map((word) => ({ word, meaning: '' }));
    const offers = (place.commands.length > 0 ? place.commands : words).map(
      ({ word, meaning }) => `${at} -f -a ${quoted(word)} -d ${quoted(meaning)}`,
    );
    const options = place.options.map(({ word, meaning }) => {
      const values = place.valued.get(word);
      const value =
        values === undefined
          ? ''
          : values.length === 0
            ? ' -r'
            : ` -x -a ${quoted(values.join(' '))}`;
      return `${at} -l ${word.replace(/^--/, '')}${value} -d ${quoted(meaning)}`;
    });
    return [...offers, ...options];
  });
  const paths = places.flatMap(({ path }) => (path === '' ? [] : [quoted(path)]));
  return `# Completion of holdfast for fish: holdfast completion fish | source
function __holdfast_at
  set -l path
  for word in (commandline -opc)[2..]
    set -l longer (string trim "$path $word")
    if contains -- "$longer" ${paths.join(' ')}
      set path "$longer"
    end
  end
  test "$path" = "$argv[1]"
end
${rows.join('\n')}`;
}

/** By the names of the shells. */
export const writers = {
  bash: writeBash,
  zsh: writeZsh,
  fish: writeFish,
};
