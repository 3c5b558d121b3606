import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { Icon } from './Icon.tsx'
import css from './Toast.module.css'

type Say = (text: string) => void
const ToastContext = createContext<Say>(() => undefined)

/** Says that something small was done. Never for problems: those stay where they happened. */
export const useToast = (): Say => useContext(ToastContext)

const shownMs = 5_000

export function ToastProvider({ children }: { children: ReactNode }) {
  const [text, setText] = useState<{ text: string; id: number }>()
  const say = useCallback<Say>((words) => {
    setText((before) => {
      const next = { text: words, id: (before?.id ?? 0) + 1 }
      setTimeout(() => setText((now) => (now?.id === next.id ? undefined : now)), shownMs)
      return next
    })
  }, [])
  const shown = useMemo(() => text?.text, [text])
  return (
    <ToastContext value={say}>
      {children}
      <div className={css.place} role="status" aria-live="polite">
        {shown && (
          <p className={css.toast}>
            <Icon name="check" /> {shown}
          </p>
        )}
      </div>
    </ToastContext>
  )
}
