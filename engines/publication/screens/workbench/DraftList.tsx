import { Button, Form, Input, Select, Upload } from 'antd'
import { useState } from 'react'
import { api } from '#apps/web/client/api.ts'
import type { Output } from '#apps/web/client/contracts.ts'
import { useMe, useRead } from '#apps/web/client/hooks.ts'
import { type Problem, problemFrom } from '#apps/web/client/problem.ts'
import { useClock } from '#apps/web/kits/light/Clock.tsx'
import { momentText } from '#apps/web/kits/light/figures.ts'
import { useLanguage, useText } from '#apps/web/i18n/i18n.ts'
import { Tabs } from '#apps/web/kits/light/Tabs.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { FilterRow } from '#apps/web/workbench/kit/FilterRow.tsx'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { usePages } from '#apps/web/workbench/kit/pages.ts'
import { PlaceLink, usePlace } from '#apps/web/workbench/kit/place.tsx'
import { Sheet, WorkPage } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, useColumns, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { Published } from './Published.tsx'
import { Repeals } from './Repeals.tsx'

type Row = Output<'publication.listDrafts'>['items'][number]

const tabs = ['drafts', 'published', 'repeals'] as const
const states = ['drafting', 'in-consultation', 'in-review', 'approved', 'published', 'withdrawn'] as const
const tones = {
  drafting: 'idle',
  'in-consultation': 'wait',
  'in-review': 'soon',
  approved: 'soon',
  published: 'done',
  withdrawn: 'idle',
} as const

/** `/workbench/drafts`: what is being written, how far each is, and what is proposed to end. */
export function DraftList() {
  const t = useWords()
  const { search, change } = usePlace()
  const open = tabs.find((tab) => tab === search['tab']) ?? 'drafts'
  return (
    <WorkPage title={t('place.drafts')} lead={t('publication:screens.lead')}>
      <div>
        <Tabs
          label={t('place.drafts')}
          tabs={tabs.map((tab) => ({ id: tab, label: t(`publication:screens.tabs.${tab}`) }))}
          open={open}
          onOpen={(tab) => change({ tab, of: '', id: '', q: '', state: '' })}
        >
          {open === 'drafts' && <Drafts />}
          {open === 'published' && <Published />}
          {open === 'repeals' && <Repeals />}
        </Tabs>
      </div>
    </WorkPage>
  )
}

function Drafts() {
  const t = useWords()
  const text = useText()
  const language = useLanguage()
  const { offsetMinutes } = useClock()
  const { department, district } = useCityWords()
  const { go, search, change } = usePlace()
  const state = states.find((one) => one === search['state'])
  const may = useMay()
  const [opening, setOpening] = useState(false)
  const list = usePages(
    'publication.listDrafts',
    { limit: 50, ...(state ? { state } : {}) },
    { cursor: 'before', everyMs: 15_000 },
  )
  const columns: Column<Row>[] = [
    {
      id: 'title',
      title: t('publication:screens.title'),
      always: true,
      width: 320,
      render: (row) => <PlaceLink to={`drafts/${row.draftId}`}>{text(row.title)}</PlaceLink>,
      plain: (row) => text(row.title),
    },
    {
      id: 'kind',
      title: t('publication:screens.kind'),
      width: 100,
      render: (row) => text(row.kindTitle),
      plain: (row) => text(row.kindTitle),
    },
    {
      id: 'state',
      title: t('publication:screens.state'),
      always: true,
      width: 120,
      render: (row) => <Tag tone={tones[row.state]}>{t(`publication:screens.states.${row.state}`)}</Tag>,
      plain: (row) => t(`publication:screens.states.${row.state}`),
    },
    {
      id: 'office',
      title: t('publication:screens.office'),
      render: (row) =>
        [department(row.department), row.district && district(row.district)].filter(Boolean).join(' · '),
      plain: (row) => department(row.department),
    },
    {
      id: 'saved',
      title: t('publication:screens.saved'),
      width: 200,
      render: (row) => `${momentText(row.savedAt, offsetMinutes, language)} ${row.savedBy}`,
      plain: (row) => momentText(row.savedAt, offsetMinutes, language),
    },
  ]
  const { shown, choice } = useColumns('drafts', columns)
  return (
    <>
      <FilterRow
        actions={
          <>
            {choice}
            {may('publication.openDraft') && (
              <Button type="primary" onClick={() => setOpening(true)}>
                {t('publication:screens.begin')}
              </Button>
            )}
          </>
        }
      >
        <Select
          allowClear
          aria-label={t('publication:screens.state')}
          placeholder={t('publication:screens.state')}
          value={state ?? null}
          onChange={(next: string | null) => change({ state: next ?? '' })}
          options={states.map((one) => ({ value: one, label: t(`publication:screens.states.${one}`) }))}
          style={{ width: '10rem' }}
        />
      </FilterRow>
      <Sheet plain>
        <WorkTable
          label={t('place.drafts')}
          columns={shown}
          list={list}
          rowKey={(row) => row.draftId}
          onOpen={(row) => go(`drafts/${row.draftId}`)}
          empty={{ title: t('publication:screens.none'), text: t('publication:screens.noneText') }}
        />
      </Sheet>
      {opening && <OpenDialog onClose={() => setOpening(false)} onOpened={(id) => go(`drafts/${id}`)} />}
    </>
  )
}

