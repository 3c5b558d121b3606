import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import css from './Tabs.module.css'

export interface Tab {
  readonly id: string
  readonly label: string
  readonly count?: number | undefined
}

/** Tabs with arrow keys (WAI-ARIA tabs pattern); which one is open is the caller's to keep, best in the address. */
export function Tabs({
  label,
  tabs,
  open,
  onOpen,
  children,
}: {
  label: string
  tabs: readonly Tab[]
  open: string
  onOpen: (id: string) => void
  children: ReactNode
}) {
  const prefix = useId()
  const list = useRef<HTMLDivElement>(null)
  // On a narrow screen the row scrolls; whoever comes by an address sees which one is open.
  useEffect(() => {
    const row = list.current
    const tab = row?.querySelector<HTMLElement>(`[data-tab="${open}"]`)
    if (!row || !tab) return
    const before = row.scrollLeft
    const starts = tab.offsetLeft - row.offsetLeft
    const ends = starts + tab.offsetWidth
    if (starts < before || ends > before + row.clientWidth)
      row.scrollLeft = starts - (row.clientWidth - tab.offsetWidth) / 2
  }, [open])
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (!step) return
    event.preventDefault()
    const at = tabs.findIndex((tab) => tab.id === open)
    const next = tabs[(at + step + tabs.length) % tabs.length]
    if (!next) return
    onOpen(next.id)
    list.current?.querySelector<HTMLButtonElement>(`[data-tab="${next.id}"]`)?.focus()
  }
  return (
    <>
      <div className={css.tabs} role="tablist" aria-label={label} ref={list} onKeyDown={move}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${prefix}${tab.id}`}
            data-tab={tab.id}
            aria-selected={tab.id === open}
            aria-controls={`${prefix}panel`}
            tabIndex={tab.id === open ? 0 : -1}
            className={css.tab}
            onClick={() => onOpen(tab.id)}
          >
            {tab.label}
            {tab.count !== undefined && <span className={css.count}>{tab.count}</span>}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${prefix}panel`} aria-labelledby={`${prefix}${open}`}>
        {children}
      </div>
    </>
  )
}
