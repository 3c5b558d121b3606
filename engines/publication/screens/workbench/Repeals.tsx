import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { DateFigure } from '#apps/web/kits/light/Figure.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { FilterRow } from '#apps/web/workbench/kit/FilterRow.tsx'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { usePages } from '#apps/web/workbench/kit/pages.ts'
import { ReasonDialog } from '#apps/web/workbench/kit/ReasonDialog.tsx'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'

type Repeal = Output<'publication.listRepeals'>['items'][number]
type Asked = { readonly act: 'confirm' | 'drop'; readonly repeal: Repeal } | { readonly act: 'propose' }

/** Proposals to end published versions: one person proposes, another confirms. */
export function Repeals() {
  const t = useWords()
  const text = useText()
  const may = useMay()
  const { department } = useCityWords()
  const [asked, setAsked] = useState<Asked>()
  const list = usePages('publication.listRepeals', { limit: 100 }, { everyMs: 15_000 })
  const close = () => setAsked(undefined)
  const columns: Column<Repeal>[] = [
    {
      id: 'title',
      title: t('publication:screens.title'),
      always: true,
      width: 280,
      render: (row) =>
        `${text(row.title)} · ${t('publication:screens.version', { version: row.of.version })}`,
      plain: (row) => text(row.title),
    },
    {
      id: 'state',
      title: t('publication:screens.state'),
      always: true,
      width: 110,
      render: (row) => t(`publication:screens.repeals.states.${row.state}`),
      plain: (row) => t(`publication:screens.repeals.states.${row.state}`),
    },
    {
      id: 'on',
      title: t('publication:screens.repeals.on'),
      width: 140,
      render: (row) => <DateFigure day={row.on} />,
      plain: (row) => row.on,
    },
    {
      id: 'reason',
      title: t('publication:screens.reason'),
      width: 280,
      render: (row) => row.reason,
      plain: (row) => row.reason,
    },
    {
      id: 'by',
      title: t('publication:screens.repeals.by'),
      width: 200,
      render: (row) => `${department(row.department)} ${row.by}`,
      plain: (row) => row.by,
    },
    {
      id: 'act',
      title: t('table.act'),
      always: true,
      width: 180,
      render: (row) =>
        row.state === 'proposed' && (
          <span style={{ display: 'flex', gap: 8 }}>
            {may('publication.confirmRepeal') && (
              <Button size="small" onClick={() => setAsked({ act: 'confirm', repeal: row })}>
                {t('publication:screens.repeals.confirm')}
              </Button>
            )}
            {may('publication.dropRepeal') && (
              <Button size="small" onClick={() => setAsked({ act: 'drop', repeal: row })}>
                {t('publication:screens.repeals.drop')}
              </Button>
            )}
          </span>
        ),
    },
  ]
  return (
    <>
      <FilterRow
        actions={
          may('publication.proposeRepeal') && (
            <Button type="primary" onClick={() => setAsked({ act: 'propose' })}>
              {t('publication:screens.repeals.propose')}
            </Button>
          )
        }
      />
      <Sheet plain>
        <WorkTable
          label={t('publication:screens.repeals.title')}
          columns={columns}
          list={list}
          rowKey={(row) => row.repealId}
          empty={{
            title: t('publication:screens.repeals.none'),
            text: t('publication:screens.repeals.noneText'),
          }}
        />
      </Sheet>
      {asked?.act === 'propose' && <Propose onClose={close} />}
      {asked?.act === 'confirm' && <Confirm repealId={asked.repeal.repealId} onClose={close} />}
      {asked?.act === 'drop' && <Drop repealId={asked.repeal.repealId} onClose={close} />}
    </>
  )
}

interface Proposal {
  readonly of: string
  readonly on: string
  readonly reason: string
}

function Propose({ onClose }: { onClose: () => void }) {
  const t = useWords()
  const text = useText()
  const [form] = Form.useForm<Proposal>()
  const act = useOfficerAct('publication.proposeRepeal')
  const kinds = useRead('publication.listWritableKinds', {}).data?.items ?? []
  const published = kinds.flatMap(({ kind, published }) => published.map((one) => ({ kind, ...one })))
  const needed = (message: string) => [{ required: true, message }]
  return (
    <ActDialog<Proposal>
      open
      title={t('publication:screens.repeals.propose')}
      act={t('publication:screens.repeals.propose')}
      form={form}
      onClose={onClose}
      onSubmit={async ({ of, on, reason }) => {
        const found = published.find(({ kind, id }) => `${kind} ${id}` === of)
        if (!found) return
        const { kind, id, version } = found
        if (await act.run({ of: { kind, id, version }, on, reason })) onClose()
      }}
      pending={act.pending}
      problem={act.problem}
    >
      <Form.Item
        name="of"
        label={t('publication:screens.repeals.which')}
        rules={needed(t('publication:screens.repeals.whichNeeded'))}
      >
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={published.map(({ kind, id, title }) => ({ value: `${kind} ${id}`, label: text(title) }))}
        />
      </Form.Item>
      <Form.Item
        name="on"
        label={t('publication:screens.repeals.on')}
        rules={needed(t('publication:screens.repeals.onNeeded'))}
      >
        <Input type="date" />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('publication:screens.reason')}
        rules={[{ required: true, min: 4, message: t('publication:screens.reasonNeeded') }]}
      >
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
    </ActDialog>
  )
}

interface One {
  readonly repealId: string
  readonly onClose: () => void
}

function Confirm({ repealId, onClose }: One) {
  const t = useWords()
  const [form] = Form.useForm<{ reasonEn: string }>()
  const act = useOfficerAct('publication.confirmRepeal')
  return (
    <ActDialog<{ reasonEn: string }>
      open
      danger
      title={t('publication:screens.repeals.confirm')}
      act={t('publication:screens.repeals.confirm')}
      form={form}
      onClose={onClose}
      onSubmit={async ({ reasonEn }) => {
        if (await act.run({ repealId, reasonEn })) onClose()
      }}
      pending={act.pending}
      problem={act.problem}
    >
      <Form.Item
        name="reasonEn"
        label={t('publication:screens.repeals.reasonEn')}
        rules={[
          {
            required: true,
            min: 4,
            pattern: /^[^\p{Script=Han}]*$/u,
            message: t('publication:screens.repeals.reasonEnNeeded'),
          },
        ]}
      >
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
    </ActDialog>
  )
}

function Drop({ repealId, onClose }: One) {
  const t = useWords()
  const act = useOfficerAct('publication.dropRepeal')
  return (
    <ReasonDialog
      title={t('publication:screens.repeals.drop')}
      pending={act.pending}
      problem={act.problem}
      onClose={onClose}
      onSubmit={async (reason) => {
        if (await act.run({ repealId, reason })) onClose()
      }}
    />
  )
}
