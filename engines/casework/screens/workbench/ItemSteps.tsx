import { Input, Select } from 'antd'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import type { Vocabulary } from './ItemLists.tsx'
import { bodyIn, type ItemBody, Labelled, Limit, listIn, type PartProps, textIn } from './item-parts.tsx'
import { Rows } from './Rows.tsx'

const deciders = ['officer', 'rule', 'connector', 'time'] as const

/** An id that no other step has; people never see it. */
function freeId(rows: readonly ItemBody[]): string {
  for (let n = rows.length + 1; ; n++) if (rows.every(({ id }) => id !== `step-${n}`)) return `step-${n}`
}

/** The steps of the item in their order: whose work each is, who decides it, how long it may take. */
export function Steps({ item, locked, faults, put, vocabulary }: PartProps & { vocabulary: Vocabulary }) {
  const t = useWords()
  const rows = listIn(item['stages'])
  return (
    <Sheet title={t('casework:item.stepsTitle')}>
      <Rows
        place="stages"
        rows={rows}
        locked={locked}
        faults={faults}
        add={t('casework:item.addStep')}
        fresh={() => ({ id: freeId(rows), department: item['department'], decidedBy: 'officer' })}
        onChange={(stages) => put({ stages })}
        render={(row, change, number) => (
          <Step row={row} number={number} locked={locked} put={change} vocabulary={vocabulary} />
        )}
      />
      <p className="work-soft">{t('casework:item.rest')}</p>
    </Sheet>
  )
}

function Step({
  row,
  number,
  locked,
  put,
  vocabulary,
}: {
  row: ItemBody
  number: number
  locked: boolean
  put: (patch: ItemBody) => void
  vocabulary: Vocabulary
}) {
  const t = useWords()
  const text = useText()
  const title = bodyIn(row['title'])
  const by = textIn(row['decidedBy'])
  const name = (what: string) => `${t(`casework:item.${what}`)} ${number}`
  return (
    <>
      <Labelled label={t('casework:item.stepTitle')}>
        {(['zh', 'en'] as const).map((language) => (
          <Input
            key={language}
            aria-label={`${name('stepTitle')} ${t(`casework:item.language.${language}`)}`}
            placeholder={t(`casework:item.language.${language}`)}
            disabled={locked}
            value={textIn(title[language])}
            onChange={({ target }) => put({ title: { ...title, [language]: target.value } })}
          />
        ))}
      </Labelled>
      <Labelled label={t('casework:item.stepDepartment')}>
        <Select
          showSearch
          optionFilterProp="label"
          aria-label={name('stepDepartment')}
          disabled={locked}
          value={textIn(row['department']) || null}
          onChange={(department: string | null) => put({ department: department ?? '' })}
          options={vocabulary.departments.map((one) => ({ value: one.id, label: text(one.title) }))}
        />
      </Labelled>
      <Labelled label={t('casework:item.decidedBy')}>
        <Select
          aria-label={name('decidedBy')}
          disabled={locked}
          value={by || null}
          onChange={(decidedBy: string | null) => put({ decidedBy: decidedBy ?? '' })}
          options={deciders
            .filter((one) => one !== 'connector' || row['connector'] !== undefined)
            .map((one) => ({ value: one, label: t(`casework:item.deciders.${one}`) }))}
        />
      </Labelled>
      <Limit
        name="stepLimit"
        limit={bodyIn(row['limit'])}
        locked={locked}
        onChange={(limit) => put({ limit })}
      />
      {by === 'rule' && <Decide row={row} name={name('decide')} locked={locked} put={put} />}
      {by === 'connector' && (
        <p className="work-soft">
          {t('casework:item.connectorText', {
            connector: t(`casework:systems.${textIn(row['connector'])}`, {
              defaultValue: textIn(row['connector']),
            }),
          })}
        </p>
      )}
    </>
  )
}

/** The rule that grants; whatever it does not grant goes to an officer. */
function Decide({
  row: { decide },
  name,
  locked,
  put,
}: {
  row: ItemBody
  name: string
  locked: boolean
  put: (patch: ItemBody) => void
}) {
  const t = useWords()
  if (decide !== undefined && typeof decide !== 'string')
    return <p className="work-soft">{t('casework:item.whenLong')}</p>
  return (
    <Labelled label={t('casework:item.decide')}>
      <Input
        aria-label={name}
        disabled={locked}
        value={textIn(decide)}
        onChange={({ target }) => put({ decide: target.value === '' ? undefined : target.value })}
      />
    </Labelled>
  )
}
