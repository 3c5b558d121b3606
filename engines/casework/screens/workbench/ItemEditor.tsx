import { Input, InputNumber, Select } from 'antd'
import { useRead } from '#apps/web/client/hooks.ts'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { AskedFields, WantedMaterials } from './ItemLists.tsx'
import { Steps } from './ItemSteps.tsx'
import { FastTracks, Formats } from './ItemTerms.tsx'
import { BothLanguages } from './BothLanguages.tsx'
import {
  bodyIn,
  Labelled,
  Limit,
  listIn,
  type ItemBody,
  type PartProps,
  type RowFault,
  textIn,
} from './item-parts.tsx'
import css from './item-editor.module.css'

const types = ['licence', 'payment', 'confirmation', 'award', 'ruling', 'other', 'public-service'] as const
const levels = ['nation', 'province', 'city', 'district', 'town', 'village'] as const
const channels = ['online', 'counter', 'post', 'terminal'] as const

/** What officers write of an item: its name, its law, its limits, its conditions and what it yields. */
export function ItemEditor({
  item,
  locked,
  faults,
  onChange,
}: {
  item: ItemBody
  locked: boolean
  /** what is wrong, by the place in the item */
  faults: readonly RowFault[]
  onChange: (next: ItemBody) => void
}) {
  const part = { item, locked, faults, put: (patch: ItemBody) => onChange({ ...item, ...patch }) }
  const vocabulary = useRead('casework.listVocabulary', {}).data
  return (
    <>
      <div className={css.columns}>
        <What {...part} />
        <Law {...part} />
      </div>
      {vocabulary && (
        <>
          <AskedFields {...part} vocabulary={vocabulary} />
          <WantedMaterials {...part} vocabulary={vocabulary} />
          <Steps {...part} vocabulary={vocabulary} />
          <Formats {...part} vocabulary={vocabulary} />
          <FastTracks {...part} />
        </>
      )}
    </>
  )
}

function Choice({
  name,
  of,
  value,
  locked,
  onChange,
}: {
  name: string
  of: readonly string[]
  value: unknown
  locked: boolean
  onChange: (next: string) => void
}) {
  const t = useWords()
  return (
    <Labelled label={t(`casework:item.${name}`)}>
      <Select
        aria-label={t(`casework:item.${name}`)}
        disabled={locked}
        value={textIn(value) || null}
        onChange={(next: string | null) => onChange(next ?? '')}
        options={of.map((one) => ({ value: one, label: t(`casework:item.${name}s.${one}`) }))}
      />
    </Labelled>
  )
}

function What({ item, locked, faults, put }: PartProps) {
  const t = useWords()
  const result = bodyIn(item['result'])
  return (
    <Sheet title={t('casework:item.what')}>
      <BothLanguages
        name="title"
        value={item['title']}
        locked={locked}
        onChange={(title) => put({ title })}
      />
      <Choice
        name="type"
        of={types}
        value={item['type']}
        locked={locked}
        onChange={(type) => put({ type })}
      />
      <Choice
        name="level"
        of={levels}
        value={item['level']}
        locked={locked}
        onChange={(level) => put({ level })}
      />
      <Labelled label={t('casework:item.channels')}>
        <Select
          mode="multiple"
          aria-label={t('casework:item.channels')}
          disabled={locked}
          value={Array.isArray(item['channels']) ? (item['channels'] as string[]) : []}
          onChange={(next: string[]) => put({ channels: next })}
          options={channels.map((one) => ({ value: one, label: t(`casework:item.channel.${one}`) }))}
        />
      </Labelled>
      <Labelled label={t('casework:item.visits')}>
        <InputNumber
          aria-label={t('casework:item.visits')}
          disabled={locked}
          min={0}
          max={9}
          value={Number(item['visits'] ?? 0)}
          onChange={(visits) => put({ visits: visits ?? 0 })}
        />
      </Labelled>
      <BothLanguages
        name="resultTitle"
        value={result['title']}
        locked={locked}
        onChange={(title) => put({ result: { kind: 'approval', ...result, title } })}
      />
      <Conditions item={item} locked={locked} faults={faults} put={put} />
    </Sheet>
  )
}

/** One line each, in both languages; the n-th English line says what the n-th Chinese line says. */
function Conditions({ item, locked, put }: PartProps) {
  const t = useWords()
  const conditions = listIn(item['acceptConditions'])
  const change = (language: 'zh' | 'en', text: string) => {
    const lines = text.split('\n')
    const count = Math.max(lines.length, language === 'en' ? conditions.length : 0)
    put({
      acceptConditions: Array.from({ length: count }, (_, i) => ({
        ...conditions[i],
        [language]: lines[i] ?? '',
      })),
    })
  }
  return (
    <Labelled label={t('casework:item.conditions')} hint={t('casework:item.conditionsHint')}>
      {(['zh', 'en'] as const).map((language) => (
        <Input.TextArea
          key={language}
          aria-label={`${t('casework:item.conditions')} ${t(`casework:item.language.${language}`)}`}
          placeholder={t(`casework:item.language.${language}`)}
          rows={3}
          disabled={locked}
          value={conditions.map((one) => textIn(one[language])).join('\n')}
          onChange={({ target }) => change(language, target.value)}
        />
      ))}
    </Labelled>
  )
}

function Law({ item, locked, put }: PartProps) {
  const t = useWords()
  const [law = {}, ...others] = listIn(item['legalBasis'])
  const limits = bodyIn(item['limits'])
  const statutory = bodyIn(limits['statutory'])
  const promised = bodyIn(limits['promised'])
  const fee = bodyIn(item['fee'])
  const citing = (patch: ItemBody) =>
    put({ legalBasis: [{ confidence: 'verified', ...law, ...patch }, ...others] })
  return (
    <Sheet title={t('casework:item.lawAndTime')}>
      {(['law', 'article'] as const).map((name) => (
        <Labelled key={name} label={t(`casework:item.${name}`)}>
          <Input
            aria-label={t(`casework:item.${name}`)}
            disabled={locked}
            value={textIn(law[name])}
            onChange={({ target }) => citing({ [name]: target.value })}
          />
        </Labelled>
      ))}
      <Limit
        name="statutory"
        limit={bodyIn(statutory['limit'])}
        locked={locked}
        onChange={(limit) =>
          put({ limits: { ...limits, statutory: { basis: [], ...statutory, ...(limit ? { limit } : {}) } } })
        }
      />
      <Limit
        name="promised"
        limit={bodyIn(promised['limit'])}
        locked={locked}
        onChange={(limit) =>
          put({
            limits: {
              ...limits,
              promised: { basis: [], confidence: 'unverified', ...promised, ...(limit ? { limit } : {}) },
            },
          })
        }
      />
      <Labelled label={t('casework:item.fee')}>
        <Select
          aria-label={t('casework:item.fee')}
          disabled={locked}
          value={fee['charged'] === true ? 'charged' : 'free'}
          onChange={(next) => put({ fee: { ...fee, charged: next === 'charged' } })}
          options={(['free', 'charged'] as const).map((one) => ({
            value: one,
            label: t(`casework:item.fees.${one}`),
          }))}
        />
      </Labelled>
      <p className="work-soft">{t('casework:item.rest')}</p>
    </Sheet>
  )
}
