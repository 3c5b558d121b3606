import { Button, Upload } from 'antd'
import { useState } from 'react'
import { api } from '#apps/web/client/api.ts'
import type { Output } from '#apps/web/client/contracts.ts'
import { type Problem, problemFrom } from '#apps/web/client/problem.ts'
import { Tabs } from '#apps/web/kits/light/Tabs.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { ActProblem } from '#apps/web/workbench/kit/ActProblem.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { FilterRow } from '#apps/web/workbench/kit/FilterRow.tsx'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { whole } from '#apps/web/workbench/kit/pages.ts'
import { usePlace } from '#apps/web/workbench/kit/place.tsx'
import { Sheet, WorkPage } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { DistrictItems } from './DistrictItems.tsx'
import { WordsOfItems } from './WordsOfItems.tsx'

type Row = Output<'casework.readCatalogueFile'>['items'][number]

async function base64Of(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let i = 0; i < bytes.length; i += 8_192) text += String.fromCharCode(...bytes.subarray(i, i + 8_192))
  return btoa(text)
}

const tabs = ['claim', 'districts', 'words'] as const
const leads = { claim: 'lead', districts: 'districtsLead', words: 'wordsLead' } as const

/** `/workbench/catalogue`: the province’s list of items to claim, what districts made of the city’s, and the fields and materials items pick from. */
export default function CatalogueScreen() {
  const t = useWords()
  const { search, change } = usePlace()
  const open = tabs.find((tab) => tab === search['tab']) ?? 'claim'
  return (
    <WorkPage title={t('place.catalogue')} lead={t(`catalogue.${leads[open]}`)}>
      <div>
        <Tabs
          label={t('place.catalogue')}
          tabs={tabs.map((tab) => ({ id: tab, label: t(`catalogue.tab.${tab}`) }))}
          open={open}
          onOpen={(tab) => change({ tab, q: '', district: '', kind: '' })}
        >
          {open === 'claim' && <Claims />}
          {open === 'districts' && <DistrictItems />}
          {open === 'words' && <WordsOfItems />}
        </Tabs>
      </div>
    </WorkPage>
  )
}

/** The province’s list of items, each row claimed as the beginning of a draft. */
function Claims() {
  const t = useWords()
  const may = useMay()
  const { go } = usePlace()
  const { department } = useCityWords()
  const [rows, setRows] = useState<readonly Row[]>()
  const [problem, setProblem] = useState<Problem>()
  const open = useOfficerAct('publication.openDraft')
  const read = async (file: Blob) => {
    setProblem(undefined)
    try {
      setRows((await api.query('casework.readCatalogueFile', { file: await base64Of(file) })).items)
    } catch (error) {
      setProblem(problemFrom(error))
    }
  }
  const claim = async ({ title, department: office, body, published }: Row) => {
    if (!office || !body) return
    const answer = await open.run({
      kind: 'item',
      title,
      department: office,
      ...(published ? { id: published } : {}),
      parts: [{ kind: 'item', body }],
    })
    if (answer) go(`drafts/${answer.id}`)
  }
  const columns: Column<Row>[] = [
    {
      id: 'title',
      title: t('catalogue.item'),
      always: true,
      width: 280,
      render: (row) => row.title || t('catalogue.row', { row: row.row }),
      plain: (row) => row.title,
    },
    {
      id: 'department',
      title: t('catalogue.department'),
      render: (row) => (row.department ? department(row.department) : ''),
      plain: (row) => row.department ?? '',
    },
    {
      id: 'standing',
      title: t('catalogue.standing'),
      render: (row) => (
        <Tag tone={row.body ? (row.faults.length ? 'soon' : 'done') : 'late'}>
          {t(`catalogue.${row.body ? (row.published ? 'newVersion' : 'fresh') : 'faulty'}`)}
        </Tag>
      ),
    },
    {
      id: 'faults',
      title: t('catalogue.faults'),
      width: 320,
      render: (row) => (
        <ul>
          {row.faults.map((fault) => (
            <li key={`${fault.field}${fault.code}`}>
              <code>{fault.field}</code> {t(`catalogue.fault.${fault.code}`, { value: fault.value })}
            </li>
          ))}
        </ul>
      ),
      plain: (row) => row.faults.length,
    },
    {
      id: 'act',
      title: t('catalogue.act'),
      render: (row) =>
        row.body && may('publication.openDraft') ? (
          <Button loading={open.pending} onClick={() => void claim(row)}>
            {t('catalogue.claim')}
          </Button>
        ) : null,
    },
  ]
  return (
    <>
      <FilterRow
        actions={
          <Upload
            accept=".json,.ndjson,.xlsx,.csv"
            maxCount={1}
            showUploadList={false}
            beforeUpload={(file) => {
              void read(file)
              return false
            }}
          >
            <Button type="primary">{t('catalogue.take')}</Button>
          </Upload>
        }
      />
      <ActProblem problem={problem ?? open.problem} />
      <Sheet plain>
        <WorkTable
          label={t('place.catalogue')}
          columns={columns}
          rowKey={(row) => String(row.row)}
          list={whole(rows ?? [])}
          empty={{ title: t('catalogue.none'), text: t('catalogue.noneText') }}
        />
      </Sheet>
    </>
  )
}
