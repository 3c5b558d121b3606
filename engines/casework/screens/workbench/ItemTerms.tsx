import { Checkbox, Input, Select } from 'antd'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { BothLanguages } from './BothLanguages.tsx'
import type { Vocabulary } from './ItemLists.tsx'
import { bodyIn, type ItemBody, Labelled, Limit, listIn, type PartProps, textIn } from './item-parts.tsx'
import { Rows } from './Rows.tsx'
import css from './item-editor.module.css'

type Put = (patch: ItemBody) => void
type TermsProps = PartProps & { readonly vocabulary: Vocabulary }

/** An id that no other row has; people never see it. */
function freeId(rows: readonly ItemBody[], stem: string): string {
  for (let n = rows.length + 1; ; n++)
    if (rows.every(({ id }) => id !== `${stem}-${n}`)) return `${stem}-${n}`
}
const orNone = (rows: readonly ItemBody[]) => (rows.length ? rows : undefined)

/** 一类一策: how the item differs by business format. */
export function Formats({ item, locked, faults, put, vocabulary }: TermsProps) {
  const t = useWords()
  const rows = listIn(item['variants'])
  return (
    <Sheet title={t('casework:item.formatsTitle')}>
      <p className="work-soft">{t('casework:item.formatsText')}</p>
      <Rows
        place="variants"
        rows={rows}
        locked={locked}
        faults={faults}
        add={t('casework:item.addFormat')}
        fresh={() => ({
          id: freeId(rows, 'format'),
          title: {},
          when: '',
          basis: [],
          confidence: 'unverified',
        })}
        onChange={(variants) => put({ variants: orNone(variants) })}
        render={(row, change, number) => (
          <Format
            item={item}
            row={row}
            number={number}
            locked={locked}
            put={change}
            vocabulary={vocabulary}
          />
        )}
      />
      <Checkbox
        disabled={locked || rows.length === 0}
        checked={item['variantsInOrder'] === true}
        onChange={({ target }) => put({ variantsInOrder: target.checked ? true : undefined })}
      >
        {t('casework:item.inOrder')}
      </Checkbox>
    </Sheet>
  )
}

interface RowProps {
  readonly row: ItemBody
  readonly number: number
  readonly locked: boolean
  readonly put: Put
}

/** An expression; one with several levels is shown as such and kept. */
function Condition({ row, number, locked, put, hint }: RowProps & { hint: string }) {
  const t = useWords()
  const { when } = row
  if (when !== undefined && typeof when !== 'string')
    return <p className="work-soft">{t('casework:item.whenLong')}</p>
  return (
    <Labelled label={t('casework:item.condition')} hint={hint}>
      <Input
        aria-label={`${t('casework:item.condition')} ${number}`}
        disabled={locked}
        value={textIn(when)}
        onChange={({ target }) => put({ when: target.value })}
      />
    </Labelled>
  )
}

function Promised({ row, locked, put }: RowProps) {
  const promised = bodyIn(row['promised'])
  return (
    <Limit
      name="promised"
      limit={bodyIn(promised['limit'])}
      locked={locked}
      onChange={(limit) =>
        put({ promised: limit && { basis: [], confidence: 'unverified', ...promised, limit } })
      }
    />
  )
}

