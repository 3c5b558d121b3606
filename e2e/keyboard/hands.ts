import type { Page } from 'playwright-core'
import { tabWalk } from './tab-walk.ts'

/** More presses than any control is away. */
const mostPresses = 200

/** Runs in the page: what the element with the focus is called, and whether it can be seen where it is. */
function focused(): { name: string; role: string; around: string; seen: boolean } {
  const element = document.activeElement as HTMLElement | null
  if (!element || element === document.body) return { name: '', role: '', around: '', seen: true }
  const labels = 'labels' in element ? [...((element.labels as NodeListOf<HTMLElement> | null) ?? [])] : []
  const labelled = (element.getAttribute('aria-labelledby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ')
  const name =
    element.getAttribute('aria-label') ??
    (labelled.trim() || labels.map((label) => label.textContent).join(' ') || element.textContent || '')
  const box = (labels[0]?.contains(element) ? labels[0] : element).getBoundingClientRect()
  const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
  const around = element.closest('article, li, tr, section')?.textContent ?? ''
  return {
    name: name.trim(),
    role: element.getAttribute('role') ?? element.tagName.toLowerCase(),
    around,
    seen,
  }
}

/** Somebody who has a keyboard and nothing else. Nothing here points, and nothing is filled past the focus. */
export function hands(page: Page) {
  const faults: string[] = []
  const press = (key: string) => page.keyboard.press(key)
  const here = () => page.evaluate(focused)
  /** Tab until a control of that name has the focus; `around` is what stands in the same row or card. */
  const reach = async (name: RegExp, around = /./, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => {
    const passed: string[] = []
    for (let i = 0; i < mostPresses; i++) {
      await press(key)
      const at = await here()
      if (!at.seen) faults.push(`out of sight: ${at.role} ${at.name}`)
      if (name.test(at.name) && around.test(at.around || ' ')) return
      passed.push(at.name)
    }
    throw new Error(`${name} is not reached by ${key}, only ${[...new Set(passed)].join(' | ')}`)
  }
  return {
    faults,
    press,
    here,
    reach,
    /** Reaches a control and presses Enter on it. */
    use: async (name: RegExp, around?: RegExp) => {
      await reach(name, around)
      await press('Enter')
    },
    type: (text: string) => page.keyboard.type(text),
    /** Walks the whole open page or dialog by Tab, and keeps what is wrong with it. */
    walk: async (name: string) => {
      const { faults: found } = await tabWalk(page)
      faults.push(...found.map((fault) => `${name}: ${fault}`))
    },
  }
}
export type Hands = ReturnType<typeof hands>