type Kind = Output<'publication.listWritableKinds'>['items'][number]

function OpenDialog(props: { onClose: () => void; onOpened: (draftId: string) => void }) {
  const office = useMe().data?.roles.find(({ department }) => department)
  const kinds = useRead('publication.listWritableKinds', {}).data?.items.filter(
    ({ ofDistricts }) => !ofDistricts || office?.district,
  )
  return kinds ? <Opening {...props} kinds={kinds} /> : null
}

interface Opened {
  readonly kind?: string
  readonly title: string
  readonly id?: string
}

function Opening({
  kinds,
  onClose,
  onOpened,
}: {
  kinds: readonly Kind[]
  onClose: () => void
  onOpened: (draftId: string) => void
}) {
  const t = useWords()
  const text = useText()
  const [form] = Form.useForm<Opened>()
  const office = useMe().data?.roles.find(({ department }) => department)
  const act = useOfficerAct('publication.openDraft')
  const folder = useFolder((title) => {
    if (!form.getFieldValue('title')) form.setFieldValue('title', title)
  })
  const chosen = Form.useWatch('kind', form) ?? kinds[0]?.kind ?? ''
  const published = kinds.find(({ kind }) => kind === chosen)?.published ?? []
  return (
    <ActDialog<Opened>
      open
      title={t('publication:screens.begin')}
      act={t('publication:screens.begin')}
      blocked={folder.faults > 0}
      form={form}
      onClose={onClose}
      onSubmit={async ({ title, id }) => {
        const answer = await act.run({
          kind: chosen,
          title,
          department: office?.department ?? '',
          ...(office?.district ? { district: office.district } : {}),
          ...(id ? { id } : {}),
          ...(folder.parts ? { parts: folder.parts } : {}),
        })
        if (answer) onOpened(answer.id)
      }}
      pending={act.pending}
      problem={act.problem ?? folder.problem}
    >
      {kinds.length > 1 && (
        <Form.Item name="kind" label={t('publication:screens.kind')} initialValue={kinds[0]?.kind}>
          <Select options={kinds.map(({ kind, title }) => ({ value: kind, label: text(title) }))} />
        </Form.Item>
      )}
      <Form.Item name="id" label={t('publication:screens.newVersionOf')}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          options={published.map(({ id, title }) => ({ value: id, label: text(title) }))}
          onChange={(id) => {
            const found = published.find((one) => one.id === id)
            if (found) form.setFieldValue('title', found.title.zh)
          }}
        />
      </Form.Item>
      <Form.Item
        name="title"
        label={t('publication:screens.title')}
        rules={[{ required: true, min: 2, message: t('publication:screens.titleNeeded') }]}
      >
        <Input />
      </Form.Item>
      <Form.Item
        label={t('publication:screens.folder')}
        {...(folder.faults
          ? {
              validateStatus: 'error' as const,
              help: t('publication:screens.folderFaults', { count: folder.faults }),
            }
          : {})}
      >
        <Upload
          accept=".zip"
          maxCount={1}
          beforeUpload={(file) => {
            void folder.read(chosen, file)
            return false
          }}
          onRemove={folder.drop}
        >
          <Button>{t('publication:screens.take')}</Button>
        </Upload>
      </Form.Item>
    </ActDialog>
  )
}

type Folder = Output<'publication.readFolder'>

/** The Chinese title that the definition in a folder gives itself. */
function titleIn(folder: Folder): string {
  const [part] = folder.parts
  const title = part?.body['title']
  return typeof title === 'object' && title !== null && 'zh' in title ? String(title.zh) : ''
}

/** An exported folder, read by the server; what cannot be read is counted and not taken. */
function useFolder(onTitle: (title: string) => void) {
  const [found, setFound] = useState<Folder>()
  const [problem, setProblem] = useState<Problem>()
  const drop = () => {
    setFound(undefined)
    setProblem(undefined)
  }
  const read = async (kind: string, file: File) => {
    drop()
    try {
      const bytes = new Uint8Array(await file.arrayBuffer())
      const zip = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
      const folder = await api.query('publication.readFolder', { kind, zip })
      setFound(folder)
      onTitle(titleIn(folder))
    } catch (error) {
      setProblem(problemFrom(error))
    }
  }
  const faults = found?.faults.length ?? 0
  return { read, drop, problem, faults, parts: found && faults === 0 ? found.parts : undefined }
}
