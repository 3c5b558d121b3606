import { useEffect, useRef } from 'react'

const typing = 'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="spinbutton"]'

/** Whether a key belongs to whatever has the focus: a field, or a dialog that asks something. */
export function keyIsTaken(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented)
    return true
  const target = event.target
  if (target instanceof Element && target.closest(typing)) return true
  return document.querySelector('.ant-modal-wrap:not([style*="display: none"]) [role="dialog"]') !== null
}

/** Single keys of a page, by `KeyboardEvent.key`; they never take a key from a field or a dialog. */
export function useKeys(keys: Readonly<Record<string, () => void>>, on = true): void {
  const now = useRef(keys)
  useEffect(() => {
    now.current = keys
  })
  useEffect(() => {
    if (!on) return
    const pressed = (event: KeyboardEvent) => {
      const act = now.current[event.key]
      if (!act || keyIsTaken(event)) return
      const focused = document.activeElement
      if (event.key === 'Enter' && focused?.closest('button, a, summary, [role="tab"]')) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [on])
}
