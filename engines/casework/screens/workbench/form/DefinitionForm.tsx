import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { PlaceLink } from '#apps/web/workbench/kit/place.tsx'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import type { FormSheet } from '../../../catalogue/form/item-form.ts'
import { placeIn } from '../../../catalogue/form/places.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import css from './form.module.css'
import type { Body } from '../../../catalogue/form/values.ts'
import type { Desk, Fault } from './desk.ts'
import { Parts } from './Parts.tsx'

/** Everything that a definition may say, sheet by sheet. */
export function DefinitionForm({
  sheets,
  body,
  locked,
  faults,
  onChange,
}: {
  sheets: readonly FormSheet[]
  body: Body
  locked: boolean
  /** what is wrong, by the place in the definition */
  faults: readonly Fault[]
  onChange: (next: Body) => void
}) {
  const text = useText()
  const t = useWords()
  const vocabulary = useRead('casework.listVocabulary', {}).data
  if (!vocabulary) return null
  const parts = sheets.flatMap((sheet) => sheet.parts)
  const desk: Desk = {
    whole: body,
    vocabulary,
    locked,
    faults,
    placeIn: (path) => {
      const place = placeIn(parts, path)
      const last = place?.steps.at(-1)
      return place && last && { at: place.at, name: last.label }
    },
    inside: (props) => <Parts {...props} />,
  }
  const isLong = sheets.length > 3
  return (
    <>
      {isLong && (
        <nav className={css.index} aria-label={t('casework:item.index')}>
          {sheets.map(({ id, title }) => (
            <a key={id} href={`#${id}`}>
              {text(title)}
            </a>
          ))}
        </nav>
      )}
      {sheets.map((sheet) => (
        <div key={sheet.id} id={sheet.id} className={css.sheet}>
          <Sheet title={text(sheet.title)}>
            {sheet.text && <p className="work-soft">{text(sheet.text)}</p>}
            <Parts
              desk={desk}
              path=""
              number=""
              parts={sheet.parts}
              called={text(sheet.title)}
              lead={sheet.parts.find(({ label }) => label.zh === sheet.title.zh)?.key}
              value={body}
              onChange={onChange}
            />
            {sheet.picks && !locked && (
              <p className="work-soft">
                {t(`casework:item.notThere.${sheet.picks}`)}{' '}
                <PlaceLink to="catalogue" search={{ tab: 'words', kind: sheet.picks }}>
                  {t('casework:item.toWords')}
                </PlaceLink>
              </p>
            )}
          </Sheet>
        </div>
      ))}
    </>
  )
}
