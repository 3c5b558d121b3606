import { readAhead } from '#apps/web/client/hooks.ts'
import { askForCityWords } from '#apps/web/shell/city-words.ts'

/** Which of the account's cases an address without an owner is looked for in. */
export const ownCases = { limit: 100 }

/** What the form asks for, whoever fills it in. */
export function formAhead({ theme = '' }: Readonly<Record<string, string>>): void {
  readAhead('casework.getThemeForm', { theme })
  readAhead('casework.listMyCases', ownCases)
  askForCityWords()
}
