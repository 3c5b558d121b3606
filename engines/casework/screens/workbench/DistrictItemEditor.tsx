import { Button, Checkbox, Select } from 'antd'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { districtForm } from '../../catalogue/form/district-form.ts'
import { type Body, textIn, textsIn } from '../../catalogue/form/values.ts'
import { limitText } from '../limit-text.ts'
import { DefinitionForm } from './form/DefinitionForm.tsx'
import type { Fault } from './form/desk.ts'
import css from './form/form.module.css'

/** What a district writes of a city's item: a shorter promise, materials it does not want, its place, its words. All else is the city's. */
export function DistrictItemEditor({
  local,
  locked,
  faults,
  onChange,
}: {
  readonly local: Body
  readonly locked: boolean
  readonly faults: readonly Fault[]
  readonly onChange: (next: Body) => void
}) {
  const t = useWords()
  const text = useText()
  const items = useRead('casework.listItems', {}).data?.items ?? []
  const item = textIn(local['item'])
  const put = (patch: Body) => onChange({ ...local, ...patch })
  return (
    <>
      <Sheet title={t('casework:item.local.what')}>
        <span className={css.label}>{t('casework:item.local.item')}</span>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('casework:item.local.item')}
          className={css.whole}
          disabled={locked}
          value={item || null}
          onChange={(next: string | null) => put({ item: next ?? '', waives: undefined })}
          options={items.map(({ id, title }) => ({ value: id, label: text(title) }))}
        />
        {item && <FromCity local={local} locked={locked} put={put} item={item} />}
      </Sheet>
      <DefinitionForm
        sheets={[districtForm.own, districtForm.place]}
        body={local}
        locked={locked}
        faults={faults}
        onChange={onChange}
      />
    </>
  )
}

/** What the district may better: the city's promise and the city's materials. */
function FromCity({
  local,
  locked,
  put,
  item,
}: {
  local: Body
  locked: boolean
  put: (patch: Body) => void
  item: string
}) {
  const t = useWords()
  const text = useText()
  const guide = useRead('casework.getItem', { item }).data
  if (!guide) return null
  const waives = textsIn(local['waives'])
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
      <p className="work-soft">
        {t('casework:item.local.cityPromise', { limit: limitText(guide.promise, t) })}
      </p>
      <span className={css.label}>{t('casework:item.local.waives')}</span>
      {guide.materials.map(({ id, title }) => (
        <div key={id} className={css.tick}>
          <Checkbox
            disabled={locked}
            checked={waives.includes(id)}
            onChange={({ target }) => waive(id, target.checked)}
          >
            {text(title)}
          </Checkbox>
        </div>
      ))}
      {guide.materials.length === 0 && <p>{t('casework:item.local.noMaterials')}</p>}
      {gone.length > 0 && !locked && (
        <Button size="small" onClick={() => put({ waives: waives.filter((id) => !gone.includes(id)) })}>
          {t('casework:item.local.dropGone', { count: gone.length })}
        </Button>
      )}
      <div className="work-soft">{t('casework:item.local.waivesHint')}</div>
    </>
  )
}
