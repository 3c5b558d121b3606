import { Button, Form, Select } from 'antd'
import { useState } from 'react'
import type { Output } from '#apps/web/client/contracts.ts'
import { useMe, useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { useClock } from '#apps/web/kits/light/Clock.tsx'
import { DateFigure } from '#apps/web/kits/light/Figure.tsx'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { FilterRow } from '#apps/web/workbench/kit/FilterRow.tsx'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { whole } from '#apps/web/workbench/kit/pages.ts'
import { usePlace } from '#apps/web/workbench/kit/place.tsx'
import { SearchField } from '#apps/web/workbench/kit/SearchField.tsx'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { limitText } from '../limit-text.ts'

type Row = Output<'casework.listDistrictItems'>['items'][number]

/** What districts made of the city's items: what does not fit any more first. A district's officer begins one, or its next version. */
export function DistrictItems() {
  const t = useWords()
  const text = useText()
  const may = useMay()
  const { search, change, go } = usePlace()
  const { words } = useCityWords()
  const post = useMe().data?.roles.find(({ department }) => department)
  const [opening, setOpening] = useState(false)
  const rows = useRead('casework.listDistrictItems', {
    ...(search['q'] ? { search: search['q'] } : {}),
    ...(search['district'] ? { district: search['district'] } : {}),
  })
  const act = useOfficerAct('publication.openDraft')
  const unfit = rows.data?.items.filter(({ misfits }) => misfits.length > 0) ?? []
  const mine = (row: Row) => row.district.id === post?.district && row.department.id === post?.department
  const rewrite = async (row: Row) => {
    const answer = await act.run({
      kind: 'district-item',
      title: row.title.zh,
      department: row.department.id,
      district: row.district.id,
      id: row.id,
    })
    if (answer) go(`drafts/${answer.id}`)
  }
  const columns: Column<Row>[] = [
    {
      id: 'item',
      title: t('catalogue.item'),
      always: true,
      width: 230,
      render: (row) => text(row.item.title),
      plain: (row) => text(row.item.title),
    },
    {
      id: 'district',
      title: t('queue.column.district'),
      always: true,
      width: 90,
      render: (row) => text(row.district.title),
      plain: (row) => text(row.district.title),
    },
    {
      id: 'promise',
      title: t('catalogue.promise'),
      width: 150,
      render: (row) => (
        <>
          {limitText(row.promise, t)}
          <div className="work-soft">
            {t('catalogue.cityPromise', { limit: limitText(row.cityPromise, t) })}
          </div>
        </>
      ),
      plain: (row) => limitText(row.promise, t),
    },
    {
      id: 'waives',
      title: t('catalogue.waives'),
      width: 150,
      render: (row) => row.waives.map(text).join(t('case.elementComma')) || '—',
      plain: (row) => row.waives.map(text).join(t('case.elementComma')),
    },
    {
      id: 'standing',
      title: t('catalogue.standing'),
      width: 220,
      render: (row) =>
        row.misfits.length > 0 ? (
          <>
            <Tag tone="late">{t('catalogue.unfit')}</Tag>
            <ul>
              {row.misfits.map(({ message, remedy }) => (
                <li key={message.zh}>
                  {text(message)} <span className="work-soft">{text(remedy)}</span>
                </li>
              ))}
            </ul>
          </>
        ) : row.itemVersion < row.cityVersion ? (
          <Tag tone="soon">{t('catalogue.older', { version: row.cityVersion })}</Tag>
        ) : (
          <Tag tone="done">{t('catalogue.fits')}</Tag>
        ),
      plain: (row) => row.misfits.length,
    },
    {
      id: 'from',
      title: t('catalogue.validity'),
      width: 170,
      render: (row) => (
        <>
          <DateFigure day={row.from} /> – {row.until ? <DateFigure day={row.until} /> : t('runs.open')}
        </>
      ),
      plain: (row) => row.from,
    },
    {
      id: 'act',
      title: t('table.act'),
      always: true,
      width: 120,
      render: (row) =>
        mine(row) && may('publication.openDraft') ? (
          <Button size="small" loading={act.pending} onClick={() => void rewrite(row)}>
            {t('publication:screens.newVersion')}
          </Button>
        ) : null,
    },
  ]
  return (
    <>
      <FilterRow
        actions={
          may('publication.openDraft') &&
          post?.district && (
            <Button type="primary" onClick={() => setOpening(true)}>
              {t('catalogue.begin')}
            </Button>
          )
        }
      >
        <SearchField label={t('catalogue.searchDistricts')} />
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('queue.column.district')}
          placeholder={t('queue.column.district')}
          value={search['district'] || null}
          onChange={(district: string | null) => change({ district: district ?? '' })}
          options={(words?.districts ?? []).map(({ id, title }) => ({ value: id, label: text(title) }))}
          style={{ width: '8rem' }}
        />
      </FilterRow>
      {unfit.length > 0 && (
        <Notice tone="soon" title={t('catalogue.unfitTitle', { count: unfit.length })}>
          <p>{t('catalogue.unfitText')}</p>
        </Notice>
      )}
      <Sheet plain>
        <WorkTable
          label={t('catalogue.tab.districts')}
          columns={columns}
          rowKey={(row) => row.id}
          list={whole(rows.data?.items, rows.error)}
          empty={{ title: t('catalogue.noDistricts'), text: t('catalogue.noDistrictsText') }}
        />
      </Sheet>
      {opening && <Begin taken={rows.data?.items ?? []} onClose={() => setOpening(false)} />}
    </>
  )
}

/** Which item the district writes its version of; one it has a version of already is not offered again. */
function Begin({ taken, onClose }: { taken: readonly Row[]; onClose: () => void }) {
  const t = useWords()
  const text = useText()
  const { go } = usePlace()
  const { words } = useCityWords()
  const { today } = useClock()
  const [form] = Form.useForm<{ item: string }>()
  const post = useMe().data?.roles.find(({ department }) => department)
  const items = useRead('casework.listItems', {}).data?.items ?? []
  const act = useOfficerAct('publication.openDraft')
  const here = new Set(taken.filter((row) => row.district.id === post?.district).map(({ item }) => item.id))
  const offered = items.filter(({ id, department }) => !here.has(id) && department.id === post?.department)
  return (
    <ActDialog<{ item: string }>
      open
      title={t('catalogue.begin')}
      act={t('catalogue.begin')}
      form={form}
      pending={act.pending}
      problem={act.problem}
      onClose={onClose}
      onSubmit={async ({ item }) => {
        const chosen = offered.find(({ id }) => id === item)
        const place = words?.districts.find(({ id }) => id === post?.district)?.title
        if (!chosen || !place || !post?.department || !post.district) return
        const { department, district } = post
        const title = {
          zh: `${chosen.title.zh}（${place.zh}）`,
          en: `${chosen.title.en} in ${place.en}`,
        }
        const body = {
          title,
          inForce: { from: today },
          item,
          itemVersion: chosen.version,
          district,
          department,
          confidence: 'unverified',
        }
        const answer = await act.run({
          kind: 'district-item',
          title: title.zh,
          department,
          district,
          parts: [{ kind: 'district-item', body }],
        })
        if (answer) go(`drafts/${answer.id}`)
      }}
    >
      <p>{t('catalogue.beginText')}</p>
      <Form.Item
        name="item"
        label={t('catalogue.item')}
        rules={[{ required: true, message: t('catalogue.itemNeeded') }]}
      >
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={offered.map(({ id, title }) => ({ value: id, label: text(title) }))}
        />
      </Form.Item>
    </ActDialog>
  )
}
