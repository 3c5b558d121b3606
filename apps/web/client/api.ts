import { operations } from 'virtual:yishang/operations'
import { currentLanguage } from '../i18n/i18n.ts'
import { createClient } from './client.ts'
import { newKey } from './intent.ts'
import { sessionEnded } from './session.ts'

/** The one client of the app. */
export const api = createClient({
  operations,
  fetch: (input, init) => globalThis.fetch(input, init),
  language: currentLanguage,
  signedOut: sessionEnded.announce,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  newKey,
})
/** Whether this build knows an operation: pages of engines that a city left out are not shown. */
export const knows = (name: string): boolean => name in operations
