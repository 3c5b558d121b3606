import { Tag } from '../../kits/light/Tag.tsx'
import type { Tone } from '../../kits/light/Notice.tsx'

/** A state by its word, in the tone that its table gives it. */
export function StateTag<State extends string>({
  state,
  word,
  tones,
}: {
  state: State
  word: string
  tones: Readonly<Record<State, Tone>>
}) {
  return <Tag tone={tones[state]}>{word}</Tag>
}
