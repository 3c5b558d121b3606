import { recall, remember } from './stored.ts'

/** What the reader chose on this device: larger type, light or dark. Applied before the first paint. */
const elderKey = 'yishang.elder'
const themeKey = 'yishang.theme'

export type Theme = 'light' | 'dark'
const prefersDark = () => matchMedia('(prefers-color-scheme: dark)').matches

export const isElder = (): boolean => recall(elderKey) === 'true'
export function chosenTheme(): Theme {
  const stored = recall(themeKey)
  return stored === 'light' || stored === 'dark' ? stored : prefersDark() ? 'dark' : 'light'
}

export function applyPreferences(): void {
  document.documentElement.dataset['elder'] = String(isElder())
  document.documentElement.dataset['theme'] = chosenTheme()
}
export function setElder(elder: boolean): void {
  remember(elderKey, String(elder))
  applyPreferences()
}
export function setTheme(theme: Theme): void {
  remember(themeKey, theme)
  applyPreferences()
}
