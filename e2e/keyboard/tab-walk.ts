import type { Page } from 'playwright-core'

/** What is wrong with going through a page by the Tab key, in words that name the element. */
export interface TabWalk {
  /** everything that had the focus, in its order */
  readonly reached: readonly string[]
  readonly faults: readonly string[]
}

/** More stops than any page has: whoever comes this far goes in a circle. */
const mostStops = 400

/** So often a walk begins anew where the page became another on the way, as a case's page does while offices work on it. */
const mostWalks = 4

/** Goes through the open page, or its open dialog, by Tab alone, and says what a person without a mouse would miss. */
export async function tabWalk(page: Page): Promise<TabWalk> {
  for (let turn = 1; ; turn++) {
    const { becameAnother, ...walk } = await walkOnce(page)
    if (walk.faults.length === 0 || !becameAnother || turn === mostWalks) return walk
  }
}

async function walkOnce(page: Page): Promise<TabWalk & { becameAnother: boolean }> {
  await page.evaluate(beginWalk)
  // A dialog begins where its focus is, a page before everything.
  await page.evaluate(takeStop)
  for (let i = 0; i < mostStops; i++) {
    await page.keyboard.press('Tab')
    if (!(await page.evaluate(takeStop))) break
  }
  return page.evaluate(endWalk)
}

interface Stop {
  readonly element: HTMLElement
  readonly box: DOMRect
  readonly shown: string
}
interface Walk {
  readonly stops: Stop[]
  readonly faults: string[]
  readonly looks: (element: HTMLElement) => string
  readonly nameOf: (element: Element) => string
  /** sees whether anything comes or goes meanwhile */
  readonly changes: MutationObserver
  becameAnother: boolean
}
declare global {
  interface Window {
    tabWalk?: Walk
  }
}

/** Runs in the page: from its beginning, with nothing chosen yet. */
function beginWalk(): void {
  const nameOf = (element: Element) => {
    const words = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)
    return `<${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : ''} ${element.getAttribute('role') ?? ''}> ${words}`
  }
  const drawn = (style: CSSStyleDeclaration) =>
    [
      style.outlineStyle === 'none' ? '' : `${style.outlineWidth} ${style.outlineColor}`,
      style.boxShadow,
      style.borderColor,
      style.backgroundColor,
      style.top,
    ].join('|')
  /** How the element and what frames it are drawn: the focus must change something of it. */
  const looks = (element: HTMLElement) => {
    const parts: string[] = []
    let at: HTMLElement | null = element
    for (let up = 0; at && up < 4; up++, at = at.parentElement)
      parts.push(
        drawn(getComputedStyle(at)),
        drawn(getComputedStyle(at, '::after')),
        drawn(getComputedStyle(at, '::before')),
      )
    const beside = element.nextElementSibling
    if (beside) parts.push(drawn(getComputedStyle(beside)))
    return parts.join('\n')
  }
  const dialog = [...document.querySelectorAll<HTMLElement>('dialog[open], [role=dialog]')].findLast(
    (one) => one.offsetWidth > 0,
  )
  if (!dialog) {
    ;(document.activeElement as HTMLElement | null)?.blur()
    scrollTo(0, 0)
    // The place where the next Tab begins is where the focus or a selection was last.
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')
  }
  const changes = new MutationObserver(() => {
    if (window.tabWalk) window.tabWalk.becameAnother = true
  })
  window.tabWalk = { stops: [], faults: [], looks, nameOf, changes, becameAnother: false }
  changes.observe(document.body, { childList: true, subtree: true })
}

