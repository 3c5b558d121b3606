import { Checkbox, Input, Select } from 'antd'
import type { Output } from '#apps/web/client/contracts.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { type ItemBody, Labelled, listIn, type PartProps, textIn } from './item-parts.tsx'
import { Rows } from './Rows.tsx'
import css from './item-editor.module.css'

export type Vocabulary = Output<'casework.listVocabulary'>
type ListProps = PartProps & { readonly vocabulary: Vocabulary }
type Put = (patch: ItemBody) => void

/** What the applicant fills in for the item: fields of the city's form vocabulary, each required or not, always or at times. */
export function AskedFields({ item, locked, faults, put, vocabulary }: ListProps) {
  const t = useWords()
  return (
    <Sheet title={t('casework:item.fieldsTitle')}>
      <Rows
        place="fields"
        rows={listIn(item['fields'])}
        locked={locked}
        faults={faults}
        add={t('casework:item.addField')}
        fresh={() => ({ field: '', required: true })}
        onChange={(fields) => put({ fields })}
        render={(row, change, number) => (
          <>
            <Word
              name="field"
              number={number}
              of={vocabulary.fields}
              taken={listIn(item['fields']).map(({ field }) => textIn(field))}
              row={row}
              locked={locked}
              put={change}
            />
            <div className={css.tick}>
              <Checkbox
                disabled={locked}
                checked={row['required'] === true}
                onChange={({ target }) => change({ required: target.checked })}
              >
                {t('casework:item.required')}
              </Checkbox>
            </div>
            <When row={row} number={number} locked={locked} put={change} />
          </>
        )}
      />
    </Sheet>
  )
}

/** What the applicant brings or signs. */
export function WantedMaterials({ item, locked, faults, put, vocabulary }: ListProps) {
  const t = useWords()
  return (
    <Sheet title={t('casework:item.materialsTitle')}>
      <Rows
        place="materials"
        rows={listIn(item['materials'])}
        locked={locked}
        faults={faults}
        add={t('casework:item.addMaterial')}
        fresh={() => ({ material: '' })}
        onChange={(materials) => put({ materials })}
        render={(row, change, number) => (
          <>
            <Word
              name="material"
              number={number}
              of={vocabulary.materials}
              taken={listIn(item['materials']).map(({ material }) => textIn(material))}
              row={row}
              locked={locked}
              put={change}
            />
            <When row={row} number={number} locked={locked} put={change} />
          </>
        )}
      />
    </Sheet>
  )
}

/** One word of the vocabulary; what stands in another row already is not offered again. */
function Word({
  name,
  number,
  of,
  taken,
  row,
  locked,
  put,
}: {
  name: 'field' | 'material'
  number: number
  of: Vocabulary['materials'] | Vocabulary['fields']
  taken: readonly string[]
  row: ItemBody
  locked: boolean
  put: Put
}) {
  const t = useWords()
  const text = useText()
  const chosen = textIn(row[name])
  return (
    <Labelled label={t(`casework:item.${name}`)}>
      <Select
        showSearch
        optionFilterProp="label"
        aria-label={`${t(`casework:item.${name}`)} ${number}`}
        disabled={locked}
        value={chosen || null}
        onChange={(next: string | null) => put({ [name]: next ?? '' })}
        options={of
          .filter(({ id }) => id === chosen || !taken.includes(id))
          .map(({ id, title }) => ({ value: id, label: text(title) }))}
      />
    </Labelled>
  )
}

/** When a row counts: an expression of the rule language. One with several levels is shown as such and kept. */
function When({ row, number, locked, put }: { row: ItemBody; number: number; locked: boolean; put: Put }) {
  const t = useWords()
  const { when } = row
  if (when !== undefined && typeof when !== 'string')
    return <p className="work-soft">{t('casework:item.whenLong')}</p>
  return (
    <Labelled label={t('casework:item.when')} hint={t('casework:item.whenHint')}>
      <Input
        aria-label={`${t('casework:item.when')} ${number}`}
        disabled={locked}
        value={textIn(when)}
        onChange={({ target }) => put({ when: target.value === '' ? undefined : target.value })}
      />
    </Labelled>
  )
}
