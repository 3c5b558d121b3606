import { readAhead } from '#apps/web/client/hooks.ts'
import { i18n } from '#apps/web/i18n/i18n.ts'
import { askForCityWords } from '#apps/web/shell/city-words.ts'
import { recall, remember } from '#apps/web/shell/stored.ts'

/** Which of the account's cases an address without an owner is looked for in. */
export const ownCases = { limit: 100 }

const place = 'yishang.case-owner'

/** Whose the case is that this device looked at last: who comes back to it is not asked first. */
export const rememberOwner = (caseId: string, partyId: string): void =>
  remember(place, `${caseId} ${partyId}`)

function ownerOf(caseId: string): string | undefined {
  const [known, partyId] = recall(place)?.split(' ') ?? []
  return known === caseId ? partyId : undefined
}

/** What the form asks for, whoever fills it in, and its words. */
export function formAhead({ theme = '', caseId = '' }: Readonly<Record<string, string>>): void {
  readAhead('casework.getThemeForm', { theme })
  readAhead('casework.listMyCases', ownCases)
  const partyId = ownerOf(caseId)
  if (partyId) readAhead('casework.previewAnswers', { partyId, caseId })
  askForCityWords()
  void i18n.loadNamespaces('casework')
}
