import type { ImportState as State } from '../../import/model.ts'
import { StateTag } from '#apps/web/workbench/kit/StateTag.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'

const tones = { reading: 'wait', read: 'soon', unreadable: 'late', applied: 'done', undone: 'idle' } as const
export const importStates = Object.keys(tones) as State[]

export function ImportState({ state }: { state: State }) {
  const t = useWords()
  return <StateTag state={state} word={t(`party:states.${state}`)} tones={tones} />
}
