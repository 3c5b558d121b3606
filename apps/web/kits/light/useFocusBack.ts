import { useEffect, useMemo } from 'react'

/**
 * Whoever opened a dialog stands at the same button when it closes, also where the dialog leaves the page at once instead of closing.
 * Is that button gone, because what it was for is done, the place around it has the focus: never the top of the page.
 */
export function useFocusBack(open: boolean): void {
  // While the dialog is drawn for the first time the focus is still where it was asked for; a moment later it is inside.
  const opener = useMemo(() => (open ? document.activeElement : null), [open])
  useEffect(() => {
    if (!(opener instanceof HTMLElement)) return
    const around = opener.parentElement?.closest<HTMLElement>('[tabindex]')
    return () => {
      setTimeout(() => {
        if (document.activeElement !== document.body) return
        if (opener.isConnected && !opener.matches(':disabled, body')) opener.focus()
        else (around?.isConnected ? around : document.getElementById('main'))?.focus({ preventScroll: true })
      })
    }
  }, [opener])
}
