import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Output } from '#apps/web/client/contracts.ts'
import { useAct } from '#apps/web/client/hooks.ts'
import { useClock } from '#apps/web/kits/light/Clock.tsx'
import type { Saving } from '#apps/web/kits/light/SaveState.tsx'
import type { Answer } from '../model.ts'
import { forget, keep, kept } from './kept-answers.ts'

type Preview = Output<'casework.previewAnswers'>
type Typed = Readonly<Record<string, Answer | undefined>>

const quietMs = 900

export interface Draft {
  /** typed here, else saved, else known, else the form's own assumption */
  readonly value: (field: string) => Answer | undefined
  readonly set: (field: string, value: Answer | undefined) => void
  /** saves what is not saved yet, and the assumed values of these fields; false when it could not */
  readonly save: (assumed?: Typed) => Promise<boolean>
  readonly saving: Saving
}

/**
 * Answers as they are typed: saved a moment after the last key, kept on the device while they cannot be, and taken up
 * again from there after the tab was closed.
 */
export function useDraft(partyId: string, caseId: string, preview: Preview): Draft {
  const { now } = useClock()
  const act = useAct('casework.saveAnswers')
  const { run } = act
  const [typed, setTyped] = useState<Typed>(() => kept(caseId))
  const unsaved = useRef<Record<string, Answer | undefined>>({ ...kept(caseId) })
  const [saving, setSaving] = useState<Saving>({ kind: 'saved', at: preview.savedAt })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const nowRef = useRef(now)
  nowRef.current = now

  const save = useCallback(
    async (assumed: Typed = {}) => {
      clearTimeout(timer.current)
      const changed = { ...assumed, ...unsaved.current }
      if (Object.keys(changed).length === 0) return true
      setSaving({ kind: 'saving' })
      const answers = Object.fromEntries(
        Object.entries(changed).map(([field, value]) => [field, value ?? null]),
      )
      const done = await run({ partyId, caseId, answers })
      if (!done) {
        setSaving({ kind: 'kept-here' })
        return false
      }
      for (const [field, value] of Object.entries(changed))
        if (unsaved.current[field] === value) delete unsaved.current[field]
      if (Object.keys(unsaved.current).length === 0) forget(caseId)
      else keep(caseId, unsaved.current)
      setSaving({ kind: 'saved', at: nowRef.current })
      return true
    },
    [run, partyId, caseId],
  )

  const set = useCallback(
    (field: string, value: Answer | undefined) => {
      unsaved.current[field] = value
      keep(caseId, unsaved.current)
      setTyped((before) => ({ ...before, [field]: value }))
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void save(), quietMs)
    },
    [caseId, save],
  )

  useEffect(() => {
    const again = () => void save()
    window.addEventListener('online', again)
    if (Object.keys(unsaved.current).length) again()
    return () => {
      window.removeEventListener('online', again)
      clearTimeout(timer.current)
    }
  }, [save])

  const knownByField = useMemo(
    () => new Map(preview.known.map((known) => [known.field, known.value])),
    [preview.known],
  )
  return {
    value: (field) => (field in typed ? typed[field] : (preview.answers[field] ?? knownByField.get(field))),
    set,
    save,
    saving,
  }
}
