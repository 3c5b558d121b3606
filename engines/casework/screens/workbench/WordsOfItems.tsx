import { Button, Form, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import type { Output } from '#apps/web/client/contracts.ts'
import { useMe } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { ActProblem } from '#apps/web/workbench/kit/ActProblem.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { FilterRow } from '#apps/web/workbench/kit/FilterRow.tsx'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { usePages } from '#apps/web/workbench/kit/pages.ts'
import { PlaceLink, usePlace } from '#apps/web/workbench/kit/place.tsx'
import { SearchField } from '#apps/web/workbench/kit/SearchField.tsx'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import css from './form/form.module.css'
import { type WordKind, wordKinds } from '../../catalogue/word-kinds.ts'

type Row = Output<'casework.listFieldsAndMaterials'>['items'][number]

/** What items pick from: fields, lists of choices, materials, who uses each, its versions. A post for the whole city begins a new one or a new version. */
export function WordsOfItems() {
  const t = useWords()
  const text = useText()
  const may = useMay()
  const { search, change, go } = usePlace()
  const kind = wordKinds.find((one) => one === search['kind'])
  const [opening, setOpening] = useState(false)
  const post = useCityPost()
  const rows = usePages('casework.listFieldsAndMaterials', {
    limit: 30,
    ...(kind ? { kind } : {}),
    ...(search['q'] ? { search: search['q'] } : {}),
  })
  const act = useOfficerAct('publication.openDraft')
  const writes = may('publication.openDraft') && post !== undefined
  const rewrite = async (row: Row) => {
    const { id, title } = row
    const answer = await act.run({ kind: row.kind, id, title: title.zh, department: post ?? '' })
    if (answer) go(`drafts/${answer.id}`)
  }
  const comma = t('case.elementComma')
  const sortOf = ({ of, choices: count }: Row) =>
    of === undefined ? t('catalogue.word.choices', { count }) : t(`catalogue.word.of.${of}`)
  const columns: Column<Row>[] = [
    {
      id: 'title',
      title: t('catalogue.word.title'),
      always: true,
      width: 260,
      render: (row) => text(row.title),
      plain: (row) => text(row.title),
    },
    {
      id: 'kind',
      title: t('publication:screens.kind'),
      width: 200,
      render: (row) => (
        <>
          {t(`catalogue.word.kind.${row.kind}`)} <span className="work-soft">{sortOf(row)}</span>
        </>
      ),
      plain: (row) => `${t(`catalogue.word.kind.${row.kind}`)} ${sortOf(row)}`,
    },
    {
      id: 'usedBy',
      title: t('catalogue.word.usedBy'),
      width: 300,
      render: (row) => <Users row={row} />,
      plain: (row) => row.usedBy.map(({ title }) => text(title)).join(comma),
    },
    {
      id: 'version',
      title: t('publication:screens.newest'),
      width: 110,
      render: (row) => (
        <PlaceLink className={css.reach} to="drafts" search={{ tab: 'published', of: row.kind, id: row.id }}>
          {t('publication:screens.version', { version: row.version })}
        </PlaceLink>
      ),
      plain: (row) => row.version,
    },
    {
      id: 'act',
      title: t('table.act'),
      always: true,
      width: 120,
      render: (row) =>
        writes ? (
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
          writes && (
            <Button type="primary" onClick={() => setOpening(true)}>
              {t('catalogue.word.begin')}
            </Button>
          )
        }
      >
        <SearchField label={t('catalogue.word.search')} />
        <Select
          allowClear
          aria-label={t('publication:screens.kind')}
          placeholder={t('publication:screens.kind')}
          value={kind ?? null}
          onChange={(next: string | null) => change({ kind: next ?? '' })}
          options={wordKinds.map((one) => ({ value: one, label: t(`catalogue.word.kind.${one}`) }))}
          style={{ width: '10rem' }}
        />
      </FilterRow>
      <ActProblem problem={act.problem} />
      <Sheet plain>
        <WorkTable
          label={t('catalogue.tab.words')}
          columns={columns}
          rowKey={(row) => `${row.kind} ${row.id}`}
          list={rows}
          empty={{ title: t('catalogue.word.none'), text: t('catalogue.word.noneText') }}
        />
      </Sheet>
      {opening && post !== undefined && (
        <Begin department={post} kind={kind ?? 'material'} onClose={() => setOpening(false)} />
      )}
    </>
  )
}

/** The department of a post for the whole city: what items pick from is no district's. */
function useCityPost(): string | undefined {
  const post = useMe().data?.roles.find(({ department, district }) => department && !district)
  return post?.department ?? undefined
}

const shownUsers = 2

/** Fields that offer a list, then the items and themes that ask: those of a list are reached through its fields. */
function Users({ row: { usedBy } }: { row: Row }) {
  const t = useWords()
  if (usedBy.length === 0) return <span className="work-soft">{t('catalogue.word.unused')}</span>
  const fields = usedBy.filter(({ kind }) => kind === 'field')
  const asking = usedBy.filter(({ kind }) => kind !== 'field')
  return (
    <>
      {fields.length > 0 && <Named users={fields} />}
      {fields.length > 0 && asking.length > 0 && (
        <div className="work-soft">{t('catalogue.word.throughFields')}</div>
      )}
      {asking.length > 0 && <Named users={asking} />}
    </>
  )
}

/** The first by name, the others counted; all of them on demand. */
function Named({ users }: { users: Row['usedBy'] }) {
  const t = useWords()
  const text = useText()
  const comma = t('case.elementComma')
  const names = users.map(({ title }) => text(title))
  if (names.length <= shownUsers) return <>{names.join(comma)}</>
  return (
    <details>
      <summary>
        {t('catalogue.word.usedByMore', {
          names: names.slice(0, shownUsers).join(comma),
          count: names.length,
        })}
      </summary>
      {names.join(comma)}
    </details>
  )
}

interface Begun {
  readonly kind: WordKind
  readonly title: string
}

function Begin({ department, kind, onClose }: { department: string; kind: WordKind; onClose: () => void }) {
  const t = useWords()
  const { go } = usePlace()
  const [form] = Form.useForm<Begun>()
  const act = useOfficerAct('publication.openDraft')
  return (
    <ActDialog<Begun>
      open
      title={t('catalogue.word.begin')}
      act={t('catalogue.word.begin')}
      form={form}
      initial={{ kind }}
      pending={act.pending}
      problem={act.problem}
      onClose={onClose}
      onSubmit={async (begun) => {
        const answer = await act.run({ ...begun, department })
        if (answer) go(`drafts/${answer.id}`)
      }}
    >
      <p>{t('catalogue.word.beginText')}</p>
      <Form.Item name="kind" label={t('publication:screens.kind')}>
        <Radio.Group
          options={wordKinds.map((one) => ({ value: one, label: t(`catalogue.word.kind.${one}`) }))}
        />
      </Form.Item>
      <Form.Item
        name="title"
        label={t('catalogue.word.title')}
        rules={[{ required: true, whitespace: true, min: 2, message: t('publication:screens.titleNeeded') }]}
      >
        <Input maxLength={200} />
      </Form.Item>
    </ActDialog>
  )
}