/** Runs in the page: what has the focus now, and whether it can be seen. False when everything has been visited. */
function takeStop(): boolean {
  const walk = window.tabWalk
  const element = document.activeElement as HTMLElement | null
  if (!walk) return false
  if (!element || element === document.body || element === document.documentElement) return false
  const { stops, faults, nameOf, looks } = walk
  // A place that was given the focus, such as an open drawer, is no stop of its own.
  if (element.tabIndex < 0) return true
  if (stops.some((stop) => stop.element === element)) return false
  const box = element.getBoundingClientRect()
  const framed = element.closest('label') ?? element
  const frame =
    box.width < 4 || getComputedStyle(element).opacity === '0' ? framed.getBoundingClientRect() : box
  if (frame.bottom <= 0 || frame.top >= innerHeight || frame.right <= 0 || frame.left >= innerWidth)
    faults.push(`out of sight: ${nameOf(element)}`)
  else {
    const left = Math.max(frame.left, 0)
    const top = Math.max(frame.top, 0)
    const right = Math.min(frame.right, innerWidth)
    const bottom = Math.min(frame.bottom, innerHeight)
    const seen = [0.5, 0.15, 0.85].some((part) => {
      const hit = document.elementFromPoint(left + (right - left) * part, top + (bottom - top) * part)
      return hit && (framed.contains(hit) || hit.contains(framed))
    })
    if (!seen) faults.push(`covered: ${nameOf(element)}`)
  }
  stops.push({
    element,
    box: new DOMRect(box.x, box.y + scrollY, box.width, box.height),
    shown: looks(element),
  })
  return true
}

/** Runs in the page: what was never reached, what did not show that it was, what came out of order. */
function endWalk(): { reached: string[]; faults: string[]; becameAnother: boolean } {
  const walk = window.tabWalk
  if (!walk) return { reached: [], faults: ['no walk'], becameAnother: false }
  const { stops, faults, nameOf, looks } = walk
  ;(document.activeElement as HTMLElement | null)?.blur()
  for (const { element, shown } of stops)
    if (element.isConnected && looks(element) === shown) faults.push(`focus not shown: ${nameOf(element)}`)
  for (const [i, { element }] of stops.entries()) {
    const before = stops[i - 1]
    if (!before || !element.isConnected || !before.element.isConnected) continue
    const follows = before.element.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING
    const above = stops[i] && stops[i].box.bottom <= before.box.top && stops[i].box.left <= before.box.left
    if (!follows || above) faults.push(`out of order: ${nameOf(element)} after ${nameOf(before.element)}`)
  }
  const dialog = [...document.querySelectorAll<HTMLElement>('dialog[open], [role=dialog]')].findLast(
    (one) => one.offsetWidth > 0,
  )
  const within: ParentNode = dialog ?? document.body
  const roles = ['button', 'link', 'tab', 'checkbox', 'radio', 'combobox', 'menuitem', 'switch', 'searchbox']
  const controls = `a[href], button, input:not([type=hidden]), select, textarea, summary, ${roles.map((role) => `[role=${role}]`).join(', ')}`
  const pressed = (element: Element) => {
    const key = Object.keys(element).find((name) => name.startsWith('__reactProps$'))
    const props = key && (element as unknown as Record<string, Record<string, unknown>>)[key]
    return props && typeof props['onClick'] === 'function'
  }
  const reached = new Set<Element>(stops.map((stop) => stop.element))
  const group = (element: Element) =>
    element.matches('input[type=radio]')
      ? [
          ...document.querySelectorAll(
            `input[type=radio][name="${CSS.escape(element.getAttribute('name') ?? '')}"]`,
          ),
        ]
      : [
          ...(element.closest('[role=tablist], [role=radiogroup], [role=menu]')?.querySelectorAll(controls) ??
            []),
        ]
  const can = (element: Element) => {
    if (reached.has(element)) return true
    if (group(element).some((one) => reached.has(one))) return true
    return [...reached].some(
      (one) => element.contains(one) || (one.contains(element) && one.matches(controls)),
    )
  }
  const covered = (element: Element) =>
    element.closest('[aria-hidden=true], [inert], :disabled, [aria-disabled=true], .ant-modal-mask') !== null
  for (const element of within.querySelectorAll<HTMLElement>('*')) {
    if (!element.matches(controls) && !pressed(element)) continue
    if (covered(element) || !element.checkVisibility({ visibilityProperty: true })) continue
    if (element.matches('[tabindex="-1"]') && element.closest('.ant-select, .ant-picker')) continue
    if (element.closest('label')?.querySelector('input') && !element.matches(controls)) continue
    if (!can(element)) faults.push(`never reached: ${nameOf(element)}`)
  }
  const names = stops.map(({ element }) => nameOf(element))
  walk.changes.disconnect()
  delete window.tabWalk
  return { reached: names, faults: [...new Set(faults)], becameAnother: walk.becameAnother }
}
