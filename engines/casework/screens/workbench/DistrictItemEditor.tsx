import { Button, Checkbox, Input, Select } from 'antd'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { limitText } from '../limit-text.ts'
import { BothLanguages } from './BothLanguages.tsx'
import { bodyIn, type ItemBody, Labelled, Limit, listIn, textIn } from './item-parts.tsx'
import css from './item-editor.module.css'

interface EditorProps {
  readonly local: ItemBody
  readonly locked: boolean
  readonly onChange: (next: ItemBody) => void
}

/** What a district writes of a city's item: a shorter promise, materials it does not want, its place, its words. All else is the city's. */
export function DistrictItemEditor({ local, locked, onChange }: EditorProps) {
  const t = useWords()
  const text = useText()
  const items = useRead('casework.listItems', {}).data?.items ?? []
  const item = textIn(local['item'])
  const put = (patch: ItemBody) => onChange({ ...local, ...patch })
  const part = { local, locked, put }
  return (
    <div className={css.columns}>
      <Sheet title={t('casework:item.local.what')}>
        <Labelled label={t('casework:item.local.item')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={t('casework:item.local.item')}
            disabled={locked}
            value={item || null}
            onChange={(next: string | null) => put({ item: next ?? '', waives: undefined })}
            options={items.map(({ id, title }) => ({ value: id, label: text(title) }))}
          />
        </Labelled>
        <BothLanguages
          name="title"
          value={local['title']}
          locked={locked}
          onChange={(title) => put({ title })}
        />
        {item && <FromCity {...part} item={item} />}
      </Sheet>
      <Place {...part} />
    </div>
  )
}

interface PartProps {
  readonly local: ItemBody
  readonly locked: boolean
  readonly put: (patch: ItemBody) => void
}

/** What the district may better: the city's promise and the city's materials. */
function FromCity({ local, locked, put, item }: PartProps & { item: string }) {
  const t = useWords()
  const text = useText()
  const guide = useRead('casework.getItem', { item }).data
  if (!guide) return null
  const promised = bodyIn(local['promised'])
  const waives = Array.isArray(local['waives']) ? (local['waives'] as string[]) : []
  const gone = waives.filter((id) => guide.materials.every((material) => material.id !== id))
  const written = Number(local['itemVersion'] ?? 0)
  const waive = (id: string, on: boolean) => {
    const next = on ? [...waives, id] : waives.filter((one) => one !== id)
    put({ waives: next.length ? next : undefined })
  }
  return (
    <>
      {written !== guide.version && (
        <Notice
          tone="soon"
          title={t('casework:item.local.moved', { written, version: guide.version })}
          actions={
            !locked && (
              <Button onClick={() => put({ itemVersion: guide.version })}>
                {t('casework:item.local.checked', { version: guide.version })}
              </Button>
            )
          }
        />
      )}
      <Limit
        name="promised"
        limit={bodyIn(promised['limit'])}
        locked={locked}
        onChange={(limit) =>
          put({ promised: limit && { basis: [], confidence: 'unverified', ...promised, limit } })
        }
      />
      <p className="work-soft">
        {t('casework:item.local.cityPromise', { limit: limitText(guide.promise, t) })}
      </p>
      <Labelled label={t('casework:item.local.waives')} hint={t('casework:item.local.waivesHint')}>
        <div>
          {guide.materials.map(({ id, title }) => (
            <div key={id}>
              <Checkbox
                disabled={locked}
                checked={waives.includes(id)}
                onChange={({ target }) => waive(id, target.checked)}
              >
                {text(title)}
              </Checkbox>
            </div>
          ))}
          {guide.materials.length === 0 && t('casework:item.local.noMaterials')}
          {gone.length > 0 && !locked && (
            <Button size="small" onClick={() => put({ waives: waives.filter((id) => !gone.includes(id)) })}>
              {t('casework:item.local.dropGone', { count: gone.length })}
            </Button>
          )}
        </div>
      </Labelled>
    </>
  )
}

/** Where and when, whom to call, and what else applicants should know. */
function Place({ local, locked, put }: PartProps) {
  const t = useWords()
  const addresses = listIn(local['addresses'])
  const readdress = (language: 'zh' | 'en', written: string) => {
    const lines = written.split('\n')
    const count = Math.max(lines.length, language === 'en' ? addresses.length : 0)
    const next = Array.from({ length: count }, (_, i) => ({ ...addresses[i], [language]: lines[i] ?? '' }))
    put({ addresses: next.every(({ zh, en }: ItemBody) => !zh && !en) ? undefined : next })
  }
  const kept = (value: ItemBody) => (value['zh'] || value['en'] ? value : undefined)
  return (
    <Sheet title={t('casework:item.local.place')}>
      <Labelled label={t('casework:item.local.addresses')} hint={t('casework:item.conditionsHint')}>
        {(['zh', 'en'] as const).map((language) => (
          <Input.TextArea
            key={language}
            aria-label={`${t('casework:item.local.addresses')} ${t(`casework:item.language.${language}`)}`}
            placeholder={t(`casework:item.language.${language}`)}
            rows={2}
            disabled={locked}
            value={addresses.map((one) => textIn(one[language])).join('\n')}
            onChange={({ target }) => readdress(language, target.value)}
          />
        ))}
      </Labelled>
      <BothLanguages
        name="local.hours"
        value={local['hours']}
        locked={locked}
        onChange={(hours) => put({ hours: kept(hours) })}
      />
      {(['consult', 'complain'] as const).map((name) => (
        <Labelled key={name} label={t(`casework:item.local.${name}`)}>
          <Input
            aria-label={t(`casework:item.local.${name}`)}
            disabled={locked}
            value={textIn(local[name])}
            onChange={({ target }) => put({ [name]: target.value || undefined })}
          />
        </Labelled>
      ))}
      <BothLanguages
        name="local.guide"
        value={local['guide']}
        locked={locked}
        onChange={(guide) => put({ guide: kept(guide) })}
      />
    </Sheet>
  )
}