function Format({ item, vocabulary, ...props }: RowProps & { item: ItemBody; vocabulary: Vocabulary }) {
  const { row, number, locked, put } = props
  const t = useWords()
  const own = {
    materials: listIn(item['materials']).map(({ material }) => textIn(material)),
    fields: listIn(item['fields']).map(({ field }) => textIn(field)),
  }
  const change = (of: 'materials' | 'fields', patch: ItemBody) => {
    const { add, drop } = { ...bodyIn(row[of]), ...patch } as { add?: unknown[]; drop?: unknown[] }
    const next = { ...(add?.length ? { add } : {}), ...(drop?.length ? { drop } : {}) }
    put({ [of]: Object.keys(next).length ? next : undefined })
  }
  const added = (of: 'materials' | 'fields', name: 'material' | 'field') => {
    const before = listIn(bodyIn(row[of])['add'])
    return {
      value: before.map((one) => textIn(one[name])),
      onChange: (ids: readonly string[]) =>
        change(of, {
          add: ids.map(
            (id) =>
              before.find((one) => one[name] === id) ??
              (name === 'field' ? { field: id, required: true } : { material: id }),
          ),
        }),
    }
  }
  const dropped = (of: 'materials' | 'fields') => {
    const drop = bodyIn(row[of])['drop']
    return {
      value: Array.isArray(drop) ? (drop as string[]) : [],
      onChange: (ids: readonly string[]) => change(of, { drop: ids }),
    }
  }
  const choice = { number, locked }
  return (
    <>
      <BothLanguages
        name="formatTitle"
        value={row['title']}
        locked={locked}
        onChange={(title) => put({ title })}
      />
      <Condition {...props} hint={t('casework:item.formatWhenHint')} />
      <Promised {...props} />
      <Many
        {...choice}
        {...added('fields', 'field')}
        label="alsoAsked"
        of={vocabulary.fields.filter(({ id }) => !own.fields.includes(id))}
      />
      <Many
        {...choice}
        {...added('materials', 'material')}
        label="alsoWanted"
        of={vocabulary.materials.filter(({ id }) => !own.materials.includes(id))}
      />
      <Many
        {...choice}
        {...dropped('materials')}
        label="notWanted"
        of={vocabulary.materials.filter(({ id }) => own.materials.includes(id))}
      />
      <BothLanguages
        name="formatGuide"
        value={row['guide']}
        locked={locked}
        onChange={(guide) => put({ guide: guide['zh'] || guide['en'] ? guide : undefined })}
      />
    </>
  )
}

function Many({
  label,
  of,
  value,
  number,
  locked,
  onChange,
}: {
  label: 'alsoAsked' | 'alsoWanted' | 'notWanted'
  of: readonly { readonly id: string; readonly title: { readonly zh: string; readonly en: string } }[]
  value: readonly string[]
  number: number
  locked: boolean
  onChange: (ids: readonly string[]) => void
}) {
  const t = useWords()
  const text = useText()
  return (
    <Labelled label={t(`casework:item.${label}`)}>
      <div className={css.many}>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={`${t(`casework:item.${label}`)} ${number}`}
          disabled={locked}
          value={[...value]}
          onChange={(ids: string[]) => onChange(ids)}
          options={of.map(({ id, title }) => ({ value: id, label: text(title) }))}
        />
      </div>
    </Labelled>
  )
}

/** 信易+: what trusted enterprises get, by a condition on what is known of them. */
export function FastTracks({ item, locked, faults, put }: PartProps) {
  const t = useWords()
  const rows = listIn(item['fastTracks'])
  return (
    <Sheet title={t('casework:item.tracksTitle')}>
      <p className="work-soft">{t('casework:item.tracksText')}</p>
      <Rows
        place="fastTracks"
        rows={rows}
        locked={locked}
        faults={faults}
        add={t('casework:item.addTrack')}
        fresh={() => ({
          id: freeId(rows, 'track'),
          title: {},
          when: '',
          basis: [],
          confidence: 'unverified',
        })}
        onChange={(fastTracks) => put({ fastTracks: orNone(fastTracks) })}
        render={(row, change, number) => {
          const props = { row, number, locked, put: change }
          return (
            <>
              <BothLanguages
                name="trackTitle"
                value={row['title']}
                locked={locked}
                onChange={(title) => change({ title })}
              />
              <Condition {...props} hint={t('casework:item.trackWhenHint')} />
              <Promised {...props} />
              <div className={css.tick}>
                {(['first', 'withoutVisits'] as const).map((gift) => (
                  <Checkbox
                    key={gift}
                    disabled={locked}
                    checked={row[gift] === true}
                    onChange={({ target }) => change({ [gift]: target.checked ? true : undefined })}
                  >
                    {t(`casework:item.gift.${gift}`)}
                  </Checkbox>
                ))}
              </div>
            </>
          )
        }}
      />
    </Sheet>
  )
}
