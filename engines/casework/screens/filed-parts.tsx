import { useTranslation } from 'react-i18next'
import { useText } from '#apps/web/i18n/i18n.ts'
import { FactList } from '#apps/web/kits/light/FactList.tsx'
import { limitText } from './limit-text.ts'
import { Track } from './track.tsx'
import type { Preview } from './wizard.tsx'

/** What is filed together: each item with its office, the business format and district it is done for, its promise and its fast tracks. */
export function FiledParts({ partyId, parts }: { partyId: string; parts: Preview['parts'] }) {
  const { t } = useTranslation('casework')
  const text = useText()
  return (
    <>
      <FactList
        rows={parts.map((part) => ({
          id: part.part,
          term: text(part.department.title),
          value: text(part.item.title),
          note: [
            part.format && t('screens.terms.format', { format: text(part.format.title) }),
            part.local && t('screens.terms.local', { district: text(part.local.title) }),
            t('screens.terms.promise', { limit: limitText(part.promise, t) }),
          ]
            .filter(Boolean)
            .join(t('screens.comma')),
        }))}
      />
      {parts.flatMap((part) =>
        part.tracks.map((track) => (
          <Track key={`${part.part} ${track.id}`} track={track} askFor={partyId} ahead />
        )),
      )}
    </>
  )
}
